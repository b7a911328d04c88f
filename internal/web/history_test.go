package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

const granted = "t3.granted.natural_person"

// state is what a window hears.
type state struct {
	Program  string
	Presence string
	Revision int
	Change   *struct {
		changed
		Undo, Redo string
	}
}

func (s *site) state(year int, part, window string, revision int) state {
	s.Helper()
	a := s.get(fmt.Sprintf("/reports/%d/state?part=%s&window=%s&revision=%d", year, part, window, revision))
	var out state
	a.want(http.StatusOK).into(&out)
	return out
}

// set puts a value into a field, whatever was there.
func (s *site) set(id, field, after string) {
	s.Helper()
	value, _ := draft.Value(s.definition("2021"), s.load(2025).Report, field)
	s.change(2025, change{ID: id, Part: "3", Edits: []edit{{Field: field, Before: value, After: after}}})
}

func TestStatePresence(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025), published(example(t, "2021", "previous")))
	if got := s.state(2025, "1", "a", 0); got.Presence != "" || got.Change != nil || got.Program == "" {
		t.Errorf("alone: %+v", got)
	}
	tests := []struct {
		name, part, want string
		year             int
	}{
		{"one part", "3", "另一个窗口正在写第一部分", 2025},
		{"the check", "check", "另一个窗口正在看这份年报", 2025},
		{"another year", "2", "", 2024},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.state(2025, map[bool]string{true: "check", false: "1"}[tt.part == "check"], "a", 0)
			if got := s.state(tt.year, tt.part, "b", 0); got.Presence != tt.want {
				t.Errorf("got %q, want %q", got.Presence, tt.want)
			}
		})
	}
	for i := range 6 {
		s.state(2025, fmt.Sprint(i+1), fmt.Sprint("w", i), 0)
	}
	if got := s.state(2025, "1", "b", 0).Presence; strings.Count(got, "；") != 3 || !strings.HasSuffix(got, "还有 3 处") {
		t.Errorf("many: %q", got)
	}
	s.now = s.now.Add(31 * time.Second)
	if got := s.state(2025, "3", "b", 0); got.Presence != "" {
		t.Errorf("after a while: %q", got.Presence)
	}
	s.now = s.now.Add(-time.Hour)
	if got := s.state(2025, "3", "a", 0); got.Presence != "" {
		t.Errorf("the clock set back: %q", got.Presence)
	}
}

// TestStateBounded: however many windows report, few are kept.
func TestStateBounded(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	for i := range 1000 {
		s.state(2025, "3", fmt.Sprint("w", i), 0)
	}
	if got := s.state(2025, "3", "x", 0).Presence; got != "另一个窗口正在写第三部分" {
		t.Errorf("got %q", got)
	}
}

func TestStateRefused(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	for path, status := range map[string]int{
		"/reports/2025/state":                                                                  http.StatusBadRequest,
		"/reports/2025/state?part=3&window=w&revision=x":                                       http.StatusBadRequest,
		"/reports/2025/state?part=3&window=&revision=0":                                        http.StatusBadRequest,
		"/reports/2025/state?part=3&revision=0&window=" + strings.Repeat("w", 65):              http.StatusBadRequest,
		"/reports/2025/state?window=w&revision=0&part=" + strings.Repeat("9", 17):              http.StatusBadRequest,
		"/reports/1999/state?part=3&window=w&revision=0":                                       http.StatusNotFound,
		"/reports/x/state?part=3&window=w&revision=0":                                          http.StatusNotFound,
		"/reports/2025/state?part=%3Cscript%3E&window=w&revision=0":                            http.StatusOK,
		"/reports/2025/state?part=99&window=w&revision=-1":                                     http.StatusOK,
		"/reports/2025/state?part=preview&window=w&revision=999999999999999999999999999999999": http.StatusBadRequest,
	} {
		s.get(path).want(status)
	}
}

// TestStateBrings: what somebody else stored arrives with all that belongs to
// the page, and with what can be undone.
func TestStateBrings(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	s.set("a", granted, "31")
	got := s.state(2025, "3", "w", 0)
	if got.Revision != 1 || got.Change == nil || got.Change.Values[granted] != "31" || got.Change.Undo != "a" || got.Change.Redo != "" {
		t.Fatalf("got %+v", got)
	}
	for _, id := range []string{"rail", "findings", "progress"} {
		if got.Change.HTML[id] == "" {
			t.Errorf("no panel %s", id)
		}
	}
	if got.Change.Values["t3.granted.total"] == "" {
		t.Error("a total is missing")
	}
	if got := s.state(2025, "3", "w", 1); got.Change != nil {
		t.Error("what is known is told again")
	}
	if got := s.state(2025, "head", "w", -1); got.Change.Values["title"] == "" || got.Change.Values["text.preface"] == "" {
		t.Errorf("head: %v", got.Change.Values)
	}
	if got := s.state(2025, "1", "w", -1); got.Change.Values["text.1"] == "" {
		t.Errorf("prose: %v", got.Change.Values)
	}
	if got := s.state(2025, "check", "w", -1); got.Change.HTML["findings"] == "" {
		t.Error("the check has no findings")
	}
}

