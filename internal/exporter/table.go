package exporter

import (
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Table is an official table with its figures filled in.
type Table struct {
	ID           string
	Caption      string
	Layout       form.Layout
	Columns      int // grid columns
	LabelColumns int
	HeadRows     int // lines of column headings that repeat over pages
	Rows         []Row
}

// Row is a printed line of a table.
type Row struct {
	Head  bool
	Cells []Cell
}

// Cell is a cell as printed, its text in GridCell.Text: empty if blank.
// Figure is true for a number, which is aligned to the right.
type Cell struct {
	form.GridCell
	Figure bool
}

func newTable(def *form.Definition, t *form.Table, r *report.Report) *Table {
	grid := t.Grid()
	out := &Table{
		ID: t.ID, Caption: t.Caption, Layout: t.Layout,
		Columns: grid.Columns, LabelColumns: grid.LabelColumns, HeadRows: grid.HeadRows,
		Rows: make([]Row, len(grid.Rows)),
	}
	for i, row := range grid.Rows {
		cells := make([]Cell, len(row.Cells))
		for n, c := range row.Cells {
			cells[n] = newCell(def, c, r)
		}
		out.Rows[i] = Row{Head: row.Head, Cells: cells}
	}
	return out
}

func newCell(def *form.Definition, c form.GridCell, r *report.Report) Cell {
	if c.Kind != form.ValueCell {
		return Cell{GridCell: c}
	}
	v := r.Cell(c.Code)
	c.Text = clean(v.String())
	figure := v.Kind() == report.Number
	if figure {
		c.Text += printedUnit(def, c.Code, r)
	}
	return Cell{GridCell: c, Figure: figure}
}

// printedUnit is the unit to print behind a figure: the one the report states
// where the format fixes none, or fixes another.
func printedUnit(def *form.Definition, code form.Code, r *report.Report) string {
	stated := r.Units[code]
	if stated == "" {
		return ""
	}
	if f, ok := def.Field(code); ok && f.Unit == stated {
		return ""
	}
	return clean(stated)
}
