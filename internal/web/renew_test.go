package web_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestRenew: last year's report is corrected after this year was begun. This
// year is asked, and follows with one press; what somebody typed stays.
func TestRenew(t *testing.T) {
	s := newReportSite(t, ready(t))
	s.final(2025)
	s.post("/reports", url.Values{"year": {"2026"}}).wantRedirect("/reports/2026/questions")
	asked := func() string {
		form := s.page("/reports/2026/3").find("form", "class", "renewal")
		if form == nil {
			return ""
		}
		return form.text()
	}
	if got := asked(); got != "" {
		t.Errorf("asked before there was a correction: %q", got)
	}
	s.unlock(2025, "")
	if got := asked(); got != "" {
		t.Errorf("asked while last year is open: %q", got)
	}
	var edits []edit
	for _, row := range []string{"received", "carried_out"} {
		for _, column := range []string{"natural_person", "enterprise"} {
			edits = append(edits, edit{Field: "t3." + row + "." + column, Before: "0", After: "1"})
		}
	}
	s.change(2025, change{ID: "correct", Edits: edits})
	s.final(2025)
	s.change(2026, change{ID: "own", Edits: []edit{{Field: "t3.carried_in.enterprise", Before: "0", After: "5"}}})
	if !s.load(2025).Published() {
		t.Fatal("the corrected report is not final")
	}
	if got := asked(); !strings.Contains(got, "更正过：上年结转·自然人 0→1。") {
		t.Errorf("asked %q", got)
	}
	s.post("/reports/2026/renew", url.Values{}).wantRedirect("/reports/2026/check")
	r := s.load(2026).Report
	if r.Cell("t3.carried_in.natural_person").String() != "1" || r.Cell("t3.carried_in.enterprise").String() != "5" || r.Cell("t3.carried_in.total").String() != "6" {
		t.Errorf("got %v", r.Cells)
	}
	if got := asked(); got != "" {
		t.Errorf("asked again: %q", got)
	}
}
