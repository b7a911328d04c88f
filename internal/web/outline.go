package web

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
	"nianbao/internal/requirement"
)

// outlineView lists the sub-headings of a narrative, to move, name, add and
// remove them.
type outlineView struct {
	Headings []headingView
	Absent   []string // sub-headings it should have
	Mixed    bool     // the numbers are not in order
	Lock     bool
	Chars    int
	Limit    int // the county's, 0 if it has none
}

// headingView is a sub-heading; Seen is its paragraph, by which the server
// knows that it is still the one the person saw.
type headingView struct {
	narrative.Heading
	N           int
	Seen        string
	First, Last bool
	Empty       bool // nothing stands under it
}

func viewOutline(o *open, sec *form.Section) outlineView {
	subject := o.subject()
	texts := o.draft.Report.Paragraphs(report.SectionPlace(sec.Number))
	v := outlineView{Lock: o.locked()}
	for _, text := range texts {
		v.Chars += requirement.Chars(text)
	}
	if o.requirement != nil {
		v.Limit = o.requirement.Section(sec.Number).MaxChars
	}
	list := subject.Outline(sec)
	for i, h := range list {
		v.Headings = append(v.Headings, headingView{Heading: h, N: i, Seen: texts[h.At],
			First: i == 0, Last: i == len(list)-1, Empty: h.End == h.At+1 && !h.Inline})
		v.Mixed = v.Mixed || h.Number != i+1
	}
	for _, a := range subject.Absent(sec) {
		v.Absent = append(v.Absent, a.Title)
	}
	return v
}

// outlineRequest is what is done to a sub-heading.
type outlineRequest struct {
	changeRequest
	Do    string `json:"do"` // move, name, add, drop, remove or number
	N     int    `json:"n"`
	Seen  string `json:"seen"` // its paragraph
	To    int    `json:"to"`
	Title string `json:"title"`
}

// longestHeading is the longest title of a sub-heading.
const longestHeading = 30

// changeOutline stores what was done to a sub-heading, as an edit of the text.
func (s *Server) changeOutline(c *gin.Context) (any, error) {
	var body outlineRequest
	if err := readJSON(c, &body); err != nil {
		return nil, err
	}
	return s.store(c, body.changeRequest, func(d *draft.Draft, def *form.Definition) (draft.Change, error) {
		number, _ := strconv.Atoi(body.Part)
		sec := def.Section(number)
		if sec == nil || !sec.Prose {
			return draft.Change{}, errBody
		}
		place := report.SectionPlace(number)
		now, err := body.apply(d.Report, sec, def)
		if err != nil {
			return draft.Change{}, err
		}
		req := draft.Request{ID: body.ID, By: by(c)}
		edit, differs := draft.TextEdit(d.Report, place, now)
		if !differs { // an edit that changes nothing
			edit = draft.Edit{Field: draft.TextPrefix + string(place)}
		}
		req.Edits = append(req.Edits, edit)
		return d.Apply(def, req, s.Now())
	})
}

// apply makes the narrative as it is wanted.
func (b outlineRequest) apply(r *report.Report, sec *form.Section, def *form.Definition) ([]report.Paragraph, error) {
	paragraphs := r.Text[report.SectionPlace(sec.Number)]
	title := strings.TrimSpace(strings.Join(strings.Fields(b.Title), " "))
	if utf8.RuneCountInString(title) > longestHeading {
		return nil, errHeading
	}
	switch b.Do {
	case "number":
		return narrative.Renumber(paragraphs), nil
	case "add":
		if title == "" {
			return nil, errHeading
		}
		return addHeading(r, sec, def, title), nil
	}
	list := narrative.Subject{Definition: def, Report: r}.Outline(sec)
	if b.N < 0 || b.N >= len(list) || r.Render(paragraphs[list[b.N].At]) != b.Seen {
		return nil, errMoved
	}
	switch {
	case b.Do == "move":
		return narrative.MoveHeading(paragraphs, b.N, b.To), nil
	case b.Do == "name" && title != "":
		return narrative.RenameHeading(paragraphs, b.N, title), nil
	case b.Do == "drop":
		return narrative.DropHeading(paragraphs, b.N), nil
	case b.Do == "remove":
		return narrative.RemoveHeading(paragraphs, b.N), nil
	}
	return nil, errHeading
}

// addHeading puts an aspect where it belongs among the others, and any other
// title behind all.
func addHeading(r *report.Report, sec *form.Section, def *form.Definition, title string) []report.Paragraph {
	subject := narrative.Subject{Definition: def, Report: r}
	heads, list := subject.Heads(sec), subject.Outline(sec)
	at := len(list)
	mine := slices.IndexFunc(heads, func(a form.Aspect) bool { return a.Title == title })
	if mine >= 0 {
		later := heads[mine+1:]
		if i := slices.IndexFunc(list, func(h narrative.Heading) bool {
			return slices.ContainsFunc(later, func(a form.Aspect) bool { return a.ID == h.Aspect })
		}); i >= 0 {
			at = i
		}
	}
	return narrative.AddHeading(r.Text[report.SectionPlace(sec.Number)], at, title)
}
