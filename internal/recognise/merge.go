package recognise

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Many cells or rows of a table may be doubtful for one reason. They are asked
// about once, as the largest unit that fits: a row, a column, the table.

// cellFault is a cell that is printed blank, or not as a figure.
type cellFault struct {
	code    form.Code
	line    int
	excerpt string
}

// faults are those of a table.
type faults struct {
	blank, marked []cellFault
	rows          []rowFault // read
	open          []rowFault // not read, and there is nothing to choose from
}

// rowFault is a row that was not read for certain.
type rowFault struct {
	why   why
	doubt *report.Doubt
	codes []form.Code
}

// unit is what a doubt about several cells is about.
type unit struct {
	code, scope, name string
	cells             []cellFault
	rows              int
	whole             bool // all the cells it has
	wholeRows         bool // all the cells of those rows
}

// Bounds from which rows count as the table.
const (
	fewRows  = 3 // rows that are asked about one by one
	partRows = 3 // the part of the table's rows they must be: a third
	fewOfCol = 3 // rows that make a column
)

// faultsOf is where those of a table are noted.
func (a *reading) faultsOf(table string) *faults {
	f := a.faults[table]
	if f == nil {
		f = &faults{}
		a.faults[table] = f
	}
	return f
}

// mergeDoubts says what is doubtful about the cells and rows of all tables.
func (a *reading) mergeDoubts() {
	for t, tb := range a.ix.tables {
		f := a.faults[tb.form.ID]
		if f == nil {
			continue
		}
		for _, u := range a.units(t, f.blank) {
			a.unitDoubt(u, missing, blankText(a, u))
		}
		for _, u := range a.units(t, f.marked) {
			a.unitDoubt(u, suspect, markedText(a, u))
		}
		a.mergeRows(t, f.rows, suspectRows, rowReasons)
		a.mergeRows(t, f.open, ambiguousRows, openReasons)
	}
}

func (a *reading) unitDoubt(u unit, kind, message string) {
	d := a.doubt(u.code, u.scope, kind, message, u.cells[0].line)
	d.Excerpt = u.cells[0].excerpt
	if !u.whole {
		d.Cells = codesOf(u.cells)
	}
}

func codesOf(cells []cellFault) (out []form.Code) {
	for _, c := range cells {
		out = append(out, c.code)
	}
	return out
}

// units puts the faults of a table together.
func (a *reading) units(t int, list []cellFault) []unit {
	if len(list) == 0 {
		return nil
	}
	tb := a.ix.tables[t]
	bad := map[form.Code]cellFault{}
	for _, c := range list {
		bad[c.code] = c
	}
	columns := a.badColumns(t, bad)
	var out []unit
	lines, cells := 0, 0
	left := map[form.Code]cellFault{}
	for code, c := range bad {
		left[code] = c
	}
	for _, u := range columns {
		for _, c := range u.cells {
			delete(left, c.code)
		}
	}
	for j := range tb.lines {
		l := &tb.lines[j]
		if l.of != "" {
			continue
		}
		lines, cells = lines+1, cells+len(l.codes)
		if u := a.badRow(t, j, left); u.code != "" {
			out = append(out, u)
		}
	}
	whole := len(bad) == cells
	if whole || len(columns) > fewOfCol-1 || len(out) > fewRows && len(out)*partRows >= lines || len(out) > 1 && len(out) == lines {
		rows, wholeRows := a.rowsWith(t, bad)
		return []unit{{tb.form.ID, "table", tb.form.Name, list, rows, whole, wholeRows}}
	}
	return append(columns, out...)
}

// badRow is the unit of the faults in a row: a cell, or the row.
func (a *reading) badRow(t, j int, bad map[form.Code]cellFault) unit {
	tb := a.ix.tables[t]
	l := &tb.lines[j]
	var cells []cellFault
	for _, code := range l.codes {
		if c, ok := bad[code]; ok {
			cells = append(cells, c)
		}
	}
	switch {
	case len(cells) == 0:
		return unit{}
	case len(cells) == 1 && len(l.codes) > 1:
		f, _ := a.def.Field(cells[0].code)
		return unit{string(f.Code), "cell", a.cellName(f), cells, 1, true, true}
	}
	return unit{tb.form.ID + "." + l.id, "row", a.rowName(t, j), cells, 1, len(cells) == len(l.codes), false}
}

