// Package narrative turns the templates of a format into prose that follows
// the cells, finds the sub-headings of a narrative, and binds figures in
// sentences.
//
// Everything here takes paragraphs and gives paragraphs: who stores them, and
// as which change, is the caller's. It may import form, report and profile, and
// touches no file, clock or network. Start reading at Subject.Fill.
package narrative

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// Subject is what templates are filled from.
type Subject struct {
	Definition *form.Definition
	Report     *report.Report
	Office     profile.Profile
	// LocalNotice is the county's notice as it is cited; may be empty.
	LocalNotice string
	// Headings are the sub-headings a county asks for, by place, in the place
	// of the titles of the format's aspects; see Heads.
	Headings map[report.Place][]string
}

// Said is a piece of a template as it is said here.
type Said struct {
	Piece      *form.Piece
	Wording    *form.Wording
	Paragraphs []report.Paragraph
}

// Pieces fills the pieces of a template that have something to say here.
func (s Subject) Pieces(t *form.Template) []Said {
	var out []Said
	for i := range t.Pieces {
		if said, ok := s.Piece(&t.Pieces[i]); ok {
			out = append(out, said)
		}
	}
	return out
}

// Piece fills one piece; ok is false where it has nothing to say.
func (s Subject) Piece(p *form.Piece) (said Said, ok bool) {
	for i := range p.Says {
		if !s.fits(p.Says[i].When) {
			continue
		}
		paragraphs := s.Say(&p.Says[i])
		return Said{p, &p.Says[i], paragraphs}, len(paragraphs) > 0
	}
	return Said{}, false
}

// Fill is a template as a narrative: its pieces in order, those of an aspect
// under a numbered sub-heading.
func (s Subject) Fill(t *form.Template) []report.Paragraph {
	var out []report.Paragraph
	sec, said := s.section(t), s.Pieces(t)
	for _, piece := range said {
		if piece.Piece.Aspect == "" {
			out = append(out, piece.Paragraphs...)
		}
	}
	if sec == nil {
		return out
	}
	for _, head := range s.Heads(sec) {
		out = append(out, headingParagraph(1, head.Title))
		for _, piece := range said {
			if head.ID != "" && piece.Piece.Aspect == head.ID {
				out = append(out, piece.Paragraphs...)
			}
		}
	}
	return Renumber(out)
}

// Line is a template of a field of head or foot.
func (s Subject) Line(t *form.Template) string {
	var b strings.Builder
	for _, said := range s.Pieces(t) {
		for _, p := range said.Paragraphs {
			b.WriteString(s.Report.Render(p))
		}
	}
	return b.String()
}

// section is the section that a template is for; nil if it is another place.
func (s Subject) section(t *form.Template) *form.Section {
	number, err := strconv.Atoi(t.Place)
	if err != nil {
		return nil
	}
	return s.Definition.Section(number)
}

// Heads lists the sub-headings of a section: the aspects of the format, or
// what the county asks for. One of the county's that is an aspect keeps its id.
func (s Subject) Heads(sec *form.Section) []form.Aspect {
	asked := s.Headings[report.SectionPlace(sec.Number)]
	if len(asked) == 0 {
		return sec.Aspects
	}
	out := make([]form.Aspect, 0, len(asked))
	for _, title := range asked {
		head := form.Aspect{Title: title}
		if a := aspectOf(sec, title); a != nil {
			head = *a
			head.Title = title
		}
		out = append(out, head)
	}
	return out
}

// fits reports whether an occasion is given. What is not known is not given.
func (s Subject) fits(o *form.Occasion) bool {
	if o == nil {
		return true
	}
	kind := string(s.Report.Kind())
	switch {
	case len(o.Office) > 0 && !slices.Contains(o.Office, kind),
		len(o.NotOffice) > 0 && (kind == "" || slices.Contains(o.NotOffice, kind)),
		slices.ContainsFunc(o.Given, func(field string) bool { return s.value(field) == "" }):
		return false
	}
	for _, code := range s.Definition.Named(o.Zero...) {
		if n, ok := s.Report.Cell(code).Decimal(); !ok || !n.IsZero() {
			return false
		}
	}
	return len(o.Some) == 0 || slices.ContainsFunc(s.Definition.Named(o.Some...), func(code form.Code) bool {
		n, ok := s.Report.Cell(code).Decimal()
		return ok && n.IsPositive()
	})
}

