package report_test

import (
	"testing"

	"nianbao/internal/form"
	"nianbao/internal/fuzzing"
	"nianbao/internal/report"
)

func TestPrints(t *testing.T) {
	year, long := "去年59", string(make([]rune, report.MaxValueRunes+1))
	text := func(s string) report.Run { return report.Run{Text: s} }
	ref := func(c form.Code) report.Run { return report.Run{Ref: c} }
	slot := report.Run{Slot: &year}
	tests := []struct {
		name, printed string
		runs          []report.Run
		want          bool
	}{
		{"text", "收到2件。", []report.Run{text("收到2件。")}, true},
		{"text in pieces", "收到2件。", []report.Run{text("收到"), text("2件。")}, true},
		{"another text", "收到2件。", []report.Run{text("收到3件。")}, false},
		{"more than it says", "收到2件。完。", []report.Run{text("收到2件。")}, false},
		{"less than it says", "收到2件", []report.Run{text("收到2件。")}, false},
		{"a figure", "收到2件。", []report.Run{text("收到"), ref("a"), text("件。")}, true},
		{"a figure that moved on", "收到17件。", []report.Run{text("收到"), ref("a"), text("件。")}, true},
		{"a figure at the end", "收到2", []report.Run{text("收到"), ref("a")}, true},
		{"a figure alone", "2", []report.Run{ref("a")}, true},
		{"two figures", "2，3", []report.Run{ref("a"), text("，"), ref("a")}, true},
		{"a cell the format lacks", "收到2件。", []report.Run{text("收到"), ref("x"), text("件。")}, false},
		{"a sentence for a figure", "收到" + long + "件。", []report.Run{text("收到"), ref("a"), text("件。")}, false},
		{"a gap", "收到＿＿（去年59）件。", []report.Run{text("收到"), slot, text("件。")}, true},
		{"a gap filled in", "收到2件。", []report.Run{text("收到"), slot, text("件。")}, false},
		{"two things at once", "收到2件。", []report.Run{text("收到"), {Text: "2", Ref: "a"}, text("件。")}, false},
		{"nothing", "收到", []report.Run{text("收到"), {}}, false},
		{"a gap as long as a text", "＿＿（" + long + "）", []report.Run{{Slot: &long}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := report.Paragraph{Runs: tt.runs}
			if got := p.Prints(tt.printed, func(c form.Code) bool { return c == "a" }); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// FuzzParseParagraphs: what was read is written and read as the same.
func FuzzParseParagraphs(f *testing.F) {
	f.Add([]byte(`[{"runs":[{"t":"甲"},{"ref":"t3.received.total"},{"slot":"去年1"}],"carried":true,"later":[1]}]`))
	f.Add([]byte(`[{"runs":null},{}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			paragraphs, err := report.ParseParagraphs(data)
			if err != nil {
				return
			}
			for _, p := range paragraphs {
				p.Prints("甲", func(form.Code) bool { return true })
				if _, err := p.JSON(); err != nil {
					t.Fatalf("%q: %v", data, err)
				}
			}
		})
	})
}

// FuzzParseValue: what was read once is read the same again.
func FuzzParseValue(f *testing.F) {
	for _, text := range []string{"１，２３４元", "+19", "零", "/", " 3.6200 万元", "-0", "1,23"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fuzzing.Bounded(t, func() {
			v, unit, err := report.ParseValue(text)
			if err != nil {
				return
			}
			again, more, err := report.ParseValue(v.String())
			if err != nil || again.String() != v.String() || again.Kind() != v.Kind() || more != "" {
				t.Fatalf("%q is %q %q, then %q %q %v", text, v, unit, again, more, err)
			}
		})
	})
}
