package check

import (
	"slices"

	"github.com/go-json-experiment/json"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Finding is one thing to mend, to verify or to consider.
type Finding struct {
	Rule     string        `json:"rule"`
	Also     []string      `json:"also"` // other rules that say the same
	Key      string        `json:"key"`  // stays while the finding is the same
	Severity form.Severity `json:"severity"`
	Section  int           `json:"section"` // 0: head and foot
	Cells    []form.Code   `json:"cells"`   // every cell of the broken equation
	Quote    string        `json:"quote"`
	Found    string        `json:"found"`
	Expected string        `json:"expected"`
	Message  string        `json:"message"`
	Fix      string        `json:"fix"`
	Basis    string        `json:"basis"`
	// Place is the narrative or the head field a finding about text speaks of.
	Place string `json:"place,omitzero"`
	// Repair is set where the mend is certain.
	Repair    []Repair         `json:"repair,omitzero"`
	Reasons   []string         `json:"reasons,omitzero"`   // usual reasons for accepting
	Statement string           `json:"statement,omitzero"` // sentence for the report; {reason} is still open
	Accepted  *report.Accepted `json:"accepted,omitzero"`
}

// Repair is a value that mends a cell.
type Repair struct {
	Code  form.Code `json:"code"`
	Value string    `json:"value"`
}

// Result is the findings JSON.
type Result struct {
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Hints    int            `json:"hints"`
	Findings []Finding      `json:"findings"`
	Doubts   []report.Doubt `json:"doubts,omitzero"` // of an imported file
}

// NewResult counts the findings.
func NewResult(findings []Finding) Result {
	r := Result{Findings: findings}
	r.Errors, r.Warnings, r.Hints = Count(findings)
	return r
}

// MarshalJSON writes the same bytes whichever JSON library asks.
func (r Result) MarshalJSON() ([]byte, error) {
	type plain Result
	return json.Marshal(plain(r), json.Deterministic(true))
}

// Count counts the findings of each severity that nobody accepted.
func Count(findings []Finding) (errors, warnings, hints int) {
	for i := range findings {
		if findings[i].Accepted != nil {
			continue
		}
		switch findings[i].Severity {
		case form.Error:
			errors++
		case form.Warning:
			warnings++
		case form.Hint:
			hints++
		}
	}
	return errors, warnings, hints
}

// Sort puts findings by severity, then section, and keeps the order of equals.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		if d := rank(a.Severity) - rank(b.Severity); d != 0 {
			return d
		}
		return a.Section - b.Section
	})
}

func rank(s form.Severity) int {
	return slices.Index([]form.Severity{form.Error, form.Warning, form.Hint}, s)
}

// Accept marks the findings that somebody let stand. An acceptance ends when
// the figures it speaks of change, and errors are never let stand.
func Accept(findings []Finding, accepted []report.Accepted) {
	for i := range findings {
		findings[i].accept(accepted)
	}
}

func (f *Finding) accept(accepted []report.Accepted) {
	if f.Severity == form.Error {
		return
	}
	for i := range accepted {
		a := &accepted[i]
		if a.Rule == f.Rule && a.Key == f.Key && holds(a.Found, f.Found) && holds(a.Expected, f.Expected) {
			f.Accepted = a
			return
		}
	}
}

func holds(recorded, now string) bool { return recorded == "" || recorded == now }
