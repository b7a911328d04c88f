package rollover

import (
	"regexp"
	"strings"

	"nianbao/internal/narrative"
)

// compile prepares what a preface names: the parts of a report in any known
// wording, and the notices.
func (r *roller) compile() {
	var parts []string
	for i := range r.to.Sections {
		s := &r.to.Sections[i]
		parts = append(parts, bare(s.Heading))
		r.parts = append(append(r.parts, bare(s.Heading)), s.Aliases...)
	}
	r.partList, r.notice = strings.Join(parts, comma), r.to.Notice.Number
	if r.first.Def == nil {
		return
	}
	r.binder = narrative.NewBinder(r.first.Def)
	for i := range r.first.Def.Sections {
		s := &r.first.Def.Sections[i]
		r.parts = append(append(r.parts, bare(s.Heading)), s.Aliases...)
	}
}

// bare is a heading without its ordinal.
func bare(heading string) string {
	if _, rest, ok := strings.Cut(heading, comma); ok {
		return rest
	}
	return heading
}

// refresh brings the parts a preface lists and the notice it goes by up to the
// new format.
func (c *carrier) refresh() {
	if c.listsParts() {
		c.settled = !looked.MatchString(c.text) && !contact.MatchString(c.text)
	}
	if c.first.Def == nil || c.first.Def.Notice.Number == c.to.Notice.Number {
		return
	}
	old := noticePattern(c.first.Def.Notice.Number)
	at := old.FindStringIndex(c.text)
	if at == nil {
		return
	}
	title := "《" + inner.Replace(c.to.Notice.Title) + "》"
	text := c.text[:at[0]] + c.to.Notice.Number + c.text[at[1]:]
	if m := titleBefore.FindStringIndex(c.text[:at[0]]); m != nil {
		open := c.text[m[0]:at[0]]
		bracket := open[strings.LastIndex(open, "》")+len("》"):]
		text = c.text[:m[0]] + title + bracket + c.to.Notice.Number + c.text[at[1]:]
	}
	c.text = text
	c.roller.note(0, noticeNote, c.first.Def.Notice.Number, c.to.Notice.Number)
}

// noticePattern finds a document number whichever brackets it was typed with.
func noticePattern(number string) *regexp.Regexp {
	p := regexp.QuoteMeta(number)
	return regexp.MustCompile(strings.NewReplacer("〔", anyOpening, "〕", anyClosing).Replace(p))
}

// listsParts puts the parts of the new format where the text lists those of
// the old one.
func (c *carrier) listsParts() bool {
	from, to, found := len(c.text), 0, 0
	for _, part := range c.parts {
		i := strings.Index(c.text, part)
		if i < 0 {
			continue
		}
		found++
		from = min(from, i)
		to = max(to, strings.LastIndex(c.text, part)+len(part))
	}
	if found < fewestParts {
		return false
	}
	rest := attachmentListed.ReplaceAllString(c.text[to:], "")
	c.text = c.text[:from] + c.partList + partCount.ReplaceAllString(rest, sixParts)
	return true
}

// fewestParts is how many names of parts make a list of them.
const fewestParts = 3
