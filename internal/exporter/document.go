package exporter

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Document is a report as readers see it: what every kind draws, in order.
// Empty parts are left out. All text is free of control characters.
type Document struct {
	Mark     string // above everything, on a report that is not final
	Number   string // document number, above the title
	Title    string
	Preface  []Paragraph
	Sections []Section
	Issuer   string // signature
	Date     string // as written: 2026年1月6日
	Note     string // below the date
}

// Section is one of the fixed parts under its official heading.
type Section struct {
	Number  int
	Heading string
	Before  []Paragraph
	Table   *Table // nil where the section has none
	After   []Paragraph
}

// Paragraph is a paragraph of prose. Level is that of its sub-heading: 2 for
// （一）, 3 for 1., 0 for body text; level 1 is the section heading itself.
// The first Lead bytes of Text are the sub-heading: all of them where it
// stands on a line of its own, the first sentence where the text runs on.
type Paragraph struct {
	Text  string
	Level int
	Lead  int
}

// IsHeading reports whether the paragraph is a heading on a line of its own.
func (p Paragraph) IsHeading() bool { return p.Lead > 0 && p.Lead == len(p.Text) }

// newMarked is NewDocument with what the options put into it.
func newMarked(def *form.Definition, r *report.Report, opts Options) *Document {
	d := NewDocument(def, r)
	d.Mark = clean(opts.Mark)
	return d
}

// NewDocument lays a report out. The definition must be the report's.
func NewDocument(def *form.Definition, r *report.Report) *Document {
	d := &Document{
		Number:  clean(r.DocumentNumber),
		Title:   clean(r.Title),
		Preface: paragraphs(r, report.Preface),
		Issuer:  clean(r.Signature.Issuer),
		Date:    clean(WrittenDate(r.Signature.Date)),
		Note:    clean(r.Printed.Note),
	}
	for i := range def.Sections {
		d.Sections = append(d.Sections, newSection(def, &def.Sections[i], r))
	}
	return d
}

func newSection(def *form.Definition, s *form.Section, r *report.Report) Section {
	place := report.SectionPlace(s.Number)
	out := Section{
		Number:  s.Number,
		Heading: s.Heading,
		Before:  paragraphs(r, place),
		After:   paragraphs(r, report.AfterTable(place)),
	}
	if s.Table != nil {
		out.Table = newTable(def, s.Table, r)
	}
	return out
}

func paragraphs(r *report.Report, place report.Place) []Paragraph {
	var out []Paragraph
	for _, text := range r.Paragraphs(place) {
		if text = clean(text); text != "" {
			out = append(out, newParagraph(text))
		}
	}
	return out
}

// leadRunes is the longest first sentence taken for a sub-heading.
const leadRunes = 40

// newParagraph tells a paragraph's level: the one place where sub-headings are
// recognised.
func newParagraph(text string) Paragraph {
	p := Paragraph{Text: text, Level: level(text)}
	if p.Level == 0 {
		return p
	}
	lead := text
	if head, _, runsOn := strings.Cut(text, sentenceEnd); runsOn {
		lead = head + sentenceEnd
	}
	standsAlone := lead == text && !strings.ContainsRune(closing, lastRune(text))
	if utf8.RuneCountInString(lead) <= leadRunes && (standsAlone || lead != text) {
		p.Lead = len(lead)
	} else {
		p.Level = 0
	}
	return p
}

func level(text string) int {
	for _, m := range levelMarks {
		if m.mark.MatchString(text) {
			return m.level
		}
	}
	return 0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// clean drops what XML, HTML and text files cannot carry: control characters,
// code points that are no characters. Tabs and line ends become spaces.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029:
			return ' '
		case unicode.IsControl(r) || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimSpace(s)
}

func isClean(s string) bool {
	for _, r := range s {
		if r < 0x20 || r >= 0x7F && r < 0xA0 || r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE || r == utf8.RuneError || r == 0x2028 || r == 0x2029 {
			return false
		}
	}
	return s == "" || s[0] != ' ' && s[len(s)-1] != ' '
}
