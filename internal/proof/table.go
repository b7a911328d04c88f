package proof

import (
	"nianbao/internal/extract"
	"nianbao/internal/form"
)

// table compares a table with the next one read and returns what follows. One
// that goes on over a page comes in pieces, each under the headings again.
func (p *prover) table(t *form.Table, got []block) []block {
	if len(got) == 0 {
		p.differs(t.Name, wordWholeTable, "")
		return got
	}
	if got[0].lines != nil {
		p.drawn(t, got[0].lines)
		return got[1:]
	}
	first := got[0].table
	if len(first.Rows) >= len(t.Grid().Rows) {
		p.whole(t, first)
		return got[1:]
	}
	var parts []*extract.Table
	for rows := 0; len(got) > 0 && got[0].table != nil && rows < len(t.Grid().Rows); got = got[1:] {
		if parts = append(parts, got[0].table); len(parts) > 1 {
			rows -= t.Grid().HeadRows
		}
		rows += len(got[0].table.Rows)
	}
	p.cut(t, parts)
	return got
}

// whole compares every cell of a table that stands on one page.
func (p *prover) whole(t *form.Table, got *extract.Table) {
	cells := map[[2]int]*extract.Cell{}
	for i, row := range got.Rows {
		for n := range row {
			cells[[2]int{i, row[n].Column}] = &row[n]
		}
	}
	grid := t.Grid()
	for i := range grid.Rows {
		for n := range grid.Rows[i].Cells {
			c := &grid.Rows[i].Cells[n]
			have, ok := cells[[2]int{i, c.Column}]
			if !ok || have.ColSpan != c.ColSpan || have.RowSpan != c.RowSpan {
				p.differs(p.cellName(t, c, i), p.cellTexts(c)[1], wordOtherGrid)
				continue
			}
			p.cell(t, c, i, have.Text)
		}
	}
}

func (p *prover) cell(t *form.Table, c *form.GridCell, row int, text string) {
	want := p.cellTexts(c)
	if read := p.fold(text); read != want[0] && read != want[1] {
		p.differs(p.cellName(t, c, row), want[1], read)
	}
}

// cut compares a table that goes on over pages. A cell over several rows is
// continued at the left of the first row of a page, and columns that only such
// cells bound are gone there: cells are taken in their order.
func (p *prover) cut(t *form.Table, parts []*extract.Table) {
	grid := t.Grid()
	texts := make([]map[int]string, len(grid.Rows)) // by row and column in which a cell begins
	row := 0
	for n, part := range parts {
		for i := range part.Rows {
			if row >= len(grid.Rows) || n > 0 && i < grid.HeadRows {
				continue
			}
			texts[row] = map[int]string{}
			cells := part.Rows[i]
			if n > 0 && i == grid.HeadRows {
				cells = continued(&grid, row, cells, texts)
			}
			for k := 0; k < len(cells) && k < len(grid.Rows[row].Cells); k++ {
				texts[row][grid.Rows[row].Cells[k].Column] = cells[k].Text
			}
			row++
		}
	}
	for i := range grid.Rows {
		for n := range grid.Rows[i].Cells {
			c := &grid.Rows[i].Cells[n]
			p.cell(t, c, i, texts[i][c.Column])
		}
	}
}

// continued adds the cells at the beginning of a page to those of the page
// before that they go on from, and returns the others.
func continued(grid *form.Grid, row int, cells []extract.Cell, texts []map[int]string) []extract.Cell {
	extra := len(cells) - len(grid.Rows[row].Cells)
	for column := 0; column < grid.Columns && extra > 0; column++ {
		for above := range row {
			for _, c := range grid.Rows[above].Cells {
				if c.Column == column && above+c.RowSpan > row && extra > 0 {
					texts[above][column] += cells[0].Text
					cells = cells[1:]
					extra--
				}
			}
		}
	}
	return cells
}
