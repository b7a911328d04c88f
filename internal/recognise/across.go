package recognise

import "slices"

// readAcross reads a table of one line of figures under column headings.
func (a *reading) readAcross(t int, tokens []token, x extras) {
	tb := a.ix.tables[t]
	whole := line{id: tb.form.ID}
	for i := range tb.lines {
		whole.codes = append(whole.codes, tb.lines[i].codes...)
	}
	if a.isTurned(t, tokens) {
		a.readRows(t, tokens, x)
		return
	}
	var figures, unknown []token
	for _, tok := range tokens {
		switch {
		case tok.kind == valueToken:
			figures = append(figures, tok)
		case tok.kind == wordToken && !tok.known && !a.ix.partOf(tok.key, t) && !a.rowPiece(tok.key, t):
			unknown = append(unknown, tok)
		}
	}
	sums := acrossSums(a.ix.equations(t), len(tb.heads))
	pl := a.acrossPlan(t, tokens)
	rows := []placed{a.put(len(whole.codes), span{tokens: figures}, a.acrossGeometry(t), sums, pl)}
	rows[0].settleAcross(sums)
	a.confirmAcross(&rows[0])
	if pl.turned && !rows[0].totalsLast(sums) {
		rows[0].lose()
	}
	if rows[0].verdict == sure && a.headsAmid(t, tokens) {
		rows[0].verdict, rows[0].why = doubtful, oddLines
	}
	a.sayMoved(t, rows, func(int) plan { return pl })
	a.keepAcross(t, whole, &rows[0])
	a.leftOver(t, unknown, rowsOfFigures([]span{{tokens: figures}}))
}

// headsAmid reports whether headings stand among the figures, each in a line of
// its own: whoever copied the table took it column by column, and the order of
// the figures may be any.
func (a *reading) headsAmid(t int, tokens []token) bool {
	before, head := false, false
	for _, tok := range tokens {
		switch {
		case tok.kind == valueToken && !tok.only:
			return false
		case tok.kind == valueToken && head:
			return true
		case tok.kind == valueToken:
			before = true
		case tok.kind == wordToken && (tok.known || a.ix.partOf(tok.key, t)):
			head = before
		}
	}
	return false
}

