package main

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/pflag"

	"nianbao/internal/form"
	"nianbao/internal/importer"
)

// field is a line of the list of field codes, published in the contract.
type field struct {
	Code     form.Code `json:"code"`
	Label    string    `json:"label"`
	Row      string    `json:"row"`
	Column   string    `json:"column"`
	Unit     string    `json:"unit"`
	Type     form.Type `json:"type"`
	Required bool      `json:"required"`
}

func fieldsCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	format := flags.String("format", "", flagFormat)
	asJSON := flags.Bool("json", false, flagJSON)
	return func(args []string) error {
		if len(args) > 0 {
			return usageError(textNoArguments, "fields")
		}
		catalog, err := formats()
		if err != nil {
			return err
		}
		if err := knownOptions(catalog, importer.Options{Format: *format}); err != nil {
			return err
		}
		def := catalog.Latest()
		if *format != "" {
			if def, err = catalog.ForFormat(*format); err != nil {
				return err
			}
		}
		return e.printFields(def, *asJSON)
	}
}

func (e *environment) printFields(def *form.Definition, asJSON bool) error {
	var list []field
	for _, f := range def.Fields() {
		list = append(list, field{f.Code, f.Label, f.RowLabel, f.ColLabel, f.Unit, f.Type, f.Required})
	}
	if asJSON {
		data, err := json.Marshal(list, jsontext.WithIndent("  "))
		if err != nil {
			return fmt.Errorf("fields: %w", err)
		}
		_, err = e.out.Write(append(data, '\n'))
		return err
	}
	for _, f := range list {
		fmt.Fprintf(e.out, "%s\t%s\t%s\n", f.Code, f.Label, f.Unit)
	}
	return nil
}

// knownOptions turns a year or format nobody knows into a usage mistake.
func knownOptions(catalog *form.Catalog, opts importer.Options) error {
	var names []string
	for _, def := range catalog.Definitions() {
		names = append(names, def.Format)
	}
	if opts.Format != "" {
		if _, err := catalog.ForFormat(opts.Format); err != nil {
			return usageError(textBadFormat, opts.Format, strings.Join(names, "、"))
		}
	}
	if opts.Year != 0 {
		if _, err := catalog.ForYear(opts.Year); err != nil {
			return usageError(textBadYear, opts.Year, catalog.Definitions()[0].Years.From)
		}
	}
	return nil
}
