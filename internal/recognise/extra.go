package recognise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// extraHead tells a column the form does not have.
type extraHead int

const (
	notExtra extraHead = iota
	numberColumn
	unitColumn
	remarkColumn
	besideColumn // figures of another year
)

func extraHeadOf(k string) extraHead {
	for kind, pattern := range extraColumns {
		if pattern.MatchString(k) {
			return kind
		}
	}
	return notExtra
}

// extras are the columns of a table that the form does not have.
type extras struct {
	// remarks stand behind the figures.
	remarks bool
	// beside: figures of another year stand behind them.
	beside bool
	// taken are the rows of text from which a figure was taken because it stood
	// under such a heading.
	taken map[int]bool
	// whole are the rows from which the remark was taken by its cell.
	whole map[int]bool
	// lines: what was taken out stood in lines of its own, so that the distance
	// of two figures tells nothing of blank cells.
	lines bool
	// said are the remarks taken out, as indexes of tokens.
	said []int
}

// withoutExtras takes the numbers of rows, units and remarks out of the tokens
// of a table. A figure is taken out only where that is certain.
func (a *reading) withoutExtras(t int, tokens []token) ([]token, extras) {
	gone := make([]bool, len(tokens))
	x := extras{whole: map[int]bool{}, taken: map[int]bool{}}
	a.dropByHeads(t, tokens, gone, &x)
	a.dropNumbers(t, tokens, gone)
	for i, tok := range tokens {
		if tok.kind == wordToken && !tok.known && !gone[i] {
			if gone[i] = unitAlone.MatchString(tok.text) || extraHeadOf(tok.key) != notExtra; !gone[i] && x.remarks && a.isRemark(t, tokens, gone, i) {
				gone[i], x.said = true, append(x.said, i)
			}
		}
	}
	if !slices.Contains(gone, true) {
		return tokens, x
	}
	a.noteRemarks(t, tokens, x.said)
	var out []token
	for i, tok := range tokens {
		if !gone[i] {
			out = append(out, tok)
		}
		x.lines = x.lines || gone[i] && tok.only
	}
	renumber(out)
	return out, x
}

// renumber says anew which tokens come first in their rows, and which alone.
func renumber(tokens []token) {
	for i := 0; i < len(tokens); {
		end, filled, first := i, 0, -1
		for ; end < len(tokens) && tokens[end].row == tokens[i].row; end++ {
			if tokens[end].kind == blankToken {
				continue
			}
			if filled++; first < 0 {
				first = end
			}
		}
		for ; i < end; i++ {
			tokens[i].nth, tokens[i].first, tokens[i].only = i, i == first, filled == 1
		}
	}
}

// dropByHeads takes out what stands under the heading of such a column, in
// rows of the same cells.
func (a *reading) dropByHeads(t int, tokens []token, gone []bool, x *extras) {
	for h, head := range tokens {
		kind := notExtra
		if head.kind == wordToken && !head.known {
			kind = extraHeadOf(head.key)
		}
		if kind == notExtra || kind == besideColumn && !a.lastHead(t, tokens, h) {
			continue
		}
		x.remarks = x.remarks || kind == remarkColumn
		if kind == besideColumn && !x.beside {
			x.beside = true
			a.leftColumn(t, head)
		}
		for i := h; i < len(tokens); i++ {
			tok := &tokens[i]
			if !a.alike(*tok, head) || a.rows[tok.row].end() != a.rows[head.row].end() {
				continue
			}
			x.whole[tok.row] = x.whole[tok.row] || kind == remarkColumn || kind == besideColumn
			if tok.place == head.place && !tok.known && tok.kind != blankToken {
				gone[i] = true
				if kind == remarkColumn {
					x.said = append(x.said, i)
				}
				x.taken[tok.row] = x.taken[tok.row] || tok.kind == valueToken && kind != unitColumn && a.rows[tok.row].grid == 0
			}
		}
	}
	if x.remarks {
		a.dropLastCells(t, tokens, gone, x)
	}
}

// lastHead reports whether a heading stands behind those of the table, and
// figures or their labels follow.
func (a *reading) lastHead(t int, tokens []token, h int) bool {
	if h == 0 {
		return false
	}
	for _, tok := range tokens[h+1:] {
		if tok.kind == valueToken || tok.known && a.ix.named(tok.key, t, rowLabel) && a.ix.headOf(tok.key, t) < 0 {
			return true
		}
		if tok.known && a.ix.headOf(tok.key, t) >= 0 && a.alike(tok, tokens[h]) && tok.place > tokens[h].place {
			return false
		}
	}
	return false
}

// leftColumn says of a column that it is none of the form's.
func (a *reading) leftColumn(t int, head token) {
	tb := a.ix.tables[t]
	line := a.rows[head.row].at
	a.doubt(tb.form.ID, "table", unplaced, fmt.Sprintf(leftColumnText, tb.form.Name, head.text), line)
}

// end is the place behind the last cell.
func (r *row) end() int {
	last := r.cells[len(r.cells)-1]
	return last.column + last.span
}

