package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"nianbao/internal/report"
)

// TestMenu: what is rarely needed is in one menu, on every page of a report
// and on the card of the year, and every entry leads somewhere.
func TestMenu(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	for _, path := range []string{"/", "/reports/2025/3", "/reports/2025/head", "/reports/2025/check", "/reports/2025/history"} {
		list := s.page(path).find("div", "class", "menu-list")
		if list == nil {
			t.Fatalf("%s has no menu", path)
		}
		for _, want := range []string{"以前的稿子", "四个问题", "发文字号", "表二前后的话", "表三前后的话", "表四前后的话", "Markdown", "CSV", "JSON", "怎么填"} {
			if !strings.Contains(list.text(), want) {
				t.Errorf("%s: the menu lacks %q", path, want)
			}
		}
		for _, a := range list.all("a", "href") {
			target, fragment, _ := strings.Cut(a.attr("href"), "#")
			page := s.get(target).want(http.StatusOK)
			if fragment != "" && page.html().find("", "id", fragment) == nil {
				t.Errorf("%s has no #%s", target, fragment)
			}
		}
	}
}

// TestHeadLater: optional fields of the head stay folded until they are filled.
func TestHeadLater(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	folded := func() bool {
		later := s.page("/reports/2025/head").find("details", "class", "more later")
		return later != nil && later.find("input", "id", "document_number") != nil
	}
	if !folded() {
		t.Error("an empty document number is not folded")
	}
	s.change(2025, change{ID: "a", Edits: []edit{{Field: "document_number", After: "青政〔2026〕3号"}}})
	if folded() {
		t.Error("a document number is hidden")
	}
}

// scriptButtons send changes through the script: what they say on the page.
var scriptButtons = []string{"data-zero", "data-repair", "data-set", "data-accept", "data-choose"}

// TestButtonsByRole looks at every page as each role: no form and no button is
// there that the person would be refused on.
func TestButtonsByRole(t *testing.T) {
	for _, state := range []string{"full", "nil", "blank"} {
		for _, who := range []string{"reviewer", "editor", "admin"} {
			t.Run(state+" "+who, func(t *testing.T) {
				p := newPeople(t)
				p.add(exampleOrBlank(t, state, 2026))
				for _, path := range []string{"/", "/help", "/account", "/reports/%/head", "/reports/%/1", "/reports/%/2", "/reports/%/3", "/reports/%/4",
					"/reports/%/5", "/reports/%/6", "/reports/%/check", "/reports/%/preview", "/reports/%/final", "/reports/%/history",
					"/reports/%/history/0", "/reports/%/questions"} {
					path = strings.ReplaceAll(path, "%", "2026")
					page := p.do(as(who, httptest.NewRequest(http.MethodGet, path, nil))).want(http.StatusOK).html()
					for _, f := range page.all("form", "action") {
						if f.attr("method") == "post" && !mayPost(t, who, f.attr("action")) {
							t.Errorf("%s: a form to %s", path, f.attr("action"))
						}
					}
					if who != "reviewer" {
						continue
					}
					for _, button := range scriptButtons {
						if len(page.all("button", button)) > 0 {
							t.Errorf("%s: a button %s", path, button)
						}
					}
					if page.find("button", "id", "undo") != nil || strings.Contains(path, "check") && strings.Contains(page.text(), "去改") {
						t.Errorf("%s: buttons to write with", path)
					}
				}
			})
		}
	}
}

// exampleOrBlank is an example as the report of a year, or an empty report.
func exampleOrBlank(t *testing.T, name string, year int) *report.Report {
	t.Helper()
	if name == "blank" {
		return report.New("2021", year)
	}
	r := example(t, "2021", name)
	r.Year = year
	return r
}

// mayPost reports whether a role may post to a path, by the table of routes.
func mayPost(t *testing.T, who, path string) bool {
	t.Helper()
	have := strings.Split(path, "/")
	for _, tt := range routeTests {
		method, route, _ := strings.Cut(tt.route, " ")
		parts := strings.Split(route, "/")
		if method != http.MethodPost || len(parts) != len(have) {
			continue
		}
		same := true
		for i := range parts {
			same = same && (strings.HasPrefix(parts[i], ":") || parts[i] == have[i])
		}
		if same {
			return strings.Contains(tt.who, who)
		}
	}
	t.Fatalf("no route for a form to %s", path)
	return false
}
