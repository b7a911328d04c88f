package exporter

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"nianbao/internal/docx"
	"nianbao/internal/report"
)

// Template is an office's own Word document, with places for the report in
// it: a red head, a cover, whatever the office puts around.
type Template struct{ file *docx.Template }

// TemplateError is a Word template that cannot be used, and why.
type TemplateError struct {
	Sentence string
	Cause    error
}

// Error is for logs.
func (e *TemplateError) Error() string {
	if e.Cause != nil {
		return "exporter: template: " + e.Cause.Error()
	}
	return "exporter: template: " + e.Sentence
}

// Unwrap is the cause.
func (e *TemplateError) Unwrap() error { return e.Cause }

// UserMessage is the sentence for people.
func (e *TemplateError) UserMessage() string { return e.Sentence }

// HTTPStatus says that the file is at fault.
func (e *TemplateError) HTTPStatus() int { return 422 }

// ReadTemplate reads a template and makes sure that its places are those
// there are. Its errors are *TemplateError.
func ReadTemplate(data []byte) (*Template, error) {
	file, err := docx.OpenTemplate(data)
	if err != nil {
		return nil, templateFault(err)
	}
	has := map[string]bool{}
	for _, m := range file.Marks() {
		known := slices.IndexFunc(places, func(p place) bool { return p.name == m.Name })
		if known < 0 {
			return nil, &TemplateError{Sentence: fmt.Sprintf(templateUnknown, where(m), m.Name, m.Around, placeNames())}
		}
		if places[known].block && (!m.Alone || m.Inside || m.Breaks || m.Part != "word/document.xml") {
			return nil, &TemplateError{Sentence: fmt.Sprintf(templateNotAlone, where(m), m.Name, m.Around)}
		}
		if places[known].block && has[m.Name] {
			return nil, &TemplateError{Sentence: fmt.Sprintf(templateTwice, where(m), m.Name)}
		}
		has[m.Name] = true
	}
	for _, name := range []string{placeTitle, placePreface, placeBody} {
		if !has[name] {
			return nil, &TemplateError{Sentence: fmt.Sprintf(templateLacks, name)}
		}
	}
	if !has[placeFoot] && !(has[placeIssuer] && has[placeDate]) {
		return nil, &TemplateError{Sentence: fmt.Sprintf(templateLacks, placeFoot)}
	}
	return &Template{file}, nil
}

// templateFaults say what is the matter with a file.
var templateFaults = []struct {
	err  error
	text string
}{
	{docx.ErrMacro, templateMacro}, {docx.ErrExternal, templateExternal}, {docx.ErrTooLarge, templateTooLarge},
	{docx.ErrOldWord, templateOldWord}, {docx.ErrNotWord, templateNotWord}, {docx.ErrDamaged, templateDamaged},
}

func templateFault(err error) error {
	var mark *docx.MarkError
	if errors.As(err, &mark) {
		text := templateUnclosed
		if errors.Is(err, docx.ErrUnopened) {
			text = templateUnopened
		}
		return &TemplateError{fmt.Sprintf(text, where(mark.Mark), mark.Around), err}
	}
	for _, known := range templateFaults {
		if errors.Is(err, known.err) {
			return &TemplateError{known.text, err}
		}
	}
	return &TemplateError{templateDamaged, err}
}

// where names the place of a mark.
func where(m docx.Mark) string {
	part := ""
	switch {
	case strings.Contains(m.Part, "header"):
		part = templateHeader
	case strings.Contains(m.Part, "footer"):
		part = templateFooter
	}
	return fmt.Sprintf(templateWhere, part, m.Paragraph)
}

// place is what a template may ask for; a block takes paragraphs of its own.
type place struct {
	name  string
	block bool
	text  func(d *Document, r *report.Report) string
}

// places are all there are, in the order people are told of them.
var places = []place{
	{placeTitle, false, func(d *Document, _ *report.Report) string { return strings.Join(d.titleLines(), "\n") }},
	{placeNumber, false, func(d *Document, _ *report.Report) string { return d.Number }},
	{placePreface, true, nil},
	{placeBody, true, nil},
	{placeFoot, true, nil},
	{placeIssuer, false, func(d *Document, _ *report.Report) string { return d.Issuer }},
	{placeDate, false, func(d *Document, _ *report.Report) string { return d.Date }},
	{placeNote, false, func(d *Document, _ *report.Report) string { return d.Note }},
	{placeYear, false, func(_ *Document, r *report.Report) string { return fmt.Sprint(r.Year) }},
	{placeMark, false, func(d *Document, _ *report.Report) string { return d.Mark }},
}

