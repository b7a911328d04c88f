package check

import "github.com/shopspring/decimal"

// change: a figure that was there last year fell to nothing, or moved by more
// than a factor.
type change struct {
	cells  []int
	factor decimal.Decimal
	wheres []string
}

func compileChange(c *compiler) rule {
	return &change{c.codes(), c.number("factor", c.check.Factor, 1), c.wheres()}
}

func (k *change) judge(j *judgement) {
	for _, cell := range k.cells {
		now, okNow := j.now[cell].Decimal()
		before, okBefore := j.prev[cell].Decimal()
		if !okNow || !okBefore || !k.moved(now, before) {
			continue
		}
		f, found, previous := &j.fields[cell], j.now[cell].String(), j.prev[cell].String()
		j.find(Finding{Key: string(f.Code), Section: f.Section, Cells: j.codes(cell), Found: found, Expected: previous,
			Message: whereText(k.wheres[cell], movedText(previous, found, k.factor.String(), now.Sign() == 0))},
			facts{where: k.wheres[cell], previous: previous})
	}
}

// moved reports whether a figure above zero became another by more than the
// factor, up or down.
func (k *change) moved(now, before decimal.Decimal) bool {
	if before.Sign() <= 0 {
		return false
	}
	return now.Sign() == 0 || now.GreaterThan(before.Mul(k.factor)) || now.Mul(k.factor).LessThan(before)
}
