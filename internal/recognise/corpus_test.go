package recognise_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

// sample is a made-up report: what it prints, by cell.
type sample struct {
	def   *form.Definition
	year  int
	cells map[form.Code]string
	rng   *rand.Rand
}

// makeSample fills the tables at random. A balanced one keeps every sum.
func makeSample(def *form.Definition, seed uint64, balanced bool) *sample {
	s := &sample{def: def, year: def.Years.From + 1, cells: map[form.Code]string{}, rng: rand.New(rand.NewPCG(seed, 7))}
	numbers := map[form.Code]int{}
	scale := []int{3, 12, 140}[seed%3]
	for _, f := range def.Fields() {
		if f.Table == "" {
			continue
		}
		n := 0
		if s.rng.IntN(3) == 0 {
			n = s.rng.IntN(scale)
		}
		if f.Type == form.Change {
			n -= scale / 2
		}
		numbers[f.Code] = n
	}
	columns := []string{"natural_person", "enterprise", "research", "social", "legal", "other", "total"}
	for range 3 { // totals of totals settle
		for _, f := range def.Fields() {
			if sum, ok := def.SumOf(f.Code); ok {
				n := 0
				for _, p := range sum.Parts {
					n += numbers[p]
				}
				numbers[f.Code] = n
			}
		}
		for _, c := range columns {
			in, out := form.Code("t3.received."+c), form.Code("t3.carried_in."+c)
			done, left := form.Code("t3.total."+c), form.Code("t3.carried_out."+c)
			if numbers[out] > numbers[done]+numbers[left] {
				numbers[out] = 0
			}
			if c != "total" {
				numbers[in] = numbers[done] + numbers[left] - numbers[out]
			}
		}
	}
	if !balanced {
		for i, f := range def.Fields() {
			if f.Table != "" && i%11 == 0 {
				numbers[f.Code] += 1 + s.rng.IntN(3)
			}
		}
	}
	for code, n := range numbers {
		s.cells[code] = fmt.Sprint(n)
	}
	if f, ok := def.Field("t2.government_procurement.amount"); ok {
		s.cells[f.Code] = fmt.Sprintf("%d.%02d", s.rng.IntN(90000), s.rng.IntN(100))
	}
	return s
}

// matrix is a table as rows of grid cells; spanned cells are "".
func (s *sample) matrix(t *form.Table) (out [][]string, rows []form.GridRow) {
	g := t.Grid()
	for _, r := range g.Rows {
		line := make([]string, g.Columns)
		for _, c := range r.Cells {
			line[c.Column] = c.Text
			if c.Kind == form.ValueCell {
				line[c.Column] = s.cells[c.Code]
			}
		}
		out = append(out, line)
		rows = append(rows, r)
	}
	return out, rows
}

// layout writes a table.
type layout struct {
	name  string
	write func(s *sample, t *form.Table) string
	// changes what is printed before it is written, and so what is expected.
	before func(s *sample)
	kind   string
	plain  bool // only with balanced figures
	// unsure rows may be left out
	unsure bool
}

func layouts() []layout {
	return []layout{
		{name: "tabs", write: tabs},
		{name: "tabs, no padding", write: tight("\t")},
		{name: "pipes", write: func(s *sample, t *form.Table) string { return delimited(s, t, "| ", " | ", " |") }},
		{name: "markdown", write: markdown},
		{name: "cell per line", write: cellPerLine("")},
		{name: "cell per line, piped", write: cellPerLine(" |")},
		{name: "row per line", write: tight(" ")},
		{name: "aligned", write: aligned},
		{name: "label wrapped around figures", write: wrapped(true)},
		{name: "label before figures", write: wrapped(false)},
		{name: "figures below label", write: stacked(false)},
		{name: "figures above label", write: stacked(true)},
		{name: "page breaks", write: pages},
		{name: "no rules row", write: tabs, before: without("t2.rules.")},
		{name: "half of table three", write: tabs, before: without("t3.rejected.", "t3.unable.")},
		{name: "a cell too many", write: uneven(1), unsure: true},
		{name: "a cell too few", write: uneven(-1), unsure: true},
		{name: "blank cells", write: tabs, before: blanks},
		{name: "blank cells, html", write: webPage, kind: "html", before: blanks},
		{name: "marks for nought", write: tabs, before: marks},
		{name: "cut headings", write: replaced(tabs, "本年新制作数量", "本年新", "本年新公开数量", "本年新", "本年增/减", "本年增/", "商业企业", "商业", "科研机构", "科研", "信息内容", "内容")},
		{name: "other labels", write: replaced(tabs, "社会公益组织", "社会组织", "（", "(", "）", ")", "1.", "1、", "2.", "2．", "行政规范性文件", "规范性文件", "上一年项目数量", "2019年项目数量", "数量", "数")},
		{name: "glued rows", write: glued("\n"), plain: true, unsure: true},
		{name: "glued table", write: glued(""), plain: true, unsure: true},
		{name: "glued, unbalanced", write: glued("\n"), unsure: true},
		{name: "web page", write: webPage, kind: "html"},
		{name: "web page, cells shifted", write: shiftedPage, kind: "html", unsure: true},
		{name: "torn group labels", write: tornGroups},
		{name: "remarks behind labels", write: withRemarks(tabs)},
		{name: "remarks, cell per line", write: withRemarks(cellPerLine(" |"))},
		{name: "remarks, row per line", write: withRemarks(tight(" | "))},
		{name: "noughts left out", write: cellPerLine(""), before: withoutNoughts, unsure: true},
		{name: "noughts left out, piped", write: cellPerLine(" |"), before: withoutNoughts, unsure: true},
		{name: "noughts left out, bars fill", write: barFilled, before: withoutNoughts, unsure: true},
		{name: "noughts left out, blank lines", write: blankLines("\n\n"), before: withoutNoughts},
		{name: "noughts left out, blank line", write: blankLines("\n"), before: withoutNoughts},
		{name: "totals only, blank lines", write: blankLines("\n"), before: onlyTotals},
		{name: "plus and commas", write: tabs, before: dressed},
	}
}

