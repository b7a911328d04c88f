package narrative

import (
	"slices"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Missing lists the pieces of a template that its narrative does not say yet,
// in whatever words.
func (s Subject) Missing(t *form.Template) []Said {
	place := report.Place(t.Place)
	body := s.body(place)
	return slices.DeleteFunc(s.Pieces(t), func(said Said) bool {
		if at, _ := s.Stands(place, said.Wording); at >= 0 {
			return true
		}
		return toldIn(*said.Piece, body)
	})
}

// toldIn reports whether a text says what a piece says, in whatever words.
func toldIn(p form.Piece, text string) bool {
	return slices.ContainsFunc(p.Words, func(word string) bool { return strings.Contains(text, word) })
}

// body is a narrative without its sub-headings.
func (s Subject) body(place report.Place) string {
	texts := s.Report.Paragraphs(place)
	for _, h := range headings(texts) {
		if !h.Inline {
			texts[h.At] = ""
		}
	}
	return strings.Join(texts, "\n")
}

// Insert puts a piece of a template where it belongs and returns the whole
// narrative: under the sub-heading of its aspect, which comes along where the
// narrative has others but not this one, and before what the template says
// later.
func (s Subject) Insert(t *form.Template, said Said) []report.Paragraph {
	place := report.Place(t.Place)
	have, texts, sec := s.Report.Text[place], s.Report.Paragraphs(place), s.section(t)
	if sec == nil || said.Piece.Aspect == "" {
		return splice(have, before(t, said, texts), said.Paragraphs)
	}
	list := outline(sec, texts)
	if i := slices.IndexFunc(list, func(h Heading) bool { return h.Aspect == said.Piece.Aspect }); i >= 0 {
		return splice(have, after(t, said, texts, list[i].At+1, list[i].End), said.Paragraphs)
	}
	heads := s.Heads(sec)
	n := slices.IndexFunc(heads, func(a form.Aspect) bool { return a.ID == said.Piece.Aspect })
	if n < 0 || len(list) == 0 { // the county's sub-headings leave it out, or there are none
		return splice(have, len(have), said.Paragraphs)
	}
	body := append([]report.Paragraph{headingParagraph(1, heads[n].Title)}, said.Paragraphs...)
	return Renumber(splice(have, behind(list, heads[:n]), body))
}

// behind is where a sub-heading goes: behind the last of those that come
// before it, else before all.
func behind(list []Heading, earlier []form.Aspect) int {
	at := list[0].At
	for _, h := range list {
		if slices.ContainsFunc(earlier, func(a form.Aspect) bool { return a.ID == h.Aspect }) {
			at = h.End
		}
	}
	return at
}

// after is the index behind the last of some paragraphs that says what the
// template says of the aspect earlier than a piece, else the first.
func after(t *form.Template, said Said, texts []string, from, to int) int {
	earlier := t.Pieces[:indexOf(t, said)]
	for at := to - 1; at >= from; at-- {
		if slices.ContainsFunc(earlier, func(p form.Piece) bool { return p.Aspect == said.Piece.Aspect && toldIn(p, texts[at]) }) {
			return at + 1
		}
	}
	return from
}

// before is the index of the first paragraph that says what the template says
// later than a piece, else behind all.
func before(t *form.Template, said Said, texts []string) int {
	later := t.Pieces[indexOf(t, said)+1:]
	at := slices.IndexFunc(texts, func(text string) bool {
		return slices.ContainsFunc(later, func(p form.Piece) bool { return toldIn(p, text) })
	})
	if at < 0 {
		return len(texts)
	}
	return at
}

func indexOf(t *form.Template, said Said) int {
	return slices.IndexFunc(t.Pieces, func(p form.Piece) bool { return p.ID == said.Piece.ID })
}

func splice(have []report.Paragraph, at int, more []report.Paragraph) []report.Paragraph {
	return slices.Concat(have[:at], more, have[at:])
}
