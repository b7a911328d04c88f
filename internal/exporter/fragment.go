package exporter

import (
	"html/template"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Fragment is the report as a piece of a web page, to be pasted into the
// editor of a site: it stands without a style sheet, which such editors drop.
// Styled carries its looks with each element; otherwise borders and widths are
// old attributes and nothing else, for editors that drop styles too.
func Fragment(def *form.Definition, r *report.Report, styled bool, opts Options) string {
	w := fragmentWriter{styled: styled}
	d := newMarked(def, r, opts)
	w.line("mark", d.Mark)
	w.line("number", d.Number)
	w.line("title", d.Title)
	w.paragraphs(d.Preface)
	for i := range d.Sections {
		s := &d.Sections[i]
		w.line("heading", s.Heading)
		w.paragraphs(s.Before)
		if s.Table != nil {
			w.table(s.Table)
		}
		w.paragraphs(s.After)
	}
	w.line("sign", d.Issuer)
	w.line("sign", d.Date)
	w.line("note", d.Note)
	return w.String()
}

// fragmentLook is how a part of a fragment is marked up: its element, with
// looks of its own or with old attributes.
type fragmentLook struct {
	tag, style, attributes string
	indent                 bool
}

// fragmentLooks are the parts of a report. Sites have their own fonts: only
// what makes the report readable is said.
var fragmentLooks = map[string]fragmentLook{
	"mark":    {tag: "p", style: "text-align:right", attributes: `align="right"`},
	"number":  {tag: "p", style: "text-align:center", attributes: `align="center"`},
	"title":   {tag: "h1", style: "margin:16px 0;text-align:center;font-size:24px;line-height:1.5", attributes: `align="center"`},
	"heading": {tag: "h2", style: "margin:12px 0 4px;text-indent:2em;font-size:18px;line-height:1.8", indent: true},
	"sub":     {tag: "h3", style: "margin:4px 0;text-indent:2em;font-size:16px;font-weight:bold;line-height:1.8", indent: true},
	"body":    {tag: "p", style: "margin:0;text-indent:2em;font-size:16px;line-height:1.8", indent: true},
	"sign":    {tag: "p", style: "margin:0;padding-right:4em;text-align:right;font-size:16px;line-height:1.8", attributes: `align="right"`},
	"note":    {tag: "p", style: "margin:12px 0 0;text-indent:2em;font-size:16px;line-height:1.8", indent: true},
}

// What a table and its cells carry.
const (
	tableAttributes = ` border="1" cellspacing="0" cellpadding="4" width="100%"`
	tableStyle      = ` style="width:100%;margin:8px 0;border-collapse:collapse;font-size:14px;line-height:1.5"`
	cellStyle       = `padding:4px;border:1px solid #000;text-align:`
)

type fragmentWriter struct {
	strings.Builder
	styled bool
}

func (w *fragmentWriter) line(part, text string) {
	if text != "" {
		w.element(part, template.HTMLEscapeString(text))
	}
}

// element writes a part whose content is markup already.
func (w *fragmentWriter) element(part, content string) {
	look := fragmentLooks[part]
	w.WriteString("<" + look.tag)
	switch {
	case w.styled:
		w.WriteString(` style="` + look.style + `"`)
	case look.attributes != "":
		w.WriteString(" " + look.attributes)
	}
	w.WriteString(">")
	if !w.styled && look.indent {
		w.WriteString(indent)
	}
	w.WriteString(content + "</" + look.tag + ">\n")
}

func (w *fragmentWriter) paragraphs(list []Paragraph) {
	for _, p := range list {
		switch {
		case p.IsHeading():
			w.line("sub", p.Text)
		case p.Lead > 0:
			w.element("body", "<strong>"+template.HTMLEscapeString(p.LeadText())+"</strong>"+template.HTMLEscapeString(p.Rest()))
		default:
			w.line("body", p.Text)
		}
	}
}

func (w *fragmentWriter) table(t *Table) {
	w.WriteString("<table" + tableAttributes)
	if w.styled {
		w.WriteString(tableStyle)
	}
	w.WriteString(">\n<caption>" + template.HTMLEscapeString(t.Caption) + "</caption>\n")
	w.WriteString(htmlRows(t, func(c *Cell) string { return w.look(t, c) }))
	w.WriteString("\n</table>\n")
}

// look aligns a cell, and draws its border where styles are kept.
func (w *fragmentWriter) look(t *Table, c *Cell) string {
	align := "center"
	if c.class(t) == "label" {
		align = "left"
	}
	if w.styled {
		return ` style="` + cellStyle + align + `"`
	}
	return ` align="` + align + `"`
}
