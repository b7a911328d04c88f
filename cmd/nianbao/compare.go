package main

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/pflag"

	"nianbao/internal/compare"
	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/report"
)

func compareCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	asJSON := flags.Bool("json", false, flagJSON)
	e.limitsFlag(flags)
	return func(args []string) error {
		if len(args) != 2 {
			return usageError(textTwoFiles, "compare")
		}
		diff, err := e.compared(args[0], args[1])
		if err != nil {
			return err
		}
		if *asJSON {
			data, err := json.Marshal(diff, json.Deterministic(true), jsontext.WithIndent("  "))
			if err != nil {
				return fmt.Errorf("differences: %w", err)
			}
			fmt.Fprintf(e.out, "%s\n", data)
		} else {
			fmt.Fprint(e.out, diff.Text())
		}
		if !diff.Same {
			return errFound
		}
		return nil
	}
}

func (e *environment) compared(a, b string) (compare.Diff, error) {
	catalog, err := formats()
	if err != nil {
		return compare.Diff{}, err
	}
	first, err := e.read(catalog, a, importer.Options{})
	if err != nil {
		return compare.Diff{}, err
	}
	second, err := e.read(catalog, b, importer.Options{})
	if err != nil {
		return compare.Diff{}, err
	}
	defs := make([]*form.Definition, 2)
	for i, r := range []*report.Report{first, second} {
		if defs[i], err = catalog.ForFormat(r.Format); err != nil {
			return compare.Diff{}, err
		}
	}
	diff := compare.Compare(defs[0], defs[1], first, second)
	if len(first.Sources)+len(second.Sources) > 0 { // one of them was written for people
		diff.Printed(defs...)
	}
	return diff, nil
}
