package draft

import (
	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
)

// Progress counts what a section still lacks. Required and Blank count table
// cells a person fills; computed totals fill themselves.
type Progress struct {
	Required int
	Blank    int
	Prose    bool // the section consists of text
	Written  bool // it has some
	Answers  bool // but only the sentences of answered questions, where more is asked for
	Unread   bool // a gap is left in it, or something of last year to be confirmed
}

// Started reports whether anything was entered.
func (p Progress) Started() bool { return p.Written || p.Blank < p.Required }

// Complete reports whether nothing is missing.
func (p Progress) Complete() bool {
	return !p.Unread && p.Blank == 0 && (p.Written && !p.Answers || !p.Prose)
}

// SectionProgress looks at one section.
func SectionProgress(def *form.Definition, r *report.Report, s *form.Section) Progress {
	p := Progress{Prose: s.Prose, Written: len(r.Text[report.SectionPlace(s.Number)]) > 0}
	p.Unread = Unread(r, report.SectionPlace(s.Number)) || Unread(r, report.AfterTable(report.SectionPlace(s.Number)))
	p.Answers = p.Written && len(s.Aspects) > 0 && onlyAnswers(def, r, s)
	if s.Table == nil {
		return p
	}
	fields := def.Fields()
	for i := range fields {
		f := &fields[i]
		if f.Table != s.Table.ID || def.Computed(f.Code) {
			continue
		}
		p.Required++
		if r.Cell(f.Code).IsBlank() {
			p.Blank++
		}
	}
	return p
}

// Unread reports whether a narrative has a gap, or something of last year that
// nobody has confirmed.
func Unread(r *report.Report, place report.Place) bool {
	for _, p := range r.Text[place] {
		if p.Carried || p.HasSlot() {
			return true
		}
		for _, run := range p.Runs {
			if run.Confirm || run.Ref != "" && r.Cell(run.Ref).IsBlank() {
				return true
			}
		}
	}
	return false
}

// onlyAnswers reports whether a text consists of what questions have written:
// their sentences and the sub-headings those stand under.
func onlyAnswers(def *form.Definition, r *report.Report, sec *form.Section) bool {
	subject := narrative.Subject{Definition: def, Report: r}
	place := report.SectionPlace(sec.Number)
	written := map[int]bool{}
	for _, h := range subject.Outline(sec) {
		written[h.At] = !h.Inline
	}
	for i := range def.Questions {
		t, _, wording := def.SentenceOf(&def.Questions[i])
		if wording == nil || t.Place != string(place) {
			continue
		}
		at, paragraphs := subject.Stands(place, wording)
		for n := range paragraphs {
			written[at+n] = true
		}
	}
	for at := range r.Text[place] {
		if !written[at] {
			return false
		}
	}
	return true
}
