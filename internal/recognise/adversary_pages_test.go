package recognise_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// What files do beyond a table in disorder: cells that are no plain figure,
// columns of another year, cells run into one, tables turned or halved, breaks
// of pages, several reports in one file.

// odd figures: what is printed for a figure.
var oddities = []struct {
	name  string
	print func(w *wild, figure string) string
}{
	{"footnote ring", func(w *wild, f string) string { return f + "①" }},
	{"footnote star", func(w *wild, f string) string { return f + "*" }},
	{"footnote word", func(w *wild, f string) string { return f + "注" }},
	{"footnote raised", func(w *wild, f string) string { return f + "[1]" }},
	{"about", func(w *wild, f string) string { return "约" + f }},
	{"件", func(w *wild, f string) string { return f + "件" }},
	{"percent", func(w *wild, f string) string { return f + "%" }},
	{"decimals", func(w *wild, f string) string { return f + ".00" }},
	{"fullwidth", func(w *wild, f string) string {
		return strings.Map(func(r rune) rune { return r + 0xFEE0 }, f)
	}},
	{"space inside", func(w *wild, f string) string {
		return strconv.Itoa(1+w.rng.IntN(9)) + " " + fmt.Sprintf("%03d", w.rng.IntN(1000))
	}},
	{"broken", func(w *wild, f string) string {
		return strconv.Itoa(1+w.rng.IntN(99)) + "\n" + strconv.Itoa(1+w.rng.IntN(99))
	}},
	{"Chinese", func(w *wild, f string) string { return []string{"一", "二", "三", "五", "十二"}[w.rng.IntN(5)] }},
	{"nought", func(w *wild, f string) string {
		return []string{"0.00", "-", "○", "〇", "O", "o", "零", "０", "——"}[w.rng.IntN(9)]
	}},
	{"brackets", func(w *wild, f string) string { return "（" + f + "）" }},
	{"of which", func(w *wild, f string) string { return f + "（其中网上2）" }},
	{"equation", func(w *wild, f string) string { return f + "+1" }},
}

// odd prints some figures of a table so.
func (w *wild) odd(t *form.Table, s sheet) sheet {
	if !w.chance(3) {
		return s
	}
	kind := oddities[w.rng.IntN(len(oddities))]
	every := 2 + w.rng.IntN(30)
	w.tell("%s odd %s", t.ID, kind.name)
	for y := range s {
		for i := range s[y] {
			b := &s[y][i]
			if b.code == "" || b.text == "" || strings.Trim(b.text, "0123456789") != "" || !w.chance(every) {
				continue
			}
			if kind.name == "nought" && b.text != "0" {
				continue
			}
			plain := b.text
			b.text = kind.print(w, b.text)
			w.cells[b.code] = strings.ReplaceAll(b.text, "\n", " ")
			switch kind.name {
			case "space inside", "broken":
				w.also[b.code] = append(w.also[b.code], squeezed(b.text))
			case "fullwidth", "件", "nought":
			default:
				w.also[b.code] = append(w.also[b.code], plain)
			}
		}
	}
	return s
}

func squeezed(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }

// dated gives a table a column of figures of the year before.
func (w *wild) dated(t *form.Table, s sheet) sheet {
	if t.Layout == form.Across || !w.chance(6) {
		return s
	}
	head := []string{"上年数", "上年", "去年同期", fmt.Sprint(w.year-1, "年"), "上年总计", "同比"}[w.rng.IntN(6)]
	w.tell("%s beside it %s", t.ID, head)
	width := s.columns()
	for y, row := range s {
		text := ""
		switch {
		case isFigures(row):
			text = strconv.Itoa(w.rng.IntN(4) * w.rng.IntN(40))
		case y == 0 || t.Layout == form.Blocks && row[0].head && len(row) > 1:
			text = head
		}
		s[y] = append(row, box{text: text, column: width, wide: 1, height: 1, head: row[0].head})
	}
	return s
}

// merged prints figures once for several columns.
func (w *wild) merged(t *form.Table, s sheet) sheet {
	if !w.chance(8) {
		return s
	}
	w.tell("%s merged", t.ID)
	for y, row := range s {
		for i := 0; i+1 < len(row); i++ {
			a, b := &row[i], &row[i+1]
			if a.code == "" || b.code == "" || a.text != b.text || a.text == "" || !w.chance(6) {
				continue
			}
			delete(w.cells, b.code)
			w.also[b.code] = append(w.also[b.code], b.text)
			a.wide += b.wide
			row = slices.Delete(row, i+1, i+2)
		}
		s[y] = row
	}
	return s
}