// TemplatePlaces are the names of the places, with what each stands for.
func TemplatePlaces() [][2]string {
	var out [][2]string
	for _, p := range places {
		out = append(out, [2]string{p.name, placeHelp[p.name]})
	}
	return out
}

func placeNames() string {
	var names []string
	for _, p := range places {
		names = append(names, "{{"+p.name+"}}")
	}
	return strings.Join(names, enumeration)
}

// has reports whether the template has a place.
func (t *Template) has(name string) bool {
	return slices.ContainsFunc(t.file.Marks(), func(m docx.Mark) bool { return m.Name == name })
}

// fill puts a report into the template. What the report has and the template
// has no place for is not left out silently.
func (t *Template) fill(d *Document, r *report.Report, opts Options) ([]byte, error) {
	if d.Number != "" && !t.has(placeNumber) {
		return nil, &TemplateError{Sentence: fmt.Sprintf(templateNoPlace, d.Number, placeNumber)}
	}
	f := newFile(d, r)
	f.Prefix, f.Styles = templatePrefix, slices.Clone(f.Styles)
	for i := range f.Styles {
		f.Styles[i].Name = fmt.Sprintf(templateStyle, templateStyles[f.Styles[i].ID])
	}
	texts := map[string]string{}
	for _, p := range places {
		if !p.block {
			texts[p.name] = p.text(d, r)
		}
	}
	signed := *d
	if t.has(placeNote) {
		signed.Note = ""
	}
	blocks := map[string][]docx.Block{
		placePreface: t.blocks(func(w *wordWriter) { w.paragraphs(d.Preface) }),
		placeBody: t.blocks(func(w *wordWriter) {
			for i := range d.Sections {
				w.section(&d.Sections[i])
			}
		}),
		placeFoot: t.blocks(func(w *wordWriter) { w.foot(&signed, opts.Unsealed) }),
	}
	if d.Note != "" && !t.has(placeNote) && !t.has(placeFoot) {
		return nil, &TemplateError{Sentence: fmt.Sprintf(templateNoPlace, d.Note, placeNote)}
	}
	var lead []docx.Block
	if d.Mark != "" && !t.has(placeMark) {
		lead = []docx.Block{docx.Text(styleHead, d.Mark)}
	}
	return t.file.Fill(f, lead, texts, blocks)
}

// blocks are those that a part of the report is written as.
func (t *Template) blocks(write func(*wordWriter)) []docx.Block {
	w := &wordWriter{file: &docx.File{}, room: t.file.Room}
	write(w)
	return w.file.Body
}

// ExampleTemplate is a template to begin with: a red head over the official
// layout.
func ExampleTemplate() ([]byte, error) {
	f := &docx.File{
		Properties: docx.Properties{Title: exampleTitle, Program: program},
		Fonts:      wordFonts, Styles: append(slices.Clone(wordStyles), docx.Style{ID: styleRed, Name: nameRed, Base: styleBody,
			EastAsian: fontTitle, Size: docx.Points(sizeRed), Align: docx.Center, Indent: docx.NoIndent, Color: "FF0000", OffGrid: true,
			Line: docx.Points(sizeRed * 1.3), After: docx.Points(lineHeight)}), Page: officialPage,
		OddFooter: pageNumber(docx.Right), EvenFooter: pageNumber(docx.Left),
	}
	for _, line := range []struct{ style, text string }{
		{styleRed, exampleHead}, {styleNumber, placeNumber}, {styleTitle, placeTitle},
		{styleBody, placePreface}, {styleBody, placeBody}, {styleBody, placeFoot}, {styleBody, placeNote},
	} {
		text := "{{" + line.text + "}}"
		if line.style == styleRed {
			text = line.text
		}
		f.Body = append(f.Body, docx.Text(line.style, text))
	}
	return f.Write()
}

// sizeRed is the size of a red head in points.
const sizeRed = 42.0
