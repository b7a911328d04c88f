package recognise

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"nianbao/internal/form"
)

// zone is a run of rows that belong to one table.
type zone struct {
	table    int
	from, to int // rows, to excluded
}

// Limits of what may stand within a table without being of it.
const (
	maxGap      = 3  // rows
	proseLength = 30 // characters of a line that is a sentence
	fewLabels   = 2  // distinct labels that make a table ours
	maxAbove    = 12 // rows of headings in pieces above a table
	manyFigures = 5  // that make a line one of a table
	manyLabels  = 3  // that make a line of them and pieces of others headings
)

// zones finds the tables among the rows. No row is in two of them.
func (a *reading) zones() []zone {
	f := &zoneFinder{reading: a, ours: a.ownGrids(), last: -1}
	for i := range a.rows {
		f.look(i)
	}
	f.close()
	return f.confirmed()
}

// ownGrids tells which tables of the source have labels of the definition.
func (a *reading) ownGrids() map[int]bool {
	labels := map[int]map[string]bool{}
	figures := map[int]bool{}
	for i := range a.rows {
		r := &a.rows[i]
		if r.grid == 0 {
			continue
		}
		if labels[r.grid] == nil {
			labels[r.grid] = map[string]bool{}
		}
		for _, t := range r.tokens {
			if t.known {
				labels[r.grid][t.key] = true
			}
		}
		figures[r.grid] = figures[r.grid] || r.labels > 0 && r.values > 0
	}
	ours := map[int]bool{}
	for grid, keys := range labels {
		ours[grid] = len(keys) >= fewLabels || len(keys) == 1 && figures[grid]
	}
	return ours
}

type zoneFinder struct {
	*reading
	ours  map[int]bool
	found []zone
	open  bool
	table int
	may   uint // tables whose labels all rows so far have, as bits
	start int
	last  int // last row that is of the table
	gap   int
}

// look decides whether a row begins, continues or ends a zone.
func (f *zoneFinder) look(i int) {
	r := &f.rows[i]
	if r.grid > 0 && !f.ours[r.grid] && !f.goesOn(i) || f.isHeading(r) || f.likeHeadings(r) || r.grid == 0 && f.isTitle(r.text) && !f.isRunning(i) {
		f.close()
		return
	}
	strong, weak := f.strength(r)
	switch {
	case f.open && f.isSliver(r):
	case strong && r.seen != 0:
		f.enter(i, r)
	case f.open && (strong || weak) && !(f.gap > 0 && r.isRemark()):
		f.last, f.gap = i, 0
	case f.open && (r.isProse() && !tableNote.MatchString(r.text) || f.gap >= f.maxGap()):
		f.close()
	case f.open:
		f.gap++
	}
}

// isRunning reports whether a title was printed before: pages bear it at their
// head.
func (f *zoneFinder) isRunning(i int) bool {
	title := squeeze(f.rows[i].text)
	return f.open && slices.ContainsFunc(f.rows[:f.start], func(r row) bool { return r.grid == 0 && strings.HasSuffix(squeeze(r.text), title) })
}

// likeHeadings reports whether a line is numbered and worded like the heading
// of a section, though it is none by its very words.
func (f *zoneFinder) likeHeadings(r *row) bool {
	if r.split || r.grid > 0 || r.labels+r.values > 0 || utf8.RuneCountInString(r.text) > maxHeading || numberOf(r.text) == 0 {
		return false
	}
	k := key(bareHeading(r.text))
	for s := range f.def.Sections {
		if f.likeHeading(k, s) >= likeEnough {
			return true
		}
	}
	return false
}

// likeEnough is how alike a line and a heading are that ends a table.
const likeEnough = 0.6

// isRemark reports whether a line of text is a word like 无 and nothing else.
func (r *row) isRemark() bool {
	return r.grid == 0 && !r.split && r.values == 1 && len(r.tokens) == 1 && unicode.Is(unicode.Han, []rune(r.tokens[0].text)[0])
}

// isSliver reports whether a line is what narrow columns leave of the headings
// of the open table: nothing but their characters.
func (f *zoneFinder) isSliver(r *row) bool {
	if r.grid > 0 || r.values > 0 || r.seen&(1<<f.table) != 0 {
		return false
	}
	n := 0
	for _, c := range r.text {
		switch {
		case f.ix.tables[f.table].chars[c]:
			n++
		case unicode.Is(unicode.Han, c):
			return false
		}
	}
	return n > 0 && n <= proseLength
}

