package typeset

import (
	"math"
	"slices"
)

// Table is a grid with borders around every cell. Rows list the cells that
// begin in them.
type Table struct {
	Look      Look // of the text in cells
	Widths    []float64
	HeadRows  int     // repeated over pages
	Together  bool    // on one page, if one holds it
	Keep      []bool  // by row: on one page with the next; shorter than Rows for false
	Pad       float64 // beside and above the text of a cell
	RowHeight float64 // at least
	Before    float64
	After     float64
	Rows      [][]Cell
}

// Cell is a cell with the grid columns and rows it spans.
type Cell struct {
	Column, ColSpan, RowSpan int
	Text                     string
	Align                    Align
}

// setTable is a table with its text broken into lines.
type setTable struct {
	*Table
	book  *Book
	x     []float64 // left edges of columns, and the right edge
	y     []float64 // upper edges of rows, and the lower edge
	lines [][][][]char
}

// table sets a table as one item, or as an item for each row.
func (b *Book) table(t *Table) []item {
	s := b.setTable(t)
	n := len(t.Rows)
	whole := s.part(0, n)
	whole.before, whole.after = t.Before, t.After
	if t.Together && whole.height <= b.Page.textHeight() {
		return []item{whole}
	}
	head := s.part(0, t.HeadRows)
	var out []item
	for i := t.HeadRows; i < n; i++ {
		row := s.part(i, i+1)
		row.keepNext = i < len(t.Keep) && t.Keep[i]
		if t.HeadRows > 0 {
			row.again = &head
		}
		out = append(out, row)
	}
	if t.HeadRows > 0 && len(out) > 0 {
		head.keepNext, head.before = true, t.Before
		out = append([]item{head}, out...)
	}
	if len(out) > 0 {
		out[len(out)-1].after = t.After
	}
	return out
}

func (b *Book) setTable(t *Table) *setTable {
	s := &setTable{Table: t, book: b, x: []float64{0}, lines: make([][][][]char, len(t.Rows))}
	for _, w := range t.Widths {
		s.x = append(s.x, s.x[len(s.x)-1]+w)
	}
	for i, row := range t.Rows {
		for _, c := range row {
			whole := s.x[c.Column+c.ColSpan] - s.x[c.Column]
			s.lines[i] = append(s.lines[i], inCell(b.chars([]Run{{Text: c.Text}}, t.Look), whole, t.Pad))
		}
	}
	s.measure()
	return s
}

// inCell breaks the text of a cell. A figure would rather stand on the space
// around it than be broken in two.
func inCell(text []char, whole, pad float64) [][]char {
	if len(text) > 0 && widthOf(text) <= whole && !slices.ContainsFunc(text, func(c char) bool { return !inWord(c.r) }) {
		return [][]char{text}
	}
	return balanced(text, whole-2*pad)
}

// balanced breaks a cell's text so that its lines are about equally long: two
// lines of three characters look better than one of five and one of one.
func balanced(text []char, width float64) [][]char {
	lines := fill(text, width, 0)
	if len(lines) < 2 {
		return lines
	}
	for w := math.Max(widthOf(text)/float64(len(lines)), width/2); w < width; w++ {
		if better := fill(text, w, 0); len(better) == len(lines) {
			return better
		}
	}
	return lines
}

// measure gives every row its height. What a cell over several rows lacks is
// added to the last of them, so cells count in the order in which they end.
func (s *setTable) measure() {
	heights := make([]float64, len(s.Rows))
	for end := 1; end <= len(s.Rows); end++ {
		heights[end-1] = s.RowHeight
		for start := end - 1; start >= 0; start-- {
			for n, c := range s.Rows[start] {
				if start+c.RowSpan != end {
					continue
				}
				need := float64(len(s.lines[start][n]))*s.Look.Line + 2*s.Pad
				for _, h := range heights[start:end] {
					need -= h
				}
				heights[end-1] += math.Max(need, 0)
			}
		}
	}
	s.y = []float64{0}
	for _, h := range heights {
		s.y = append(s.y, s.y[len(s.y)-1]+h)
	}
}

// part is the rows from one up to another as an item. Of a cell that reaches
// beyond them it has the borders beside them, and the lines of text that stand
// in them; where the page ends behind it, the table is closed.
func (s *setTable) part(from, to int) item {
	height := s.y[to] - s.y[from]
	end := func(top float64) {
		left := s.book.Page.Left
		s.book.Canvas.Line(left, top+height, left+s.x[len(s.x)-1], top+height)
	}
	return item{height: height, end: end, draw: func(top float64) {
		for start := 0; start < to; start++ {
			for n, c := range s.Rows[start] {
				if end := start + c.RowSpan; end > from {
					lines := s.lines[start][n]
					if start < from || end > to {
						lines = s.shared(lines, start, end, max(start, from), min(end, to))
					}
					s.borders(c, top-s.y[from], start, max(start, from), min(end, to))
					s.drawCell(c, lines, top-s.y[from], max(start, from), min(end, to))
				}
			}
		}
	}}
}

// shared are the lines of a cell from row start to end that stand in some of
// its rows: every row takes what it has room for, the last one the rest.
func (s *setTable) shared(lines [][]char, start, end, from, to int) [][]char {
	for row := start; row < from; row++ {
		lines = lines[min(s.fits(row), len(lines)):]
	}
	if to == end {
		return lines
	}
	n := 0
	for row := from; row < to; row++ {
		n += s.fits(row)
	}
	return lines[:min(n, len(lines))]
}

// fits is how many lines of text a row has room for.
func (s *setTable) fits(row int) int {
	return max(int((s.y[row+1]-s.y[row]+slack)/s.Look.Line), 1)
}

// borders draws the lines around a cell that begins in row start, as far as
// they stand in the rows from one up to another.
func (s *setTable) borders(c Cell, top float64, start, from, to int) {
	left, right := s.book.Page.Left+s.x[c.Column], s.book.Page.Left+s.x[c.Column+c.ColSpan]
	upper, lower := top+s.y[from], top+s.y[to]
	if start == from {
		s.book.Canvas.Line(left, upper, right, upper)
	}
	if start+c.RowSpan == to {
		s.book.Canvas.Line(left, lower, right, lower)
	}
	s.book.Canvas.Line(left, upper, left, lower)
	s.book.Canvas.Line(right, upper, right, lower)
}

func (s *setTable) drawCell(c Cell, lines [][]char, top float64, from, to int) {
	left, right := s.book.Page.Left+s.x[c.Column], s.book.Page.Left+s.x[c.Column+c.ColSpan]
	look := s.Look
	look.Align = c.Align
	y := top + s.y[from] + (s.y[to]-s.y[from]-float64(len(lines))*look.Line)/2
	for _, line := range lines {
		s.book.drawLine(line, look, left+s.Pad, y, right-left-2*s.Pad, true)
		y += look.Line
	}
}
