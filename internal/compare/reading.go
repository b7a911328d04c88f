package compare

import (
	"strings"
	"unicode/utf8"

	"nianbao/internal/prosediff"
	"nianbao/internal/report"
	"nianbao/internal/sentence"
)

// Reading is the prose of report B with what became of A's in it, for people,
// and how much of it is A's again.
type Reading struct {
	Narratives []Narrative // those that either report has, in printing order
	Rate       Rate
}

// Narrative is one place of a Reading, a list of passages a paragraph.
type Narrative struct {
	Place      report.Place
	Name       string
	Paragraphs [][]Passage
	Rate       Rate
}

// Passage is a stretch of prose with one fate. Again marks whole sentences
// that stand as they stood.
type Passage struct {
	Op    prosediff.Op
	Text  string
	Again bool
}

// Rate is how many characters of a text stood there before, of those that
// count: headings, statutory sentences, contact data and sentences that say
// there was nothing are alike every year.
type Rate struct {
	Again   int `json:"again"`
	Counted int `json:"counted"`
}

// Percent is the rate, rounded down.
func (r Rate) Percent() int {
	if r.Counted == 0 {
		return 0
	}
	return 100 * r.Again / r.Counted
}

// High reports whether more than half stood there before.
func (r Rate) High() bool { return 2*r.Again > r.Counted }

// Read puts the prose of B beside A's.
func Read(a, b *report.Report) Reading {
	var out Reading
	for _, place := range report.Places {
		before, now := a.Paragraphs(place), b.Paragraphs(place)
		if len(before)+len(now) == 0 {
			continue
		}
		n := Narrative{Place: place, Name: PlaceName(place), Rate: rate(place, before, now)}
		for _, p := range align(before, now) {
			n.Paragraphs = append(n.Paragraphs, passages(at(before, p.a), at(now, p.b)))
		}
		out.Narratives = append(out.Narratives, n)
		out.Rate.Again += n.Rate.Again
		out.Rate.Counted += n.Rate.Counted
	}
	return out
}

// at is a paragraph, "" where there is none.
func at(paragraphs []string, i int) string {
	if i < 0 {
		return ""
	}
	return paragraphs[i]
}

// passages marks what differs, and whole sentences that do not.
func passages(before, now string) []Passage {
	var out []Passage
	ends := sentenceEnds(now)
	pos := 0 // in now
	for _, piece := range prosediff.Diff(before, now) {
		if piece.Op != prosediff.Same {
			out = append(out, Passage{Op: piece.Op, Text: piece.Text})
			if piece.Op == prosediff.Added {
				pos += len(piece.Text)
			}
			continue
		}
		out = append(out, stayed(piece.Text, pos, ends)...)
		pos += len(piece.Text)
	}
	return out
}

// stayed cuts what is the same, beginning at pos, into whole sentences and the
// rest.
func stayed(text string, pos int, ends []int) []Passage {
	from, to := -1, -1 // the whole sentences in it
	end := pos + len(text)
	for _, e := range ends {
		if e < pos || e > end {
			continue
		}
		if from < 0 {
			from = e
		}
		to = e
	}
	var out []Passage
	add := func(s string, again bool) {
		if s != "" {
			out = append(out, Passage{prosediff.Same, s, again})
		}
	}
	if from < 0 || from == to {
		add(text, false)
		return out
	}
	add(text[:from-pos], false)
	add(text[from-pos:to-pos], true)
	add(text[to-pos:], false)
	return out
}

// sentenceEnds are the offsets at which sentences begin and end.
func sentenceEnds(text string) []int {
	ends := []int{0}
	for _, s := range sentence.Split(text) {
		ends = append(ends, ends[len(ends)-1]+len(s))
	}
	return ends
}

// rate counts the characters of now that stood in before, but for the year.
func rate(place report.Place, before, now []string) Rate {
	var out Rate
	if place == report.Preface {
		return out
	}
	stood := map[string]bool{}
	for _, p := range before {
		for _, s := range sentence.Split(p) {
			stood[sentence.Yearless(s)] = true
		}
	}
	for _, p := range now {
		for _, s := range sentence.Split(p) {
			if !sentence.Counts(s) {
				continue
			}
			n := utf8.RuneCountInString(strings.TrimSpace(s))
			out.Counted += n
			if stood[sentence.Yearless(s)] {
				out.Again += n
			}
		}
	}
	return out
}
