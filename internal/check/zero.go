package check

import (
	"slices"

	"nianbao/internal/form"
)

// zero: cells that can only be 0, one finding per row.
type zero struct {
	rows []cellRow
}

func compileZero(c *compiler) rule {
	return &zero{c.rows(c.codes())}
}

func (k *zero) judge(j *judgement) {
	for _, row := range k.rows {
		var cells []int
		var found []string
		for _, cell := range row.cells {
			if n, ok := j.now[cell].Decimal(); ok && n.Sign() != 0 {
				cells = append(cells, cell)
				found = append(found, j.now[cell].String())
			}
		}
		if len(cells) == 0 {
			continue
		}
		j.find(Finding{Key: row.key, Section: row.section, Cells: j.codes(cells...), Found: list(found), Expected: "0",
			Message: whereText(row.where, zeroText(shorts(j.fields, cells), found))}, facts{where: row.where})
	}
}

// cellRow is some cells of one row.
type cellRow struct {
	key, short, where string
	section           int
	cells             []int
}

// rows groups cells by row, in the order given.
func (c *compiler) rows(cells []int) []cellRow {
	var out []cellRow
	for _, cell := range cells {
		f := &c.fields[cell]
		key := rowKey(f)
		i := slices.IndexFunc(out, func(r cellRow) bool { return r.key == key })
		if i < 0 {
			i = len(out)
			out = append(out, cellRow{key: key, short: f.RowShort, where: c.whereRow(f), section: f.Section})
		}
		out[i].cells = append(out[i].cells, cell)
	}
	return out
}

// rowKey is the key of findings about a row: t2:rules.
func rowKey(f *form.Field) string {
	if f.Table == "" {
		return string(f.Code)
	}
	return f.Table + ":" + f.Row
}

// whereRow names the row of a field: 表二·规章.
func (c *compiler) whereRow(f *form.Field) string {
	if f.Table == "" {
		return f.Label
	}
	return joined(c.def.Table(f.Table).Name, f.RowShort)
}
