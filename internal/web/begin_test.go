package web_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestBeginFromLastYear: a year begun after a published one takes over what is
// carried, says so, and nothing of last year's counts.
func TestBeginFromLastYear(t *testing.T) {
	last := example(t, "2021", "full")
	s := newReportSite(t, published(last))
	s.post("/reports", url.Values{"year": {"2026"}}).wantRedirect("/reports/2026/questions")
	r := s.load(2026).Report
	if got := r.Cell("t3.carried_in.total").String(); got != "2" {
		t.Errorf("carried in %q", got)
	}
	if v := r.Cell("t3.received.total"); !v.IsBlank() {
		t.Errorf("received %s", v)
	}
	if !strings.Contains(r.Title, "2026年") || r.Signature.Date != "" || r.DocumentNumber != "" {
		t.Errorf("head: %q, %q, %q", r.Title, r.Signature.Date, r.DocumentNumber)
	}
	if got := s.page("/reports/2026/questions").find("section", "class", "taken").text(); !strings.Contains(got, "带过来 7 个数、") || !strings.Contains(got, "尚未审结") {
		t.Errorf("the page says %q", got)
	}
	if got := s.page("/reports/2026/history").find("main", "id", "main").text(); !strings.Contains(got, "去年的件数没有带") {
		t.Errorf("the history says %q", got)
	}
	open := 0
	for _, p := range r.Text["1"] {
		for _, run := range p.Runs {
			if run.Slot != nil {
				open++
			}
		}
	}
	if open == 0 {
		t.Error("no open slot")
	}
}

// TestBeginWithoutPublished: a draft of last year is nothing to begin from.
func TestBeginWithoutPublished(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	s.post("/reports", url.Values{"year": {"2026"}})
	r := s.load(2026).Report
	if len(r.Cells) > 0 || len(r.Text) > 0 {
		t.Errorf("taken over: %d cells, %d narratives", len(r.Cells), len(r.Text))
	}
}
