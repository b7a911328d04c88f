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

// wild is a sample whose tables are printed otherwise than the form has them.
type wild struct {
	*sample
	told  []string               // what was done to it
	also  map[form.Code][]string // other readings that are right
	other *wild                  // another report in the same file
}

func (w *wild) tell(format string, args ...any) {
	w.told = append(w.told, fmt.Sprintf(format, args...))
}

func (w *wild) chance(n int) bool { return w.rng.IntN(n) == 0 }

// box is a cell as printed.
type box struct {
	text                 string
	column, wide, height int
	code                 form.Code
	head                 bool // of a line of headings
}

type sheet [][]box

// rearranged is the table with its columns, rows and blocks in another order.
func (w *wild) rearranged(t *form.Table) *form.Table {
	out := &form.Table{ID: t.ID, Name: t.Name, Caption: t.Caption, Layout: t.Layout, LabelColumns: t.LabelColumns}
	columns, rows, blocks, flat := w.chance(2), w.chance(10), w.chance(4), w.chance(3)
	if blocks && len(t.Blocks) > 1 {
		w.tell("%s blocks", t.ID)
	}
	for i := range t.Blocks {
		b := t.Blocks[i]
		if flat && t.Layout == form.Matrix {
			b.Columns = leaves(b.Columns)
			w.tell("%s flat", t.ID)
		}
		if columns {
			b.Columns = w.shuffledColumns(b.Columns)
			w.tell("%s columns", t.ID)
		}
		if t.Layout == form.Across && blocks || rows {
			b.Rows = w.shuffledRows(b.Rows)
			w.tell("%s rows", t.ID)
		}
		out.Blocks = append(out.Blocks, b)
	}
	if blocks {
		w.rng.Shuffle(len(out.Blocks), func(i, j int) { out.Blocks[i], out.Blocks[j] = out.Blocks[j], out.Blocks[i] })
	}
	if t.Layout == form.Across && w.chance(4) {
		out.Layout, out.LabelColumns = form.Matrix, 2
		w.tell("%s turned", t.ID)
	}
	return out
}

func leaves(columns []form.Column) (out []form.Column) {
	for _, c := range columns {
		if len(c.Columns) > 0 {
			out = append(out, leaves(c.Columns)...)
			continue
		}
		out = append(out, c)
	}
	return out
}

