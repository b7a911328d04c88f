package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// judgement is the judging of one report.
type judgement struct {
	*Catalogue
	in         Input
	report     *report.Report
	now        []report.Value // by index of the field
	previous   []*report.Report
	prev       []report.Value // last year's; blank where it is not known
	sameFormat bool

	check    *form.Check // the one being evaluated
	findings []Finding
}

func newJudgement(c *Catalogue, in Input) *judgement {
	j := &judgement{Catalogue: c, in: in, report: in.Report, sameFormat: true, findings: []Finding{}}
	j.now = make([]report.Value, len(c.fields))
	for i := range c.fields {
		j.now[i] = in.Report.Cells[c.fields[i].Code]
	}
	for _, p := range in.Previous {
		if p != nil && p.Year == in.Report.Year-1 {
			j.previous = append(j.previous, p)
			j.sameFormat = j.sameFormat && p.Format == c.def.Format
		}
	}
	j.prev = c.blank
	if len(j.previous) > 0 {
		j.prev = make([]report.Value, len(c.fields))
		for i := range c.fields {
			j.prev[i] = j.lastYear(&c.fields[i])
		}
	}
	return j
}

// lastYear is a figure summed over the predecessors; blank if one of them
// lacks it or states it in another unit.
func (j *judgement) lastYear(f *form.Field) report.Value {
	first := j.previous[0].Cells[f.Code]
	if len(j.previous) == 1 && f.Type != form.Amount {
		return first
	}
	total := decimal.Zero
	for _, p := range j.previous {
		n, ok := p.Cells[f.Code].Decimal()
		if !ok || f.Type == form.Amount && n.Sign() != 0 && p.Unit(*f) != j.report.Unit(*f) {
			return report.Value{}
		}
		total = total.Add(n)
	}
	if len(j.previous) == 1 {
		return first
	}
	return report.NumberValue(total)
}

// add sums cells of this year; ok is false if one has no number.
func (j *judgement) add(cells []int) (total decimal.Decimal, ok bool) { return add(j.now, cells) }

func add(values []report.Value, cells []int) (total decimal.Decimal, ok bool) {
	for _, i := range cells {
		n, ok := values[i].Decimal()
		if !ok {
			return decimal.Zero, false
		}
		switch {
		case n.Sign() == 0: // most cells; adding them would only cost
		case total.Sign() == 0:
			total = n
		default:
			total = total.Add(n)
		}
	}
	return total, true
}

// positive reports whether a cell of this year holds a number above zero.
func (j *judgement) positive(cell int) bool {
	n, ok := j.now[cell].Decimal()
	return ok && n.Sign() > 0
}

// allZero reports whether the cells all hold the number 0.
func allZero(values []report.Value, cells []int) bool {
	for _, i := range cells {
		if n, ok := values[i].Decimal(); !ok || n.Sign() != 0 {
			return false
		}
	}
	return true
}

// codes names cells.
func (j *judgement) codes(cells ...int) []form.Code {
	out := make([]form.Code, len(cells))
	for i, cell := range cells {
		out[i] = j.fields[cell].Code
	}
	return out
}

// facts are what a message of the definition's own may name in braces, besides
// what the finding itself holds.
type facts struct {
	where                        string
	left, right, difference      string
	total, parts, over, previous string
	complete                     bool // the fix says all; no advice is needed
}

// find records a finding of the check being evaluated.
func (j *judgement) find(f Finding, with facts) {
	c := j.check
	f.Rule, f.Severity, f.Basis = c.ID, c.Severity, c.Basis
	f.Also = append(append([]string{}, f.Also...), c.Also...)
	f.Reasons = slices.Clone(c.Reasons)
	f.Statement = strings.ReplaceAll(c.Statement, "{year}", strconv.Itoa(j.report.Year))
	if f.Cells == nil {
		f.Cells = []form.Code{}
	}
	if c.Message != "" {
		f.Message = j.fill(c.Message, &f, with)
	}
	if !with.complete {
		f.Fix = fixText(f.Fix, c.Advice)
	}
	f.accept(j.report.Accepted)
	j.findings = append(j.findings, f)
}

// fill puts the facts into a message of the definition's own. One that does
// not say where it belongs is given the place in front.
func (j *judgement) fill(message string, f *Finding, with facts) string {
	if with.where != "" && !strings.Contains(message, "{where}") {
		message = whereText("{where}", message)
	}
	return strings.NewReplacer(
		"{where}", with.where, "{found}", f.Found, "{expected}", f.Expected, "{year}", strconv.Itoa(j.report.Year),
		"{left}", with.left, "{right}", with.right, "{difference}", with.difference,
		"{total}", with.total, "{parts}", with.parts, "{over}", with.over, "{previous}", with.previous,
	).Replace(message)
}
