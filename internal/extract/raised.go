package extract

import "strings"

// raisedDigits are the digits printed above the line, from 0.
var raisedDigits = []rune("\u2070\u00B9\u00B2\u00B3\u2074\u2075\u2076\u2077\u2078\u2079")

// raised is how plain text writes what is printed above the line: the mark of a
// note must not become a digit of the figure before it.
func raised(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return raisedDigits[r-'0']
		}
		return r
	}, text)
}
