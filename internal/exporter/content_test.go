package exporter_test

import (
	"bytes"
	stdhtml "html"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// squeeze drops white space, which line breaks and columns add.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

var markEscape = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

// plain is the text of a rendered file, markup taken off.
func plain(t testing.TB, kind exporter.Kind, data []byte) string {
	t.Helper()
	switch kind {
	case exporter.HTML:
		return squeeze(textOf(nodes(parse(t, data), "body")[0]))
	case exporter.DOCX:
		return squeeze(wordText(t, data))
	case exporter.Markdown:
		return squeeze(stdhtml.UnescapeString(markEscape.ReplaceAllString(string(data), "$1")))
	}
	return squeeze(string(data))
}

var readable = []exporter.Kind{exporter.Text, exporter.Markdown, exporter.HTML, exporter.DOCX}

func TestEverythingAppears(t *testing.T) {
	for _, s := range append(examples(t), seeds(t)...) {
		for _, kind := range readable {
			t.Run(s.name+"."+string(kind), func(t *testing.T) {
				got := plain(t, kind, render(t, s, kind))
				want := []string{
					s.Title, s.DocumentNumber, s.Signature.Issuer, exporter.WrittenDate(s.Signature.Date), s.Printed.Note,
				}
				for _, place := range report.Places {
					want = append(want, s.Paragraphs(place)...)
				}
				for _, section := range s.def.Sections {
					want = append(want, section.Heading)
				}
				for _, f := range s.def.Fields() {
					if f.Table != "" {
						want = append(want, s.Cell(f.Code).String())
					}
				}
				for _, text := range want {
					if !strings.Contains(got, squeeze(text)) {
						t.Errorf("missing: %q", text)
					}
				}
			})
		}
	}
}

// inOrder checks that texts follow each other.
func inOrder(t *testing.T, got string, want []string) {
	t.Helper()
	for _, text := range want {
		_, rest, ok := strings.Cut(got, squeeze(text))
		if !ok {
			t.Errorf("missing, or out of order: %q", text)
			return
		}
		got = rest
	}
}

// TestOrder follows a reader from top to bottom.
func TestOrder(t *testing.T) {
	for _, s := range examples(t) {
		for _, kind := range readable {
			want := append([]string{s.DocumentNumber, s.Title}, s.Paragraphs(report.Preface)...)
			for _, section := range s.def.Sections {
				place := report.SectionPlace(section.Number)
				want = append(append(want, section.Heading), s.Paragraphs(place)...)
				if section.Table != nil {
					want = append(want, figures(s, section.Table)...)
				}
				want = append(want, s.Paragraphs(report.AfterTable(place))...)
			}
			want = append(want, s.Signature.Issuer, exporter.WrittenDate(s.Signature.Date), s.Printed.Note)
			t.Run(s.name+"."+string(kind), func(t *testing.T) { inOrder(t, plain(t, kind, render(t, s, kind)), want) })
		}
	}
}

// figures are those of a table in printing order.
func figures(s sample, table *form.Table) []string {
	var out []string
	for _, row := range table.Grid().Rows {
		for _, c := range row.Cells {
			if c.Kind == form.ValueCell {
				out = append(out, s.Cell(c.Code).String())
			}
		}
	}
	return out
}

func TestSameBytes(t *testing.T) {
	for _, s := range append(examples(t), seeds(t)...) {
		for _, kind := range exporter.Kinds() {
			if kind == exporter.PDF && s.name != "2021/full" {
				continue // it takes long under the race detector
			}
			once := render(t, s, kind)
			s.Report = s.Clone()
			if !bytes.Equal(once, render(t, s, kind)) {
				t.Errorf("%s.%s differs the second time", s.name, kind)
			}
		}
	}
}

// hostile fills every text of a report.
func hostile(s sample, text string) sample {
	r := s.Clone()
	r.Issuer, r.County, r.Title, r.DocumentNumber = text, text, text, text
	r.Signature.Issuer, r.Signature.Date, r.Printed.Note = text, text, text
	for _, place := range report.Places {
		r.SetNarrative(place, text)
	}
	for _, f := range s.def.Fields() {
		r.SetCell(f.Code, report.Figure(text))
		if len(f.Units) > 0 {
			r.SetCell(f.Code, report.Figure("1"))
			r.Units[f.Code] = text
		}
	}
	s.Report = r
	return s
}

func TestNothingIsMarkup(t *testing.T) {
	for _, s := range examples(t) {
		for _, text := range []string{
			`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</style></title><b>`, `{{.}}`, `</table><td>`,
			"a\x00b\x1bc\uFFFEd",
		} {
			h := hostile(s, text)
			for _, kind := range []exporter.Kind{exporter.HTML, exporter.Markdown} {
				data := render(t, h, kind)
				root := parse(t, data)
				for _, tag := range []string{"script", "img", "b"} {
					if n := len(nodes(root, tag)); n > 0 {
						t.Errorf("%s %s: %d <%s>", kind, text, n, tag)
					}
				}
				if n, want := len(nodes(root, "td")), len(nodes(parse(t, render(t, s, kind)), "td")); n != want {
					t.Errorf("%s %s: %d td, want %d", kind, text, n, want)
				}
				if bytes.ContainsAny(data, "\x00\x1b\uFFFE") {
					t.Errorf("%s %q: control characters", kind, text)
				}
			}
		}
	}
}

func TestMarkdownEscapes(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2025年*强调*[链接](javascript:x)`码`", "2025年\\*强调\\*\\[链接\\](javascript:x)\\`码\\`"},
		{"1.加强组织；", `1\.加强组织；`},
		{"1)加强组织", `1\)加强组织`},
		{"# 不是标题 #", `\# 不是标题 \#`},
		{"- 不是列表", `\- 不是列表`},
		{"a_b和_强调_", `a_b和\_强调\_`},
		{"A&nbsp;B<br>", "A&amp;nbsp;B&lt;br&gt;"},
		{`反斜杠\n~~删~~`, `反斜杠\\n\~\~删\~\~`},
		{"第二十条（一）项，100%", "第二十条（一）项，100%"},
	}
	s := examples(t)[0]
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			s.Report = report.New(s.Format, 2020)
			s.SetNarrative(report.Preface, tt.in)
			if got, _, _ := strings.Cut(string(render(t, s, exporter.Markdown)), "\n"); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEncode(t *testing.T) {
	s := examples(t)[0]
	s.Report = s.Clone()
	s.SetNarrative(report.Preface, "㙍𬱖€①“引号”")
	for _, kind := range []exporter.Kind{exporter.Text, exporter.Markdown, exporter.HTML, exporter.CSV} {
		data := render(t, s, kind)
		encoded, err := exporter.Encode(data, kind, "GB18030")
		if err != nil {
			t.Fatal(err)
		}
		back, err := simplifiedchinese.GB18030.NewDecoder().Bytes(encoded)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.TrimPrefix(strings.Replace(string(data), `charset="utf-8"`, `charset="gb18030"`, 1), "\uFEFF")
		if string(back) != want {
			t.Errorf("%s: decoded text differs", kind)
		}
	}
	for _, tt := range []struct {
		kind     exporter.Kind
		encoding string
	}{{exporter.JSON, "gb18030"}, {exporter.Text, "big5"}} {
		if _, err := exporter.Encode(nil, tt.kind, tt.encoding); err == nil {
			t.Errorf("%v: no error", tt)
		}
	}
}
