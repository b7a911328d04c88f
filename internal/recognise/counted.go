package recognise

// Rows of text cut into cells by tabs or bars need not have their columns below
// each other: a label that spans two is one cell, and what is left to the width
// of the table comes last. There the columns are counted from the label.

// behindLabel is the cell right behind the label a figure stands behind.
func (r *row) behindLabel(first int) int {
	at := 0
	for _, t := range r.tokens {
		if t.kind == wordToken && t.cell < first {
			at = t.cell + 1
		}
	}
	return at
}

// counted gives the cells of a row from start on to the columns, where there
// are as many and what follows is blank.
func counted(r *row, values []*token, start, want int) (candidate, bool) {
	if start < 0 || len(r.cells) < start+want {
		return candidate{}, false
	}
	filled := 0
	for i, c := range r.cells[start:] {
		if c.text == "" {
			continue
		}
		if filled++; i >= want || !isFigure(c.text) {
			return candidate{}, false
		}
	}
	if filled > len(values) { // what was taken out is no blank cell
		return candidate{}, false
	}
	out := make([]*token, want)
	for _, v := range values {
		n := v.cell - start
		if n < 0 || n >= want || out[n] != nil {
			return candidate{}, false
		}
		out[n] = v
	}
	return candidateOf(out), true
}

// adds reports whether a row keeps its sums, its blank cells being noughts,
// and whether that proves anything: its total is printed and is not nought.
func adds(c candidate, sums []rowSum) (ok, proof bool) {
	filled := make([]string, len(c.values))
	printed := 0
	for i, v := range c.values {
		filled[i] = v
		if v == "" {
			filled[i] = "0"
		} else {
			printed++
		}
	}
	if printed < 2 { // a total alone leaves its parts to the reader
		return true, false
	}
	numbers, ok := numbersOf(filled)
	if !ok {
		return true, false
	}
	for _, s := range sums {
		if c.values[s.total] == "" {
			continue
		}
		if !keep([]rowSum{s}, numbers) {
			return false, false
		}
		proof = proof || numbers[s.total] != 0
	}
	return true, proof
}

// counting is from where the columns of rows cut into cells are counted: from
// the label, or from the end where all rows have so many cells.
type counting struct {
	fromLabel bool
	cells     int
	widest    int // cells of the longest row
}

// start is the cell of the first column, or -1.
func (c counting) start(r *row, first, want int) int {
	switch {
	case c.fromLabel:
		return r.behindLabel(first)
	case len(r.cells) == c.cells && c.cells > want:
		return c.cells - want
	}
	return -1
}

// learnCounting finds out whether the columns are counted from the label or
// from the end of the row: rows without a gap show it; where there are none,
// rows with gaps that add up so, or that often end with a figure in the last
// column and never go further.
func (a *reading) learnCounting(t int, spans []span, equations []equation) counting {
	widest := a.widest(t, spans)
	for _, c := range []counting{{fromLabel: true, widest: widest}, {cells: widest, widest: widest}} {
		whole, proofs, breaks, ends := 0, 0, 0, 0
		for _, s := range spans {
			want := len(a.ix.tables[t].lines[s.line].codes)
			r, values := a.rowOfCells(s, want)
			if r == nil {
				continue
			}
			start := c.start(r, values[0].cell, want)
			got, fits := counted(r, values, start, want)
			ok, proof := adds(got, rowSums(equations, s.line))
			switch {
			case !fits && (start < 0 || len(values) == want || values[0].cell < start || values[len(values)-1].cell >= start+want):
				breaks += len(spans)
			case !fits:
			case len(values) == want:
				whole++
			case !ok:
				breaks++
			case proof:
				proofs++
			}
			if fits && got.values[want-1] != "" {
				ends++
			}
		}
		if whole > 0 && breaks <= whole || breaks == 0 && (proofs > 0 || ends >= enoughRows && c.fromLabel) {
			return c
		}
	}
	return counting{}
}

// widest is how many cells the longest row has.
func (a *reading) widest(t int, spans []span) (cells int) {
	for _, s := range spans {
		if r, _ := a.rowOfCells(s, len(a.ix.tables[t].lines[s.line].codes)); r != nil {
			cells = max(cells, len(r.cells))
		}
	}
	return cells
}

// rowOfCells is the row cut into cells that holds all figures of a span, no
// more than its columns.
func (a *reading) rowOfCells(s span, want int) (*row, []*token) {
	values := valuesOf(s.tokens)
	if len(values) == 0 || len(values) > want {
		return nil, nil
	}
	_, n, ok := places(values)
	if r := &a.rows[n]; ok && r.split && r.grid == 0 {
		return r, values
	}
	return nil, nil
}

// dropsBlanks reports whether blank cells were dropped: rows print less figures
// than there are columns, and none has a gap between them. Their columns are
// lost then.
func (a *reading) dropsBlanks(t int, spans []span) bool {
	close := 0
	for _, s := range spans {
		want := len(a.ix.tables[t].lines[s.line].codes)
		r, values := a.rowOfCells(s, want)
		if r == nil || len(values) == want {
			continue
		}
		if values[len(values)-1].cell-r.behindLabel(values[0].cell) >= len(values) {
			return false
		}
		close++
	}
	return close >= fewClose
}

// fewClose is how many rows must be so.
const fewClose = 2

// byCounting reads a row with gaps from its label or its end on. Where its
// sums do not bear that out it is to be looked at.
func (p *placed) byCounting(r *row, values []*token, from counting, want int, sums []rowSum) bool {
	c, fits := counted(r, values, from.start(r, values[0].cell, want), want)
	if !fits {
		return false
	}
	p.take(c)
	ok, _ := adds(c, sums)
	ok = ok && (c.values[0] != "" || len(r.cells) >= from.widest) // the blank cell may be the label's
	for _, s := range sums {
		ok = ok && c.values[s.total] != ""
	}
	if !ok {
		p.verdict, p.why = doubtful, byPlace
	}
	return true
}
