// Package check judges a report by the rules its format declares and says what
// to mend, to verify or to consider.
//
// A rule is an entry under checks: in forms/<format>.yaml; its kind names the
// code here that evaluates it. Compile turns the entries of a format into a
// Catalogue once, and Run judges a report as often as somebody types. A new
// kind is a file and a line in kinds.go. Sentences stand in wording.go only;
// labels come from the definition.
//
// The package imports form, report, profile, narrative and requirement, and touches no file, clock or
// network. Start reading at Catalogue, then kinds.go.
package check

import (
	"slices"
	"time"

	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/requirement"
)

// Input is what a report is judged by.
type Input struct {
	// Definition is the one the catalogue was compiled from; it may be nil.
	Definition *form.Definition
	Report     *report.Report
	// Previous are the reports published last year, several after a merger:
	// their figures are added. Reports of other years are left aside.
	Previous []*report.Report
	Office   string    // full name of the office that uses the program; may be empty
	Today    time.Time // zero: unknown; no rule here asks for it yet
	Deadline time.Time // day the county has set for the report; zero: unknown
	// Requirement is what the county asks for beyond the format; nil: nothing.
	Requirement *requirement.Requirement
	// Final asks for the rules on what is not there yet, too.
	Final bool
}

// Catalogue holds the rules of one format, ready to run. It does not change
// and may be used from several goroutines.
type Catalogue struct {
	def       *form.Definition
	fields    []form.Field
	entries   []entry
	equations []equation
	blank     []report.Value // the figures of a year without a report
}

// entry is a check with the code that evaluates it.
type entry struct {
	check *form.Check
	rule  rule
}

// rule evaluates one entry of the catalogue.
type rule interface {
	judge(*judgement)
}

// Compile prepares the checks of a definition. It returns form.Faults naming
// every unknown kind and every parameter that its kind cannot use.
func Compile(def *form.Definition) (*Catalogue, error) {
	c := newCompiler(def)
	cat := &Catalogue{def: def, fields: def.Fields(), blank: make([]report.Value, len(def.Fields()))}
	for i := range def.Checks {
		c.check = &def.Checks[i]
		if r := c.compile(); r != nil {
			cat.entries = append(cat.entries, entry{c.check, r})
		}
	}
	if len(c.faults) > 0 {
		return nil, c.faults
	}
	cat.equations = c.equations
	return cat, nil
}

// Definition is the one the catalogue was compiled from.
func (c *Catalogue) Definition() *form.Definition { return c.def }

// Run judges a report. Findings come by severity, then section, then in the
// order of the definition; accepted ones are among them, marked.
func (c *Catalogue) Run(in Input) []Finding {
	j := newJudgement(c, in)
	for i := range c.entries {
		e := &c.entries[i]
		if j.applies(e.check) {
			j.check = e.check
			e.rule.judge(j)
		}
	}
	Sort(j.findings)
	return j.findings
}

// applies reports whether a check has anything to say about this report.
func (j *judgement) applies(c *form.Check) bool {
	w := &c.When
	if c.Final && !j.in.Final || j.report.Year < w.YearFrom {
		return false
	}
	if len(w.Office)+len(w.NotOffice) > 0 && !judgesOffice(w, string(j.report.Kind())) {
		return false
	}
	switch w.Previous {
	case "present":
		return len(j.previous) > 0
	case "same_format":
		return len(j.previous) > 0 && j.sameFormat
	case "absent":
		return len(j.previous) == 0
	}
	return true
}

// judgesOffice reports whether a check is for this kind of office; an unknown
// kind is never judged.
func judgesOffice(w *form.When, kind string) bool {
	if kind == "" || slices.Contains(w.NotOffice, kind) {
		return false
	}
	return len(w.Office) == 0 || slices.Contains(w.Office, kind)
}
