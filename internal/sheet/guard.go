package sheet

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// formulaStarts begin what a spreadsheet would run as a formula; versions for
// China and Japan take the full-width signs too.
const formulaStarts = "=+-@\uFF1D\uFF0B\uFF0D\uFF20'\t\r\n"

var plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// Guard puts an apostrophe before a text that a spreadsheet would take for a
// formula, and before one that begins with an apostrophe itself. Numbers stay
// as they are.
func Guard(s string) string {
	if startsFormula(s) && !plainNumber.MatchString(s) {
		return "'" + s
	}
	return s
}

// Unguard takes the apostrophe of Guard off.
func Unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && startsFormula(rest) {
		return rest
	}
	return s
}

func startsFormula(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && strings.ContainsRune(formulaStarts, r)
}
