package recognise

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// A file may hold a table more than once: last year's report below this
// year's, the towns of a county on one page, a list in the narrative that looks
// like the table. One print is read, and the others are spoken of.

// sameRows is how many rows of a table must come again before it is taken for
// printed again. Fewer are a list in the narrative, or a mention.
const sameRows = 3

// printing is a table as printed once, in one zone or, over the ends of pages, in
// several.
type printing struct {
	zones []zone
	named map[int]bool
}

// once keeps of every table one print: the first, unless another has far more
// of its rows. What is left out stays text, and is noted.
func (f *zoneFinder) once(list []zone) []zone {
	var out []zone
	for t := range f.ix.tables {
		var own []zone
		for _, z := range list {
			if z.table == t {
				own = append(own, f.parted(z)...)
			}
		}
		prints := f.prints(own)
		if len(prints) == 0 {
			continue
		}
		read := f.toRead(prints)
		out = append(out, f.withoutMentions(prints[read].zones)...)
		f.noteOthers(t, prints, read)
	}
	slices.SortFunc(out, func(x, y zone) int { return x.from - y.from })
	return out
}

// parted splits a zone where the rows of its table begin again.
func (f *zoneFinder) parted(z zone) []zone {
	seen := map[int]bool{}
	for i := z.from; i < z.to; i++ {
		again := false
		for line := range f.rowsNamed(zone{z.table, i, i + 1}) {
			again = again || seen[line]
			seen[line] = true
		}
		if !again {
			continue
		}
		before, rest := zone{z.table, z.from, i}, zone{z.table, i, z.to}
		if f.startsAgain(f.rowsNamed(before), f.figuresIn(before), rest) {
			return append([]zone{before}, f.parted(rest)...)
		}
	}
	return []zone{z}
}

// startsAgain reports whether a zone is the table printed again, behind zones
// that named some rows and had some figures.
func (f *zoneFinder) startsAgain(named map[int]bool, figures []string, z zone) bool {
	least, rows := sameRows, sameRows
	if tb := f.ix.tables[z.table]; tb.form.Layout == form.Across { // its headings alone come again behind the end of a page
		least, rows = 0, 0
		for i := range tb.lines {
			least += len(tb.lines[i].codes)
		}
		least -= least / 3 // some may be lacking
	}
	if len(figures) < least || len(f.figuresIn(z)) < min(least, sameRows) {
		return false
	}
	again := 0
	for line := range f.rowsNamed(z) {
		if named[line] {
			again++
		}
	}
	return again >= rows
}

func (f *zoneFinder) prints(zones []zone) []printing {
	var out []printing
	for _, z := range zones {
		n := len(out) - 1
		if n < 0 || f.startsAgain(out[n].named, f.figuresOf(out[n].zones), z) {
			out = append(out, printing{named: map[int]bool{}})
			n++
		}
		out[n].zones = append(out[n].zones, z)
		for line := range f.rowsNamed(z) {
			out[n].named[line] = true
		}
	}
	return out
}

// toRead is the first print that has most of the rows any has.
func (f *zoneFinder) toRead(prints []printing) int {
	most := 0
	for _, p := range prints {
		most = max(most, len(p.named))
	}
	return slices.IndexFunc(prints, func(p printing) bool {
		across := f.ix.tables[p.zones[0].table].form.Layout == form.Across
		return len(p.named)*3 >= most*2 || across && len(f.figuresOf(p.zones)) > 0
	})
}

// withoutMentions drops zones whose rows all stand in a fuller one of the same
// print too: lists in a narrative. One that goes on after a page end has rows
// of its own.
func (f *zoneFinder) withoutMentions(list []zone) []zone {
	var known map[int]bool
	var fullest zone
	for _, z := range list {
		if named := f.rowsNamed(z); known == nil || len(named) > len(known) {
			known, fullest = named, z
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(z zone) bool {
		named := f.rowsNamed(z)
		if z == fullest || !f.hasFigures(z) || len(named) == 0 {
			return false
		}
		for k := range named {
			if !known[k] {
				return false
			}
		}
		return true
	})
}

// noteOthers remembers where a table is printed again with other figures.
func (f *zoneFinder) noteOthers(t int, prints []printing, read int) {
	own := map[string]int{}
	for _, v := range f.figuresOf(prints[read].zones) {
		own[v]++
	}
	for i, p := range prints {
		if i == read {
			continue
		}
		left := map[string]int{}
		for _, v := range f.figuresOf(p.zones) {
			if left[v]++; left[v] > own[v] {
				f.again = append(f.again, zone{t, p.zones[0].from, p.zones[0].to})
				break
			}
		}
	}
}

func (f *zoneFinder) figuresOf(zones []zone) (out []string) {
	for _, z := range zones {
		out = append(out, f.figuresIn(z)...)
	}
	return out
}

func (f *zoneFinder) figuresIn(z zone) (out []string) {
	for i := z.from; i < z.to; i++ {
		for _, tok := range f.rows[i].tokens {
			if tok.kind == valueToken && !f.rows[i].isPage {
				out = append(out, report.Figure(tok.text).String())
			}
		}
	}
	return out
}

// sayAgain says of every table that the source has it with other figures too,
// or behind the title of another report.
func (a *reading) sayAgain() {
	said := map[int]bool{}
	for _, z := range a.again {
		if tb := a.ix.tables[z.table]; !said[z.table] {
			said[z.table] = true
			a.doubt(tb.form.ID, "table", suspect, fmt.Sprintf(printedAgain, tb.form.Name, a.rows[z.from].at), a.rows[z.from].at)
		}
	}
	other := a.otherTitleRow()
	for _, z := range a.found {
		if tb := a.ix.tables[z.table]; z.from > other && !said[z.table] {
			said[z.table] = true
			a.doubt(tb.form.ID, "table", suspect, fmt.Sprintf(behindTitle, tb.form.Name, a.rows[other].at), a.rows[z.from].at)
		}
	}
}

// otherTitleRow is the row of the title of another report between the tables,
// or behind all rows.
func (a *reading) otherTitleRow() int {
	if len(a.found) > 0 {
		for i := a.found[0].to; i < a.found[len(a.found)-1].from; i++ {
			r := &a.rows[i]
			if r.grid > 0 || !a.isTitle(r.text) {
				continue
			}
			title := squeeze(r.text)
			if !slices.ContainsFunc(a.rows[:i], func(r row) bool { return r.grid == 0 && strings.HasSuffix(squeeze(r.text), title) }) {
				return i
			}
		}
	}
	return len(a.rows)
}
