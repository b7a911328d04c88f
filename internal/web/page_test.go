package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// parts are the pages of a report.
var parts = []string{"head", "1", "2", "3", "4", "5", "6", "check", "preview"}

// lastYearOf is a report year a format serves.
func lastYearOf(def *form.Definition) int {
	if def.Years.To != 0 {
		return def.Years.To
	}
	return 2025
}

// eachFormat runs a test for every format there is.
func eachFormat(t *testing.T, test func(*testing.T, *form.Definition)) {
	t.Helper()
	for _, def := range catalog(t).Definitions() {
		t.Run(def.Format, func(t *testing.T) { test(t, def) })
	}
}

// TestLabels: every official label of a table stands on its page, in a
// heading cell, as often as the grid has it.
func TestLabels(t *testing.T) {
	eachFormat(t, func(t *testing.T, def *form.Definition) {
		year := lastYearOf(def)
		s := newReportSite(t, report.New(def.Format, year))
		for _, sec := range def.Sections {
			page := s.page(fmt.Sprintf("/reports/%d/%d", year, sec.Number))
			if got := page.find("h1", "").text(); got != sec.Heading {
				t.Errorf("heading %q, want %q", got, sec.Heading)
			}
			if sec.Table == nil {
				continue
			}
			var got, want []string
			for _, tr := range page.find("table", "id", sec.Table.ID).all("tr", "") {
				if tr.attr("class") == "subtotal" { // on screen only
					continue
				}
				for _, th := range tr.all("th", "") {
					got = append(got, label(th))
				}
			}
			for _, row := range sec.Table.Grid().Rows {
				for _, cell := range row.Cells {
					if cell.Kind != form.ValueCell {
						want = append(want, cell.Text)
					}
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("section %d: labels\n%q\nwant\n%q", sec.Number, got, want)
			}
		}
	})
}

// label is the text of a heading cell without its buttons.
func label(th *node) string {
	if span := th.find("span", ""); span != nil {
		th = span
	}
	var b strings.Builder
	for n := range th.ChildNodes() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// TestInputs: every field is there once, on its page, with what is stored;
// totals cannot be typed.
func TestInputs(t *testing.T) {
	eachFormat(t, func(t *testing.T, def *form.Definition) {
		r := example(t, def.Format, "full")
		s := newReportSite(t, r)
		seen := map[string]int{}
		for _, part := range parts {
			page := s.page(fmt.Sprintf("/reports/%d/%s", r.Year, part))
			for _, input := range page.all("", "data-field") {
				name := input.attr("data-field")
				seen[name]++
				f, isCell := def.Field(form.Code(name))
				if input.attr("id") != name {
					t.Errorf("%s has id %q", name, input.attr("id"))
				}
				if !isCell {
					continue
				}
				if strconv.Itoa(f.Section) != part {
					t.Errorf("%s of section %d is on page %s", name, f.Section, part)
				}
				if got, want := input.attr("value"), r.Cell(f.Code).String(); got != want {
					t.Errorf("%s shows %q, want %q", name, got, want)
				}
				if input.has("readonly") != def.Computed(f.Code) {
					t.Errorf("%s: readonly %v", name, input.has("readonly"))
				}
				if f.Table != "" && input.attr("aria-label") == "" {
					t.Errorf("%s has no spoken name", name)
				}
			}
		}
		for _, f := range def.Fields() {
			if seen[string(f.Code)] != 1 {
				t.Errorf("%s is there %d times", f.Code, seen[string(f.Code)])
			}
		}
		for _, h := range def.Head {
			if seen[h.Code] != 1 {
				t.Errorf("%s is there %d times", h.Code, seen[h.Code])
			}
		}
		for _, place := range report.Places {
			if seen["text."+string(place)] != 1 {
				t.Errorf("place %s is there %d times", place, seen["text."+string(place)])
			}
		}
	})
}

// TestText: prose and head show what is stored.
func TestText(t *testing.T) {
	r := example(t, "2021", "full")
	s := newReportSite(t, r)
	for part, place := range map[string]report.Place{"head": report.Preface, "1": "1", "5": "5", "6": "6"} {
		area := s.page("/reports/2025/"+part).find("textarea", "data-field", "text."+string(place))
		if got, want := area.text(), r.Narrative(place); got != want {
			t.Errorf("place %s: %q, want %q", place, got, want)
		}
	}
	head := s.page("/reports/2025/head")
	for code, want := range map[string]string{"issuer": r.Issuer, "title": r.Title, "signature.date": r.Signature.Date} {
		if got := head.find("input", "data-field", code).attr("value"); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	if got := head.find("option", "selected"); got == nil || got.attr("value") != "town" {
		t.Error("the kind is not selected")
	}
}

// TestTitles: every page says its language and what it is.
func TestTitles(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	tests := []struct{ path, title string }{
		{"/", "年报 · 年报助手"},
		{"/setup", "本单位 · 年报助手"},
		{"/help", "这一项怎么算 · 年报助手"},
		{"/reports/2025/head", "标题、引言和落款 · 2025 年年报 · 年报助手"},
		{"/reports/2025/1", "一、总体情况 · 2025 年年报 · 年报助手"},
		{"/reports/2025/3", "三、收到和处理政府信息公开申请情况 · 2025 年年报 · 年报助手"},
		{"/reports/2025/check", "核对 · 2025 年年报 · 年报助手"},
		{"/reports/2025/preview", "预览和导出 · 2025 年年报 · 年报助手"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			page := s.page(tt.path)
			if got := page.find("title", "").text(); got != tt.title {
				t.Errorf("title %q, want %q", got, tt.title)
			}
			if got := page.find("html", "").attr("lang"); got != "zh-CN" {
				t.Errorf("lang %q", got)
			}
			if n := len(page.all("main", "id", "main")); n != 1 {
				t.Errorf("%d main elements", n)
			}
			ids := map[string]bool{}
			for _, e := range page.all("", "id") {
				if ids[e.attr("id")] {
					t.Errorf("id %q twice", e.attr("id"))
				}
				ids[e.attr("id")] = true
			}
			for _, e := range page.all("", "aria-describedby") {
				for id := range strings.FieldsSeq(e.attr("aria-describedby")) {
					if !ids[id] {
						t.Errorf("%s is described by %q, which is not there", e.attr("id"), id)
					}
				}
			}
			for _, e := range page.all("label", "for") {
				if !ids[e.attr("for")] {
					t.Errorf("label for %q, which is not there", e.attr("for"))
				}
			}
		})
	}
}

func TestMissingPages(t *testing.T) {
	const noPage, noDraft = "没有这一页。请从首页重新进入。", "没有这一年的年报。请从首页选择年份。"
	tests := []struct {
		path, message string
		status        int
	}{
		{"/nothing", noPage, http.StatusNotFound},
		{"/reports/2025/7", noPage, http.StatusNotFound},
		{"/reports/2025/0", noPage, http.StatusNotFound},
		{"/reports/2025/x", noPage, http.StatusNotFound},
		{"/reports/2025/", noPage, http.StatusNotFound},
		{"/reports/2025/1/2", noPage, http.StatusNotFound},
		{"/reports/2025/export/docm", noPage, http.StatusNotFound},
		{"/static/nothing.css", noPage, http.StatusNotFound},
		{"/reports/x", noPage, http.StatusNotFound},
		{"/reports/x/1", noPage, http.StatusNotFound},
		{"/reports/2019", noDraft, http.StatusNotFound},
		{"/reports/2019/1", noDraft, http.StatusNotFound},
		{"/reports/2019/document", noDraft, http.StatusNotFound},
		{"/reports/2019/export/txt", noDraft, http.StatusNotFound},
		{"/help?format=1999", "不认识这份年报的格式。", http.StatusUnprocessableEntity},
		{"/close", "这个地址不能这样打开。请从首页重新进入。", http.StatusMethodNotAllowed},
	}
	s := newReportSite(t, report.New("2021", 2025))
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			a := s.get(tt.path).wantMessage(tt.status, tt.message)
			if a.html().find("a", "href", "/") == nil {
				t.Error("no way back")
			}
		})
	}
}

