package rollover_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/form"
	"nianbao/internal/fuzzing"
	"nianbao/internal/report"
	"nianbao/internal/rollover"
)

// TestNoCountIsCarried: but for the row carried over, every cell of the new
// year is blank.
func TestNoCountIsCarried(t *testing.T) {
	for _, name := range []string{"2021/full", "2021/previous", "2021/nil", "2019/full"} {
		last := example(t, name)
		out := roll(t, last)
		for code, v := range out.Report.Cells {
			old, ok := strings.CutPrefix(string(code), "t3.carried_in.")
			if !ok || !v.Equal(last.Cell(form.Code("t3.carried_out."+old))) {
				t.Errorf("%s: %s is %s", name, code, v)
			}
		}
		if out.Report.DocumentNumber != "" || out.Report.Signature.Date != "" {
			t.Errorf("%s: number %q, date %q", name, out.Report.DocumentNumber, out.Report.Signature.Date)
		}
	}
}

func TestCells(t *testing.T) {
	tests := []struct {
		name   string
		change func(*report.Report)
		want   string // carried in: of natural persons, and in all
		says   string
	}{
		{"as printed", func(*report.Report) {}, "1 2", ""},
		{"a column is missing", set("t3.carried_out.enterprise", ""), "1 ", "先空着（商业企业）"},
		{"the row does not add up", set("t3.carried_out.total", "5"), " ", "对不上去年印的总计"},
		{"no total printed", set("t3.carried_out.total", ""), "1 2", ""},
		{"a word instead of a number", set("t3.carried_out.natural_person", "/"), " ", "先空着（自然人）"},
		{"the import was not sure", func(r *report.Report) {
			r.Doubts = []report.Doubt{{Code: "t3.carried_out", Scope: "row", Kind: "suspect"}}
		}, " ", "没读准"},
		{"the import was not sure of others", func(r *report.Report) {
			r.Doubts = []report.Doubt{{Code: "t3", Scope: "table", Kind: "suspect", Cells: []form.Code{"t3.granted.other"}}}
		}, "1 2", ""},
		{"unknown format", func(r *report.Report) { r.Format = "2030" }, " ", "这里不认识"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			last := example(t, "2021/full")
			tt.change(last)
			out := roll(t, last)
			got := out.Report.Cell("t3.carried_in.natural_person").String() + " " + out.Report.Cell("t3.carried_in.total").String()
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if notes := said(out); !strings.Contains(notes, tt.says) {
				t.Errorf("no %q in %s", tt.says, notes)
			}
		})
	}
}

func set(code form.Code, value string) func(*report.Report) {
	return func(r *report.Report) { r.SetCell(code, report.Figure(value)) }
}

func said(out *rollover.Result) string {
	var b strings.Builder
	for _, n := range out.Notes {
		b.WriteString(n.Text + "\n")
	}
	return b.String()
}

func TestMerger(t *testing.T) {
	a, b := example(t, "2021/full"), example(t, "2021/previous")
	b.Year, b.Issuer = a.Year, "临川县白石镇人民政府"
	out := roll(t, a, b)
	if got := out.Report.Cell("t3.carried_in.total").String(); got != "4" {
		t.Errorf("carried in %s, want 4", got)
	}
	if !strings.Contains(said(out), "临川县白石镇人民政府的文字没有带") {
		t.Error(said(out))
	}
}

