package form

// CellKind says what a grid cell shows.
type CellKind int

// Kinds of grid cells.
const (
	BarCell    CellKind = iota // a line of text over the whole table
	CornerCell                 // text above the row labels
	HeadCell                   // column heading
	LabelCell                  // row heading
	ValueCell                  // a figure
)

// GridCell is one cell as printed, with the grid columns and rows it spans.
type GridCell struct {
	Kind    CellKind
	Text    string
	Code    Code   // ValueCell only
	Group   string // LabelCell of a group: its id path, else empty
	Column  int    // first grid column, from 0
	ColSpan int
	RowSpan int
}

// GridRow is a printed line. Group is the id path of the folding group it
// belongs to, Line the id of its row; both empty in headings.
type GridRow struct {
	Head  bool
	Line  string
	Group string
	Cells []GridCell
}

// Grid is a table as printed: Columns grid columns, HeadRows lines of column
// headings repeated over pages (0 where headings stand inside the table).
type Grid struct {
	Columns      int
	LabelColumns int
	HeadRows     int
	Rows         []GridRow
}

// Grid lays the table out. Every adapter that draws the table reads it; what
// it returns is shared and must not be changed.
func (t *Table) Grid() Grid {
	if t.grid != nil { // a loaded definition has laid it out already
		return *t.grid
	}
	return t.layOut()
}

func (t *Table) layOut() Grid {
	switch t.Layout {
	case Blocks:
		return t.blocksGrid()
	case Across:
		return t.acrossGrid()
	}
	return t.matrixGrid()
}

// blocksGrid stacks blocks; the last cell of a narrow block takes the rest of
// the width.
func (t *Table) blocksGrid() Grid {
	g := Grid{LabelColumns: t.LabelColumns}
	for i := range t.Blocks {
		g.Columns = max(g.Columns, t.LabelColumns+len(t.Blocks[i].Leaves()))
	}
	for i := range t.Blocks {
		b := &t.Blocks[i]
		g.Rows = append(g.Rows, GridRow{Head: true, Cells: []GridCell{{Kind: BarCell, Text: b.Bar, ColSpan: g.Columns, RowSpan: 1}}})
		head := GridRow{Head: true, Cells: []GridCell{{Kind: CornerCell, Text: b.Corner, ColSpan: t.LabelColumns, RowSpan: 1}}}
		for _, c := range b.Leaves() {
			head.add(GridCell{Kind: HeadCell, Text: c.Label, ColSpan: 1, RowSpan: 1})
		}
		g.Rows = append(g.Rows, head.stretched(g.Columns))
		for _, line := range b.Lines() {
			row := GridRow{Line: line.ID, Cells: []GridCell{{Kind: LabelCell, Text: line.Row.Label, ColSpan: t.LabelColumns, RowSpan: 1}}}
			for _, c := range b.Leaves() {
				row.add(GridCell{Kind: ValueCell, Code: CellCode(t.ID, line.ID, c.ID), ColSpan: 1, RowSpan: 1})
			}
			g.Rows = append(g.Rows, row.stretched(g.Columns))
		}
	}
	return g
}

// matrixGrid puts column headings above and nested row labels to the left.
func (t *Table) matrixGrid() Grid {
	b := &t.Blocks[0]
	depth := columnDepth(b.Columns)
	g := Grid{Columns: t.LabelColumns + len(b.Leaves()), LabelColumns: t.LabelColumns, HeadRows: depth}
	g.Rows = make([]GridRow, depth)
	g.Rows[0].Cells = []GridCell{{Kind: CornerCell, Text: b.Corner, ColSpan: t.LabelColumns, RowSpan: depth}}
	headCells(g.Rows, columnTree(b.Columns), 0, t.LabelColumns)
	for i := range g.Rows {
		g.Rows[i].Head = true
	}
	t.labelRows(&g, b, b.Rows, nil, 0, "", "")
	return g
}

