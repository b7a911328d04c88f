package check

import (
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// values: every figure is of its column's type and within what a report may
// hold. Texts such as “/” are kept in a cell and reported here.
type values struct {
	cells  []int
	wheres []string
}

func compileValues(c *compiler) rule {
	k := &values{cells: c.codes(), wheres: c.wheres()}
	if (c.check.Table == "") == (len(c.check.Codes) == 0) {
		c.fault("needs either table or codes")
	}
	if c.check.Table != "" {
		k.cells = c.tableCells(c.check.Table)
	}
	return k
}

func (k *values) judge(j *judgement) {
	for _, cell := range k.cells {
		f := &j.fields[cell]
		problem := valueProblem(f, j.now[cell])
		if problem == "" {
			continue
		}
		found := j.now[cell].String()
		j.find(Finding{Key: string(f.Code), Section: f.Section, Cells: j.codes(cell), Found: found, Quote: found,
			Message: whereText(k.wheres[cell], problem)}, facts{where: k.wheres[cell]})
	}
}

// valueProblem says what is wrong with a figure, "" if nothing is.
func valueProblem(f *form.Field, v report.Value) string {
	n, ok := v.Decimal()
	switch {
	case v.IsBlank():
		return ""
	case !ok:
		return notNumberText(v.String())
	case n.Sign() < 0 && f.Type != form.Change:
		return negativeText(v.String())
	case v.IntegerDigits() > report.MaxIntegerDigits:
		return digitsText(v.String(), v.IntegerDigits(), report.MaxIntegerDigits)
	case f.Type != form.Amount && v.Places() > 0:
		return wholeText(v.String())
	case f.Type == form.Amount && v.Places() > f.Decimals:
		return placesText(v.String(), v.Places(), f.Decimals)
	}
	return ""
}
