package intake_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/report"
)

// ours is a small report of the given paragraphs in section one.
func ours(paragraphs ...string) *report.Report {
	r := report.New("2021", 2024)
	r.Title = "标题"
	for _, p := range paragraphs {
		r.Text["1"] = append(r.Text["1"], report.Plain(p))
	}
	return r
}

func TestCompare(t *testing.T) {
	def := definition(t, "2021")
	with := func(r *report.Report, cells map[form.Code]string) *report.Report {
		for code, v := range cells {
			r.SetCell(code, report.Figure(v))
		}
		return r
	}
	for _, tt := range []struct {
		name         string
		ours, theirs *report.Report
		figures      []string
		prose        []draft.Edit
		unread       int
		same         bool
	}{
		{name: "the same", ours: ours("一段。"), theirs: ours("一 段。"), same: true},
		{name: "broken elsewhere", ours: ours("一段。又一段。"), theirs: ours("一段。", "又一段。"), same: true},
		{name: "a figure", ours: with(ours(), map[form.Code]string{"t2.rules.made": "1"}), theirs: with(ours(), map[form.Code]string{"t2.rules.made": "2"}),
			figures: []string{"表二·规章·本年制发 1 2 false"}},
		{name: "a total follows", ours: with(ours(), map[form.Code]string{"t4.reconsideration.total": "1"}), theirs: with(ours(), map[form.Code]string{"t4.reconsideration.total": "2"}),
			figures: []string{"表四·行政复议·总计 1 2 true"}},
		{name: "a row not in the file", ours: with(ours(), map[form.Code]string{"t2.rules.made": "1", "t2.rules.repealed": "0", "t2.administrative_licensing.decisions": "5"}),
			theirs: with(ours(), map[form.Code]string{"t2.administrative_licensing.decisions": "5"}), unread: 1},
		{name: "tables not in the file", ours: with(ours(), map[form.Code]string{"t2.rules.made": "1", "t2.rules.repealed": "0", "t2.administrative_licensing.decisions": "5", "t4.reconsideration.other": "1"}),
			theirs: ours(), unread: 2},
		{name: "not in the file", ours: with(ours("甲。"), map[form.Code]string{"t2.rules.made": "1"}), theirs: ours(), unread: 2},
		{name: "a figure of sentences not in the file", ours: with(ours(), map[form.Code]string{"s6.processing_fee.notices": "1"}), theirs: ours(), same: true},
		{name: "changed", ours: ours("第一段很长的话。", "第二段也很长的话。"), theirs: ours("第一段很长的话。", "第二段也是很长的话。"),
			prose: []draft.Edit{{Field: "text.1", At: 1, Before: "第二段也很长的话。", After: "第二段也是很长的话。"}}},
		{name: "added behind", ours: ours("甲段。", "乙段。"), theirs: ours("甲段。", "乙段。", "全新的一段话。"),
			prose: []draft.Edit{{Field: "text.1", At: 2, After: "全新的一段话。"}}},
		{name: "added between", ours: ours("甲段。", "乙段。"), theirs: ours("甲段。", "全新的一段话。", "乙段。"),
			prose: []draft.Edit{{Field: "text.1", At: 1, After: "全新的一段话。"}}},
		{name: "removed", ours: ours("甲段。", "全新的一段话。"), theirs: ours("甲段。"),
			prose: []draft.Edit{{Field: "text.1", At: 1, Before: "全新的一段话。"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := &intake.Import{Content: intake.Content{Report: tt.theirs}}
			c := m.Compare(def, def, tt.ours)
			var figures []string
			for _, d := range c.Figures {
				fixed := "false"
				if d.Fixed {
					fixed = "true"
				}
				figures = append(figures, d.Name+" "+d.Ours+" "+d.Theirs+" "+fixed)
			}
			var prose []draft.Edit
			for _, d := range c.Prose {
				prose = append(prose, d.Edit())
			}
			if diff := cmp.Diff(tt.figures, figures) + cmp.Diff(tt.prose, prose); diff != "" || len(c.Unread) != tt.unread || c.Same() != tt.same {
				t.Errorf("unread %d, same %v (-want +got):\n%s", len(c.Unread), c.Same(), diff)
			}
			for _, d := range c.Prose {
				dr := draft.Draft{Report: tt.ours.Clone()}
				if _, err := dr.Apply(def, draft.Request{ID: "a", Edits: []draft.Edit{d.Edit()}}, noon); err != nil {
					t.Errorf("not taken: %v", err)
				} else if got, want := dr.Report.Narrative("1"), tt.theirs.Narrative("1"); got != want {
					t.Errorf("became %q, want %q", got, want)
				}
			}
		})
	}
}

// TestLeave: a difference that is to stay is known again as long as it is the
// same.
func TestLeave(t *testing.T) {
	def := definition(t, "2021")
	m := &intake.Import{Content: intake.Content{Report: ours("第二段也是很长的话。")}}
	r := ours("第二段也很长的话。")
	key := m.Compare(def, def, r).Prose[0].Key
	m.Leave(key, true)
	if c := m.Compare(def, def, r); !c.Prose[0].Left || c.Open() != 0 || c.Find(key) == nil {
		t.Errorf("%+v", c.Prose)
	}
	r = ours("第二段也很长的话了。")
	if c := m.Compare(def, def, r); c.Prose[0].Left || c.Find(key) != nil {
		t.Error("another difference is left")
	}
	m.Leave(key, false)
	if len(m.Left) != 0 {
		t.Error("still left")
	}
}

// TestReadingWithGaps: a gap in a reading is a blank.
func TestReadingWithGaps(t *testing.T) {
	def := definition(t, "2021")
	m := doubtful(nil, report.Doubt{Code: "t4.reconsideration", Kind: "ambiguous", Readings: []string{"1 ＿ 0 0 1"}})
	q := m.Questions(def, nil)[0]
	if err := m.Settle(def, 0, q.Offers[0].Answer); err != nil {
		t.Fatal(err)
	}
	r := m.Result(def)
	if len(r.Cells) != 4 || !r.Cell("t4.reconsideration.corrected").IsBlank() || r.Cell("t4.reconsideration.upheld").String() != "1" {
		t.Errorf("%+v", r.Cells)
	}
}

func TestSameOffice(t *testing.T) {
	for _, tt := range []struct {
		issuer, name, short string
		want                bool
	}{
		{"青石镇人民政府", "临川县青石镇人民政府", "", true},
		{"临川县青石镇人民政府", "青石镇人民政府", "", true},
		{"青石镇", "临川县青石镇人民政府", "青石镇", true},
		{"", "青石镇人民政府", "", true},
		{"白石镇人民政府", "青石镇人民政府", "青石镇", false},
	} {
		if got := intake.SameOffice(tt.issuer, tt.name, tt.short); got != tt.want {
			t.Errorf("%q, %q: %v", tt.issuer, tt.name, got)
		}
	}
}

// TestRemarks: a comment is one thing to do, with what was answered; one that
// is ticked off is done.
func TestRemarks(t *testing.T) {
	now := time.Date(2026, 1, 8, 10, 0, 0, 0, time.UTC)
	m := &intake.Import{Content: intake.Content{Comments: []intake.Comment{
		{Author: "周主任", Text: "再核一遍", Quote: "17件", Replies: []intake.Comment{{Author: "王芳", Text: "是17件"}}},
		{Author: "周主任", Text: "写短些", Resolved: true},
	}}}
	want := []draft.Remark{{Text: "再核一遍（王芳回复：是17件）", Quote: "17件", By: "周主任"}, {Text: "写短些", By: "周主任", Done: now}}
	if diff := cmp.Diff(want, m.Remarks(now)); diff != "" {
		t.Error(diff)
	}
	r := report.New("2021", 2025)
	for _, e := range draft.AddRemarks(r, m.Remarks(now), "本机").Edits {
		t.Log(e.Field, e.After)
	}
	if n := len(draft.AddRemarks(r, m.Remarks(now), "本机").Edits); n != 6 {
		t.Errorf("%d notes", n)
	}
}

// TestMisplaced: text that went to the wrong section is put into its own with
// one key, before a report is kept and after.
func TestMisplaced(t *testing.T) {
	def := definition(t, "2021")
	r := report.New("2021", 2024)
	for place, lines := range map[report.Place][]string{"4.after": {"注。", "更新不及时。", "已经改进。"}, "6": {"无。"}} {
		for _, line := range lines {
			r.Text[place] = append(r.Text[place], report.Plain(line))
		}
	}
	r.Doubts = []report.Doubt{{Code: "section.4", Scope: "section", Kind: "suspect", Text: "更新不及时。\n已经改进。"}}
	m := &intake.Import{Content: intake.Content{Report: r}}
	q := m.Questions(def, nil)[0]
	if diff := cmp.Diff([]string{"1 就是这一部分的", "2 放到第五部分"}, labels(q)); diff != "" || !q.Start || q.Loose() || len(q.Places) == 0 {
		t.Fatalf("%+v\n%s", q, diff)
	}
	if err := m.Settle(def, 0, q.Offers[1].Answer); err != nil {
		t.Fatal(err)
	}
	got := m.Result(def)
	req, err := intake.Settled(def, r, 0, q.Offers[1].Answer, "")
	if err != nil {
		t.Fatal(err)
	}
	dr := draft.Draft{Report: r.Clone()}
	req.ID = "a"
	if _, err := dr.Apply(def, req, noon); err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]*report.Report{"before": got, "after": dr.Report} {
		if r.Narrative("5") != "更新不及时。\n已经改进。" || r.Narrative("4.after") != "注。" || r.Narrative("6") != "无。" {
			t.Errorf("%s: %q, %q, %q", name, r.Narrative("4.after"), r.Narrative("5"), r.Narrative("6"))
		}
	}
	got.Doubts = r.Doubts // where it stands there no more nothing is moved
	if q := intake.Ask(def, got, 0); len(q.Offers) != 1 || q.Places != nil {
		t.Errorf("%+v", q)
	}
}
