package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// row is a row of table three whose cells are all 0 but for the first.
func row(name, first string) []edit {
	var out []edit
	for _, column := range []string{"natural_person", "enterprise", "research", "social", "legal", "other"} {
		after := "0"
		if column == "natural_person" {
			after = first
		}
		out = append(out, edit{Field: "t3." + name + "." + column, After: after})
	}
	return out
}

func TestChange(t *testing.T) {
	tests := []struct {
		name   string
		edits  []edit
		values map[string]string // as answered
		marks  map[string]string
	}{
		{"one cell", []edit{{Field: "t3.granted.social", After: "3"}},
			map[string]string{"t3.granted.social": "3"}, nil},
		{"a row and its total", row("received", "2"),
			map[string]string{"t3.received.natural_person": "2", "t3.received.enterprise": "0", "t3.received.research": "0",
				"t3.received.social": "0", "t3.received.legal": "0", "t3.received.other": "0", "t3.received.total": "2"}, nil},
		{"normal form", []edit{{Field: "t3.granted.social", After: " １,０００ 件 "}},
			map[string]string{"t3.granted.social": "1000"}, nil},
		{"nought in words", []edit{{Field: "t3.granted.social", After: "零"}},
			map[string]string{"t3.granted.social": "0"}, nil},
		{"letters", []edit{{Field: "t3.granted.social", After: "abc"}},
			map[string]string{"t3.granted.social": "abc"}, map[string]string{"t3.granted.social": "error"}},
		{"negative", []edit{{Field: "t3.granted.social", After: "-1"}},
			map[string]string{"t3.granted.social": "-1"}, map[string]string{"t3.granted.social": "error"}},
		{"not applicable", []edit{{Field: "t3.granted.social", After: "不适用"}},
			map[string]string{"t3.granted.social": "不适用"}, map[string]string{"t3.granted.social": "error"}},
		{"10 to the 20th", []edit{{Field: "t3.granted.social", After: "100000000000000000000"}},
			map[string]string{"t3.granted.social": "100000000000000000000"}, map[string]string{"t3.granted.social": "error"}},
		{"64 characters", []edit{{Field: "t3.granted.social", After: strings.Repeat("镇", 64)}},
			map[string]string{"t3.granted.social": strings.Repeat("镇", 64)}, map[string]string{"t3.granted.social": "error"}},
		{"an amount", []edit{{Field: "t2.administrative_fees.amount", After: "12.50"}},
			map[string]string{"t2.administrative_fees.amount": "12.50"}, nil},
		{"a figure without a table", []edit{{Field: "s6.processing_fee.notices", After: "1"}},
			map[string]string{"s6.processing_fee.notices": "1"}, nil},
		{"head", []edit{{Field: "document_number", After: " 青政〔2026〕3号 "}, {Field: "issuer_kind", Before: "", After: "town"}},
			map[string]string{"document_number": "青政〔2026〕3号", "issuer_kind": "town"}, nil},
		{"prose", []edit{{Field: "text.1", After: "第一段 \r\n\n\t第二段"}},
			map[string]string{"text.1": "第一段\n第二段"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newReportSite(t, report.New("2021", 2025))
			got := s.change(2025, change{ID: "c1", Part: "3", Edits: tt.edits})
			if diff := cmp.Diff(tt.values, got.Values); diff != "" {
				t.Error("values", diff)
			}
			if len(tt.marks)+len(got.Marks) > 0 {
				if diff := cmp.Diff(tt.marks, got.Marks); diff != "" {
					t.Error("marks", diff)
				}
			}
			if want := "已保存 " + noon.Local().Format("15:04"); got.Revision != 1 || got.Saved != want {
				t.Errorf("revision %d, saved %q", got.Revision, got.Saved)
			}
			d := s.load(2025)
			def, _ := catalog(t).ForFormat("2021")
			for field, want := range tt.values {
				value, ok := draft.Value(def, d.Report, field)
				if place, isText := strings.CutPrefix(field, draft.TextPrefix); isText {
					value, ok = d.Report.Narrative(report.Place(place)), true
				}
				if !ok || value != want {
					t.Errorf("stored %s: %q, want %q", field, value, want)
				}
			}
			if d.UpdatedBy != "本机" {
				t.Errorf("by %q", d.UpdatedBy)
			}
		})
	}
}