// dropLastCells takes remarks out of rows of text that have just one cell more
// than label and figures. One that looks like a figure may be one.
func (a *reading) dropLastCells(t int, tokens []token, gone []bool, x *extras) {
	label := -1
	for i, tok := range tokens {
		r := &a.rows[tok.row]
		if tok.kind == wordToken && tok.known && a.ix.named(tok.key, t, rowLabel) {
			label = i
		}
		if label < 0 || !r.split || r.grid > 0 || tokens[label].row != tok.row || tok.cell != len(r.cells)-1 || tok.kind == valueToken {
			continue
		}
		if want := a.ix.wanted(t, tokens[label].key); len(r.cells)-1-tokens[label].cell == want+1 {
			x.whole[tok.row] = true
			if tok.kind != blankToken && !gone[i] {
				gone[i], x.said = true, append(x.said, i)
			}
		}
	}
}

// wanted is how many figures the line of a label has.
func (ix *index) wanted(t int, k string) int {
	for _, i := range ix.exact[k] {
		if l := &ix.labels[i]; l.table == t && l.sort == rowLabel {
			return len(ix.tables[t].lines[l.target].codes)
		}
	}
	return 0
}

// isRemark reports whether an unknown text stands behind figures and begins no
// label.
func (a *reading) isRemark(t int, tokens []token, gone []bool, i int) bool {
	before := i - 1
	for before >= 0 && (gone[before] || tokens[before].kind == blankToken) {
		before--
	}
	return before >= 0 && tokens[before].kind == valueToken && !a.pieceOf(tokens[i].key)
}

// leastNumbers is how many rows must be numbered before the numbers are
// believed without a heading.
const leastNumbers = 4

// dropNumbers takes out the numbers of rows: figures in front of labels that
// count on from 1.
func (a *reading) dropNumbers(t int, tokens []token, gone []bool) {
	var at []int
	next, labels := 1, 0
	for i, tok := range tokens {
		if tok.kind != wordToken || !tok.known || !a.ix.named(tok.key, t, rowLabel) || !a.figuresFollow(tokens, i) {
			continue
		}
		labels++
		before := i - 1
		for before >= 0 && tokens[before].kind != valueToken && tokens[before].row == tok.row {
			before-- // labels of groups, and blank cells
		}
		for before >= 0 && tokens[before].kind == wordToken && tokens[before].known && a.ix.named(tokens[before].key, t, groupLabel) {
			before--
		}
		if before < 0 || tokens[before].kind != valueToken {
			continue
		}
		n, err := strconv.Atoi(strings.TrimLeft(tokens[before].text, "0"))
		if err != nil || n != next && n != 1 {
			continue
		}
		next = n + 1
		at = append(at, before)
	}
	if len(at) < leastNumbers && !(len(at) > 1 && a.hasNumberHead(tokens)) || len(at)*4 < labels*3 {
		return
	}
	for _, i := range at {
		gone[i] = true
	}
}

func (a *reading) hasNumberHead(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.kind == wordToken && extraHeadOf(t.key) == numberColumn })
}

// figuresFollow reports whether figures come next behind a label.
func (a *reading) figuresFollow(tokens []token, i int) bool {
	for i++; i < len(tokens) && tokens[i].kind != valueToken; i++ {
		if tokens[i].known {
			return false
		}
	}
	return i < len(tokens)
}

// remarked reads a row whose last figure may be a remark.
func (p *placed) remarked(values []*token, want int, sums []rowSum, over bool) {
	n := len(values)
	mark := func(v *token) bool { return emptyMarks.MatchString(v.text) }
	odd := mark(values[n-1]) && !slices.ContainsFunc(values[:n-1], mark)
	if numbers, ok := numbersOf(candidateOf(values).values); n == want && !odd && (!over || ok && len(sums) > 0 && keep(sums, numbers)) {
		if p.take(candidateOf(values)); !ok || len(sums) == 0 || !keep(sums, numbers) {
			p.verdict, p.why = doubtful, behindRow
		}
		return
	}
	if n == want+1 && odd {
		p.take(candidateOf(values[:want]))
		return
	}
	p.verdict, p.why = open, behindRow
	switch {
	case n > want:
		p.options = choose(values, want)
	case odd || over:
		p.options = append(spread(values, want), spread(values[:n-1], want)...)
	default:
		p.options = spread(values, want)
	}
	p.options = distinct(p.options)
}

// besides reads a row behind whose figures one of another year stands, or
// should.
func (p *placed) besides(values []*token, want int) {
	n := len(values)
	p.why = behindRow
	if n == want+1 || n == 1 && want == 1 {
		p.take(candidateOf(values[:want]))
		p.verdict = doubtful
		return
	}
	p.verdict = open
	switch {
	case n > want:
		p.options = choose(values[:n-1], want)
	case n == want:
		p.options = append(spread(values[:n-1], want), candidateOf(values))
	default:
		p.options = append(spread(values, want), spread(values[:n-1], want)...)
	}
	p.options = distinct(p.options)
}
