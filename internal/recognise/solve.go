package recognise

import (
	"slices"
	"strconv"

	"nianbao/internal/form"
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

// sizes bound the search for a reading that keeps all sums.
const (
	maxNodes     = 300_000
	maxSolutions = 2
)

// solver looks for the one reading of all open rows that keeps every sum.
type solver struct {
	equations []equation
	rows      map[int]*placed
	open      []*placed
	numbers   map[*placed][][]int64 // of each option; nil: of the only one

	left   []int64 // by equation: what is missing from nought
	undone []int   // open rows the equation still waits for
	by     map[int][]int
	nodes  int
	found  [][]int
	choice []int
}

// solve narrows the open rows of a table down. A row is read only where the
// sums of its columns and its own leave one reading; a table whose certain
// rows break a sum of their own is not touched.
func (a *reading) solve(t int, rows []placed) {
	s := &solver{equations: a.ix.equations(t), rows: map[int]*placed{}, numbers: map[*placed][][]int64{}}
	for i := range rows {
		s.rows[rows[i].line] = &rows[i]
	}
	for i := range rows {
		if p := &rows[i]; p.verdict == open && len(p.options) > 0 {
			s.narrow(p)
			s.open = append(s.open, p)
		}
	}
	if len(s.open) > 0 && s.prepare() {
		s.search(0)
		if s.nodes < maxNodes && len(s.found) == 1 {
			for i, p := range s.open {
				p.take(p.options[s.found[0][i]])
				p.verdict = doubtful
			}
		}
	}
	for i := range rows {
		rows[i].settle()
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

// narrow drops the readings of a row that break its own sum, unless all do.
func (s *solver) narrow(p *placed) {
	p.forced = len(p.options) == 1
	var kept []candidate
	for _, c := range p.options {
		n, ok := numbersOf(c.values)
		if ok && s.keeps(p.line, n) {
			kept = append(kept, c)
		}
	}
	if len(kept) > 0 {
		p.options = kept
	}
	for _, c := range p.options {
		n, _ := numbersOf(c.values)
		s.numbers[p] = append(s.numbers[p], n)
	}
}

// numbersOf reads whole numbers; ok is false if one is none.
func numbersOf(values []string) (out []int64, ok bool) {
	for _, v := range values {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

func (s *solver) keeps(line int, numbers []int64) bool {
	for _, e := range s.equations {
		if l, ok := e.within(); ok && l == line && e.sum(numbers) != 0 {
			return false
		}
	}
	return true
}

func (e equation) sum(numbers []int64) (n int64) {
	for _, t := range e.terms {
		n += t.sign * numbers[t.column]
	}
	return n
}

// prepare sets the equations up. It reports false where a search could prove
// nothing: a row is lacking, or is no number, or a sum is broken already.
func (s *solver) prepare() bool {
	s.by = map[int][]int{}
	waiting := map[int]int{}
	for i, p := range s.open {
		waiting[p.line] = i
		if slices.ContainsFunc(s.numbers[p], func(n []int64) bool { return n == nil }) {
			return false
		}
	}
	for i, e := range s.equations {
		var left int64
		lines := map[int]bool{}
		for _, t := range e.terms {
			if _, ok := waiting[t.line]; ok {
				lines[t.line] = true
				continue
			}
			p := s.rows[t.line]
			if p == nil {
				return false
			}
			n, ok := numbersOf(p.values[t.column : t.column+1])
			if !ok {
				return false
			}
			left -= t.sign * n[0]
		}
		if len(lines) == 0 && left != 0 {
			return false
		}
		for line := range lines {
			s.by[line] = append(s.by[line], i)
		}
		s.left, s.undone = append(s.left, left), append(s.undone, len(lines))
	}
	return s.proves()
}

// proves reports whether every open row stands in an equation with others.
func (s *solver) proves() bool {
	for _, p := range s.open {
		across := false
		for _, i := range s.by[p.line] {
			_, alone := s.equations[i].within()
			across = across || !alone
		}
		if !across {
			return false
		}
	}
	slices.SortStableFunc(s.open, func(a, b *placed) int { return len(a.options) - len(b.options) })
	return true
}

func (s *solver) search(i int) {
	if s.nodes++; s.nodes > maxNodes || len(s.found) >= maxSolutions {
		return
	}
	if i == len(s.open) {
		s.found = append(s.found, slices.Clone(s.choice))
		return
	}
	p := s.open[i]
	for n, numbers := range s.numbers[p] {
		if s.apply(p.line, numbers, 1) {
			s.choice = append(s.choice, n)
			s.search(i + 1)
			s.choice = s.choice[:len(s.choice)-1]
		}
		s.apply(p.line, numbers, -1)
	}
}

// apply puts a row's numbers into the equations, or takes them out; it reports
// whether those that are complete hold.
func (s *solver) apply(line int, numbers []int64, sign int64) bool {
	ok := true
	for _, i := range s.by[line] {
		for _, t := range s.equations[i].terms {
			if t.line == line {
				s.left[i] -= sign * t.sign * numbers[t.column]
			}
		}
		s.undone[i] -= int(sign)
		if s.undone[i] == 0 && s.left[i] != 0 {
			ok = false
		}
	}
	return ok
}