// withRemarks explains labels in brackets, as the form some counties send out.
func withRemarks(write func(*sample, *form.Table) string) func(*sample, *form.Table) string {
	return replaced(write,
		"行政规范性文件", "行政规范性文件（本机关印发的、标题里有“办法”“规定”“细则”字样的公文，一般算规范性文件）",
		"\n规范性文件", "\n规范性文件(本机关印发的、有正式文号的文件)",
		"规章", "规章（设区的市才有，乡镇填0）",
		"上一年项目数量", "上一年项目数量（去年12月31日的事项数）",
		"本年增/减", "本年增/减 （今年增加或减少的事项数，减少的用负数，如-8）",
		"处理决定数量", "处理决定数量(今年的办件量)",
		"其他对外管理服务事项", "其他对外管理服务事项（许可以外的事项，含行政确认、行政给付、行政处罚、行政强制、行政检查，以及公共服务）",
	)
}

func withoutNoughts(s *sample) {
	for _, f := range s.def.Fields() {
		if f.Table == "t3" && s.cells[f.Code] == "0" {
			delete(s.cells, f.Code)
		}
	}
}

// barFilled drops blank cells and fills the row up with bars.
func barFilled(s *sample, t *form.Table) string {
	var b strings.Builder
	rows, width := gridCells(s, t)
	for _, cells := range rows {
		cells = slices.DeleteFunc(slices.Clone(cells), func(c string) bool { return c == "" })
		b.WriteString(strings.Join(cells, " | ") + " |" + strings.Repeat("|", width-len(cells)) + "\n")
	}
	return b.String()
}

func onlyTotals(s *sample) {
	for _, f := range s.def.Fields() {
		if f.Table == "t3" && f.Column != "total" {
			delete(s.cells, f.Code)
		}
	}
}

// blankLines writes a cell a line with a blank line behind each; a blank cell
// is that much more.
func blankLines(blank string) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string {
		var b strings.Builder
		rows, _ := gridCells(s, t)
		for _, cells := range rows {
			for _, c := range cells {
				if c == "" {
					b.WriteString(blank)
				} else {
					b.WriteString(c + "\n\n")
				}
			}
		}
		return b.String()
	}
}

func delimited(s *sample, t *form.Table, left, mid, right string) string {
	var b strings.Builder
	m, _ := s.matrix(t)
	for _, row := range m {
		b.WriteString(left + strings.Join(row, mid) + right + "\n")
	}
	return b.String()
}

func tabs(s *sample, t *form.Table) string { return delimited(s, t, "", "\t", "") }

func tight(sep string) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string {
		var b strings.Builder
		m, _ := s.matrix(t)
		for _, row := range m {
			var cells []string
			for _, c := range row {
				if c != "" {
					cells = append(cells, c)
				}
			}
			b.WriteString(strings.Join(cells, sep) + "\n")
		}
		return b.String()
	}
}

func markdown(s *sample, t *form.Table) string {
	lines := strings.SplitAfterN(delimited(s, t, "| ", " | ", " |"), "\n", 2)
	return lines[0] + strings.Repeat("|---", strings.Count(lines[0], "|")-1) + "|\n" + lines[1]
}

