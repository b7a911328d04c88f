package check

import "slices"

// blank: cells not filled, one finding per row. A table without any figure is
// a missing table, which present reports.
type blank struct {
	tables []blankTable
}

type blankTable struct {
	cells []int
	rows  []cellRow
	also  []string
}

func compileBlank(c *compiler) rule {
	k := &blank{}
	for _, t := range c.def.Tables() {
		if c.check.Table != "" && t.ID != c.check.Table {
			continue
		}
		cells := slices.DeleteFunc(c.tableCells(t.ID), func(cell int) bool { return !c.fields[cell].Required })
		k.tables = append(k.tables, blankTable{cells, c.rows(cells), c.valueRules(t.ID)})
	}
	return k
}

// valueRules are the rules that say how a table's cells are filled, where they
// say it of this table only: a blank cell breaks them, too.
func (c *compiler) valueRules(table string) []string {
	var out []string
	for _, check := range c.def.Checks {
		if check.Kind == "values" && check.Table == table && check.ID != c.check.ID {
			out = append(out, check.ID)
		}
	}
	return out
}

func (k *blank) judge(j *judgement) {
	for i := range k.tables {
		t := &k.tables[i]
		if !j.anyFilled(t.cells) {
			continue
		}
		for _, row := range t.rows {
			cells := slices.DeleteFunc(slices.Clone(row.cells), func(cell int) bool { return !j.now[cell].IsBlank() })
			if len(cells) > 0 {
				j.find(t.finding(j, row, cells))
			}
		}
	}
}

func (t *blankTable) finding(j *judgement, row cellRow, cells []int) (Finding, facts) {
	f := Finding{Key: row.key, Section: row.section, Cells: j.codes(cells...), Also: t.also, Repair: j.repairs(cells)}
	names := shorts(j.fields, cells)
	if len(row.cells) == len(cells) && len(cells) > 1 {
		names = nil
	}
	f.Message = whereText(row.where, blankText(names))
	with := facts{where: row.where}
	if len(f.Repair) == len(cells) {
		values := valuesOf(f.Repair)
		f.Expected, with.complete = list(values), true
		f.Fix = mendText(row.short, mendsText(shorts(j.fields, cells), values))
	}
	return f, with
}

func valuesOf(repairs []Repair) []string {
	values := make([]string, len(repairs))
	for i, r := range repairs {
		values[i] = r.Value
	}
	return values
}

// anyFilled reports whether any of the cells holds something.
func (j *judgement) anyFilled(cells []int) bool {
	return slices.ContainsFunc(cells, func(cell int) bool { return !j.now[cell].IsBlank() })
}