// goesOn reports whether a row of a grid without labels of ours continues the
// table above it: a page ended between the headings and the figures.
func (f *zoneFinder) goesOn(i int) bool {
	if !f.open {
		return false
	}
	above := &f.rows[f.last]
	return above.grid > 0 && above.width == f.rows[i].width && i-f.last <= maxGap+1
}

// maxGap is larger below the headings of a table of one line: set in narrow
// columns they take many lines of which none is known.
func (f *zoneFinder) maxGap() int {
	if f.ix.tables[f.table].form.Layout == form.Across {
		return 2*maxGap + 2
	}
	return maxGap
}

// enter opens a zone, or goes on with it where the row is of its table.
func (f *zoneFinder) enter(i int, r *row) {
	if f.open && r.seen&(1<<f.table) != 0 {
		f.last, f.gap = i, 0
		f.may &= r.seen
		return
	}
	if f.open && f.tornHead(r) {
		f.last, f.gap = i, 0
		return
	}
	if may := f.may & r.seen; f.open && may != 0 { // what the table begins with heads another too
		f.last, f.gap, f.may = i, 0, may
		f.table = f.spokenFor(r, may)
		return
	}
	if f.open && r.values == 0 && f.allPieces(r, f.table) { // 其他 and 结果 in lines of their own
		f.last, f.gap = i, 0
		return
	}
	f.close()
	f.open, f.start, f.last, f.gap, f.may = true, i, i, 0, r.seen
	f.table = f.spokenFor(r, r.seen)
	f.start = f.above(i)
}

// tornHead reports whether a row is no more than pieces of the headings of the
// table it stands in, which is set in narrow columns: 其他 and 结果 in two
// lines are a heading, though another table has a column 其他.
func (f *zoneFinder) tornHead(r *row) bool {
	if f.ix.tables[f.table].form.Layout != form.Across || r.values > 0 {
		return false
	}
	for _, t := range r.tokens {
		if t.kind == wordToken && !f.ix.partOf(t.key, f.table) {
			return false
		}
	}
	return true
}

// above is where a zone begins whose first rows have broken labels: lines of
// figures or headings right above what is known, and what is left of their
// labels.
func (f *zoneFinder) above(i int) int {
	floor := 0
	if n := len(f.found); n > 0 {
		floor = f.found[n-1].to
	}
	start := i
	for j := i - 1; j >= floor; j-- {
		r := &f.rows[j]
		ours := r.values >= manyFigures || r.seen&(1<<f.table) != 0 && strings.Contains(trim(r.text), "  ")
		ours = ours || j == start-1 && r.others > 0 && r.values == 0 && (f.pieces(r) || f.likeBar(r))
		if r.grid > 0 || f.isHeading(r) || f.isTitle(r.text) || isProse(r.text) && !ours {
			break
		}
		if ours {
			start = j
		} else if start-j > 2 {
			break
		}
	}
	return start
}

// likeBar reports whether a row is the bar over a block of the table, a
// character left out: 第二十条（一）项.
func (f *zoneFinder) likeBar(r *row) bool {
	return r.isAlone() && slices.ContainsFunc(f.ix.tables[f.table].form.Blocks, func(b form.Block) bool {
		return b.Bar != "" && likeness(key(r.text), key(b.Bar)) >= likeHead
	})
}

// spokenFor is the one of some tables that most labels of a row speak for.
func (f *zoneFinder) spokenFor(r *row, may uint) int {
	best := bits.TrailingZeros(may)
	for t := range f.ix.tables {
		if may&(1<<t) != 0 && f.votes(r, t) > f.votes(r, best) {
			best = t
		}
	}
	return best
}

func (f *zoneFinder) votes(r *row, t int) (n int) {
	for _, tok := range r.tokens {
		if tok.known && f.ix.tablesOf(tok.key) == 1<<t {
			n++
		}
	}
	return n
}

func (f *zoneFinder) close() {
	if f.open {
		f.found = append(f.found, zone{f.table, f.start, f.last + 1})
	}
	f.open = false
}

// strength tells whether a row is of a table by itself, or may be of the one
// it stands in.
func (f *zoneFinder) strength(r *row) (strong, weak bool) {
	if r.grid > 0 {
		return r.labels > 0, true
	}
	if r.labels > 0 && (r.split || !sentenceEnds.MatchString(trim(r.text)) && (r.others == 0 || r.values > 0 && !isProse(r.text) || f.mostlyKnown(r))) {
		return true, true
	}
	if r.labels >= manyLabels && r.values == 0 && f.pieces(r) {
		return true, true
	}
	if r.others == 0 {
		return false, r.values > 0 || len(r.tokens) > 0
	}
	if r.isProse() && r.values < 3 {
		return false, false
	}
	return false, r.values >= 2 || r.values == 1 && r.split || f.pieces(r)
}

