package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"nianbao/internal/exporter"
	"nianbao/internal/importer"
)

func exportCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	to := flags.String("to", "", fmt.Sprintf(flagTo, kindNames()))
	out := flags.StringP("output", "o", "", flagOutput)
	noClobber := flags.Bool("no-clobber", false, flagNoClobber)
	encoding := flags.String("encoding", "", flagEncoding)
	return func(args []string) error {
		if len(args) != 1 {
			return usageError(textOneFile, "export")
		}
		if *to == "" {
			return usageError(textNoKind, kindNames())
		}
		if !known(exporter.Kind(*to)) {
			return usageError(textExportKind, *to, kindNames())
		}
		data, err := e.exported(args[0], exporter.Kind(*to), *encoding)
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

func known(kind exporter.Kind) bool { return kind.ContentType() != "" }

func kindNames() string {
	var names []string
	for _, k := range exporter.Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, "|")
}

func (e *environment) exported(file string, kind exporter.Kind, encoding string) ([]byte, error) {
	catalog, err := formats()
	if err != nil {
		return nil, err
	}
	r, err := e.read(catalog, file, importer.Options{})
	if err != nil {
		return nil, err
	}
	def, err := catalog.ForFormat(r.Format)
	if err != nil {
		return nil, err
	}
	data, err := exporter.Render(def, r, kind)
	if err != nil || encoding == "" {
		return data, err
	}
	data, err = exporter.Encode(data, kind, encoding)
	if errors.Is(err, exporter.ErrEncoding) {
		return nil, usageError(textEncoding, kind, encoding)
	}
	return data, err
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
