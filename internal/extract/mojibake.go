package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// isSlip tells characters that stand in Chinese text only where bytes were
// read out of step: bopomofo, and box corners that no table is drawn with.
func isSlip(r rune) bool {
	return r >= 0x3105 && r <= 0x3129 || r >= 0x250D && r <= 0x254B && !strings.ContainsRune("\u2510\u2514\u2518\u251C\u2524\u252C\u2534\u253C\u250F\u2513\u2517\u251B\u2523\u252B\u2533\u253B\u254B", r)
}

func isBroken(r rune) bool { return r == utf8.RuneError || isSlip(r) }

// repair puts a text right whose bytes were read in the wrong encoding, where
// there is one way only. ok is false if nothing was done.
func repair(text string) (repaired string, ok bool) {
	if strings.ContainsFunc(text, isSlip) {
		return repairSlip(text)
	}
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 }) {
		return text, false
	}
	for _, wrong := range []struct{ as, was encoding.Encoding }{
		{simplifiedchinese.GBK, encoding.Nop},
		{charmap.Windows1252, encoding.Nop},
		{charmap.ISO8859_1, encoding.Nop},
		{charmap.ISO8859_1, simplifiedchinese.GBK},
	} {
		raw, err := wrong.as.NewEncoder().String(text)
		if err != nil {
			continue
		}
		was, err := wrong.was.NewDecoder().String(raw)
		if err == nil && utf8.ValidString(was) && certain(text, was) {
			return was, true
		}
	}
	return text, false
}

// certain: four Chinese characters and nothing that is not usual in Chinese
// text, and fewer characters than before.
func certain(text, was string) bool {
	han := 0
	for _, r := range was {
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	return han >= 4 && plausible(was) && utf8.RuneCountInString(was) < utf8.RuneCountInString(text)
}

// repairSlip puts text right that lost a byte behind a "?" and was read one
// byte off until an ASCII byte brought it back into step. The result counts
// if it is plain text with its brackets in pairs.
func repairSlip(text string) (string, bool) {
	mark := strings.IndexByte(text, '?')
	if mark < 0 {
		return text, false
	}
	rest := text[mark+1:]
	end := strings.IndexFunc(rest, func(r rune) bool { return r < 0x80 })
	if end < 0 {
		end = len(rest)
	} else {
		end++
	}
	raw, err := simplifiedchinese.GBK.NewEncoder().String(rest[:end])
	if err != nil || len(raw) < 2 {
		return text, false
	}
	was, err := simplifiedchinese.GBK.NewDecoder().String(raw[1:])
	if err != nil || !utf8.ValidString(was) || strings.ContainsFunc(was, isBroken) || !plausible(was) || !paired(was) {
		return text, false
	}
	repaired := text[:mark] + was + rest[end:]
	return repaired, !strings.ContainsFunc(repaired, isBroken)
}

// paired: every bracket that opens closes.
func paired(text string) bool {
	depth := 0
	for _, r := range text {
		switch r {
		case 0xFF08, '(':
			depth++
		case 0xFF09, ')':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}