func cellPerLine(end string) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string {
		var b strings.Builder
		m, _ := s.matrix(t)
		for _, row := range m {
			for _, c := range row {
				if c != "" {
					b.WriteString(c + end + "\n")
				}
			}
		}
		return b.String()
	}
}

func wide(s string) (n int) {
	for _, r := range s {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}

// aligned pads columns with spaces, as a PDF's text is laid out.
func aligned(s *sample, t *form.Table) string {
	m, _ := s.matrix(t)
	widths := make([]int, len(m[0]))
	for _, row := range m {
		filled := 0
		for _, c := range row {
			if c != "" {
				filled++
			}
		}
		for i, c := range row {
			if filled > 1 {
				widths[i] = max(widths[i], wide(c)+2)
			}
		}
	}
	var b strings.Builder
	for _, row := range m {
		line := ""
		at := 0
		for i, c := range row {
			if c != "" {
				line += strings.Repeat(" ", max(0, at-wide(line)))
				if line != "" && !strings.HasSuffix(line, " ") {
					line += "  "
				}
				line += c
			}
			at += widths[i]
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// wrapped breaks long labels over two lines: around the figures or before.
func wrapped(around bool) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string {
		var b strings.Builder
		m, rows := s.matrix(t)
		for i, row := range m {
			label, figures := split(row, rows[i])
			if len([]rune(label)) < 9 || len(figures) == 0 {
				b.WriteString(strings.TrimSpace(label+" "+strings.Join(figures, " ")) + "\n")
				continue
			}
			r := []rune(label)
			half := 6 + s.rng.IntN(2)
			if around {
				b.WriteString(string(r[:half]) + " " + strings.Join(figures, " ") + "\n" + string(r[half:]) + "\n")
			} else {
				b.WriteString(string(r[:half]) + "\n" + string(r[half:]) + " " + strings.Join(figures, " ") + "\n")
			}
		}
		return b.String()
	}
}

// split parts a row into its last label and its figures; group labels go in
// front.
func split(row []string, g form.GridRow) (label string, figures []string) {
	for _, c := range g.Cells {
		text := row[c.Column]
		if c.Kind == form.ValueCell {
			if text != "" {
				figures = append(figures, text)
			}
		} else if text != "" {
			label = strings.TrimSpace(label + " " + text)
		}
	}
	return label, figures
}

func stacked(above bool) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string {
		var b strings.Builder
		m, rows := s.matrix(t)
		for i, row := range m {
			label, figures := split(row, rows[i])
			lines := []string{label, strings.Join(figures, " ")}
			if above {
				lines[0], lines[1] = lines[1], lines[0]
			}
			for _, l := range lines {
				if l != "" {
					b.WriteString(l + "\n")
				}
			}
		}
		return b.String()
	}
}

// pages repeats the headings and a page number in the middle of the rows.
func pages(s *sample, t *form.Table) string {
	lines := strings.Split(strings.TrimSuffix(tabs(s, t), "\n"), "\n")
	if t.Layout != form.Matrix {
		return strings.Join(lines, "\n") + "\n"
	}
	head := lines[:3]
	at := 5 + s.rng.IntN(15)
	var out []string
	out = append(out, lines[:at]...)
	out = append(out, "— 3 —", "")
	out = append(out, head...)
	out = append(out, lines[at:]...)
	return strings.Join(out, "\n") + "\n"
}

func without(prefixes ...string) func(*sample) {
	return func(s *sample) {
		for code := range s.cells {
			for _, p := range prefixes {
				if strings.HasPrefix(string(code), p) {
					delete(s.cells, code)
				}
			}
		}
	}
}

func blanks(s *sample) {
	for _, f := range s.def.Fields() {
		if f.Table != "" && s.rng.IntN(12) == 0 && f.Table == "t3" {
			delete(s.cells, f.Code)
		}
	}
}

func marks(s *sample) {
	for _, f := range s.def.Fields() {
		if s.cells[f.Code] == "0" && s.rng.IntN(2) == 0 {
			s.cells[f.Code] = []string{"/", "—", "－", "无", "不适用"}[s.rng.IntN(5)]
		}
	}
}

func dressed(s *sample) {
	for _, f := range s.def.Fields() {
		if n := s.cells[f.Code]; f.Table != "" && len(n) == 4 && !strings.Contains(n, ".") && n[0] != '-' {
			s.cells[f.Code] = n[:1] + "," + n[1:]
		}
		if f.Type == form.Change && s.cells[f.Code] != "" && s.cells[f.Code][0] != '-' {
			s.cells[f.Code] = "+" + s.cells[f.Code]
		}
	}
}

// uneven prints a figure more or less in some rows of table three.
func uneven(by int) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string {
		lines := strings.Split(strings.TrimSuffix(tabs(s, t), "\n"), "\n")
		if t.Layout != form.Matrix {
			return strings.Join(lines, "\n") + "\n"
		}
		for i := 3; i < len(lines); i++ {
			if s.rng.IntN(4) > 0 {
				continue
			}
			cells := strings.Split(lines[i], "\t")
			at := len(cells) - 1 - s.rng.IntN(7)
			if by > 0 {
				cells = append(cells[:at], append([]string{"0"}, cells[at:]...)...)
			} else {
				cells = append(cells[:at], cells[at+1:]...)
			}
			lines[i] = strings.Join(cells, "\t")
		}
		return strings.Join(lines, "\n") + "\n"
	}
}

func replaced(write func(*sample, *form.Table) string, pairs ...string) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string { return strings.NewReplacer(pairs...).Replace(write(s, t)) }
}

