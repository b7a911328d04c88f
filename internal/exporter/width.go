package exporter

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Display widths count half-width columns: a hanzi is two. East Asian
// ambiguous characters count two, as Chinese fonts draw them.

// RuneWidth is how many half-width columns a character takes.
func RuneWidth(r rune) int {
	switch {
	case r < 0x7F:
		return 1
	case r >= 0x4E00 && r <= 0x9FFF: // nearly all of a report
		return 2
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
		return 2
	}
	return 1
}

func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += RuneWidth(r)
	}
	return n
}

// wrap breaks text into the fewest lines of at most the given width; among
// those it prefers breaks behind punctuation, no single character left over, and
// full lines. It keeps to the rules of Chinese line breaking and does not split
// numbers unless it must.
func wrap(text string, limit int) []string {
	if text == "" {
		return nil
	}
	if textWidth(text) <= limit {
		return []string{text}
	}
	w := wrapper{runes: []rune(text), limit: limit}
	return w.lines()
}

type wrapper struct {
	runes []rune
	limit int
}

// Costs of a break. A line more outweighs any number of awkward breaks but one
// that the rules forbid.
const (
	costAwkward   = 1
	costOrphan    = 2
	costLine      = 1 << 8
	costForbidden = 1 << 20
)

// lines finds the cheapest breaks from the end of the text backwards.
func (w *wrapper) lines() []string {
	n := len(w.runes)
	cost, next := make([]int, n+1), make([]int, n+1)
	for from := n - 1; from >= 0; from-- {
		cost[from] = costForbidden * (n + 1)
		used := 0
		for to := from + 1; to <= n; to++ {
			if used += RuneWidth(w.runes[to-1]); used > w.limit && to > from+1 {
				break
			}
			if c := costLine + w.breakCost(to) + cost[to]; c <= cost[from] {
				cost[from], next[from] = c, to
			}
		}
	}
	var out []string
	for from := 0; from < n; from = next[from] {
		out = append(out, strings.TrimSpace(string(w.runes[from:next[from]])))
	}
	return out
}

// breakCost is what it costs to begin a line at rune i.
func (w *wrapper) breakCost(i int) int {
	if i == len(w.runes) {
		return 0
	}
	before, after := w.runes[i-1], w.runes[i]
	switch {
	case strings.ContainsRune(noBegin, after), strings.ContainsRune(noEnd, before), isWord(before) && isWord(after):
		return costForbidden
	case i == len(w.runes)-1:
		return costOrphan
	case strings.ContainsRune(goodBreak, before), before == ' ':
		return 0
	}
	return costAwkward
}

// isWord tells characters that are kept together: digits and Latin letters.
func isWord(r rune) bool {
	return r < 0x80 && (unicode.IsDigit(r) || unicode.IsLetter(r) || r == '-')
}
