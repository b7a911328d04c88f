package importer_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"nianbao/internal/form"
	"nianbao/internal/importer"
)

// spreadReport is a report as a spreadsheet program saves it, filled up to the
// width of the sheet; its figures are their numbers in the order of print.
func spreadReport(def *form.Definition, delimiter rune) (text string, cells map[form.Code]string) {
	const width = 15
	cells = map[form.Code]string{}
	rows := [][]string{{"临川县青石镇人民政府2023年政府信息公开工作年度报告"}, {"本报告根据《条例》编制, 自2023年1月1日起至2023年12月31日止。"}}
	for _, s := range def.Sections {
		rows = append(rows, []string{s.Heading})
		if s.Table == nil {
			rows = append(rows, []string{"2023年, 青石镇公开42条。"})
			continue
		}
		for _, r := range s.Table.Grid().Rows {
			line := make([]string, width)
			for _, c := range r.Cells {
				if line[c.Column] = c.Text; c.Kind == form.ValueCell {
					line[c.Column] = string(rune('0' + len(cells)%10))
					cells[c.Code] = line[c.Column]
				}
			}
			rows = append(rows, line)
		}
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = delimiter
	for _, r := range rows {
		_ = w.Write(append(r, make([]string, width-len(r))...))
	}
	w.Flush()
	return b.String(), cells
}

// TestSpread: a csv file that is no sheet of ours but the report as it is
// printed is read like any other.
func TestSpread(t *testing.T) {
	c := catalog(t)
	for _, delimiter := range ",;\t" {
		text, cells := spreadReport(c.Latest(), delimiter)
		r, err := importer.Read(c, "年报.CSV", []byte(text), importer.Options{})
		if err != nil {
			t.Fatalf("%q: %v", delimiter, err)
		}
		if r.Report.Issuer != "临川县青石镇人民政府" || r.Source == nil || r.Report.Narrative("1") != "2023年, 青石镇公开42条。" {
			t.Errorf("%q: %q, %q", delimiter, r.Report.Issuer, r.Report.Narrative("1"))
		}
		for code, want := range cells {
			if got := r.Report.Cell(code).String(); got != want {
				t.Errorf("%q: %s is %q, want %q", delimiter, code, got, want)
			}
		}
	}
}
