package recognise

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// keep stores the figures of a table's rows and says what is doubtful.
func (a *reading) keep(t int, rows []placed) {
	for i := range rows {
		p := &rows[i]
		l := &a.ix.tables[t].lines[p.line]
		a.keepLine(l.codes, p)
		a.doubtRow(t, string(a.ix.tables[t].form.ID)+"."+l.id, "row", a.rowName(t, p.line), p)
	}
}

func (a *reading) keepAcross(t int, whole line, p *placed) {
	tb := a.ix.tables[t]
	a.keepLine(whole.codes, p)
	a.doubtRow(t, tb.form.ID, "table", tb.form.Name, p)
}

// keepLine stores the figures of a row; those of an open one are left out.
func (a *reading) keepLine(codes []form.Code, p *placed) {
	if p.verdict == open {
		return
	}
	broken := a.excerptOfLines(p.span.tokens)
	for c, text := range p.values {
		if text == "" || codes[c] == "" {
			continue
		}
		excerpt := broken
		if excerpt == "" {
			excerpt = a.excerptOf([]token{*p.from[c]})
		}
		a.store(codes[c], text, p.from[c], excerpt)
	}
}

// store keeps a figure, its unit and where it stands.
func (a *reading) store(code form.Code, text string, from *token, excerpt string) {
	field, ok := a.def.Field(code)
	isAmount := field.Type == form.Amount
	if isAmount {
		text = plainAmount(text)
	}
	v, unit, err := report.ParseValue(text)
	if err != nil || !ok {
		return
	}
	a.report.SetCell(code, v)
	r := &a.rows[from.row]
	src := report.Source{Line: r.at, Page: r.page, Sheet: r.sheet, Excerpt: excerpt}
	if from.cell < len(r.cells) && r.cells[from.cell].line > 0 && (r.grid > 0 || r.stacked) {
		src.Line, src.Ref = r.cells[from.cell].line, r.cells[from.cell].ref
	}
	a.report.Sources[code] = src
	if isAmount && v.Kind() == report.Number {
		if unit == "" {
			unit = a.unitFor(code, from)
		}
		a.storeUnit(field, unit, src.Line)
	}
	if v.Kind() == report.Text {
		f := a.faultsOf(field.Table)
		f.marked = append(f.marked, cellFault{code, src.Line, src.Excerpt})
	} else if field.Type != form.Change && strings.HasPrefix(v.String(), "-") {
		a.doubt(string(code), "cell", suspect, fmt.Sprintf(negative, a.cellName(field), v.String()), src.Line)
	}
}

// doubtRow says what is doubtful about a row that was found.
func (a *reading) doubtRow(t int, code, scope, name string, p *placed) {
	line := a.lineOf(p.span.tokens)
	want := len(p.values)
	if want == 0 && len(p.options) > 0 {
		want = len(p.options[0].values)
	}
	if want == 0 {
		want = len(a.ix.tables[t].lines[p.line].codes)
	}
	defer a.quoteRow(len(a.doubts), p.span.tokens)
	if p.verdict == open {
		a.openRow(t, code, scope, name, p, line, want)
		return
	}
	blank := 0
	for _, v := range p.values {
		if v == "" {
			blank++
		}
	}
	codes := a.codesOfRow(t, p.line, want)
	f := a.faultsOf(a.ix.tables[t].form.ID)
	if p.verdict == doubtful && blank < want { // its reading shows the gaps
		d := a.doubt(code, scope, suspect, a.doubtfulRow(name, p, want), line)
		if scope == "row" {
			f.rows = append(f.rows, rowFault{p.why, d, codes})
		}
		return
	}
	if line == 0 {
		line = a.firstLine(t)
	}
	excerpt := a.excerptOf(p.span.tokens)
	if excerpt == "" {
		excerpt = a.excerpt(line)
	}
	for c, v := range p.values {
		if v == "" && c < len(codes) {
			f.blank = append(f.blank, cellFault{codes[c], line, excerpt})
		}
	}
}

func (a *reading) openRow(t int, code, scope, name string, p *placed, line, want int) {
	d := a.doubt(code, scope, ambiguous, "", line)
	switch p.why {
	case tooMany:
		d.Message = fmt.Sprintf(ambiguousMore, name, p.found, want)
	case runTogether:
		d.Message = fmt.Sprintf(ambiguousGlued, name)
	case reordered:
		d.Message = fmt.Sprintf(ambiguousOrder, name)
	case sumBroken:
		d.Message = fmt.Sprintf(ambiguousBroken, name)
	case behindRow:
		d.Message = fmt.Sprintf(ambiguousRemark, name, p.found, want)
	default:
		d.Message = fmt.Sprintf(ambiguousLess, name, p.found, want)
	}
	d.Readings = []string{}
	for _, values := range p.readings {
		d.Readings = append(d.Readings, readingText(values))
	}
	if scope == "row" && len(d.Readings) == 0 && openReasons[p.why] != "" {
		f := a.faultsOf(a.ix.tables[t].form.ID)
		f.open = append(f.open, rowFault{p.why, d, a.codesOfRow(t, p.line, want)})
	}
}

// readingText writes a reading out, one figure a column; a gap stands for none.
func readingText(values []string) string {
	out := slices.Clone(values)
	for i, v := range out {
		if v == "" {
			out[i] = gap
		}
	}
	return strings.Join(out, " ")
}