// glued runs the figures of a row together, and with no line end the rows too.
func glued(end string) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string {
		var b strings.Builder
		m, rows := s.matrix(t)
		for i, row := range m {
			label, figures := split(row, rows[i])
			b.WriteString(strings.ReplaceAll(label, " ", "") + strings.Join(figures, "") + end)
		}
		return b.String() + "\n"
	}
}

func webPage(s *sample, t *form.Table) string {
	var b strings.Builder
	b.WriteString("<table>")
	for _, r := range t.Grid().Rows {
		b.WriteString("<tr>")
		for _, c := range r.Cells {
			text := c.Text
			if c.Kind == form.ValueCell {
				text = s.cells[c.Code]
			}
			fmt.Fprintf(&b, "<td colspan=%d rowspan=%d>%s</td>", c.ColSpan, c.RowSpan, text)
		}
		b.WriteString("</tr>\n")
	}
	return b.String() + "</table>\n"
}

func shiftedPage(s *sample, t *form.Table) string {
	lines := strings.Split(webPage(s, t), "\n")
	for i := range lines {
		switch s.rng.IntN(8) {
		case 0:
			if t.Layout == form.Matrix && i > 3 {
				lines[i] = strings.Replace(lines[i], "</td></tr>", "</td><td>0</td></tr>", 1)
			}
		case 1:
			if at := strings.LastIndex(lines[i], "<td"); t.Layout == form.Matrix && i > 3 && at > 0 {
				lines[i] = lines[i][:at] + "</tr>"
			}
		}
	}
	return strings.Join(lines, "\n")
}

// tornGroups prints the labels of groups in pieces beside other rows.
func tornGroups(s *sample, t *form.Table) string {
	var b strings.Builder
	m, rows := s.matrix(t)
	var waiting []string
	for i, row := range m {
		var label, group string
		var figures []string
		for _, c := range rows[i].Cells {
			text := row[c.Column]
			switch {
			case c.Kind == form.ValueCell:
				figures = append(figures, text)
			case c.Kind == form.LabelCell && c.RowSpan > 1 && t.Layout == form.Matrix:
				group = text
				r := []rune(group)
				waiting = append(waiting, string(r[:3]), string(r[3:]))
			default:
				label += text
				if c.Kind == form.HeadCell {
					label += "  "
				}
			}
		}
		if len(waiting) > 0 && group == "" {
			label = waiting[0] + "   " + label
			waiting = waiting[1:]
		}
		b.WriteString(strings.TrimSpace(label+"   "+strings.Join(figures, "  ")) + "\n")
	}
	return b.String()
}

// page writes the whole report.
func (s *sample) page(l layout) string {
	var b strings.Builder
	end := "\n"
	if l.kind == "html" {
		end = "<br>\n"
		b.WriteString("<html><body>")
	}
	fmt.Fprintf(&b, "临川县青石镇人民政府%d年政府信息公开工作年度报告%s", s.year, end)
	fmt.Fprintf(&b, "本报告由青石镇人民政府编制，统计期限自%d年1月1日起至%d年12月31日止。%s", s.year, s.year, end)
	for _, sec := range s.def.Sections {
		b.WriteString(sec.Heading + end)
		if sec.Table != nil {
			b.WriteString(l.write(s, sec.Table))
			continue
		}
		fmt.Fprintf(&b, "（一）主动公开%s%d年，我镇公开信息%d条，收到申请5件。%s", end, s.year, 30+s.rng.IntN(400), end)
	}
	fmt.Fprintf(&b, "临川县青石镇人民政府%s%d年1月6日%s", end, s.year+1, end)
	return b.String()
}

