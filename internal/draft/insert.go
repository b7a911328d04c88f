package draft

import (
	"reflect"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
)

// Begun narratives and what is added to them later come from the templates of
// the format, as one change that is undone like one.

// InsertTemplate puts together the change that begins a place with the usual
// wording: a field of head or foot that is empty, or a narrative that has
// nothing yet but what answers have written, which the usual wording says too.
func InsertTemplate(s narrative.Subject, t *form.Template) Request {
	req := Request{Cause: Inserted}
	if value, ok := Value(s.Definition, s.Report, t.Place); ok {
		if value == "" {
			req.Edits = append(req.Edits, Edit{Field: t.Place, After: s.Line(t)})
		}
		return req
	}
	if place := report.Place(t.Place); Unbegun(s.Definition, s.Report, place) {
		req.Edits = append(req.Edits, rewrite(s.Report, place, s.Fill(t)))
	}
	return req
}

// Unbegun reports whether a narrative has nothing yet but what answers have
// written.
func Unbegun(def *form.Definition, r *report.Report, place report.Place) bool {
	for i := range def.Sections {
		if sec := &def.Sections[i]; len(sec.Aspects) > 0 && report.SectionPlace(sec.Number) == place {
			return onlyAnswers(def, r, sec)
		}
	}
	return len(r.Text[place]) == 0
}

// InsertPiece puts together the change that adds one piece of a template to a
// narrative. Nothing is added that stands there already.
func InsertPiece(s narrative.Subject, t *form.Template, piece *form.Piece) Request {
	req := Request{Cause: Inserted}
	said, ok := s.Piece(piece)
	if !ok {
		return req
	}
	place := report.Place(t.Place)
	if at, _ := s.Stands(place, said.Wording); at < 0 {
		req.Edits = append(req.Edits, rewrite(s.Report, place, s.Insert(t, said)))
	}
	return req
}

// rewrite is the edit that turns a narrative into another one: of the
// paragraphs that differ, those between the first and the last.
func rewrite(r *report.Report, place report.Place, now []report.Paragraph) Edit {
	was := r.Text[place]
	from := 0
	for from < min(len(was), len(now)) && reflect.DeepEqual(was[from], now[from]) {
		from++
	}
	back := 0
	for back < min(len(was), len(now))-from && reflect.DeepEqual(was[len(was)-1-back], now[len(now)-1-back]) {
		back++
	}
	was, now = was[from:len(was)-back], now[from:len(now)-back]
	return Edit{Field: TextPrefix + string(place), At: from, Before: rendered(r, was), After: rendered(r, now),
		Was: bound(was), Now: bound(now)}
}

func rendered(r *report.Report, paragraphs []report.Paragraph) string {
	texts := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		texts[i] = r.Render(p)
	}
	return strings.Join(texts, "\n")
}
