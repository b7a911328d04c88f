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
	if len(r.cells) < start+want {
		return candidate{}, false
	}
	for _, c := range r.cells[start+want:] {
		if c.text != "" {
			return candidate{}, false
		}
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
	for i, v := range c.values {
		filled[i] = v
		if v == "" {
			filled[i] = "0"
		}
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

// learnCounting finds out whether the columns are counted from the label: rows
// without a gap show it; where there are none, rows with gaps that add up only
// so.
func (a *reading) learnCounting(t int, spans []span, equations []equation, g *geometry) {
	whole, other, proofs, breaks := 0, 0, 0, 0
	for _, s := range spans {
		want := len(a.ix.tables[t].lines[s.line].codes)
		values := valuesOf(s.tokens)
		if len(values) == 0 || len(values) > want {
			continue
		}
		_, n, ok := places(values)
		if !ok {
			continue
		}
		r := &a.rows[n]
		if !r.split || r.grid > 0 {
			continue
		}
		start := r.behindLabel(values[0].cell)
		if len(values) == want {
			if values[0].cell == start {
				whole++
			} else {
				other++
			}
			continue
		}
		c, fits := counted(r, values, start, want)
		if !fits {
			continue
		}
		switch ok, proof := adds(c, rowSums(equations, s.line)); {
		case !ok:
			breaks++
		case proof:
			proofs++
		}
	}
	g.counted = other == 0 && (whole > 0 && breaks <= whole || whole == 0 && proofs > 0 && breaks == 0)
}

// byCounting reads a row with gaps from its label on. Where its sums do not
// bear that out it is to be looked at.
func (p *placed) byCounting(r *row, values []*token, want int, sums []rowSum) bool {
	c, fits := counted(r, values, r.behindLabel(values[0].cell), want)
	if !fits {
		return false
	}
	p.take(c)
	ok, _ := adds(c, sums)
	for _, s := range sums {
		ok = ok && c.values[s.total] != ""
	}
	if !ok {
		p.verdict, p.why = doubtful, byPlace
	}
	return true
}
