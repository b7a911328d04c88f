package recognise

// A table goes on behind the end of a page in a grid of its own, mostly without
// its headings.

// shareHeads tells of grids that print neither headings nor a whole row where
// their columns are: where the grid has them that they go on from.
func (a *reading) shareHeads(t int, g *geometry) {
	want := len(a.ix.tables[t].heads)
	above, width := "", 0
	for _, z := range a.found {
		if z.table != t {
			continue
		}
		for i := z.from; i < z.to; i++ {
			r := &a.rows[i]
			name := shapeOfGrid(r.grid, want)
			if r.grid == 0 || name == above {
				continue
			}
			if _, whole := g.shapes[name]; above != "" && !whole && g.heads[name] == nil {
				for _, known := range []map[string][]int{g.heads, g.shapes} {
					if places := a.carriedOn(known[above], width, i, z.to); places != nil {
						known[name] = places
					}
				}
			}
			above, width = name, r.width
		}
	}
}

// carriedOn is where the columns of a grid are in one that goes on from it at a
// row. That may have more columns for labels, or less; in all its rows these
// must end where the figures begin.
func (a *reading) carriedOn(places []int, width, from, to int) []int {
	by := a.rows[from].width - width
	if len(places) == 0 || places[len(places)-1] != width-1 || places[0] != width-len(places) {
		return nil
	}
	start := places[0] + by
	for i := from; i < to && a.rows[i].grid == a.rows[from].grid; i++ {
		if r := &a.rows[i]; r.labels > 0 && !r.labelEnds(start) {
			return nil
		}
	}
	moved := make([]int, len(places))
	for i, p := range places {
		moved[i] = p + by
	}
	return moved
}

// labelEnds reports whether the last label of a row ends where a column begins.
func (r *row) labelEnds(at int) bool {
	end := 0
	for _, tok := range r.tokens {
		if c := &r.cells[tok.cell]; tok.kind == wordToken {
			end = max(end, c.column+c.span)
		}
	}
	return end == at
}