// TestEveryReport: all pages can be drawn for every example of every format,
// with last year's report and without.
func TestEveryReport(t *testing.T) {
	eachFormat(t, func(t *testing.T, def *form.Definition) {
		for _, name := range []string{"empty", "nil", "full"} {
			for _, last := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s %v", name, last), func(t *testing.T) {
					r := example(t, def.Format, name)
					s := newReportSite(t, r)
					previous := example(t, def.Format, "previous")
					if last {
						previous.Year = r.Year - 1
						s.add(published(previous))
					}
					s.page("/")
					for _, part := range parts {
						page := s.page(fmt.Sprintf("/reports/%d/%s", r.Year, part))
						if got := len(page.all("aside", "class", "last")); part == "1" && (got == 1) != last {
							t.Errorf("last year's text is there %d times", got)
						}
						for _, e := range page.all("", "title") {
							if !last && strings.HasPrefix(e.attr("title"), "去年") {
								t.Errorf("a figure of last year: %s", e.attr("title"))
							}
						}
					}
					s.page("/help?format=" + def.Format)
				})
			}
		}
	})
}

// TestLastYear: figures and prose of last year stand beside this year's, but
// figures only where the codes mean the same.
func TestLastYear(t *testing.T) {
	tests := []struct {
		name     string
		previous *report.Report
		figures  bool
	}{
		{"published", published(example(t, "2021", "previous")), true},
		{"still a draft", example(t, "2021", "previous"), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newReportSite(t, report.New("2021", 2025), tt.previous)
			code := form.Code("t3.received.natural_person")
			got := s.page("/reports/2025/3").find("input", "id", string(code)).attr("title")
			want := ""
			if tt.figures {
				want = "去年 " + tt.previous.Cell(code).String()
			}
			if got != want {
				t.Errorf("title %q, want %q", got, want)
			}
		})
	}
	t.Run("another format", func(t *testing.T) {
		previous := published(example(t, "2019", "full"))
		s := newReportSite(t, report.New("2021", 2021), previous)
		if got := s.page("/reports/2021/2").find("input", "id", "t2.rules.made"); got.has("title") {
			t.Errorf("title %q", got.attr("title"))
		}
		if s.page("/reports/2021/1").find("aside", "class", "last") == nil {
			t.Error("last year's prose is not shown")
		}
	})
}