// labelRows appends the lines of rows; open holds the group labels that start
// with the next line.
func (t *Table) labelRows(g *Grid, b *Block, rows []Row, open []GridCell, level int, prefix, group string) {
	for i := range rows {
		r := &rows[i]
		id := join(prefix, r.ID)
		if len(r.Rows) > 0 {
			inner := group
			label := GridCell{Kind: LabelCell, Text: r.Label, Column: level, ColSpan: 1, RowSpan: len(lines(r.Rows, "", nil))}
			if r.ID != "" {
				inner, label.Group = id, id
			}
			t.labelRows(g, b, r.Rows, append(open, label), level+1, id, inner)
			open = nil
			continue
		}
		row := GridRow{Line: id, Group: group, Cells: append(open, GridCell{
			Kind: LabelCell, Text: r.Label, Column: level, ColSpan: t.LabelColumns - level, RowSpan: 1})}
		open = nil
		for n, c := range b.Leaves() {
			row.Cells = append(row.Cells, GridCell{Kind: ValueCell, Code: CellCode(t.ID, id, c.ID),
				Column: t.LabelColumns + n, ColSpan: 1, RowSpan: 1})
		}
		g.Rows = append(g.Rows, row)
	}
}

// acrossGrid puts the rows side by side as column groups above one line.
func (t *Table) acrossGrid() Grid {
	b := &t.Blocks[0]
	tree := rowTree(b.Rows, b.Columns)
	depth := treeDepth(tree)
	g := Grid{Columns: len(b.Lines()) * len(b.Leaves()), HeadRows: depth, Rows: make([]GridRow, depth)}
	headCells(g.Rows, tree, 0, 0)
	for i := range g.Rows {
		g.Rows[i].Head = true
	}
	var figures GridRow
	for _, line := range b.Lines() {
		for _, c := range b.Leaves() {
			figures.add(GridCell{Kind: ValueCell, Code: CellCode(t.ID, line.ID, c.ID), ColSpan: 1, RowSpan: 1})
		}
	}
	g.Rows = append(g.Rows, figures)
	return g
}

// add appends a cell to the right of the last one.
func (r *GridRow) add(c GridCell) {
	if n := len(r.Cells); n > 0 {
		c.Column = r.Cells[n-1].Column + r.Cells[n-1].ColSpan
	}
	r.Cells = append(r.Cells, c)
}

// stretched lets the last cell reach the right edge.
func (r GridRow) stretched(columns int) GridRow {
	last := &r.Cells[len(r.Cells)-1]
	last.ColSpan = columns - last.Column
	return r
}

// heading is a node of the tree of column headings.
type heading struct {
	text string
	sub  []heading
}

func columnTree(columns []Column) []heading {
	var out []heading
	for _, c := range columns {
		out = append(out, heading{c.Label, columnTree(c.Columns)})
	}
	return out
}

func rowTree(rows []Row, columns []Column) []heading {
	var out []heading
	for _, r := range rows {
		if len(r.Rows) > 0 {
			out = append(out, heading{r.Label, rowTree(r.Rows, columns)})
		} else {
			out = append(out, heading{r.Label, columnTree(columns)})
		}
	}
	return out
}

func columnDepth(columns []Column) int { return treeDepth(columnTree(columns)) }

func treeDepth(tree []heading) int {
	depth := 0
	for _, h := range tree {
		depth = max(depth, 1+treeDepth(h.sub))
	}
	return depth
}

// headCells places headings into rows from level on; a heading without
// sub-headings reaches down to the last row. It returns the column after.
func headCells(rows []GridRow, tree []heading, level, column int) int {
	for _, h := range tree {
		cell := GridCell{Kind: HeadCell, Text: h.text, Column: column, ColSpan: 1, RowSpan: 1}
		if len(h.sub) == 0 {
			cell.RowSpan = len(rows) - level
			column++
		} else {
			column = headCells(rows, h.sub, level+1, column)
			cell.ColSpan = column - cell.Column
		}
		rows[level].Cells = append(rows[level].Cells, cell)
	}
	return column
}
