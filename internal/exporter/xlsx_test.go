package exporter_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/sheet"
)

func workbook(t testing.TB, s sample) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(render(t, s, exporter.XLSX)))
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return f
}

// gridTop is the row where the table of a sheet begins.
const gridTop = 3

func address(t testing.TB, column, row int) string {
	t.Helper()
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// TestXLSXTables: every heading, label and figure stands where the official
// table has it, and cells that span are merged.
func TestXLSXTables(t *testing.T) {
	for _, s := range append(examples(t), seeds(t)...) {
		f := workbook(t, s)
		for _, table := range s.def.Tables() {
			merged := map[string]string{}
			cells, err := f.GetMergeCells(table.Name)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cells {
				merged[c.GetStartAxis()] = c.GetEndAxis()
			}
			for i, row := range table.Grid().Rows {
				for _, c := range row.Cells {
					from, to := address(t, c.Column, gridTop+i), address(t, c.Column+c.ColSpan-1, gridTop+i+c.RowSpan-1)
					if from != to && merged[from] != to {
						t.Errorf("%s %s: %s is merged up to %q, want %s", s.name, table.Name, from, merged[from], to)
					}
					want := c.Text
					if c.Kind == form.ValueCell {
						want = s.Cell(c.Code).String() + s.Units[c.Code]
					}
					if got, err := f.GetCellValue(table.Name, from); err != nil || got != want {
						t.Errorf("%s %s: %s is %q, want %q (%v)", s.name, table.Name, from, got, want, err)
					}
				}
			}
		}
	}
}

// TestXLSXData: the flat sheet is what csv carries.
func TestXLSXData(t *testing.T) {
	for _, s := range append(examples(t), seeds(t)...) {
		f := workbook(t, s)
		rows, err := f.GetRows("数据")
		if err != nil {
			t.Fatal(err)
		}
		want := [][]string{sheet.Head[:]}
		for _, r := range sheet.Rows(s.def, s.Report) {
			row := []string{r.Code, r.Label, r.Value, r.Unit}
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			want = append(want, row)
		}
		if diff := cmp.Diff(want, rows, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: the data sheet differs (-want +got):\n%s", s.name, diff)
		}
	}
}

// TestXLSXFormulas: totals are formulas where they equal what they add up, and
// figures as printed where they do not.
func TestXLSXFormulas(t *testing.T) {
	s := examples(t)[0]
	for _, e := range examples(t) {
		if e.name == "2021/full" {
			s = e
		}
	}
	s.Report = s.Clone()
	s.SetCell("t3.carried_out.total", report.Figure("9"))
	f := workbook(t, s)
	formulas := map[form.Code]string{}
	for i, row := range s.def.Table("t3").Grid().Rows {
		for _, c := range row.Cells {
			if c.Kind != form.ValueCell {
				continue
			}
			formula, err := f.GetCellFormula("表三", address(t, c.Column, gridTop+i))
			if err != nil {
				t.Fatal(err)
			}
			formulas[c.Code] = formula
			if formula == "" {
				continue
			}
			got, err := f.CalcCellValue("表三", address(t, c.Column, gridTop+i))
			if want := s.Cell(c.Code).String(); err != nil || got != want {
				t.Errorf("%s: %s gives %s, want %s (%v)", c.Code, formula, got, want, err)
			}
		}
	}
	if formulas["t3.carried_out.total"] != "" {
		t.Error("a total that does not add up is a formula")
	}
	if formulas["t3.granted.natural_person"] != "" || !strings.HasPrefix(formulas["t3.granted.total"], "SUM(") {
		t.Errorf("formulas %q, %q", formulas["t3.granted.natural_person"], formulas["t3.granted.total"])
	}
}

// TestXLSXExact: digits that a spreadsheet would round stay as typed.
func TestXLSXExact(t *testing.T) {
	for _, value := range []string{"123456789012.123456", "0.10", "4166.241619", "/", "不适用", "007"} {
		for _, s := range examples(t) {
			if s.name != "2021/full" {
				continue
			}
			s.Report = s.Clone()
			s.SetCell("t2.administrative_fees.amount", report.Figure(value))
			f := workbook(t, s)
			rows, err := f.GetRows("表二")
			if err != nil {
				t.Fatal(err)
			}
			if last := rows[len(rows)-1]; last[len(last)-1] != value {
				t.Errorf("%q is shown as %q", value, last)
			}
		}
	}
}
