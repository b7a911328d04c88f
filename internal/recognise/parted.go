package recognise

import (
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/internal/form"
)

// parter cuts lines in which headings of sections stand among the text: pages
// whose paragraphs were run together, to the whole report in one line.
type parter struct {
	heads []partHead
}

// partHead is a spelling of a heading.
type partHead struct {
	number int
	key    []rune
}

func newParter(catalog *form.Catalog) *parter {
	p := &parter{}
	for _, def := range catalog.Definitions() {
		for i, keys := range headingKeys(def) {
			for _, k := range keys {
				p.heads = append(p.heads, partHead{def.Sections[i].Number, []rune(k)})
			}
		}
	}
	slices.SortStableFunc(p.heads, func(x, y partHead) int { return len(y.key) - len(x.key) })
	return p
}

// stretch is where in a line a heading stands, in runes.
type stretch struct{ from, to int }

// parts cuts a line before and behind every heading in it. It is not cut where
// the headings follow each other: that is a list of contents.
func (p *parter) parts(line string) []string {
	n := utf8.RuneCountInString(line)
	if n < leastParted || len(line) > 4*maxLine || n < leastRows && (strings.Contains(line, "\t") || isPiped(line)) {
		return []string{line}
	}
	text := []rune(line)
	heads := p.find(text)
	if !slices.ContainsFunc(heads, func(h stretch) bool { return saysMore(text[h.to:], heads, h.to) }) {
		return []string{line}
	}
	var out []string
	at := 0
	for _, h := range heads {
		out = append(out, string(text[at:h.from]), string(text[h.from:h.to]))
		at = h.to
	}
	out = append(out, string(text[at:]))
	out[0] = strings.TrimRightFunc(out[0], isSpace)
	if from, to := titleWord(out[0]); to > 0 {
		out = slices.Concat([]string{out[0][:from], out[0][from:to], out[0][to:]}, out[1:])
	} else if m := titleInFront.FindStringSubmatchIndex(out[0]); m != nil && isTitleText(squeeze(out[0][:m[3]])) {
		out = slices.Insert(out, 1, out[0][m[3]:])
		out[0] = out[0][:m[3]]
	}
	if last := len(out) - 1; signedBehind.MatchString(out[last]) {
		m := signedBehind.FindStringSubmatchIndex(out[last])
		out = append(out[:last], out[last][:m[2]], out[last][m[2]:])
	}
	return out
}

// titleWord finds the last word of a line that is a whole title: in front of it
// stands the way through the site.
func titleWord(line string) (from, to int) {
	for at := 0; at < len(line); {
		n := strings.IndexFunc(line[at:], isSpace)
		if n < 0 {
			n = len(line) - at
		}
		if word := line[at : at+n]; utf8.RuneCountInString(word) <= maxTitle && isWhole(word) && !noTitleLine.MatchString(word) {
			from, to = at, at+n
		}
		_, space := utf8.DecodeRuneInString(line[at+n:])
		at += n + max(space, 1)
	}
	return from, to
}

// leastParted is how long a line is that is looked at, in characters; leastRows
// one that is cut into cells: it holds more than a row.
const (
	leastParted = 25
	leastRows   = 400
)

// saysMore reports whether there is text between a heading and the next.
func saysMore(rest []rune, heads []stretch, at int) bool {
	for _, h := range heads {
		if h.from >= at {
			rest = rest[:h.from-at]
			break
		}
	}
	return slices.ContainsFunc(rest, isHan)
}

// find lists the headings in a line that stand there with their number, apart
// from the text.
func (p *parter) find(text []rune) []stretch {
	folded := make([]rune, len(text))
	for i, r := range text {
		folded[i] = fold(r)
	}
	var out []stretch
	for i := 0; i < len(text); i++ {
		if i > 0 && !isSpace(text[i-1]) && !strings.ContainsRune(closingMarks, text[i-1]) {
			continue
		}
		number := strings.Index(ordinals, string(text[i]))
		if number < 0 || i+1 == len(text) || !strings.ContainsRune(numberMarks, text[i+1]) {
			continue
		}
		number = 1 + utf8.RuneCountInString(ordinals[:number])
		for _, h := range p.heads {
			if h.number != number {
				continue
			}
			if end := matchSpaced(folded, i+2, h.key); end > 0 && standsApart(text, end, i == 0) {
				if end < len(text) && strings.ContainsRune(headingEnds, text[end]) {
					end++
				}
				out = append(out, stretch{i, end})
				i = end - 1
				break
			}
		}
	}
	return out
}

// matchSpaced compares a key with folded text from a place on, passing over
// marks and spaces; it returns where the text ends, or 0.
func matchSpaced(folded []rune, at int, key []rune) int {
	n := 0
	for at < len(folded) && n < len(key) {
		switch r := folded[at]; {
		case r == key[n]:
			n++
		case isWord(r):
			return 0
		}
		at++
	}
	if n < len(key) {
		return 0
	}
	return at
}

// standsApart reports whether a heading may end at a place: at the end, before
// a space, a bracket or a year; at the start of a line before a colon or full
// stop, too.
func standsApart(text []rune, end int, first bool) bool {
	if end == len(text) || isSpace(text[end]) || strings.ContainsRune(brackets, text[end]) {
		return true
	}
	if strings.HasPrefix(string(text[end:min(end+4, len(text))]), century) {
		return true
	}
	return first && strings.ContainsRune(headingEnds, text[end])
}
