package recognise

import (
	"slices"

	"nianbao/internal/form"
)

const matrixLayout = form.Matrix

// readTables finds the tables and stores their cells.
func (a *reading) readTables() {
	a.found = a.zones()
	a.sayAgain()
	for t, tb := range a.ix.tables {
		tokens := a.tokensOf(t)
		if len(tokens) == 0 {
			continue
		}
		tokens, x := a.withoutExtras(t, tokens)
		a.present[t] = true
		a.printedHeads(t, tokens)
		if tb.form.Layout == form.Across {
			a.readAcross(t, tokens, x)
			continue
		}
		a.readRows(t, tokens, x)
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
	for i := range out {
		out[i].nth = i
	}
	return out
}

// readRows reads a table whose rows have labels.
func (a *reading) readRows(t int, tokens []token, x extras) {
	spans, junk := a.ix.align(t, tokens)
	junk = a.rejoin(t, spans, junk)
	equations := a.ix.equations(t)
	g, plans := a.learn(t, spans, equations), a.plans(t, tokens, spans)
	g.extras = x
	if x.lines {
		g.gaps = gaps{}
	}
	var rows []placed
	var groups []placed
	for _, s := range spans {
		if a.ix.tables[t].lines[s.line].of != "" {
			groups = append(groups, placed{line: s.line, span: s})
			continue
		}
		rows = append(rows, a.put(len(a.ix.tables[t].lines[s.line].codes), s, g, rowSums(equations, s.line), plans[s.line]))
	}
	solve(equations, rows)
	a.confirm(t, rows, junk, g, equations)
	a.sayMoved(t, rows, func(line int) plan { return plans[line] })
	a.keep(t, rows)
	a.missingRows(t, rows, groups)
	a.leftOver(t, junk, rowsOfFigures(spans))
}

// rejoin gives a figure back to the row it stands in line with, where every
// figure has a line of its own: it may be one of the row's as well as the
// number of a page.
func (a *reading) rejoin(t int, spans []span, junk []token) []token {
	return slices.DeleteFunc(junk, func(tok token) bool {
		if tok.kind != valueToken || !tok.only {
			return false
		}
		for i := range spans {
			s := &spans[i]
			if len(valuesOf(s.tokens)) < len(a.ix.tables[t].lines[s.line].codes) {
				continue
			}
			first, last := s.tokens[0], s.tokens[len(s.tokens)-1]
			switch {
			case last.kind == valueToken && last.only && follows(last, tok):
				s.tokens = append(slices.Clone(s.tokens), tok)
				return true
			case first.kind == valueToken && first.only && follows(tok, first):
				s.tokens = append([]token{tok}, s.tokens...)
				return true
			}
		}
		return false
	})
}

// follows reports whether a token stands in the line behind another.
func follows(x, y token) bool { return y.nth == x.nth+1 }
