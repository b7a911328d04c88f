package check_test

import (
	"os"
	"testing"

	"nianbao/internal/check"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// blankReport is a report of the newest format without a figure.
func blankReport(t *testing.T) (*check.Catalogue, *form.Definition, *report.Report) {
	t.Helper()
	formats, err := form.Load(os.DirFS("../../forms"))
	if err != nil {
		t.Fatal(err)
	}
	def := formats.Latest()
	c, err := check.Compile(def)
	if err != nil {
		t.Fatal(err)
	}
	return c, def, report.New(def.Format, 2025)
}

func TestStrips(t *testing.T) {
	const column = ".natural_person"
	tests := []struct {
		name  string
		cells map[string]string // rows of the column
		rest  string            // what the other rows hold
		state check.StripState
		text  string
	}{
		{"nothing", nil, "", check.StripOpen, "自然人：收到的件数还没填完"},
		{"received only", map[string]string{"received": "4", "carried_in": "1"}, "", check.StripOpen, "自然人：收到 5，还有 5 件没填办理结果"},
		{"some results", map[string]string{"received": "4", "carried_in": "0", "granted": "3"}, "", check.StripOpen, "自然人：收到 4，还有 1 件没填办理结果"},
		{"all results, blanks left", map[string]string{"received": "4", "carried_in": "0", "granted": "3", "carried_out": "1"}, "", check.StripOpen, "自然人：收到 4，结果都填了，空着的填 0 就平了"},
		{"too many already", map[string]string{"received": "1", "carried_in": "0", "granted": "3"}, "", check.StripOff, "自然人：收到 1，填的结果已经多了 2"},
		{"even", map[string]string{"received": "12", "granted": "10", "total": "10", "carried_out": "2"}, "0", check.StripEven, "自然人：收到 12 ＝ 办结 10 ＋ 转下年 2，平了"},
		{"short", map[string]string{"received": "12", "granted": "9", "total": "9", "carried_out": "2"}, "0", check.StripOff, "自然人：收到 12，办结 9 ＋ 转下年 2，还差 1"},
		{"over", map[string]string{"received": "12", "granted": "11", "total": "11", "carried_out": "2"}, "0", check.StripOff, "自然人：收到 12，办结 11 ＋ 转下年 2，多了 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, def, r := blankReport(t)
			for _, f := range def.Fields() {
				if f.Table == "t3" && f.Column == "natural_person" {
					r.SetCell(f.Code, report.Figure(tt.rest))
				}
			}
			for row, value := range tt.cells {
				r.SetCell(form.Code("t3."+row+column), report.Figure(value))
			}
			strips := c.Strips(r)
			if len(strips) != 7 {
				t.Fatalf("%d strips, want one for each column", len(strips))
			}
			if got := strips[0]; got.Table != "t3" || got.Column != "natural_person" || got.State != tt.state || got.Text != tt.text {
				t.Errorf("got %+v, want %s %q", got, tt.state, tt.text)
			}
		})
	}
}

func TestExplain(t *testing.T) {
	tests := []struct {
		name  string
		code  form.Code
		cells map[form.Code]string
		all   string
		want  string
	}{
		{"no total", "t3.received.natural_person", nil, "0", ""},
		{"blanks", "t3.received.total", nil, "", "新收·总计 自动算：还有 6 格没填，填满了才算得出。"},
		{"zeros", "t3.received.total", nil, "0", "新收·总计 0：各格都是 0。"},
		{"row", "t4.reconsideration.total", map[form.Code]string{"t4.reconsideration.upheld": "1", "t4.reconsideration.pending": "2", "t4.reconsideration.total": "3"}, "0",
			"行政复议·总计 3 ＝ 结果维持 1 ＋ 结果纠正 0 ＋ 其他结果 0 ＋ 尚未审结 2。"},
		{"column", "t3.total.natural_person", map[form.Code]string{"t3.granted.natural_person": "4", "t3.denied.process.natural_person": "1", "t3.total.natural_person": "5"}, "0",
			"（七）总计·自然人 5 ＝ 予以公开 4 ＋ 四类过程性信息 1，其余各格是 0。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, def, r := blankReport(t)
			for _, f := range def.Fields() {
				r.SetCell(f.Code, report.Figure(tt.all))
			}
			for code, value := range tt.cells {
				r.SetCell(code, report.Figure(value))
			}
			if got := c.Explain(r, tt.code); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