func (a *reading) doubtfulRow(name string, p *placed, want int) string {
	read := readingText(p.values)
	switch p.why {
	case tooFew:
		return fmt.Sprintf(suspectLess, name, p.found, want, read)
	case tooMany:
		return fmt.Sprintf(suspectMore, name, p.found, want, read)
	case runTogether:
		return fmt.Sprintf(suspectGlued, name, read)
	case withoutLabel:
		return fmt.Sprintf(suspectNameless, name, read)
	case oddLines:
		return fmt.Sprintf(suspectLines, name, read)
	case behindRow:
		return fmt.Sprintf(suspectRemark, name, p.found, want, read)
	case unproved:
		return fmt.Sprintf(suspectUnproved, name, read)
	case byPlace:
		return fmt.Sprintf(suspectPlace, name, p.found, want, read)
	}
	return fmt.Sprintf(suspectLabel, name, read)
}

// codesOfRow are the cells of a row, of all of them in a table of one line.
func (a *reading) codesOfRow(t, j, want int) []form.Code {
	codes := a.ix.tables[t].lines[j].codes
	if len(codes) == want {
		return codes
	}
	codes = nil
	for i := range a.ix.tables[t].lines {
		codes = append(codes, a.ix.tables[t].lines[i].codes...)
	}
	return codes
}

// lineOf is the first line of some tokens.
func (a *reading) lineOf(tokens []token) int {
	for _, t := range tokens {
		if t.kind == valueToken {
			return a.rows[t.row].at
		}
	}
	if len(tokens) > 0 {
		return a.rows[tokens[0].row].at
	}
	return 0
}

// maxExcerpt bounds what is quoted of a line.
const maxExcerpt = 200

// excerpt quotes a line of the source.
func (a *reading) excerpt(line int) string {
	if line < 1 || line > len(a.doc.Lines) {
		return ""
	}
	return shorten(strings.TrimRightFunc(a.doc.Lines[line-1], isSpace), maxExcerpt)
}

// quoteRow makes the doubts from the nth on quote the part of a long line where
// some tokens stand.
func (a *reading) quoteRow(nth int, tokens []token) {
	for _, d := range a.doubts[nth:] {
		if d.Line == a.lineOf(tokens) {
			d.Excerpt = a.excerptOf(tokens)
		}
	}
}

// excerptOf quotes the lines in which some tokens stand, of a long one the part
// around those in its row: a whole report may be one line.
func (a *reading) excerptOf(tokens []token) string {
	if text := a.excerptOfLines(tokens); text != "" {
		return text
	}
	if i := slices.IndexFunc(tokens, func(t token) bool { return t.kind == valueToken }); i > 0 && tokens[i].row != tokens[0].row {
		tokens = tokens[i:]
	}
	if len(tokens) == 0 {
		return ""
	}
	r := &a.rows[tokens[0].row]
	text := []rune(r.cells[0].text)
	if r.split || r.stacked || len(text) <= maxExcerpt {
		return a.excerpt(r.at)
	}
	last := tokens[0]
	for _, t := range tokens {
		if t.row == last.row {
			last = t
		}
	}
	from, to := runeAt(text, tokens[0].place)-utf8.RuneCountInString(tokens[0].text), runeAt(text, last.place)
	room := max(0, maxExcerpt-(to-from)) / 2
	from = max(0, from-room)
	out := shorten(string(text[from:]), maxExcerpt)
	if from > 0 {
		out = ellipsis + out
	}
	return out
}

// excerptOfLines quotes a row that is broken over several lines, label and all;
// "" where it is not, or the lines are long.
func (a *reading) excerptOfLines(tokens []token) string {
	var lines []int
	for _, tok := range a.fromLabel(tokens) {
		r := &a.rows[tok.row]
		line := r.at
		if r.stacked && r.cells[tok.cell].line > 0 {
			line = r.cells[tok.cell].line
		}
		if n := len(lines); n == 0 || lines[n-1] != line {
			lines = append(lines, line)
		}
	}
	if len(lines) < 2 {
		return ""
	}
	var parts []string
	for _, line := range lines {
		text := trim(a.excerpt(line))
		if utf8.RuneCountInString(text) >= maxExcerpt {
			return ""
		}
		parts = append(parts, trim(strings.Trim(text, bars)))
	}
	return shorten(strings.Join(parts, "\t"), maxExcerpt)
}

// fromLabel are the tokens of a row without the headings above it: from the
// line its figures begin in where that has its label, too.
func (a *reading) fromLabel(tokens []token) []token {
	first := slices.IndexFunc(tokens, func(t token) bool { return t.kind == valueToken })
	from := 0
	for i, tok := range tokens[:max(first, 0)] {
		switch {
		case tok.kind == wordToken && tok.row == tokens[first].row:
			return tokens[slices.IndexFunc(tokens, func(t token) bool { return t.row == tok.row }):]
		case tok.known && a.isHead(tok.key):
			from = i + 1
		}
	}
	return tokens[from:]
}

// isHead reports whether a key is the heading of a column or block in any
// table and no label of a row.
func (a *reading) isHead(k string) bool {
	for t := range a.ix.tables {
		if a.ix.named(k, t, rowLabel) || a.ix.named(k, t, groupLabel) {
			return false
		}
	}
	return true
}

// runeAt is the index of the rune behind a place in a line of fixed width.
func runeAt(text []rune, place int) int {
	for i, r := range text {
		if place <= 0 {
			return i
		}
		place -= columnsOf(r)
	}
	return len(text)
}

func shorten(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit]) + ellipsis
}

// rowName names a row in messages: table, group number, label.
func (a *reading) rowName(t, j int) string {
	tb := a.ix.tables[t]
	row, group := tb.names[j].row, tb.names[j].group
	return tb.form.Name + dot + groupNumber.FindString(group) + row
}

func (a *reading) cellName(f form.Field) string {
	if t := a.def.Table(f.Table); t != nil {
		return t.Name + dot + f.Label
	}
	return f.Label
}