// transposed turns a table on its side.
func (w *wild) transposed(t *form.Table, s sheet) sheet {
	if t.Layout != form.Matrix || !w.chance(15) {
		return s
	}
	w.tell("%s transposed", t.ID)
	var out sheet
	for y, row := range s {
		for _, b := range row {
			n := b.column
			for len(out) <= n {
				out = append(out, nil)
			}
			b.column, b.wide, b.height = y, b.height, b.wide
			b.head = b.head || n == 0
			out[n] = append(out[n], b)
		}
	}
	out = slices.DeleteFunc(out, func(row []box) bool { return len(row) == 0 })
	for _, row := range out {
		slices.SortFunc(row, func(x, y box) int { return x.column - y.column })
	}
	return out
}

// halved sets the rows of a table in two halves side by side.
func (w *wild) halved(t *form.Table, s sheet) sheet {
	if t.Layout == form.Across || !w.chance(15) {
		return s
	}
	n := 0
	for n < len(s) && s[n][0].head && t.Layout == form.Matrix {
		n++
	}
	half := n + (len(s)-n+1)/2
	w.tell("%s halves", t.ID)
	width := s.columns()
	var out sheet
	over := []box{} // labels that go on over the middle
	for y, row := range s[:half] {
		for i := range row {
			if b := &row[i]; y+b.height > half {
				rest := *b
				rest.height = y + b.height - half
				b.height = half - y
				over = append(over, rest)
			}
		}
		out = append(out, row)
	}
	right := func(row []box, y int) {
		for _, b := range row {
			b.column += width
			b.head = false
			out[y] = append(out[y], b)
		}
	}
	for y := range n {
		right(slices.Clone(s[y]), y)
	}
	for k, row := range s[half:] {
		if k == 0 {
			row = append(over, row...)
		}
		right(row, n+k)
	}
	return out
}

// readingOrder is the text of a PDF as it comes: headings in the lines of
// their narrow columns, labels around their figures.
func (s sheet) readingOrder(w *wild) string {
	var b strings.Builder
	for _, row := range s {
		var label string
		var rest []string
		for i, c := range row {
			if c.code == "" && (i == 0 || rest == nil) && !c.head {
				label += c.text
				continue
			}
			if c.text != "" {
				rest = append(rest, c.text)
			}
		}
		r := []rune(label)
		switch {
		case row[0].head && len(rest) > 1:
			b.WriteString(narrow(rest, 3+w.rng.IntN(3)))
		case len(r) > 8 && len(rest) > 0:
			half := 4 + w.rng.IntN(len(r)-6)
			b.WriteString(string(r[:half]) + "\n" + strings.Join(rest, " ") + "\n" + string(r[half:]) + "\n")
		default:
			b.WriteString(strings.TrimSpace(label+" "+strings.Join(rest, " ")) + "\n")
		}
	}
	return b.String()
}

// narrow breaks headings that stand side by side into lines.
func narrow(heads []string, width int) string {
	var b strings.Builder
	for line := 0; ; line++ {
		var parts []string
		for _, h := range heads {
			if r := []rune(h); line*width < len(r) {
				parts = append(parts, string(r[line*width:min(len(r), (line+1)*width)]))
			}
		}
		if len(parts) == 0 {
			return b.String()
		}
		b.WriteString(strings.Join(parts, " ") + "\n")
	}
}

