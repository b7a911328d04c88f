package recognise

import (
	"maps"
	"slices"
	"strings"

	"nianbao/internal/extract"
)

// maxBox bounds a drawn table: lines, and columns of characters.
const maxBox = 2000

// maxBorders is how many columns of characters may hold a border.
const maxBorders = 120

// boxLines counts the lines of a table drawn with + - |, or with the lines made
// for it, that begins here.
func boxLines(blocks []extract.Block) int {
	if !strings.HasPrefix(drawn(blocks[0].Text), "+-") {
		return 0
	}
	n := 0
	for n < len(blocks) && n < maxBox && blocks[n].Table == nil && isBoxLine(blocks[n].Text) {
		n++
	}
	for n > 0 && !strings.HasPrefix(drawn(blocks[n-1].Text), "+-") {
		n--
	}
	return n
}

// drawn is a line with + - | for every way to draw them.
func drawn(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < '\u2500' || r > '\u256C':
			return r
		case strings.ContainsRune("\u2500\u2501\u2504\u2505\u2508\u2509\u254C\u254D\u2550", r):
			return '-'
		case strings.ContainsRune("\u2502\u2503\u2506\u2507\u250A\u250B\u254E\u254F\u2551", r):
			return '|'
		}
		return '+'
	}, trim(text))
}

// fewStrokes is how many strokes a line of nothing else has at least: fewer
// may stand for a figure.
const fewStrokes = 5

// isStrokes reports whether a line is drawn and says nothing.
func isStrokes(text string) bool {
	text = drawn(text)
	return strings.Count(text, "-") >= fewStrokes && strings.Trim(text, "+-|= ") == ""
}

func isBoxLine(text string) bool {
	text = drawn(text)
	return len(text) > 1 && strings.ContainsRune("+|", rune(text[0])) && strings.ContainsRune("+|", rune(text[len(text)-1])) && len(text) <= maxBox
}

// box is a drawing: characters by line and column, a wide one followed by 0.
type box struct {
	chars  [][]rune
	xs, ys []int // where borders stand
	parent []int // atoms of one cell share a root
}

// parseBox reads a drawn table; nil if its borders do not close.
func parseBox(blocks []extract.Block) *extract.Table {
	d := &box{}
	borders := map[int]bool{}
	for i := range blocks {
		var chars []rune
		for _, r := range drawn(blocks[i].Text) {
			chars = append(chars, r)
			if columnsOf(r) == 2 {
				chars = append(chars, 0)
			}
		}
		d.chars = append(d.chars, chars)
		if slices.Contains(chars, '+') {
			d.ys = append(d.ys, i)
		}
		for x, r := range chars {
			if r == '+' || r == '|' {
				borders[x] = true
			}
		}
		if len(borders) > maxBorders {
			return nil
		}
	}
	d.xs = slices.Sorted(maps.Keys(borders))
	if len(d.ys) < 2 || len(d.xs) < 2 {
		return nil
	}
	d.join()
	return d.table(blocks)
}

func (d *box) at(y, x int) rune {
	if y < len(d.chars) && x < len(d.chars[y]) {
		return d.chars[y][x]
	}
	return ' '
}

func (d *box) root(i int) int {
	for d.parent[i] != i {
		i = d.parent[i]
	}
	return i
}

func (d *box) unite(a, b int) {
	if a, b = d.root(a), d.root(b); a != b {
		d.parent[max(a, b)] = min(a, b)
	}
}

// join unites the atoms between which no border is drawn.
func (d *box) join() {
	across, down := len(d.xs)-1, len(d.ys)-1
	d.parent = make([]int, across*down)
	for i := range d.parent {
		d.parent[i] = i
	}
	for r := range down {
		for c := range across {
			i := r*across + c
			if c+1 < across && d.open(d.ys[r]+1, d.ys[r+1], d.xs[c+1]) {
				d.unite(i, i+1)
			}
			if r+1 < down && d.at(d.ys[r+1], d.xs[c]+1) != '-' {
				d.unite(i, i+across)
			}
		}
	}
}

// open reports whether no border stands in column x between two lines.
func (d *box) open(from, to, x int) bool {
	for y := from; y < to; y++ {
		if r := d.at(y, x); r == '|' || r == '+' {
			return false
		}
	}
	return true
}

func (d *box) table(blocks []extract.Block) *extract.Table {
	across, down := len(d.xs)-1, len(d.ys)-1
	t := &extract.Table{Columns: across, Rows: make([][]extract.Cell, down)}
	for r := range down {
		for c := range across {
			i := r*across + c
			if d.root(i) != i {
				continue
			}
			right, bottom := c+1, r+1
			for right < across && d.root(r*across+right) == i {
				right++
			}
			for bottom < down && d.root(bottom*across+c) == i {
				bottom++
			}
			text := d.text(d.ys[r]+1, d.ys[bottom], d.xs[c]+1, d.xs[right])
			t.Rows[r] = append(t.Rows[r], extract.Cell{Row: r, Column: c, RowSpan: bottom - r, ColSpan: right - c,
				Text: text, Line: blocks[d.ys[r]+1].Line})
		}
	}
	return t
}

// text is what stands in a rectangle, line after line. A space between two
// lines is put where the lines are of Latin letters.
func (d *box) text(top, bottom, left, right int) string {
	var out strings.Builder
	for y := top; y < bottom; y++ {
		var line strings.Builder
		for x := left; x < right; x++ {
			if r := d.at(y, x); r != 0 {
				line.WriteRune(r)
			}
		}
		out.WriteString(trim(line.String()))
	}
	return out.String()
}
