package recognise

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// What a doubt says of a value.
const (
	missing   = "missing"
	ambiguous = "ambiguous"
	suspect   = "suspect"
	unplaced  = "unplaced"
)

// doubt notes something that was not read for certain.
func (a *reading) doubt(code, scope, kind, message string, line int) *report.Doubt {
	a.doubts = append(a.doubts, &report.Doubt{Code: code, Scope: scope, Kind: kind, Message: message, Line: line, Excerpt: a.excerpt(line)})
	return a.doubts[len(a.doubts)-1]
}

// missingRows says which rows of a table the source lacks, and offers figures
// that a source prints for a whole group.
func (a *reading) missingRows(t int, rows, groups []placed) {
	tb := a.ix.tables[t]
	line := 0
	for j := range tb.lines {
		l := &tb.lines[j]
		i := slices.IndexFunc(rows, func(p placed) bool { return p.line == j })
		if i >= 0 {
			line = a.lineOf(rows[i].span.tokens)
			continue
		}
		if l.of != "" {
			continue
		}
		if line == 0 {
			line = a.firstLine(t)
		}
		d := a.doubt(tb.form.ID+"."+l.id, "row", missing, fmt.Sprintf(noRow, a.rowName(t, j)), line)
		a.offer(t, j, d, groups)
	}
	for _, g := range groups {
		if !a.offered[g.line] && len(valuesOf(g.span.tokens)) > 0 {
			a.left.tables[t] = append(a.left.tables[t], leftRow{row: g.span.tokens[0].row})
		}
	}
}

// offer puts the figures of a group to the last of its rows: what an older
// format counts as one is 其他 in a newer one.
func (a *reading) offer(t, j int, d *report.Doubt, groups []placed) {
	tb := a.ix.tables[t]
	for _, g := range groups {
		of := tb.lines[g.line].of
		last := j+1 == len(tb.lines) || !strings.HasPrefix(tb.lines[j+1].id, of+".")
		if strings.HasPrefix(tb.lines[j].id, of+".") && last {
			values := valuesOf(g.span.tokens)
			d.Readings = []string{readingText(candidateOf(values).values)}
			d.Line = a.lineOf(g.span.tokens)
			d.Excerpt = a.excerpt(d.Line)
			d.Message = fmt.Sprintf(offeredRow, a.rowName(t, j), tb.names[g.line].row)
			a.offered[g.line] = true
		}
	}
}

func (a *reading) firstLine(t int) int {
	for _, z := range a.found {
		if z.table == t {
			return a.rows[z.from].at
		}
	}
	return 0
}

// leftOver notes what stands in a table and was given to no row; taken are the
// rows whose figures were.
func (a *reading) leftOver(t int, junk []token, taken map[int]bool) {
	rest := map[int][]token{}
	for _, tok := range junk {
		if tok.kind == wordToken && (tok.known && !a.ix.named(tok.key, t, rowLabel) || a.pieceOf(tok.key) || a.ofHeadings(tok, t) || a.isCaption(tok.row, t)) {
			continue
		}
		rest[tok.row] = append(rest[tok.row], tok)
	}
	for _, row := range slices.Sorted(maps.Keys(rest)) {
		l := leftRow{row: row}
		if taken[row] {
			l.behind = a.behindFigures(t, row, rest[row])
		}
		a.left.tables[t] = append(a.left.tables[t], l)
	}
}

// noteRemarks notes what was taken out of a table that says something.
func (a *reading) noteRemarks(t int, tokens []token, said []int) {
	slices.Sort(said)
	for _, i := range said {
		tok := tokens[i]
		if extraHeadOf(tok.key) == notExtra && !emptyMarks.MatchString(trim(tok.text)) {
			a.left.tables[t] = append(a.left.tables[t], leftRow{tok.row, a.behindFigures(t, tok.row, tokens[i:i+1])})
		}
	}
}

// behindFigures is what is left of a row whose figures were read, behind its
// label.
func (a *reading) behindFigures(t, row int, rest []token) string {
	var out []string
	for _, tok := range a.rows[row].tokens {
		if tok.kind == wordToken && tok.known && a.ix.named(tok.key, t, rowLabel) {
			out = append(out, oneLine(tok.text))
		}
	}
	for _, tok := range rest {
		out = append(out, oneLine(tok.text))
	}
	return strings.Join(out, " ")
}

// rowsOfFigures are the rows that figures stand in.
func rowsOfFigures(spans []span) map[int]bool {
	rows := map[int]bool{}
	for _, s := range spans {
		for _, tok := range s.tokens {
			rows[tok.row] = rows[tok.row] || tok.kind == valueToken
		}
	}
	return rows
}

// ofHeadings reports whether a word without figures is one of the table's bars
// or headings, misspelt or in single characters as a narrow column breaks them.
func (a *reading) ofHeadings(tok token, t int) bool {
	if a.rows[tok.row].values > 0 {
		return false
	}
	heads := 0
	for _, other := range a.rows[tok.row].tokens {
		if other.known && a.isHead(other.key) {
			heads++
		}
	}
	if heads >= fewLabels { // a row of headings, and what stands over the labels
		return true
	}
	tb := a.ix.tables[t]
	for i := range a.ix.labels {
		l := &a.ix.labels[i]
		if l.table != t || l.sort == rowLabel && tb.form.Layout != form.Across {
			continue
		}
		if likeness(tok.key, string(l.key)) >= likeHead {
			return true
		}
	}
	return strings.IndexFunc(tok.key, func(r rune) bool { return !tb.chars[r] }) < 0
}

// isCaption reports whether a row is the table's caption: the heading of its
// section once more.
func (a *reading) isCaption(row, t int) bool {
	s := slices.IndexFunc(a.def.Sections, func(s form.Section) bool { return s.Number == a.ix.tables[t].section })
	return s >= 0 && a.repeats(row, s)
}

// likeHead is how alike a word and a heading are that is nobody's business.
const likeHead = 0.75

// maxQuote bounds what of a text a message repeats.
const maxQuote = 60

// printedHeads notes the units and the wording of headings that differ.
func (a *reading) printedHeads(t int, tokens []token) {
	tb := a.ix.tables[t]
	for _, tok := range tokens {
		if tok.kind != wordToken {
			continue
		}
		for _, i := range a.ix.exact[tok.key] {
			l := &a.ix.labels[i]
			if l.table != t || !l.alias || l.target < 0 {
				continue
			}
			switch l.sort {
			case headLabel:
				h := tb.heads[l.target]
				a.printed(tb.pattern(h), tok.text)
			case rowLabel:
				a.printed(tb.form.ID+"."+tb.lines[l.target].id, tok.text)
			}
		}
		if h := a.ix.headOf(tok.key, t); h >= 0 {
			if unit := unitIn(a.rows[tok.row].cells[tok.cell].text); unit != "" {
				for _, code := range tb.heads[h].codes {
					a.headUnits[code] = unit
				}
			}
		}
	}
}

// pattern writes the cells of a column, in all blocks that have it, as one
// code.
func (tb *table) pattern(h head) string {
	n := 0
	for _, other := range tb.heads {
		if other.column.ID == h.column.ID {
			n += len(other.codes)
		}
	}
	if n == 1 {
		return string(h.codes[0])
	}
	return tb.form.ID + ".*." + h.column.ID
}

func (a *reading) printed(code, text string) {
	if a.report.Printed.Labels == nil {
		a.report.Printed.Labels = map[string]string{}
	}
	a.report.Printed.Labels[code] = text
}
