package recognise

import "slices"

// A row with as many figures as columns is read one to one. That tells nothing
// where figures of the table are too many, or some belong to no row: one that
// is lacking and one that is none of its own come to the same number. There
// the sums of the row must bear the reading out, or it is doubtful.

// confirm marks the rows that should be looked at. It comes behind solve.
func (a *reading) confirm(t int, rows []placed, junk []token, g *geometry, equations []equation) {
	uneven := g.over || slices.ContainsFunc(rows, func(p placed) bool {
		return p.why == tooMany || p.why == behindRow || p.why == tooFew && p.verdict != sure
	})
	short := slices.ContainsFunc(rows, func(p placed) bool {
		return p.found < len(a.ix.tables[t].lines[p.line].codes)
	})
	turned := 0
	for i := range rows {
		if rows[i].isTurned() {
			turned++
		}
	}
	astray := a.isAstray(rows, equations)
	strays := a.strayRows(rows, junk)
	crossedRows(rows, strays)
	disordered := a.isDisordered(t, rows)
	for i := range rows {
		p := &rows[i]
		if p.verdict != sure || p.found == 0 {
			continue
		}
		proved, broken := p.proof(rowSums(equations, p.line))
		taken, near := g.takes(p)
		switch {
		case astray && !p.headed && !p.isAlike():
		case strays[i] && p.isAlike(): // noughts prove nothing
		case disordered && valuesOf(p.span.tokens)[0].only:
		case turned*2 < len(rows) && p.isTurned(): // they may be those of the row above
		case taken || g.tight && short || near && uneven:
		case uneven && !proved && p.found < len(p.values) && a.rows[valuesOf(p.span.tokens)[0].row].grid == 0:
		case (g.over || near || strays[i] || a.mixed(p)) && !proved || (uneven || !p.headed) && broken:
		default:
			continue
		}
		p.verdict, p.why = doubtful, unproved
	}
	giveUp(rows, equations)
}

// confirmAcross does the same with a table of one line: that its figures are as
// many as its cells proves nothing where one is broken.
func (a *reading) confirmAcross(p *placed) {
	if p.verdict == sure && p.found > 0 && a.mixed(p) && !p.isAlike() {
		p.verdict, p.why = doubtful, unproved
	}
}

// isAstray reports whether most rows break their sums, where the headings do
// not tell whether the columns stand in the order of the form.
func (a *reading) isAstray(rows []placed, equations []equation) bool {
	broken, all := 0, 0
	for i := range rows {
		p := &rows[i]
		if p.verdict != sure || p.found == 0 || p.headed || p.isAlike() {
			continue
		}
		all++
		if _, wrong := p.proof(rowSums(equations, p.line)); wrong {
			broken++
		}
	}
	return broken > 1 && broken*2 > all
}

// fewNameless is how many rows must have lost their labels.
const fewNameless = 2

// isDisordered reports whether labels and figures of a table, a line each, came
// apart: rows of figures have no label, and labels no figures. A label may have
// got the figures of another row then, which keep their sums as well.
func (a *reading) isDisordered(t int, rows []placed) bool {
	nameless, printed := 0, 0
	for i := range rows {
		if rows[i].found > 0 {
			printed++
		}
		if rows[i].why == withoutLabel {
			nameless++
		}
	}
	return nameless >= fewNameless && printed*4 < len(a.ix.tables[t].lines)*3
}

// isTurned reports whether the figures of a row stand before its label.
func (p *placed) isTurned() bool {
	tokens := p.span.tokens
	return len(tokens) > 0 && tokens[0].kind == valueToken && slices.ContainsFunc(tokens, func(t token) bool { return t.kind == wordToken && t.known })
}

// isAlike reports whether all figures of a row are the same.
func (p *placed) isAlike() bool {
	return !slices.ContainsFunc(p.values, func(v string) bool { return v != p.values[0] })
}

// giveUp leaves out what a table in tatters gives for rows that are doubtful
// anyway and break their own sums: figures of several rows run on into each
// other there. They are offered.
func giveUp(rows []placed, equations []equation) {
	lost := 0
	for i := range rows {
		if rows[i].verdict == open || rows[i].found == 0 {
			lost++
		}
	}
	if lost < leastLost || lost*tatters < len(rows) {
		return
	}
	for i := range rows {
		p := &rows[i]
		if p.verdict != doubtful || slices.Contains(p.values, "") || !slices.Contains([]why{withoutLabel, oddLabel, oddLines, unproved}, p.why) {
			continue
		}
		if _, broken := p.proof(rowSums(equations, p.line)); broken {
			p.readings = [][]string{p.values}
			p.verdict, p.why, p.values, p.from = open, sumBroken, nil, nil
		}
	}
}

// A table in tatters lost the figures of some rows, one in so many.
const (
	leastLost = 3
	tatters   = 4
)

