package exporter

import (
	"fmt"

	"nianbao/internal/form"
	"nianbao/internal/pdf"
	"nianbao/internal/report"
	"nianbao/internal/typeface"
	"nianbao/internal/typeset"
)

// MissingError says that no font has some characters of a report, so that a
// file that shows every character cannot be made.
type MissingError struct{ Characters []rune }

// Error implements error.
func (e *MissingError) Error() string {
	return fmt.Sprintf("exporter: no font has %q", string(e.Characters))
}

// UserMessage names the characters and the ways out.
func (e *MissingError) UserMessage() string {
	shown, more := e.Characters, ""
	if len(shown) > maxShown {
		shown, more = shown[:maxShown], andMore
	}
	return fmt.Sprintf(missingText, string(shown), more)
}

// maxShown is how many characters a message names.
const maxShown = 12

// HTTPStatus says that the report cannot be written so, and why it is not the
// program's fault.
func (e *MissingError) HTTPStatus() int { return 422 }

// Font is a font of the user's, tried for characters that the built-in ones
// lack. Data is a TrueType file.
type Font struct {
	Name string
	Data []byte
}

const mm = 72 / 25.4

var pdfPage = typeset.Page{Width: pdf.PaperWidth, Height: pdf.PaperHeight, Top: 37 * mm, Right: 26 * mm, Bottom: 35 * mm, Left: 28 * mm}

// Looks of the parts of a report in a PDF: the same as in Word.
var (
	pdfBody   = typeset.Look{Font: string(typeface.Song), Size: sizeThree, Line: lineHeight, Spacing: tighter / 20., Indent: 2}
	pdfTitle  = typeset.Look{Font: string(typeface.Biaosong), Size: sizeTwo, Line: titleHeight, Align: typeset.Center}
	pdfCell   = typeset.Look{Font: string(typeface.Song), Size: sizeFive, Line: tableHeight, Align: typeset.Center}
	pdfNumber = typeset.Look{Font: string(typeface.Song), Size: sizeFour, Line: sizeFour}
	pdfMark   = typeset.Look{Font: string(typeface.Song), Size: sizeFour, Line: sizeFour, Align: typeset.Right}
)

// renderPDF writes the report as it is printed from Word, with fonts that
// every computer may embed. It returns *MissingError where they do not do.
func renderPDF(def *form.Definition, r *report.Report, opts Options) ([]byte, error) {
	d := newMarked(def, r, opts)
	f := pdf.New(pdf.Properties{Title: d.Title, Author: d.Issuer, Program: program}, pdfFonts(opts))
	book := typeset.Book{Canvas: f, Page: pdfPage, Mark: d.Mark, MarkLook: pdfMark, Number: pdfNumber, Foot: 7 * mm}
	for _, face := range typeface.Faces {
		book.Fallback = append(book.Fallback, string(face))
	}
	for _, font := range opts.Fonts {
		book.Fallback = append(book.Fallback, font.Name)
	}
	if missing := book.Set(pdfBlocks(d, opts)); len(missing) > 0 {
		return nil, &MissingError{missing}
	}
	return f.Bytes()
}

func pdfFonts(opts Options) []pdf.Font {
	var out []pdf.Font
	for _, face := range typeface.Faces {
		out = append(out, pdf.Font{Name: string(face), Data: typeface.Data(face)})
	}
	for _, font := range opts.Fonts {
		out = append(out, pdf.Font(font))
	}
	return out
}

// pdfWriter collects the blocks of a report.
type pdfWriter struct{ blocks []typeset.Block }

func pdfBlocks(d *Document, opts Options) []typeset.Block {
	var w pdfWriter
	if d.Number != "" {
		look := pdfBody
		look.Indent, look.Align = 0, typeset.Center
		w.add(&typeset.Paragraph{Look: look, Lines: plainLine(d.Number), After: lineHeight})
	}
	title := &typeset.Paragraph{Look: pdfTitle, After: lineHeight, KeepNext: true, Bookmark: d.Title}
	for _, line := range d.titleLines() {
		title.Lines = append(title.Lines, []typeset.Run{{Text: line}})
	}
	w.add(title)
	w.paragraphs(d.Preface)
	for i := range d.Sections {
		w.section(&d.Sections[i], opts.Landscape)
	}
	w.foot(d, opts.Unsealed)
	return w.blocks
}

