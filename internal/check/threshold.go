package check

import "github.com/shopspring/decimal"

// threshold: a figure above it is rare and asked about, cell by cell.
type threshold struct {
	cells  []int
	over   decimal.Decimal
	wheres []string
}

func compileThreshold(c *compiler) rule {
	return &threshold{c.codes(), c.number("over", c.check.Over, 0), c.wheres()}
}

func (k *threshold) judge(j *judgement) {
	for _, cell := range k.cells {
		n, ok := j.now[cell].Decimal()
		if !ok || !n.GreaterThan(k.over) {
			continue
		}
		f, found, over := &j.fields[cell], j.now[cell].String(), k.over.String()
		j.find(Finding{Key: string(f.Code), Section: f.Section, Cells: j.codes(cell), Found: found,
			Message: whereText(k.wheres[cell], thresholdText(found, over, j.report.Unit(*f)))},
			facts{where: k.wheres[cell], over: over})
	}
}
