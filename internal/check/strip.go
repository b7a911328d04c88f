package check

import (
	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// StripState tells how a balance stands while figures are being typed.
type StripState string

// States of a balance.
const (
	StripOpen StripState = "open" // not all figures are there yet
	StripEven StripState = "even"
	StripOff  StripState = "off"
)

// Strip is one balance equation in words, for the line below the table. It
// says how far a column is while nothing is red yet.
type Strip struct {
	Table  string     `json:"table"`
	Column string     `json:"column"`
	State  StripState `json:"state"`
	Text   string     `json:"text"`
}

// Strips words every balance of the format for a report.
func (c *Catalogue) Strips(r *report.Report) []Strip {
	var out []Strip
	j := newJudgement(c, Input{Report: r})
	for _, e := range c.entries {
		k, ok := e.rule.(*balance)
		if !ok {
			continue
		}
		for i := range k.of {
			out = append(out, j.strip(&k.of[i]))
		}
	}
	return out
}

func (j *judgement) strip(at *balanceAt) Strip {
	f := j.fields[at.left[0]]
	s := Strip{Table: f.Table, Column: f.Column, State: StripOpen}
	left, ok := j.add(at.left)
	if !ok {
		s.Text = stripUntouchedText(f.ColShort)
		return s
	}
	if right, ok := j.add(at.right); ok {
		done := right
		carried := decimal.Zero
		if at.equation.mend >= 0 {
			carried, _ = j.now[at.equation.mend].Decimal()
			done = right.Sub(carried)
		}
		s.State = StripEven
		if !left.Equal(right) {
			s.State = StripOff
		}
		s.Text = stripText(f.ColShort, left, done, carried)
		return s
	}
	rest := left.Sub(j.soFar(at.right))
	if rest.Sign() < 0 {
		s.State = StripOff
	}
	s.Text = stripRestText(f.ColShort, left, rest)
	return s
}

// soFar adds the figures that are there already, those of a total that is
// still blank by its parts.
func (j *judgement) soFar(cells []int) decimal.Decimal {
	sum := decimal.Zero
	for _, i := range cells {
		if n, ok := j.now[i].Decimal(); ok {
			sum = sum.Add(n)
			continue
		}
		total, _ := j.def.SumOf(j.fields[i].Code)
		for _, part := range total.Parts {
			if n, ok := j.report.Cell(part).Decimal(); ok {
				sum = sum.Add(n)
			}
		}
	}
	return sum
}

// Explain says in words how a computed total comes about; "" for other cells.
func (c *Catalogue) Explain(r *report.Report, code form.Code) string {
	sum, ok := c.def.SumOf(code)
	if !ok {
		return ""
	}
	total, _ := c.def.Field(code)
	byRow := false // the parts stand in other rows of one column
	var parts []part
	for _, p := range sum.Parts {
		f, _ := c.def.Field(p)
		byRow = byRow || f.Row != total.Row
		parts = append(parts, part{f, r.Cell(p)})
	}
	return explainText(total, r.Cell(code), parts, byRow)
}

// part is a part of a sum.
type part struct {
	field form.Field
	value report.Value
}
