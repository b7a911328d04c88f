package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"nianbao/internal/form"
)

// Paragraph is a paragraph of prose: runs of text, bound figures and open
// slots. Carried marks text taken over from last year and not yet confirmed.
// Paragraphs are immutable: to change one, put another in its place.
type Paragraph struct {
	Runs    []Run `json:"runs"`
	Carried bool  `json:"carried,omitzero"`

	Extra map[string]jsontext.Value `json:",embed"`
}

// Run is a piece of a paragraph, exactly one of: text, a figure that follows
// its cell, or an open slot with what last year said.
type Run struct {
	Text string    `json:"t,omitzero"`
	Ref  form.Code `json:"ref,omitzero"`
	Slot *string   `json:"slot,omitzero"`

	// Confirm marks a sentence of last year that names a date, a figure, a
	// person or a meeting: it is confirmed by itself.
	Confirm bool `json:"confirm,omitzero"`

	Extra map[string]jsontext.Value `json:",embed"`
}

// Plain is a paragraph of unbound text.
func Plain(text string) Paragraph { return Paragraph{Runs: []Run{{Text: text}}} }

// IsPlain reports whether the paragraph's text says everything about it.
func (p Paragraph) IsPlain() bool {
	return !p.Carried && len(p.Extra) == 0 && !slices.ContainsFunc(p.Runs, func(r Run) bool {
		return r.Ref != "" || r.Slot != nil || r.Confirm || len(r.Extra) > 0
	})
}

// Prints reports whether the paragraph may print a text: its runs are well
// formed, name cells the format knows, and stand in the text in order. Between
// them the text may have any figures, since cells change.
func (p Paragraph) Prints(text string, known func(form.Code) bool) bool {
	figure := false // a bound figure comes before the next fixed run
	for _, run := range p.Runs {
		if !run.wellFormed() || run.Ref != "" && !known(run.Ref) {
			return false
		}
		if run.Ref != "" {
			figure = true
			continue
		}
		at := strings.Index(text, run.fixed())
		if at < 0 || at > 0 && !figure || utf8.RuneCountInString(text[:at]) > MaxValueRunes {
			return false
		}
		text, figure = text[at+len(run.fixed()):], false
	}
	return text == "" || figure && utf8.RuneCountInString(text) <= MaxValueRunes
}

// wellFormed reports whether the run is exactly one of what a run can be.
func (run Run) wellFormed() bool {
	switch {
	case run.Slot != nil:
		return run.Ref == "" && run.Text == "" && utf8.RuneCountInString(*run.Slot) <= MaxValueRunes
	case run.Ref != "":
		return run.Text == ""
	}
	return run.Text != ""
}

// fixed is what a run prints that follows no cell.
func (run Run) fixed() string {
	if run.Slot != nil {
		return slotText(*run.Slot)
	}
	return run.Text
}

// HasSlot reports whether the paragraph has an open slot.
func (p Paragraph) HasSlot() bool {
	return slices.ContainsFunc(p.Runs, func(r Run) bool { return r.Slot != nil })
}

// Render is the paragraph as printed, bound figures taken from the cells. A
// figure whose cell is blank is printed as a gap.
func (r *Report) Render(p Paragraph) string {
	var b strings.Builder
	for _, run := range p.Runs {
		b.WriteString(r.renderRun(run))
	}
	return b.String()
}

func (r *Report) renderRun(run Run) string {
	if run.Ref == "" {
		return run.fixed()
	}
	if v := r.Cell(run.Ref); !v.IsBlank() {
		return v.String()
	}
	return blank
}

// Parts renders a paragraph run by run.
func (r *Report) Parts(p Paragraph) []string {
	out := make([]string, 0, len(p.Runs))
	for _, run := range p.Runs {
		out = append(out, r.renderRun(run))
	}
	return out
}

// Paragraphs renders a narrative, one string a paragraph.
func (r *Report) Paragraphs(place Place) []string {
	out := make([]string, 0, len(r.Text[place]))
	for _, p := range r.Text[place] {
		out = append(out, r.Render(p))
	}
	return out
}

// Narrative renders a narrative in normal form: paragraphs separated by one
// newline.
func (r *Report) Narrative(place Place) string {
	return strings.Join(r.Paragraphs(place), "\n")
}

