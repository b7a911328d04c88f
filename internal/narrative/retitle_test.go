package narrative_test

import (
	"strings"
	"testing"

	"nianbao/internal/narrative"
	"nianbao/internal/report"
)

// TestRetitle renames and drops sub-headings, alone and with text behind them.
func TestRetitle(t *testing.T) {
	const start = "开头。|（一）主动公开。公开了3条。|（二）依申请公开|没有申请。|（三）监督保障"
	tests := []struct {
		name string
		do   func([]report.Paragraph) []report.Paragraph
		want string
	}{
		{"rename with text behind", func(p []report.Paragraph) []report.Paragraph { return narrative.RenameHeading(p, 0, "公开") },
			"开头。|（一）公开。公开了3条。|（二）依申请公开|没有申请。|（三）监督保障"},
		{"rename alone", func(p []report.Paragraph) []report.Paragraph { return narrative.RenameHeading(p, 1, "申请") },
			"开头。|（一）主动公开。公开了3条。|（二）申请|没有申请。|（三）监督保障"},
		{"rename none", func(p []report.Paragraph) []report.Paragraph { return narrative.RenameHeading(p, 3, "申请") }, start},
		{"drop with text behind", func(p []report.Paragraph) []report.Paragraph { return narrative.DropHeading(p, 0) },
			"开头。|公开了3条。|（一）依申请公开|没有申请。|（二）监督保障"},
		{"drop alone", func(p []report.Paragraph) []report.Paragraph { return narrative.DropHeading(p, 1) },
			"开头。|（一）主动公开。公开了3条。|没有申请。|（二）监督保障"},
		{"drop none", func(p []report.Paragraph) []report.Paragraph { return narrative.DropHeading(p, -1) }, start},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := report.New("2021", 2025)
			r.SetNarrative("1", strings.ReplaceAll(start, "|", "\n"))
			before := r.Narrative("1")
			r.Text["1"] = tt.do(r.Text["1"])
			if got := strings.ReplaceAll(r.Narrative("1"), "\n", "|"); got != tt.want {
				t.Errorf("got %s", got)
			}
			r2 := report.New("2021", 2025)
			r2.SetNarrative("1", before)
			if r2.Narrative("1") != before {
				t.Error("the paragraphs given were changed")
			}
		})
	}
}
