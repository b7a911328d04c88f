package recognise

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// verdict says how sure a row's figures are.
type verdict int

const (
	sure     verdict = iota
	doubtful         // stored, to be looked at
	open             // several readings remain: nothing is stored
)

// why says what made a row doubtful or open.
type why int

const (
	asPrinted why = iota
	tooFew
	tooMany
	runTogether
	withoutLabel
	oddLabel
	byPlace
	reordered
	oddLines
	sumBroken // in a table in tatters
	behindRow // a remark may stand behind the figures
	unproved  // as many figures as columns, which may be chance
)

// placed is a row of the definition with what the source gives for it.
type placed struct {
	line     int
	span     span
	verdict  verdict
	why      why
	found    int         // figures printed
	values   []string    // by column; "" is blank
	from     []*token    // the token of each value, nil for a blank
	readings [][]string  // where several remain
	free     bool        // the options were found without the sums
	forced   bool        // only one way without the sums
	headed   bool        // the headings of all its columns are known
	options  []candidate // the same, with their tokens
}

// candidate is a way to read a row.
type candidate struct {
	values []string
	from   []*token
}

// maxCandidates bounds the readings of one row.
const maxCandidates = 5000

// geometry is where the columns of a table stand, learnt from its complete
// rows and its headings.
type geometry struct {
	shapes  map[string][]int // shape of a row → places of the figures; nil: they differ
	rows    map[string]int   // shape of a row → how many rows have it
	glued   bool             // some figures of the table are run together for certain
	heads   map[string][]int // the same, from headings; in the order of print
	counted counting         // of rows of text cut into cells
	// dropped: rows have no blank cells though they print too few figures.
	dropped bool
	// tight: all figures stand right behind their labels.
	tight  bool
	gaps   gaps
	extras extras
	over   bool // some row prints more figures than it has columns
}

// shape names the rows whose cells stand below each other.
func (a *reading) shape(r *row, want int) string {
	switch {
	case r.grid > 0:
		return shapeOfGrid(r.grid, want)
	case r.split:
		return fmt.Sprint("t", len(r.cells), "/", want)
	}
	return fmt.Sprint("p/", want)
}

func shapeOfGrid(grid, want int) string { return fmt.Sprint("g", grid, "/", want) }

// places lists where figures stand; ok is false where they are in several
// rows.
func places(values []*token) (at []int, row int, ok bool) {
	for i, v := range values {
		if v.row != values[0].row || i > 0 && v.place <= values[i-1].place {
			return nil, 0, false
		}
		at = append(at, v.place)
	}
	return at, values[0].row, len(values) > 0
}

func valuesOf(tokens []token) []*token {
	var out []*token
	for i := range tokens {
		if tokens[i].kind == valueToken {
			out = append(out, &tokens[i])
		}
	}
	return out
}

func newGeometry() *geometry {
	return &geometry{shapes: map[string][]int{}, rows: map[string]int{}, heads: map[string][]int{}}
}

// learn notes where the figures of complete rows stand.
func (a *reading) learn(t int, spans []span, equations []equation) *geometry {
	g := newGeometry()
	for _, s := range spans {
		want := len(a.ix.tables[t].lines[s.line].codes)
		values := valuesOf(s.tokens)
		g.over = g.over || len(values) > want && len(a.merged(values)) != want
		if len(values) != want {
			continue
		}
		at, n, ok := places(values)
		if !ok {
			continue
		}
		name := a.shape(&a.rows[n], want)
		if known, seen := g.shapes[name]; seen && !slices.Equal(known, at) {
			at = nil
		}
		g.shapes[name] = at
		g.rows[name]++
	}
	for _, s := range spans {
		for _, v := range valuesOf(s.tokens) {
			g.glued = g.glued || startsWithNought(v.text) || len(v.text) > maxFigure+1 && isGlued([]*token{v}, 1)
		}
	}
	g.dropped = a.dropsBlanks(t, spans)
	g.tight = a.isTight(spans)
	g.counted = a.learnCounting(t, spans, equations)
	g.gaps = a.learnGaps(t, spans)
	g.glued = g.glued || a.stuck(t, spans)
	a.learnHeads(t, g)
	if a.ix.tables[t].form.Layout == matrixLayout {
		a.shareHeads(t, g)
	}
	return g
}

