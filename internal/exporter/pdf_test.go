package exporter_test

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/report"
	"nianbao/internal/typeface"
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

// TestPDFBeyondBMP: characters beyond U+FFFF are written as two surrogates, so
// that they can be copied, and the file stays whole.
func TestPDFBeyondBMP(t *testing.T) {
	s := examples(t)[0]
	s.Report = s.Clone()
	s.SetNarrative(report.Preface, "𬱖某和𬱖某起草。")
	data := render(t, s, exporter.PDF)
	if !bytes.Contains(data, []byte("<D873DC56>")) || bytes.Contains(data, []byte("<2CC56>")) {
		t.Error("not as surrogates")
	}
	m := regexp.MustCompile(`startxref\n(\d+)\n`).FindSubmatch(data)
	at, err := strconv.Atoi(string(m[1]))
	if err != nil || !bytes.HasPrefix(data[at:], []byte("xref\n")) {
		t.Error("the table of objects is not where it should be")
	}
}

func TestAddFont(t *testing.T) {
	for _, data := range []string{"", "x", "OTTO", "ttcf", "wOFF", "\x00\x01\x00\x00\xFF\xFFxxxxxxxx", strings.Repeat("\x00\x01\x00\x00", 400)} {
		_, err := exporter.AddFont(nil, "某.ttf", []byte(data))
		var e *exporter.FontError
		if !errors.As(err, &e) || !strings.Contains(e.UserMessage(), "某.ttf") {
			t.Errorf("%q: %v", data, err)
		}
	}
	fonts, err := exporter.AddFont(nil, "song.ttf", typeface.Data(typeface.Song))
	if err != nil || len(fonts) != 1 {
		t.Fatal(err)
	}
}
