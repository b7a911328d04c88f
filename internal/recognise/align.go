package recognise

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Costs of an alignment. What is certain costs nothing; every difference from
// the definition costs more than looking elsewhere for what fits.
const (
	costMissing   = 1.0  // a row of the definition is not in the source
	costNoLabel   = 2.2  // figures without a label
	costForeign   = 5.0  // a label that names another row
	costMismatch  = 3.0  // a label unlike the row's
	costUnknown   = 0.5  // a text that belongs to nothing
	costHeading   = 0.02 // a column heading, between rows too
	costWasted    = 2.0  // a row label without a row
	costFigure    = 1.0  // a figure that belongs to nothing
	costStrange   = 1.3  // a whole line that belongs to nothing
	costNumber    = 0.4  // the same, alone in its line
	costInLine    = 0.4  // a row that begins in the middle of a line
	costTorn      = 3.0  // a row that begins among the figures of a line, or takes them from its label
	costParted    = 6.0  // figures parted from the label of their own line
	costCut       = 0.1  // a label that goes on behind the figures
	costScattered = 0.2  // figures in several runs
	costAmid      = 3.0  // a whole label of a row among its figures
	costTurned    = 0.6  // figures before their label, or behind it where the table has them before
	costNone      = 0.9  // no figure at all
	costGlued     = 0.3  // figures run together
	costLess      = 0.5  // a figure too few, and costEach for each
	costMore      = 0.5
	costEach      = 0.3
	maxLess       = 1.2 // however few there are: a lone figure is not none
	costGroup     = 0.5 // figures behind the label of a group
)

// marginTurned is how much better a reading with the figures before their
// labels must be: with blank cells the two are alike.
const marginTurned = 2.0

// Limits of what one row may take.
const (
	maxWords  = 8
	maxSpan   = 28
	maxExtra  = 3
	maxTokens = 4000
)

// span is the tokens a row of the definition was given.
type span struct {
	line     int
	tokens   []token
	label    float32 // what of it the label costs
	nameless bool
}

// aligner finds the cheapest way to give the tokens of a table to its rows in
// order.
type aligner struct {
	ix     *index
	t      int
	lines  []line
	tokens []token
	turned bool
	order  []int // place in lines → line of the table; nil if alike
	total  float32

	bound  []bool    // figures that end a row which begins with their label
	words  []int     // tokens that are words
	wordAt []int     // token → how many words stand before it
	labels []float32 // cache of label costs
	cost   [][]float32
	back   [][]int32 // -1: row left out; else the token the step began at, doubled, plus 1 for junk
}

const unset = -1

// align returns the spans by row and the tokens that belong to none.
func (ix *index) align(t int, tokens []token) (spans []span, junk []token) {
	tokens = slices.DeleteFunc(slices.Clone(tokens), func(t token) bool { return t.kind == blankToken })
	tokens, rest := tokens[:min(len(tokens), maxTokens)], tokens[min(len(tokens), maxTokens):]
	a := bestAlignment(ix, t, tokens, nil)
	if order := ix.lineOrder(t, tokens); order != nil {
		if b := bestAlignment(ix, t, tokens, order); b.total < a.total-marginMoved {
			a = b
		}
	}
	spans, junk = a.trace()
	return spans, append(junk, rest...)
}

// bestAlignment aligns with the lines in an order, and the figures behind their
// labels or before them.
func bestAlignment(ix *index, t int, tokens []token, order []int) *aligner {
	a := &aligner{ix: ix, t: t, lines: ix.tables[t].lines, order: order, tokens: tokens}
	if order != nil {
		a.lines = nil
		for _, j := range order {
			a.lines = append(a.lines, ix.tables[t].lines[j])
		}
	}
	a.prepare()
	best := a.run()
	first := &aligner{}
	*first = *a
	a.turned = true
	a.cost, a.back = nil, nil
	if turned := a.run(); turned > best-marginTurned || a.endsWithFigure() {
		a = first
	}
	return a
}

