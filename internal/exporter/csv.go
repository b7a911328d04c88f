package exporter

import (
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/sheet"
)

// renderCSV writes the sheet for Excel: a byte order mark, CRLF between rows,
// LF within a cell, nothing that Excel would run as a formula.
func renderCSV(def *form.Definition, r *report.Report, _ Options) ([]byte, error) {
	var b strings.Builder
	b.WriteString(bom)
	writeRecord(&b, sheet.Head[:])
	for _, row := range sheet.Rows(def, r) {
		writeRecord(&b, []string{row.Code, row.Label, cleanLines(row.Value), clean(row.Unit)})
	}
	return []byte(b.String()), nil
}

func writeRecord(b *strings.Builder, fields []string) {
	for i, s := range fields {
		if i > 0 {
			b.WriteByte(',')
		}
		s = sheet.Guard(s)
		if strings.ContainsAny(s, ",;\t\"\r\n") || strings.TrimSpace(s) != s {
			s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		b.WriteString(s)
	}
	b.WriteString(crlf)
}
