package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"nianbao/internal/check"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/packet"
	"nianbao/internal/proof"
	"nianbao/internal/report"
)

func exportCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	to := flags.String("to", "", fmt.Sprintf(flagTo, kindNames()))
	out := flags.StringP("output", "o", "", flagOutput)
	noClobber := flags.Bool("no-clobber", false, flagNoClobber)
	encoding := flags.String("encoding", "", flagEncoding)
	previous := flags.StringArray("previous", nil, flagExportPrevious)
	var opts exporter.Options
	flags.BoolVar(&opts.Landscape, "landscape", false, flagLandscape)
	flags.BoolVar(&opts.Unsealed, "unsealed", false, flagUnsealed)
	template := flags.String("template", "", flagTemplate)
	fonts := flags.StringArray("font", nil, flagFont)
	e.limitsFlag(flags)
	return func(args []string) error {
		if len(args) != 1 {
			return usageError(textOneFile, "export")
		}
		if *to == "" {
			return usageError(textNoKind, kindNames())
		}
		if !slices.Contains(exportKinds(), *to) {
			return usageError(textExportKind, *to, kindNames())
		}
		if err := e.readExtras(&opts, *template, *fonts); err != nil {
			return err
		}
		x := export{kind: *to, encoding: *encoding, previous: *previous, opts: opts}
		data, err := e.exported(args[0], x)
		if err != nil {
			return err
		}
		if *out == "" || *out == "-" {
			_, err = e.out.Write(data)
			return err
		}
		if err := writeFile(*out, data, *noClobber); err != nil {
			return &outputError{*out, err}
		}
		return nil
	}
}

// readExtras reads what an office brings along: a Word template, fonts.
func (e *environment) readExtras(opts *exporter.Options, template string, fonts []string) error {
	if template != "" {
		data, err := e.bytes(template, importer.Options{})
		if err == nil {
			opts.Template, err = exporter.ReadTemplate(data)
		}
		if err != nil {
			return &inputError{template, err}
		}
	}
	for _, file := range fonts {
		data, err := e.bytes(file, importer.Options{})
		if err == nil {
			opts.Fonts, err = exporter.AddFont(opts.Fonts, filepath.Base(file), data)
		}
		if err != nil {
			return &inputError{file, err}
		}
	}
	return nil
}

// exportKinds are the kinds of files that can be written.
func exportKinds() []string {
	var names []string
	for _, k := range exporter.Kinds() {
		names = append(names, string(k))
	}
	return append(names, packet.Kind)
}

func kindNames() string { return strings.Join(exportKinds(), "|") }

// export is what is wanted of a report.
type export struct {
	kind, encoding string
	previous       []string
	opts           exporter.Options
}

func (e *environment) exported(file string, x export) ([]byte, error) {
	catalog, err := formats()
	if err != nil {
		return nil, err
	}
	def, r, err := e.readDefined(catalog, file)
	if err != nil {
		return nil, err
	}
	before, err := e.readPrevious(catalog, x.previous)
	if err != nil {
		return nil, err
	}
	last := before.of(r)
	if len(last) == 1 {
		x.opts.Previous = last[0] // of several offices there is no one year to draw beside
	}
	if x.kind == packet.Kind {
		return packed(def, r, last, x.opts)
	}
	kind := exporter.Kind(x.kind)
	data, err := exporter.RenderWith(def, r, kind, x.opts)
	if err != nil {
		return nil, err
	}
	data, err = exporter.Encode(data, kind, x.encoding)
	if errors.Is(err, exporter.ErrEncoding) {
		return nil, usageError(textEncoding, x.kind, x.encoding)
	}
	if err != nil {
		return nil, err
	}
	return data, proof.Check(def, r, kind, x.opts, data)
}

// packed is the packet, with the findings of the whole check on its sheet.
func packed(def *form.Definition, r *report.Report, previous []*report.Report, opts exporter.Options) ([]byte, error) {
	rules, err := check.Compile(def)
	if err != nil {
		return nil, err
	}
	findings := rules.Run(check.Input{Definition: def, Report: r, Previous: previous, Final: true})
	check.Accept(findings, r.Accepted)
	return packet.Build(def, r, findings, opts)
}

// writeFile replaces a file in one step: it is the old one or the new one,
// never half of it.
func writeFile(name string, data []byte, noClobber bool) error {
	if noClobber {
		if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(fs.ErrExist, err)
		}
	} else if info, err := os.Stat(name); err == nil && info.IsDir() {
		return errFolder
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".nianbao-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // gone already after the rename
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Sync(), tmp.Close())
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
