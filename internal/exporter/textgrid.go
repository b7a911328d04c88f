package exporter

import (
	"strings"

	"nianbao/internal/form"
)

// cellPad keeps the text of a cell one column off the borders.
const cellPad = 1

// table draws a table with - | +, merged cells without lines in them.
func (w *textWriter) table(t *Table) {
	c := newCanvas(t)
	for i, row := range t.Rows {
		for n := range row.Cells {
			c.place(i, &row.Cells[n])
		}
	}
	c.borders()
	for _, line := range c.slots {
		w.line(strings.TrimRight(strings.Join(line, ""), " "))
	}
}

// canvas is a table on paper: a slot for each half-width column of each line.
// A wide character takes a slot and leaves the next one empty.
type canvas struct {
	table  *Table
	widths []int
	x, y   []int     // where the border before each grid column and row is
	owner  [][]*Cell // by grid row and column
	slots  [][]string
}

func newCanvas(t *Table) *canvas {
	c := &canvas{table: t, widths: t.textWidths()}
	c.x, c.y = t.TextEdges()
	c.owner = make([][]*Cell, len(t.Rows))
	for i := range c.owner {
		c.owner[i] = make([]*Cell, t.Columns)
	}
	c.slots = make([][]string, c.y[len(c.y)-1]+1)
	for i := range c.slots {
		line := make([]string, c.x[len(c.x)-1]+1)
		for n := range line {
			line[n] = " "
		}
		c.slots[i] = line
	}
	return c
}

func (t *Table) textWidths() []int { return t.Widths(pageWidth-t.Columns-1, cellPad) }

// TextEdges are the columns and lines of a text file that the borders of the
// table stand on, counted from its upper left corner.
func (t *Table) TextEdges() (x, y []int) {
	widths := t.textWidths()
	return edges(widths), edges(t.heights(widths, cellPad))
}

// edges turns sizes into the positions of the borders around them.
func edges(sizes []int) []int {
	out := make([]int, len(sizes)+1)
	for i, n := range sizes {
		out[i+1] = out[i] + n + 1
	}
	return out
}

// place writes a cell's text: in the middle of its height, figures to the
// right, row labels to the left, headings centred.
func (c *canvas) place(row int, cell *Cell) {
	for i := row; i < row+cell.RowSpan; i++ {
		for n := cell.Column; n < cell.Column+cell.ColSpan; n++ {
			c.owner[i][n] = cell
		}
	}
	left, right := c.x[cell.Column]+1, c.x[cell.Column+cell.ColSpan]
	top, bottom := c.y[row]+1, c.y[row+cell.RowSpan]
	lines := cell.lines(c.widths, cellPad)
	y := top + (bottom-top-len(lines))/2
	for i, text := range lines {
		free := right - left - textWidth(text)
		offset := free / 2
		switch {
		case cell.Kind == form.LabelCell:
			offset = min(cellPad, free)
		case cell.Figure:
			offset = free - min(cellPad, free)
		}
		c.write(left+offset, y+i, text)
	}
}

func (c *canvas) write(x, y int, text string) {
	line := c.slots[y]
	for _, r := range text {
		switch RuneWidth(r) {
		case 0:
			line[max(x-1, 0)] += string(r)
		case 1:
			line[x] = string(r)
			x++
		default:
			line[x], line[x+1] = string(r), ""
			x += 2
		}
	}
}

// borders draws the lines between cells, then where they meet.
func (c *canvas) borders() {
	for row := 0; row <= len(c.table.Rows); row++ {
		for col := 0; col <= c.table.Columns; col++ {
			if c.at(row-1, col) != c.at(row, col) {
				for x := c.x[col] + 1; x < c.x[min(col+1, c.table.Columns)]; x++ {
					c.slots[c.y[row]][x] = "-"
				}
			}
			if c.at(row, col-1) != c.at(row, col) {
				for y := c.y[row] + 1; y < c.y[min(row+1, len(c.table.Rows))]; y++ {
					c.slots[y][c.x[col]] = "|"
				}
			}
			c.joint(row, col)
		}
	}
}

// joint draws the point where four cells meet, unless all four are one.
func (c *canvas) joint(row, col int) {
	a, b := c.at(row-1, col-1), c.at(row-1, col)
	d, e := c.at(row, col-1), c.at(row, col)
	slot := &c.slots[c.y[row]][c.x[col]]
	switch {
	case a == b && d == e && a == d:
	case a == d && b == e:
		*slot = "|"
	case a == b && d == e:
		*slot = "-"
	default:
		*slot = "+"
	}
}

// at is the cell at a grid position, nil outside the table.
func (c *canvas) at(row, col int) *Cell {
	if row < 0 || col < 0 || row >= len(c.owner) || col >= c.table.Columns {
		return nil
	}
	return c.owner[row][col]
}
