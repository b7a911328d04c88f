package recognise

import (
	"slices"
	"strconv"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// equation is a sum that a table should keep: its terms add up to nought.
type equation struct {
	terms []term
}

type term struct {
	line, column int
	sign         int64
}

// equations are the sums the definition demands of table t.
func (ix *index) equations(t int) []equation {
	tb := ix.tables[t]
	at := map[form.Code][2]int{}
	for i := range tb.lines {
		for c, code := range tb.lines[i].codes {
			if code != "" {
				at[code] = [2]int{i, c}
			}
		}
	}
	var out []equation
	for i := range ix.def.Checks {
		c := &ix.def.Checks[i]
		if c.Table != tb.form.ID || c.Severity != form.Error {
			continue
		}
		for _, in := range ix.def.Instances(c) {
			var e equation
			add := func(sign int64, operands ...string) {
				for _, o := range operands {
					for _, code := range ix.def.Resolve(in, o) {
						if p, ok := at[code]; ok {
							e.terms = append(e.terms, term{p[0], p[1], sign})
						}
					}
				}
			}
			switch {
			case c.Total != "" && len(c.Parts) > 0:
				add(1, c.Parts...)
				add(-1, c.Total)
			case c.Left != nil && c.Right != nil && c.Op == "" && c.Left.Scale == "" && c.Right.Scale == "" && len(c.Left.Previous)+len(c.Right.Previous) == 0:
				add(1, c.Left.Plus...)
				add(-1, c.Left.Minus...)
				add(-1, c.Right.Plus...)
				add(1, c.Right.Minus...)
			}
			if len(e.terms) > 1 {
				out = append(out, e)
			}
		}
	}
	return out
}

// within reports whether an equation speaks of one row only.
func (e equation) within() (line int, ok bool) {
	for _, t := range e.terms {
		if t.line != e.terms[0].line {
			return 0, false
		}
	}
	return e.terms[0].line, true
}

// Bounds of the search for a reading that keeps all sums.
const (
	maxNodes     = 100_000
	maxSolutions = 200
)

// solver looks for the one reading of all open rows that keeps every sum.
type solver struct {
	equations []equation
	rows      map[int]*placed
	open      []*placed
	numbers   [][][]int64     // by open row and way to read it
	readings  [][][]candidate // the readings that come to those numbers

	left   []int64 // by equation: what the open rows must come to
	lo, hi []int64 // what those not yet chosen may come to
	of     [][]int // by open row: its equations
	nodes  int
	found  [][]int
	choice []int
}

// solve narrows the open rows of a table down. A row is read only where the
// sums of its columns and its own leave one reading; a table whose certain
// rows break a sum is not touched.
func solve(equations []equation, rows []placed) {
	s := &solver{equations: equations, rows: map[int]*placed{}}
	for i := range rows {
		p := &rows[i]
		s.rows[p.line] = p
		if p.verdict == open && len(p.options) > 0 {
			p.narrow(rowSums(equations, p.line))
			s.open = append(s.open, p)
		}
	}
	if len(s.open) > 0 && s.prepare() && s.thin() {
		s.search(0)
		if s.nodes < maxNodes && len(s.found) > 0 && len(s.found) < maxSolutions {
			s.conclude()
		}
	}
	for i := range rows {
		rows[i].settle()
	}
}

// conclude takes the readings that every way to keep the sums has in common.
func (s *solver) conclude() {
	for i, p := range s.open {
		p.options = nil
		var seen []int
		for _, choice := range s.found {
			if way := choice[i]; !slices.Contains(seen, way) {
				seen = append(seen, way)
				p.options = append(p.options, s.readings[i][way]...)
			}
		}
		if len(p.options) == 1 {
			p.take(p.options[0])
			p.verdict = doubtful
		}
	}
}

// settle stores what needs no sums: digits that can be cut in one way only.
func (p *placed) settle() {
	if p.verdict != open {
		return
	}
	if p.why == runTogether && len(p.options) == 1 && p.forced {
		p.take(p.options[0])
		p.verdict = doubtful
		return
	}
	for _, c := range p.options[:min(len(p.options), maxReadings)] {
		p.readings = append(p.readings, c.values)
	}
}

// maxReadings is how many readings of a row are offered.
const maxReadings = 12

// narrow drops the readings that break the sums, unless all do, and returns
// those that keep them.
func (p *placed) narrow(sums []rowSum) []candidate {
	p.forced = len(p.options) == 1 && p.free
	var kept []candidate
	for _, c := range p.options {
		if n, ok := numbersOf(c.values); ok && keep(sums, n) {
			kept = append(kept, c)
		}
	}
	if len(kept) > 0 {
		p.options = kept
	}
	return kept
}

// numbersOf reads whole numbers; ok is false if one is none. A mark printed
// instead of a figure adds nothing.
func numbersOf(values []string) (out []int64, ok bool) {
	for _, v := range values {
		n, ok := wholeNumber(v)
		if !ok {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

func wholeNumber(text string) (int64, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true
	}
	if emptyMarks.MatchString(text) {
		return 0, true
	}
	if oddFigure.MatchString(text) {
		text = leadingFigure.FindString(text)
	}
	v, _, err := report.ParseValue(text)
	if err != nil || v.Kind() != report.Number {
		return 0, false
	}
	n, err := strconv.ParseInt(v.String(), 10, 64)
	return n, err == nil
}

// completed reads the figures of a row some of which are not printed: the sums
// give those, or known does, by column. It is not ok where they do not, or
// would be less than nothing.
func completed(values []string, sums []rowSum, known map[int]int64) (out []int64, ok bool) {
	lacking := -1
	for c, v := range values {
		n, ok := wholeNumber(v)
		switch given, told := known[c]; {
		case v == "" && told:
			n = given
		case v == "" && lacking >= 0:
			return nil, false
		case v == "":
			lacking = c
		case !ok:
			return nil, false
		}
		out = append(out, n)
	}
	if lacking < 0 {
		return out, true
	}
	for _, s := range sums {
		var n int64
		for _, p := range s.parts {
			n += out[p]
		}
		switch {
		case s.total == lacking:
			out[lacking] = n
			return out, true
		case slices.Contains(s.parts, lacking):
			out[lacking] = out[s.total] - n
			return out, out[lacking] >= 0
		}
	}
	return nil, false
}

// prepare sets the equations up. It reports false where a search could prove
// nothing: a row is lacking, or is no number, or a sum is broken already.
func (s *solver) prepare() bool {
	waiting := map[int]int{}
	for i, p := range s.open {
		waiting[p.line] = i
	}
	for _, p := range s.open {
		known, sums := s.known(p.line), rowSums(s.equations, p.line)
		var ways [][]int64
		var readings [][]candidate
		for _, c := range p.options {
			n, ok := completed(c.values, sums, known)
			if !ok && !slices.Contains(c.values, "") {
				return false
			}
			at := slices.IndexFunc(ways, func(way []int64) bool { return slices.Equal(way, n) })
			switch {
			case ok && at < 0:
				ways, readings = append(ways, n), append(readings, []candidate{c})
			case ok:
				readings[at] = append(readings[at], c)
			}
		}
		if len(ways) == 0 {
			return false
		}
		s.numbers, s.readings = append(s.numbers, ways), append(s.readings, readings)
	}
	s.of = make([][]int, len(s.open))
	for i, e := range s.equations {
		var left int64
		lines := map[int]bool{}
		for _, t := range e.terms {
			if _, ok := waiting[t.line]; ok {
				lines[t.line] = true
				continue
			}
			p := s.rows[t.line]
			if p == nil || p.verdict == open {
				return false
			}
			n, ok := p.adds(t.column)
			if !ok {
				return false
			}
			left -= t.sign * n
		}
		if len(lines) == 0 && left != 0 {
			return false
		}
		for line := range lines {
			s.of[waiting[line]] = append(s.of[waiting[line]], i)
		}
		s.left = append(s.left, left)
	}
	return s.proves()
}

// adds is what a figure of a certain row adds to a sum. A blank cell adds
// nothing.
func (p *placed) adds(column int) (int64, bool) {
	if p.values[column] == "" {
		return 0, true
	}
	return wholeNumber(p.values[column])
}

// known are the figures of an open row that the certain rows leave no choice
// for, by column.
func (s *solver) known(line int) map[int]int64 {
	out := map[int]int64{}
	for _, e := range s.equations {
		var own *term
		var left int64
		ok := true
		for i, t := range e.terms {
			p := s.rows[t.line]
			switch {
			case t.line == line && own == nil:
				own = &e.terms[i]
			case t.line == line || p == nil || p.verdict == open:
				ok = false
			default:
				n, whole := p.adds(t.column)
				left += t.sign * n
				ok = ok && whole
			}
		}
		if ok && own != nil && -left*own.sign >= 0 {
			out[own.column] = -left * own.sign
		}
	}
	return out
}

// proves reports whether every open row stands in an equation with others.
func (s *solver) proves() bool {
	for i := range s.open {
		if !slices.ContainsFunc(s.of[i], func(e int) bool { _, alone := s.equations[e].within(); return !alone }) {
			return false
		}
	}
	return true
}

// share is what an option of an open row adds to an equation.
func (s *solver) share(i, option, e int) (n int64) {
	for _, t := range s.equations[e].terms {
		if t.line == s.open[i].line {
			n += t.sign * s.numbers[i][option][t.column]
		}
	}
	return n
}

// shares are the least and the most an open row may add.
func (s *solver) shares(i, e int) (lo, hi int64) {
	for option := range s.numbers[i] {
		n := s.share(i, option, e)
		if option == 0 {
			lo, hi = n, n
		}
		lo, hi = min(lo, n), max(hi, n)
	}
	return lo, hi
}

// thin drops, again and again, the options that fit none of the others. It
// reports false where a row is left without any.
func (s *solver) thin() bool {
	for changed := true; changed; {
		changed = false
		s.span()
		for i := range s.open {
			var ways [][]int64
			var readings [][]candidate
			for n, way := range s.numbers[i] {
				if s.possible(i, n) {
					ways, readings = append(ways, way), append(readings, s.readings[i][n])
				}
			}
			if len(ways) == 0 {
				return false
			}
			if len(ways) < len(s.numbers[i]) {
				changed = true
				s.numbers[i], s.readings[i] = ways, readings
				s.span()
			}
		}
	}
	return true
}

// span sums up what all open rows may come to.
func (s *solver) span() {
	s.lo, s.hi = make([]int64, len(s.equations)), make([]int64, len(s.equations))
	for i := range s.open {
		for _, e := range s.of[i] {
			lo, hi := s.shares(i, e)
			s.lo[e] += lo
			s.hi[e] += hi
		}
	}
}

// possible reports whether an option leaves the equations solvable.
func (s *solver) possible(i, option int) bool {
	for _, e := range s.of[i] {
		lo, hi := s.shares(i, e)
		left := s.left[e] - s.share(i, option, e)
		if left < s.lo[e]-lo || left > s.hi[e]-hi {
			return false
		}
	}
	return true
}

func (s *solver) search(i int) {
	if s.nodes++; s.nodes >= maxNodes || len(s.found) >= maxSolutions {
		return
	}
	if i == len(s.open) {
		s.found = append(s.found, slices.Clone(s.choice))
		return
	}
	lo, hi := make([]int64, len(s.of[i])), make([]int64, len(s.of[i]))
	for k, e := range s.of[i] {
		lo[k], hi[k] = s.shares(i, e)
		s.lo[e] -= lo[k]
		s.hi[e] -= hi[k]
	}
	for option := range s.numbers[i] {
		ok := true
		for _, e := range s.of[i] {
			s.left[e] -= s.share(i, option, e)
			ok = ok && s.left[e] >= s.lo[e] && s.left[e] <= s.hi[e]
		}
		if ok {
			s.choice = append(s.choice, option)
			s.search(i + 1)
			s.choice = s.choice[:len(s.choice)-1]
		}
		for _, e := range s.of[i] {
			s.left[e] += s.share(i, option, e)
		}
	}
	for k, e := range s.of[i] {
		s.lo[e] += lo[k]
		s.hi[e] += hi[k]
	}
}