// marginMoved is how much better a reading with the lines in another order must
// be.
const marginMoved = 2.0

// lineOrder is the order in which the labels of the lines come, where it is not
// that of the definition. A line that is not named stays behind the one before.
func (ix *index) lineOrder(t int, tokens []token) []int {
	lines := ix.tables[t].lines
	at := make([]int, len(lines))
	last := -1
	sorted := true
	for j := range lines {
		at[j] = last
		for i, tok := range tokens {
			if tok.kind == wordToken && tok.known && slices.Contains(lines[j].keys, tok.key) && ix.headOf(tok.key, t) < 0 {
				sorted = sorted && i >= last
				at[j] = i
				break
			}
		}
		last = at[j]
	}
	if sorted {
		return nil
	}
	order := make([]int, len(lines))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(x, y int) int { return at[x] - at[y] })
	return order
}

// endsWithFigure: no label is left for the last figures.
func (a *aligner) endsWithFigure() bool {
	n := len(a.tokens)
	return n > 0 && a.tokens[n-1].kind == valueToken
}

func (a *aligner) prepare() {
	a.bind()
	a.wordAt = make([]int, len(a.tokens)+1)
	for i, t := range a.tokens {
		a.wordAt[i] = len(a.words)
		if t.kind == wordToken {
			a.words = append(a.words, i)
		}
	}
	a.wordAt[len(a.tokens)] = len(a.words)
	a.labels = make([]float32, (len(a.words)+1)*(maxWords+1)*len(a.lines))
	for i := range a.labels {
		a.labels[i] = unset
	}
}

// bind marks the first figure of every row that is a label with its figures
// and nothing else: they are not parted, whatever stands in the rows around.
func (a *aligner) bind() {
	a.bound = make([]bool, len(a.tokens))
	for i := 0; i < len(a.tokens); {
		end, first, mixed := i, -1, false
		for ; end < len(a.tokens) && a.tokens[end].row == a.tokens[i].row; end++ {
			switch isFigure := a.tokens[end].kind == valueToken; {
			case isFigure && first < 0:
				first = end
			case !isFigure && first >= 0:
				mixed = true
			}
		}
		if first > i && !mixed {
			a.bound[first] = true
		}
		i = end
	}
}

func (a *aligner) run() float32 {
	n, m := len(a.tokens), len(a.lines)
	a.cost, a.back = make([][]float32, n+1), make([][]int32, n+1)
	for i := range a.cost {
		a.cost[i], a.back[i] = make([]float32, m+1), make([]int32, m+1)
		for j := range a.cost[i] {
			a.cost[i][j] = 1e9
		}
	}
	a.cost[0][0] = 0
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			if a.cost[i][j] < 1e9 {
				a.steps(i, j)
			}
		}
	}
	a.total = a.cost[n][m]
	return a.total
}

// steps tries everything that may come after i tokens and j rows.
func (a *aligner) steps(i, j int) {
	here := a.cost[i][j]
	if j < len(a.lines) {
		missing := float32(costMissing)
		if a.lines[j].of != "" {
			missing = 0
		}
		a.reach(i, j+1, here+missing, -1)
	}
	if i == len(a.tokens) {
		return
	}
	a.reach(i+1, j, here+a.junkCost(&a.tokens[i]), int32(2*i+1))
	if end, c := a.strange(i); end > 0 {
		a.reach(end, j, here+c, int32(2*i+1))
	}
	if j == len(a.lines) {
		return
	}
	want := len(a.lines[j].codes)
	values, runs, torn := 0, 0, float32(0)
	label := false // a row's label stands behind figures
	start := &a.tokens[i]
	edge := float32(0)
	if !start.first && !start.only {
		edge = costInLine
	}
	if i > 0 && start.kind == valueToken && a.tokens[i-1].row == start.row && (!a.turned || a.tokens[i-1].kind == valueToken) {
		edge = costTorn
	}
	if a.bound[i] {
		edge = costParted
	}
	for k := i; k < len(a.tokens) && k < i+maxSpan; k++ {
		t := &a.tokens[k]
		if t.kind == valueToken {
			if k == i || a.tokens[k-1].kind != valueToken {
				runs++
			}
			if label {
				torn = costTorn
			}
			if values++; values > want+maxExtra {
				break
			}
		} else if a.wordAt[k+1]-a.wordAt[i] > maxWords {
			break
		} else {
			label = label || values > 0 && t.known && a.ix.named(t.key, a.t, rowLabel)
		}
		c := edge + torn + a.labelCost(a.wordAt[i], a.wordAt[k+1], j) + a.valueCost(i, k+1, values, runs, want)
		a.reach(k+1, j+1, here+c, int32(2*i))
	}
}

