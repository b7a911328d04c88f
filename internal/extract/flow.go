package extract

import (
	"strings"
	"unicode/utf8"
)

// item is a paragraph or a table of a word processor, before it is known
// whether the table holds data or arranges the page.
type item struct {
	text  string
	level int
	table *flowTable
}

type flowTable struct{ rows []flowRow }

type flowRow struct{ cells []flowCell }

type flowCell struct {
	items            []item
	rowSpan, colSpan int
}

// flow writes items in order.
func (b *builder) flow(items []item) error {
	for _, it := range items {
		if it.table == nil {
			for line := range strings.SplitSeq(it.text, "\n") {
				b.paragraph(line, it.level)
			}
			continue
		}
		if err := b.flowTable(it.table); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) flowTable(t *flowTable) error {
	if t.isLayout() {
		for _, row := range t.rows {
			for _, cell := range row.cells {
				if err := b.flow(cell.items); err != nil {
					return err
				}
			}
		}
		return nil
	}
	rows := make([]rawRow, len(t.rows))
	for r, row := range t.rows {
		for _, cell := range row.cells {
			rows[r].cells = append(rows[r].cells, rawCell{
				text: cellLines(cell.items), rowSpan: cell.rowSpan, colSpan: cell.colSpan,
			})
		}
	}
	return b.table(rows)
}

// isLayout is the same rule as for tables of pages.
func (t *flowTable) isLayout() bool {
	var s tableShape
	for _, row := range t.rows {
		s.widest = max(s.widest, len(row.cells))
		for _, cell := range row.cells {
			if n := nestedItems(cell.items); n > 1 {
				s.nested += n
				continue
			}
			s.cell(cellLines(cell.items))
		}
	}
	return s.isLayout()
}

// tableShape is what tells a table that arranges a page from one that holds
// data.
type tableShape struct {
	own     int // cells with text
	nested  int // cells of tables in cells
	widest  int // cells of the longest row
	longest int // characters of the longest cell
}

func (s *tableShape) cell(text string) {
	if strings.TrimSpace(text) != "" {
		s.own++
		s.longest = max(s.longest, utf8.RuneCountInString(text))
	}
}

// What a cell of a layout may hold and one of a table does not.
const (
	layoutRunes = 300 // characters in one cell
	layoutCells = 24  // a table with more cells is data in spite of it
)

// isLayout: it has one column, or holds tables of data, or is small and holds
// prose.
func (s *tableShape) isLayout() bool {
	return s.widest < 2 || s.nested > 0 && s.own < 2*s.nested || s.longest > layoutRunes && s.own < layoutCells
}

// nestedItems counts the cells of tables among items.
func nestedItems(items []item) int {
	n := 0
	for _, it := range items {
		if it.table == nil {
			continue
		}
		for _, row := range it.table.rows {
			for _, cell := range row.cells {
				n += 1 + nestedItems(cell.items)
			}
		}
	}
	return n
}

// cellLines is the text of a cell, a line for every paragraph.
func cellLines(items []item) string {
	if len(items) == 1 && items[0].table == nil {
		return items[0].text
	}
	var lines []string
	for _, it := range items {
		if it.table == nil {
			lines = append(lines, it.text)
			continue
		}
		for _, row := range it.table.rows {
			for _, cell := range row.cells {
				lines = append(lines, cellLines(cell.items))
			}
		}
	}
	return strings.Join(lines, "\n")
}
