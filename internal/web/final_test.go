package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/report"
)

// ready is a report that can be finalised.
func ready(t *testing.T) *report.Report {
	t.Helper()
	r := example(t, "2021", "nil")
	r.Status = draft.Drafting
	return r
}

// final presses 定稿 on the page as it is.
func (s *site) final(year int) answer {
	s.Helper()
	return s.post(fmt.Sprintf("/reports/%d/final", year), url.Values{"revision": {s.revision(year)}})
}

func (s *site) unlock(year int, reason string) answer {
	s.Helper()
	return s.post(fmt.Sprintf("/reports/%d/unlock", year), url.Values{"revision": {s.revision(year)}, "reason": {reason}})
}

func (s *site) revision(year int) string { return fmt.Sprint(s.load(year).Report.Revision) }

func (s *site) versions(year int) []draft.Version {
	s.Helper()
	list, err := s.store.Versions(s.Context(), s.office, year)
	if err != nil {
		s.Fatal(err)
	}
	return list
}

// TestFinalRefused: a report with something left is not finalised, and nothing
// of it has changed.
func TestFinalRefused(t *testing.T) {
	const locked = "这份年报已经定稿，内容锁住了。要改请先取消定稿。"
	withDoubt := ready(t)
	withDoubt.DocumentNumber = "青政[2026]03号"
	wrong := ready(t)
	wrong.SetCell("t3.received.natural_person", report.Figure("3"))
	read := ready(t)
	read.Status = draft.Published
	tests := []struct {
		name     string
		report   *report.Report
		revision string
		status   int
		message  string
	}{
		{"an error", wrong, "0", http.StatusConflict, "还差 "},
		{"nothing filled in", report.New("2021", 2025), "0", http.StatusConflict, "还差 "},
		{"a doubt without a reason", withDoubt, "0", http.StatusConflict, "还差 1 处，改好就能定稿"},
		{"changed meanwhile", ready(t), "4", http.StatusConflict, "您看过之后，这份年报又改过了，没有定稿。请再看一遍，再点“定稿”。"},
		{"read in as published", read, "0", http.StatusConflict, locked},
		{"no revision", ready(t), "", http.StatusBadRequest, "收到的内容不完整"},
		{"a forged revision", ready(t), "-1", http.StatusBadRequest, "收到的内容不完整"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newReportSite(t, tt.report)
			before, _ := report.Marshal(s.load(2025).Report)
			a := s.post("/reports/2025/final", url.Values{"revision": {tt.revision}}).want(tt.status)
			if got := a.message(); !strings.HasPrefix(got, tt.message) {
				t.Errorf("message %q", got)
			}
			after, _ := report.Marshal(s.load(2025).Report)
			if !bytes.Equal(before, after) || len(s.versions(2025)) != 0 {
				t.Error("something has changed")
			}
		})
	}
}

// TestFinal: the whole way from 定稿 through 取消定稿 to a correction.
func TestFinal(t *testing.T) {
	s := newReportSite(t, ready(t))
	page := s.page("/reports/2025/final")
	if got := page.find("h1", "").text(); !strings.HasSuffix(got, "可以定稿了") {
		t.Errorf("the page says %q", got)
	}
	before := s.revision(2025)
	s.final(2025).wantRedirect("/reports/2025/final")
	s.post("/reports/2025/final", url.Values{"revision": {before}}).wantRedirect("/reports/2025/final") // pressed twice
	if list := s.versions(2025); len(list) != 1 {
		t.Fatalf("versions %v", list)
	}
	checkLocked(t, s)
	checkVersion(t, s)

	s.post("/reports/2025/ticks", url.Values{"milestone": {"published"}, "date": {"2026-01-20"}, "url": {"https://www.example.gov.cn/1.html"}}).wantRedirect("/")
	if a := s.page("/").find("a", "class", "tick-url"); a == nil || a.attr("href") != "https://www.example.gov.cn/1.html" {
		t.Error("the address of the publication is not shown")
	}
	s.unlock(2025, " ").wantMessage(http.StatusUnprocessableEntity, "这份年报已经公布，更正要写明原因。请填原因后再点“更正”。")
	s.unlock(2025, "第五部分写错一处").wantRedirect("/reports/2025/final")
	s.change(2025, change{ID: "c", Edits: []edit{{Field: "county", Before: "临川县", After: "临水县"}}})
	page = s.page("/reports/2025/final")
	if diff := page.find("table", "class", "diff"); diff == nil || !strings.Contains(diff.text(), "临水县") {
		t.Error("the correction does not list what was changed")
	}
	s.final(2025).wantRedirect("/reports/2025/final")
	list := s.versions(2025)
	if len(list) != 2 || list[0].Number != 2 || list[0].Note != "第五部分写错一处" {
		t.Errorf("versions %+v", list)
	}
	if got := s.page("/reports/2025/versions/1").find("table", "class", "diff"); got == nil || !strings.Contains(got.text(), "临川县") {
		t.Error("the first version is not compared")
	}
}

