package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/report"
)

// absorbed is the report of an office that went into ours.
func absorbed(tb testing.TB, cells map[form.Code]string) *report.Report {
	tb.Helper()
	r := example(tb, "2021", "nil")
	r.Doubts = nil
	for code, text := range cells {
		v, _, err := report.ParseValue(text)
		if err != nil {
			tb.Fatal(err)
		}
		r.SetCell(code, v)
	}
	return r
}

// joins reads a report in as that of a predecessor.
func (s *site) joins(r *report.Report, name string) answer {
	s.Helper()
	at := s.pending(intake.Import{Name: "云溪.html", Purpose: intake.Merged, Content: intake.Content{Report: r}})
	if s.page(at).find("button", "value", "join") == nil {
		s.Error("not offered as a predecessor's")
	}
	return s.post(at+"/keep", url.Values{"do": {"join"}, "predecessor": {name}})
}

// TestMerger: two offices of last year are one this year. The new year begins
// from the sum, and pages and checks read last year as the sum.
func TestMerger(t *testing.T) {
	own := example(t, "2021", "full")
	s := newReportSite(t, published(own))
	other := absorbed(t, map[form.Code]string{"t3.carried_out.natural_person": "3", "t3.carried_out.total": "3",
		"t3.received.natural_person": "3", "t3.received.total": "3"})
	s.joins(other, "").wantRedirect("/#predecessors")

	list := s.page("/").find("section", "id", "predecessors")
	if got := list.text(); !strings.Contains(got, "2025 年 · 临川县云溪乡人民政府") || !strings.Contains(got, "前身单位") {
		t.Errorf("listed as %q", got)
	}
	s.get(list.find("a", "href").attr("href")).want(http.StatusOK)

	s.post("/reports", url.Values{"year": {"2026"}}).wantRedirect("/reports/2026/questions")
	r := s.load(2026).Report
	if got := r.Cell("t3.carried_in.total").String(); got != "5" {
		t.Errorf("carried in %s, want 2 + 3", got)
	}
	if !strings.Contains(r.Narrative("1"), "青石镇") || strings.Contains(r.Narrative("1"), "云溪") {
		t.Error("the prose is to be our own")
	}
	s.change(2026, change{ID: "less", Edits: []edit{{Field: "t3.carried_in.natural_person", Before: r.Cell("t3.carried_in.natural_person").String(), After: "0"}}})
	if got := s.page("/reports/2026/check").find("main", "id", "main").text(); !strings.Contains(got, "T3-05") && !strings.Contains(got, "结转") {
		t.Errorf("the check does not read the sum: %q", got)
	}
	if got := s.page("/reports/2026/compare").find("main", "id", "main").text(); !strings.Contains(got, "上年结转") {
		t.Errorf("compared with %q", got)
	}

	s.post(list.find("form", "method", "post").attr("action"), url.Values{}).wantRedirect("/")
	if s.page("/").find("section", "id", "predecessors") != nil {
		t.Error("it is still listed")
	}
}

// TestAllNone: four answers at one press, offered where last year left nothing
// open; each can be taken back.
func TestAllNone(t *testing.T) {
	s := newReportSite(t, published(example(t, "2021", "nil")))
	s.post("/reports", url.Values{"year": {"2026"}})
	offered := func() bool { return s.page("/reports/2026/questions").find("input", "value", "all") != nil }
	if !offered() {
		t.Error("not offered")
	}
	s.post("/reports/2026/answers", url.Values{"question": {"all"}, "answer": {"yes"}}).want(http.StatusBadRequest)
	s.post("/reports/2026/answers", url.Values{"question": {"all"}, "answer": {"no"}}).wantRedirect("/reports/2026")
	r := s.load(2026).Report
	if r.Cell("t3.total.total").String() != "0" || !strings.Contains(r.Narrative("1"), "未收到政府信息公开申请") || offered() {
		t.Errorf("answered: %s", r.Narrative("1"))
	}
	s.post("/reports/2026/answers", url.Values{"question": {"disputes"}, "answer": {""}})
	if r := s.load(2026).Report; strings.Contains(r.Narrative("1"), "行政复议、行政诉讼。") || !strings.Contains(r.Narrative("1"), "未收到") {
		t.Errorf("taken back: %s", r.Narrative("1"))
	}
}

// TestNoneWithPending: cases that last year left open are in this year's table,
// so that nothing says there were none.
func TestNoneWithPending(t *testing.T) {
	s := newReportSite(t, published(example(t, "2021", "full")))
	s.post("/reports", url.Values{"year": {"2026"}})
	if s.page("/reports/2026/questions").find("input", "value", "all") != nil {
		t.Error("offered though last year left cases open")
	}
	s.post("/reports/2026/answers", url.Values{"question": {"disputes"}, "answer": {"no"}})
	if got := s.load(2026).Report.Narrative("1"); strings.Contains(got, "未发生政府信息公开行政复议") {
		t.Errorf("says %s", got)
	}
	if got := s.page("/reports/2026/questions").find("main", "id", "main").text(); strings.Contains(got, "未发生政府信息公开行政复议") || !strings.Contains(got, "尚未审结") {
		t.Errorf("the page says %q", got)
	}
}

// TestMergerLater: a predecessor that is added after the year was begun is
// asked about, and taken over with one press.
func TestMergerLater(t *testing.T) {
	s := newReportSite(t, published(example(t, "2021", "full")))
	s.post("/reports", url.Values{"year": {"2026"}})
	before := s.load(2026).Report.Cell("t3.carried_in.total").String()
	s.joins(absorbed(t, map[form.Code]string{"t3.carried_out.natural_person": "1", "t3.carried_out.total": "1",
		"t3.received.natural_person": "1", "t3.received.total": "1"}), "")
	asked := s.page("/reports/2026/3").find("form", "class", "renewal")
	if asked == nil || !strings.Contains(asked.text(), "几个单位加起来") {
		t.Fatal("nobody is asked")
	}
	s.post("/reports/2026/renew", url.Values{})
	if got := s.load(2026).Report.Cell("t3.carried_in.total").String(); got == before {
		t.Errorf("carried in is still %s", got)
	}
}

// TestMergerRefused: what cannot be a predecessor's report says why, and
// nothing is stored.
func TestMergerRefused(t *testing.T) {
	s := newReportSite(t, published(example(t, "2021", "full")))
	nameless := absorbed(t, nil)
	nameless.Issuer = ""
	s.joins(nameless, " ").want(http.StatusUnprocessableEntity)
	s.joins(example(t, "2021", "full"), "").want(http.StatusConflict)
	late := absorbed(t, nil)
	late.Year = 2031
	s.joins(late, "").want(http.StatusUnprocessableEntity)
	s.joins(absorbed(t, nil), "").wantRedirect("/#predecessors")
	s.joins(absorbed(t, nil), "").want(http.StatusConflict)
	if list, err := s.store.Predecessors(t.Context(), s.office); err != nil || len(list) != 1 {
		t.Errorf("%d predecessors, %v", len(list), err)
	}
	s.post("/import/file/0/keep", url.Values{"do": {"join"}}).want(http.StatusNotFound)
}