// TestFindingLinks: the way from a finding leads to a field that is there and
// may be typed into.
func TestFindingLinks(t *testing.T) {
	eachFormat(t, func(t *testing.T, def *form.Definition) {
		year := lastYearOf(def)
		for i, c := range def.Checks {
			r := example(t, def.Format, "nil")
			r.Year = year
			for code, v := range c.Breaks.Cells {
				r.SetCell(code, report.Figure(v))
			}
			for place, text := range c.Breaks.Text {
				r.SetNarrative(report.Place(place), text)
			}
			if title, ok := c.Breaks.Head["title"]; ok {
				r.Title = title
			}
			s := newReportSite(t, r)
			pages := map[string]*node{}
			for _, a := range s.page(fmt.Sprintf("/reports/%d/check", year)).all("a", "class", "button") {
				if a.text() != "去改" {
					continue
				}
				target, err := url.Parse(a.attr("href"))
				if err != nil {
					t.Fatal(err)
				}
				if pages[target.Path] == nil {
					pages[target.Path] = s.page(target.Path)
				}
				field := pages[target.Path].find("", "id", target.Fragment)
				if field == nil || field.has("readonly") {
					t.Errorf("check %d %s: %s leads nowhere", i, c.ID, a.attr("href"))
				}
			}
		}
	})
}

// TestSteps: the list of sections tells how far each is.
func TestSteps(t *testing.T) {
	r := example(t, "2021", "full")
	r.SetCell("t3.received.natural_person", report.Figure("不适用"))
	delete(r.Text, "5")
	delete(r.Text, "2")
	delete(r.Cells, "t4.reconsideration.upheld")
	for code := range r.Cells {
		if strings.HasPrefix(string(code), "t2.") {
			delete(r.Cells, code)
		}
	}
	s := newReportSite(t, r)
	want := map[string]string{
		"/reports/2025/head": "step ok 填好了", "/reports/2025/1": "step some 在写", "/reports/2025/2": "step untouched 未填",
		"/reports/2025/4": "step some 在写", "/reports/2025/5": "step untouched 未填", "/reports/2025/6": "step ok 填好了",
	}
	page := s.page("/reports/2025/1")
	for _, a := range page.find("nav", "id", "rail").all("a", "") {
		href, got := a.attr("href"), a.attr("class")+" "+a.find("span", "class", "step-state").text()
		if href == "/reports/2025/3" {
			if !strings.HasPrefix(got, "step error ") || !strings.HasSuffix(got, " 处要改") {
				t.Errorf("%s: %q", href, got)
			}
		} else if got != want[href] {
			t.Errorf("%s: %q, want %q", href, got, want[href])
		}
		if (a.attr("aria-current") == "page") != (href == "/reports/2025/1") {
			t.Errorf("%s: aria-current", href)
		}
	}
	if got := page.find("p", "class", "next").find("a", "").attr("href"); got != "/reports/2025/2" {
		t.Errorf("next is %q", got)
	}
}

func TestHelp(t *testing.T) {
	eachFormat(t, func(t *testing.T, def *form.Definition) {
		page := newSite(t).page("/help?format=" + def.Format)
		var got []string
		for _, dt := range page.all("dt", "") {
			got = append(got, dt.text())
		}
		var want []string
		for _, table := range def.Tables() {
			for b := range table.Blocks {
				for _, line := range table.Blocks[b].Lines() {
					want = append(want, line.Row.Label)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("terms %q, want %q", got, want)
		}
	})
}
