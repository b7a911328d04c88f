package recognise

import (
	"strings"

	"golang.org/x/text/width"

	"nianbao/internal/extract"
)

// row is a line of text or of a table, cut into cells where the source cuts
// it.
type row struct {
	at     int // line of the document, from 1
	page   int
	sheet  string
	text   string // without marks of markup
	level  int    // of a heading
	cells  []cell
	split  bool // the source marks where its cells end
	grid   int  // of a table: its number from 1; lines of text: 0
	width  int  // of a table: its columns
	tokens []token
	seen   uint // tables whose labels stand here, as bits
	labels int  // how many labels, values and unknown texts it holds
	values int
	others int
	isPage bool // nothing but the number of a page
	// stacked: its cells stand in lines of their own.
	stacked bool
}

// cell is a cell of a row. Column is its place in a grid, else its index.
type cell struct {
	text   string
	column int
	span   int
	line   int
	ref    string
}

// rowsOf cuts a document into rows.
func rowsOf(doc *extract.Document, p *parter) []row {
	var rows []row
	grids, tried := 0, 0
	for i := 0; i < len(doc.Blocks); i++ {
		b := &doc.Blocks[i]
		if b.Table != nil {
			grids++
			rows = append(rows, tableRows(b, b.Table, grids)...)
			continue
		}
		if n := boxLines(doc.Blocks[i:]); n > 0 && i >= tried {
			tried = i + n
			if t := parseBox(doc.Blocks[i : i+n]); t != nil {
				grids++
				rows = append(rows, tableRows(b, t, grids)...)
				i += n - 1
				continue
			}
		}
		if i >= tried {
			n, broken := stackedLines(doc.Blocks[i:])
			if n > 0 {
				rows = append(rows, stackedRows(doc.Blocks[i:i+n])...)
				i += n - 1
				continue
			}
			tried = i + broken
		}
		if r, n := brokenRow(doc.Blocks[i:]); n > 0 {
			rows = append(rows, r)
			i += n - 1
			continue
		}
		for n, text := range strings.Split(b.Text, "\n") {
			rows = append(rows, textRows(b, n, p.parts(text))...)
		}
	}
	return rows
}

// textRows makes rows of the parts of a line of a block.
func textRows(b *extract.Block, line int, parts []string) []row {
	var rows []row
	for _, text := range parts {
		if r, ok := textRow(text); ok {
			r.at, r.page, r.sheet = b.Line+line, b.Page, b.Sheet
			if r.level == 0 {
				r.level = b.Level
			}
			rows = append(rows, r)
		}
	}
	return rows
}

func tableRows(b *extract.Block, t *extract.Table, grid int) []row {
	var rows []row
	for _, cells := range t.Rows {
		r := row{page: b.Page, sheet: b.Sheet, split: true, grid: grid, width: t.Columns}
		for _, c := range cells {
			if r.at == 0 || c.Line > 0 && c.Line < r.at {
				r.at = c.Line
			}
			if c.Page > 0 {
				r.page = c.Page
			}
			text := trim(strings.ReplaceAll(c.Text, "\n", " "))
			r.cells = append(r.cells, cell{text: text, column: c.Column, span: max(c.ColSpan, 1), line: c.Line, ref: c.Ref})
			r.text = trim(r.text + "\t" + text)
		}
		if len(cells) > 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// textRow cuts a line of text at tabs or pipes.
func textRow(text string) (row, bool) {
	r := row{}
	if isStrokes(text) {
		return r, false
	}
	text, r.level = plain(lostSpaces.ReplaceAllString(text, ""))
	r.text = strings.TrimRightFunc(text, isSpace)
	separator := ""
	switch {
	case strings.Contains(text, "\t"):
		separator = "\t"
	case isPiped(text):
		separator = "|"
	}
	if separator == "" {
		r.cells = []cell{{text: trim(text), span: 1, line: 1}}
		return r, trim(text) != ""
	}
	text = strings.Map(foldPipe, text)
	if separator == "|" {
		if isRule(text) {
			return r, false
		}
		text = strings.TrimPrefix(trim(text), "|")
		text = strings.TrimSuffix(text, "|")
		if text == "" {
			return r, false
		}
	}
	r.split = true
	for i, part := range strings.Split(text, separator) {
		r.cells = append(r.cells, cell{text: trim(part), column: i, span: 1})
	}
	return r, trim(strings.ReplaceAll(text, "|", "")) != "" || separator == "|"
}

// isAlone reports whether only one cell of a row says anything: a heading in a
// sheet.
func (r *row) isAlone() bool {
	n := 0
	for _, c := range r.cells {
		if c.text != "" {
			n++
		}
	}
	return n == 1
}

func foldPipe(r rune) rune {
	if r == '｜' || r == '│' || r == '┃' {
		return '|'
	}
	return r
}

func isPiped(text string) bool { return strings.ContainsAny(text, "|｜│┃") }

// isRule tells the line of dashes below the head of a Markdown table.
func isRule(text string) bool {
	return strings.Contains(text, "-") && strings.Trim(text, "|-: \t+=") == ""
}

// plain takes marks of Markdown and HTML out of a line; level is that of a
// heading.
func plain(text string) (out string, level int) {
	if m := headingMark.FindString(text); m != "" {
		level = strings.Count(m, "#")
		text = text[len(m):]
	}
	if strings.ContainsAny(text, "<*_`\\") {
		text = autolink.ReplaceAllString(text, "$1")
		text = inlineTag.ReplaceAllString(text, "")
		text = boldMark.ReplaceAllString(text, "$1")
		text = escaped.ReplaceAllString(text, "$1")
	}
	return text, level
}

// columnsOf is how many columns a rune takes in a text of fixed width.
func columnsOf(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
