package sentence

import (
	"strings"
	"unicode/utf8"
)

// Yearless is a sentence without white space, every year alike: that of last
// year with the year put right is the same sentence.
func Yearless(s string) string {
	var b strings.Builder
	for _, p := range Scan(s) {
		if p.Kind == Year || p.Kind == Period {
			b.WriteString(anyYear.ReplaceAllString(p.Text, yearMark))
			continue
		}
		b.WriteString(p.Text)
	}
	return strings.Join(strings.Fields(b.String()), "")
}

// yearMark stands for any year.
const yearMark = "Y"

// shortest is the length in characters of a sentence that can be another one
// next year.
const shortest = 12

// Counts reports whether a sentence is expected to be another one each year.
// Headings, sentences the regulations give, contact data, and those that say
// there was nothing are not.
func Counts(s string) bool {
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) < shortest || alwaysAlike.MatchString(s) {
		return false
	}
	for _, p := range Scan(s) {
		if p.Kind == Nothing {
			return false
		}
	}
	return true
}