// learnHeads notes where a grid, or rows of as many cells, have their column
// headings.
func (a *reading) learnHeads(t int, g *geometry) {
	tb := a.ix.tables[t]
	if tb.form.Layout != matrixLayout {
		return
	}
	found := map[string]map[int]int{}
	for _, z := range a.found {
		if z.table != t {
			continue
		}
		for i := z.from; i < z.to; i++ {
			r := &a.rows[i]
			if !r.split || r.values > 0 {
				continue
			}
			shape := a.shape(r, len(tb.heads))
			if found[shape] == nil {
				found[shape] = map[int]int{}
			}
			for _, tok := range r.tokens {
				if h := a.ix.headOf(tok.key, t); tok.known && h >= 0 {
					if _, twice := found[shape][h]; !twice {
						found[shape][h] = tok.place
					}
				}
			}
		}
	}
	for shape, heads := range found {
		if len(tb.heads) > 0 && heads[0] == 0 && !strings.HasPrefix(shape, "g") {
			continue // the corner is not printed
		}
		at := make([]int, len(tb.heads))
		seen := map[int]bool{}
		for h := range tb.heads {
			place, ok := heads[h]
			if !ok || seen[place] {
				at = nil
				break
			}
			at[h], seen[place] = place, true
		}
		if at != nil {
			slices.Sort(at)
			g.heads[shape] = at
		}
	}
}

// headOf is the column a key heads in table t, or -1.
func (ix *index) headOf(k string, t int) int {
	for _, i := range ix.exact[k] {
		if l := &ix.labels[i]; l.table == t && l.sort == headLabel && l.target >= 0 {
			return l.target
		}
	}
	return -1
}

// put gives the figures of a span to the columns of its row.
func (a *reading) put(want int, s span, g *geometry, sums []rowSum, pl plan) placed {
	p := a.putInOrder(want, s, g, pl.printed(sums))
	p.headed = pl.whole
	if pl.lost {
		p.lose()
		return p
	}
	if pl.torn && len(p.values) == want {
		p.options = distinct([]candidate{pl.settled(candidate{p.values, p.from}), {p.values, p.from}})
		if len(p.options) > 1 {
			p.verdict, p.why, p.values, p.from = open, reordered, nil, nil
		} else if !p.isAlike() {
			p.verdict, p.why = doubtful, unproved
		}
		return p
	}
	if c := pl.settled(candidate{p.values, p.from}); c.values != nil {
		p.take(c)
	}
	for i, c := range p.options {
		p.options[i] = pl.settled(c)
	}
	return p
}

// lose gives up a row whose columns nobody knows the order of, unless its
// figures are all alike.
func (p *placed) lose() {
	if p.values == nil || !p.isAlike() {
		p.verdict, p.why, p.values, p.from, p.options = open, reordered, nil, nil, nil
	}
}

// putInOrder gives the figures to the columns in the order of print.
func (a *reading) putInOrder(want int, s span, g *geometry, sums []rowSum) placed {
	values := valuesOf(s.tokens)
	p := placed{line: s.line, span: s, found: len(values)}
	switch n := len(values); {
	case n == 0:
		p.values, p.from = make([]string, want), make([]*token, want)
	case g.extras.beside && n <= want+2 && !g.extras.whole[values[n-1].row]:
		p.besides(values, want)
	case g.extras.remarks && n <= want+1 && want > 1 && !g.extras.whole[values[n-1].row]:
		p.remarked(values, want, sums, g.over)
	case n == want && slices.ContainsFunc(values, func(v *token) bool { return startsWithNought(v.text) }):
		p.verdict, p.why = open, runTogether
		p.options = []candidate{cutAt(values, true), cutAt(values, false)}
	case n == want:
		p.take(candidateOf(values))
	case n > want:
		a.tooMany(&p, values, want)
	case (g.glued && isGlued(values, want) || n == 1 && startsWithNought(values[0].text)) && !a.inCells(values[0]):
		p.verdict, p.why = open, runTogether
		p.options = splits(values, want, sums)
		p.free = digitsOf(values) == want
	default:
		a.tooFew(&p, values, g, want, sums)
	}
	if p.verdict == sure && len(values) > 0 {
		switch {
		case scattered(values):
			p.verdict, p.why = doubtful, oddLines
		case s.nameless:
			p.verdict, p.why = doubtful, withoutLabel
		case s.label >= doubtfulLabel:
			p.verdict, p.why = doubtful, oddLabel
		}
	}
	return p
}

