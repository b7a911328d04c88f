package exporter

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

func TestTextWidth(t *testing.T) {
	tests := map[string]int{"": 0, "abc": 3, "人民": 4, "“引”": 6, "①—…·": 8, "e\u0301": 1, "\u200b": 0, "（3）": 5, "㙍𬱖": 4}
	for s, want := range tests {
		if got := textWidth(s); got != want {
			t.Errorf("textWidth(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		width int
		want  []string
	}{
		{"", 4, nil},
		{"总计", 4, []string{"总计"}},
		{"尚未审结", 6, []string{"尚未", "审结"}},
		{"（三）不予公开", 8, []string{"（三）", "不予公开"}},
		{"社会公益组织", 8, []string{"社会公益", "组织"}},
		{"甲乙丙，丁", 6, []string{"甲乙", "丙，丁"}},
		{"共12345件", 4, []string{"共", "1234", "5件"}},
		{"人", 1, []string{"人"}},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, wrap(tt.text, tt.width)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLevels(t *testing.T) {
	tests := []struct {
		text  string
		level int
		lead  string
	}{
		{"（一）主动公开", 2, "（一）主动公开"},
		{"(十二)主动公开", 2, "(十二)主动公开"},
		{"（一）主动公开。全年公开3条。", 2, "（一）主动公开。"},
		{"1.加强学习", 3, "1.加强学习"},
		{"2、加强学习。组织培训。", 3, "2、加强学习。"},
		{"1.5万元已经收取", 0, ""},
		{"一、工作机制", 0, ""},
		{"（一）我镇全年公开信息三百余条，其中网站二百条，公众号一百条，宣传栏若干，均按要求及时更新到位。完。", 0, ""},
		{"（此件公开发布）", 0, ""},
		{"1.一是抓落实；", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			p := newParagraph(tt.text)
			if p.Level != tt.level || p.LeadText() != tt.lead || p.Rest() != tt.text[len(tt.lead):] {
				t.Errorf("level %d, lead %q, want %d, %q", p.Level, p.LeadText(), tt.level, tt.lead)
			}
		})
	}
}

// TestTextTables draws tables with ordinary and awkward figures: no line may
// stick out, none be shorter, and what was entered must be there.
func TestTextTables(t *testing.T) {
	catalog, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	values := []string{"", "0", "12", "-3", "174631.239999", "123456789012", "/", "不适用", strings.Repeat("无", 64), "e\u0301"}
	for _, def := range catalog.Definitions() {
		for _, value := range values {
			t.Run(def.Format+"/"+value, func(t *testing.T) {
				r := report.New(def.Format, 2020)
				for _, f := range def.Fields() {
					r.SetCell(f.Code, report.Figure(value))
				}
				for _, table := range def.Tables() {
					checkDrawing(t, newTable(def, table, r), value)
				}
			})
		}
	}
}

func checkDrawing(t *testing.T, table *Table, value string) {
	t.Helper()
	var w textWriter
	w.table(table)
	lines := strings.Split(strings.TrimSuffix(w.String(), "\n"), "\n")
	width := textWidth(lines[0])
	if width > pageWidth && len(value) < 10 {
		t.Errorf("%s is %d wide", table.ID, width)
	}
	for _, line := range lines {
		if textWidth(line) != width {
			t.Errorf("%s: %d wide, not %d: %q", table.ID, textWidth(line), width, line)
		}
	}
	var want int
	for _, row := range table.Rows {
		for _, c := range row.Cells {
			if c.Kind == form.ValueCell {
				want++
			}
		}
	}
	if got := strings.Count(w.String(), value); value == "12" && got < want {
		t.Errorf("%s: %d figures drawn, want %d", table.ID, got, want)
	}
}

func TestTextIsForNotepad(t *testing.T) {
	catalog, _ := form.Load(forms.Definitions)
	def := catalog.Latest()
	r := report.New(def.Format, 2025)
	r.Title = "标题"
	r.SetNarrative(report.Preface, "一\n二")
	data, err := Render(def, r, Text)
	if err != nil {
		t.Fatal(err)
	}
	s := string(data)
	if !strings.HasPrefix(s, bom) || !strings.HasSuffix(s, crlf) || strings.Count(s, "\n") != strings.Count(s, crlf) {
		t.Error("byte order mark or CRLF missing")
	}
	if strings.Contains(s, " \r\n") || strings.Contains(s, "\r\n\r\n\r\n") {
		t.Error("trailing blanks or two empty lines")
	}
	if !strings.Contains(s, "\r\n　　一\r\n　　二\r\n") {
		t.Error("paragraphs are not indented lines of their own")
	}
}
