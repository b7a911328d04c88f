package web_test

import (
	"strings"
	"testing"

	"nianbao/internal/report"
)

// TestComparePage: figures and prose beside last year's published report.
func TestComparePage(t *testing.T) {
	now := example(t, "2021", "full")
	now.SetNarrative("6", "全镇的政府信息公开工作平稳有序开展。\n今年新写的一句话放在这里。")
	last := example(t, "2021", "previous")
	last.SetNarrative("6", "全镇的政府信息公开工作平稳有序开展。")
	s := newReportSite(t, now, published(last))
	page := s.page("/reports/2025/compare")
	table := page.find("table", "class", "versus")
	if table == nil || !strings.Contains(page.find("main", "id", "main").text(), "表三") {
		t.Fatal("no figures")
	}
	if page.find("ins", "") == nil || page.find("del", "") == nil {
		t.Error("nothing is marked in the prose")
	}
	again := false
	for _, n := range page.all("span", "class", "again") {
		again = again || n.text() == "全镇的政府信息公开工作平稳有序开展。"
	}
	if !again {
		t.Error("a sentence that stayed is not marked")
	}
	if s.page("/reports/2025/3").find("a", "href", "/reports/2025/compare") == nil {
		t.Error("the menu does not lead there")
	}
}

// TestCompareWithout: no published report of last year, or one in a format
// that is not known any more.
func TestCompareWithout(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"), example(t, "2021", "previous"))
	if got := s.page("/reports/2025/compare").find("main", "id", "main").text(); !strings.Contains(got, "还没有 2024 年公布的年报") {
		t.Errorf("the page says %q", got)
	}
	old := report.New("2030", 2020)
	old.SetNarrative("1", "去年的一段话。")
	r := report.New("2021", 2021)
	s = newReportSite(t, r, published(old))
	if got := s.page("/reports/2021/compare").find("main", "id", "main").text(); !strings.Contains(got, "不认识") || !strings.Contains(got, "去年的一段话。") {
		t.Errorf("the page says %q", got)
	}
}

// TestCompareFormats: a report in the format before.
func TestCompareFormats(t *testing.T) {
	r := example(t, "2021", "nil")
	r.Year = 2021
	s := newReportSite(t, r, published(example(t, "2019", "full")))
	if got := s.page("/reports/2021/compare").find("main", "id", "main").text(); !strings.Contains(got, "2019 年版格式") {
		t.Errorf("the page says %q", got)
	}
}
