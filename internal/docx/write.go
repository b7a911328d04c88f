package docx

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
)

// writer puts the parts of a document together.
type writer struct {
	bytes.Buffer
	file *File
}

// raw writes markup.
func (w *writer) raw(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// value writes an element that has one attribute, w:val.
func (w *writer) value(name, value string) { w.raw("<w:", name, ` w:val="`, escape(value), `"/>`) }

func (w *writer) number(name string, n int) { w.value(name, strconv.Itoa(n)) }

func (w *writer) flag(name string) { w.raw("<w:", name, "/>") }

// attribute writes one attribute of an element that is open.
func (w *writer) attribute(name string, n int) { w.raw(" w:", name, `="`, strconv.Itoa(n), `"`) }

// escaper writes what XML gives a meaning of its own.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;")

// escape makes text fit for XML 1.0; characters it cannot carry are dropped.
func escape(s string) string {
	if strings.IndexFunc(s, illegal) >= 0 || strings.ContainsRune(s, unicode.ReplacementChar) {
		s = strings.Map(func(r rune) rune {
			if illegal(r) {
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, "\uFFFD"))
	}
	return escaper.Replace(s)
}

func illegal(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r&0xFFFE == 0xFFFE || r >= 0x7F && r < 0xA0
}

func (p *Paragraph) write(w *writer) {
	w.raw("<w:p>")
	p.writeProperties(w)
	for i := range p.Runs {
		p.Runs[i].write(w)
	}
	w.raw("</w:p>")
}

// writeProperties keeps to the order of elements that the schema demands.
func (p *Paragraph) writeProperties(w *writer) {
	w.raw("<w:pPr>")
	if p.Style != "" {
		w.raw(`<w:pStyle w:val="`, w.id(p.Style), `"/>`)
	}
	if p.KeepNext {
		w.flag("keepNext")
	}
	if p.PageBreak {
		w.flag("pageBreakBefore")
	}
	if p.Before > 0 {
		w.raw("<w:spacing")
		w.attribute("before", int(p.Before))
		w.raw("/>")
	}
	if p.LeftChars > 0 || p.RightChars > 0 {
		w.raw("<w:ind")
		w.indent("left", p.LeftChars)
		w.indent("right", p.RightChars)
		w.raw("/>")
	}
	if p.Align != "" {
		w.value("jc", string(p.Align))
	}
	w.raw("</w:pPr>")
}

// indent writes an indent in characters and, for programs that do not know
// that measure, in twips of the default paragraph's size.
func (w *writer) indent(side string, hundredths int) {
	if hundredths == 0 {
		return
	}
	w.attribute(side+"Chars", hundredths)
	w.attribute(side, hundredths*int(w.file.em())/100)
}

// em is the width of a character of the default paragraph.
func (f *File) em() Twips { return f.Styles[0].Size + f.Styles[0].Spacing }

func (r *Run) write(w *writer) {
	switch {
	case r.Break:
		w.raw("<w:r><w:br/></w:r>")
	case r.Field != "":
		for _, part := range []string{
			`<w:fldChar w:fldCharType="begin"/>`,
			`<w:instrText xml:space="preserve"> ` + escape(r.Field) + ` </w:instrText>`,
			`<w:fldChar w:fldCharType="separate"/>`, `<w:t>1</w:t>`,
			`<w:fldChar w:fldCharType="end"/>`,
		} {
			r.open(w)
			w.raw(part, "</w:r>")
		}
	case r.Text != "":
		r.open(w)
		w.raw(`<w:t xml:space="preserve">`, escape(r.Text), "</w:t></w:r>")
	}
}

func (r *Run) open(w *writer) {
	w.raw("<w:r>")
	if r.Style != "" {
		w.raw("<w:rPr>")
		w.raw(`<w:rStyle w:val="`, w.id(r.Style), `"/>`)
		w.raw("</w:rPr>")
	}
}

func (s *Section) write(w *writer) {
	w.raw("<w:p><w:pPr>")
	w.section(s.Page)
	w.raw("</w:pPr></w:p>")
}

// section writes the page of what stands before it.
func (w *writer) section(p Page) {
	w.raw("<w:sectPr>")
	for _, ref := range w.file.references() {
		w.raw("<w:", ref.element, ` w:type="`, ref.pages, `" r:id="`, ref.id, `"/>`)
	}
	w.raw("<w:pgSz")
	w.attribute("w", int(p.Width))
	w.attribute("h", int(p.Height))
	if p.Width > p.Height {
		w.raw(` w:orient="landscape"`)
	}
	w.raw("/><w:pgMar")
	w.attribute("top", int(p.Top))
	w.attribute("right", int(p.Right))
	w.attribute("bottom", int(p.Bottom))
	w.attribute("left", int(p.Left))
	w.attribute("header", int(p.Header))
	w.attribute("footer", int(p.Footer))
	w.attribute("gutter", 0)
	w.raw(`/><w:docGrid w:type="lines"`)
	w.attribute("linePitch", int(p.LinePitch))
	w.raw("/></w:sectPr>")
}

func (t *Table) write(w *writer) {
	w.raw(`<w:tbl><w:tblPr>`)
	total := 0
	for _, width := range t.Widths {
		total += int(width)
	}
	w.raw("<w:tblW")
	w.attribute("w", total)
	w.raw(` w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`)
	for _, side := range [...]string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		w.raw("<w:", side, ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	w.raw(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>`)
	for _, side := range [...]string{"left", "right"} {
		w.raw("<w:", side)
		w.attribute("w", int(t.CellMargin))
		w.raw(` w:type="dxa"/>`)
	}
	w.raw("</w:tblCellMar></w:tblPr><w:tblGrid>")
	for _, width := range t.Widths {
		w.raw("<w:gridCol")
		w.attribute("w", int(width))
		w.raw("/>")
	}
	w.raw("</w:tblGrid>")
	t.writeRows(w)
	w.raw("</w:tbl>")
}

// writeRows writes cells from left to right. One that came down from a row
// above is continued there, because every row has to fill the grid.
func (t *Table) writeRows(w *writer) {
	above := make([]*spanning, len(t.Widths))
	for i := range t.Rows {
		row := &t.Rows[i]
		w.raw("<w:tr><w:trPr><w:cantSplit/>")
		if row.Height > 0 {
			w.raw("<w:trHeight")
			w.attribute("val", int(row.Height))
			w.raw(` w:hRule="atLeast"/>`)
		}
		if i < t.HeadRows {
			w.flag("tblHeader")
		}
		w.raw("</w:trPr>")
		keep := t.Together && i < len(t.Rows)-1
		next := 0
		for column := 0; column < len(t.Widths); {
			switch {
			case next < len(row.Cells) && row.Cells[next].Column == column:
				c := &row.Cells[next]
				t.writeCell(w, c, "restart", keep)
				if c.RowSpan > 1 {
					above[column] = &spanning{c, c.RowSpan - 1}
				}
				next++
				column += c.ColSpan
			case above[column] != nil:
				s := above[column]
				t.writeCell(w, &Cell{Column: column, ColSpan: s.cell.ColSpan, RowSpan: 2, Paragraph: &Paragraph{Style: s.cell.Paragraph.Style}}, "continue", keep)
				if s.rows--; s.rows == 0 {
					above[column] = nil
				}
				column += s.cell.ColSpan
			default: // a gap in the grid
				t.writeCell(w, &Cell{Column: column, ColSpan: 1, RowSpan: 1, Paragraph: &Paragraph{}}, "", keep)
				column++
			}
		}
		w.raw("</w:tr>")
	}
}

// spanning is a cell that reaches down into further rows.
type spanning struct {
	cell *Cell
	rows int
}

func (t *Table) writeCell(w *writer, c *Cell, merge string, keep bool) {
	width := 0
	for _, x := range t.Widths[c.Column : c.Column+c.ColSpan] {
		width += int(x)
	}
	w.raw("<w:tc><w:tcPr><w:tcW")
	w.attribute("w", width)
	w.raw(` w:type="dxa"/>`)
	if c.ColSpan > 1 {
		w.number("gridSpan", c.ColSpan)
	}
	if c.RowSpan > 1 {
		w.value("vMerge", merge)
	}
	w.raw(`<w:vAlign w:val="center"/></w:tcPr>`)
	p := *c.Paragraph
	p.KeepNext = p.KeepNext || keep
	p.write(w)
	w.raw("</w:tc>")
}
