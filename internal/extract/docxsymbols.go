package extract

import (
	"strconv"
	"strings"
)

// symbol is a character of a symbol font that a report may use: what is
// printed, where it is known.
func symbol(font, char string) string {
	code, err := strconv.ParseUint(char, 16, 32)
	if err != nil {
		return ""
	}
	if known, ok := symbols[strings.ToLower(font)+" "+strconv.FormatUint(code&0xFF, 16)]; ok {
		return known
	}
	if code < 0xE000 || code > 0xF8FF {
		return string(rune(code))
	}
	if c := rune(code & 0xFF); strings.EqualFold(font, "symbol") && strings.ContainsRune(symbolASCII, c) {
		return string(c)
	}
	return ""
}

// symbolASCII are the characters that the font of Greek letters shares with all
// others.
const symbolASCII = "0123456789+,./%()[]=<>:;|"

// symbols: by font and code, what the usual symbol fonts print.
var symbols = map[string]string{
	"wingdings a8": "\u25A1", "wingdings 6f": "\u25A1", "wingdings 71": "\u25A1",
	"wingdings fe": "\u2611", "wingdings fd": "\u2612", "wingdings fc": "\u2713", "wingdings fb": "\u2717",
	"wingdings 6e": "\u25A0", "wingdings 6c": "\u25CF",
	"wingdings 2 52": "\u2611", "wingdings 2 50": "\u2713", "wingdings 2 a3": "\u25A1", "wingdings 2 53": "\u2612",
	"symbol b4": "\u00D7", "symbol b1": "\u00B1", "symbol b3": "\u2265", "symbol a3": "\u2264", "symbol 2d": "-",
}