// takes reports whether a row gave a figure to a column that the form does not
// have, by a place that may be chance, and whether it may have taken one of it.
func (g *geometry) takes(p *placed) (taken, near bool) {
	figures := valuesOf(p.span.tokens)
	row := figures[len(figures)-1].row
	return g.extras.taken[row], (g.extras.remarks || g.extras.beside) && !g.extras.whole[row]
}

// isTight reports whether all figures of a table stand right behind their
// labels, as in text from which the borders are gone: anything may stick to
// them.
func (a *reading) isTight(spans []span) bool {
	tight, loose := 0, 0
	for _, s := range spans {
		n := slices.IndexFunc(s.tokens, func(t token) bool { return t.kind == valueToken })
		if n < 1 {
			continue
		}
		v := &s.tokens[n]
		if s.tokens[n-1].row != v.row || a.rows[v.row].split || s.tokens[n-1].place != v.place-columnsIn(v.text) {
			loose++
			continue
		}
		tight++
	}
	return tight > max(1, loose)
}

func columnsIn(text string) (n int) {
	for _, r := range text {
		n += columnsOf(r)
	}
	return n
}

// proof tells whether the sums of a row bear its figures out, or speak against
// them. Blank cells add nothing.
func (p *placed) proof(sums []rowSum) (proved, broken bool) {
	filled := slices.Clone(p.values)
	proved = len(sums) > 0
	for _, s := range sums {
		proved = proved && p.values[s.total] != ""
	}
	for i, v := range filled {
		if v == "" {
			filled[i] = "0"
		}
	}
	numbers, ok := numbersOf(filled)
	if !ok {
		return false, false
	}
	for _, s := range sums {
		if p.values[s.total] != "" && !keep([]rowSum{s}, numbers) {
			broken = true
		}
	}
	return proved && !broken, broken
}

// strayRows tells beside which rows figures were left over: those of the same
// line or the rest of it, or of lines of a single figure that could be
// anybody's.
func (a *reading) strayRows(rows []placed, junk []token) map[int]bool {
	out := map[int]bool{}
	for _, tok := range junk {
		if tok.kind != valueToken {
			continue
		}
		before, behind := -1, -1
		for i := range rows {
			figures := valuesOf(rows[i].span.tokens)
			if len(figures) == 0 {
				continue
			}
			first, last := figures[0], figures[len(figures)-1]
			broken := tok.only && last.row == tok.row-1 && follows(*last, tok) && a.rows[last.row].grid == 0
			if broken || slices.ContainsFunc(figures, func(v *token) bool { return v.row == tok.row }) {
				out[i] = true
			}
			if last.nth < tok.nth && (last.only || a.rows[last.row].stacked) {
				before = i
			}
			if first.nth > tok.nth && (first.only || a.rows[first.row].stacked) && behind < 0 {
				behind = i
			}
		}
		loose := tok.only || a.rows[tok.row].stacked
		if loose && before >= 0 {
			out[before] = true
		}
		if loose && behind >= 0 {
			out[behind] = true
		}
	}
	return out
}

// crossedRows adds rows that have their figures before their label, in a line
// in which figures of another row stand too.
func crossedRows(rows []placed, strays map[int]bool) {
	in := map[int]int{} // line of the source → rows with figures there
	for i := range rows {
		for n, v := range valuesOf(rows[i].span.tokens) {
			if n == 0 {
				in[v.row]++
			}
		}
	}
	for i := range rows {
		tokens := rows[i].span.tokens
		n := slices.IndexFunc(tokens, func(t token) bool { return t.kind == valueToken })
		if n >= 0 && in[tokens[n].row] > 1 && slices.ContainsFunc(tokens[n:], func(t token) bool { return t.kind == wordToken && t.known }) {
			strays[i] = true
		}
	}
}

// mixed reports whether a row has two figures in one cell or line where others
// stand alone, or something that
// is no figure among or behind them: as many figures as columns are chance.
func (a *reading) mixed(p *placed) bool {
	figures := valuesOf(p.span.tokens)
	first, last := figures[0], figures[len(figures)-1]
	alone := 0
	for _, v := range figures {
		if v.only {
			alone++
		}
	}
	if alone > 0 && alone < len(figures) { // the rest share lines
		return true
	}
	for i := 1; i < len(figures); i++ {
		if v := figures[i]; v.row == figures[i-1].row && v.cell == figures[i-1].cell && a.rows[v.row].split {
			return true
		}
	}
	for i := range p.span.tokens {
		tok := &p.span.tokens[i]
		if tok.kind != wordToken || tok.known {
			continue
		}
		if tok.nth > first.nth && tok.nth < last.nth {
			return true
		}
		if tok.row != first.row && tok.row != last.row {
			continue
		}
		if figureInWord.MatchString(tok.text) {
			return true
		}
		if tok.nth > last.nth && tok.row == last.row && a.rows[tok.row].split {
			return true
		}
	}
	return false
}
