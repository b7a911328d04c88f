package exporter_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/report"
)

func TestPDF(t *testing.T) {
	for _, s := range append(examples(t), seeds(t)...) {
		variants := []exporter.Options{{}}
		if s.name == "2021/full" { // a PDF takes long under the race detector
			variants = append(variants, exporter.Options{Mark: "送审稿 第2稿 1月8日"}, exporter.Options{Landscape: true, Unsealed: true})
		}
		for _, opts := range variants {
			data, err := exporter.RenderWith(s.def, s.Report, exporter.PDF, opts)
			if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
			if !bytes.HasPrefix(data, []byte("%PDF-1.")) || !bytes.HasSuffix(bytes.TrimSpace(data), []byte("%%EOF")) {
				t.Errorf("%s: no PDF", s.name)
			}
		}
	}
}

// TestPDFMissing: a character that no font has is named, and nothing is
// written; one of the national list is drawn though it is rare.
func TestPDFMissing(t *testing.T) {
	tests := []struct{ text, missing string }{
		{"𬱖镇", ""},
		{"好😀的🀄呀😀", "😀🀄"},
		{strings.Repeat("\U0001F600\U0001F601\U0001F602\U0001F603\U0001F604\U0001F605\U0001F606", 1) + "\U0001F607\U0001F608\U0001F609\U0001F60A\U0001F60B\U0001F60C\U0001F60D", "等"},
	}
	for _, tt := range tests {
		s := examples(t)[0]
		s.Report = s.Clone()
		s.SetNarrative(report.Preface, tt.text)
		data, err := exporter.Render(s.def, s.Report, exporter.PDF)
		if tt.missing == "" {
			if err != nil {
				t.Errorf("%s: %v", tt.text, err)
			}
			continue
		}
		var missing *exporter.MissingError
		if !errors.As(err, &missing) || data != nil || !strings.Contains(missing.UserMessage(), tt.missing) {
			t.Errorf("%s: %v", tt.text, err)
		}
	}
}
