package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestRoutes asks for every route there is, once and in a browser's way. A new
// route fails it until it is entered here.
func TestRoutes(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"), published(example(t, "2021", "previous")))
	script := s.page("/").find("script", "src").attr("src")
	form := url.Values{"name": {officeName}, "year": {"2023"}}.Encode()
	tests := []struct {
		route, path, body string
		status            int
	}{
		{"GET /", "/", "", http.StatusOK},
		{"GET /setup", "/setup", "", http.StatusOK},
		{"POST /setup", "/setup", form, http.StatusSeeOther},
		{"POST /reports", "/reports", form, http.StatusSeeOther},
		{"GET /import", "/import?for=revision&year=2025", "", http.StatusOK},
		{"POST /import", "/import", form, http.StatusBadRequest},
		{"POST /import/few", "/import/few", "year=2023&t3.carried_out.other=2", http.StatusSeeOther},
		{"GET /import/batch/:batch", "/import/batch/0123456789", "", http.StatusNotFound},
		{"GET /import/batch/:batch/csv", "/import/batch/0123456789/csv", "", http.StatusNotFound},
		{"GET /import/file/:id", "/import/file/0", "", http.StatusNotFound},
		{"POST /import/file/:id/settle", "/import/file/0/settle", "doubt=0&offer=1", http.StatusNotFound},
		{"POST /import/file/:id/keep", "/import/file/0/keep", "do=keep", http.StatusNotFound},
		{"POST /import/file/:id/take", "/import/file/0/take", "do=all", http.StatusNotFound},
		{"POST /import/file/:id/discard", "/import/file/0/discard", "", http.StatusSeeOther},
		{"POST /reports/:year/doubts", "/reports/2025/doubts", "doubt=0&offer=1", http.StatusBadRequest},
		{"POST /reports/:year/remarks", "/reports/2025/remarks", "text=a", http.StatusSeeOther},
		{"POST /reports/:year/archive", "/reports/2025/archive", "kind=sealed", http.StatusBadRequest},
		{"GET /reports/:year/archive/:file", "/reports/2025/archive/0", "", http.StatusNotFound},
		{"POST /reports/:year/archive/:file/remove", "/reports/2025/archive/0/remove", "", http.StatusNotFound},
		{"POST /reports/:year/archive/:file/return", "/reports/2025/archive/0/return", "", http.StatusNotFound},
		{"GET /help", "/help", "", http.StatusOK},
		{"GET /alive", "/alive", "", http.StatusOK},
		{"GET /static/:name", script, "", http.StatusOK},
		{"GET /favicon.ico", "/favicon.ico", "", http.StatusOK},
		{"GET /predecessors/:id", "/predecessors/0", "", http.StatusNotFound},
		{"POST /predecessors/:id/remove", "/predecessors/0/remove", "", http.StatusNotFound},
		{"GET /usual", "/usual", "", http.StatusOK},
		{"GET /usual/:key", "/usual/other.fee.usual", "", http.StatusOK},
		{"POST /usual/:key", "/usual/other.fee.usual", "standard=1", http.StatusSeeOther},
		{"POST /usual/:key/preview", "/usual/other.fee.usual/preview", `{"text":"a"}`, http.StatusOK},
		{"GET /requirements", "/requirements", "", http.StatusOK},
		{"GET /requirements/file", "/requirements/file", "", http.StatusOK},
		{"POST /requirements", "/requirements", "drop=1", http.StatusSeeOther},
		{"POST /requirements/preview", "/requirements/preview", form, http.StatusBadRequest},
		{"GET /letterhead", "/letterhead", "", http.StatusOK},
		{"POST /letterhead", "/letterhead", "drop=1", http.StatusSeeOther},
		{"GET /letterhead/file", "/letterhead/file?example=1", "", http.StatusOK},
		{"POST /reports/:year/usual", "/reports/2025/usual", "template=other", http.StatusSeeOther},
		{"GET /reports/:year", "/reports/2025", "", http.StatusSeeOther},
		{"GET /reports/:year/:part", "/reports/2025/check", "", http.StatusOK},
		{"POST /reports/:year/changes", "/reports/2025/changes", `{"id":"a","edits":[{"field":"county","before":"临川县","after":"甲县"}]}`, http.StatusOK},
		{"POST /reports/:year/undo", "/reports/2025/undo", `{"id":"b","undo":"a"}`, http.StatusOK},
		{"POST /reports/:year/outline", "/reports/2025/outline", `{"id":"o","part":"1","do":"number"}`, http.StatusOK},
		{"POST /reports/:year/bring", "/reports/2025/bring", `{"id":"br","part":"1","place":"1"}`, http.StatusOK},
		{"GET /reports/:year/explain", "/reports/2025/explain?code=t3.received.total", "", http.StatusOK},
		{"GET /reports/:year/document", "/reports/2025/document", "", http.StatusOK},
		{"GET /reports/:year/export/:kind", "/reports/2025/export/txt", "", http.StatusOK},
		{"GET /reports/:year/state", "/reports/2025/state?part=3&window=w&revision=0", "", http.StatusOK},
		{"GET /reports/:year/history/:revision", "/reports/2025/history/0", "", http.StatusOK},
		{"GET /reports/:year/history/:revision/document", "/reports/2025/history/0/document", "", http.StatusOK},
		{"POST /reports/:year/history/:revision/restore", "/reports/2025/history/0/restore", "", http.StatusSeeOther},
		{"GET /backup", "/backup", "", http.StatusOK},
		{"GET /backup/file", "/backup/file", "", http.StatusOK},
		{"GET /diagnostics", "/diagnostics", "", http.StatusOK},
		{"POST /restore", "/restore", form, http.StatusBadRequest},
		{"POST /close", "/close", "", http.StatusOK},
		{"POST /reports/:year/answers", "/reports/2025/answers", "question=fees&answer=yes", http.StatusSeeOther},
		{"POST /reports/:year/dates", "/reports/2025/dates", "county=2026-01-15", http.StatusSeeOther},
		{"POST /reports/:year/ticks", "/reports/2025/ticks", "milestone=review&date=2026-01-08", http.StatusSeeOther},
		{"POST /reports/:year/review", "/reports/2025/review", "", http.StatusSeeOther},
		{"POST /reports/:year/renew", "/reports/2025/renew", "", http.StatusSeeOther},
		{"POST /reports/:year/final", "/reports/2025/final", "revision=0", http.StatusConflict},
		{"POST /reports/:year/unlock", "/reports/2025/unlock", "revision=0", http.StatusConflict},
		{"GET /reports/:year/versions/:number", "/reports/2025/versions/1", "", http.StatusNotFound},
		{"GET /reports/:year/versions/:number/:kind", "/reports/2025/versions/1/txt", "", http.StatusNotFound},
		{"POST /reports/:year/delete", "/reports/2024/delete", "", http.StatusSeeOther},
		{"POST /reports/:year/undelete", "/reports/2024/undelete", "", http.StatusSeeOther},
		{"GET /login", "/login", "", http.StatusSeeOther}, // there are no accounts
		{"POST /login", "/login", form, http.StatusSeeOther},
		{"POST /logout", "/logout", "", http.StatusSeeOther},
		{"GET /first", "/first", "", http.StatusOK},
		{"POST /first", "/first", form, http.StatusUnprocessableEntity},
		{"GET /forgot", "/forgot", "", http.StatusSeeOther},
		{"POST /forgot", "/forgot", form, http.StatusNotFound},
		{"GET /account", "/account", "", http.StatusSeeOther},
		{"POST /account", "/account", form, http.StatusNotFound},
		{"GET /colleagues", "/colleagues", "", http.StatusSeeOther},
		{"POST /colleagues", "/colleagues", form, http.StatusNotFound},
		{"POST /colleagues/:id/role", "/colleagues/x/role", form, http.StatusBadRequest},
		{"POST /colleagues/:id/password", "/colleagues/x/password", form, http.StatusNotFound},
		{"POST /colleagues/:id/disable", "/colleagues/x/disable", "", http.StatusNotFound},
		{"POST /colleagues/:id/enable", "/colleagues/x/enable", "", http.StatusNotFound},
		{"POST /network", "/network", form, http.StatusNotFound},
	}
	server := httptest.NewServer(s.handler)
	defer server.Close()
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	var seen []string
	for _, tt := range tests {
		seen = append(seen, tt.route)
		t.Run(tt.route, func(t *testing.T) {
			method, _, _ := strings.Cut(tt.route, " ")
			req, err := http.NewRequestWithContext(t.Context(), method, server.URL+tt.path, strings.NewReader(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Host = host
			if method == http.MethodPost {
				req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				req.Header.Set("Origin", "http://"+host)
				req.Header.Set("Sec-Fetch-Site", "same-origin")
			}
			resp, err := client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if err != nil || resp.StatusCode != tt.status {
				t.Errorf("status %d, want %d (%v): %s", resp.StatusCode, tt.status, err, body)
			}
			if tt.path == "/alive" && string(body) != "nianbao" {
				t.Errorf("alive says %q", body)
			}
		})
	}
	routes := s.server.Routes()
	slices.Sort(routes)
	slices.Sort(seen)
	if !slices.Equal(routes, seen) {
		t.Errorf("routes\n%s\ntested\n%s", strings.Join(routes, "\n"), strings.Join(seen, "\n"))
	}
}

// TestLinks follows every link of every page: none leads nowhere.
func TestLinks(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"), published(example(t, "2021", "previous")))
	known := map[string]bool{}
	queue := []string{"/"}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if known[path] {
			continue
		}
		known[path] = true
		a := s.get(path)
		switch {
		case a.status == http.StatusSeeOther:
			queue = append(queue, a.header.Get("Location"))
		case a.status != http.StatusOK:
			t.Errorf("%s: status %d", path, a.status)
		case strings.HasPrefix(a.header.Get("Content-Type"), "text/html") && !strings.Contains(path, "/export/"):
			queue = append(queue, links(t, path, a.html())...)
		}
	}
	for _, path := range []string{"/setup", "/help", "/reports/2024/6", "/reports/2025/preview", "/reports/2025/export/csv"} {
		if !known[path] {
			t.Errorf("no way leads to %s", path)
		}
	}
	t.Logf("%d addresses", len(known))
}

func links(t *testing.T, path string, page *node) []string {
	t.Helper()
	var out []string
	for _, e := range append(append(page.all("a", "href"), page.all("link", "href")...), page.all("iframe", "src")...) {
		target, err := url.Parse(e.attr("href") + e.attr("src"))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		switch {
		case target.IsAbs():
			t.Errorf("%s leads away to %s", path, target)
		case target.Path != "":
			out = append(out, target.RequestURI())
		case page.find("", "id", target.Fragment) == nil:
			t.Errorf("%s has no #%s", path, target.Fragment)
		}
	}
	return out
}
