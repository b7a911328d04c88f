package compare

import (
	"strconv"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// headFields lists head and foot in printing order, named as in the report
// JSON.
var headFields = []struct {
	field string
	value func(*report.Report) string
}{
	{"format", func(r *report.Report) string { return r.Format }},
	{"year", func(r *report.Report) string { return strconv.Itoa(r.Year) }},
	{"issuer", func(r *report.Report) string { return r.Issuer }},
	{"issuer_kind", func(r *report.Report) string { return string(r.IssuerKind) }},
	{"county", func(r *report.Report) string { return r.County }},
	{"title", func(r *report.Report) string { return r.Title }},
	{"document_number", func(r *report.Report) string { return r.DocumentNumber }},
	{"signature.issuer", func(r *report.Report) string { return r.Signature.Issuer }},
	{"signature.date", func(r *report.Report) string { return r.Signature.Date }},
	{"printed.note", func(r *report.Report) string { return r.Printed.Note }},
}

func (d *Diff) head(def *form.Definition, a, b *report.Report) {
	for _, h := range headFields {
		va, vb := h.value(a), h.value(b)
		if va == vb {
			continue
		}
		label := headLabels[h.field]
		if f, ok := def.HeadField(h.field); ok {
			label = f.Label
		}
		d.Head = append(d.Head, Head{Field: h.field, Label: label, A: va, B: vb})
	}
}
