package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/spf13/pflag"

	"nianbao/forms"
	"nianbao/internal/check"
	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/report"
)

// formats loads the official formats, once; that the built-in ones are sound
// is tested, so a fault here is the program's own.
var formats = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

// mostLimits is how many times as much as usual a file may take.
const mostLimits = 20

// limitsFlag lets the files of a command be larger than usual ones.
func (e *environment) limitsFlag(flags *pflag.FlagSet) {
	flags.IntVar(&e.limits, "limits", 1, fmt.Sprintf(flagLimits, mostLimits))
}

// checkLimits refuses what nobody can want.
func (e *environment) checkLimits(flags *pflag.FlagSet) error {
	if flags.Changed("limits") && (e.limits < 1 || e.limits > mostLimits) {
		return usageError(textLimits, mostLimits, e.limits)
	}
	return nil
}

// read imports a file; "-" is standard input.
func (e *environment) read(catalog *form.Catalog, file string, opts importer.Options) (*report.Report, error) {
	if e.limits > 1 {
		opts.Widen(e.limits)
	}
	data, err := e.bytes(file, opts)
	if err != nil {
		return nil, &inputError{file, err}
	}
	r, err := importer.Import(catalog, filepath.Base(file), data, opts)
	if err != nil {
		return nil, &inputError{file, err}
	}
	return r, nil
}

// bytes reads at most one byte more than the importer takes.
func (e *environment) bytes(file string, opts importer.Options) ([]byte, error) {
	in := e.in
	var out bytes.Buffer
	if file == "-" {
		if e.taken {
			return nil, usageError(textInputOnce)
		}
		e.taken = true
	} else {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		info, err := f.Stat()
		switch {
		case err != nil:
			return nil, err
		case info.IsDir():
			return nil, errFolder
		}
		if err := opts.CheckSize(info.Size()); err != nil {
			return nil, err
		}
		out.Grow(int(info.Size()) + bytes.MinRead) // reading bit by bit takes three times as much
		in = f
	}
	_, err := out.ReadFrom(io.LimitReader(in, opts.MaxSize()+1))
	return out.Bytes(), err
}

// definition is the format of a report, with its compiled checks.
func definition(catalog *form.Catalog, r *report.Report) (*form.Definition, *check.Catalogue, error) {
	def, err := catalog.ForFormat(r.Format)
	if err != nil {
		return nil, nil, err
	}
	compiled, err := check.Compile(def)
	return def, compiled, err
}

// readFolder imports every report of a folder; other files are passed over.
func (e *environment) readFolder(catalog *form.Catalog, dir string) ([]*report.Report, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, &inputError{dir, err}
	}
	var out []*report.Report
	for _, entry := range entries {
		if !entry.Type().IsRegular() {
			continue
		}
		if r, err := e.read(catalog, filepath.Join(dir, entry.Name()), importer.Options{}); err == nil {
			out = append(out, r)
		}
	}
	return out, nil
}

// readDefined is read, with the definition of the report's format.
func (e *environment) readDefined(catalog *form.Catalog, file string) (*form.Definition, *report.Report, error) {
	r, err := e.read(catalog, file, importer.Options{})
	if err != nil {
		return nil, nil, err
	}
	def, err := catalog.ForFormat(r.Format)
	return def, r, err
}