// Say fills one wording, a paragraph for each of its lines.
func (s Subject) Say(w *form.Wording) []report.Paragraph {
	var out []report.Paragraph
	var runs []report.Run
	end := func() {
		if runs = trimmed(runs); len(runs) > 0 {
			out = append(out, report.Paragraph{Runs: runs})
		}
		runs = nil
	}
	left := s.leftOut(w.Parts())
	for _, p := range w.Parts() {
		if p.Group != 0 && left[p.Group] {
			continue
		}
		run := s.run(p)
		for {
			line, rest, more := strings.Cut(run.Text, "\n")
			if !more {
				break
			}
			runs = appendText(runs, line)
			end()
			run.Text = rest
		}
		runs = appendRun(runs, run)
	}
	end()
	return out
}

// leftOut lists the groups in which a field holds nothing.
func (s Subject) leftOut(parts []form.Part) map[int]bool {
	out := map[int]bool{}
	for _, p := range parts {
		if p.Group != 0 && p.Field != "" && s.value(p.Field) == "" {
			out[p.Group] = true
		}
	}
	return out
}

// run is a part as it stands in a report: words as text, a figure bound to its
// cell, and what nobody has told yet as an open slot.
func (s Subject) run(p form.Part) report.Run {
	switch {
	case p.Slot:
		return report.Run{Slot: &p.Hint}
	case p.Code() != "":
		return report.Run{Ref: p.Code()}
	case p.Field == "":
		return report.Run{Text: p.Text}
	}
	if value := s.value(p.Field); value != "" {
		return report.Run{Text: value}
	}
	hint := fieldNames[p.Field]
	return report.Run{Slot: &hint}
}

// appendRun puts a run behind others; text joins text.
func appendRun(runs []report.Run, run report.Run) []report.Run {
	if run.Ref == "" && run.Slot == nil {
		return appendText(runs, run.Text)
	}
	return append(runs, run)
}

func appendText(runs []report.Run, text string) []report.Run {
	if text == "" {
		return runs
	}
	if last := len(runs) - 1; last >= 0 && isText(runs[last]) {
		runs[last].Text += text
		return runs
	}
	return append(runs, report.Run{Text: text})
}

// isText reports whether a run is text and nothing more.
func isText(run report.Run) bool {
	return run.Ref == "" && run.Slot == nil && !run.Confirm && len(run.Extra) == 0
}

// trimmed takes the white space off the ends of a paragraph.
func trimmed(runs []report.Run) []report.Run {
	if len(runs) > 0 && isText(runs[0]) {
		if runs[0].Text = strings.TrimLeft(runs[0].Text, spaces); runs[0].Text == "" {
			return trimmed(runs[1:])
		}
	}
	if last := len(runs) - 1; last >= 0 && isText(runs[last]) {
		if runs[last].Text = strings.TrimRight(runs[last].Text, spaces); runs[last].Text == "" {
			return trimmed(runs[:last])
		}
	}
	return runs
}

const spaces = " \t\r\u3000"

// Stands reports whether a narrative has the paragraphs of a wording, and from
// where: bound as they were written, or in the same words.
func (s Subject) Stands(place report.Place, w *form.Wording) (at int, paragraphs []report.Paragraph) {
	want := s.Say(w)
	have := s.Report.Text[place]
	for at := 0; len(want) > 0 && at+len(want) <= len(have); at++ {
		if slices.EqualFunc(have[at:at+len(want)], want, s.same) {
			return at, have[at : at+len(want)]
		}
	}
	return -1, nil
}

func (s Subject) same(a, b report.Paragraph) bool {
	return reflect.DeepEqual(a.Runs, b.Runs) || s.Report.Render(a) == s.Report.Render(b)
}