// TestChangeBlank: 5, then 0, then blank are three different things.
func TestChangeBlank(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	before := ""
	for i, after := range []string{"5", "0", ""} {
		got := s.change(2025, change{ID: fmt.Sprint("c", i), Edits: []edit{{Field: "t3.granted.social", Before: before, After: after}}})
		if value, sent := got.Values["t3.granted.social"]; !sent || value != after {
			t.Errorf("%q came back as %q", after, value)
		}
		if stored := s.load(2025).Report.Cell("t3.granted.social"); stored.String() != after || stored.IsBlank() != (after == "") {
			t.Errorf("%q is stored as %q", after, stored)
		}
		before = after
	}
}

func TestChangeTwice(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	c := change{ID: "same", Part: "3", Edits: row("received", "2")}
	first := s.change(2025, c)
	second := s.change(2025, c)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
	if second.Revision != 1 || s.load(2025).Report.Revision != 1 {
		t.Errorf("revision %d", second.Revision)
	}
	history, err := s.store.History(t.Context(), s.office, 2025, 0, 100)
	if err != nil || len(history) != 2 { // the first one is the creation
		t.Errorf("history %v, %v", history, err)
	}
}

func TestChangeRefused(t *testing.T) {
	const broken = "收到的内容不完整，没有保存。请刷新网页后再填一次。"
	many := make([]edit, 513)
	for i := range many {
		many[i] = edit{Field: "title", After: "x"}
	}
	one := func(field, after string) change { return change{ID: "c1", Edits: []edit{{Field: field, After: after}}} }
	tests := []struct {
		name    string
		body    any
		status  int
		message string
		field   string
	}{
		{"65 characters", one("t3.denied.state_secret.natural_person", strings.Repeat("a", 65)), http.StatusUnprocessableEntity,
			"表三·1.属于国家秘密·自然人：内容超过 64 个字，没有保存。这一格只填数字，请改短。", "t3.denied.state_secret.natural_person"},
		{"a figure of 65 characters", one("s6.processing_fee.notices", strings.Repeat("1", 65)), http.StatusUnprocessableEntity,
			"发出收费通知：内容超过 64 个字，没有保存。这一格只填数字，请改短。", "s6.processing_fee.notices"},
		{"a long title", one("title", strings.Repeat("a", 501)), http.StatusUnprocessableEntity, "标题：内容太长，没有保存。请改短后再试。", "title"},
		{"a long text", one("text.5", strings.Repeat("a", 100_001)), http.StatusUnprocessableEntity,
			"五、存在的主要问题及改进情况：内容太长，没有保存。请改短后再试。", "text.5"},
		{"a computed total", one("t3.received.total", "1"), http.StatusUnprocessableEntity,
			"表三·一、本年新收政府信息公开申请数量·总计：总计自动算，不用填。请改组成它的各格。", "t3.received.total"},
		{"a kind there is not", one("issuer_kind", "village"), http.StatusUnprocessableEntity, "机关类别：没有这个选项，没有保存。请从列表里选。", "issuer_kind"},
		{"an unknown field", one("t9.a.b", "1"), http.StatusUnprocessableEntity, "没有“t9.a.b”这一项，没有保存。网页可能是升级前打开的，请刷新。", "t9.a.b"},
		{"an unknown place", one("text.7", "x"), http.StatusUnprocessableEntity, "没有“text.7”这一项，没有保存。网页可能是升级前打开的，请刷新。", "text.7"},
		{"the other format's field", one("t2.rules.disclosed", "1"), http.StatusUnprocessableEntity, "没有“t2.rules.disclosed”这一项，没有保存。网页可能是升级前打开的，请刷新。", "t2.rules.disclosed"},
		{"no JSON", "{", http.StatusBadRequest, broken, ""},
		{"another type", `[1]`, http.StatusBadRequest, broken, ""},
		{"nothing", "", http.StatusBadRequest, broken, ""},
		{"no id", change{Edits: []edit{{Field: "title", After: "x"}}}, http.StatusBadRequest, broken, ""},
		{"an odd id", change{ID: "a b", Edits: []edit{{Field: "title", After: "x"}}}, http.StatusBadRequest, broken, ""},
		{"no edits", change{ID: "c1"}, http.StatusBadRequest, broken, ""},
		{"513 edits", change{ID: "c1", Edits: many}, http.StatusRequestEntityTooLarge, "一次改的格子太多，没有保存。请分几次粘贴。", ""},
	}
	s := newReportSite(t, report.New("2021", 2025))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.postJSON("/reports/2025/changes", tt.body).wantMessage(tt.status, tt.message)
			if got := a.changed().Field; got != tt.field {
				t.Errorf("field %q, want %q", got, tt.field)
			}
			if got := s.load(2025).Report.Revision; got != 0 {
				t.Errorf("revision %d", got)
			}
		})
	}
	t.Run("no report", func(t *testing.T) {
		s.postJSON("/reports/2019/changes", one("title", "x")).wantMessage(http.StatusNotFound, "没有这一年的年报。请从首页选择年份。")
	})
	t.Run("no year", func(t *testing.T) {
		s.postJSON("/reports/x/changes", one("title", "x")).wantMessage(http.StatusNotFound, "没有这一页。请从首页重新进入。")
	})
	t.Run("final", func(t *testing.T) {
		final := example(t, "2021", "previous")
		final.Status = draft.Final
		s.add(final)
		s.postJSON("/reports/2024/changes", one("county", "x")).wantMessage(http.StatusConflict, "这份年报已经定稿，内容锁住了。要改请先取消定稿。")
	})
}