func plainLine(text string) [][]typeset.Run { return [][]typeset.Run{{{Text: text}}} }

func (w *pdfWriter) add(blocks ...typeset.Block) { w.blocks = append(w.blocks, blocks...) }

func (w *pdfWriter) paragraphs(list []Paragraph) {
	for _, p := range list {
		w.add(pdfParagraph(p))
	}
}

func pdfParagraph(p Paragraph) *typeset.Paragraph {
	out := &typeset.Paragraph{Look: pdfBody, Lines: plainLine(p.Text)}
	switch {
	case p.IsHeading():
		out.KeepNext = true
		if p.Level == 2 {
			out.Look.Font = string(typeface.Kai)
		}
	case p.Level == 2:
		out.Lines = [][]typeset.Run{{{Font: string(typeface.Kai), Text: p.LeadText()}, {Text: p.Rest()}}}
	}
	if p.IsLoose() {
		out.Look.Align = typeset.Left
	}
	return out
}

func (w *pdfWriter) section(s *Section, landscape bool) {
	turned := landscape && s.Table != nil && s.Table.Layout == form.Matrix
	page := pdfPage
	if turned {
		page = page.Turned()
		w.add(&typeset.Turn{Page: page})
	}
	heading := &typeset.Paragraph{Look: pdfBody, Lines: plainLine(s.Heading), KeepNext: true, Bookmark: s.Heading}
	heading.Look.Font = string(typeface.Hei)
	w.add(heading)
	w.paragraphs(s.Before)
	if s.Table != nil {
		w.keepLast() // what leads to a table is not left behind
		w.add(pdfTable(s.Table, page.Width-page.Left-page.Right))
	}
	w.paragraphs(s.After)
	if turned {
		w.add(&typeset.Turn{Page: pdfPage})
	}
}

func pdfTable(t *Table, total float64) *typeset.Table {
	fits, widths := t.fitting(total, rowHeights[t.Layout], tablePad)
	text := textSizes[fits]
	look := pdfCell
	look.Size, look.Line = text.size, text.line
	out := &typeset.Table{Look: look, HeadRows: t.HeadRows, Together: true, Pad: tablePad,
		RowHeight: rowHeights[t.Layout] * text.size / sizeFive, Before: 4, After: 6}
	all := sum(widths)
	for _, n := range widths {
		out.Widths = append(out.Widths, total*float64(n)/float64(all))
	}
	for i := range t.Rows {
		var row []typeset.Cell
		for n := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[n]
			cell := typeset.Cell{Column: c.Column, ColSpan: c.ColSpan, RowSpan: c.RowSpan, Text: c.Text, Align: typeset.Center}
			if c.class(t) == "label" {
				cell.Align = typeset.Left
			}
			row = append(row, cell)
		}
		out.Rows, out.Keep = append(out.Rows, row), append(out.Keep, t.Rows[i].Head)
	}
	return out
}

// foot places the signature where it stands in Word.
func (w *pdfWriter) foot(d *Document, unsealed bool) {
	if d.Issuer+d.Date != "" {
		w.keepLast()
	}
	look := pdfBody
	look.Indent, look.Align = 0, typeset.Right
	indents := signatureIndents(d, unsealed)
	gap := 2 * lineHeight
	for i, text := range []string{d.Issuer, d.Date} {
		if text != "" {
			w.add(&typeset.Paragraph{Look: look, Lines: plainLine(text), Right: float64(indents[i]) / 100, Before: gap, KeepNext: i == 0 && d.Date != ""})
			gap = 0
		}
	}
	if d.Note != "" {
		w.add(&typeset.Paragraph{Look: pdfBody, Lines: plainLine(d.Note), Before: lineHeight})
	}
}

// keepLast keeps the paragraph at the end of what is there with what follows.
func (w *pdfWriter) keepLast() {
	if p, ok := w.blocks[len(w.blocks)-1].(*typeset.Paragraph); ok {
		p.KeepNext = true
	}
}
