package recognise

import "slices"

// Text with one cell a line keeps a blank cell as blank lines more. Where rows
// without a gap show how far two cells are apart, the columns of the others can
// be counted.

// gaps are the distances of cells in lines; zero where they tell nothing.
type gaps struct {
	step int // from a cell to the next
	tail int // from the last cell of a row to what follows
	unit int // what a blank cell adds
}

// cellLines are the lines of a row's label and of its figures, and the line of
// what follows. It is nil where they do not stand in lines of their own.
func (a *reading) cellLines(s span) []int {
	label := -1
	var lines []int
	last := 0
	for i := range s.tokens {
		t := &s.tokens[i]
		r := &a.rows[t.row]
		switch {
		case r.split || r.grid > 0 || r.at == 0:
			return nil
		case t.kind == valueToken && (!t.only || label < 0):
			return nil
		case t.kind == valueToken:
			lines = append(lines, r.at)
			last = t.row
		case len(lines) > 0:
			return nil
		default:
			label = r.at
		}
	}
	if len(lines) == 0 || last+1 >= len(a.rows) {
		return nil
	}
	return append(append([]int{label}, lines...), a.rows[last+1].at)
}

// learnGaps finds the distances from rows without a gap, and what a blank cell
// adds from the others: the same for all of them.
func (a *reading) learnGaps(t int, spans []span) (g gaps) {
	var steps, tails []int
	type short struct {
		lines []int
		want  int
	}
	var rest []short
	for _, s := range spans {
		lines, want := a.cellLines(s), len(a.ix.tables[t].lines[s.line].codes)
		switch {
		case lines == nil:
		case len(lines) == want+2:
			n := len(lines) - 1
			for i := 1; i < n; i++ {
				steps = append(steps, lines[i]-lines[i-1])
			}
			tails = append(tails, lines[n]-lines[n-1])
		case len(lines) < want+2:
			rest = append(rest, short{lines, want})
		}
	}
	if len(steps) == 0 {
		steps = a.zoneSteps(t)
	}
	if len(steps) == 0 || len(rest) < fewGaps {
		return gaps{}
	}
	g.step = commonest(steps)
	g.tail = g.step
	if len(tails) > 0 {
		g.tail = commonest(tails)
	}
	for _, unit := range slices.Compact([]int{1, g.step}) {
		try := gaps{g.step, g.tail, unit}
		fits := 0
		for _, r := range rest {
			if try.columns(r.lines, r.want) != nil {
				fits++
			}
		}
		if fits*10 >= len(rest)*9 {
			return try
		}
	}
	return gaps{}
}

// zoneSteps are the distances of all rows of a table that stand alone in their
// lines, for one in which every row has gaps.
func (a *reading) zoneSteps(t int) (steps []int) {
	for _, z := range a.found {
		for i := z.from + 1; z.table == t && i < z.to; i++ {
			if a.rows[i].grid == 0 && !a.rows[i].split {
				steps = append(steps, a.rows[i].at-a.rows[i-1].at)
			}
		}
	}
	return steps
}

// fewGaps is how many rows with gaps must agree.
const fewGaps = 3

// columns are those of a row's figures, given the lines of its cells; nil where
// the gaps do not come to the width of the table.
func (g gaps) columns(lines []int, want int) []int {
	n := len(lines) - 1
	blanks := func(distance, usual int) (int, bool) {
		more := distance - usual
		return more / g.unit, more >= 0 && more%g.unit == 0
	}
	var out []int
	at := -1
	for i := 1; i < n; i++ {
		b, ok := blanks(lines[i]-lines[i-1], g.step)
		if !ok {
			return nil
		}
		at += b + 1
		out = append(out, at)
	}
	if b, ok := blanks(lines[n]-lines[n-1], g.tail); !ok || at+b != want-1 {
		return nil
	}
	return out
}

// byGaps reads a row by the blank lines between its figures. Where its sums do
// not bear that out it is to be looked at.
func (a *reading) byGaps(p *placed, values []*token, g gaps, want int, sums []rowSum) bool {
	if g.unit == 0 {
		return false
	}
	lines := a.cellLines(p.span)
	if lines == nil {
		return false
	}
	columns := g.columns(lines, want)
	if columns == nil {
		return false
	}
	out := make([]*token, want)
	for i, c := range columns {
		out[c] = values[i]
	}
	c := candidateOf(out)
	p.take(c)
	if ok, proof := adds(c, sums); !ok || !proof {
		p.verdict, p.why = doubtful, byPlace
	}
	return true
}

// commonest is the number that comes most often; of two the smaller.
func commonest(list []int) int {
	times := map[int]int{}
	best := list[0]
	for _, n := range list {
		times[n]++
	}
	for n, k := range times {
		if k > times[best] || k == times[best] && n < best {
			best = n
		}
	}
	return best
}
