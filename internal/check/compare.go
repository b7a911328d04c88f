package check

import (
	"slices"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
)

// compare: two sums of cells are equal, or one is at most or at least the
// other. A side adds cells of this and of last year and may be divided, which
// turns 元 into 万元.
type compare struct {
	op string // "=", "<=" or ">="
	of []compareAt
}

type compareAt struct {
	spot
	left, right side
	codes       []form.Code
}

// side is Σ plus − Σ minus + Σ previous, divided by scale where that is not 0.
type side struct {
	terms []term
	scale decimal.Decimal
}

// term is one operand of a side with its label.
type term struct {
	label    string
	unit     string
	cells    []int
	minus    bool
	previous bool
}

func compileCompare(c *compiler) rule {
	k := &compare{op: c.check.Op}
	if !slices.Contains([]string{"=", "<=", ">="}, k.op) {
		c.fault("unknown op %q", k.op)
		return nil
	}
	if !c.operands(c.check.Left) || !c.operands(c.check.Right) {
		c.fault("left and right need an operand each")
		return nil
	}
	for _, s := range c.spots() {
		if at, ok := c.comparison(s); ok {
			k.of = append(k.of, at)
		}
	}
	if len(k.of) == 0 {
		c.fault("no row or column has both left and right")
	}
	return k
}

func (c *compiler) operands(s *form.Side) bool {
	return len(s.Plus)+len(s.Minus)+len(s.Previous) > 0
}

// comparison resolves both sides at a spot; ok is false if an operand stands
// for nothing there.
func (c *compiler) comparison(s spot) (at compareAt, ok bool) {
	at = compareAt{spot: s, left: c.side(s, c.check.Left), right: c.side(s, c.check.Right)}
	if at.left.terms == nil || at.right.terms == nil {
		return at, false
	}
	first := &c.fields[at.left.terms[0].cells[0]]
	if s.in.Row+s.in.Column == "" {
		at.key, at.section = string(first.Code), first.Section
		if first.Table != "" {
			at.where = c.def.Table(first.Table).Name
		}
	}
	for _, t := range slices.Concat(at.left.terms, at.right.terms) {
		for _, cell := range t.cells {
			if !t.previous {
				at.codes = append(at.codes, c.fields[cell].Code)
			}
		}
	}
	at.name(c, first.Table)
	return at, true
}

// side resolves one side; without terms if an operand stands for nothing.
func (c *compiler) side(s spot, from *form.Side) side {
	var out side
	if from.Scale != "" {
		out.scale = c.number("scale", from.Scale, 1)
	}
	for _, group := range []struct {
		operands        []string
		minus, previous bool
	}{{from.Plus, false, false}, {from.Minus, true, false}, {from.Previous, false, true}} {
		for _, operand := range group.operands {
			cells := c.cells(s, operand)
			if len(cells) == 0 {
				return side{}
			}
			out.terms = append(out.terms, term{cells: cells, minus: group.minus, previous: group.previous})
		}
	}
	return out
}

// name labels the terms: by column within a row, by row within a column, and
// by both elsewhere, with the table only where it is not that of the sentence.
func (at *compareAt) name(c *compiler, table string) {
	for _, s := range []side{at.left, at.right} {
		for i := range s.terms {
			t := &s.terms[i]
			f := &c.fields[t.cells[0]]
			t.unit = f.Unit
			switch {
			case at.in.Row != "":
				t.label = f.ColShort
			case at.in.Column != "":
				t.label = f.RowShort
			case f.Table == table:
				t.label = f.Label
			default:
				t.label = c.where(t.cells[0])
			}
		}
	}
}

func (k *compare) judge(j *judgement) {
	for i := range k.of {
		at := &k.of[i]
		left, okLeft := at.left.sum(j)
		right, okRight := at.right.sum(j)
		if !okLeft || !okRight {
			continue
		}
		// a/s against b/t is a·t against b·s: exact where division is not
		if holdsFor(k.op, times(left, at.right.scale).Cmp(times(right, at.left.scale))) {
			continue
		}
		j.find(k.finding(j, at, over(left, at.left.scale), over(right, at.right.scale)))
	}
}

