package recognise

import (
	"slices"

	"nianbao/internal/form"
)

const matrixLayout = form.Matrix

// readTables finds the tables and stores their cells.
func (a *reading) readTables() {
	a.found = a.zones()
	for t, tb := range a.ix.tables {
		tokens := a.tokensOf(t)
		if len(tokens) == 0 {
			continue
		}
		a.present[t] = true
		a.printedHeads(t, tokens)
		if tb.form.Layout == form.Across {
			a.readAcross(t, tokens)
			continue
		}
		a.readRows(t, tokens)
	}
}

// tokensOf lists the tokens of a table, over all its zones.
func (a *reading) tokensOf(t int) []token {
	var out []token
	for _, z := range a.found {
		if z.table != t {
			continue
		}
		for i := z.from; i < z.to; i++ {
			if a.rows[i].isPage {
				continue
			}
			out = append(out, a.rows[i].tokens...)
		}
	}
	return out
}

// readRows reads a table whose rows have labels.
func (a *reading) readRows(t int, tokens []token) {
	spans, junk := a.ix.align(t, tokens)
	equations := a.ix.equations(t)
	g := a.learn(t, spans, equations)
	var rows []placed
	var groups []placed
	for _, s := range spans {
		if a.ix.tables[t].lines[s.line].of != "" {
			groups = append(groups, placed{line: s.line, span: s})
			continue
		}
		rows = append(rows, a.put(len(a.ix.tables[t].lines[s.line].codes), s, g, rowSums(equations, s.line)))
	}
	solve(equations, rows)
	a.keep(t, rows)
	a.missingRows(t, rows, groups)
	a.leftOver(t, junk)
}

// readAcross reads a table of one line of figures under column headings.
func (a *reading) readAcross(t int, tokens []token) {
	tb := a.ix.tables[t]
	whole := line{id: tb.form.ID}
	for i := range tb.lines {
		whole.codes = append(whole.codes, tb.lines[i].codes...)
	}
	var figures []token
	var unknown []token
	for _, tok := range tokens {
		switch {
		case tok.kind == valueToken:
			figures = append(figures, tok)
		case tok.kind == wordToken && !tok.known && !a.ix.partOf(tok.key, t) && !a.rowPiece(tok.key, t):
			unknown = append(unknown, tok)
		}
	}
	if len(figures) != len(whole.codes) && a.rowsAreNamed(t, tokens) {
		a.readRows(t, tokens)
		return
	}
	sums := acrossSums(a.ix.equations(t), len(tb.heads))
	rows := []placed{a.put(len(whole.codes), span{tokens: figures}, a.acrossGeometry(t), sums)}
	rows[0].settleAcross(sums)
	a.keepAcross(t, whole, &rows[0])
	a.leftOver(t, unknown)
}

func (a *reading) rowPiece(k string, t int) bool {
	for i := range a.ix.tables[t].lines {
		if within(k, a.ix.tables[t].lines[i].keys) {
			return true
		}
	}
	return false
}

// rowsAreNamed reports whether every figure stands in a row that begins with
// the label of a line: a table turned on its side.
func (a *reading) rowsAreNamed(t int, tokens []token) bool {
	named := map[int]bool{}
	for _, tok := range tokens {
		if tok.known && a.ix.named(tok.key, t, rowLabel) {
			named[tok.row] = true
		}
	}
	figures := map[int]bool{}
	for _, tok := range tokens {
		if tok.kind == valueToken {
			if !named[tok.row] {
				return false
			}
			figures[tok.row] = true
		}
	}
	return len(figures) > 1
}

// acrossGeometry takes the places of the headings right above the figures.
func (a *reading) acrossGeometry(t int) *geometry {
	g := newGeometry()
	g.glued = true // fifteen figures are never one
	want := 0
	for i := range a.ix.tables[t].lines {
		want += len(a.ix.tables[t].lines[i].codes)
	}
	for _, z := range a.found {
		if z.table != t {
			continue
		}
		at := map[int]bool{}
		grid := 0
		for i := z.from; i < z.to; i++ {
			r := &a.rows[i]
			if r.grid == 0 || r.values > 0 {
				continue
			}
			grid = r.grid
			for _, tok := range r.tokens {
				if tok.known && a.ix.headOf(tok.key, t) >= 0 {
					at[tok.place] = true
				}
			}
		}
		if len(at) == want {
			var places []int
			for p := range at {
				places = append(places, p)
			}
			slices.Sort(places)
			g.heads[shapeOfGrid(grid, want)] = places
		}
	}
	return g
}

// settleAcross keeps the readings of the one line whose groups add up.
func (p *placed) settleAcross(sums []rowSum) {
	if p.verdict != open || len(p.options) == 0 {
		return
	}
	kept := p.narrow(sums)
	if len(kept) == 1 && p.why == runTogether {
		p.take(kept[0])
		p.verdict = doubtful
	}
	p.settle()
}
