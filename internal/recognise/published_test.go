package recognise_test

import (
	"strings"
	"testing"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/recognise"
)

// Layouts in which the pages of government sites come out of a converter, with
// tables that print no noughts. In these every printed figure is certain.

// gridCells are the cells of a table's rows that are printed: one covered by a
// span is not.
func gridCells(s *sample, t *form.Table) (rows [][]string, width int) {
	g := t.Grid()
	for _, r := range g.Rows {
		var cells []string
		for _, c := range r.Cells {
			text := c.Text
			if c.Kind == form.ValueCell {
				text = s.cells[c.Code]
			}
			cells = append(cells, text)
		}
		rows = append(rows, cells)
	}
	return rows, g.Columns
}

// barLine is a row a line, filled up with bars to the width of the table.
func barLine(s *sample, t *form.Table) string {
	var b strings.Builder
	rows, width := gridCells(s, t)
	for _, cells := range rows {
		b.WriteString(strings.Join(cells, " | ") + " |" + strings.Repeat("|", width-len(cells)) + "\n")
	}
	return b.String()
}

// barCells is a cell a line, a bar behind it, and the bars to the width of the
// table in a line of their own.
func barCells(s *sample, t *form.Table) string {
	var b strings.Builder
	rows, width := gridCells(s, t)
	for _, cells := range rows {
		for _, c := range cells {
			b.WriteString(strings.TrimSpace(c+" |") + "\n")
		}
		if n := width - len(cells); n > 0 {
			b.WriteString(strings.Repeat("|", n) + "\n")
		}
	}
	return b.String()
}

// barRows is the same with a bar in front of every row.
func barRows(s *sample, t *form.Table) string {
	var b strings.Builder
	rows, width := gridCells(s, t)
	for _, cells := range rows {
		b.WriteString("|\n")
		for i, c := range cells {
			b.WriteString(strings.TrimSpace(c + " |"))
			if n := width - len(cells); n > 0 && i == len(cells)-1 {
				b.WriteString(" " + strings.Repeat("|", n))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// barAlone is a cell a line with its bar in the next.
func barAlone(s *sample, t *form.Table) string {
	var b strings.Builder
	rows, _ := gridCells(s, t)
	for _, cells := range rows {
		for _, c := range cells {
			if c != "" {
				b.WriteString(c + "\n")
			}
			b.WriteString("|\n")
		}
	}
	return b.String()
}

// barSpans prints merged cells for every column and row they cover.
func barSpans(s *sample, t *form.Table) string {
	g := t.Grid()
	lines := make([][]string, len(g.Rows))
	for i := range lines {
		lines[i] = make([]string, g.Columns)
	}
	for i, r := range g.Rows {
		for _, c := range r.Cells {
			for y := i; y < i+c.RowSpan && y < len(lines); y++ {
				for x := c.Column; x < c.Column+c.ColSpan; x++ {
					if lines[y][x] = c.Text; c.Kind == form.ValueCell {
						lines[y][x] = s.cells[c.Code]
					}
				}
			}
		}
	}
	var b strings.Builder
	for _, cells := range lines {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	return b.String()
}

// barBroken is a row a line, broken by every blank cell.
func barBroken(s *sample, t *form.Table) string {
	var b strings.Builder
	rows, _ := gridCells(s, t)
	for _, cells := range rows {
		b.WriteString(cells[0] + " |")
		for _, c := range cells[1:] {
			if c == "" {
				b.WriteString("\n|")
			} else {
				b.WriteString(" " + c + " |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// noNoughts prints the noughts of table three blank.
func noNoughts(s *sample) {
	for code, v := range s.cells {
		if v == "0" && strings.HasPrefix(string(code), "t3.") {
			delete(s.cells, code)
		}
	}
}

// fewNoughts prints them where somebody looks: people, and the total.
func fewNoughts(s *sample) {
	for code, v := range s.cells {
		c := string(code)
		if v == "0" && strings.HasPrefix(c, "t3.") && !strings.HasSuffix(c, ".natural_person") && !strings.HasSuffix(c, ".total") {
			delete(s.cells, code)
		}
	}
}

// totalsOnly prints nothing in table three but the totals of four rows.
func totalsOnly(s *sample) {
	for code := range s.cells {
		c := string(code)
		row, isTotal := strings.CutSuffix(strings.TrimPrefix(c, "t3."), ".total")
		if strings.HasPrefix(c, "t3.") && !(isTotal && (row == "received" || row == "carried_in" || row == "total" || row == "carried_out")) {
			delete(s.cells, code)
		}
	}
}

func publishedLayouts() []layout {
	var out []layout
	for _, w := range []struct {
		name  string
		write func(*sample, *form.Table) string
	}{
		{"bars to the width", barLine}, {"cell per line, bars to the width", barCells},
		{"cell per line, bars in front", barRows}, {"cell per line, bar alone", barAlone},
		{"bars, spans blank", func(s *sample, t *form.Table) string { return delimited(s, t, "| ", " | ", " |") }},
		{"rows broken by blank cells", barBroken}, {"merged cells repeated", barSpans},
		{"bars to the width, headings torn and misspelt", replaced(barLine, "社会公益组织", "社会 公益组织", "法律服务机构", "法律 服务机构",
			"科研机构", "科研机购", "总计", "总 计", "自然人", "自然 人")},
		{"cell per line, bar alone, headings torn", replaced(barAlone, "商业企业", "商业\n企业", "结果维持", "结果\n维持",
			"结果纠正", "结果\n纠正", "其他结果", "其他\n结果", "尚未审结", "尚未\n审结")},
	} {
		out = append(out, layout{name: w.name, write: w.write},
			layout{name: w.name + ", few noughts", write: w.write, before: fewNoughts, plain: true},
			layout{name: w.name + ", no noughts", write: w.write, before: noNoughts, plain: true},
			layout{name: w.name + ", totals only", write: w.write, before: totalsOnly})
	}
	return append(out, copiedLayouts()...)
}

// TestCorpusPublished wants every printed figure.
func TestCorpusPublished(t *testing.T) {
	c := catalog(t)
	for _, l := range publishedLayouts() {
		for _, seed := range corpusSeeds() {
			s := makeSample(c.Definitions()[seed%2], seed, l.plain || seed%4 < 3)
			if l.before != nil {
				l.before(s)
			}
			text := s.page(l)
			doc, err := extract.Read("x.txt", []byte(text), extract.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			res, err := recognise.Recognise(c, doc, recognise.Options{})
			if err != nil {
				t.Fatalf("%s/%d: %v", l.name, seed, err)
			}
			if sc := judge(s, res.Report); sc.right != sc.printed || sc.silent+sc.invented > 0 {
				t.Errorf("%s/%d: %+v\n%s", l.name, seed, sc, shortened(text))
			}
		}
	}
}

func shortened(s string) string { return s[:min(len(s), 300)] }