// paged breaks the text of a table at the end of a page, within a row too.
func (w *wild) paged(t *form.Table, s sheet, text string) string {
	if !w.chance(3) {
		return text
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	at := 1 + w.rng.IntN(len(lines))
	number := 2 + w.rng.IntN(20)
	between := []string{[]string{"- %d -", "%d", "第 %d 页", "第%d页 共30页", "— %d —", "%d / 30"}[w.rng.IntN(6)]}
	w.tell("%s page ends, %s", t.ID, strings.ReplaceAll(between[0], "%d", "n"))
	between[0] = fmt.Sprintf(between[0], number)
	if w.chance(3) {
		between = append(between, fmt.Sprintf("%s%d年政府信息公开工作年度报告", "青石镇人民政府", w.year))
	}
	if n := slices.IndexFunc(s, func(row []box) bool { return !row[0].head }); n > 0 && n < 4 && w.chance(2) && n < len(lines) {
		w.tell("%s headings again", t.ID)
		between = append(between, lines[:n]...)
	}
	before := slices.Clone(lines[:at])
	after := lines[at:]
	if cells := strings.Split(before[at-1], "\t"); len(cells) > 3 && w.chance(2) {
		k := 1 + w.rng.IntN(len(cells)-1)
		before[at-1] = strings.Join(cells[:k], "\t")
		after = append([]string{strings.Join(cells[k:], "\t")}, after...)
		w.tell("%s within a row", t.ID)
	}
	return strings.Join(slices.Concat(before, between, after), "\n") + "\n"
}

// contents lists the headings as a table of contents.
func (w *wild) contents(end string) string {
	var b strings.Builder
	style := w.rng.IntN(4)
	w.tell("contents %d", style)
	b.WriteString("目  录" + end)
	for i, sec := range w.def.Sections {
		b.WriteString(sec.Heading + []string{"", "……………… " + strconv.Itoa(i+1), "\t" + strconv.Itoa(i+1), strconv.Itoa(i + 1)}[style] + end)
	}
	return b.String()
}

// wilderPage is a report of that kind that may stand in a file with more.
func wilderPage(c *form.Catalog, seed uint64) (w *wild, name, text string) {
	def := c.Definitions()[seed%2]
	w = &wild{sample: makeSample(def, seed+1e6, seed%5 < 3), also: map[form.Code][]string{}}
	w.rng = rand.New(rand.NewPCG(seed, 1234))
	p := printers[w.rng.IntN(len(printers)-1)] // glued text has enough of its own
	if w.chance(6) {
		p.name, p.kind, p.write = "reading order", "txt", func(w *wild, s sheet) string { return s.readingOrder(w) }
	}
	w.tell("%s %s", def.Format, p.name)
	l := w.wilderLayout(p.kind, p.write)
	text = w.page(l)
	end := "\n"
	if p.kind == "html" {
		end = "<br>\n"
	}
	if w.chance(8) {
		head, body, _ := strings.Cut(text, end)
		text = head + end + w.contents(end) + body
	}
	if w.chance(12) {
		text = w.beside(p.kind, end, text)
	}
	return w, "x." + p.kind, text
}

func (w *wild) wilderLayout(kind string, write func(*wild, sheet) string) layout {
	return layout{kind: kind, write: func(s *sample, t *form.Table) string {
		if w.chance(4) {
			t = w.rearranged(t)
		}
		sh := w.sheet(t)
		if w.chance(5) {
			sh = w.widened(t, sh)
		} else {
			sh = w.dated(t, sh)
		}
		if w.chance(8) {
			sh = w.faulty(t, sh)
		}
		sh = w.merged(t, w.odd(t, sh))
		sh = w.halved(t, w.transposed(t, sh))
		br := " "
		if kind == "html" {
			br = "<br>"
		} else if w.chance(2) {
			br = "\n"
		}
		for _, row := range sh {
			for i := range row {
				row[i].text = strings.ReplaceAll(row[i].text, "\n", br)
			}
		}
		if kind == "html" {
			return write(w, sh)
		}
		return w.paged(t, sh, write(w, sh))
	}}
}

// beside puts another report into the file: that of the year before, or those
// of other towns. It stands in front or behind.
func (w *wild) beside(kind, end, text string) string {
	o := &wild{sample: makeSample(w.def, w.rng.Uint64(), true), also: map[form.Code][]string{}}
	o.rng = w.rng
	o.year = w.year - 1
	other := o.page(layout{kind: kind, write: func(s *sample, t *form.Table) string {
		sh := o.sheet(t)
		if kind == "html" {
			return sh.html(true)
		}
		return sh.lines("", "\t", "", true)
	}})
	if w.chance(2) {
		o.year = w.year
		other = strings.NewReplacer(strconv.Itoa(w.year-1), strconv.Itoa(w.year), strconv.Itoa(w.year), strconv.Itoa(w.year+1)).Replace(other)
		other = strings.ReplaceAll(other, "青石镇", "白水乡")
	}
	w.other = o
	if w.chance(2) {
		w.tell("another report behind")
		return text + other
	}
	w.tell("another report in front")
	return other + text
}

// accepts reports whether a cell was read as printed: what stands for the
// figure without its marks will do.
func (w *wild) accepts(code form.Code, got string) bool {
	if got == report.Figure(w.cells[code]).String() {
		return true
	}
	return slices.Contains(w.also[code], got)
}

// silentBeside lists what is wrong in silence where two reports stand in one
// file: one of them is read, and the other is said to be there.
func (w *wild) silentBeside(r *report.Report) (out []string, right, printed int) {
	if r.Year != w.year || strings.Contains(r.Title, "白水") {
		*w.sample, w.also = *w.other.sample, w.other.also
	}
	out, right, printed = w.silent(r)
	if !slices.ContainsFunc(r.Doubts, func(d report.Doubt) bool {
		return d.Scope == "table" || d.Code == "title" && d.Kind != "missing"
	}) {
		out = append(out, "not a word of another report")
	}
	return out, right, printed
}
