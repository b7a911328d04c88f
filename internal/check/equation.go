package check

import (
	"slices"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// equation is a sum of cells that equals another. Mend is the cell that may be
// filled so that it holds, or -1.
type equation struct {
	left, right []int
	mend        int
}

func (e equation) has(cell int) bool {
	return slices.Contains(e.left, cell) || slices.Contains(e.right, cell)
}

// touches reports whether the equations share a cell.
func (e equation) touches(o equation) bool {
	return slices.ContainsFunc(e.left, o.has) || slices.ContainsFunc(e.right, o.has)
}

// sums evaluates both sides; ok is false if a cell has no number.
func (e equation) sums(j *judgement) (left, right decimal.Decimal, ok bool) {
	left, okLeft := j.add(e.left)
	right, okRight := j.add(e.right)
	return left, right, okLeft && okRight
}

func (e equation) broken(j *judgement) bool {
	left, right, ok := e.sums(j)
	return ok && !left.Equal(right)
}

// solve is what the mend cell must be for the equation to hold.
func (e equation) solve(j *judgement) (n decimal.Decimal, ok bool) {
	own, other := e.left, e.right
	if slices.Contains(e.right, e.mend) {
		own, other = e.right, e.left
	}
	total, okOther := j.add(other)
	rest, okRest := j.add(slices.DeleteFunc(slices.Clone(own), func(cell int) bool { return cell == e.mend }))
	return total.Sub(rest), okOther && okRest
}

// certain is the only value a cell can have: every equation that gives it and
// can be evaluated gives the same, and it is not negative.
func (j *judgement) certain(cell int) (value string, ok bool) {
	var n decimal.Decimal
	for _, e := range j.equations {
		if e.mend != cell {
			continue
		}
		m, solved := e.solve(j)
		if !solved {
			continue
		}
		if ok && !m.Equal(n) {
			return "", false
		}
		n, ok = m, true
	}
	if !ok || n.Sign() < 0 {
		return "", false
	}
	return report.NumberValue(n).String(), true
}

// alone reports whether mending e's cell cannot hide another mistake: each
// broken equation that shares a cell with e has that cell, too.
func (j *judgement) alone(e equation) bool {
	return !slices.ContainsFunc(j.equations, func(o equation) bool {
		return o.touches(e) && !o.has(e.mend) && o.broken(j)
	})
}

// repair is the certain mend of a cell, nil if there is none.
func (j *judgement) repair(cell int) []Repair {
	if value, ok := j.certain(cell); ok {
		return []Repair{{j.fields[cell].Code, value}}
	}
	return nil
}

// repairs are the certain mends of several cells.
func (j *judgement) repairs(cells []int) []Repair {
	var out []Repair
	for _, cell := range cells {
		out = append(out, j.repair(cell)...)
	}
	return out
}

// shorts names fields by their column, as within one row.
func shorts(fields []form.Field, cells []int) []string {
	out := make([]string, len(cells))
	for i, cell := range cells {
		out[i] = fields[cell].ColShort
	}
	return out
}
