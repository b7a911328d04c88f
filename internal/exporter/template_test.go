package exporter_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"nianbao/internal/docx"
	"nianbao/internal/exporter"
	"nianbao/internal/fuzzing"
)

// letterhead is a template whose marks are torn over runs as Word tears them.
func letterhead(lines ...[]string) []byte {
	f := &docx.File{
		Styles: []docx.Style{{ID: "Normal", Name: "Normal", Size: 240, EastAsian: "宋体", Latin: "Arial"}, {ID: "Title", Name: "Title", Base: "Normal", Bold: true}},
		Page:   docx.Page{Width: 11906, Height: 16838, Top: 1000, Right: 1200, Bottom: 1000, Left: 1200},
	}
	for _, runs := range lines {
		p := &docx.Paragraph{Style: "Normal"}
		for _, run := range runs {
			p.Runs = append(p.Runs, docx.Run{Text: run})
		}
		f.Body = append(f.Body, p)
	}
	data, err := f.Write()
	if err != nil {
		panic(err)
	}
	return data
}

var usualLines = [][]string{
	{"青石镇人民政府文件"}, {"{{发文", "字号}", "}"}, {"《", "{", "{标题}}", "》（", "{{年度}}年度）"}, {"{{引言}}"}, {"{{ 正文 }}"}, {"{{落款}}"}, {"{{附注}}"}, {"抄送：县政府办公室。"},
}

func without(mark string) [][]string {
	var out [][]string
	for _, runs := range usualLines {
		if !strings.Contains(strings.Join(runs, ""), mark) {
			out = append(out, runs)
		}
	}
	return out
}

func partOf(t testing.TB, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTemplate(t *testing.T) {
	tpl, err := exporter.ReadTemplate(letterhead(usualLines...))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range examples(t) {
		data, err := exporter.RenderWith(s.def, s.Report, exporter.DOCX, exporter.Options{Template: tpl, Mark: "送审稿 第1稿 1月8日"})
		if err != nil {
			t.Fatal(err)
		}
		text := partOf(t, data, "word/document.xml")
		for _, want := range []string{"青石镇人民政府文件", "抄送：县政府办公室。", `w:val="NianbaoHeading1"`, "送审稿 第1稿 1月8日", "<w:tbl>"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s", s.name, want)
			}
		}
		if strings.Contains(text, "{{") || strings.Contains(text, "}}") {
			t.Errorf("%s: a mark was left", s.name)
		}
		if styles := partOf(t, data, "word/styles.xml"); strings.Count(styles, `w:styleId="Normal"`) != 1 || !strings.Contains(styles, `w:styleId="NianbaoNormal"`) {
			t.Errorf("%s: styles clash", s.name)
		}
		again, _ := exporter.RenderWith(s.def, s.Report, exporter.DOCX, exporter.Options{Template: tpl, Mark: "送审稿 第1稿 1月8日"})
		if !bytes.Equal(data, again) {
			t.Errorf("%s: other bytes the second time", s.name)
		}
	}
}

