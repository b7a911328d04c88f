package extract

import (
	"slices"
	"strings"
)

// builder puts a Document together: every block gets its lines.
type builder struct {
	doc       Document
	page      int
	sheet     string
	cellsLeft int
	linesLeft int
	textLeft  int64
	over      bool // more text than is read; the rest is left out
}

// begin sets what may be built.
func (b *builder) begin(l Limits) {
	b.cellsLeft, b.linesLeft, b.textLeft = l.Cells, l.Lines, l.Text
}

// addLine keeps a line of the source and gives its number; 0 if there is no
// more room.
func (b *builder) addLine(text string) int {
	b.linesLeft--
	b.textLeft -= int64(len(text))
	if b.over = b.over || b.linesLeft < 0 || b.textLeft < 0; b.over {
		return 0
	}
	b.doc.Lines = append(b.doc.Lines, text)
	return len(b.doc.Lines)
}

// paragraph adds a text of one line; an empty one adds nothing.
func (b *builder) paragraph(text string, level int) {
	text = tidy(text)
	if text == "" {
		return
	}
	if line := b.addLine(text); line > 0 {
		b.doc.Blocks = append(b.doc.Blocks, Block{Text: text, Level: level, Line: line, Page: b.page, Sheet: b.sheet})
	}
}

// note says once what was done.
func (b *builder) note(kind NoteKind, line int, text string) {
	b.doc.Notes = append(b.doc.Notes, Note{Kind: kind, Line: line, Text: text})
}

// maxPictures is how many pictures of a document are noted.
const maxPictures = 100

// pictures notes that many pictures whose place is not known.
func (b *builder) pictures(n int) {
	for range min(n, maxPictures) {
		b.note(Pictured, 0, "")
	}
}

// pictured reports whether there are pictures.
func (b *builder) pictured() bool {
	return slices.ContainsFunc(b.doc.Notes, func(n Note) bool { return n.Kind == Pictured })
}

// blank: nothing was read.
func (b *builder) blank() bool { return len(b.doc.Blocks) == 0 }

var spaces = strings.NewReplacer(
	"\u00A0", " ", "\u2002", " ", "\u2003", " ", "\u2009", " ", "\u202F", " ",
	"\u200B", "", "\u200C", "", "\u200D", "", "\u2060", "", "\uFEFF", "", "\u00AD", "",
	"\f", "", "\v", " ", "\r", "",
)

// plain makes one kind of space of the many and drops what has no width.
func plain(text string) string {
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 || text[i] < ' ' {
			return spaces.Replace(text)
		}
	}
	return text
}

// tidy is plain, with white space single and none at the ends, as a page shows
// it.
func tidy(text string) string {
	text = plain(text)
	if strings.ContainsAny(text, "\t\n") || strings.Contains(text, "  ") {
		var out strings.Builder
		space := false
		for _, r := range text {
			if r == ' ' || r == '\t' || r == '\n' {
				space = true
				continue
			}
			if space {
				out.WriteByte(' ')
				space = false
			}
			out.WriteRune(r)
		}
		text = out.String()
	}
	return strings.Trim(text, " \u3000")
}
