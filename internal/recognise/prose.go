package recognise

import (
	"strings"
	"unicode/utf8"
)

// Lengths that tell a paragraph cut by the end of a page from a short line
// that is whole without a closing mark.
const minCut = 22

// paragraph is a paragraph of prose and where it begins.
type paragraph struct {
	text string
	at   int // line
	row  int
}

// paragraphs joins rows of prose: one that has no closing mark goes on in the
// next, unless that begins a point of its own.
func (a *reading) paragraphs(rows []int) []paragraph {
	var out []paragraph
	for _, i := range rows {
		a.left.kept[i] = true
		r := &a.rows[i]
		text := trim(strings.Join(strings.FieldsFunc(r.text, func(c rune) bool { return c == '\t' }), " "))
		if text == "" {
			continue
		}
		if n := len(out) - 1; n >= 0 && goesOn(out[n].text, text) && a.rows[out[n].row].level == 0 && r.level == 0 {
			out[n].text = glue(out[n].text, text)
			out[n].row = i
			continue
		}
		out = append(out, paragraph{text, r.at, i})
	}
	return out
}

// goesOn reports whether a paragraph goes on in the next line.
func goesOn(text, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(closingMarks, last) || subNumber.MatchString(next) {
		return false
	}
	if utf8.RuneCountInString(text) >= minCut {
		return true
	}
	return strings.ContainsRune(commas, last)
}

// glue joins two parts of a paragraph; words of Latin letters are kept apart.
func glue(a, b string) string {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	if x < 0x80 && y < 0x80 && isWord(fold(x)) && isWord(fold(y)) && !(isDigit(x) && isDigit(y)) {
		return a + " " + b
	}
	return a + b
}

func textOf(list []paragraph) string {
	var b strings.Builder
	for i, p := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.text)
	}
	return b.String()
}
