package recognise

import (
	"slices"
	"strconv"
	"strings"
)

// isGlued reports whether figures that are too few may be several run
// together: a single one of many digits, or one with a nought in front.
func isGlued(values []*token, want int) bool {
	digits, proof := 0, len(values) == 1
	for _, v := range values {
		if strings.Trim(v.text, "0123456789") != "" {
			return false
		}
		digits += len(v.text)
		proof = proof || len(v.text) > 1 && v.text[0] == '0'
	}
	return digits >= want && proof
}

// startsWithNought tells a figure that is more than one: 0 and what follows.
func startsWithNought(text string) bool {
	return len(text) > 1 && text[0] == '0' && isDigit(rune(text[1]))
}

// stuck reports whether all rows of a table have a single figure right behind
// their label, as text has it from which all the borders are gone.
func (a *reading) stuck(t int, spans []span) bool {
	rows := 0
	for _, s := range spans {
		values := valuesOf(s.tokens)
		if len(values) == 0 || len(a.ix.tables[t].lines[s.line].codes) == 1 {
			continue
		}
		n := slices.IndexFunc(s.tokens, func(t token) bool { return t.kind == valueToken })
		v := &s.tokens[n]
		if len(values) > 2 || n == 0 || s.tokens[n-1].row != v.row || a.rows[v.row].split {
			return false
		}
		if width := len(v.text); s.tokens[n-1].place != v.place-width {
			return false
		}
		rows++
	}
	return rows >= fewStuck
}

// fewStuck is how many rows must be so.
const fewStuck = 3

func digitsOf(values []*token) (n int) {
	for _, v := range values {
		n += len(v.text)
	}
	return n
}

// rowSum is a sum within one row: the parts, and the column behind them that
// is their total.
type rowSum struct {
	parts []int
	total int
}

// rowSums are the sums within a row whose total stands behind its parts.
func rowSums(equations []equation, line int) []rowSum {
	var out []rowSum
	for _, e := range equations {
		if l, ok := e.within(); ok && l == line {
			out = append(out, e.rowSum(0)...)
		}
	}
	return out
}

// acrossSums are the sums of a table whose rows stand side by side in one line.
func acrossSums(equations []equation, per int) []rowSum {
	var out []rowSum
	for _, e := range equations {
		if l, ok := e.within(); ok {
			out = append(out, e.rowSum(l*per)...)
		}
	}
	slices.SortFunc(out, func(a, b rowSum) int { return a.total - b.total })
	return out
}

func (e equation) rowSum(offset int) []rowSum {
	s := rowSum{total: -1}
	for _, t := range e.terms {
		switch {
		case t.sign > 0:
			s.parts = append(s.parts, offset+t.column)
		case s.total < 0:
			s.total = offset + t.column
		default:
			return nil
		}
	}
	if s.total < 0 || slices.Max(s.parts) > s.total {
		return nil
	}
	return []rowSum{s}
}

func keep(sums []rowSum, numbers []int64) bool {
	for _, s := range sums {
		var n int64
		for _, p := range s.parts {
			n += numbers[p]
		}
		if n != numbers[s.total] {
			return false
		}
	}
	return true
}

// splits lists the ways to cut figures run together into as many as there are
// columns. No figure but 0 begins with 0. Ways that keep the sums of the row
// are listed alone, if there are any; those that do not are no more than a few
// to show.
func splits(values []*token, want int, sums []rowSum) []candidate {
	c := &cutter{values: values, want: want, closing: map[int]rowSum{}}
	for _, s := range sums {
		c.closing[max(s.total, slices.Max(s.parts))] = s
	}
	for _, v := range values {
		c.digits += len(v.text)
	}
	if slices.ContainsFunc(values, func(v *token) bool { return strings.Trim(v.text, "0123456789") != "" }) {
		return nil
	}
	if c.cut(); len(c.out) > 0 && !c.full {
		return c.out
	}
	if c.full {
		return nil
	}
	free := &cutter{values: values, want: want, digits: c.digits, limit: maxReadings + 1}
	free.cut()
	return free.out
}

// cutter cuts digits from the left.
type cutter struct {
	values  []*token
	want    int
	closing map[int]rowSum // by the column of the total
	digits  int
	limit   int // stop at so many ways; 0: see maxCandidates

	parts   []string
	numbers []int64
	from    []*token
	out     []candidate
	nodes   int
	full    bool // there are more ways than are looked at
	bound   int64
}

// maxFigure is the longest figure looked for within digits run together: no
// office below a province answers a hundred thousand applications. maxCuts
// bounds the search.
const (
	maxFigure = 5
	maxCuts   = 400_000
)

// cut tries every total of a row that has one at its end, so that its parts
// have a bound.
func (c *cutter) cut() {
	last, ok := c.closing[c.want-1]
	text := c.values[len(c.values)-1].text
	if !ok || last.total != c.want-1 || len(last.parts) != c.want-1 {
		c.bound = -1
		c.next(0, 0, c.digits)
		return
	}
	for n := 1; n <= min(maxFigure, len(text)); n++ {
		total := text[len(text)-n:]
		if n > 1 && total[0] == '0' {
			continue
		}
		c.bound, _ = strconv.ParseInt(total, 10, 64)
		c.next(0, 0, c.digits)
	}
	c.out = distinct(c.out)
}

func (c *cutter) stop() bool {
	c.nodes++
	if c.limit > 0 && len(c.out) >= c.limit {
		return true
	}
	c.full = c.full || c.limit == 0 && (c.nodes > maxCuts || len(c.out) > maxCandidates)
	return c.full
}

func (c *cutter) next(token, at, left int) {
	if c.stop() {
		return
	}
	if token == len(c.values) {
		if len(c.parts) == c.want {
			c.out = append(c.out, candidate{slices.Clone(c.parts), slices.Clone(c.from)})
		}
		return
	}
	text := c.values[token].text
	if at == len(text) {
		c.next(token+1, 0, left)
		return
	}
	if need := c.want - len(c.parts); need == 0 || left < need || left > need*maxFigure {
		return
	}
	for end := at + 1; end <= len(text) && end-at <= maxFigure; end++ {
		n, _ := strconv.ParseInt(text[at:end], 10, 64)
		if c.fits(n) {
			c.parts, c.numbers, c.from = append(c.parts, text[at:end]), append(c.numbers, n), append(c.from, c.values[token])
			c.next(token, end, left-(end-at))
			c.parts, c.numbers, c.from = c.parts[:len(c.parts)-1], c.numbers[:len(c.numbers)-1], c.from[:len(c.from)-1]
		}
		if text[at] == '0' {
			return
		}
	}
}

// fits reports whether a figure may come next: a total must be the sum of its
// parts, and parts must not exceed theirs.
func (c *cutter) fits(n int64) bool {
	column := len(c.parts)
	if s, ok := c.closing[column]; ok {
		return keep([]rowSum{s}, append(c.numbers, n))
	}
	if c.bound < 0 || c.closing == nil {
		return true
	}
	for _, m := range c.numbers {
		n += m
	}
	return n <= c.bound
}
