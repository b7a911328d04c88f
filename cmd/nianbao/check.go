package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/pflag"

	"nianbao/internal/check"
	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/report"
)

// Outcome is the published result without its methods: embedded, they would
// write it without the name beside it.
type Outcome check.Result

// checked is the result for one file, with its name where there are several.
type checked struct {
	File string `json:"file,omitzero"`
	Outcome
}

func checkCommand(e *environment, flags *pflag.FlagSet) func([]string) error {
	previous := flags.StringArray("previous", nil, flagPrevious)
	today := flags.String("today", "", flagToday)
	deadline := flags.String("deadline", "", flagDeadline)
	asJSON := flags.Bool("json", false, flagJSON)
	e.limitsFlag(flags)
	return func(args []string) error {
		if len(args) == 0 {
			return usageError(textSomeFiles, "check")
		}
		in := check.Input{Final: true, Today: time.Now()}
		if err := readDate(*today, "today", &in.Today); err != nil {
			return err
		}
		if err := readDate(*deadline, "deadline", &in.Deadline); err != nil {
			return err
		}
		catalog, err := formats()
		if err != nil {
			return err
		}
		before, err := e.readPrevious(catalog, *previous)
		if err != nil {
			return err
		}
		return e.checkFiles(catalog, args, before, in, *asJSON)
	}
}

// readDate sets to from a flag unless it was not given.
func readDate(value, name string, to *time.Time) error {
	if value == "" {
		return nil
	}
	t, err := time.ParseInLocation(time.DateOnly, value, time.Local)
	if err != nil {
		return usageError(textFlagBadDate, dashed(name), value)
	}
	*to = t
	return nil
}

// previousReports are last year's candidates: named ones count as they are,
// those of a folder only for their own office.
type previousReports struct {
	named, folder []*report.Report
}

func (e *environment) readPrevious(catalog *form.Catalog, paths []string) (previousReports, error) {
	var p previousReports
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			list, err := e.readFolder(catalog, path)
			if err != nil {
				return p, err
			}
			p.folder = append(p.folder, list...)
			continue
		}
		r, err := e.read(catalog, path, importer.Options{})
		if err != nil {
			return p, err
		}
		p.named = append(p.named, r)
	}
	return p, nil
}

// of picks those that are a report's last year.
func (p previousReports) of(r *report.Report) []*report.Report {
	out := append([]*report.Report(nil), p.named...)
	for _, other := range p.folder {
		if other.Year == r.Year-1 && sameOffice(other.Issuer, r.Issuer) {
			out = append(out, other)
		}
	}
	return out
}

// sameOffice compares names without the region before them.
func sameOffice(a, b string) bool {
	return a != "" && b != "" && (strings.HasSuffix(a, b) || strings.HasSuffix(b, a))
}

func (e *environment) checkFiles(catalog *form.Catalog, files []string, before previousReports, in check.Input, asJSON bool) error {
	var results []checked
	found := false
	for _, file := range files {
		result, err := e.checkFile(catalog, file, before, in)
		if err != nil {
			return err
		}
		found = found || result.Errors > 0
		if len(files) > 1 {
			result.File = file
		}
		results = append(results, result)
	}
	if err := e.printChecked(results, asJSON); err != nil {
		return err
	}
	if found {
		return errFound
	}
	return nil
}

func (e *environment) checkFile(catalog *form.Catalog, file string, before previousReports, in check.Input) (checked, error) {
	r, err := e.read(catalog, file, importer.Options{})
	if err != nil {
		return checked{}, err
	}
	def, compiled, err := definition(catalog, r)
	if err != nil {
		return checked{}, err
	}
	in.Definition, in.Report, in.Previous = def, r, before.of(r)
	for _, p := range in.Previous {
		if p.Year != r.Year-1 {
			fmt.Fprintf(e.err, textPreviousYear, p.Year, r.Year-1)
		}
	}
	result := check.NewResult(compiled.Run(in))
	result.Doubts = r.Doubts
	return checked{Outcome: Outcome(result)}, nil
}

// printChecked prints the findings; one file's JSON is the published object,
// several are a list of them.
func (e *environment) printChecked(results []checked, asJSON bool) error {
	if !asJSON {
		for _, r := range results {
			e.printFindings(r)
		}
		return nil
	}
	var value any = results
	if len(results) == 1 {
		value = results[0]
	}
	data, err := json.Marshal(value, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return fmt.Errorf("findings: %w", err)
	}
	_, err = e.out.Write(append(data, '\n'))
	return err
}

func (e *environment) printFindings(r checked) {
	if r.File != "" {
		fmt.Fprintln(e.out, r.File)
	}
	for _, d := range r.Doubts {
		fmt.Fprintf(e.out, textDoubt, d.Message)
	}
	for _, f := range r.Findings {
		accepted := ""
		if f.Accepted != nil {
			accepted = fmt.Sprintf(textAccepted, f.Accepted.Reason)
		}
		fmt.Fprintf(e.out, "%s %s %s %s%s\n", severityNames[f.Severity], f.Rule, f.Message, f.Fix, accepted)
	}
	fmt.Fprintf(e.out, textCounts, r.Errors, r.Warnings, r.Hints)
}
