package check

import (
	"slices"

	"nianbao/internal/form"
)

// unit: an amount is in the unit the format fixes; where it leaves the choice,
// a unit is stated, and the larger one is expected.
type unit struct {
	cells  []int
	wheres []string
}

func compileUnit(c *compiler) rule {
	k := &unit{cells: c.codes(), wheres: c.wheres()}
	if len(c.check.Codes) > 0 {
		return k
	}
	for i := range c.fields {
		if c.fields[i].Table != "" && c.fields[i].Type == form.Amount {
			k.cells = append(k.cells, i)
		}
	}
	return k
}

func (k *unit) judge(j *judgement) {
	for _, cell := range k.cells {
		f := &j.fields[cell]
		n, ok := j.now[cell].Decimal()
		if !ok || n.Sign() == 0 { // nothing is nothing in every unit
			continue
		}
		expected := expectedUnit(f)
		have := j.report.Unit(*f)
		if have != "" && (have == expected || expected == "") {
			continue
		}
		value := j.now[cell].String()
		message := unitMissingText(value, f.Units)
		out := Finding{Key: string(f.Code), Section: f.Section, Cells: j.codes(cell), Quote: value + have, Found: value + have}
		if have != "" {
			message = unitText(value, have, expected, f.Unit != "")
			out.Expected = converted(n, have, expected)
		}
		out.Message = whereText(k.wheres[cell], message)
		j.find(out, facts{where: k.wheres[cell]})
	}
}

func expectedUnit(f *form.Field) string {
	if f.Unit == "" && slices.Contains(f.Units, largeUnit) {
		return largeUnit
	}
	return f.Unit
}