// badColumns are the columns that have a fault in every row but those that have
// nothing else.
func (a *reading) badColumns(t int, bad map[form.Code]cellFault) (out []unit) {
	tb := a.ix.tables[t]
	var order []string
	rows, cells, of := map[string]int{}, map[string][]cellFault{}, map[string]int{}
	for j := range tb.lines {
		good := slices.ContainsFunc(tb.lines[j].codes, func(code form.Code) bool { _, ok := bad[code]; return !ok })
		for _, code := range tb.lines[j].codes {
			f, ok := a.def.Field(code)
			if of[f.Column]++; !ok || !good || tb.lines[j].of != "" {
				continue
			}
			if rows[f.Column]++; rows[f.Column] == 1 {
				order = append(order, f.Column)
			}
			if c, ok := bad[code]; ok {
				cells[f.Column] = append(cells[f.Column], c)
			}
		}
	}
	for _, id := range order {
		if rows[id] >= fewOfCol && len(cells[id]) == rows[id] {
			f, _ := a.def.Field(cells[id][0].code)
			out = append(out, unit{tb.form.ID + ".*." + id, "column", tb.form.Name + dot + f.ColLabel, cells[id], rows[id], rows[id] == of[id], false})
		}
	}
	return out
}

// rowsWith counts the rows of a table that have a fault; whole if they have
// nothing else.
func (a *reading) rowsWith(t int, bad map[form.Code]cellFault) (n int, whole bool) {
	tb := a.ix.tables[t]
	cells := 0
	for j := range tb.lines {
		if slices.ContainsFunc(tb.lines[j].codes, func(code form.Code) bool { _, ok := bad[code]; return ok }) {
			n, cells = n+1, cells+len(tb.lines[j].codes)
		}
	}
	return n, cells == len(bad)
}

// blankText says that cells are printed blank.
func blankText(a *reading, u unit) string {
	switch {
	case u.scope == "table" && u.whole:
		return fmt.Sprintf(blankTable, u.name)
	case u.scope == "table" && u.wholeRows:
		return fmt.Sprintf(blankRows, u.name, u.rows)
	case u.scope == "table":
		return fmt.Sprintf(blankSome, u.name, u.rows, len(u.cells))
	case u.scope == "column":
		return fmt.Sprintf(blankColumn, u.name)
	case u.scope == "cell":
		return fmt.Sprintf(blankCell, u.name)
	case u.whole:
		return fmt.Sprintf(blankRow, u.name)
	}
	var names []string
	for _, c := range u.cells {
		f, _ := a.def.Field(c.code)
		names = append(names, f.ColShort)
	}
	return fmt.Sprintf(blankInRow, u.name, len(u.cells), strings.Join(names, listComma))
}

// markedText says that no figures are printed in cells.
func markedText(a *reading, u unit) string {
	var marks []string
	for _, c := range u.cells {
		if v := a.report.Cell(c.code).String(); !slices.Contains(marks, v) {
			marks = append(marks, v)
		}
	}
	if len(u.cells) == 1 {
		return fmt.Sprintf(noFigure, u.name, marks[0])
	}
	return fmt.Sprintf(noFigures, u.name, len(u.cells), some(marks))
}

// mergeRows says of rows that are doubtful for one reason that they are, once
// if they are many.
func (a *reading) mergeRows(t int, list []rowFault, message string, reasons map[why]string) {
	tb := a.ix.tables[t]
	lines := 0
	for j := range tb.lines {
		if tb.lines[j].of == "" {
			lines++
		}
	}
	byWhy := map[why][]rowFault{}
	for _, f := range list {
		byWhy[f.why] = append(byWhy[f.why], f)
	}
	for reason, rows := range byWhy {
		if len(rows) <= fewRows || len(rows)*partRows < lines {
			continue
		}
		d := rows[0].doubt
		d.Code, d.Scope, d.Message = tb.form.ID, "table", fmt.Sprintf(message, tb.form.Name, len(rows), reasons[reason])
		if len(rows) < lines {
			d.Cells = slices.Clone(rows[0].codes)
		}
		for _, f := range rows[1:] {
			if len(rows) < lines {
				d.Cells = append(d.Cells, f.codes...)
			}
			a.doubts = slices.DeleteFunc(a.doubts, func(d *report.Doubt) bool { return d == f.doubt })
		}
	}
}
