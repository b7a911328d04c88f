package recognise_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/internal/extract"
	"nianbao/internal/recognise"
)

// sheetOf is the text of a report as a sheet of a workbook: every table a grid.
func sheetOf(doc *extract.Document, name, text string) {
	var t *extract.Table
	for line := range strings.SplitSeq(text, "\n") {
		doc.Lines = append(doc.Lines, line)
		cells := strings.Split(line, "\t")
		if len(cells) == 1 {
			t = nil
			doc.Blocks = append(doc.Blocks, extract.Block{Text: line, Line: len(doc.Lines), Sheet: name})
			continue
		}
		if t == nil {
			t = &extract.Table{}
			doc.Blocks = append(doc.Blocks, extract.Block{Table: t, Line: len(doc.Lines), Sheet: name})
		}
		var row []extract.Cell
		for i, c := range cells {
			row = append(row, extract.Cell{Row: len(t.Rows), Column: i, RowSpan: 1, ColSpan: 1, Text: c, Line: len(doc.Lines)})
		}
		t.Rows, t.Columns = append(t.Rows, row), max(t.Columns, len(row))
	}
}

// TestOneYear: a workbook with the reports of two years is read as one of them,
// and nothing of the other gets into it.
func TestOneYear(t *testing.T) {
	def, err := catalog(t).ForFormat("2021")
	if err != nil {
		t.Fatal(err)
	}
	now, old := makeSample(def, 3, true), makeSample(def, 4, true)
	old.year = now.year - 1
	texts := map[string]string{"now": now.page(layout{write: tabs}), "old": old.page(layout{write: tabs})}
	for name, c := range map[string]struct {
		sheets []string // name, which text
		year   int
		want   *sample
		told   bool
	}{
		"latest behind": {[]string{"甲", "old", "乙", "now"}, 0, now, true},
		"latest first":  {[]string{"甲", "now", "上年度", "old"}, 0, now, true},
		"as asked":      {[]string{"甲", "old", "乙", "now"}, old.year, old, true},
		"only one":      {[]string{"甲", "now"}, 0, now, false},
	} {
		t.Run(name, func(t *testing.T) {
			doc := &extract.Document{Kind: extract.XLSX}
			for i := 0; i < len(c.sheets); i += 2 {
				sheetOf(doc, c.sheets[i], texts[c.sheets[i+1]])
			}
			res, err := recognise.Recognise(catalog(t), doc, recognise.Options{Year: c.year})
			if err != nil {
				t.Fatal(err)
			}
			r := res.Report
			if r.Year != c.want.year || slices.Contains(kinds(r, "title"), "unplaced") != c.told {
				t.Errorf("%d, %v", r.Year, kinds(r, "title"))
			}
			for code, want := range c.want.cells {
				if got := r.Cells[code]; got.String() != want {
					t.Errorf("%s: %s, want %s", code, got, want)
				}
			}
		})
	}
}
