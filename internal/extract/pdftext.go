package extract

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textLine is a printed line.
type textLine struct {
	x0, x1, y, size float64
	text            string
	page            *pdfPage
}

// pageItem is a line or a table, from the top of a page down.
type pageItem struct {
	top  float64
	line *textLine
	grid *pdfGrid
}

// pdfText writes what the pages say: tables by their lines, the rest as
// paragraphs.
func (in *input) pdfText(pages []*pdfPage) error {
	var all [][]pageItem
	for _, p := range pages {
		all = append(all, p.items())
	}
	dropNumbers(all)
	dropRunning(all)
	columns := textColumns(all)
	w := &pdfWriter{in: in, columns: columns}
	for i, items := range all {
		in.page = pages[i].number
		if pages[i].picture == alone {
			w.flush() // nobody knows how it goes on
		}
		in.notePicture(pages[i])
		for _, it := range items {
			if it.line != nil {
				w.add(it.line)
				continue
			}
			w.flush()
			if err := in.table(it.grid.rows()); err != nil {
				return err
			}
		}
	}
	w.flush()
	return nil
}

// items are the lines and tables of a page in order.
func (p *pdfPage) items() []pageItem {
	grids := p.grids()
	rest := p.glyphs[:0:0]
next:
	for _, mark := range p.glyphs {
		for _, g := range grids {
			if g.take(mark) {
				continue next
			}
		}
		rest = append(rest, mark)
	}
	var out []pageItem
	for _, g := range grids {
		out = append(out, pageItem{top: g.ys[0], grid: g})
	}
	for _, l := range linesOf(rest, "\t") {
		if tidy(l.text) != "" {
			l.page = p
			out = append(out, pageItem{top: l.y - l.size/2, line: l})
		}
	}
	slices.SortStableFunc(out, func(a, b pageItem) int { return cmp.Compare(a.top, b.top) })
	return out
}

// dropRunning leaves out what is printed at the edge of page after page: the
// running heads and feet of a program, an address and the time. What is the
// same everywhere stays once.
func dropRunning(all [][]pageItem) {
	pages, texts := map[string]int{}, map[string]map[string]bool{}
	for _, items := range all {
		for _, at := range edges(items) {
			k := withoutDigits(squeezed(items[at].line.text))
			if pages[k]++; texts[k] == nil {
				texts[k] = map[string]bool{}
			}
			texts[k][items[at].line.text] = true
		}
	}
	kept := map[string]bool{}
	for i, items := range all {
		for _, at := range slices.Backward(edges(items)) {
			k := withoutDigits(squeezed(items[at].line.text))
			if pages[k] < 2 || 2*pages[k] < len(all) {
				continue
			}
			if len(texts[k]) == 1 && !kept[k] {
				kept[k] = true
				continue
			}
			all[i] = slices.Delete(all[i], at, at+1)
		}
	}
}

// edges are the first and the last thing on a page, where they are lines that
// stand in the margin.
func edges(items []pageItem) []int {
	var out []int
	for _, at := range []int{0, len(items) - 1} {
		if at < 0 || at >= len(items) || items[at].line == nil {
			continue
		}
		if !strings.ContainsFunc(items[at].line.text, unicode.IsLetter) {
			continue // a figure of a table with one a line
		}
		if height := items[at].line.page.height; at == 0 && items[at].top < height*0.08 || at > 0 && items[at].top > height*0.92 {
			out = append(out, at)
		}
	}
	return out
}

func withoutDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text)
}

func squeezed(text string) string { return strings.Join(strings.Fields(plain(text)), "") }

// linesOf puts glyphs into lines; gap stands for wide spaces.
func linesOf(glyphs []glyph, gap string) []*textLine {
	glyphs = slices.Clone(glyphs)
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.y, b.y) })
	var out []*textLine
	for start := 0; start < len(glyphs); {
		end, size := start+1, glyphs[start].size
		for end < len(glyphs) && glyphs[end].y-glyphs[start].y <= 0.5*math.Min(size, glyphs[end].size) {
			size = max(size, glyphs[end].size)
			end++
		}
		out = append(out, lineOf(glyphs[start:end], gap))
		start = end
	}
	return out
}

// lineOf joins the glyphs of a line. Chinese is set with no spaces and may be
// stretched; figures and Latin words are parted by less.
func lineOf(glyphs []glyph, gap string) *textLine {
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
	var text strings.Builder
	line := &textLine{x0: math.Inf(1), x1: math.Inf(-1)}
	for i, g := range glyphs {
		if i > 0 {
			text.WriteString(spaceBetween(glyphs[i-1], g, gap))
			if g.isRaised(glyphs[i-1]) {
				g.text = raised(g.text)
			}
		}
		text.WriteString(g.text)
		if strings.TrimSpace(g.text) != "" {
			line.x0, line.x1 = min(line.x0, g.x), max(line.x1, g.x+g.width)
		}
		line.y, line.size = max(line.y, g.y), max(line.size, g.size)
	}
	line.text = text.String()
	return line
}

// isRaised reports whether a glyph is smaller than the one before and stands
// above its line: the mark of a note.
func (g glyph) isRaised(before glyph) bool {
	return g.size < 0.8*before.size && before.y-g.y > 0.2*before.size && g.x-before.x-before.width < 0.5*before.size
}

func spaceBetween(a, b glyph, wide string) string {
	gap := (b.x - a.x - a.width) / max(a.size, b.size)
	last, _ := utf8.DecodeLastRuneInString(a.text)
	first, _ := utf8.DecodeRuneInString(b.text)
	switch {
	case gap > 1.8:
		return wide
	case gap > 0.6, gap > 0.25 && (!isWide(last) || !isWide(first)) && !(isWide(last) || isWide(first)):
		return " "
	}
	return ""
}

