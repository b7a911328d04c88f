package compare_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/compare"
	"nianbao/internal/prosediff"
	"nianbao/internal/report"
)

func TestRead(t *testing.T) {
	const kept, changed, now = "严格落实保密审查制度，先审查后公开。", "全年主动公开政府信息312条。", "全年主动公开政府信息96条。"
	a, b := report.New("2021", 2024), report.New("2021", 2025)
	a.SetNarrative("1", kept+changed)
	b.SetNarrative("1", kept+now)
	got := compare.Read(a, b)
	want := [][]compare.Passage{{
		{Op: prosediff.Same, Text: kept, Again: true},
		{Op: prosediff.Same, Text: "全年主动公开政府信息"},
		{Op: prosediff.Removed, Text: "312"},
		{Op: prosediff.Added, Text: "96"},
		{Op: prosediff.Same, Text: "条。"},
	}}
	if diff := cmp.Diff(want, got.Narratives[0].Paragraphs); diff != "" {
		t.Error(diff)
	}
	if r := got.Rate; r.Again != len([]rune(kept)) || r.Counted != len([]rune(kept+now)) || !r.High() || r.Percent() != 100*18/32 {
		t.Errorf("rate %+v, %d%%", r, r.Percent())
	}
}

func TestRate(t *testing.T) {
	tests := []struct {
		name, place, a, b string
		again, counted    bool
	}{
		{"only the year moved on", "1", "2024年，本镇把信息公开放在重要位置。", "2025年，本镇把信息公开放在重要位置。", true, true},
		{"spaces do not count", "1", "2024 年，本镇把信息公开放在重要位置。", "2025年，本镇把信息公开放在重要位置。", true, true},
		{"another figure", "1", "全年主动公开政府信息312条以上。", "全年主动公开政府信息300条以上。", false, true},
		{"a heading", "1", "（一）主动公开", "（一）主动公开", false, false},
		{"nothing", "1", "2024年，本机关未收到政府信息公开申请。", "2025年，本机关未收到政府信息公开申请。", false, false},
		{"no further matter", "6", "除此之外，没有其他需要报告的事项。", "除此之外，没有其他需要报告的事项。", false, false},
		{"the preface", "preface", "本镇把信息公开放在重要位置抓好。", "本镇把信息公开放在重要位置抓好。", false, false},
		{"in another section", "5", "", "本镇把信息公开放在重要位置抓好。", false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := report.New("2021", 2024), report.New("2021", 2025)
			a.SetNarrative(report.Place(tt.place), tt.a)
			b.SetNarrative(report.Place(tt.place), tt.b)
			r := compare.Read(a, b).Rate
			if (r.Again > 0) != tt.again || (r.Counted > 0) != tt.counted {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// TestReadAddsUp: the passages of a narrative make up both texts.
func TestReadAddsUp(t *testing.T) {
	for _, pair := range [][2]string{{"2021/previous", "2021/full"}, {"2019/full", "2021/nil"}, {"2021/empty", "2021/full"}, {"2021/full", "2021/full"}} {
		a, b := example(t, pair[0]), example(t, pair[1])
		for _, n := range compare.Read(a, b).Narratives {
			var before, now strings.Builder
			for _, p := range n.Paragraphs {
				for _, s := range p {
					if s.Op != prosediff.Added {
						before.WriteString(s.Text)
					}
					if s.Op != prosediff.Removed {
						now.WriteString(s.Text)
					}
				}
			}
			if before.String() != strings.ReplaceAll(a.Narrative(n.Place), "\n", "") || now.String() != strings.ReplaceAll(b.Narrative(n.Place), "\n", "") {
				t.Errorf("%v %s:\n%s\n%s", pair, n.Place, before.String(), now.String())
			}
		}
	}
}

// BenchmarkRead: two reports of nine thousand characters, every paragraph a
// little different.
func BenchmarkRead(b *testing.B) {
	last := example(b, "2021/previous")
	text := last.Narrative("1")
	last.SetNarrative("1", strings.Repeat(text+"\n", 1+9000/len([]rune(text))))
	now := last.Clone()
	now.SetNarrative("1", strings.NewReplacer("2024", "2025", "全年", "一年来", "公开", "公布", "8", "9").Replace(last.Narrative("1")))
	b.ReportAllocs()
	for b.Loop() {
		compare.Read(last, now)
	}
}