func TestUndoRedo(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	was := s.load(2025).Report.Cell(granted).String()
	s.set("a", granted, "3")
	s.set("b", granted, "31") // typed on at once
	undo := func(id, of string, redo bool) (out struct {
		changed
		Undo, Redo, Note string
	}) {
		t.Helper()
		s.postJSON("/reports/2025/undo", map[string]any{"id": id, "part": "3", "undo": of, "redo": redo}).want(http.StatusOK).into(&out)
		return out
	}
	got := undo("u", "b", false)
	if got.Values[granted] != was || got.Undo != "" || got.Redo != "u" || got.Note != "已撤销：表三·（一）予以公开·自然人" {
		t.Errorf("undone: %+v", got)
	}
	if again := undo("u", "b", false); again.Revision != got.Revision || again.Values[granted] != was {
		t.Errorf("sent again: %+v", again)
	}
	got = undo("r", "u", true)
	if got.Values[granted] != "31" || got.Undo != "r" || got.Redo != "" || !strings.HasPrefix(got.Note, "已重做：") {
		t.Errorf("redone: %+v", got)
	}
	if got = undo("v", "r", false); got.Values[granted] != was || got.Redo != "v" {
		t.Errorf("undone again: %+v", got)
	}
}

func TestHistoryPage(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	s.set("a", granted, "31")
	s.now = s.now.Add(time.Hour)
	text := s.load(2025).Report.Narrative("6")
	s.change(2025, change{ID: "b", Edits: []edit{{Field: "text.6", Before: text, After: strings.Replace(text, "。", "，另有12件。", 1)}}})
	a := s.postJSON("/reports/2025/changes", change{ID: "c", Edits: []edit{{Field: granted, Before: "99", After: "<b>77</b>"}}})
	a.want(http.StatusConflict)
	page := s.page("/reports/2025/history")
	if got := len(page.all("section", "class", "sitting")); got != 3 { // two of ours, the beginning
		t.Errorf("%d sittings", got)
	}
	all := page.find("main", "id", "main").text()
	for _, want := range []string{"没选的", "<b>77</b>", "新建了这份年报", "表三·（一）予以公开·自然人", "31", "现在的稿子"} {
		if !strings.Contains(all, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if ins := page.find("ins", ""); ins == nil || ins.text() != "，另有12件" {
		t.Error("the new words are not marked")
	}
}

// TestHistoryPages: thousands of changes are listed page by page, each once.
func TestHistoryPages(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	const n = 450
	for i := range n {
		s.now = s.now.Add(time.Hour)
		s.set(fmt.Sprint("c", i), granted, fmt.Sprint(i+1))
	}
	seen, path := 0, "/reports/2025/history"
	for pages := 0; path != ""; pages++ {
		page := s.page(path)
		seen += len(page.all("section", "class", "sitting"))
		path = ""
		for _, link := range page.all("a", "href") {
			if strings.Contains(link.attr("href"), "?before=") {
				path = link.attr("href")
			}
		}
		if pages > 5 {
			t.Fatal("no end")
		}
	}
	if seen != n+1 {
		t.Errorf("%d sittings, want %d", seen, n+1)
	}
	for _, bad := range []string{"?before=x", "?before=-1"} {
		s.get("/reports/2025/history" + bad).want(http.StatusNotFound)
	}
}

func TestHistoryRestore(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	before := s.load(2025).Report
	s.set("a", granted, "31")
	s.set("b", "county", "甲县")
	page := s.page("/reports/2025/history/0")
	if got := page.find("main", "id", "main").text(); !strings.Contains(got, "改了") || page.find("form", "action", "/reports/2025/history/0/restore") == nil {
		t.Errorf("the page says %s", got)
	}
	if doc := s.get("/reports/2025/history/0/document"); doc.status != http.StatusOK || doc.header.Get("Content-Security-Policy") == "" {
		t.Errorf("document: %d", doc.status)
	}
	s.post("/reports/2025/history/0/restore", url.Values{}).wantRedirect("/reports/2025/history")
	now := s.load(2025).Report
	if !now.Cell(granted).Equal(before.Cell(granted)) || now.County != before.County || now.Revision != 3 {
		t.Errorf("restored %s, %s, revision %d", now.Cell(granted), now.County, now.Revision)
	}
	s.post("/reports/2025/history/0/restore", url.Values{}).wantRedirect("/reports/2025/history") // nothing to do
	if got := s.load(2025).Report.Revision; got != 3 {
		t.Errorf("restored twice: revision %d", got)
	}
	if got := s.page("/reports/2025/history/3").find("main", "id", "main").text(); !strings.Contains(got, "没有差别") {
		t.Errorf("the present state says %s", got)
	}
	for _, path := range []string{"/reports/2025/history/9", "/reports/2025/history/-1", "/reports/2025/history/x", "/reports/1999/history/0"} {
		s.get(path).want(http.StatusNotFound)
		s.post(path+"/restore", url.Values{}).want(http.StatusNotFound)
	}
}

// TestHistoryFinal: a final report is looked at and not restored.
func TestHistoryFinal(t *testing.T) {
	r := example(t, "2021", "full")
	r.Status = draft.Final
	s := newReportSite(t, r)
	s.post("/reports/2025/history/0/restore", url.Values{}).want(http.StatusConflict)
}