func holdsFor(op string, order int) bool {
	switch op {
	case "<=":
		return order <= 0
	case ">=":
		return order >= 0
	}
	return order == 0
}

func times(n, scale decimal.Decimal) decimal.Decimal {
	if scale.Sign() == 0 {
		return n
	}
	return n.Mul(scale)
}

func over(n, scale decimal.Decimal) decimal.Decimal {
	if scale.Sign() == 0 {
		return n
	}
	return n.Div(scale)
}

// sum evaluates a side, undivided; ok is false if a cell has no number.
func (s *side) sum(j *judgement) (total decimal.Decimal, ok bool) {
	for i := range s.terms {
		n, ok := s.terms[i].sum(j)
		if !ok {
			return decimal.Zero, false
		}
		switch {
		case s.terms[i].minus:
			total = total.Sub(n)
		case total.Sign() == 0:
			total = n
		default:
			total = total.Add(n)
		}
	}
	return total, true
}

func (t *term) sum(j *judgement) (decimal.Decimal, bool) {
	if t.previous {
		return add(j.prev, t.cells)
	}
	return j.add(t.cells)
}

// said is a term with its value, for the sentence.
type said struct {
	label, value, unit string
	previous           bool
}

func (s *side) said(j *judgement) []said {
	out := make([]said, len(s.terms))
	for i, t := range s.terms {
		n, _ := t.sum(j)
		out[i] = said{t.label, t.typed(j, n), t.unit, t.previous}
	}
	return out
}

// single reports whether a side is one figure as it stands in a report.
func (s *side) single() bool { return len(s.terms) == 1 && s.scale.Sign() == 0 && !s.terms[0].minus }

// converted is a divided side in the unit of the figure it is compared with;
// "" if it is not divided.
func (s *side) converted(bound string, with said) string {
	if s.scale.Sign() == 0 {
		return ""
	}
	return measured(bound, with.unit)
}

// typed is a side's figure, as it is written in the report where it is one.
func (s *side) typed(j *judgement, n decimal.Decimal) string {
	if s.single() {
		return s.terms[0].typed(j, n)
	}
	return n.String()
}

// typed is a term's figure as it is written in the report.
func (t *term) typed(j *judgement, n decimal.Decimal) string {
	switch {
	case len(t.cells) > 1:
		return n.String()
	case t.previous:
		return j.prev[t.cells[0]].String()
	}
	return j.now[t.cells[0]].String()
}

func (k *compare) finding(j *judgement, at *compareAt, left, right decimal.Decimal) (Finding, facts) {
	with := facts{where: at.where, left: at.left.typed(j, left), right: at.right.typed(j, right),
		difference: left.Sub(right).Abs().String()}
	f := Finding{Key: at.key, Section: at.section, Cells: slices.Clone(at.codes), Found: with.left, Expected: with.right}
	l, r := at.left.said(j), at.right.said(j)
	// a bound sentence speaks of the one figure that the others give
	switch {
	case at.left.single() && at.right.single():
		f.Message = pairText(k.op, l[0], r[0], with)
	case at.left.single():
		f.Message = boundText(k.op, l[0], r, right.String(), at.right.converted(right.String(), l[0]))
	case at.right.single():
		f.Found, f.Expected = with.right, with.left
		f.Message = boundText(mirrored(k.op), r[0], l, left.String(), at.left.converted(left.String(), r[0]))
	default:
		f.Message = sidesText(l, r, with)
	}
	f.Message = whereText(at.where, f.Message)
	return f, with
}

// mirrored is the operator read from right to left.
func mirrored(op string) string {
	switch op {
	case "<=":
		return ">="
	case ">=":
		return "<="
	}
	return op
}