// score counts cells.
type score struct{ printed, right, wrong, silent, absent, invented int }

func (sc *score) add(o score) {
	sc.printed += o.printed
	sc.right += o.right
	sc.wrong += o.wrong
	sc.silent += o.silent
	sc.absent += o.absent
	sc.invented += o.invented
}

// covered reports whether a doubt speaks of a cell.
func covered(r *report.Report, f form.Field) bool {
	return slices.ContainsFunc(r.Doubts, func(d report.Doubt) bool { return covers(d, f) })
}

// covers reports whether a doubt is about a cell.
func covers(d report.Doubt, f form.Field) bool {
	if len(d.Cells) > 0 {
		return slices.Contains(d.Cells, f.Code)
	}
	return slices.Contains([]string{string(f.Code), f.Table, f.Table + "." + f.Row, f.Table + ".*." + f.Column}, d.Code)
}

func judge(s *sample, r *report.Report) (sc score) {
	for _, f := range s.def.Fields() {
		if f.Table == "" {
			continue
		}
		want := report.Figure(s.cells[f.Code]).String()
		got := r.Cell(f.Code).String()
		if want != "" {
			sc.printed++
		}
		switch {
		case want == got:
			if want != "" {
				sc.right++
			}
			continue
		case got == "":
			sc.absent++
		case want == "":
			sc.invented++
		default:
			sc.wrong++
		}
		if os.Getenv("CORPUS_CELLS") != "" {
			fmt.Printf("%s: printed %q, read %q, covered %v\n", f.Code, want, got, covered(r, f))
		}
		if !covered(r, f) {
			sc.silent++
		}
	}
	return sc
}

// corpusSeeds are the reports made in each layout: CORPUS_SIZE of them, 14 if
// it is not set. The race detector gets a few, with the one that once was read
// wrong.
func corpusSeeds() []uint64 {
	n, err := strconv.ParseUint(os.Getenv("CORPUS_SIZE"), 10, 16)
	switch {
	case err == nil:
	case slow:
		return []uint64{0, 1, 3, 12}
	default:
		n = 14
	}
	var out []uint64
	for seed := range n {
		out = append(out, seed)
	}
	return out
}

// TestCorpus reads made-up reports in every layout and prints the score.
// Nothing may be wrong in silence.
func TestCorpus(t *testing.T) {
	c := catalog(t)
	var all score
	line := "%-32s %7s %7s %7s %7s %8s %8s %7s\n"
	var out strings.Builder
	fmt.Fprintf(&out, line, "layout", "printed", "right", "wrong", "absent", "invented", "silent", "%")
	for _, l := range layouts() {
		if only := os.Getenv("CORPUS_ONLY"); only != "" && only != l.name {
			continue
		}
		var sum score
		for _, seed := range corpusSeeds() {
			def := c.Definitions()[seed%2]
			s := makeSample(def, seed, l.plain || seed%4 < 3)
			if l.before != nil {
				l.before(s)
			}
			text := s.page(l)
			name := "x.txt"
			if l.kind != "" {
				name = "x." + l.kind
			}
			doc, err := extract.Read(name, []byte(text), extract.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			res, err := recognise.Recognise(c, doc, recognise.Options{})
			if err != nil {
				t.Errorf("%s/%d: %v\n%s", l.name, seed, err, text)
				continue
			}
			sc := judge(s, res.Report)
			if sc.silent > 0 {
				t.Errorf("%s/%d: %+v", l.name, seed, sc)
			}
			if res.Report.Format != def.Format {
				t.Errorf("%s/%d: read as %s", l.name, seed, res.Report.Format)
			}
			sum.add(sc)
		}
		fmt.Fprintf(&out, line, l.name, fmt.Sprint(sum.printed), fmt.Sprint(sum.right), fmt.Sprint(sum.wrong), fmt.Sprint(sum.absent),
			fmt.Sprint(sum.invented), fmt.Sprint(sum.silent), fmt.Sprintf("%.1f", 100*float64(sum.right)/float64(max(sum.printed, 1))))
		all.add(sum)
	}
	fmt.Fprintf(&out, line, "all", fmt.Sprint(all.printed), fmt.Sprint(all.right), fmt.Sprint(all.wrong), fmt.Sprint(all.absent),
		fmt.Sprint(all.invented), fmt.Sprint(all.silent), fmt.Sprintf("%.1f", 100*float64(all.right)/float64(all.printed)))
	t.Log("\n" + out.String())
}