// inCells reports whether a figure stands in a row cut into cells beyond its
// label's: figures run together leave no such row.
func (a *reading) inCells(v *token) bool {
	r := &a.rows[v.row]
	return r.split && len(r.cells) > 3
}

// cutAt reads 02 as 0, to which the number of the next row stuck, or as 2.
func cutAt(values []*token, front bool) candidate {
	c := candidateOf(values)
	for i, v := range c.values {
		if !startsWithNought(v) {
			continue
		}
		if c.values[i] = "0"; !front {
			c.values[i] = cmp.Or(strings.TrimLeft(v, "0"), "0")
		}
	}
	return c
}

// scattered reports whether figures stand in several lines that hold more than
// one thing each.
func scattered(values []*token) bool {
	several, lone := false, true
	for _, v := range values {
		several = several || v.row != values[0].row
		lone = lone && v.only
	}
	return several && !lone
}

// doubtfulLabel is what a label costs that should be looked at.
const doubtfulLabel = 0.6

func (p *placed) take(c candidate) { p.values, p.from = c.values, c.from }

func candidateOf(values []*token) candidate {
	c := candidate{from: slices.Clone(values)}
	for _, v := range values {
		text := ""
		if v != nil {
			text = v.text
		}
		c.values = append(c.values, text)
	}
	return c
}

// byHeads gives every figure to the heading it stands under.
func byHeads(values []*token, heads []int) (candidate, bool) {
	out := make([]*token, len(heads))
	for _, v := range values {
		h := slices.Index(heads, v.place)
		if h < 0 || out[h] != nil {
			return candidate{}, false
		}
		out[h] = v
	}
	return candidateOf(out), true
}

// tooFew finds the columns of a row that prints fewer figures than it has.
func (a *reading) tooFew(p *placed, values []*token, g *geometry, want int, sums []rowSum) {
	p.why = tooFew
	at, n, ok := places(values)
	if ok && !(g.dropped && a.rows[n].split && a.rows[n].grid == 0) {
		r := &a.rows[n]
		if r.split && r.grid == 0 && p.byCounting(r, values, g.counted, want, sums) {
			return
		}
		name := a.shape(r, want)
		if r.split && (r.grid == 0 || r.reaches()) || !r.split && g.rows[name] >= enoughRows {
			shape := g.shapes[name]
			if r.grid == 0 && g.rows[name] < enoughRows { // one more that lacks a cell
				shape = nil
			}
			for _, where := range [][]int{g.heads[name], shape} {
				if c, fits := byHeads(values, near(where, at, r)); where != nil && fits && r.blankElsewhere(where, at) {
					p.take(c)
					if !r.split {
						p.verdict = doubtful
						p.why = byPlace
					}
					return
				}
			}
		}
		if c, fits := between(r, values, want); fits {
			p.take(c)
			return
		}
		fromLabel := counting{fromLabel: true}
		if r.grid > 0 && len(r.cells) == fromLabel.start(r, values[0].cell, want)+want && p.byCounting(r, values, fromLabel, want, sums) {
			return
		}
	}
	if a.byGaps(p, values, g.gaps, want, sums) {
		return
	}
	p.verdict = open
	p.options = spread(values, want)
}

// enoughRows is how many rows must agree before the columns of a text of fixed
// width are believed.
const enoughRows = 3

// near moves the known places of a line of fixed width to those of figures
// that end a character or two beside them.
func near(where, at []int, r *row) []int {
	if r.split || where == nil {
		return where
	}
	out := slices.Clone(where)
	for _, x := range at {
		best := -1
		for i, w := range where {
			if d := abs(w - x); d <= 2 && (best < 0 || d < abs(where[best]-x)) {
				best = i
			}
		}
		if best >= 0 {
			out[best] = x
		}
	}
	return out
}

func abs(n int) int { return max(n, -n) }

