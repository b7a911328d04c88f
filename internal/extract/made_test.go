package extract_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/exporter"
	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// example is the full example report of a format.
func example(t testing.TB, format string) (*form.Definition, *report.Report) {
	t.Helper()
	catalog, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	def, err := catalog.ForFormat(format)
	if err != nil {
		t.Fatal(err)
	}
	data, err := forms.Examples.ReadFile("examples/" + format + "/full.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	return def, r
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// printed lists what stands at every place of the official tables.
func printed(t testing.TB, format string) [][]string {
	def, r := example(t, format)
	var tables [][]string
	for _, s := range exporter.NewDocument(def, r).Sections {
		if s.Table == nil {
			continue
		}
		var cells []string
		for i, row := range s.Table.Rows {
			for _, c := range row.Cells {
				cells = append(cells, place(i, c.Column, c.RowSpan, c.ColSpan, c.Text))
			}
		}
		tables = append(tables, cells)
	}
	return tables
}

func place(row, column, rowSpan, colSpan int, text string) string {
	return fmt.Sprintf("%d,%d %dx%d %s", row, column, max(rowSpan, 1), max(colSpan, 1), squeeze(text))
}

// tablesOf lists the same of a document. Pieces of a table that follow each
// other without text between them, of the same width, are one.
func tablesOf(doc *extract.Document) [][]string {
	var tables [][]string
	var last *extract.Table
	row := 0
	for _, b := range doc.Blocks {
		if b.Table == nil {
			last = nil
			continue
		}
		if last == nil || last.Columns != b.Table.Columns {
			tables = append(tables, nil)
			row = 0
		}
		last = b.Table
		for _, cells := range b.Table.Rows {
			for _, c := range cells {
				tables[len(tables)-1] = append(tables[len(tables)-1],
					place(row+c.Row, c.Column, c.RowSpan, c.ColSpan, c.Text))
			}
		}
		row += len(b.Table.Rows)
	}
	return tables
}

// prose is the text outside tables without its spaces.
func prose(doc *extract.Document) string {
	var out strings.Builder
	for _, b := range doc.Blocks {
		if b.Table == nil {
			out.WriteString(squeeze(b.Text))
		}
	}
	return out.String()
}

// want is the prose of the example as printed.
func wantProse(t testing.TB, format string) string {
	def, r := example(t, format)
	d := exporter.NewDocument(def, r)
	var out strings.Builder
	add := func(list []exporter.Paragraph) {
		for _, p := range list {
			out.WriteString(squeeze(p.Text))
		}
	}
	out.WriteString(squeeze(d.Number + d.Title))
	add(d.Preface)
	for _, s := range d.Sections {
		out.WriteString(squeeze(s.Heading))
		add(s.Before)
		add(s.After)
	}
	out.WriteString(squeeze(d.Issuer + d.Date + d.Note))
	return out.String()
}

// TestMade reads what office programs and browsers made of the full examples:
// every cell of every table must stand in its place.
func TestMade(t *testing.T) {
	files, err := filepath.Glob("testdata/made/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc := read(t, filepath.Base(file), data)
			format := filepath.Base(file)[:4]
			want := printed(t, format)
			if doc.Kind == extract.XLSX { // the spreadsheet program made a number of it
				for _, cells := range want {
					for i := range cells {
						cells[i] = strings.Replace(cells[i], "3.6200", "3.62", 1)
					}
				}
			}
			if diff := cmp.Diff(want, tablesOf(doc)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(wantProse(t, format), prose(doc)); diff != "" {
				t.Error(diff)
			}
			checkLines(t, doc)
		})
	}
}

// checkLines: every text stands in the line it names.
func checkLines(t *testing.T, doc *extract.Document) {
	t.Helper()
	find := func(line int, text, original string) {
		if original != "" {
			text = original
		}
		if line < 1 || line > len(doc.Lines) || !strings.Contains(squeeze(doc.Lines[line-1]), squeeze(text)) {
			t.Errorf("line %d does not hold %q", line, text)
		}
	}
	for _, b := range doc.Blocks {
		if b.Table == nil {
			find(b.Line, b.Text, b.Original)
			continue
		}
		for _, c := range slices.Concat(b.Table.Rows...) {
			find(c.Line, c.Text, c.Original)
		}
	}
}
