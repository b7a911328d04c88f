package rollover

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/internal/report"
	"nianbao/internal/sentence"
)

// carrier carries one sentence.
type carrier struct {
	*roller
	place report.Place
	runs  []report.Run // of the paragraph, which marks refer to
	text  string       // the sentence, bound figures as marks
	out   []report.Run

	confirm bool // names something that has to be looked at
	settled bool // certain as it is: nothing to look at
	dropped bool
	slots   int
}

// plain reports whether the sentence is confirmed with its paragraph.
func (c *carrier) plain() bool {
	return len(c.out) > 0 && !c.settled && !c.confirm && c.slots == 0
}

func (c *carrier) carry() {
	c.dropGone()
	said := c.said()
	switch {
	case c.dropped:
		return
	case c.answered(said):
		return
	case c.place == "5" && aboutLastReport.MatchString(said):
		c.leaveOpen(said)
		return
	}
	if c.place == report.Preface {
		c.refresh()
	}
	c.confirm = c.confirm || looked.MatchString(fromTable.ReplaceAllString(said, "")) || c.place == report.Preface && contact.MatchString(said) ||
		c.place == "6" && closing.MatchString(said)
	c.compose()
	if c.place == report.Preface && !c.confirm && strings.Contains(c.text, c.notice) {
		c.settled = true
	}
	if c.settled {
		c.confirm = false
	}
	if c.confirm && c.slots == 0 {
		for i := range c.out {
			c.out[i].Confirm = true
		}
	}
}

// said is the sentence as it was printed.
func (c *carrier) said() string {
	var b strings.Builder
	for _, r := range c.text {
		if i, _, ok := isMark(r); ok {
			b.WriteString(c.first.Report.Render(report.Paragraph{Runs: c.runs[i : i+1]}))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// leaveOpen puts a slot in place of the whole sentence.
func (c *carrier) leaveOpen(said string) {
	said = strings.Trim(said, blanks)
	end := ""
	if last, n := utf8.DecodeLastRuneInString(said); strings.ContainsRune(fullStops, last) {
		said, end = said[:len(said)-n], string(last)
	}
	c.slot(wholeSentence + said)
	c.words(end)
}

// compose puts the sentence together anew from its pieces.
func (c *carrier) compose() {
	pieces := sentence.Scan(c.text)
	before := ""
	for i, p := range pieces {
		next := ""
		if i+1 < len(pieces) {
			next = pieces[i+1].Text
		}
		c.piece(p, before, next)
		before += p.Text
	}
}

func (c *carrier) piece(p sentence.Piece, before, next string) {
	switch p.Kind {
	case sentence.Year:
		c.year(p, before, next)
	case sentence.Period:
		c.settled = c.settled || c.place == report.Preface && !c.confirm
		c.words(c.inYear(p.Text))
	case sentence.Date:
		c.date(p, before)
	case sentence.Count, sentence.Percent:
		c.slot(p.Figure)
	case sentence.Nothing:
		if c.place == "5" && !happened.MatchString(p.Text) || c.place == "6" && closing.MatchString(p.Text+next) {
			c.words(p.Text)
			return
		}
		c.slot(p.Figure)
	case sentence.Number:
		c.confirm = true
		c.words(p.Text)
	case sentence.Name:
		c.confirm = c.confirm || dated.MatchString(p.Text) && !strings.HasSuffix(before+p.Text, c.notice)
		c.words(p.Text)
	default:
		c.words(p.Text)
	}
}

// year moves a year on that lies with the report's: the year itself, the one
// after it in what is planned, the one before it in what is compared. Others
// are left to be looked at.
func (c *carrier) year(p sentence.Piece, before, next string) {
	last := c.first.Report.Year
	since := sinceThen.MatchString(next)
	switch {
	case p.Year == last && !since:
	case p.Year >= last-1 && p.Year <= last+1 && !since:
		c.confirm = true
	default:
		c.confirm = true
		c.words(p.Text)
		return
	}
	c.words(strings.Replace(p.Text, strconv.Itoa(p.Year), strconv.Itoa(p.Year+c.shift()), 1))
}

// shift is how many years lie between the reports.
func (c *carrier) shift() int { return c.roller.year - c.first.Report.Year }

// inYear puts the new year for every year of a period.
func (c *carrier) inYear(text string) string {
	return anyYear.ReplaceAllString(text, strconv.Itoa(c.roller.year))
}

// date leaves a day of last year open. The ends of the year and days that are
// a rule stay.
func (c *carrier) date(p sentence.Piece, before string) {
	switch {
	case yearEnds.MatchString(p.Text):
		c.words(c.inYear(p.Text))
	case p.Year == 0 && everySo.MatchString(before):
		c.confirm = true
		c.words(p.Text)
	case p.Year != 0 && (p.Year < c.first.Report.Year-1 || p.Year > c.first.Report.Year):
		c.confirm = true
		c.words(p.Text)
	default:
		c.slot(p.Text)
	}
}

// slot puts an open slot with what stood there last year.
func (c *carrier) slot(was string) {
	c.slots++
	hint := lastYearSaid + was
	if runes := []rune(hint); len(runes) > report.MaxValueRunes {
		hint = string(runes[:report.MaxValueRunes-1]) + ellipsis
	}
	c.out = append(c.out, report.Run{Slot: &hint})
}

// words puts text, and the figures that stand in it.
func (c *carrier) words(text string) {
	for i, r := range text {
		index, bound, ok := isMark(r)
		if !ok {
			continue
		}
		c.plainWords(text[:i])
		c.figure(c.runs[index], bound)
		c.words(text[i+utf8.RuneLen(r):])
		return
	}
	c.plainWords(text)
}

func (c *carrier) plainWords(text string) {
	if text == "" {
		return
	}
	if n := len(c.out); n > 0 && c.out[n-1].Text != "" {
		c.out[n-1].Text += text
		return
	}
	c.out = append(c.out, report.Run{Text: text})
}

// figure puts a bound figure, or a slot for one that is no longer bound.
func (c *carrier) figure(run report.Run, bound bool) {
	switch {
	case bound:
		c.out = append(c.out, report.Run{Ref: run.Ref, Extra: run.Extra})
	case run.Slot != nil:
		c.slots++
		c.out = append(c.out, report.Run{Slot: run.Slot, Extra: run.Extra})
	default:
		c.slot(c.first.Report.Cell(run.Ref).String())
	}
}

// sectionOf is the section of a place, 0 for the preface.
func sectionOf(place report.Place) int {
	if place == report.Preface {
		return 0
	}
	return int(place[0] - '0')
}

// quoted shortens a sentence for a note.
func quoted(said string) string {
	runes := []rune(strings.Trim(said, blanks))
	if len(runes) > quotedRunes {
		return string(runes[:quotedRunes]) + ellipsis
	}
	return string(runes)
}

const quotedRunes = 30