// cellOfGlyphs is the text of a cell of some width, a line for every printed
// one. A figure that did not fit is whole again.
func cellOfGlyphs(glyphs []glyph, width float64) string {
	var out strings.Builder
	lines := linesOf(glyphs, " ")
	for i, l := range lines {
		if i > 0 && !(isFigureText(lines[i-1].text) && isFigureText(l.text) && lines[i-1].isFull(width)) {
			out.WriteByte('\n')
		}
		out.WriteString(strings.TrimSpace(l.text))
	}
	return out.String()
}

// cellMargins is what programs leave free at both sides of a cell, at most.
const cellMargins = 12.0

// isFull reports whether no digit more fits into a line of a cell.
func (l *textLine) isFull(width float64) bool {
	digit := l.size / 2
	if strings.ContainsFunc(l.text, isWide) {
		digit = l.size
	}
	return l.x1-l.x0+digit > width-cellMargins
}

func isFigureText(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && strings.Trim(text, "0123456789.\uFF0E\uFF10\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19") == ""
}

// textColumn is where the lines of prose begin and end, and their usual size.
type textColumn struct{ left, right, size float64 }

// textColumns finds it for every width of paper: where nearly all lines begin
// and the longest of them end.
func textColumns(all [][]pageItem) map[int]textColumn {
	starts, ends, sizes := map[int][]float64{}, map[int][]float64{}, map[int][]float64{}
	for _, items := range all {
		for _, it := range items {
			if it.line != nil {
				width := int(it.line.page.width)
				starts[width] = append(starts[width], it.line.x0)
				ends[width] = append(ends[width], it.line.x1)
				sizes[width] = append(sizes[width], it.line.size)
			}
		}
	}
	out := map[int]textColumn{}
	for width, list := range starts {
		slices.Sort(list)
		right := ends[width]
		slices.Sort(right)
		slices.Sort(sizes[width])
		out[width] = textColumn{list[len(list)/20], right[len(right)-1-len(right)/20], sizes[width][len(list)/2]}
	}
	return out
}

// pdfWriter joins printed lines to paragraphs.
type pdfWriter struct {
	in      *input
	columns map[int]textColumn
	text    string
	page    int
	last    *textLine
}

func (w *pdfWriter) flush() {
	if w.last != nil {
		page := w.in.page
		w.in.page = w.page
		w.in.printedLine(w.text)
		w.in.page = page
	}
	w.text, w.last = "", nil
}

func (w *pdfWriter) add(l *textLine) {
	if w.last == nil || !w.continues(l) {
		w.flush()
		w.page = l.page.number
	}
	before, _ := utf8.DecodeLastRuneInString(w.text)
	after, _ := utf8.DecodeRuneInString(strings.TrimSpace(l.text))
	if w.text != "" && !isWide(before) && !isWide(after) && before > ' ' && isLetter(before) && isLetter(after) {
		w.text += " "
	}
	w.text += strings.TrimSpace(l.text)
	w.last = l
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// continues: the line before is full and this one is not indented.
func (w *pdfWriter) continues(l *textLine) bool {
	column := w.columns[int(l.page.width)]
	before := w.columns[int(w.last.page.width)]
	if w.isTitle(w.last) && w.isTitle(l) && math.Abs(l.size-w.last.size) < 1 && l.page == w.last.page && l.y-w.last.y < 2.2*l.size {
		return true
	}
	switch {
	case l.size > w.last.size*1.15 || l.size < w.last.size*0.85,
		strings.Contains(l.text, "\t"), strings.Contains(w.text, "\t"),
		w.last.x1 < before.right-1.7*l.size && !w.isCut(before) && !w.tooLong(l, before),
		l.x0 > column.left+1.2*l.size,
		l.page == w.last.page && l.y-w.last.y > 3.2*l.size,
		titleMark.MatchString(squeezed(w.text)),
		isFigureText(w.text) && isFigureText(l.text):
		return false
	}
	return !partMark.MatchString(l.text)
}

// isTitle: it is printed much larger than the rest.
func (w *pdfWriter) isTitle(l *textLine) bool { return l.size > 1.2*w.columns[int(l.page.width)].size }

// isCut: the line before is short but cannot be the end of a paragraph, since
// what follows did not fit: an address, for one.
func (w *pdfWriter) isCut(column textColumn) bool {
	end, _ := utf8.DecodeLastRuneInString(w.text)
	return !strings.ContainsRune(sentenceEnds, end) && w.last.x0 < column.left+2.6*w.last.size &&
		w.last.x1-column.left > (column.right-column.left)/2
}

// tooLong: the line before is short since the word that begins this one, an
// address of a page or of mail, a number to call, did not fit behind it.
func (w *pdfWriter) tooLong(l *textLine, column textColumn) bool {
	end, _ := utf8.DecodeLastRuneInString(w.text)
	text := strings.TrimSpace(l.text)
	word := strings.IndexFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
	if word < 0 {
		word = len(text)
	}
	const narrow = 0.45 // of such letters, as a part of their size
	return (word > 5 || word > 3 && strings.ContainsAny(text[:word], "./@-")) && !strings.ContainsRune(stops, end) &&
		w.last.x1+float64(word)*narrow*l.size > column.right
}

// printedLine adds a paragraph and keeps the tabs that part its columns.
func (b *builder) printedLine(text string) {
	parts := strings.Split(text, "\t")
	for i := range parts {
		parts[i] = tidy(parts[i])
	}
	text = strings.Trim(strings.Join(parts, "\t"), "\t")
	if text == "" {
		return
	}
	if line := b.addLine(text); line > 0 {
		b.doc.Blocks = append(b.doc.Blocks, Block{Text: text, Line: line, Page: b.page})
	}
}
