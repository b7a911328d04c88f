package exporter

import "nianbao/internal/form"

// Widths shares a total width out among the grid columns so that the table is
// as low as it gets. It counts half-width columns, borders not included; pad
// is the space a cell needs beside its text. The sum is the total, or more
// where figures need it.
func (t *Table) Widths(total, pad int) []int {
	var best []int
	width, height := 0, 0
	for squeeze := range maxSqueeze + 1 {
		next := t.squeezed(squeeze, total, pad)
		w, h := sum(next), sum(t.heights(next, pad))
		if best == nil || w < width && width > total || w <= total && h < height {
			best, width, height = next, w, h
		}
	}
	return best
}

// textSize is a size that tables are set in, in points.
type textSize struct{ size, line float64 }

// textSizes are tried one after the other until a table fits its page: 五号,
// 小五, 小六.
var textSizes = []textSize{{sizeFive, tableHeight}, {9, 12}, {6.5, 9}}

// fitting is the largest text at which a table of a width is no higher than a
// page has room for. Rows are at least as high as given, at 五号; pad is above
// and below their text. Which of the sizes it is, is counted from 0;
// the widths of the columns come with it.
func (t *Table) fitting(width, row, pad float64) (size int, widths []int) {
	for i, s := range textSizes {
		total := 0.0
		widths = t.Widths(int(width/(s.size/2)), 1)
		for _, n := range t.heights(widths, 1) {
			total += max(row*s.size/sizeFive, float64(n)*s.line+2*pad)
		}
		if total <= tableRoom {
			return i, widths
		}
	}
	return len(textSizes) - 1, widths
}

// tablePad is the space above and below the text of a cell.
const tablePad = 1.5

// tableRoom is what a page has for a table under the heading of a section, in
// points.
const tableRoom = 225*mm - lineHeight - tableGap

// maxSqueeze is the narrowest that column headings get: two hanzi.
const maxSqueeze = 3

// squeezed proposes widths: headings get narrower from squeeze 0, unbroken, to
// maxSqueeze. What is left goes to the last label column, or is spread.
func (t *Table) squeezed(squeeze, total, pad int) []int {
	widths := make([]int, t.Columns)
	flexible := t.flexible()
	for _, row := range t.Rows {
		for i := range row.Cells {
			if c := &row.Cells[i]; c.ColSpan == 1 && c.Column != flexible {
				widths[c.Column] = max(widths[c.Column], c.need(squeeze)+c.pad(pad))
			}
		}
	}
	left := total - sum(widths)
	if flexible >= 0 {
		widths[flexible] = max(left, minFlexible)
		return widths
	}
	for i := range widths {
		share := max(left, 0) / (len(widths) - i)
		widths[i] += share
		left -= share
	}
	return widths
}

// minFlexible is the narrowest column of long row labels: six hanzi.
const minFlexible = 12

// flexible is the column of long row labels that takes what room there is; -1
// if the table has none.
func (t *Table) flexible() int {
	if t.Layout == form.Matrix {
		return t.LabelColumns - 1
	}
	return -1
}

// need is the width a cell asks for. Chinese words mostly have two
// characters, so widths below the whole text are whole words.
func (c *Cell) need(squeeze int) int {
	whole := textWidth(c.Text)
	switch {
	case c.Figure:
		return whole + whole/wideDigits
	case c.Kind == form.ValueCell:
		return min(whole, max(4, minFlexible-4*squeeze))
	case c.Kind == form.LabelCell && c.RowSpan > 1:
		return min(whole, words((whole+c.RowSpan-1)/c.RowSpan))
	case c.Kind == form.LabelCell || squeeze == 0 || whole <= shortHeading:
		return whole
	case squeeze == 1:
		return min(whole, max(8, words(whole/2)))
	case squeeze == 2:
		return min(whole, words(whole/2))
	}
	return min(whole, 4)
}

// wideDigits is how many digits take the room of one more in fonts whose
// digits are wider than half a hanzi: a figure is never broken.
const wideDigits = 6

// pad is the space beside a cell's text: labels have it on both sides.
func (c *Cell) pad(pad int) int {
	if c.Kind == form.LabelCell {
		return 2 * pad
	}
	return pad
}

// shortHeading is the widest heading that is never broken: 自然人.
const shortHeading = 6

// words rounds a width up to whole two-character words.
func words(n int) int { return (n + 3) / 4 * 4 }

// lines breaks the text of a cell for its columns, which have a border of one
// between them.
func (c *Cell) lines(widths []int, pad int) []string {
	if c.Text == "" {
		return nil
	}
	room := sum(widths[c.Column:c.Column+c.ColSpan]) + c.ColSpan - 1 - pad
	if c.Figure && textWidth(c.Text) <= room+pad {
		return []string{c.Text}
	}
	return wrap(c.Text, room)
}

// heights are the lines each row needs. What a cell over several rows lacks is
// added to its last row, so cells count in the order in which they end.
func (t *Table) heights(widths []int, pad int) []int {
	heights := make([]int, len(t.Rows))
	for i := range heights {
		heights[i] = 1
	}
	for end := 1; end <= len(t.Rows); end++ {
		for start := end - 1; start >= 0; start-- {
			t.stretch(heights, start, end, widths, pad)
		}
	}
	return heights
}

// stretch makes room for the cells that take the rows from start to end.
func (t *Table) stretch(heights []int, start, end int, widths []int, pad int) {
	for n := range t.Rows[start].Cells {
		c := &t.Rows[start].Cells[n]
		if c.RowSpan != end-start || c.Figure && textWidth(c.Text) <= widths[c.Column] {
			continue
		}
		have := sum(heights[start:end]) + end - start - 1
		heights[end-1] += max(0, len(c.lines(widths, pad))-have)
	}
}

func sum(list []int) int {
	total := 0
	for _, n := range list {
		total += n
	}
	return total
}