// blankElsewhere reports whether the cells of a row that is parted by tabs are
// blank, and there, where it has no figure.
func (r *row) blankElsewhere(where, at []int) bool {
	if !r.split || r.grid > 0 {
		return true
	}
	for _, place := range where {
		if place >= len(r.cells) || r.cells[place].text != "" && !slices.Contains(at, place) {
			return false
		}
	}
	return true
}

// reaches reports whether the cells of a grid's row fill its width.
func (r *row) reaches() bool {
	last := r.cells[len(r.cells)-1]
	return last.column+last.span == r.width
}

// between takes blank cells between the first and the last figure as columns
// without one, where that gives exactly the row; in a row of nothing but
// figures, those before and behind them too.
func between(r *row, values []*token, want int) (candidate, bool) {
	first, last := values[0].place, values[len(values)-1].place
	if len(r.cells) == want && r.labels+r.others == 0 {
		first, last = 0, want-1
	}
	if !r.split || r.grid > 0 || last-first+1 != want {
		return candidate{}, false
	}
	out := make([]*token, want)
	for _, v := range values {
		if out[v.place-first] != nil {
			return candidate{}, false
		}
		out[v.place-first] = v
	}
	return candidateOf(out), true
}

// spread lists the ways to leave columns out, in order.
func spread(values []*token, want int) []candidate {
	var out []candidate
	picked := make([]*token, want)
	var next func(column, used int)
	next = func(column, used int) {
		if len(out) >= maxCandidates || want-column < len(values)-used {
			return
		}
		if column == want {
			out = append(out, candidateOf(picked))
			return
		}
		if used < len(values) {
			picked[column] = values[used]
			next(column+1, used+1)
		}
		picked[column] = nil
		next(column+1, used)
	}
	next(0, 0)
	return out
}

// tooMany leaves figures out of a row that prints more than it has columns.
func (a *reading) tooMany(p *placed, values []*token, want int) {
	if whole := a.merged(values); len(whole) == want {
		p.take(candidateOf(whole))
		return
	}
	p.why = tooMany
	if whole := unbroken(values); len(whole) == want && a.rows[values[0].row].grid > 0 {
		p.verdict = doubtful
		p.take(candidateOf(whole))
		return
	}
	lone := slices.DeleteFunc(slices.Clone(values), func(t *token) bool { return t.only })
	if len(lone) == want { // what stands alone is the number of a page
		p.verdict = doubtful
		p.take(candidateOf(lone))
		return
	}
	p.verdict = open
	p.options = distinct(choose(values, want))
	if len(p.options) == 1 {
		p.verdict = doubtful
		p.take(p.options[0])
	}
}

// maxBroken is how many figures of a row a narrow column may have broken; more
// are figures of rows between which no line is drawn.
const maxBroken = 2

// unbroken puts figures together that stand in one cell of a table: a narrow
// column breaks 1035 into 10 and 35. What such a figure cannot be stays apart.
func unbroken(values []*token) []*token {
	var out []*token
	broken := 0
	for _, v := range values {
		if n := len(out); n > 0 && out[n-1].row == v.row && out[n-1].cell == v.cell && isDigits(v.text) &&
			isDigits(out[n-1].text) && !startsWithNought(out[n-1].text) {
			joined := *out[n-1]
			joined.text += v.text
			out[n-1] = &joined
			broken++
			continue
		}
		out = append(out, v)
	}
	if broken > maxBroken {
		return nil
	}
	return out
}

func isDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// choose lists the ways to take so many of the figures, in order.
func choose(values []*token, want int) []candidate {
	var out []candidate
	picked := make([]*token, 0, want)
	var next func(i int)
	next = func(i int) {
		if len(out) >= maxCandidates || len(values)-i < want-len(picked) {
			return
		}
		if len(picked) == want {
			out = append(out, candidateOf(picked))
			return
		}
		picked = append(picked, values[i])
		next(i + 1)
		picked = picked[:len(picked)-1]
		next(i + 1)
	}
	next(0)
	return out
}

// distinct keeps one of the candidates that print the same.
func distinct(list []candidate) []candidate {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(c candidate) bool {
		k := strings.Join(c.values, "\t")
		twice := seen[k]
		seen[k] = true
		return twice
	})
}
