package packet_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/check"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/packet"
	"nianbao/internal/report"
)

func example(t testing.TB, name string) (*form.Definition, *report.Report, []check.Finding) {
	t.Helper()
	c, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	data, err := forms.Examples.ReadFile("examples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	def, err := c.ForFormat(r.Format)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := check.Compile(def)
	if err != nil {
		t.Fatal(err)
	}
	return def, r, rules.Run(check.Input{Definition: def, Report: r, Final: true})
}

// TestBuild: every file is there under the name it is filed by, unchanged from
// what the exports give, and the list has its checksum.
func TestBuild(t *testing.T) {
	def, r, findings := example(t, "2021/full.json")
	data, err := packet.Build(def, r, findings, exporter.Options{})
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	base := "临川县青石镇人民政府2025年政府信息公开工作年度报告（定稿）"
	want := []string{base + ".docx", base + ".pdf", base + ".html", base + ".xlsx", base + "图解.svg", base + ".json", base + "审签单.docx", "校验清单.txt"}
	var got []string
	files := map[string]string{}
	for _, f := range z.File {
		body, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		got, files[f.Name] = append(got, f.Name), string(content)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	list := files["校验清单.txt"]
	for name, content := range files {
		if line := fmt.Sprintf("%x  %s\r\n", sha256.Sum256([]byte(content)), name); name != "校验清单.txt" && !strings.Contains(list, line) {
			t.Errorf("%s is not in the list", name)
		}
	}
	if html, err := exporter.Render(def, r, exporter.HTML); err != nil || files[base+".html"] != string(html) {
		t.Error("the page is another than the export gives")
	}
	again, err := packet.Build(def, r.Clone(), findings, exporter.Options{})
	if err != nil || !bytes.Equal(data, again) {
		t.Error("the same report gives other bytes")
	}
}

func TestBuildNames(t *testing.T) {
	_, r, _ := example(t, "2021/nil.json")
	if got, want := packet.Name(r, "送审稿 第2稿 1月8日"), "临川县云溪乡人民政府2025年政府信息公开工作年度报告（送审稿第2稿1月8日）"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestBuildMissing(t *testing.T) {
	def, r, findings := example(t, "2021/nil.json")
	r.SetNarrative(report.Preface, "😀")
	var missing *exporter.MissingError
	if data, err := packet.Build(def, r, findings, exporter.Options{}); !errors.As(err, &missing) || data != nil {
		t.Errorf("%v", err)
	}
}

func BenchmarkBuild(b *testing.B) {
	def, r, findings := example(b, "2021/full.json")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := packet.Build(def, r, findings, exporter.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
