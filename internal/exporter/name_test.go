package exporter

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"nianbao/forms"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

func TestFileName(t *testing.T) {
	tests := []struct{ name, title, issuer, want string }{
		{"title", "青石镇人民政府2025年政府信息公开工作年度报告", "", "青石镇人民政府2025年政府信息公开工作年度报告.txt"},
		{"no title", "", "青石镇人民政府", "青石镇人民政府2025年度报告.txt"},
		{"nothing", "", "", "2025年度报告.txt"},
		{"forbidden characters", "甲/乙\\丙:丁*?\"<>|\n戊", "", "甲乙丙丁戊.txt"},
		{"device", "CON", "", "_CON.txt"},
		{"dots and spaces", " ..报告. ", "", "报告.txt"},
		{"only forbidden", "///", "甲镇", "甲镇2025年度报告.txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := report.New("2021", 2025)
			r.Title, r.Issuer = tt.title, tt.issuer
			if got := FileName(r, Text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	r := report.New("2021", 2025)
	r.Title = strings.Repeat("长", 300)
	if name := FileName(r, HTML); len(name) > 255 || !utf8.ValidString(name) {
		t.Errorf("%d bytes", len(name))
	}
}

func TestWrittenDate(t *testing.T) {
	tests := map[string]string{
		"2026-01-06": "2026年1月6日", "2026-12-31": "2026年12月31日", "2026-01": "2026年1月", "": "", "年初": "年初",
	}
	for iso, want := range tests {
		if got := WrittenDate(iso); got != want {
			t.Errorf("WrittenDate(%q) = %q, want %q", iso, got, want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	catalog, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	def := catalog.Latest()
	if _, err := Render(def, report.New(def.Format, 2025), "doc"); !errors.Is(err, ErrKind) {
		t.Errorf("unknown kind: %v", err)
	}
	if _, err := Render(def, report.New("2019", 2020), Text); !errors.Is(err, ErrFormat) {
		t.Errorf("other format: %v", err)
	}
}

func TestKinds(t *testing.T) {
	for _, k := range Kinds() {
		if k.ContentType() == "" || k.Extension() != "."+string(k) {
			t.Errorf("%s: %q, %q", k, k.ContentType(), k.Extension())
		}
	}
	if Kind("doc").ContentType() != "" {
		t.Error("an unknown kind has a content type")
	}
}

func BenchmarkRender(b *testing.B) {
	catalog, err := form.Load(forms.Definitions)
	if err != nil {
		b.Fatal(err)
	}
	data, err := forms.Examples.ReadFile("examples/2021/full.json")
	if err != nil {
		b.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		b.Fatal(err)
	}
	def, err := catalog.ForFormat(r.Format)
	if err != nil {
		b.Fatal(err)
	}
	for _, k := range Kinds() {
		b.Run(string(k), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Render(def, r, k); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