// SetNarrative replaces a narrative by plain text. Paragraphs whose printed
// text stays keep their bindings and marks.
func (r *Report) SetNarrative(place Place, text string) {
	paragraphs := r.match(r.Text[place], SplitParagraphs(text))
	if len(paragraphs) == 0 {
		delete(r.Text, place)
		return
	}
	r.Text[place] = paragraphs
}

// match gives each text the first unused paragraph of old, in order, that
// prints it, and a plain paragraph otherwise.
func (r *Report) match(old []Paragraph, texts []string) []Paragraph {
	out := make([]Paragraph, 0, len(texts))
	next := 0
	for _, text := range texts {
		p := Plain(text)
		for i := next; i < len(old); i++ {
			if r.Render(old[i]) == text {
				p, next = old[i], i+1
				break
			}
		}
		out = append(out, p)
	}
	return out
}

// Splice puts texts in the place of n paragraphs from index at, and returns
// the new paragraphs. A paragraph whose text stays keeps its bindings; one
// rewritten in place keeps those of its figures that are still printed.
func (r *Report) Splice(place Place, at, n int, texts []string) []Paragraph {
	old := r.Text[place][at : at+n]
	now := r.match(old, texts)
	if len(texts) == n {
		for i, text := range texts {
			now[i] = r.Retext(old[i], text)
		}
	}
	r.replace(place, at, n, now)
	return now
}

// PutParagraphs overwrites paragraphs from index at with given ones.
func (r *Report) PutParagraphs(place Place, at int, paragraphs []Paragraph) []Paragraph {
	r.replace(place, at, len(paragraphs), paragraphs)
	return paragraphs
}

func (r *Report) replace(place Place, at, n int, now []Paragraph) {
	all := slices.Concat(r.Text[place][:at], now, r.Text[place][at+n:])
	if len(all) == 0 {
		delete(r.Text, place)
		return
	}
	r.Text[place] = all
}

// Retext writes new text into a paragraph. Runs at the beginning and the end
// that the new text still prints keep their bindings.
func (r *Report) Retext(p Paragraph, text string) Paragraph {
	head, runs, text := r.keep(p.Runs, text, false)
	tail, _, text := r.keep(runs, text, true)
	out := Paragraph{Carried: p.Carried, Extra: p.Extra, Runs: head}
	if text != "" {
		out.Runs = append(out.Runs, Run{Text: text})
	}
	out.Runs = append(out.Runs, tail...)
	return out
}

// keep takes runs off one end as long as text prints them there, and returns
// them in reading order with what is left of both. A run of text is kept only
// whole, and only beside a figure or a sentence to be confirmed: otherwise it
// is part of what was rewritten. Such a sentence itself stays to be confirmed
// while nobody touches it.
func (r *Report) keep(runs []Run, text string, fromEnd bool) (kept, rest []Run, left string) {
	for len(runs) > 0 {
		at, beside := 0, 1
		if fromEnd {
			at, beside = len(runs)-1, len(runs)-2
		}
		run := runs[at]
		if run.Text != "" && !run.Confirm && (len(runs) < 2 || isWords(runs[beside])) {
			break
		}
		cut, ok := cutEnd(text, r.renderRun(run), fromEnd, run.Text == "")
		if !ok {
			break
		}
		text = cut
		if fromEnd {
			kept, runs = append([]Run{run}, kept...), runs[:at]
		} else {
			kept, runs = append(kept, run), runs[1:]
		}
	}
	return kept, runs, text
}

// isWords tells plain text from figures and sentences to be confirmed.
func isWords(run Run) bool { return run.Text != "" && !run.Confirm }

// cutEnd removes s from one end of text. A figure must not be part of a longer
// one: 1 is not the beginning of 13.
func cutEnd(text, s string, fromEnd, figure bool) (rest string, ok bool) {
	if fromEnd {
		rest, ok = strings.CutSuffix(text, s)
		return rest, ok && !(figure && rest != "" && inFigure(rest[len(rest)-1]))
	}
	rest, ok = strings.CutPrefix(text, s)
	return rest, ok && !(figure && rest != "" && inFigure(rest[0]))
}

func inFigure(b byte) bool { return b >= '0' && b <= '9' || b == '.' || b == ',' }

// SplitParagraphs brings text to normal form: paragraphs at line ends, each
// trimmed, none empty, no tabs.
func SplitParagraphs(text string) []string {
	var out []string
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimFunc(strings.ReplaceAll(line, "\t", " "), IsSpace)
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}
