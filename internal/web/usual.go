package web

import (
	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
	"nianbao/internal/requirement"
)

// usualView offers the usual wording for the texts of a page, and says what
// the county asks of them.
type usualView struct {
	Year    int
	Part    string
	Lock    bool
	Begin   *usualItem  // of a text that has nothing yet
	Missing []usualItem // what the usual wording says and the text does not
	Asked   []string    // by the county
	Source  string      // its notice
}

// Empty reports whether there is nothing to show.
func (v usualView) Empty() bool {
	return len(v.Asked) == 0 && (v.Lock || v.Begin == nil && len(v.Missing) == 0)
}

// usualItem is a template, or a piece of one, that may be put in.
type usualItem struct {
	Template, Piece string
	Name            string
	Text            []string
}

// subject is what templates are filled from.
func (o *open) subject() narrative.Subject {
	s := narrative.Subject{Definition: o.def, Report: o.draft.Report, Office: o.office.Profile}
	if o.requirement != nil {
		s.LocalNotice = o.requirement.Cited()
		s.Headings = map[report.Place][]string{}
		for number, titles := range o.requirement.HeadingsByPlace() {
			s.Headings[report.SectionPlace(number)] = titles
		}
	}
	return s
}

// requirementOf is what the county asks of a report; nil if nothing.
func (s *Server) requirementOf(office draft.Office, r *report.Report) *requirement.Requirement {
	if office.Requirements == "" {
		return nil
	}
	q, err := s.readRequirement(office.Requirements)
	if err != nil {
		return nil // a file that another program took over; its page shows what is wrong with it
	}
	if _, ok := q.Of(r.Format, r.Year); !ok {
		return nil
	}
	return q
}

// readFile is a file of requirements that was read before.
type readFile struct {
	text string
	q    *requirement.Requirement
	err  error
}

// readRequirement reads a file of requirements, the same one once: every
// request asks for it.
func (s *Server) readRequirement(text string) (*requirement.Requirement, error) {
	if last := s.lastRead.Load(); last != nil && last.text == text {
		return last.q, last.err
	}
	now := &readFile{text: text}
	now.q, now.err = requirement.Parse([]byte(text), s.Formats)
	s.lastRead.Store(now)
	return now.q, now.err
}

// viewUsual describes what the usual wording has for a part of a report.
func viewUsual(o *open, part string) usualView {
	v := usualView{Year: o.draft.Report.Year, Part: part, Lock: o.locked()}
	if o.requirement != nil {
		v.Asked, v.Source = askedOf(o, part), o.requirement.Source()
	}
	if v.Lock {
		return v
	}
	subject := o.subject()
	for i := range o.def.Templates {
		t := &o.def.Templates[i]
		if partOf(o.def, t) != part {
			continue
		}
		if value, head := draft.Value(o.def, o.draft.Report, t.Place); head {
			if line := subject.Line(t); value == "" && line != "" {
				v.Missing = append(v.Missing, usualItem{Template: t.ID, Name: t.Name, Text: []string{line}})
			}
			continue
		}
		if draft.Unbegun(o.def, o.draft.Report, report.Place(t.Place)) {
			v.Begin = &usualItem{Template: t.ID, Name: t.Name}
			continue
		}
		for _, said := range subject.Missing(t) {
			item := usualItem{Template: t.ID, Piece: said.Piece.ID, Name: said.Piece.Name}
			for _, p := range said.Paragraphs {
				item.Text = append(item.Text, o.draft.Report.Render(p))
			}
			v.Missing = append(v.Missing, item)
		}
	}
	return v
}

// partOf is the page that a template's place is on.
func partOf(def *form.Definition, t *form.Template) string {
	if _, head := def.HeadField(t.Place); head || report.Place(t.Place) == report.Preface {
		return partHead
	}
	return t.Place
}

// askedOf are the county's requirements for a part.
func askedOf(o *open, part string) []string {
	for i := range o.def.Sections {
		if sec := &o.def.Sections[i]; sectionPart(sec) == part {
			return o.requirement.Section(sec.Number).Lines()
		}
	}
	if part == partHead {
		return askedOfHead(o.requirement, o.draft.Report)
	}
	return nil
}

// usualInsert puts a template or a piece of one into the report.
func (s *Server) usualInsert(c *gin.Context) error {
	var part string
	err := s.note(c, func(o *open) (draft.Request, error) {
		t := o.def.Template(c.PostForm("template"))
		if t == nil {
			return draft.Request{}, errBody
		}
		part = partOf(o.def, t)
		if c.PostForm("piece") == "" {
			return draft.InsertTemplate(o.subject(), t), nil
		}
		piece := t.Piece(c.PostForm("piece"))
		if piece == nil {
			return draft.Request{}, errBody
		}
		return draft.InsertPiece(o.subject(), t, piece), nil
	})
	if err != nil {
		return err
	}
	return toPart(c, part)
}

// hasUsual reports whether a page may offer the usual wording, or say what the
// county asks.
func hasUsual(def *form.Definition, part string) bool {
	return part == partHead || tableOf(def, part) == nil && part != partCheck && part != ""
}