// TestOneRefusedAllRefused: nothing of a change with a bad edit is stored.
func TestOneRefusedAllRefused(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	s.postJSON("/reports/2025/changes", change{ID: "c1", Edits: []edit{{Field: "t3.granted.social", After: "1"}, {Field: "t9.a.b", After: "1"}}}).
		want(http.StatusUnprocessableEntity)
	if !s.load(2025).Report.Cell("t3.granted.social").IsBlank() {
		t.Error("the first edit is stored")
	}
}

func TestConflict(t *testing.T) {
	const sentence = "这一处刚才在别的窗口改过了，请选用哪一个。"
	tests := []struct {
		name  string
		first []edit // stored before
		mine  edit
		want  draft.Conflict
	}{
		{"a cell", []edit{{Field: "t3.granted.social", After: "2"}}, edit{Field: "t3.granted.social", Before: "", After: "3"},
			draft.Conflict{Field: "t3.granted.social", Before: "", Yours: "3", Theirs: "2"}},
		{"a paragraph", []edit{{Field: "text.1", After: "甲\n乙\n丙"}}, edit{Field: "text.1", At: 1, Before: "旧", After: "新"},
			draft.Conflict{Field: "text.1", At: 1, Before: "旧", Yours: "新", Theirs: "乙"}},
		{"the head", []edit{{Field: "title", After: "甲"}}, edit{Field: "title", Before: "旧", After: "新"},
			draft.Conflict{Field: "title", Before: "旧", Yours: "新", Theirs: "甲"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newReportSite(t, report.New("2021", 2025))
			s.change(2025, change{ID: "first", Edits: tt.first})
			c := change{ID: "mine", Edits: []edit{tt.mine}}
			a := s.postJSON("/reports/2025/changes", c).wantMessage(http.StatusConflict, sentence)
			if diff := cmp.Diff([]draft.Conflict{tt.want}, a.changed().met()); diff != "" {
				t.Error(diff)
			}
			again := s.postJSON("/reports/2025/changes", c).wantMessage(http.StatusConflict, sentence)
			if diff := cmp.Diff([]draft.Conflict{tt.want}, again.changed().met()); diff != "" {
				t.Error("sent again", diff)
			}
			if got := s.load(2025).Report.Revision; got != 1 {
				t.Errorf("revision %d", got)
			}
			history, err := s.store.History(t.Context(), s.office, 2025, 0, 100)
			if err != nil || len(history) != 3 || history[0].Outcome != draft.SetAside {
				t.Errorf("the value not chosen is not kept: %v, %v", history, err)
			}
		})
	}
}