func TestRollRefuses(t *testing.T) {
	to := formats(t).Latest()
	a, b := example(t, "2021/full"), example(t, "2021/previous")
	tests := []struct {
		name string
		year int
		last []*report.Report
		want error
	}{
		{"nothing", 2026, nil, rollover.ErrNothing},
		{"different years", 2026, []*report.Report{a, b}, rollover.ErrYears},
		{"the same year", 2025, []*report.Report{a}, rollover.ErrYear},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var last []rollover.Last
			for _, r := range tt.last {
				last = append(last, rollover.Last{Def: to, Report: r})
			}
			if _, err := rollover.Roll(to, tt.year, last...); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// TestSentences: what becomes of one sentence. ▲ is to be confirmed by itself,
// ○ with its paragraph; "" is not carried.
func TestSentences(t *testing.T) {
	tests := []struct{ name, place, in, want string }{
		{"the year moves on", "1", "2025年，本镇规范公开。", "○ 2026年，本镇规范公开。"},
		{"spaced and with 度", "1", "2025 年度公开59 条。", "  2026 年度公开＿＿（去年59）条。"},
		{"end of the year", "1", "截至2025年底，运行正常。", "○ 截至2026年底，运行正常。"},
		{"a plan", "5", "2026年，我镇将加强培训。", "  ▲2027年，我镇将加强培训。"},
		{"the year before", "1", "比2024年增加5件。", "  比2025年增加＿＿（去年5）件。"},
		{"long ago", "1", "2018年建成公开栏。", "  ▲2018年建成公开栏。"},
		{"since then", "1", "自2025年起公开。", "  ▲自2025年起公开。"},
		{"a notice", "1", "按照《2025年要点》（临政〔2025〕5号）公开。", "  ▲按照《2025年要点》（临政〔2025〕5号）公开。"},
		{"a day", "1", "2025年5月12日检查。", "  ＿＿（去年2025年5月12日）检查。"},
		{"a day without its year", "1", "5月12日检查。", "  ＿＿（去年5月12日）检查。"},
		{"the last day", "1", "截至2025年12月31日，公开59条。", "  截至2026年12月31日，公开＿＿（去年59）条。"},
		{"a share", "1", "办结率100%。", "  办结率＿＿（去年100%）。"},
		{"what there is", "1", "完善5个机制。", "  ▲完善5个机制。"},
		{"a hotline", "1", "开通12345热线。", "  ▲开通12345热线。"},
		{"a meeting", "1", "召开专题会议部署。", "  ▲召开专题会议部署。"},
		{"an act", "1", "制定《公开办法》。", "  ▲制定《公开办法》。"},
		{"none, by a question", "1", "2025年，我镇未收到政府信息公开申请。", ""},
		{"none of two, by questions", "1", "全年未收到申请，也没有行政复议、行政诉讼。", ""},
		{"none, for all years", "1", "往年累计收到申请零件。", "  往年累计收到申请＿＿（去年零）件。"},
		{"none, and more", "1", "未收到申请，公开59条。", "  ＿＿（去年未收到）申请，公开＿＿（去年59）条。"},
		{"none, no question", "1", "未承办人大代表建议。", "  ＿＿（去年未承办）人大代表建议。"},
		{"none, fees", "6", "2025年，发出信息处理费收费通知0件，应收0元，实收0元。", ""},
		{"no further matter", "6", "无其他需要报告的事项。", "  ▲无其他需要报告的事项。"},
		{"a problem", "5", "旧内容没有及时撤换。", "○ 旧内容没有及时撤换。"},
		{"what last year promised", "5", "上年度报告提出的问题，已解决。", "  ＿＿（去年：上年度报告提出的问题，已解决）。"},
		{"a row of the table", "1", "上年结转按规定办理。", "○ 上年结转按规定办理。"},
		{"debris", "3", "该部分以表格形式报告。表格如下：", ""},
		{"a heading", "1", "（一）主动公开", "  （一）主动公开"},
		{"the period", "preface", "统计期限自2025年1月1日起至2025年12月31日止。", "  统计期限自2026年1月1日起至2026年12月31日止。"},
		{"where to turn to", "preface", "电话：0000-1234567。", "  ▲电话：0000-1234567。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			last := report.New("2021", 2025)
			last.SetNarrative(report.Place(tt.place), tt.in)
			got := ""
			out := roll(t, last)
			for _, p := range out.Report.Text[report.Place(tt.place)] {
				got = "  "
				if p.Carried {
					got = "○ "
				}
				for _, run := range p.Runs {
					if run.Confirm {
						got += "▲"
					}
					got += out.Report.Render(report.Paragraph{Runs: []report.Run{run}})
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestLongSlot: a slot holds what a client may send back.
func TestLongSlot(t *testing.T) {
	last := report.New("2021", 2025)
	last.SetNarrative("5", "针对上年度报告提出的问题，"+strings.Repeat("改", 200)+"。")
	slot := roll(t, last).Report.Text["5"][0].Runs[0].Slot
	if slot == nil || len([]rune(*slot)) != report.MaxValueRunes {
		t.Errorf("got %v", slot)
	}
}

// TestThreeYears rolls the same town over twice; what nobody confirmed is
// still marked, and open slots do not pile up.
func TestThreeYears(t *testing.T) {
	first := roll(t, example(t, "2021/full"))
	second := roll(t, first.Report)
	if second.Report.Year != 2027 || !strings.Contains(second.Report.Narrative("1"), "2027年") {
		t.Errorf("got %d: %s", second.Report.Year, second.Report.Narrative("1"))
	}
	if a, b := first.Tally.Slots, second.Tally.Slots; b > a {
		t.Errorf("%d slots, then %d", a, b)
	}
	if strings.Contains(second.Report.Narrative("1"), "去年去年") {
		t.Error(second.Report.Narrative("1"))
	}
}

// FuzzRoll: whatever stood there last year, a draft comes out that is written
// and read back alike, and its years are the new one's.
func FuzzRoll(f *testing.F) {
	for _, s := range []string{"2025年，未收到申请。公开59条，占5.00%。", "\uE000\uF001零件", "《》（国办公开办函〔2021〕30号）", "1、无。"} {
		f.Add(s, "1")
		f.Add(s, "preface")
	}
	to := formats(f).Latest()
	f.Fuzz(func(t *testing.T, text, place string) {
		fuzzing.Bounded(t, func() {
			last := report.New("2021", 2025)
			last.SetNarrative(report.Place(place), strings.ToValidUTF8(text, ""))
			out, err := rollover.Roll(to, 2026, rollover.Last{Def: to, Report: last})
			if err != nil {
				t.Fatal(err)
			}
			data, err := report.Marshal(out.Report)
			if err != nil {
				t.Fatal(err)
			}
			again, err := report.Unmarshal(data)
			if err != nil {
				t.Fatal(err)
			}
			if twice, err := report.Marshal(again); err != nil || string(twice) != string(data) {
				t.Fatalf("not stable (%v):\n%s\n%s", err, data, twice)
			}
		})
	})
}

// BenchmarkRoll: a report of nine thousand characters.
func BenchmarkRoll(b *testing.B) {
	last := example(b, "2021/full")
	text := last.Narrative("1")
	for n := 0; n < 9000; n += len([]rune(text)) {
		last.Text["1"] = append(last.Text["1"], example(b, "2021/full").Text["1"]...)
	}
	to := formats(b).Latest()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rollover.Roll(to, 2026, rollover.Last{Def: to, Report: last}); err != nil {
			b.Fatal(err)
		}
	}
}
