package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/rollover"
)

func rolloverCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	year := flags.Int("year", 0, flagNewYear)
	e.limitsFlag(flags)
	return func(args []string) error {
		if len(args) == 0 {
			return usageError(textSomeFiles, "rollover")
		}
		catalog, err := formats()
		if err != nil {
			return err
		}
		last, err := e.readLast(catalog, args)
		if err != nil {
			return err
		}
		if *year == 0 {
			*year = last[0].Report.Year + 1
		}
		return e.printRollover(catalog, *year, last)
	}
}

// readLast imports last year's reports. One that does not say its year cannot
// be followed by a next one.
func (e *environment) readLast(catalog *form.Catalog, files []string) ([]rollover.Last, error) {
	var out []rollover.Last
	for _, file := range files {
		def, r, err := e.readDefined(catalog, file)
		if err != nil {
			return nil, err
		}
		out = append(out, rollover.Last{Def: def, Report: r})
	}
	return out, nil
}

// printRollover prints the draft, and on standard error what is to be said
// about it.
func (e *environment) printRollover(catalog *form.Catalog, year int, last []rollover.Last) error {
	to, err := catalog.ForYear(year)
	if err != nil {
		return err
	}
	out, err := rollover.Roll(to, year, last...)
	switch {
	case errors.Is(err, rollover.ErrYears):
		return usageError(textRollYears)
	case errors.Is(err, rollover.ErrYear):
		return usageError(textRollYear, year, last[0].Report.Year)
	case err != nil:
		return err
	}
	out.Report.Status = draft.Drafting
	if err := e.printReport(out.Report); err != nil {
		return err
	}
	fmt.Fprintln(e.err, out.Tally.Text())
	for _, n := range out.Notes {
		fmt.Fprintln(e.err, "  "+n.Text)
	}
	return nil
}