func (a *aligner) reach(i, j int, cost float32, back int32) {
	if cost < a.cost[i][j] {
		a.cost[i][j], a.back[i][j] = cost, back
	}
}

func (a *aligner) junkCost(t *token) float32 {
	switch {
	case t.kind == valueToken && t.only:
		return costNumber
	case t.kind == valueToken:
		return costFigure
	case a.ix.named(t.key, a.t, headLabel), a.ix.named(t.key, a.t, groupLabel):
		return costHeading
	case a.ix.named(t.key, a.t, rowLabel):
		return costWasted
	case a.ix.partOf(t.key, a.t):
		return 5 * costHeading
	}
	return costUnknown
}

// strange is what it costs to take a whole line of the source, label and
// figures, as none of the table's.
func (a *aligner) strange(i int) (end int, cost float32) {
	if !a.tokens[i].first {
		return 0, 0
	}
	cost = costStrange
	figures := false
	for end = i; end < len(a.tokens) && a.tokens[end].row == a.tokens[i].row; end++ {
		t := &a.tokens[end]
		figures = figures || t.kind == valueToken
		if t.known && a.ix.named(t.key, a.t, rowLabel) {
			cost += costWasted
		}
	}
	if !figures {
		return 0, 0
	}
	return end, cost
}

// valueCost judges how many figures a row has and where they stand.
func (a *aligner) valueCost(from, to, values, runs, want int) float32 {
	c := float32(0)
	switch {
	case values == 0:
		c = costNone
	case values < want && a.glued(from, to, want):
		c = costGlued
	case values < want:
		c = min(costLess+costEach*float32(want-values), maxLess)
	case values > want:
		c = costMore + costEach*float32(values-want)
	}
	if runs > 1 {
		c += costScattered * float32(runs-1)
		if a.labelAmid(from, to) {
			c += costAmid
		}
	}
	first, last := &a.tokens[from], &a.tokens[to-1]
	words := a.wordAt[to] > a.wordAt[from]
	if !words || values == 0 {
		return c
	}
	if wrong, right := first, last; a.turned {
		if last.kind == valueToken && first.kind == wordToken {
			c += costTurned
		}
	} else if wrong.kind == valueToken {
		c += costTurned
	} else if right.kind == wordToken {
		c += costCut
	}
	return c
}

// labelAmid reports whether a whole label stands between the figures of a span:
// those before it are of the row above, or those behind it of the row below.
func (a *aligner) labelAmid(from, to int) bool {
	for to > from && a.tokens[to-1].kind != valueToken {
		to--
	}
	for from < to && a.tokens[from].kind != valueToken {
		from++
	}
	return slices.ContainsFunc(a.tokens[from:to], func(t token) bool { return t.known && a.ix.named(t.key, a.t, rowLabel) })
}

// glued reports whether the figures of a span may be several run together.
func (a *aligner) glued(from, to, want int) bool {
	digits := 0
	for _, t := range a.tokens[from:to] {
		if t.kind == valueToken {
			digits += utf8.RuneCountInString(t.text)
		}
	}
	return digits >= want
}

