package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"nianbao/internal/importer"
	"nianbao/internal/report"
)

func importCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	asJSON := flags.Bool("json", false, flagJSON)
	var opts importer.Options
	flags.IntVar(&opts.Year, "year", 0, flagYear)
	flags.StringVar(&opts.Format, "format", "", flagFormat)
	e.limitsFlag(flags)
	return func(args []string) error {
		if len(args) != 1 {
			return usageError(textOneFile, "import")
		}
		catalog, err := formats()
		if err != nil {
			return err
		}
		if flags.Changed("year") && opts.Year <= 0 || opts.Year > importer.LastYear {
			return usageError(textFarYear, opts.Year)
		}
		if err := knownOptions(catalog, opts); err != nil {
			return err
		}
		r, err := e.read(catalog, args[0], opts)
		if err != nil {
			return err
		}
		if *asJSON {
			return e.printReport(r)
		}
		e.printSummary(r)
		return nil
	}
}

func (e *environment) printReport(r *report.Report) error {
	data, err := report.MarshalIndent(r)
	if err != nil {
		return err
	}
	_, err = e.out.Write(data)
	return err
}

// printSummary says what was read, for a person.
func (e *environment) printSummary(r *report.Report) {
	fmt.Fprintf(e.out, textImported, orUnknown(r.Issuer), r.Year, r.Format, len(r.Cells), len(r.Doubts))
	for _, d := range r.Doubts {
		fmt.Fprintf(e.out, "  %s %s\n", d.Code, d.Message)
	}
}