func (a *reading) rowPiece(k string, t int) bool {
	for i := range a.ix.tables[t].lines {
		if within(k, a.ix.tables[t].lines[i].keys) {
			return true
		}
	}
	return false
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

// totalsLast reports whether the figures say that every total stands behind its
// parts, and not in front of them.
func (p *placed) totalsLast(sums []rowSum) bool {
	numbers, ok := numbersOf(p.values)
	said := false
	for _, s := range sums {
		if !ok || len(numbers) <= s.total {
			return false
		}
		first := rowSum{total: s.parts[0], parts: append(slices.Clone(s.parts[1:]), s.total)}
		behind, before := keep([]rowSum{s}, numbers), keep([]rowSum{first}, numbers)
		if before && !behind {
			return false
		}
		said = said || behind && !before
	}
	return said
}

// isTurned reports whether the table is turned on its side: labels of its lines
// stand among the figures.
func (a *reading) isTurned(t int, tokens []token) bool {
	runs, named, label := 0, 0, false
	for i, tok := range tokens {
		switch {
		case tok.kind == valueToken && (i == 0 || tokens[i-1].kind != valueToken):
			if runs++; label {
				named++
			}
			label = false
		case tok.kind == wordToken && tok.known:
			label = label || a.ix.named(tok.key, t, rowLabel)
		}
	}
	return runs > 1 && named == runs
}

// acrossHeads are the headings of a table of one line.
type acrossHeads struct {
	at     map[*branch]int // labels of lines
	toks   map[*branch]token
	sides  []token
	lines  []string
	leaves []token
	ids    []string
}

// acrossHeads lists what stands above the figures.
func (a *reading) acrossHeads(t int, tokens []token) acrossHeads {
	tb := a.ix.tables[t]
	h := acrossHeads{at: map[*branch]int{}, toks: map[*branch]token{}}
	for _, tok := range tokens {
		if tok.kind == valueToken {
			break
		}
		if tok.kind != wordToken || !tok.known {
			continue
		}
		if b := named(tb.columns[0], tok.key); b != nil {
			if a.printedAbove(tok, b.id, h) {
				continue
			}
			h.leaves, h.ids = append(h.leaves, tok), append(h.ids, b.id)
		} else if b := named(tb.sides, tok.key); b != nil {
			if _, twice := h.at[b]; twice {
				continue
			}
			h.at[b], h.toks[b] = tok.nth, tok
			if b.id != "" {
				h.sides, h.lines = append(h.sides, tok), append(h.lines, b.id)
			}
		}
	}
	h.dropParts(len(leavesOf(tb.columns[0])))
	if n := len(h.ids) / 2; n > 0 && n >= len(leavesOf(tb.columns[0])) && slices.Equal(h.ids[:n], h.ids[n:]) {
		h.leaves, h.ids = h.leaves[:n], h.ids[:n] // printed twice
	}
	return h
}

// dropParts drops headings of lines that lack some, where others have all.
func (h *acrossHeads) dropParts(columns int) {
	inRow := map[int]int{}
	whole := false
	for _, tok := range h.leaves {
		inRow[tok.row]++
		whole = whole || inRow[tok.row] == columns
	}
	if !whole {
		return
	}
	var ids []string
	var leaves []token
	for i, tok := range h.leaves {
		if inRow[tok.row] >= columns {
			ids, leaves = append(ids, h.ids[i]), append(leaves, tok)
		}
	}
	h.ids, h.leaves = ids, leaves
}

// printedAbove reports whether a heading stands in the same column of the row
// above already: a merged cell, printed for every row it covers.
func (a *reading) printedAbove(tok token, id string, h acrossHeads) bool {
	for i, above := range h.leaves {
		if h.ids[i] == id && above.row < tok.row && above.place == tok.place && a.alike(above, tok) {
			return true
		}
	}
	return false
}

// acrossPlan is in which order the figures of a table of one line stand: its
// lines side by side, and the columns of each.
func (a *reading) acrossPlan(t int, tokens []token) plan {
	tb := a.ix.tables[t]
	columns, all := leavesOf(tb.columns[0]), leavesOf(tb.sides)
	h := a.acrossHeads(t, tokens)
	if order := h.byPlace(a, columns, all); order != nil {
		return plan{order: order, exact: true}
	}
	p := plan{}
	lines := unroll(tb.sides, h.at)
	if a.setUnder(h.toks, tb.sides) {
		lines = all
	}
	if len(lines) < len(all) {
		p.torn = !sortedBy(lines, all)
		lines = all
	}
	printed := columns
	for _, chunk := range chunks(h.ids) {
		switch {
		case len(chunk) == len(columns) && (len(printed) == 0 || slices.Equal(chunk, printed) || slices.Equal(columns, printed)):
			printed = chunk
		case !sortedBy(chunk, columns):
			p.torn = true
		}
	}
	for _, chunk := range chunks(h.ids) {
		p.torn = p.torn || len(chunk) == len(columns) && !slices.Equal(chunk, printed)
	}
	if len(chunks(h.ids)) > len(all) {
		p.torn = true
	}
	for _, l := range lines {
		for _, c := range printed {
			p.order = append(p.order, slices.Index(all, l)*len(columns)+slices.Index(columns, c))
		}
	}
	if slices.IsSorted(p.order) {
		p.order = nil
	}
	whole := len(h.lines) == len(all) && (len(h.ids) == len(columns) || len(h.ids) == len(columns)*len(all))
	if !whole {
		moved, turned := a.piecesMoved(t, tb.columns[0], len(all))
		if lines, _ := a.piecesMoved(t, tb.sides, 1); moved || lines {
			return plan{lost: true}
		}
		p.turned = turned
	}
	return p
}

// chunks parts headings where one comes again.
func chunks(ids []string) (out [][]string) {
	for _, id := range ids {
		if n := len(out) - 1; n >= 0 && !slices.Contains(out[n], id) {
			out[n] = append(out[n], id)
			continue
		}
		out = append(out, []string{id})
	}
	return out
}

// byPlace reads the order off the cells the headings stand in; nil where these
// do not tell.
func (h *acrossHeads) byPlace(a *reading, columns, all []string) []int {
	if len(h.ids) != len(columns)*len(all) || len(h.sides) != len(all) {
		return nil
	}
	var order []int
	at := map[int]int{} // place → heading
	for i, tok := range h.leaves {
		if _, twice := at[tok.place]; twice || !a.alike(tok, h.leaves[0]) || !a.alike(tok, h.sides[i%len(h.sides)]) {
			return nil
		}
		at[tok.place] = i
	}
	var places []int
	for p := range at {
		places = append(places, p)
	}
	slices.Sort(places)
	for _, p := range places {
		line := ""
		for i, tok := range h.sides {
			if tok.place <= p && (line == "" || tok.place > h.sides[slices.Index(h.lines, line)].place) {
				line = h.lines[i]
			}
		}
		if line == "" {
			return nil
		}
		n := slices.Index(all, line)*len(columns) + slices.Index(columns, h.ids[at[p]])
		if slices.Contains(order, n) {
			return nil
		}
		order = append(order, n)
	}
	return order
}
