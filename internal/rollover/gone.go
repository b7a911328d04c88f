package rollover

import (
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/internal/sentence"
)

// dropGone takes out what the sentence counts and the new format does not: the
// parts between semicolons that name it and have a figure. The sentence is
// dropped if nothing else is in it.
func (c *carrier) dropGone() {
	if c.first.Def == nil {
		return
	}
	gone := c.to.GoneSince(c.first.Def.Format)
	if !slices.ContainsFunc(gone, func(word string) bool { return strings.Contains(c.text, word) }) {
		return
	}
	var kept []string
	for _, part := range strings.SplitAfter(c.text, semicolon) {
		if !slices.ContainsFunc(gone, func(word string) bool { return strings.Contains(part, word) }) || !counts(part) {
			kept = append(kept, part)
			continue
		}
		one := &carrier{roller: c.roller, place: c.place, runs: c.runs, text: part}
		c.note(sectionOf(c.place), goneNote, strings.TrimRight(quoted(one.said()), semicolon+fullStops))
	}
	text := strings.Join(kept, "")
	if rest, ok := strings.CutSuffix(text, semicolon); ok && !strings.HasSuffix(c.text, semicolon) {
		text = rest
		if last, _ := utf8.DecodeLastRuneInString(c.text); strings.ContainsRune(fullStops, last) {
			text += string(last)
		}
	}
	c.text, c.dropped = text, strings.Trim(text, blanks) == ""
}

// counts reports whether a text has a figure.
func counts(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { _, _, mark := isMark(r); return mark }) ||
		slices.ContainsFunc(sentence.Scan(text), func(p sentence.Piece) bool {
			return p.Kind == sentence.Count || p.Kind == sentence.Nothing
		})
}
