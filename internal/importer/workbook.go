package importer

import (
	"strconv"
	"strings"

	"nianbao/internal/extract"
	"nianbao/internal/report"
	"nianbao/internal/sheet"
)

// dataSheet finds the sheet of codes and values in a workbook that was
// exported here.
func dataSheet(doc *extract.Document) (rows []sheet.Row, ok bool) {
	for i := range doc.Blocks {
		t := doc.Blocks[i].Table
		if doc.Kind != extract.XLSX || t == nil || len(t.Rows) == 0 {
			continue
		}
		var titles []string
		for _, c := range t.Rows[0] {
			titles = append(titles, c.Text)
		}
		_, at, found := columns(strings.Join(titles, "\t"))
		if !found {
			continue
		}
		for _, cells := range t.Rows[1:] {
			var texts [len(sheet.Head)]string
			line := 0
			for _, c := range cells {
				for k, column := range at {
					if column == c.Column {
						texts[k] = c.Text
					}
				}
				line = c.Line
			}
			rows = append(rows, sheet.Row{Code: strings.TrimSpace(texts[0]), Label: texts[1], Value: texts[2], Unit: texts[3], Line: line})
		}
		return rows, true
	}
	return nil, false
}

// readData reads a report from the sheet of codes and values.
func (in *input) readData(rows []sheet.Row) (*report.Report, error) {
	year, _ := strconv.Atoi(strings.TrimSpace(sheet.Lookup(rows, sheet.Year)))
	def, year, err := in.definition(strings.TrimSpace(sheet.Lookup(rows, sheet.Format)), year)
	if err != nil {
		return nil, err
	}
	return sheet.Read(def, year, rows), nil
}
