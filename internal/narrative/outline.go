package narrative

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Heading is a sub-heading of a narrative, （一）to （九十九）, and what stands
// under it.
type Heading struct {
	At     int    // index of its paragraph
	End    int    // of the first paragraph that no longer belongs to it
	Number int    // as printed
	Title  string // without its number
	Aspect string // id of the aspect it is, "" if none
	Inline bool   // text follows in the same paragraph
}

var headingPattern = regexp.MustCompile(headingExpression)

// headings finds the sub-headings of a narrative.
func headings(texts []string) []Heading {
	var out []Heading
	for at, text := range texts {
		m := headingPattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		h := Heading{At: at, End: len(texts), Number: fromOrdinal(m[1])}
		h.Title, h.Inline = headingTitle(m[2])
		if n := len(out); n > 0 {
			out[n-1].End = at
		}
		out = append(out, h)
	}
	return out
}

// headingTitle takes the title off what follows a number.
func headingTitle(text string) (title string, inline bool) {
	end := strings.IndexAny(text, titleEnds)
	if end < 0 {
		return strings.TrimSpace(text), utf8.RuneCountInString(text) > maxTitleRunes
	}
	_, width := utf8.DecodeRuneInString(text[end:])
	return strings.TrimSpace(text[:end]), strings.TrimSpace(text[end+width:]) != ""
}

// maxTitleRunes is the longest sub-heading; what is longer is a sentence.
const maxTitleRunes = 30

// Outline finds the sub-headings of a section's narrative.
func (s Subject) Outline(sec *form.Section) []Heading {
	return outline(sec, s.Report.Paragraphs(report.SectionPlace(sec.Number)))
}

func outline(sec *form.Section, texts []string) []Heading {
	list := headings(texts)
	for i := range list {
		if a := aspectOf(sec, list[i].Title); a != nil {
			list[i].Aspect = a.ID
		}
	}
	return list
}

// aspectOf is the aspect that a sub-heading names, nil if none: one whose title
// it is or holds, else one of whose keywords it is.
func aspectOf(sec *form.Section, title string) *form.Aspect {
	for _, fits := range []func(*form.Aspect) bool{
		func(a *form.Aspect) bool { return title == a.Title },
		func(a *form.Aspect) bool { return strings.Contains(title, a.Title) },
		func(a *form.Aspect) bool { return slices.Contains(a.Keywords, title) },
		func(a *form.Aspect) bool {
			return slices.ContainsFunc(a.Keywords, func(word string) bool { return strings.Contains(title, word) })
		},
	} {
		var found *form.Aspect
		for i := range sec.Aspects { // the longest title that fits is meant
			a := &sec.Aspects[i]
			if title != "" && fits(a) && (found == nil || len(a.Title) > len(found.Title)) {
				found = a
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// Absent lists the sub-headings a section should have and does not.
func (s Subject) Absent(sec *form.Section) []form.Aspect {
	list := s.Outline(sec)
	return slices.DeleteFunc(slices.Clone(s.Heads(sec)), func(a form.Aspect) bool {
		return slices.ContainsFunc(list, func(h Heading) bool { return h.Title == a.Title || a.ID != "" && h.Aspect == a.ID })
	})
}

func headingParagraph(number int, title string) report.Paragraph {
	return report.Plain(ordinalText(number) + title)
}

// Renumber numbers the sub-headings of a narrative in their order. Paragraphs
// whose number is right stay as they are.
func Renumber(paragraphs []report.Paragraph) []report.Paragraph {
	out := slices.Clone(paragraphs)
	number := 0
	for i, p := range out {
		if len(p.Runs) == 0 || !isText(p.Runs[0]) {
			continue
		}
		m := headingPattern.FindStringSubmatch(p.Runs[0].Text)
		if m == nil {
			continue
		}
		number++
		if text := ordinalText(number) + m[2]; fromOrdinal(m[1]) != number {
			p.Runs = slices.Clone(p.Runs)
			p.Runs[0].Text = text
			out[i] = p
		}
	}
	return out
}

// MoveHeading moves the from-th sub-heading with what stands under it so that
// it becomes the to-th, counted from 0, and renumbers. Indexes beyond the
// headings change nothing.
func MoveHeading(paragraphs []report.Paragraph, from, to int) []report.Paragraph {
	list := headings(plain(paragraphs))
	if from < 0 || from >= len(list) || to < 0 || to >= len(list) {
		return paragraphs
	}
	out := slices.Clone(paragraphs[:list[0].At])
	order := slices.Insert(slices.Delete(slices.Clone(list), from, from+1), to, list[from])
	for _, h := range order {
		out = append(out, paragraphs[h.At:h.End]...)
	}
	return Renumber(out)
}

// RemoveHeading takes the n-th sub-heading away with what stands under it, and
// renumbers.
func RemoveHeading(paragraphs []report.Paragraph, n int) []report.Paragraph {
	list := headings(plain(paragraphs))
	if n < 0 || n >= len(list) {
		return paragraphs
	}
	return Renumber(slices.Concat(paragraphs[:list[n].At], paragraphs[list[n].End:]))
}

// RenameHeading gives the n-th sub-heading another title.
func RenameHeading(paragraphs []report.Paragraph, n int, title string) []report.Paragraph {
	return retitled(paragraphs, n, func(h Heading, rest string) string { return ordinalText(h.Number) + title + rest })
}

// DropHeading takes the n-th sub-heading away and leaves what stands under it,
// and renumbers.
func DropHeading(paragraphs []report.Paragraph, n int) []report.Paragraph {
	return Renumber(retitled(paragraphs, n, func(_ Heading, rest string) string { return strings.TrimLeft(rest, titleEnds) }))
}

// retitled rewrites the n-th sub-heading; a paragraph of which nothing is left
// is taken away. A title that is not plain text stays.
func retitled(paragraphs []report.Paragraph, n int, write func(h Heading, rest string) string) []report.Paragraph {
	list := headings(plain(paragraphs))
	if n < 0 || n >= len(list) {
		return paragraphs
	}
	h, p := list[n], paragraphs[list[n].At]
	m := headingPattern.FindStringSubmatch(p.Runs[0].Text)
	if m == nil || !strings.HasPrefix(m[2], h.Title) {
		return paragraphs
	}
	p.Runs = slices.Clone(p.Runs)
	if p.Runs[0].Text = write(h, strings.TrimPrefix(m[2], h.Title)); p.Runs[0].Text == "" {
		p.Runs = p.Runs[1:]
	}
	out := slices.Clone(paragraphs)
	if out[h.At] = p; len(p.Runs) == 0 {
		out = slices.Delete(out, h.At, h.At+1)
	}
	return out
}

// AddHeading puts a sub-heading before the n-th, or behind all, and renumbers.
func AddHeading(paragraphs []report.Paragraph, n int, title string, body ...report.Paragraph) []report.Paragraph {
	list := headings(plain(paragraphs))
	at := len(paragraphs)
	if n >= 0 && n < len(list) {
		at = list[n].At
	}
	more := append([]report.Paragraph{headingParagraph(1, title)}, body...)
	return Renumber(splice(paragraphs, at, more))
}

// plain is what the headings of paragraphs can be told from: text that stands
// at their beginning.
func plain(paragraphs []report.Paragraph) []string {
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		for _, run := range p.Runs {
			if run.Text == "" {
				break
			}
			out[i] += run.Text
		}
	}
	return out
}
