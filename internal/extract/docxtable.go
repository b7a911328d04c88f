package extract

import (
	"encoding/xml"
	"strconv"
)

// docxCell is a cell with what its properties say.
type docxCell struct {
	flowCell
	column  int
	merge   string // vMerge: "restart", "continue" or ""
	joins   bool   // hMerge: belongs to the cell before
	deleted bool
}

// table reads a table.
func (w *docxReader) table(x *xmlReader) *flowTable {
	var rows [][]*docxCell
	w.tableRows(x, &rows)
	for _, cells := range rows {
		if w.in.cellsLeft -= len(cells); w.in.cellsLeft < 0 && w.err == nil {
			w.err = fail(ErrTooLarge, tooMuch, nil)
		}
	}
	return mergeDown(rows)
}

// mergeDown makes one cell of those merged downwards: Word keeps one per row,
// the first of them gets the span.
func mergeDown(rows [][]*docxCell) *flowTable {
	t := &flowTable{}
	above := map[int]*flowCell{} // by column: the cell that may be continued
	for _, cells := range rows {
		row := flowRow{cells: make([]flowCell, 0, len(cells))}
		next := map[int]*flowCell{}
		for _, c := range cells {
			if owner := above[c.column]; c.merge == "continue" && owner != nil && owner.colSpan == c.colSpan {
				owner.rowSpan++
				next[c.column] = owner
				continue
			}
			row.cells = append(row.cells, c.flowCell)
			if c.merge != "" {
				next[c.column] = &row.cells[len(row.cells)-1]
			}
		}
		above = next
		t.rows = append(t.rows, row)
	}
	return t
}

func (w *docxReader) tableRows(x *xmlReader, rows *[][]*docxCell) {
	x.children(func(name string, _ xml.StartElement) {
		switch name {
		case "tr":
			if cells, keep := w.row(x); keep {
				*rows = append(*rows, cells)
			}
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			w.tableRows(x, rows)
		default:
			x.skip()
		}
	})
}

// rowState is a row being read.
type rowState struct {
	cells   []*docxCell
	column  int
	deleted bool
}

func (w *docxReader) row(x *xmlReader) (cells []*docxCell, keep bool) {
	r := &rowState{}
	w.rowContent(x, r)
	return r.cells, !r.deleted
}

func (w *docxReader) rowContent(x *xmlReader, r *rowState) {
	x.children(func(name string, _ xml.StartElement) {
		switch name {
		case "trPr":
			w.rowProperties(x, r)
		case "tc":
			w.cell(x, r)
		case "sdt", "sdtContent", "customXml":
			w.rowContent(x, r)
		default:
			x.skip()
		}
	})
}

func (w *docxReader) rowProperties(x *xmlReader, r *rowState) {
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "gridBefore":
			if n, _ := strconv.Atoi(value(e, "val")); n > 0 && n < maxColumns {
				r.cells = append(r.cells, &docxCell{flowCell: flowCell{rowSpan: 1, colSpan: n}})
				r.column = n
			}
		case "del":
			r.deleted, w.revised = true, true
		case "hidden":
			r.deleted = r.deleted || isOn(e)
		case "ins":
			w.revised = true
		}
		x.skip()
	})
}

func (w *docxReader) cell(x *xmlReader, r *rowState) {
	c := &docxCell{flowCell: flowCell{rowSpan: 1, colSpan: 1}, column: r.column}
	x.children(func(name string, _ xml.StartElement) {
		switch name {
		case "tcPr":
			w.cellProperties(x, c)
		case "p":
			c.items = append(c.items, w.paragraph(x)...)
		case "tbl":
			if t := w.table(x); len(t.rows) > 0 {
				c.items = append(c.items, item{table: t})
			}
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			c.items = append(c.items, w.blocks(x)...)
		default:
			x.skip()
		}
	})
	if w.joined != "" { // the last end in a cell cannot be deleted
		c.items = append(c.items, item{text: w.joined})
		w.joined = ""
	}
	if c.deleted {
		w.revised = true
		return
	}
	r.column += c.colSpan
	if n := len(r.cells); c.joins && n > 0 {
		r.cells[n-1].colSpan += c.colSpan
		return
	}
	r.cells = append(r.cells, c)
}

func (w *docxReader) cellProperties(x *xmlReader, c *docxCell) {
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "gridSpan":
			if n, _ := strconv.Atoi(value(e, "val")); n > 0 && n < maxColumns {
				c.colSpan = n
			}
		case "vMerge":
			if c.merge = value(e, "val"); c.merge != "restart" {
				c.merge = "continue"
			}
		case "hMerge":
			c.joins = value(e, "val") != "restart"
		case "cellDel":
			c.deleted = true
		}
		x.skip()
	})
}