// TestTemplateLosesNothing: a number that has no place in the template stops
// the export.
func TestTemplateLosesNothing(t *testing.T) {
	tpl, err := exporter.ReadTemplate(letterhead(without("发文")...))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range examples(t) {
		_, err := exporter.RenderWith(s.def, s.Report, exporter.DOCX, exporter.Options{Template: tpl})
		var e *exporter.TemplateError
		if got := errors.As(err, &e); got != (s.DocumentNumber != "") || got && !strings.Contains(e.UserMessage(), "{{发文字号}}") {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}

func TestTemplateRefuses(t *testing.T) {
	plus := func(lines ...[]string) []byte { return letterhead(append(lines, usualLines...)...) }
	good := letterhead(usualLines...)
	tests := []struct {
		name string
		data []byte
		says []string
	}{
		{"text", []byte("不是 Word"), []string{"不是 Word"}},
		{"an old document", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), []string{".doc"}},
		{"half a file", good[:len(good)/2], []string{"不是 Word"}},
		{"another package", rezip(t, good, func(name string, data []byte) (string, []byte) {
			return strings.Replace(name, "word/", "xl/", 1), data
		}), []string{"不是 Word"}},
		{"a macro", rezip(t, good, func(name string, data []byte) (string, []byte) {
			return strings.Replace(name, "word/settings.xml", "word/vbaProject.bin", 1), data
		}), []string{"宏"}},
		{"macros by type", rezip(t, good, func(name string, data []byte) (string, []byte) {
			return name, bytes.Replace(data, []byte("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"), []byte("application/vnd.ms-word.document.macroEnabled.main+xml"), 1)
		}), []string{"宏"}},
		{"a linked picture", rezip(t, good, func(name string, data []byte) (string, []byte) {
			return name, bytes.Replace(data, []byte("</Relationships>"), []byte(`<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://a.example/x.png" TargetMode="External"/></Relationships>`), 1)
		}), []string{"引用了别处"}},
		{"a bomb", rezip(t, good, func(name string, data []byte) (string, []byte) {
			if name == "word/settings.xml" {
				return name, make([]byte, 70<<20)
			}
			return name, data
		}), []string{"太大"}},
		{"broken XML", rezip(t, good, func(name string, data []byte) (string, []byte) {
			return name, bytes.Replace(data, []byte("</w:p>"), []byte("</w:p"), 1)
		}), []string{"读不出来"}},
		{"unknown", plus([]string{"甲"}, []string{"见", "{{", "标", "提}", "}处"}), []string{"第 2 段", "{{标提}}", "见{{标提}}处", "{{标题}}"}},
		{"unclosed", plus([]string{"关于{", "{标题}的报告"}), []string{"第 1 段", "关于{{标题}的报告", "少了"}},
		{"unopened", plus([]string{"关于标题}}的报告"}), []string{"第 1 段", "多了一个"}},
		{"not alone", letterhead(append(without("正文"), []string{"如下：{{正文}}"})...), []string{"{{正文}}", "单独占一段"}},
		{"twice", plus([]string{"{{正文}}"}), []string{"两次"}},
		{"no body", letterhead(without("正文")...), []string{"没有“{{正文}}”"}},
		{"no foot", letterhead(without("落款")...), []string{"没有“{{落款}}”"}},
		{"no places", letterhead([]string{"空白"}), []string{"没有“{{标题}}”"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := exporter.ReadTemplate(tt.data)
			var e *exporter.TemplateError
			if !errors.As(err, &e) {
				t.Fatalf("taken: %v", err)
			}
			for _, want := range tt.says {
				if !strings.Contains(e.UserMessage(), want) {
					t.Errorf("%q does not say %q", e.UserMessage(), want)
				}
			}
		})
	}
}

// rezip changes the parts of a package.
func rezip(t testing.TB, data []byte, change func(name string, data []byte) (string, []byte)) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		name, part := change(f.Name, []byte(partOf(t, data, f.Name)))
		w, err := out.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func FuzzTemplate(f *testing.F) {
	f.Add([]byte("<w:p><w:r><w:t>{{</w:t></w:r><w:r><w:t>标题}}</w:t></w:r></w:p>"))
	f.Add([]byte("<w:p><w:t>{{正文}}</w:t></w:p><w:p></w:p></w:p>"))
	good := letterhead(usualLines...)
	f.Fuzz(func(t *testing.T, body []byte) {
		fuzzing.Bounded(t, func() {
			data := rezip(t, good, func(name string, part []byte) (string, []byte) {
				return name, bytes.Replace(part, []byte("<w:body>"), append([]byte("<w:body>"), body...), 1)
			})
			tpl, err := exporter.ReadTemplate(data)
			var e *exporter.TemplateError
			if err != nil {
				if !errors.As(err, &e) || e.UserMessage() == "" {
					t.Fatalf("an error without a sentence: %v", err)
				}
				return
			}
			s := examples(t)[0]
			if _, err := exporter.RenderWith(s.def, s.Report, exporter.DOCX, exporter.Options{Template: tpl}); err != nil && !errors.As(err, &e) {
				t.Fatal(err)
			}
		})
	})
}

// FuzzTemplateFile reads anything for a template.
func FuzzTemplateFile(f *testing.F) {
	good := letterhead(usualLines...)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("\xD0\xCF\x11\xE0"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			var e *exporter.TemplateError
			if _, err := exporter.ReadTemplate(data); err != nil && (!errors.As(err, &e) || e.UserMessage() == "") {
				t.Fatalf("an error without a sentence: %v", err)
			}
		})
	})
}
