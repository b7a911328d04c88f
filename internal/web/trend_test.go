package web_test

import (
	"strings"
	"testing"

	"nianbao/internal/report"
)

// TestTrends: the comparison draws the figures over the years with their
// numbers, says what was always 0, and puts nothing where nothing is known.
func TestTrends(t *testing.T) {
	now := example(t, "2021", "nil")
	set := func(r *report.Report, year int, value string) *report.Report {
		r = r.Clone()
		r.Year = year
		v, _, err := report.ParseValue(value)
		if err != nil {
			t.Fatal(err)
		}
		r.SetCell("t2.administrative_licensing.decisions", v)
		return r
	}
	s := newReportSite(t, set(now, 2025, "30"), published(set(now, 2024, "60")), published(set(now, 2022, "0")), set(now, 2023, "99"))
	page := s.page("/reports/2025/compare")
	charts := page.all("svg", "role", "img")
	var said []string
	for _, c := range charts {
		said = append(said, c.attr("aria-label"))
	}
	all := strings.Join(said, "\n")
	if !strings.Contains(all, "行政许可决定（件）：2022年 0，2023年 缺，2024年 60，2025年 30") {
		t.Errorf("charts:\n%s", all)
	}
	if strings.Contains(page.find("main", "id", "main").text(), "99") {
		t.Error("a year that is not published is shown")
	}
	text := page.find("main", "id", "main").text()
	for _, want := range []string{"这几年填的都是 0", "虚线空心的是还没定稿的", "那一年没有公布了的年报"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q", want)
		}
	}
	if page.find("", "style") != nil {
		t.Error("a style attribute, which the policy refuses")
	}
	// A single year has nothing to be followed.
	s = newReportSite(t, set(now, 2025, "30"))
	if s.page("/reports/2025/compare").find("svg", "role", "img") != nil {
		t.Error("a chart of one year")
	}
}
