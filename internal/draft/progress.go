package draft

import (
	"slices"

	"nianbao/internal/form"
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
}

// Started reports whether anything was entered.
func (p Progress) Started() bool { return p.Written || p.Blank < p.Required }

// Complete reports whether nothing is missing.
func (p Progress) Complete() bool { return p.Blank == 0 && (p.Written && !p.Answers || !p.Prose) }

// SectionProgress looks at one section.
func SectionProgress(def *form.Definition, r *report.Report, s *form.Section) Progress {
	p := Progress{Prose: s.Prose, Written: len(r.Text[report.SectionPlace(s.Number)]) > 0}
	p.Answers = p.Written && len(s.Aspects) > 0 && onlyAnswers(def, r, report.SectionPlace(s.Number))
	if s.Table == nil {
		return p
	}
	for _, f := range def.Fields() {
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

// onlyAnswers reports whether a text consists of what questions have written.
func onlyAnswers(def *form.Definition, r *report.Report, place report.Place) bool {
	return !slices.ContainsFunc(r.Paragraphs(place), func(text string) bool {
		return !slices.ContainsFunc(def.Questions, func(q form.Question) bool {
			return q.Says != nil && sentence(r, &q) == text
		})
	})
}