// checkLocked: nothing of a final report can be changed, on the page or past
// it.
func checkLocked(t *testing.T, s *site) {
	t.Helper()
	const locked = "这份年报已经定稿，内容锁住了。要改请先取消定稿。"
	body := change{ID: "x", Edits: []edit{{Field: "county", Before: "临川县", After: "甲县"}}}
	s.postJSON("/reports/2025/changes", body).wantMessage(http.StatusConflict, locked)
	s.post("/reports/2025/answers", url.Values{"question": {"fees"}, "answer": {"yes"}}).wantMessage(http.StatusConflict, locked)
	s.post("/reports/2025/review", nil).wantMessage(http.StatusConflict, locked)
	for _, part := range []string{"head", "1", "3", "6"} {
		page := s.page("/reports/2025/" + part)
		for _, field := range page.all("", "data-field") {
			if !field.has("readonly") && !field.has("disabled") {
				t.Errorf("%s: %s can be typed into", part, field.attr("id"))
			}
		}
		if page.find("p", "class", "locked") == nil {
			t.Errorf("%s does not say that it is locked", part)
		}
	}
}

// checkVersion: the version is the report, under its hash, in every kind.
func checkVersion(t *testing.T, s *site) {
	t.Helper()
	v, err := s.store.Version(t.Context(), s.office, 2025, 1)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(v.Document)
	if got := s.page("/reports/2025/final").find("code", "").text(); got != hex.EncodeToString(sum[:]) {
		t.Errorf("hash %q", got)
	}
	def, err := catalog(t).ForFormat("2021")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range exporter.Kinds() {
		want, err := exporter.Render(def, s.load(2025).Report, kind)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.get("/reports/2025/versions/1/" + string(kind)).want(http.StatusOK); !bytes.Equal(got.body, want) {
			t.Errorf("%s is not the final report", kind)
		}
	}
	for _, path := range []string{"versions/0", "versions/2", "versions/x", "versions/1/docm", "versions/9/txt"} {
		s.get("/reports/2025/" + path).want(http.StatusNotFound)
	}
}

// TestForgedState: no change of a client makes a report final, or notes
// anything.
func TestForgedState(t *testing.T) {
	s := newReportSite(t, ready(t))
	for _, field := range []string{"status", "work.step.final", "work.answer.fees"} {
		s.postJSON("/reports/2025/changes", change{ID: "f" + field[:4], Edits: []edit{{Field: field, Before: "draft", After: "final"}}}).
			want(http.StatusUnprocessableEntity)
	}
	s.final(2025).wantRedirect("/reports/2025/final")
	history, err := s.store.History(t.Context(), s.office, 2025, 0, 10)
	if err != nil || history[0].Cause != draft.Finalised {
		t.Fatalf("history %+v, %v", history, err)
	}
	s.postJSON("/reports/2025/undo", change{ID: "u", Undo: history[0].ID}).want(http.StatusNotFound)
	if got := s.load(2025).Report.Status; got != draft.Final {
		t.Errorf("undone: %q", got)
	}
	t.Run("a file that says it is final", func(t *testing.T) {
		s := newOfficeSite(t)
		r := report.New("2021", 2025)
		r.Issuer, r.Status = officeName, draft.Final
		data, err := report.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		s.keepFile("a.json", data).wantRedirect("/reports/2025/check")
		if got := s.load(2025).Report.Status; got != draft.Drafting {
			t.Errorf("status %q", got)
		}
	})
}

// TestReviewPrint: prints are counted, exports say which one they are.
func TestReviewPrint(t *testing.T) {
	s := newReportSite(t, ready(t))
	text := func() string { return string(s.get("/reports/2025/export/txt").body) }
	if !strings.Contains(text(), "送审稿 第1稿 1月8日") {
		t.Error("the first export has no mark")
	}
	for range 2 { // the same again is no new print
		s.post("/reports/2025/review", nil).wantRedirect("/reports/2025/preview?print=1")
	}
	s.now = noon.AddDate(0, 0, 2)
	if !strings.Contains(text(), "送审稿 第1稿 1月8日") {
		t.Error("the print has another number than the export")
	}
	s.change(2025, change{ID: "c", Edits: []edit{{Field: "county", Before: "临川县", After: "甲县"}}})
	if !strings.Contains(text(), "送审稿 第2稿 1月10日") {
		t.Error("what was changed goes under the old number")
	}
	doc := s.get("/reports/2025/document").want(http.StatusOK)
	if !strings.Contains(string(doc.body), `<p class="mark">送审稿 第2稿 1月10日</p>`) {
		t.Error("the preview has no mark")
	}
	sum := sha256.Sum256([]byte(exporter.StyleSheet(exporter.Options{Mark: "x"})))
	if policy := doc.header.Get("Content-Security-Policy"); !strings.Contains(policy, base64.StdEncoding.EncodeToString(sum[:])) {
		t.Errorf("its style is not allowed: %s", policy)
	}
	if frame := s.page("/reports/2025/preview?print=1").find("iframe", ""); !frame.has("data-print-now") {
		t.Error("the page does not print")
	}
}

// TestFinalTogether: of two people who look at the same revision one finalises
// it, the other is told.
func TestFinalTogether(t *testing.T) {
	s := newReportSite(t, ready(t))
	def, err := catalog(t).ForFormat("2021")
	if err != nil {
		t.Fatal(err)
	}
	seen := s.revision(2025)
	_, _, err = s.store.Update(t.Context(), s.office, 2025, "hers", func(d *draft.Draft) (draft.Change, error) {
		return d.Finalise(def, draft.Open{}, d.Report.Revision, draft.Request{ID: "hers", By: "王芳"}, noon)
	})
	if err != nil {
		t.Fatal(err)
	}
	s.post("/reports/2025/final", url.Values{"revision": {seen}}).
		wantMessage(http.StatusConflict, "这份年报已经定稿，内容锁住了。要改请先取消定稿。")
	if list := s.versions(2025); len(list) != 1 || list[0].By != "王芳" {
		t.Errorf("versions %+v", list)
	}
}
