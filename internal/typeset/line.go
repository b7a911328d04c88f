package typeset

import (
	"strings"
	"unicode"
)

// char is a character with the font that draws it and how wide it is.
type char struct {
	r     rune
	font  string
	width float64
}

// chars measures text. One that no font has takes the room of a character.
func (b *Book) chars(runs []Run, look Look) []char {
	var out []char
	for _, run := range runs {
		font := run.Font
		if font == "" {
			font = look.Font
		}
		for _, r := range run.Text {
			c := char{r, b.fontOf(font, r), look.em()}
			if c.font != "" {
				c.width = b.Canvas.Advance(c.font, r)*look.Size + look.Spacing
			}
			out = append(out, c)
		}
	}
	return out
}

func widthOf(line []char) float64 {
	total := 0.0
	for _, c := range line {
		total += c.width
	}
	return total
}

// slack forgives what adding up rounds away.
const slack = 0.01

// fill breaks text into lines that are as full as the rules allow: no closing
// punctuation begins a line, no opening one ends it, words and figures stay
// whole. The first line is shorter by indent.
func fill(text []char, width, indent float64) [][]char {
	var out [][]char
	for len(text) > 0 {
		n := fitting(text, width-indent)
		out = append(out, text[:n])
		text = trimLeft(text[n:])
		indent = 0
	}
	return out
}

// fitting is how many characters the next line takes.
func fitting(text []char, width float64) int {
	used, n := 0.0, 0
	for n < len(text) && used+text[n].width <= width+slack {
		used += text[n].width
		n++
	}
	if n = max(n, 1); n >= len(text) {
		return len(text)
	}
	for end := n; end > 0; end-- {
		if mayBreak(text[end-1].r, text[end].r) {
			return end
		}
	}
	return n // one word, longer than the line
}

// mayBreak reports whether a line may end between two characters.
func mayBreak(before, after rune) bool {
	switch {
	case strings.ContainsRune(noBegin, after), strings.ContainsRune(noEnd, before):
		return false
	case strings.ContainsRune(inseparable, before) && before == after:
		return false
	}
	return !inWord(before) || !inWord(after)
}

// inWord tells characters that are kept together: figures, Latin words and
// addresses.
func inWord(r rune) bool { return r > ' ' && r < 0x7F && !strings.ContainsRune(noEnd, r) }

func trimLeft(text []char) []char {
	for len(text) > 0 && unicode.IsSpace(text[0].r) {
		text = text[1:]
	}
	return text
}

// drawLine draws a line within a width. A justified one that is not the last
// of its paragraph is spread to fill it.
func (b *Book) drawLine(line []char, look Look, x, y, width float64, last bool) {
	extra := 0.0
	left := width - widthOf(line) + look.Spacing // none is needed behind the last character
	switch look.Align {
	case Center:
		x += left / 2
	case Right:
		x += left
	case Justify:
		if !last && len(line) > 1 {
			extra = left / float64(len(line)-1)
		}
	}
	base := y + (look.Line-look.Size)/2 + look.Size*ascent
	for len(line) > 0 {
		n := 1
		for n < len(line) && line[n].font == line[0].font {
			n++
		}
		if line[0].font != "" {
			b.Canvas.Text(line[0].font, look.Size, x, base, look.Spacing+extra, text(line[:n]))
		}
		x += widthOf(line[:n]) + extra*float64(n)
		line = line[n:]
	}
}

// ascent is how far Chinese characters reach above the base line.
const ascent = 0.88

func text(line []char) string {
	var s strings.Builder
	for _, c := range line {
		s.WriteRune(c.r)
	}
	return s.String()
}

// paragraph sets a paragraph as lines that keep together where one of them
// would be left alone.
func (b *Book) paragraph(p *Paragraph) []item {
	width := b.Page.textWidth() - p.Right*p.Look.em()
	var out []item
	for _, runs := range p.Lines {
		indent := p.Look.Indent * p.Look.em()
		lines := fill(b.chars(runs, p.Look), width, indent)
		for i, line := range lines {
			shift := 0.0
			if i == 0 {
				shift = indent
			}
			last := i == len(lines)-1
			out = append(out, item{height: p.Look.Line, draw: func(y float64) {
				b.drawLine(line, p.Look, b.Page.Left+shift, y, width-shift, last)
			}})
		}
	}
	for i := range out {
		out[i].keepNext = i == 0 && len(out) > 1 || i == len(out)-2
	}
	if len(out) > 0 {
		out[0].before, out[0].bookmark = p.Before, p.Bookmark
		out[len(out)-1].after = p.After
		out[len(out)-1].keepNext = p.KeepNext
	}
	return out
}