// TestConflictGone: a change that was set aside is not taken for stored when
// it is sent again after what it met has gone.
func TestConflictGone(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	s.change(2025, change{ID: "first", Edits: []edit{{Field: "t3.granted.social", After: "2"}}})
	mine := change{ID: "mine", Edits: []edit{{Field: "t3.granted.social", Before: "", After: "3"}}}
	s.postJSON("/reports/2025/changes", mine).want(http.StatusConflict)
	s.change(2025, change{ID: "back", Edits: []edit{{Field: "t3.granted.social", Before: "2", After: ""}}})
	got := s.postJSON("/reports/2025/changes", mine).want(http.StatusConflict).changed()
	want := []draft.Conflict{{Field: "t3.granted.social", Yours: "3"}}
	if diff := cmp.Diff(want, got.met()); diff != "" {
		t.Error(diff)
	}
}

// TestSplice: a change of a paragraph leaves the others alone, and those that
// moved meanwhile are found.
func TestSplice(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	s.change(2025, change{ID: "a", Edits: []edit{{Field: "text.1", After: "甲\n乙\n丙"}}})
	s.change(2025, change{ID: "b", Edits: []edit{{Field: "text.1", At: 0, After: "零"}}})
	got := s.change(2025, change{ID: "c", Edits: []edit{{Field: "text.1", At: 1, Before: "乙", After: "乙一\n乙二"}}})
	if want := "零\n甲\n乙一\n乙二\n丙"; got.Values["text.1"] != want {
		t.Errorf("got %q, want %q", got.Values["text.1"], want)
	}
	got = s.change(2025, change{ID: "d", Edits: []edit{{Field: "text.1", At: 0, Before: "零\n甲"}}})
	if want := "乙一\n乙二\n丙"; got.Values["text.1"] != want {
		t.Errorf("got %q, want %q", got.Values["text.1"], want)
	}
}

// TestBoundFigure: prose that prints a figure comes back with the new one.
func TestBoundFigure(t *testing.T) {
	r := report.New("2021", 2025)
	r.Text["1"] = []report.Paragraph{{Runs: []report.Run{{Text: "公开"}, {Ref: "s1.published"}, {Text: "条。"}}}}
	s := newReportSite(t, r)
	got := s.change(2025, change{ID: "a", Part: "1", Edits: []edit{{Field: "s1.published", After: "12"}}})
	if got.Values["text.1"] != "公开12条。" {
		t.Errorf("values %v", got.Values)
	}
}

func TestHeadProblems(t *testing.T) {
	tests := []struct{ field, value, problem string }{
		{"document_number", "青政[2026]第03号", "发文字号写成 青政〔2026〕3号 的样子：年份用六角括号〔〕，不加“第”，序号前不补 0。"},
		{"document_number", "青政〔2026〕3号", ""},
		{"signature.date", "2026-02-30", "落款日期写成 2026-01-06，或只写到月份 2026-01。"},
		{"signature.date", "2026-01", ""},
		{"issuer", strings.Repeat("镇", 101), "机关名称最多 100 个字。"},
	}
	for _, tt := range tests {
		t.Run(tt.field+" "+tt.value, func(t *testing.T) {
			s := newReportSite(t, report.New("2021", 2025))
			got := s.change(2025, change{ID: "a", Part: "head", Edits: []edit{{Field: tt.field, After: tt.value}}})
			if got.Problems[tt.field] != tt.problem {
				t.Errorf("problem %q, want %q", got.Problems[tt.field], tt.problem)
			}
			if p := s.page("/reports/2025/head").find("p", "id", "problem-"+tt.field); p.text() != tt.problem {
				t.Errorf("page says %q", p.text())
			}
			if got.Values[tt.field] != tt.value {
				t.Errorf("value %q", got.Values[tt.field])
			}
		})
	}
}

