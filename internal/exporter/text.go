package exporter

import (
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// pageWidth is the width, in half-width columns, that the title is centred on
// and that tables fill: table three is readable, and fits a full screen.
const pageWidth = 112

// Text files are for Notepad. The byte order mark tells versions before
// Windows 10 the encoding, and they know no other line end than CRLF.
const (
	bom  = "\uFEFF"
	crlf = "\r\n"
)

// renderText writes plain text. Paragraphs are one line each, Notepad wraps
// them; tables are drawn with - | + for a font of fixed width.
func renderText(def *form.Definition, r *report.Report, opts Options) ([]byte, error) {
	d := newMarked(def, r, opts)
	var w textWriter
	if d.Mark != "" {
		w.line(d.Mark)
	}
	w.centred(d.Number)
	w.centred(d.Title)
	w.paragraphs(d.Preface)
	for _, s := range d.Sections {
		w.section(s)
	}
	w.signature(d)
	if d.Note != "" {
		w.blank()
		w.line(indent + d.Note)
	}
	return append([]byte(bom), strings.ReplaceAll(w.String(), "\n", crlf)...), nil
}

type textWriter struct{ strings.Builder }

func (w *textWriter) line(s string) {
	w.WriteString(s)
	w.WriteByte('\n')
}

// blank separates blocks by one empty line.
func (w *textWriter) blank() {
	if w.Len() > 0 {
		w.WriteByte('\n')
	}
}

func (w *textWriter) centred(s string) {
	if s == "" {
		return
	}
	w.blank()
	w.line(strings.Repeat(" ", max(0, pageWidth-textWidth(s))/2) + s)
}

func (w *textWriter) paragraphs(list []Paragraph) {
	if len(list) == 0 {
		return
	}
	w.blank()
	for _, p := range list {
		w.line(indent + p.Text)
	}
}

func (w *textWriter) section(s Section) {
	w.blank()
	w.line(indent + s.Heading)
	w.paragraphs(s.Before)
	if s.Table != nil {
		w.blank()
		w.table(s.Table)
	}
	w.paragraphs(s.After)
}

// dateMargin keeps the date four characters off the right edge, where the
// seal goes.
const dateMargin = 8

// signature centres the issuer over the date, as far as the page allows.
func (w *textWriter) signature(d *Document) {
	if d.Issuer == "" && d.Date == "" {
		return
	}
	w.blank()
	issuer, date := textWidth(d.Issuer), textWidth(d.Date)
	margin := max(dateMargin, (issuer-date)/2)
	for _, s := range []struct {
		text string
		left int
	}{{d.Issuer, pageWidth - margin - date/2 - issuer/2 - issuer%2}, {d.Date, pageWidth - margin - date}} {
		if s.text != "" {
			w.line(strings.Repeat(" ", max(0, s.left)) + s.text)
		}
	}
}
