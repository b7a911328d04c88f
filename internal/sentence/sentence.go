// Package sentence takes Chinese prose apart: into sentences, and a sentence
// into what stands in it, as years, dates, counts and words that say there was
// nothing.
//
// It knows nothing of reports, imports nothing of ours and touches no file,
// clock or network. Start reading at Split and Scan.
package sentence

import (
	"strings"
	"unicode/utf8"
)

// Split cuts text behind every full stop, question mark and exclamation mark.
// One inside brackets or quotes ends nothing, so that an enumeration in
// brackets stays whole; what closes behind it belongs to it. The pieces make
// up the text. Where brackets do not match they are not looked at.
func Split(text string) []string {
	if out, sound := split(text, true); sound {
		return out
	}
	out, _ := split(text, false)
	return out
}

func split(text string, nested bool) (out []string, sound bool) {
	start, depth := 0, 0
	for i, r := range text {
		switch {
		case nested && strings.ContainsRune(opening, r):
			depth++
		case nested && strings.ContainsRune(closing, r):
			depth--
			if depth < 0 {
				return nil, false
			}
		}
		end := i + utf8.RuneLen(r)
		if depth == 0 && endsAt(text, i, r) && !goesOn(text[end:]) {
			out = append(out, text[start:end])
			start = end
		}
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out, depth == 0
}

// endsAt reports whether a sentence may end with the character at i: a stop,
// or what closes behind one.
func endsAt(text string, i int, r rune) bool {
	if strings.ContainsRune(stops, r) {
		return true
	}
	if !strings.ContainsRune(closing, r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	return strings.ContainsRune(stops, before)
}

// goesOn reports whether the next character belongs to what ended.
func goesOn(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	return n > 0 && strings.ContainsRune(closing+stops+pauses, r)
}

// Clauses cuts a sentence behind commas and semicolons outside brackets.
func Clauses(text string) []string {
	var out []string
	start, depth := 0, 0
	for i, r := range text {
		switch {
		case strings.ContainsRune(opening, r):
			depth++
		case strings.ContainsRune(closing, r):
			depth = max(0, depth-1)
		case depth == 0 && strings.ContainsRune(commas, r):
			out = append(out, text[start:i])
			start = i + utf8.RuneLen(r)
		}
	}
	return append(out, strings.Trim(text[start:], stops))
}
