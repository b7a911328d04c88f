package exporter

import (
	"nianbao/internal/docx"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// The layout of official documents, GB/T 9704-2012: A4, a type area of 156 by
// 225 mm with 22 lines of 28 characters 三号. Sizes are named as Word does.
const (
	sizeTwo       = 22.0 // 二号, points
	sizeThree     = 16.0 // 三号
	sizeFour      = 14.0 // 四号
	sizeFive      = 10.5 // 五号
	lineHeight    = 28.95
	titleHeight   = 36.0
	tableHeight   = 14.0
	lineRunes     = 28
	tighter       = -5    // twips between characters: 28 of them fill 156 mm
	typeArea      = 156.0 // mm
	typeAreaTurns = 225.0 // mm, on its side
)

var officialPage = docx.Page{
	Width: docx.Millimetres(210), Height: docx.Millimetres(297),
	Top: docx.Millimetres(37), Right: docx.Millimetres(26), Bottom: docx.Millimetres(35), Left: docx.Millimetres(28),
	// The page number stands 7 mm below the type area.
	Header: docx.Millimetres(20), Footer: docx.Millimetres(35-7) - docx.Points(sizeFour),
	LinePitch: docx.Points(lineHeight),
}

// Names of the styles that paragraphs and runs refer to. Word knows those of
// titles and headings by name, and shows them in its navigation pane.
const (
	styleBody     = "Normal"
	styleTitle    = "Title"
	styleHeading1 = "Heading1"
	styleHeading2 = "Heading2"
	styleHeading3 = "Heading3"
	styleNumber   = "DocumentNumber"
	styleSigned   = "Signature"
	styleCell     = "TableText"
	styleSmall    = "TableTextSmall"
	styleSmallest = "TableTextSmallest"
	styleFoot     = "Footer"
	styleHead     = "Header"
	styleLead     = "Lead"
)

// cellStyles are those of cells, by how small a table's text has to be.
var cellStyles = []string{styleCell, styleSmall, styleSmallest}

// wordStyles are the styles of a report in Word. Whoever edits the file
// changes the look of all headings at once.
var wordStyles = []docx.Style{
	{ID: styleBody, Name: "Normal", EastAsian: fontBody, Latin: fontLatin, Size: docx.Points(sizeThree), Spacing: tighter,
		Align: docx.Justify, Line: docx.Points(lineHeight), Indent: 200},
	{ID: styleTitle, Name: "Title", Base: styleBody, Next: styleBody, EastAsian: fontTitle, Size: docx.Points(sizeTwo),
		Align: docx.Center, Line: docx.Points(titleHeight), After: docx.Points(lineHeight), Indent: docx.NoIndent, KeepNext: true, OffGrid: true},
	{ID: styleHeading1, Name: "heading 1", Base: styleBody, Next: styleBody, EastAsian: fontHeading, Outline: 1, KeepNext: true},
	{ID: styleHeading2, Name: "heading 2", Base: styleBody, Next: styleBody, EastAsian: fontSecond, Outline: 2, KeepNext: true},
	{ID: styleHeading3, Name: "heading 3", Base: styleBody, Next: styleBody, Outline: 3, KeepNext: true},
	{ID: styleNumber, Name: nameNumber, Base: styleBody, Next: styleTitle, Align: docx.Center, After: docx.Points(lineHeight), Indent: docx.NoIndent},
	{ID: styleSigned, Name: "Signature", Base: styleBody, Align: docx.Right, Indent: docx.NoIndent},
	{ID: styleCell, Name: nameCell, Base: styleBody, EastAsian: fontTable, Size: docx.Points(sizeFive), Spacing: 0,
		Align: docx.Center, Line: docx.Points(tableHeight), Indent: docx.NoIndent, OffGrid: true},
	{ID: styleSmall, Name: nameSmall, Base: styleCell, Size: docx.Points(textSizes[1].size), Line: docx.Points(textSizes[1].line), OffGrid: true},
	{ID: styleSmallest, Name: nameSmallest, Base: styleCell, Size: docx.Points(textSizes[2].size), Line: docx.Points(textSizes[2].line), OffGrid: true},
	{ID: styleHead, Name: "header", Base: styleBody, Size: docx.Points(sizeFour), Align: docx.Right, Indent: docx.NoIndent, OffGrid: true},
	{ID: styleFoot, Name: "footer", Base: styleBody, EastAsian: fontTable, Latin: fontTable, Size: docx.Points(sizeFour), Align: docx.Right, Indent: docx.NoIndent, OffGrid: true},
	{ID: styleLead, Name: nameLead, Kind: docx.CharacterStyle, EastAsian: fontSecond},
}

// renderDOCX writes the report as a Word file that can be sealed, edited by
// hand and read back.
func renderDOCX(def *form.Definition, r *report.Report, opts Options) ([]byte, error) {
	d := newMarked(def, r, opts)
	if opts.Template != nil {
		return opts.Template.fill(d, r, opts)
	}
	return newWord(d, r, opts).Write()
}

func newFile(d *Document, r *report.Report) *docx.File {
	return &docx.File{
		Properties: docx.Properties{Title: d.Title, Author: d.Issuer, Program: program, Date: fullDate(r.Signature.Date)},
		Fonts:      wordFonts, Styles: wordStyles, Page: officialPage,
	}
}

func newWord(d *Document, r *report.Report, opts Options) *docx.File {
	f := newFile(d, r)
	f.OddFooter, f.EvenFooter = pageNumber(docx.Right), pageNumber(docx.Left)
	if d.Mark != "" {
		f.Header = []docx.Block{docx.Text(styleHead, d.Mark)}
	}
	w := wordWriter{file: f, turned: opts.Landscape}
	w.head(d)
	for i := range d.Sections {
		w.section(&d.Sections[i])
	}
	w.foot(d, opts.Unsealed)
	return f
}

// fullDate is a date that names a day, else "".
func fullDate(iso string) string {
	if m := isoDate.FindStringSubmatch(iso); m == nil || m[3] == "" {
		return ""
	}
	return iso
}

// pageNumber is — 1 —, one character from the edge.
func pageNumber(side docx.Align) []docx.Block {
	p := &docx.Paragraph{Style: styleFoot, Align: side, Runs: []docx.Run{{Text: "— "}, {Field: "PAGE"}, {Text: " —"}}}
	if side == docx.Right {
		p.RightChars = 100
	} else {
		p.LeftChars = 100
	}
	return []docx.Block{p}
}

// wordWriter fills a Word file with a Document.
type wordWriter struct {
	file   *docx.File
	turned bool       // tables of many rows on pages of their own, on their side
	room   docx.Twips // between the margins; 0 for the type area
}

// add appends blocks. Text behind a table stands off from it.
func (w *wordWriter) add(blocks ...docx.Block) {
	for _, b := range blocks {
		if p, ok := b.(*docx.Paragraph); ok && p.Before == 0 && len(w.file.Body) > 0 {
			if _, table := w.file.Body[len(w.file.Body)-1].(*docx.Table); table {
				p.Before = docx.Points(tableGap)
			}
		}
		w.file.Body = append(w.file.Body, b)
	}
}

// tableGap is the space in points between a table and the text behind it.
const tableGap = 6

func (w *wordWriter) head(d *Document) {
	if d.Number != "" {
		w.add(docx.Text(styleNumber, d.Number))
	}
	title := &docx.Paragraph{Style: styleTitle}
	for i, line := range d.titleLines() {
		if i > 0 {
			title.Runs = append(title.Runs, docx.Run{Break: true})
		}
		title.Runs = append(title.Runs, docx.Run{Text: line})
	}
	w.add(title)
	w.paragraphs(d.Preface)
}

// titleLines breaks the title between words where it does not fit a line.
func (d *Document) titleLines() []string {
	limit := lineRunes * 2 * sizeThree / sizeTwo
	if textWidth(d.Title) <= int(limit) {
		return []string{d.Title}
	}
	var out []string
	for _, part := range d.TitleParts() {
		out = append(out, wrap(part, int(limit))...)
	}
	return out
}

func (w *wordWriter) paragraphs(list []Paragraph) {
	for _, p := range list {
		w.add(wordParagraph(p))
	}
}

func wordParagraph(p Paragraph) *docx.Paragraph {
	switch {
	case p.IsHeading() && p.Level == 2:
		return docx.Text(styleHeading2, p.Text)
	case p.IsHeading():
		return docx.Text(styleHeading3, p.Text)
	case p.Level == 2:
		return &docx.Paragraph{Style: styleBody, Runs: []docx.Run{{Style: styleLead, Text: p.LeadText()}, {Text: p.Rest()}}}
	}
	body := docx.Text(styleBody, p.Text)
	if p.IsLoose() {
		body.Align = docx.Left
	}
	return body
}

func (w *wordWriter) section(s *Section) {
	own := w.turned && s.Table != nil && s.Table.Layout == form.Matrix
	if own {
		w.add(&docx.Section{Page: officialPage})
	}
	w.add(docx.Text(styleHeading1, s.Heading))
	w.paragraphs(s.Before)
	if s.Table != nil {
		w.keepLast() // what leads to a table is not left behind
		width := docx.Millimetres(typeArea)
		switch {
		case own:
			width = docx.Millimetres(typeAreaTurns)
		case w.room > leastRoom:
			width = w.room
		}
		w.add(wordTable(s.Table, width))
	}
	w.paragraphs(s.After)
	if own {
		w.add(&docx.Section{Page: officialPage.Turned()})
	}
}

// leastRoom is the narrowest page that a template is believed to have.
var leastRoom = docx.Millimetres(80)

// wordPad is what borders take above and below the text of a cell, in points.
const wordPad = .25

// cellMargin is the space beside the text of a cell: half a half-width column.
const cellMargin = 50

// wordTable draws a table with the official merged headings.
func wordTable(t *Table, total docx.Twips) *docx.Table {
	fits, widths := t.fitting(float64(total)/20, rowHeights[t.Layout], wordPad)
	size := textSizes[fits].size
	out := &docx.Table{Widths: wordWidths(widths, total), HeadRows: t.HeadRows, Together: true, CellMargin: cellMargin}
	height := docx.Points(rowHeights[t.Layout] * size / sizeFive)
	for i := range t.Rows {
		row := docx.Row{Height: height}
		for n := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[n]
			p := docx.Text(cellStyles[fits], c.Text)
			if c.class(t) == "label" {
				p.Align = docx.Left
			}
			row.Cells = append(row.Cells, docx.Cell{Column: c.Column, ColSpan: c.ColSpan, RowSpan: c.RowSpan, Paragraph: p})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// rowHeights are the least heights of rows in points. Table three has so many
// that they are as low as their text.
var rowHeights = map[form.Layout]float64{form.Blocks: 21, form.Across: 24, form.Matrix: 17}

// wordWidths are the widths of the columns, which fill the type area.
func wordWidths(widths []int, total docx.Twips) []docx.Twips {
	all := docx.Twips(sum(widths))
	out := make([]docx.Twips, len(widths))
	left := total
	for i, n := range widths {
		out[i] = docx.Twips(n) * total / all
		left -= out[i]
	}
	out[len(out)-1] += left
	return out
}

// foot places the signature. The last lines of text stay with it.
func (w *wordWriter) foot(d *Document, unsealed bool) {
	if d.Issuer+d.Date != "" {
		w.keepLast()
	}
	right := signatureIndents(d, unsealed)
	gap := docx.Points(2 * lineHeight)
	if d.Issuer != "" {
		w.add(&docx.Paragraph{Style: styleSigned, Runs: []docx.Run{{Text: d.Issuer}}, RightChars: right[0], Before: gap, KeepNext: d.Date != ""})
		gap = 0
	}
	if d.Date != "" {
		w.add(&docx.Paragraph{Style: styleSigned, Runs: []docx.Run{{Text: d.Date}}, RightChars: right[1], Before: gap, KeepNext: d.Note != ""})
	}
	if d.Note != "" {
		w.add(&docx.Paragraph{Style: styleBody, Runs: []docx.Run{{Text: d.Note}}, Before: docx.Points(lineHeight)})
	}
}

// signatureIndents are how far office and date stand from the right edge, in
// hundredths of a character, as the standard says. Sealed, the date stands four
// characters in with the office centred above it, and the seal over both;
// unsealed, the office stands two characters in and the date begins two
// characters behind where the office does.
func signatureIndents(d *Document, unsealed bool) [2]int {
	name, date := textWidth(d.Issuer)*50, textWidth(d.Date)*50
	if unsealed {
		return unsealedIndents(name, date)
	}
	return sealedIndents(name, date)
}

func sealedIndents(name, date int) [2]int {
	n := 400 + (date-name)/2
	if n >= 0 {
		return [2]int{n, 400}
	}
	return [2]int{0, (name - date) / 2}
}

func unsealedIndents(name, date int) [2]int {
	n, d := 200, 200+name-200-date
	if d < 200 { // the date reaches further to the right than the name
		n, d = n+200-d, 200
	}
	return [2]int{n, d}
}

// keepLast keeps the paragraph at the end of what is there with what follows.
func (w *wordWriter) keepLast() {
	if len(w.file.Body) == 0 {
		return
	}
	if p, ok := w.file.Body[len(w.file.Body)-1].(*docx.Paragraph); ok {
		p.KeepNext = true
	}
}
