package recognise

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"nianbao/internal/form"
)

// An amount of money is nothing without its unit: 125000 元 read as 万元 is
// wrong ten thousand times. It may stand behind the figure, in the label of the
// row, in the heading of the column, or in a note above or below the table.

// unitIn is the unit a text names; "" if it names none.
func unitIn(text string) string {
	if m := unitNamed.FindStringSubmatch(squeeze(text)); m != nil {
		return m[1]
	}
	return ""
}

// plainAmount is an amount with its unit as report.ParseValue takes it: the unit
// without brackets.
func plainAmount(text string) string {
	return amountWithUnit.ReplaceAllString(trim(text), "$1$2")
}

// unitFor is the unit of an amount that prints none behind it.
func (a *reading) unitFor(code form.Code, from *token) string {
	r := &a.rows[from.row]
	for i, c := range r.cells {
		if unit := unitIn(c.text); unit != "" && (i != from.cell || !r.split) {
			return unit
		}
	}
	head, noted := a.headUnits[code], a.notedUnit(from.row)
	if head != "" && noted != "" && noted != head {
		if field, ok := a.def.Field(code); ok {
			a.doubt(string(code), "cell", suspect, fmt.Sprintf(twoUnits, a.cellName(field), head, noted), r.at)
		}
	}
	return cmp.Or(head, noted)
}

// Where a note on the unit of a table is looked for, and how long it may be.
const (
	noteAbove = 2 // rows
	noteBelow = 3
	maxNote   = 40
)

// notedUnit is the unit that a note above, in or below the table of a row names.
func (a *reading) notedUnit(row int) string {
	for _, z := range a.found {
		if row < z.from || row >= z.to {
			continue
		}
		for i := max(0, z.from-noteAbove); i < min(len(a.rows), z.to+noteBelow); i++ {
			text := a.rows[i].text
			if unit := unitIn(text); unit != "" && utf8.RuneCountInString(text) <= maxNote && a.rows[i].labels == 0 {
				return unit
			}
		}
	}
	return ""
}

// storeUnit keeps the unit of an amount. One that is not that of the form is
// told, and one the form does not know stays with whoever reads it.
func (a *reading) storeUnit(field form.Field, unit string, line int) {
	known := slices.Contains(field.Units, unit) || len(field.Units) == 0 && slices.Contains(moneyUnits, unit)
	switch {
	case unit == "" || unit == field.Unit:
	case !known:
		a.doubt(string(field.Code), "cell", suspect, fmt.Sprintf(strangeUnit, a.cellName(field), unit), line)
	default:
		a.report.Units[field.Code] = unit
		if field.Unit != "" && len(field.Units) == 0 {
			a.doubt(string(field.Code), "cell", suspect, fmt.Sprintf(otherUnit, a.cellName(field), unit, field.Unit), line)
		}
	}
}
