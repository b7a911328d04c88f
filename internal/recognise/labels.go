package recognise

import (
	"slices"
	"strings"

	"nianbao/internal/form"
)

// sort tells what a label stands for in its table.
type sort int

const (
	rowLabel   sort = iota // names a line of figures
	groupLabel             // stands over or beside several lines
	headLabel              // heads a column, a block or the whole table
)

// label is a spelling of a label of the definition.
type label struct {
	key    []rune
	table  int // index in index.tables
	sort   sort
	target int // index of the row, or of the column head; -1 else
	alias  bool
}

// line is a row of a table that takes figures.
type line struct {
	id     string
	keys   []string // spellings, the official first
	codes  []form.Code
	groups []string // keys of the labels above it
	block  int      // index in the table
	// columns are the ids of the columns.
	columns []string
	// of is the group a pseudo row stands for: figures behind a label that
	// has none in this format. They are never stored.
	of string
}

// head is a column heading and where it stands.
type head struct {
	column *form.Column
	label  string
	codes  []form.Code // the cells below it
}

// name is how messages call a line.
type name struct{ row, group string }

// table is a table of the definition, prepared for matching.
type table struct {
	form    *form.Table
	section int
	lines   []line
	heads   []head
	names   []name     // of the lines, for messages
	columns [][]branch // by block
	sides   []branch   // the lines, where they stand side by side
	// chars are the characters of its headings, bars and groups.
	chars map[rune]bool
}

// index finds labels of a definition in texts.
type index struct {
	def    *form.Definition
	tables []*table
	labels []label
	exact  map[string][]int // key → labels
	starts map[rune][]int   // first rune of a key → labels, longest first
}

func newIndex(def *form.Definition) *index {
	ix := &index{def: def, exact: map[string][]int{}, starts: map[rune][]int{}}
	for i := range def.Sections {
		if t := def.Sections[i].Table; t != nil {
			ix.addTable(t, def.Sections[i].Number)
		}
	}
	for i, l := range ix.labels {
		ix.exact[string(l.key)] = append(ix.exact[string(l.key)], i)
		ix.starts[l.key[0]] = append(ix.starts[l.key[0]], i)
	}
	for i, tb := range ix.tables {
		tb.chars = ix.headChars(i)
	}
	for _, list := range ix.starts {
		slices.SortStableFunc(list, func(a, b int) int { return len(ix.labels[b].key) - len(ix.labels[a].key) })
	}
	return ix
}

// headChars lists the characters of a table's headings, bars and groups; of one
// whose lines stand side by side their labels head columns, too.
func (ix *index) headChars(t int) map[rune]bool {
	across := ix.tables[t].form.Layout == form.Across
	chars := map[rune]bool{}
	for i := range ix.labels {
		if l := &ix.labels[i]; l.table == t && (across || l.sort != rowLabel) {
			for _, r := range l.key {
				chars[r] = true
			}
		}
	}
	return chars
}

// add enters a label with and without its number.
func (ix *index) add(text string, l label, aliases ...string) (keys []string) {
	for i, spelling := range append([]string{text}, aliases...) {
		for _, form := range []string{spelling, bare(spelling)} {
			k := key(form)
			if k == "" || slices.Contains(keys, k) {
				continue
			}
			keys = append(keys, k)
			l.key, l.alias = []rune(k), i > 0
			ix.labels = append(ix.labels, l)
		}
	}
	return keys
}

// bare is a label without the number in front of it.
func bare(text string) string { return ordinal.ReplaceAllString(trim(text), "") }

func (ix *index) addTable(t *form.Table, section int) {
	n := len(ix.tables)
	tb := &table{form: t, section: section}
	ix.tables = append(ix.tables, tb)
	for i := range t.Blocks {
		b := &t.Blocks[i]
		for _, text := range []string{b.Bar, b.Corner} {
			if text != "" {
				ix.add(text, label{table: n, sort: headLabel, target: -1})
			}
		}
		ix.addRows(n, b, b.Rows, "", "", nil)
		ix.addColumns(n, b, b.Columns)
		tb.columns = append(tb.columns, columnTree(b.Columns))
		tb.sides = append(tb.sides, lineTree(b.Rows, "")...)
		for j := range tb.lines {
			if l := &tb.lines[j]; l.columns == nil {
				l.block, l.columns = i, leavesOf(tb.columns[i])
			}
		}
	}
}

func (ix *index) addColumns(n int, b *form.Block, columns []form.Column) {
	tb := ix.tables[n]
	for i := range columns {
		c := &columns[i]
		target := -1
		if len(c.Columns) == 0 {
			h := head{column: c, label: c.Label}
			for _, l := range b.Lines() {
				h.codes = append(h.codes, form.CellCode(tb.form.ID, l.ID, c.ID))
			}
			target = len(tb.heads)
			tb.heads = append(tb.heads, h)
		}
		ix.add(c.Label, label{table: n, sort: headLabel, target: target}, c.Aliases...)
		ix.addColumns(n, b, c.Columns)
	}
}

func (ix *index) addRows(n int, b *form.Block, rows []form.Row, prefix, group string, above []string) {
	tb := ix.tables[n]
	for i := range rows {
		r := &rows[i]
		id := joined(prefix, r.ID)
		if len(r.Rows) > 0 {
			keys := ix.add(r.Label, label{table: n, sort: groupLabel, target: -1}, r.Aliases...)
			if r.ID != "" && tb.form.Layout == form.Matrix {
				tb.lines = append(tb.lines, line{id: id, keys: keys, of: id, groups: above,
					codes: make([]form.Code, len(b.Leaves()))})
				tb.names = append(tb.names, name{r.Label, ""})
			}
			inner := group
			if r.ID != "" {
				inner = r.Label
			}
			ix.addRows(n, b, r.Rows, id, inner, append(slices.Clone(above), keys...))
			continue
		}
		l := line{id: id, groups: above}
		for _, c := range b.Leaves() {
			l.codes = append(l.codes, form.CellCode(tb.form.ID, id, c.ID))
		}
		l.keys = ix.add(r.Label, label{table: n, sort: rowLabel, target: len(tb.lines)}, r.Aliases...)
		tb.lines = append(tb.lines, l)
		tb.names = append(tb.names, name{r.Label, group})
	}
}

func joined(prefix, id string) string {
	if prefix == "" || id == "" {
		return prefix + id
	}
	return prefix + "." + id
}

// named reports whether a key is a label of table t, and of which sort.
func (ix *index) named(k string, t int, s sort) bool {
	for _, i := range ix.exact[k] {
		if ix.labels[i].table == t && ix.labels[i].sort == s {
			return true
		}
	}
	return false
}

// tablesOf lists, as bits, the tables a key is a label of.
func (ix *index) tablesOf(k string) (bits uint) {
	for _, i := range ix.exact[k] {
		bits |= 1 << ix.labels[i].table
	}
	return bits
}

// within reports whether a key is a piece of one of the labels.
func within(k string, labels []string) bool {
	for _, l := range labels {
		if strings.Contains(l, k) {
			return true
		}
	}
	return false
}

// partOf reports whether a key is a piece of a column heading, a bar or a
// group's label of the table.
func (ix *index) partOf(k string, t int) bool {
	if k == "" {
		return false
	}
	for i := range ix.labels {
		l := &ix.labels[i]
		if l.table == t && l.sort != rowLabel && len(l.key)*3 >= len(k) && strings.Contains(string(l.key), k) {
			return true
		}
	}
	return false
}
