package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

func TestDates(t *testing.T) {
	const refused = "日期没有保存。请写成 2026-01-15 这样，年份看一下对不对。"
	tests := []struct {
		county, publish string
		status          int
		shown           []string
	}{
		{"2026-01-14", "2026-01-31", http.StatusSeeOther, []string{"距报县里还有 6 天（1月14日）", "距公布还有 23 天（1月31日）"}},
		{"2026-01-08", "", http.StatusSeeOther, []string{"今天报县（1月8日）", "公布日期未填"}},
		{"2026-01-05", "", http.StatusSeeOther, []string{"报县日期（1月5日）已过 3 天", "公布日期未填"}},
		{"", "", http.StatusSeeOther, []string{"报县日期未填", "公布日期未填"}},
		{"2025-01-15", "", http.StatusUnprocessableEntity, nil},
		{"1月15日", "", http.StatusUnprocessableEntity, nil},
	}
	for _, tt := range tests {
		t.Run(tt.county+" "+tt.publish, func(t *testing.T) {
			s := newReportSite(t, report.New("2021", 2025))
			a := s.post("/reports/2025/dates", url.Values{"county": {tt.county}, "publish": {tt.publish}})
			if tt.status != http.StatusSeeOther {
				a.wantMessage(tt.status, refused)
				return
			}
			a.wantRedirect("/")
			dues := s.page("/").find("p", "class", "dues").text()
			for _, want := range tt.shown {
				if !strings.Contains(dues, want) {
					t.Errorf("%q lacks %q", dues, want)
				}
			}
		})
	}
}

// TestDeadline: a signature after the county's date is asked about.
func TestDeadline(t *testing.T) {
	r := ready(t)
	r.Signature.Date = "2026-01-20"
	s := newReportSite(t, r)
	rules := func() map[string]bool { return rulesIn(t, string(s.get("/reports/2025/check").body)) }
	if rules()["D-03"] {
		t.Error("late without a date")
	}
	s.post("/reports/2025/dates", url.Values{"county": {"2026-01-15"}}).wantRedirect("/")
	if !rules()["D-03"] {
		t.Error("a late signature passes")
	}
}

func TestTickRoutes(t *testing.T) {
	const order = "现在还不能记这一步"
	tests := []struct {
		name    string
		form    url.Values
		status  int
		message string
	}{
		{"review", url.Values{"milestone": {"review"}, "date": {"2026-01-08"}}, http.StatusSeeOther, ""},
		{"final by hand", url.Values{"milestone": {"final"}, "date": {"2026-01-08"}}, http.StatusConflict, order},
		{"published too early", url.Values{"milestone": {"published"}, "date": {"2026-01-08"}}, http.StatusConflict, order},
		{"unknown", url.Values{"milestone": {"x"}, "date": {"2026-01-08"}}, http.StatusConflict, order},
		{"no date", url.Values{"milestone": {"review"}}, http.StatusUnprocessableEntity, "日期没有保存"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newReportSite(t, ready(t))
			a := s.post("/reports/2025/ticks", tt.form).want(tt.status)
			if tt.status != http.StatusSeeOther {
				if got := a.message(); !strings.HasPrefix(got, tt.message) {
					t.Errorf("message %q", got)
				}
				return
			}
			page := s.page("/")
			if got := page.find("span", "class", "state").text(); got != "已送审" {
				t.Errorf("state %q", got)
			}
			if got := page.find("li", "class", "done"); got == nil || !strings.Contains(got.text(), "1月8日 本机") {
				t.Error("the tick does not say when and who")
			}
			s.post("/reports/2025/ticks", url.Values{"milestone": {"review"}, "clear": {"1"}}).wantRedirect("/")
			if draft.Reached(s.load(2025).Report, draft.InReview).Done() {
				t.Error("not taken back")
			}
		})
	}
	t.Run("a bad address", func(t *testing.T) {
		s := newReportSite(t, ready(t))
		s.final(2025)
		a := s.post("/reports/2025/ticks", url.Values{"milestone": {"published"}, "date": {"2026-01-20"}, "url": {"javascript:alert(1)"}})
		a.wantMessage(http.StatusUnprocessableEntity, "网址没有保存。请从浏览器地址栏整条复制，以 http:// 或 https:// 开头。")
	})
}

// TestTodos: the card says what is left, and leads there.
func TestTodos(t *testing.T) {
	doubtful := ready(t)
	doubtful.DocumentNumber = "青政[2026]03号"
	undated := ready(t)
	undated.Signature.Date = ""
	half := ready(t)
	delete(half.Text, "5")
	tests := []struct {
		name   string
		report *report.Report
		left   string
		first  string // where the button leads
	}{
		{"nothing left", ready(t), "都写好了，没有要改的", "/reports/2025/preview"},
		{"a section", half, "还要您做的 1 件事", "/reports/2025/5"},
		{"an error", undated, "还要您做的 1 件事", "/reports/2025/check"},
		{"a doubt", doubtful, "还要您做的 1 件事", "/reports/2025/check"},
		{"all of it", report.New("2021", 2025), "还要您做的 7 件事", "/reports/2025/head"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := newReportSite(t, tt.report).page("/")
			if got := page.find("h2", "class", "left").text(); got != tt.left {
				t.Errorf("left: %q", got)
			}
			if got := page.find("a", "class", "primary big").attr("href"); got != tt.first {
				t.Errorf("leads to %q", got)
			}
		})
	}
}

// TestDelete: put away after one question, and given back.
func TestDelete(t *testing.T) {
	s := newReportSite(t, ready(t))
	s.final(2025).wantRedirect("/reports/2025/final")
	s.page("/reports/2025/delete")
	s.post("/reports/2025/delete", nil).wantRedirect("/")
	page := s.page("/")
	if page.find("form", "action", "/reports/2025/undelete") == nil || page.find("a", "href", "/reports/2025") != nil {
		t.Error("not put away")
	}
	s.get("/reports/2025/1").want(http.StatusNotFound)
	s.post("/reports/2025/delete", nil).want(http.StatusNotFound)
	s.post("/reports", url.Values{"year": {"2025"}}).wantRedirect("/reports/2025/questions")
	if page = s.page("/"); page.find("form", "action", "/reports/2025/undelete").find("button", "") != nil {
		t.Error("giving back is offered beside another report")
	}
	s.post("/reports/2025/undelete", nil).wantMessage(http.StatusConflict, "这一年的年报已经有了，没有覆盖。请从首页打开。")
	s.post("/reports/2025/delete", nil).wantRedirect("/")
	s.post("/reports/2025/undelete", nil).wantRedirect("/") // the one deleted last
	s.post("/reports/2019/undelete", nil).want(http.StatusNotFound)
}