// mostlyKnown reports whether a long line is a table run together: labels and
// figures, and little else.
func (f *zoneFinder) mostlyKnown(r *row) bool {
	known, other := 0, 0
	for _, t := range r.tokens {
		if t.kind == wordToken && !t.known {
			other += len(t.key)
		} else {
			known += len(t.text)
		}
	}
	return r.labels >= fewLabels && r.values > 0 && other*4 < known
}

// pieces reports whether every unknown word of a row is a piece of a label.
func (f *zoneFinder) pieces(r *row) bool {
	for _, t := range r.tokens {
		if t.kind != wordToken || t.known {
			continue
		}
		for _, field := range strings.FieldsFunc(t.text, isSpace) {
			if k := key(field); utf8.RuneCountInString(k) < 2 && !r.split || !f.pieceOf(k) {
				return false
			}
		}
	}
	return true
}

// allPieces reports whether all words of a row are pieces of column headings
// of a table, whatever else they are.
func (f *zoneFinder) allPieces(r *row, t int) bool {
	for i := range r.tokens {
		if tok := &r.tokens[i]; tok.kind == wordToken && !f.ix.partOf(tok.key, t) {
			return false
		}
	}
	return true
}

// pieceOf reports whether a key is a piece of any label.
func (f *reading) pieceOf(k string) bool {
	for n, t := range f.ix.tables {
		if f.ix.partOf(k, n) {
			return true
		}
		for i := range t.lines {
			if within(k, t.lines[i].keys) {
				return true
			}
		}
	}
	return false
}

// isProse reports whether a line is text, or a cell of it.
func (r *row) isProse() bool {
	if !r.split {
		return isProse(r.text)
	}
	return slices.ContainsFunc(r.cells, func(c cell) bool { return isProse(c.text) })
}

// isProse reports whether a line is a sentence or more. The gaps of a line set
// out in columns make it no longer.
func isProse(text string) bool {
	text = trim(text)
	n := utf8.RuneCountInString(squeeze(text))
	return n > 6 && sentenceEnds.MatchString(text) || n > proseLength && (strings.ContainsAny(text, commas) || n > 2*proseLength)
}

// confirmed drops zones that are a mere mention of a label.
func (f *zoneFinder) confirmed() []zone {
	var out []zone
	tables := map[int]int{}
	for _, z := range f.found {
		if f.speaks(z) >= fewLabels {
			tables[z.table]++
		}
	}
	for _, z := range f.found {
		if n := f.speaks(z); n >= fewLabels || n == 1 && (tables[z.table] > 0 && f.hasFigures(z) || f.isWholeRow(z)) {
			out = append(out, z)
		}
	}
	return f.once(out)
}

// isWholeRow reports whether a zone is a line of its own that is a row of a
// wide table, label and figures: a page of a flip book may begin with it.
func (f *zoneFinder) isWholeRow(z zone) bool {
	r := &f.rows[z.from]
	return z.to == z.from+1 && r.labels == 1 && r.others == 0 && r.values >= manyFigures && r.tokens[0].known &&
		r.values == f.ix.wanted(z.table, r.tokens[0].key)
}

// rowsNamed are the rows whose labels stand in a zone; what heads a column too
// names none.
func (f *zoneFinder) rowsNamed(z zone) map[int]bool {
	lines := map[int]bool{}
	for i := z.from; i < z.to; i++ {
		for _, t := range f.rows[i].tokens {
			for _, n := range f.ix.exact[t.key] {
				if l := &f.ix.labels[n]; t.known && l.table == z.table && l.sort == rowLabel && f.ix.headOf(t.key, z.table) < 0 {
					lines[l.target] = true
				}
			}
		}
	}
	return lines
}

// speaks counts the distinct labels of the zone's table.
func (f *zoneFinder) speaks(z zone) int {
	keys := map[string]bool{}
	for i := z.from; i < z.to; i++ {
		for _, t := range f.rows[i].tokens {
			if t.known && f.ix.tablesOf(t.key)&(1<<z.table) != 0 {
				keys[t.key] = true
			}
		}
	}
	return len(keys)
}

func (f *zoneFinder) hasFigures(z zone) bool {
	for i := z.from; i < z.to; i++ {
		if f.rows[i].values > 0 {
			return true
		}
	}
	return false
}
