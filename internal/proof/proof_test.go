package proof_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/forms"
	"nianbao/internal/docx"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/proof"
	"nianbao/internal/report"
)

// reports are the examples of every format and the real reports, by name.
func reports(t testing.TB) (*form.Catalog, map[string]*report.Report) {
	t.Helper()
	catalog, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*report.Report{}
	add := func(name string, data []byte, err error) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := report.Unmarshal(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = r
	}
	names, _ := fs.Glob(forms.Examples, "examples/*/*.json")
	for _, name := range names {
		data, err := forms.Examples.ReadFile(name)
		add(strings.TrimSuffix(strings.TrimPrefix(name, "examples/"), ".json"), data, err)
	}
	seeds, _ := filepath.Glob("../importer/testdata/seeds/*.json")
	for _, name := range seeds {
		data, err := os.ReadFile(name)
		add("seeds/"+strings.TrimSuffix(filepath.Base(name), ".json"), data, err)
	}
	if len(out) < 12 {
		t.Fatalf("%d reports", len(out))
	}
	return catalog, out
}

func definition(t testing.TB, c *form.Catalog, r *report.Report) *form.Definition {
	t.Helper()
	def, err := c.ForFormat(r.Format)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// quick leaves out what takes long where there are many reports; all of it is
// tried where PROOF_ALL is set.
func quick(kind exporter.Kind, n int) bool { return kind != exporter.PDF || n%6 == 0 }

func TestAgrees(t *testing.T) {
	catalog, all := reports(t)
	n := 0
	for name, r := range all {
		n++
		def := definition(t, catalog, r)
		for _, kind := range exporter.Kinds() {
			for _, opts := range []exporter.Options{{}, {Mark: "送审稿 第2稿 1月8日", Landscape: true, Unsealed: true}} {
				if !quick(kind, n) {
					continue
				}
				if _, err := proof.Render(def, r, kind, opts); err != nil {
					t.Errorf("%s.%s %q: %s", name, kind, opts.Mark, told(err))
				}
			}
		}
	}
}

func told(err error) string {
	var e *proof.Error
	if errors.As(err, &e) {
		return e.Error() + "\n" + e.UserMessage()
	}
	return err.Error()
}

// TestNoFalseAlarm: whatever is typed, a file that says it is handed out.
func TestNoFalseAlarm(t *testing.T) {
	catalog, all := reports(t)
	texts := []string{
		"", "0", "甲", "  a  b\t c ", "a　　b　", "a\x00b\x1bc\uFFFEd", "a\u200Bb\u00A0c\u2028d\u2003e", "<b>&amp;</table>", "第一段\n第二段\n", "|a|b|", "- 1. # **x** ##", "### x #",
		"+----+----+", "三、收到和处理政府信息公开申请情况", "=1+2", "'x", "@SUM(1)", "— 1 —", "1", "送审稿 第2稿 1月8日", "送审稿", "不适用", "/", "　",
		"https://www.example.gov.cn/a/very/long/path/that/cannot/be/broken/x/y/z/0123456789", strings.Repeat("长", 64), strings.Repeat("W", 64), strings.Repeat("8", 16),
		"注：这是表后的话。", "這份報告書寫於臨川縣，內容與數據應當一併說明", "ä¸\u00adæ–‡", "㈠ⅷ①⒈〇・·—…“”‘’", "2026年", "a*b_c`d[e](f)~g~$h\\", "&nbsp;", "主动公开政府信息情况", "。", "收到申请{{0}}件",
	}
	for _, name := range []string{"2021/full", "2019/full"} {
		r := all[name]
		if r == nil {
			t.Fatalf("no %s", name)
		}
		def := definition(t, catalog, r)
		for n, text := range texts {
			h := filled(def, r, text)
			for _, kind := range exporter.Kinds() {
				if !quick(kind, n) && os.Getenv("PROOF_ALL") == "" {
					continue
				}
				for _, opts := range []exporter.Options{{}, {Mark: "送审稿 第2稿 1月8日"}} {
					_, err := proof.Render(def, h, kind, opts)
					var missing *exporter.MissingError
					if err != nil && !errors.As(err, &missing) {
						t.Errorf("%s.%s %q %q: %s", name, kind, text, opts.Mark, told(err))
						break
					}
				}
			}
		}
	}
}

// filled has a text in every field.
func filled(def *form.Definition, r *report.Report, text string) *report.Report {
	r = r.Clone()
	r.Issuer, r.County, r.Title, r.DocumentNumber = text, text, text, text
	r.Signature.Issuer, r.Signature.Date, r.Printed.Note = text, text, text
	for _, place := range report.Places {
		r.SetNarrative(place, text)
	}
	for _, f := range def.Fields() {
		v := report.Figure(text)
		if runes := []rune(text); len(runes) > report.MaxValueRunes {
			v = report.Figure(string(runes[:report.MaxValueRunes]))
		}
		r.SetCell(f.Code, v)
		if len(f.Units) > 0 {
			r.SetCell(f.Code, report.Figure("1"))
			r.Units[f.Code] = text
		}
	}
	return r
}

// TestStops: a file of a report that differs in one place is not handed out,
// and the place is named.
func TestStops(t *testing.T) {
	catalog, all := reports(t)
	r := all["2021/full"]
	def := definition(t, catalog, r)
	changes := []struct {
		name   string
		change func(*report.Report)
		says   string
	}{
		{"a figure", func(r *report.Report) { r.SetCell("t3.granted.legal", report.Figure("7")) }, "表三·"},
		{"a blank for 0", func(r *report.Report) { r.SetCell("t4.reconsideration.corrected", report.Value{}) }, "表四·"},
		{"a figure gone", func(r *report.Report) { r.SetCell("t2.administrative_fees.amount", report.Value{}) }, "表二·"},
		{"one zero more", func(r *report.Report) { r.SetCell("t2.administrative_fees.amount", report.Figure("3.62000")) }, "3.6200"},
		{"a word", func(r *report.Report) {
			r.SetNarrative("5", strings.Replace(r.Narrative("5"), "不", "", 1))
		}, "第五部分"},
		{"a paragraph less", func(r *report.Report) { r.SetNarrative("3.after", "") }, "第三部分"},
		{"a paragraph more", func(r *report.Report) { r.SetNarrative("6", r.Narrative("6")+"\n另有一段。") }, "另有一段。"},
		{"the title", func(r *report.Report) { r.Title = strings.Replace(r.Title, "2025", "2024", 1) }, "2024"},
		{"the date", func(r *report.Report) { r.Signature.Date = "2026-01-09" }, "9日"},
	}
	for _, tt := range changes {
		other := r.Clone()
		tt.change(other)
		for _, kind := range exporter.Kinds() {
			if kind == exporter.SVG {
				continue
			}
			data, err := exporter.Render(def, other, kind)
			if err != nil {
				t.Fatal(err)
			}
			var e *proof.Error
			if err := proof.Check(def, r, kind, exporter.Options{}, data); !errors.As(err, &e) {
				t.Errorf("%s.%s: handed out (%v)", tt.name, kind, err)
				continue
			}
			if text := e.UserMessage(); len(e.Differences) > 3 || !strings.Contains(text, tt.says) && kind != exporter.CSV && kind != exporter.JSON && kind != exporter.XLSX {
				t.Errorf("%s.%s: %d differences: %s", tt.name, kind, len(e.Differences), text)
			}
		}
	}
}

// TestTemplate: what an office puts around the report is no difference, what
// is missing in it is one.
func TestTemplate(t *testing.T) {
	catalog, all := reports(t)
	for name, r := range all {
		def := definition(t, catalog, r)
		opts := exporter.Options{Template: letterhead(t), Mark: "送审稿 第1稿 1月8日"}
		data, err := proof.Render(def, r, exporter.DOCX, opts)
		if err != nil {
			t.Errorf("%s: %s", name, told(err))
			continue
		}
		other := r.Clone()
		other.SetNarrative("1", other.Narrative("1")+"\n另有一段。")
		if err := proof.Check(def, other, exporter.DOCX, opts, data); err == nil {
			t.Errorf("%s: a missing paragraph is not seen", name)
		}
		other = r.Clone()
		other.SetCell("t4.reconsideration.total", report.Figure("77"))
		if err := proof.Check(def, other, exporter.DOCX, opts, data); err == nil {
			t.Errorf("%s: another figure is not seen", name)
		}
	}
}

func letterhead(t testing.TB) *exporter.Template {
	t.Helper()
	f := &docx.File{Styles: []docx.Style{{ID: "Normal", Name: "Normal", Size: 240}}, Page: docx.Page{Width: 11906, Height: 16838, Left: 1200, Right: 1200}}
	for _, line := range []string{"青石镇人民政府文件", "{{发文字号}}", "{{标题}}", "{{引言}}", "{{正文}}", "{{落款}}", "抄送：县政府办公室。"} {
		f.Body = append(f.Body, docx.Text("Normal", line))
	}
	data, err := f.Write()
	if err != nil {
		t.Fatal(err)
	}
	tpl, err := exporter.ReadTemplate(data)
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}

func TestUnreadable(t *testing.T) {
	catalog, all := reports(t)
	r := all["2021/full"]
	for _, kind := range exporter.Kinds() {
		data, err := exporter.Render(definition(t, catalog, r), r, kind)
		if err != nil {
			t.Fatal(err)
		}
		var e *proof.Error
		if err := proof.Check(definition(t, catalog, r), r, kind, exporter.Options{}, data[:len(data)/2]); !errors.As(err, &e) || e.UserMessage() == "" {
			t.Errorf("%s: half a file is handed out: %v", kind, err)
		}
	}
}

func BenchmarkProof(b *testing.B) {
	catalog, all := reports(b)
	r := all["2021/full"]
	def := definition(b, catalog, r)
	for _, kind := range exporter.Kinds() {
		data, err := exporter.Render(def, r, kind)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(kind)+"/export", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = exporter.Render(def, r, kind)
			}
		})
		b.Run(string(kind)+"/proof", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = proof.Check(def, r, kind, exporter.Options{}, data)
			}
		})
	}
}
