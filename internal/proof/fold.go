package proof

import (
	"strings"
	"unicode"
)

// isSpace tells the white space that readers take for one space. The
// full-width one indents and stays.
func isSpace(r rune) bool { return r != '\u3000' && unicode.IsSpace(r) }

// carried leaves out what files cannot carry or do not show: control
// characters, code points that are none, characters without width.
func carried(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7F {
			return strings.Map(carriedRune, s)
		}
	}
	return s
}

func carriedRune(r rune) rune {
	switch {
	case r >= 0x4E00 && r < 0xA000: // nearly all of a report
		return r
	case isSpace(r):
		return ' '
	case unicode.IsControl(r), r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF,
		r >= 0x200B && r <= 0x200D, r == 0x2060, r == 0xFEFF, r == 0xAD:
		return -1
	}
	return r
}

// squeeze is carried without any white space.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r = carriedRune(r); r == ' ' || r == '\u3000' {
			return -1
		}
		return r
	}, s)
}