// labelCost compares the words from a to b with the label of row j.
func (a *aligner) labelCost(from, to, j int) float32 {
	at := (from*(maxWords+1)+to-from)*len(a.lines) + j
	if a.labels[at] == unset {
		a.labels[at] = a.compare(a.words[from:to], j)
	}
	return a.labels[at]
}

func (a *aligner) compare(words []int, j int) float32 {
	if len(words) == 0 {
		if a.lines[j].of != "" {
			return costForeign
		}
		return costNoLabel
	}
	l := &a.lines[j]
	c := float32(0)
	full, group, cut := false, false, false
	var rest strings.Builder
	for _, i := range words {
		switch k := a.tokens[i].key; {
		case slices.Contains(l.keys, k) && !full:
			full = true
		case within(k, l.groups):
			group = true
		case a.tokens[i].known && a.ix.named(k, a.t, rowLabel) && !within(k, l.keys):
			c += costForeign
		case a.tokens[i].known && a.ix.named(k, a.t, groupLabel):
			c += costMismatch
		case a.tokens[i].known && !within(k, l.keys):
			c += costHeading
		case full && within(k, l.keys):
			c += costHeading
		default:
			rest.WriteString(k)
			cut = true
		}
	}
	switch {
	case l.of != "" && !full:
		return costForeign
	case l.of != "":
		return c + costGroup + costUnknown*float32(len(words)-1)
	case full && cut && len(l.groups) == 0: // figures of a part of the row
		return c + min(doubtfulLabel+costUnknown*float32(utf8.RuneCountInString(rest.String()))/4, costMismatch)
	case full && cut:
		return c + min(costUnknown*float32(utf8.RuneCountInString(rest.String()))/4, costMismatch)
	case full:
		return c
	case !cut && group:
		return c + costNoLabel + 2*costHeading
	case !cut:
		return c + costNoLabel
	}
	return c + unlike(rest.String(), l.keys)
}

// unlike is what a label costs that is not one of the spellings.
func unlike(k string, spellings []string) float32 {
	best := float32(costMismatch)
	n := utf8.RuneCountInString(k)
	for _, s := range spellings {
		m := utf8.RuneCountInString(s)
		switch {
		case k == s:
			return costHeading
		case n >= 2 && strings.HasPrefix(s, k):
			best = min(best, 0.1+0.5*float32(m-n)/float32(m))
		case n >= 2 && strings.HasSuffix(s, k):
			best = min(best, 0.2+0.6*float32(m-n)/float32(m))
		case m >= 4 && strings.HasPrefix(k, s):
			best = min(best, 0.1+0.05*float32(n-m))
		case n >= leastShort && abbreviates(k, s):
			best = min(best, doubtfulLabel+float32(m-n)/float32(m))
		default:
			if like := likeness(k, s); like > 0.5 {
				best = min(best, 4*float32(1-like))
			}
		}
	}
	return best
}

// leastShort is how long a shortened label is at least.
const leastShort = 4

// abbreviates reports whether a label is another with some of its characters
// left out: 信访投诉 for 信访举报投诉类申请.
func abbreviates(short, label string) bool {
	rest := []rune(short)
	for _, r := range label {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

// trace follows the cheapest way back.
func (a *aligner) trace() (spans []span, junk []token) {
	i, j := len(a.tokens), len(a.lines)
	for i > 0 || j > 0 {
		switch b := a.back[i][j]; {
		case b < 0:
			j--
		case b%2 == 1:
			for from := int(b / 2); i > from; i-- {
				junk = append(junk, a.tokens[i-1])
			}
		default:
			from := int(b / 2)
			j--
			label := a.labelCost(a.wordAt[from], a.wordAt[i], j)
			line := j
			if a.order != nil {
				line = a.order[j]
			}
			spans = append(spans, span{line: line, tokens: a.tokens[from:i], label: label,
				nameless: a.wordAt[from] == a.wordAt[i] || label >= costNoLabel})
			i = from
		}
	}
	slices.Reverse(spans)
	slices.Reverse(junk)
	return spans, junk
}
