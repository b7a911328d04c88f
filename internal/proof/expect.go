package proof

import (
	"fmt"

	"nianbao/internal/compare"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// stretch is text and the table behind it, nil at the end.
type stretch struct {
	pieces []piece
	table  *form.Table
	free   bool // an office's template may say more
}

// piece is a paragraph that should be there; an optional one may be.
type piece struct {
	where, text string
	optional    bool
}

// expected lists what readers should find, in order.
func (p *prover) expected() []stretch {
	e := expectation{p: p}
	r := p.report
	if p.kind == exporter.HTML || p.kind == exporter.Text || p.kind == exporter.Markdown {
		e.add(wordMark, p.opts.Mark)
	}
	e.head("document_number", r.DocumentNumber)
	e.head("title", r.Title)
	e.narrative(report.Preface)
	for i := range p.def.Sections {
		s := &p.def.Sections[i]
		place := report.SectionPlace(s.Number)
		e.add(compare.PlaceName(place)+wordHeading, s.Heading)
		e.narrative(place)
		if s.Table != nil {
			e.now.pieces = append(e.now.pieces, piece{where: wordCaption, text: p.fold(s.Table.Caption), optional: true})
			e.now.table = s.Table
			e.out = append(e.out, e.now)
			e.now = stretch{}
		}
		e.narrative(report.AfterTable(place))
	}
	e.head("signature.issuer", r.Signature.Issuer)
	e.head("signature.date", exporter.WrittenDate(r.Signature.Date))
	e.head("printed.note", r.Printed.Note)
	e.out = append(e.out, e.now)
	e.out[0].free, e.out[len(e.out)-1].free = p.template(), p.template()
	return e.out
}

// template reports whether the report stands in a document of the office's.
func (p *prover) template() bool { return p.kind == exporter.DOCX && p.opts.Template != nil }

// expectation is the list being put together.
type expectation struct {
	p   *prover
	out []stretch
	now stretch
}

func (e *expectation) add(where, text string) {
	if text = e.p.fold(text); text != "" {
		e.now.pieces = append(e.now.pieces, piece{where: where, text: text})
	}
}

func (e *expectation) narrative(place report.Place) {
	for i, text := range e.p.report.Paragraphs(place) {
		e.add(fmt.Sprintf(wordParagraph, compare.PlaceName(place), i+1), text)
	}
}

// head adds a field of head or foot. In an office's own template it is not
// looked for.
func (e *expectation) head(field, text string) {
	if e.p.template() {
		return
	}
	name := wordNote
	if h, ok := e.p.def.HeadField(field); ok {
		name = h.Label
	}
	e.add(name, text)
}

// cellTexts are what a cell may say: its value, with the unit where the report
// states one.
func (p *prover) cellTexts(c *form.GridCell) [2]string {
	if c.Kind != form.ValueCell {
		text := p.fold(c.Text)
		return [2]string{text, text}
	}
	v := p.report.Cell(c.Code)
	return [2]string{p.fold(v.String()), p.fold(v.String() + p.fold(p.report.Units[c.Code]))}
}

// cellName names a cell in messages: a figure by its label, others by place.
func (p *prover) cellName(t *form.Table, c *form.GridCell, row int) string {
	if f, ok := p.def.Field(c.Code); ok && c.Kind == form.ValueCell {
		return t.Name + wordDot + f.Label
	}
	return fmt.Sprintf(wordCell, t.Name, row+1, c.Column+1)
}
