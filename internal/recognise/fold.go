package recognise

import (
	"strings"
	"unicode"
)

// fold brings full-width letters, digits and marks to ASCII, and characters of
// labels that mirrors of pages leave in traditional script to simplified. It
// maps rune by rune, so that places in the folded text are places in the text.
func fold(r rune) rune {
	switch {
	case r >= firstHan && r < lastHan:
		if to := simple[r-firstHan]; to != 0 {
			return rune(to)
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return unicode.ToLower(r - 0xFEE0)
	case isSpace(r):
		return ' '
	case r >= 'A' && r <= 'Z':
		return r - 'A' + 'a'
	}
	return r
}

// Han characters that may have a simple variant.
const (
	firstHan = 0x4E00
	lastHan  = 0xA000
)

// simple are the simplified characters of labels by their traditional ones; 0
// where there is none.
var simple = func() (out [lastHan - firstHan]uint16) {
	pairs := []rune(traditional)
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]-firstHan] = uint16(pairs[i+1])
	}
	return out
}()

// isSpace covers the spaces of web pages and editors.
func isSpace(r rune) bool {
	switch {
	case r <= ' ', r == 0x85, r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200D, r == 0x2028, r == 0x2029,
		r == 0x202F, r == 0x205F, r == 0x2060, r == 0x3000, r == 0xFEFF:
		return true
	}
	return false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isWord reports whether a folded rune counts when labels are compared:
// marks and spaces vary too much.
func isWord(r rune) bool {
	return isDigit(r) || r >= 'a' && r <= 'z' || r > 0x7F && unicode.IsLetter(r)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// key is what of a text counts when labels are compared.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if r = fold(r); isWord(r) {
			return r
		}
		return -1
	}, s)
}

func trim(s string) string { return strings.TrimFunc(s, isSpace) }

// squeeze takes all spaces out.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, s)
}

// distance is the edit distance of two short texts.
func distance(a, b []rune) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	row := make([]int, len(a)+1)
	for i := range row {
		row[i] = i
	}
	for _, y := range b {
		diagonal := row[0]
		row[0]++
		for i, x := range a {
			cost := diagonal
			if x != y {
				cost = 1 + min(diagonal, row[i], row[i+1])
			}
			diagonal, row[i+1] = row[i+1], cost
		}
	}
	return row[len(a)]
}

// likeness is 1 for equal keys and 0 for keys with nothing in common.
func likeness(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	longest := max(len(x), len(y))
	if longest == 0 {
		return 0
	}
	if 3*min(len(x), len(y)) < longest || longest > maxLabel {
		return 0
	}
	return 1 - float64(distance(x, y))/float64(longest)
}

// maxLabel is the longest text compared as a label or heading.
const maxLabel = 80
