package intake

import (
	"strings"
	"unicode"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Line is a line of the source with what was taken from it.
type Line struct {
	Number int
	Cells  []string // more than one: a row of a table
	Taken  []Taken
	Doubts []int // places of the doubts that speak of it
}

// Taken is a value and what it is.
type Taken struct {
	Code form.Code
	Name string
	Text string
}

// mostLines bounds what is shown of a source.
const mostLines = 20_000

// Source lists the lines with what was read from them.
func (m *Import) Source(def *form.Definition) []Line {
	out := make([]Line, 0, min(len(m.Lines), mostLines))
	for i, text := range m.Lines {
		if i == mostLines {
			break
		}
		out = append(out, Line{Number: i + 1, Cells: strings.Split(text, "\t")})
	}
	if m.Report == nil {
		return out
	}
	for _, f := range def.Fields() {
		at := m.Report.Sources[f.Code].Line
		if v := m.Report.Cell(f.Code); at > 0 && at <= len(out) && !v.IsBlank() {
			out[at-1].Taken = append(out[at-1].Taken, Taken{f.Code, Name(def, f), v.String() + m.Report.Units[f.Code]})
		}
	}
	for i, d := range m.Report.Doubts {
		if d.Line > 0 && d.Line <= len(out) {
			out[d.Line-1].Doubts = append(out[d.Line-1].Doubts, i)
		}
	}
	return out
}

// Paragraph is a piece of prose with the line it stands in, 0 if that is not
// known.
type Paragraph struct {
	Text string
	Line int
}

// Narrative lists the paragraphs of a place as they were read.
func (m *Import) Narrative(r *report.Report, place report.Place, index *Index) []Paragraph {
	var out []Paragraph
	for _, text := range r.Paragraphs(place) {
		out = append(out, Paragraph{text, index.Find(text)})
	}
	return out
}

// Index finds texts in a source.
type Index struct{ byStart map[string][]indexed }

type indexed struct {
	text string
	line int
}

// startRunes is how much of a text must be alike to look closer.
const startRunes = 6

// NewIndex prepares a source for looking texts up.
func (m *Import) NewIndex() *Index {
	x := &Index{map[string][]indexed{}}
	for i, text := range m.Lines {
		text = squeeze(text)
		if key := start(text); key != "" {
			x.byStart[key] = append(x.byStart[key], indexed{text, i + 1})
		}
	}
	return x
}

// Find is the line that begins as a text does and agrees with it longest; 0 if
// there is none.
func (x *Index) Find(text string) int {
	text = squeeze(text)
	best, at := 0, 0
	for _, l := range x.byStart[start(text)] {
		if n := common(text, l.text); n > best {
			best, at = n, l.line
		}
		if best == len(text) {
			break // a source may say the same thing ten thousand times
		}
	}
	return at
}

func start(text string) string {
	n := 0
	for i := range text {
		if n == startRunes {
			return text[:i]
		}
		n++
	}
	return text
}

func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// squeeze leaves only what is printed black.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '#' || r == '*' {
			return -1
		}
		return r
	}, text)
}
