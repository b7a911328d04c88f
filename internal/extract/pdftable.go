package extract

import (
	"cmp"
	"slices"
)

// Tolerances of ruling lines, in points.
const (
	lineGap = 2.5 // ends that meet, lines that are one
	cellGap = 3.0 // lines that bound the same column or row
	// maxMerged is more lines than a page of tables has.
	maxMerged = 1500
)

// pdfGrid is a table found by its ruling lines.
type pdfGrid struct {
	xs, ys        []float64 // of the lines
	flat, upright []ruling
	owner         []int // by cell of the grid: the first cell of the merged one
	glyphs        [][]glyph
}

func (g *pdfGrid) columns() int { return len(g.xs) - 1 }

// merged joins pieces of the same line.
func merged(list []ruling) []ruling {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b ruling) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from)) })
	var out []ruling
	for start := 0; start < len(list); {
		end := start + 1
		for end < len(list) && list[end].at-list[start].at <= lineGap/2 {
			end++
		}
		group := list[start:end]
		slices.SortFunc(group, func(a, b ruling) int { return cmp.Compare(a.from, b.from) })
		out = append(out, group[0])
		for _, r := range group[1:] {
			if last := &out[len(out)-1]; r.from <= last.to+lineGap {
				last.to = max(last.to, r.to)
			} else {
				out = append(out, r)
			}
		}
		start = end
	}
	return out
}

// grids finds the tables of a page: lines that cross or meet belong together.
func (p *pdfPage) grids() []*pdfGrid {
	flat, upright := merged(p.flat), merged(p.upright)
	if len(flat) < 2 || len(upright) < 2 || len(flat)+len(upright) > maxMerged {
		return nil
	}
	sets := newSets(len(flat) + len(upright))
	for i, h := range flat {
		for k, v := range upright {
			if v.at >= h.from-lineGap && v.at <= h.to+lineGap && h.at >= v.from-lineGap && h.at <= v.to+lineGap {
				sets.join(i, len(flat)+k)
			}
		}
	}
	found := map[int]*pdfGrid{}
	var out []*pdfGrid
	grid := func(i int) *pdfGrid {
		root := sets.find(i)
		if found[root] == nil {
			found[root] = &pdfGrid{}
			out = append(out, found[root])
		}
		return found[root]
	}
	for i, h := range flat {
		g := grid(i)
		g.flat = append(g.flat, h)
	}
	for k, v := range upright {
		g := grid(len(flat) + k)
		g.upright = append(g.upright, v)
	}
	return slices.DeleteFunc(out, func(g *pdfGrid) bool { return !g.build() })
}

// build finds the cells; false if there is one or none.
func (g *pdfGrid) build() bool {
	g.xs, g.ys = places(g.upright), places(g.flat)
	columns, rows := len(g.xs)-1, len(g.ys)-1
	if columns < 1 || rows < 1 || columns*rows < 2 || columns*rows > 20_000 {
		return false
	}
	sets := newSets(columns * rows)
	for r := range rows {
		for c := range columns {
			if c > 0 && !covered(g.upright, g.xs[c], g.ys[r], g.ys[r+1]) {
				sets.join(r*columns+c-1, r*columns+c)
			}
			if r > 0 && !covered(g.flat, g.ys[r], g.xs[c], g.xs[c+1]) {
				sets.join((r-1)*columns+c, r*columns+c)
			}
		}
	}
	g.owner = make([]int, columns*rows)
	for i := range g.owner {
		g.owner[i] = sets.find(i)
	}
	g.glyphs = make([][]glyph, columns*rows)
	return true
}

// places are where lines stand, those close together once.
func places(list []ruling) []float64 {
	at := make([]float64, len(list))
	for i, r := range list {
		at[i] = r.at
	}
	slices.Sort(at)
	var out []float64
	for _, a := range at {
		if len(out) == 0 || a-out[len(out)-1] > cellGap {
			out = append(out, a)
		}
	}
	return out
}

// covered reports whether lines at a place cover most of a stretch.
func covered(list []ruling, at, from, to float64) bool {
	length := 0.0
	for _, r := range list {
		if r.at >= at-lineGap && r.at <= at+cellGap {
			length += max(0, min(r.to, to)-max(r.from, from))
		}
	}
	return length >= (to-from)*0.6
}

// take keeps a glyph that stands in the table.
func (g *pdfGrid) take(mark glyph) bool {
	c := between(g.xs, mark.x+mark.width/2)
	r := between(g.ys, mark.y-mark.size*0.35)
	if c < 0 || r < 0 {
		return false
	}
	owner := g.owner[r*g.columns()+c]
	g.glyphs[owner] = append(g.glyphs[owner], mark)
	return true
}

func between(places []float64, at float64) int {
	for i := 1; i < len(places); i++ {
		if at >= places[i-1] && at < places[i] {
			return i - 1
		}
	}
	return -1
}

// rows are the cells with their spans and texts.
func (g *pdfGrid) rows() []rawRow {
	columns := g.columns()
	right, bottom := map[int]int{}, map[int]int{}
	for i, owner := range g.owner {
		right[owner] = max(right[owner], i%columns)
		bottom[owner] = max(bottom[owner], i/columns)
	}
	rows := make([]rawRow, len(g.ys)-1)
	for i, owner := range g.owner {
		if i != owner {
			continue
		}
		r := i / columns
		rows[r].cells = append(rows[r].cells, rawCell{
			text:    cellOfGlyphs(g.glyphs[i], g.xs[right[i]+1]-g.xs[i%columns]),
			colSpan: right[i] - i%columns + 1,
			rowSpan: bottom[i] - r + 1,
		})
	}
	return rows
}

// sets are disjoint sets of numbers; find gives the smallest member.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(a, b int) {
	a, b = s.find(a), s.find(b)
	s[max(a, b)] = min(a, b)
}
