package rollover

import (
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/internal/narrative"
	"nianbao/internal/report"
	"nianbao/internal/sentence"
)

// Bound figures, and figures that are no longer bound, stand in a text as
// characters from these on while it is taken apart, one for each run.
const (
	boundMark = '\uE000'
	looseMark = '\uF000'
	lastMark  = '\uF8FF'
)

// narrative carries the prose of a place.
func (r *roller) narrative(place report.Place) {
	for _, p := range r.bound(place) {
		if now := r.paragraph(place, p); len(now.Runs) > 0 {
			r.Report.Text[place] = append(r.Report.Text[place], now)
			r.Tally.Paragraphs++
			if now.Carried {
				r.Tally.Marked++
			}
		}
	}
}

// bound is last year's prose with the figures bound that say what their cells
// say: they will follow this year's.
func (r *roller) bound(place report.Place) []report.Paragraph {
	paragraphs := r.first.Report.Text[place]
	if r.first.Def == nil || len(paragraphs) == 0 {
		return paragraphs
	}
	offers := r.binder.Offers(r.first.Report, paragraphs)
	if len(offers) == 0 {
		return paragraphs
	}
	paragraphs = slices.Clone(paragraphs)
	for _, o := range slices.Backward(offers) { // from behind: what is before stays where it is
		if p, ok := narrative.Bind(r.first.Def, paragraphs[o.Paragraph], o); ok {
			paragraphs[o.Paragraph] = p
		}
	}
	return paragraphs
}

// paragraph carries a paragraph; it has no runs if nothing of it is left.
func (r *roller) paragraph(place report.Place, p report.Paragraph) report.Paragraph {
	var now report.Paragraph
	if said := strings.Trim(r.first.Report.Render(p), blanks); len(said) < debrisBytes && debris.MatchString(said) {
		r.note(sectionOf(place), debrisNote, quoted(said))
		r.Tally.Dropped++
		return now
	}
	text := r.flatten(p)
	alone := isHeading(text)
	for _, s := range sentence.Split(text) {
		c := &carrier{roller: r, place: place, runs: p.Runs, text: s, settled: alone}
		c.carry()
		now.Runs = joined(now.Runs, c.out)
		r.count(c)
		now.Carried = now.Carried || c.plain()
	}
	trimEnds(&now)
	return now
}

// joined appends runs; text that is confirmed with the paragraph is one run,
// a sentence to be confirmed by itself always one of its own.
func joined(runs, more []report.Run) []report.Run {
	n := len(runs)
	if n > 0 && len(more) > 0 && runs[n-1].Text != "" && more[0].Text != "" && !runs[n-1].Confirm && !more[0].Confirm {
		runs[n-1].Text += more[0].Text
		more = more[1:]
	}
	return append(runs, more...)
}

// count enters what became of a sentence.
func (r *roller) count(c *carrier) {
	switch {
	case c.dropped:
		r.Tally.Dropped++
	case c.slots > 0:
		r.Tally.Slots += c.slots
		r.Tally.Sentences++
	case c.confirm && !c.settled:
		r.Tally.Confirms++
		r.Tally.Sentences++
	}
}

// flatten is the paragraph as one text. A figure of a cell that means
// something else in the new format is no longer bound, nor is any in a
// paragraph of more runs than there are marks.
func (r *roller) flatten(p report.Paragraph) string {
	var b strings.Builder
	if len(p.Runs) > int(lastMark-looseMark) {
		return strings.Map(noMark, r.first.Report.Render(p))
	}
	for i, run := range p.Runs {
		switch {
		case run.Slot != nil:
			b.WriteRune(looseMark + rune(i))
		case run.Ref != "" && r.first.Def != nil && r.to.MeansSame(r.first.Def.Format, run.Ref):
			b.WriteRune(boundMark + rune(i))
		case run.Ref != "":
			b.WriteRune(looseMark + rune(i))
		default:
			b.WriteString(strings.Map(noMark, run.Text))
		}
	}
	return b.String()
}

// noMark takes out characters that would be taken for marks; they print
// nothing anybody could read.
func noMark(c rune) rune {
	if c >= boundMark && c <= lastMark {
		return -1
	}
	return c
}

// isMark tells a mark and the index of its run.
func isMark(c rune) (index int, bound, ok bool) {
	switch {
	case c >= boundMark && c < looseMark:
		return int(c - boundMark), true, true
	case c >= looseMark && c <= lastMark:
		return int(c - looseMark), false, true
	}
	return 0, false, false
}

// isHeading reports whether a paragraph is a numbered sub-heading and no more.
func isHeading(text string) bool {
	return utf8.RuneCountInString(text) <= headingRunes && numbered.MatchString(text) &&
		!strings.ContainsAny(strings.TrimRight(text, headingEnds), headingNot)
}

// debrisBytes is longer than any paragraph that is only left over from a
// template.
const debrisBytes = 200

// headingRunes is the longest sub-heading.
const headingRunes = 28

// trimEnds takes white space off the ends of what is left of a paragraph.
func trimEnds(p *report.Paragraph) {
	for len(p.Runs) > 0 {
		first := &p.Runs[0]
		if first.Text == "" {
			break
		}
		if first.Text = strings.TrimLeftFunc(first.Text, report.IsSpace); first.Text != "" {
			break
		}
		p.Runs = p.Runs[1:]
	}
	for len(p.Runs) > 0 {
		last := &p.Runs[len(p.Runs)-1]
		if last.Text == "" {
			break
		}
		if last.Text = strings.TrimRightFunc(last.Text, report.IsSpace); last.Text != "" {
			break
		}
		p.Runs = p.Runs[:len(p.Runs)-1]
	}
}