func (w *wild) shuffledColumns(list []form.Column) []form.Column {
	list = slices.Clone(list)
	for i := range list {
		list[i].Columns = w.shuffledColumns(list[i].Columns)
	}
	switch last := len(list) - 1; {
	case last > 1 && w.chance(3): // the total first
		list = append(list[last:last+1:last+1], list[:last]...)
	case last > 0 && w.chance(3): // two change places
		i := w.rng.IntN(last)
		list[i], list[i+1] = list[i+1], list[i]
	default:
		w.rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	return list
}

func (w *wild) shuffledRows(list []form.Row) []form.Row {
	list = slices.Clone(list)
	for i := range list {
		list[i].Rows = w.shuffledRows(list[i].Rows)
	}
	w.rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// sheet lays a table out.
func (w *wild) sheet(t *form.Table) sheet {
	var out sheet
	for _, r := range t.Grid().Rows {
		var row []box
		for _, c := range r.Cells {
			b := box{text: c.Text, column: c.Column, wide: c.ColSpan, height: c.RowSpan, code: c.Code, head: r.Head}
			if c.Kind == form.ValueCell {
				b.text = w.cells[c.Code]
			}
			row = append(row, b)
		}
		out = append(out, row)
	}
	return out
}

func (s sheet) columns() (n int) {
	for _, c := range s[0] {
		n = max(n, c.column+c.wide)
	}
	return n
}

func isFigures(row []box) bool {
	return slices.ContainsFunc(row, func(b box) bool { return b.code != "" })
}

// widened gives a table columns of its own: numbers in front, units before the
// figures, remarks behind.
func (w *wild) widened(t *form.Table, s sheet) sheet {
	if t.Layout == form.Across {
		return s
	}
	if w.chance(5) {
		w.tell("%s numbered", t.ID)
		s = w.numbered(s)
	}
	if w.chance(8) {
		w.tell("%s units", t.ID)
		s = w.united(s)
	}
	if w.chance(6) {
		w.tell("%s remarks", t.ID)
		s = w.remarked(s)
	}
	return s
}

func (w *wild) numbered(s sheet) sheet {
	n, heads, style := 0, w.rng.IntN(3), w.rng.IntN(3)
	for y, row := range s {
		text := ""
		if isFigures(row) {
			n++
			text = []string{strconv.Itoa(n), fmt.Sprintf("%02d", n), strconv.Itoa(n) + "."}[style]
		} else if y == 0 && heads > 0 {
			text = []string{"", "序号", "编号"}[heads]
		}
		for i := range row {
			row[i].column++
		}
		s[y] = append([]box{{text: text, wide: 1, height: 1, head: row[0].head}}, row...)
	}
	return s
}

func (w *wild) united(s sheet) sheet {
	headed := w.chance(2)
	place := s.columns()
	for _, row := range s {
		for _, b := range row {
			if b.code != "" {
				place = min(place, b.column)
			}
		}
	}
	for y, row := range s {
		at, over := len(row), false
		for i := len(row) - 1; i >= 0; i-- {
			switch b := &row[i]; {
			case b.column >= place:
				b.column++
				at = i
			case b.column+b.wide > place:
				b.wide++
				over = true
			}
		}
		text := ""
		if isFigures(row) {
			text = "件"
		} else if y == 0 && headed {
			text = "单位"
		}
		if !over {
			s[y] = slices.Insert(row, at, box{text: text, column: place, wide: 1, height: 1, head: row[0].head})
		}
	}
	return s
}

func (w *wild) remarked(s sheet) sheet {
	width := s.columns()
	some := []string{"", "", "", "含网上申请", "无", "-", "含2件跨年", "1"}
	plain := w.chance(2)
	for y, row := range s {
		text := ""
		switch {
		case isFigures(row) && plain:
			text = some[w.rng.IntN(4)]
		case isFigures(row):
			text = some[w.rng.IntN(len(some))]
		case y == 0:
			text = "备注"
		}
		s[y] = append(row, box{text: text, column: width, wide: 1, height: 1, head: row[0].head})
	}
	return s
}

// faulty has rows lose figures, print one twice, or leave cells blank.
func (w *wild) faulty(t *form.Table, s sheet) sheet {
	kind := w.rng.IntN(12)
	every := 3 + w.rng.IntN(10)
	if kind < 4 {
		w.tell("%s %s", t.ID, []string{"lost", "doubled", "blank", "marks"}[kind])
	}
	for y, row := range s {
		var at []int
		for i := range row {
			if row[i].code != "" {
				at = append(at, i)
			}
		}
		if len(at) < 2 || !w.chance(every) {
			continue
		}
		i := at[w.rng.IntN(len(at))]
		switch kind {
		case 0:
			delete(w.cells, row[i].code)
			for k := len(row) - 1; k > i; k-- {
				row[k].column = row[k-1].column
			}
			s[y] = slices.Delete(row, i, i+1)
		case 1:
			extra := row[i]
			extra.code = ""
			for k := i; k < len(row); k++ {
				row[k].column++
			}
			s[y] = slices.Insert(row, i, extra)
		case 2:
			delete(w.cells, row[i].code)
			row[i].text = ""
		case 3:
			row[i].text = []string{"/", "—", "－", "无", "——", "／", "不适用"}[w.rng.IntN(7)]
			w.cells[row[i].code] = row[i].text
		}
	}
	return s
}

// dressed prints figures in another way.
func (w *wild) dressed(s sheet) sheet {
	kind := w.rng.IntN(10)
	if kind < 4 {
		w.tell("figures %s", []string{"wide", "plus", "件", "thousands"}[kind])
	}
	for y := range s {
		for i := range s[y] {
			b := &s[y][i]
			if b.code == "" || strings.Trim(b.text, "0123456789") != "" || b.text == "" {
				continue
			}
			switch {
			case kind == 0:
				b.text = strings.Map(func(r rune) rune { return r + 0xFEE0 }, b.text)
			case kind == 1 && strings.HasSuffix(string(b.code), ".change"):
				b.text = "+" + b.text
			case kind == 2:
				b.text += "件"
			case kind == 3 && len(b.text) == 4:
				b.text = b.text[:1] + "," + b.text[1:]
			}
		}
	}
	return s
}

// printers write a sheet out.
var printers = []struct {
	name, kind string
	write      func(*wild, sheet) string
}{
	{"tabs", "txt", func(w *wild, s sheet) string { return s.lines("", "\t", "", true) }},
	{"tabs, tight", "txt", func(w *wild, s sheet) string { return s.lines("", "\t", "", false) }},
	{"pipes", "txt", func(w *wild, s sheet) string { return s.lines("| ", " | ", " |", true) }},
	{"pipes, tight", "md", func(w *wild, s sheet) string { return s.lines("| ", " | ", " |", false) }},
	{"spaces", "txt", func(w *wild, s sheet) string { return s.lines("", "  ", "", false) }},
	{"cell a line", "txt", func(w *wild, s sheet) string { return s.lines("", "\n", "", false) }},
	{"cell a line, piped", "txt", func(w *wild, s sheet) string { return s.lines("", " |\n", " |", false) }},
	{"html", "html", func(w *wild, s sheet) string { return s.html(true) }},
	{"html, no spans", "html", func(w *wild, s sheet) string { return s.html(false) }},
	{"aligned", "txt", func(w *wild, s sheet) string { return s.aligned() }},
	{"glued", "txt", func(w *wild, s sheet) string { return s.lines("", "", "", false) }},
}

func (s sheet) lines(left, mid, right string, padded bool) string {
	var b strings.Builder
	for _, row := range s {
		var cells []string
		at := 0
		for _, c := range row {
			for ; padded && at < c.column; at++ {
				cells = append(cells, "")
			}
			at = c.column + 1
			if padded || c.text != "" {
				cells = append(cells, c.text)
			}
		}
		for ; padded && at < s.columns() && !isFigures(row); at++ {
			cells = append(cells, "")
		}
		if len(cells) > 0 {
			b.WriteString(left + strings.Join(cells, mid) + right + "\n")
		}
	}
	return b.String()
}

func (s sheet) html(spans bool) string {
	var b strings.Builder
	b.WriteString("<table>")
	for _, row := range s {
		b.WriteString("<tr>")
		at := 0
		for _, c := range row {
			if spans {
				fmt.Fprintf(&b, "<td colspan=%d rowspan=%d>%s</td>", c.wide, c.height, c.text)
				continue
			}
			for ; at < c.column; at++ {
				b.WriteString("<td></td>")
			}
			at++
			b.WriteString("<td>" + c.text + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	return b.String() + "</table>\n"
}

func (s sheet) aligned() string {
	widths := make([]int, s.columns()+2)
	for _, row := range s {
		for _, c := range row {
			if c.wide == 1 {
				widths[c.column] = max(widths[c.column], wide(c.text)+2)
			}
		}
	}
	var b strings.Builder
	for _, row := range s {
		line := ""
		for _, c := range row {
			at := 0
			for _, n := range widths[:c.column] {
				at += n
			}
			line += strings.Repeat(" ", max(0, at-wide(line)))
			if line != "" && c.text != "" && !strings.HasSuffix(line, " ") {
				line += "  "
			}
			line += c.text
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// repeated prints the headings once more within a table.
func (w *wild) repeated(t *form.Table, s sheet) sheet {
	n := 0
	for n < len(s) && s[n][0].head {
		n++
	}
	if t.Layout == form.Blocks || n == 0 || n == len(s) || !w.chance(6) {
		return s
	}
	for range 20 {
		at := n + w.rng.IntN(len(s)-n)
		open := false // a label goes on over the place
		for y, row := range s[:at] {
			for _, c := range row {
				open = open || y+c.height > at
			}
		}
		if !open {
			w.tell("%s headings twice", t.ID)
			return slices.Concat(s[:at], s[:n], s[at:])
		}
	}
	return s
}

// wildPage is a report of that kind, as a file.
func wildPage(c *form.Catalog, seed uint64) (w *wild, name, text string) {
	def := c.Definitions()[seed%2]
	w = &wild{sample: makeSample(def, seed, seed%5 < 3)}
	w.rng = rand.New(rand.NewPCG(seed, 99))
	p := printers[w.rng.IntN(len(printers))]
	w.tell("%s %s", def.Format, p.name)
	l := layout{kind: p.kind, write: func(s *sample, t *form.Table) string {
		t = w.rearranged(t)
		sh := w.dressed(w.repeated(t, w.faulty(t, w.widened(t, w.sheet(t)))))
		return p.write(w, sh)
	}}
	return w, "x." + p.kind, w.page(l)
}

// plainly reports whether a doubt speaks of a cell; text that was left over
// does not, nor that the headings stand in another order.
func plainly(r *report.Report, f form.Field) bool {
	return slices.ContainsFunc(r.Doubts, func(d report.Doubt) bool {
		return covers(d, f) && d.Kind != "unplaced" && !strings.Contains(d.Message, "按列名读入")
	})
}

// silent lists the cells that are not as printed, without a word.
func (w *wild) silent(r *report.Report) (out []string, right, printed int) {
	for _, f := range w.def.Fields() {
		if f.Table == "" {
			continue
		}
		want, got := report.Figure(w.cells[f.Code]).String(), r.Cell(f.Code).String()
		if want != "" {
			printed++
			if w.accepts(f.Code, got) {
				right++
			}
		}
		if !w.accepts(f.Code, got) && !plainly(r, f) {
			out = append(out, fmt.Sprintf("%s: printed %q, read %q", f.Code, want, got))
		}
	}
	return out, right, printed
}

// TestAdversary reads reports whose tables are in disorder. What is stored is
// what is printed, or there is a doubt. ADVERSARY=from:to reads other seeds.
func TestAdversary(t *testing.T) {
	adversary(t, wildPage, 23489, 24270, 24787, 25036) // once read wrong
}

// TestAdversaryPages does the same with whole files in disorder; the numbers are
// of files once read wrong.
func TestAdversaryPages(t *testing.T) {
	adversary(t, wilderPage, 20003, 20013, 20083, 20152, 20213, 20315, 30149, 30212, 30270, 30306, 30512, 30827, 31101, 31448, 31502,
		31585, 31780, 32586, 33173)
}

func adversary(t *testing.T, page func(*form.Catalog, uint64) (*wild, string, string), seeds ...uint64) {
	c := catalog(t)
	from, to := uint64(0), uint64(120)
	if slow {
		to = 20
	}
	if set := os.Getenv("ADVERSARY"); set != "" {
		if _, err := fmt.Sscanf(set, "%d:%d", &from, &to); err != nil {
			t.Fatal(err)
		}
	}
	if slow || os.Getenv("ADVERSARY") != "" {
		seeds = nil
	}
	for seed := from; seed < to; seed++ {
		seeds = append(seeds, seed)
	}
	right, printed := map[string]int{}, map[string]int{}
	bad := 0
	for _, seed := range seeds {
		w, name, text := page(c, seed)
		faults, ok, all := w.read(t, c, seed, name, text)
		for _, told := range w.told[1:] {
			right[told] += ok
			printed[told] += all
		}
		right[w.told[0]] += ok
		printed[w.told[0]] += all
		if len(faults) > 0 {
			bad++
			t.Errorf("%d %q: %d\n%s", seed, w.told, len(faults), strings.Join(faults[:min(len(faults), 8)], "\n"))
		}
	}
	var names []string
	for n := range printed {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		t.Logf("%-28s %6d %6d %.1f", n, printed[n], right[n], 100*float64(right[n])/float64(printed[n]))
	}
	t.Logf("%d of %d with silent errors", bad, len(seeds))
}

// read reads the file and lists what is wrong in silence.
func (w *wild) read(t *testing.T, c *form.Catalog, seed uint64, name, text string) (faults []string, right, printed int) {
	doc, err := extract.Read(name, []byte(text), extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	res, err := recognise.Recognise(c, doc, recognise.Options{})
	if err != nil {
		t.Errorf("%d %q: %v", seed, w.told, err)
		return nil, 0, 0
	}
	if os.Getenv("ADVERSARY_TEXT") != "" {
		fmt.Println(text)
		for _, d := range res.Report.Doubts {
			fmt.Println(d.Code, d.Kind, d.Message, d.Readings)
		}
	}
	if res.Report.Format != w.def.Format {
		t.Errorf("%d %q: read as %s", seed, w.told, res.Report.Format)
		return nil, 0, 0
	}
	if w.other != nil {
		return w.silentBeside(res.Report)
	}
	return w.silent(res.Report)
}
