package draft

import (
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
}

// Started reports whether anything was entered.
func (p Progress) Started() bool { return p.Written || p.Blank < p.Required }

// Complete reports whether nothing is missing.
func (p Progress) Complete() bool { return p.Blank == 0 && (p.Written || !p.Prose) }

// SectionProgress looks at one section.
func SectionProgress(def *form.Definition, r *report.Report, s *form.Section) Progress {
	p := Progress{Prose: s.Prose, Written: len(r.Text[report.SectionPlace(s.Number)]) > 0}
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