func TestUndo(t *testing.T) {
	r := report.New("2021", 2025)
	s := newReportSite(t, r)
	s.change(2025, change{ID: "a", Edits: append(row("received", "2"), edit{Field: "text.1", After: "甲"})})
	s.change(2025, change{ID: "b", Edits: []edit{{Field: "t3.received.natural_person", Before: "2", After: "5"}}})

	undo := func(id, of string) answer {
		return s.postJSON("/reports/2025/undo", change{ID: id, Part: "3", Undo: of})
	}
	got := undo("u1", "b").want(http.StatusOK).changed()
	if got.Values["t3.received.natural_person"] != "2" || got.Values["t3.received.total"] != "2" || got.Revision != 3 {
		t.Errorf("answer %+v", got)
	}
	if again := undo("u1", "b").want(http.StatusOK).changed(); again.Revision != 3 {
		t.Errorf("undone twice: revision %d", again.Revision)
	}
	got = undo("u2", "a").want(http.StatusOK).changed()
	if d := s.load(2025); len(d.Report.Cells) != 0 || len(d.Report.Text) != 0 {
		t.Errorf("left: %v %v", d.Report.Cells, d.Report.Text)
	}
	if v, sent := got.Values["text.1"]; !sent || v != "" {
		t.Errorf("text %q", v)
	}

	const noChange = "没有这一步可以撤销。请刷新网页后再看。"
	const broken = "收到的内容不完整，没有保存。请刷新网页后再填一次。"
	undo("u3", "nothing").wantMessage(http.StatusNotFound, noChange)
	undo("u4", "").wantMessage(http.StatusNotFound, noChange)
	undo("", "a").wantMessage(http.StatusBadRequest, broken)
	s.postJSON("/reports/2025/undo", "{").wantMessage(http.StatusBadRequest, broken)
	s.postJSON("/reports/2019/undo", change{ID: "u", Undo: "a"}).wantMessage(http.StatusNotFound, "没有这一年的年报。请从首页选择年份。")
	s.postJSON("/reports/x/undo", change{ID: "u", Undo: "a"}).want(http.StatusNotFound)

	history, err := s.store.History(t.Context(), s.office, 2025, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	undo("u5", history[len(history)-1].ID).wantMessage(http.StatusNotFound, noChange)
}

// TestUndoConflict: what somebody changed again since is not undone silently.
func TestUndoConflict(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	s.change(2025, change{ID: "a", Edits: []edit{{Field: "t3.granted.social", After: "2"}}})
	s.change(2025, change{ID: "b", Edits: []edit{{Field: "t3.granted.social", Before: "2", After: "3"}}})
	got := s.postJSON("/reports/2025/undo", change{ID: "u", Undo: "a"}).want(http.StatusConflict).changed()
	if len(got.Conflicts) != 1 || got.Conflicts[0].Theirs != "3" {
		t.Errorf("conflicts %+v", got.Conflicts)
	}
}

// TestAccept: an accepted finding no longer counts, and does again when its
// figures change.
func TestAccept(t *testing.T) {
	r := example(t, "2021", "nil")
	s := newReportSite(t, r)
	set := func(id, field, before, after string) changed {
		return s.change(2025, change{ID: id, Part: "3", Edits: []edit{{Field: field, Before: before, After: after}}})
	}
	const code = "t3.carried_in.natural_person"
	set("done", "t3.granted.natural_person", "0", "1")
	got := set("a", code, "0", "1")
	finding := findingOf(t, got, "T3-06")
	if finding == nil {
		t.Fatalf("no finding T3-06 in %s", got.HTML["findings"])
	}
	field := finding.find("input", "data-reason").attr("data-reason")
	if finding.find("datalist", "").find("option", "value", "已与去年的纸质年报核对") == nil {
		t.Error("the usual reason is not offered")
	}

	got = set("b", field, "", "已核对纸质年报")
	finding = findingOf(t, got, "T3-06")
	if finding == nil || !strings.Contains(finding.attr("class"), "accepted") || finding.find("p", "class", "reason").text() != "已说明：已核对纸质年报" {
		t.Fatalf("not accepted: %s", got.HTML["findings"])
	}
	if len(got.Marks) > 0 {
		t.Errorf("marks %v", got.Marks)
	}
	if a := s.load(2025).Report.Accepted; len(a) != 1 || a[0].Reason != "已核对纸质年报" || a[0].By != "本机" || !a[0].At.Equal(noon.Truncate(time.Millisecond)) {
		t.Errorf("accepted %+v", a)
	}

	got = set("c", code, "1", "2")
	if finding = findingOf(t, got, "T3-06"); finding == nil || strings.Contains(finding.attr("class"), "accepted") {
		t.Error("the reason outlived its figure")
	}
	got = set("d", code, "2", "1")
	back := findingOf(t, got, "T3-06").find("button", "data-set")
	if back == nil || back.attr("data-set") != field || back.attr("data-before") != "已核对纸质年报" || back.attr("data-value") != "" {
		t.Fatal("the reason cannot be taken back")
	}
	got = set("e", field, "已核对纸质年报", "")
	if finding = findingOf(t, got, "T3-06"); finding == nil || strings.Contains(finding.attr("class"), "accepted") {
		t.Error("the reason is still there")
	}
}

// findingOf is the finding of a rule in an answer's panel; nil if there is none.
func findingOf(t *testing.T, c changed, rule string) *node {
	t.Helper()
	for _, f := range parse(t, c.HTML["findings"]).all("article", "") {
		if f.find("span", "class", "rule").text() == rule {
			return f
		}
	}
	return nil
}

// TestRepair: the button sends edits that mend the finding.
func TestRepair(t *testing.T) {
	for _, printed := range []string{"9", "9.5", "-1"} {
		t.Run(printed, func(t *testing.T) {
			r := published(example(t, "2021", "nil"))
			r.SetCell("t3.received.total", report.Figure(printed))
			s := newReportSite(t, r)
			var body string
			for _, b := range s.page("/reports/2025/3").all("button", "data-repair") {
				if strings.Contains(b.attr("data-repair"), `"t3.received.total"`) {
					body = b.attr("data-repair")
				}
			}
			if body == "" {
				t.Fatal("no repair is offered")
			}
			s.postJSON("/reports/2025/changes", `{"id":"r","part":"3","edits":`+body+`}`).want(http.StatusOK)
			if got := s.load(2025).Report.Cell("t3.received.total").String(); got != "0" {
				t.Errorf("total %q", got)
			}
		})
	}
}

// TestPanels: an answer brings the pieces of its page that changed, and they
// are the ones the page itself shows.
func TestPanels(t *testing.T) {
	tests := []struct {
		part   string
		panels []string
	}{
		{"head", []string{"findings", "next", "rail", "usual"}},
		{"1", []string{"findings", "next", "outline", "outline-line", "rail", "usual"}},
		{"3", []string{"asked", "findings", "next", "progress", "rail"}},
		{"check", []string{"findings", "rail"}},
	}
	for _, tt := range tests {
		t.Run(tt.part, func(t *testing.T) {
			s := newReportSite(t, report.New("2021", 2025))
			got := s.change(2025, change{ID: "a", Part: tt.part, Edits: []edit{{Field: "t3.granted.social", After: "x"}}})
			page := s.page("/reports/2025/" + tt.part)
			if len(got.HTML) != len(tt.panels) {
				t.Errorf("panels %v", got.HTML)
			}
			for _, id := range tt.panels {
				on, sent := page.find("", "id", id), parse(t, got.HTML[id])
				if on == nil || squeeze(on.text()) != squeeze(sent.text()) {
					t.Errorf("%s: sent %q", id, sent.text())
				}
			}
		})
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestProgress: the strip under a table counts down and then says that all of
// it balances.
func TestProgress(t *testing.T) {
	r := example(t, "2021", "nil")
	cell := form.Code("t3.granted.social")
	delete(r.Cells, cell)
	s := newReportSite(t, r)
	strip := func() string { return s.page("/reports/2025/3").find("", "id", "progress").find("span", "").text() }
	if got := strip(); got != "还有 1 格没填" {
		t.Errorf("got %q", got)
	}
	for _, tt := range []struct{ before, after, want string }{{"", "x", "填满了，还有 "}, {"x", "0", "填满了，勾稽关系全部平衡"}} {
		got := s.change(2025, change{ID: "c" + tt.after, Part: "3", Edits: []edit{{Field: string(cell), Before: tt.before, After: tt.after}}})
		if text := parse(t, got.HTML["progress"]).text(); !strings.HasPrefix(text, tt.want) {
			t.Errorf("%q: %q, want %q", tt.after, got.HTML["progress"], tt.want)
		}
	}
}

// TestTogether: changes of many windows at the same time are all kept.
func TestTogether(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	def, _ := catalog(t).ForFormat("2021")
	done := make(chan bool)
	n := 0
	for _, f := range def.Fields() {
		if def.Computed(f.Code) || n == 40 {
			continue
		}
		n++
		go func() {
			defer func() { done <- true }()
			a := s.postJSON("/reports/2025/changes", change{ID: strings.ReplaceAll(string(f.Code), ".", "-"), Edits: []edit{{Field: string(f.Code), After: "1"}}})
			if a.status != http.StatusOK {
				t.Errorf("%s: status %d", f.Code, a.status)
			}
			if a := s.get("/reports/2025/2"); a.status != http.StatusOK {
				t.Errorf("page: status %d", a.status)
			}
		}()
	}
	for range n {
		<-done
	}
	if r := s.load(2025).Report; r.Revision != n {
		t.Errorf("revision %d after %d changes", r.Revision, n)
	}
}

// TestGridAnswer: the strips and the lines of folded groups that come back are
// those the page shows.
func TestGridAnswer(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "nil"))
	got := s.postJSON("/reports/2025/changes", change{ID: "a", Part: "3", Edits: []edit{
		{Field: "t3.denied.process.natural_person", Before: "0", After: "2"},
		{Field: "t3.denied.state_secret.natural_person", Before: "0", After: "1"},
	}}).want(http.StatusOK)
	var answered struct {
		Subtotals map[string]string
		Strips    map[string]struct{ State, Text string }
	}
	if err := json.Unmarshal(got.body, &answered); err != nil {
		t.Fatal(err)
	}
	if v := answered.Subtotals["sum.t3.denied.natural_person"]; v != "3" {
		t.Errorf("subtotal %q", v)
	}
	if strip := answered.Strips["natural_person"]; strip.State != "off" || strip.Text == "" {
		t.Errorf("strip %+v", strip)
	}
	page := s.page("/reports/2025/3")
	for id, want := range answered.Subtotals {
		if on := page.find("output", "id", id); on == nil || on.text() != want {
			t.Errorf("%s: the page shows another value than %q", id, want)
		}
	}
	strips := map[string]struct{ State, Text string }{}
	if err := json.Unmarshal([]byte(page.find("table", "id", "t3").attr("data-strips")), &strips); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answered.Strips, strips); diff != "" {
		t.Error(diff)
	}
}

func TestExplain(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	tests := []struct {
		path   string
		status int
	}{
		{"/reports/2025/explain?code=t3.received.total", http.StatusOK},
		{"/reports/2025/explain?code=t3.total.total", http.StatusOK},
		{"/reports/2025/explain?code=t3.received.natural_person", http.StatusNotFound},
		{"/reports/2025/explain?code=nothing", http.StatusNotFound},
		{"/reports/2025/explain", http.StatusNotFound},
		{"/reports/2019/explain?code=t3.received.total", http.StatusNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			req := httptest.NewRequest(http.MethodGet, tt.path, nil)
			req.Header.Set("Accept", "application/json")
			a := s.do(req).want(tt.status)
			var body struct{ Text, Message string }
			if err := json.Unmarshal(a.body, &body); err != nil || (body.Text != "") != (tt.status == http.StatusOK) || (body.Message != "") == (tt.status == http.StatusOK) {
				t.Errorf("%s (%v)", a.body, err)
			}
		})
	}
}
