package web_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"nianbao/static"
)

var hashed = regexp.MustCompile(`^/static/[a-z]+-[0-9a-f]{12}\.[a-z]+$`)

// assets lists the addresses that a page loads.
func assets(page *node) []string {
	var out []string
	seen := map[string]bool{}
	add := func(url string) {
		if url != "" && !seen[url] {
			seen[url] = true
			out = append(out, url)
		}
	}
	for _, e := range page.all("link", "href") {
		add(e.attr("href"))
	}
	for _, e := range append(page.all("script", "src"), page.all("img", "src")...) {
		add(e.attr("src"))
	}
	return out
}

func TestAssets(t *testing.T) {
	s := newSite(t)
	types := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	urls := assets(s.page("/setup"))
	plain := regexp.MustCompile(`/static/plain-[^"]+\.css`).FindString(string(s.get("/setup").body)) // in a noscript, which is text to the parser
	urls = append(urls, plain)
	if files, err := fs.Glob(static.Files, "*.*"); err != nil || len(urls) != len(files) {
		t.Errorf("the page loads %v of %v", urls, files)
	}
	for _, url := range urls {
		t.Run(url, func(t *testing.T) {
			if !hashed.MatchString(url) {
				t.Error("the address has no hash")
			}
			a := s.get(url).want(http.StatusOK)
			ext := url[strings.LastIndex(url, "."):]
			if got := a.header.Get("Content-Type"); got != types[ext] {
				t.Errorf("type %q", got)
			}
			name := regexp.MustCompile(`-[0-9a-f]{12}`).ReplaceAllString(strings.TrimPrefix(url, "/static/"), "")
			if want, err := fs.ReadFile(static.Files, name); err != nil || string(a.body) != string(want) {
				t.Errorf("not the file %s (%v)", name, err)
			}
			s.get(strings.Replace(url, "-", "-0", 1)).want(http.StatusNotFound)
			s.get("/static/" + name).want(http.StatusNotFound)
		})
	}
	a := s.get("/favicon.ico").want(http.StatusOK)
	if a.header.Get("Content-Type") != "image/svg+xml" || len(a.body) == 0 {
		t.Error("no icon")
	}
}

// maxFirstVisit is what the form may cost an old PC on a slow line, compressed.
const maxFirstVisit = 100 << 10

func TestFirstVisit(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"), published(example(t, "2021", "previous")))
	size := func(path string) int {
		req := httptest.NewRequest(http.MethodGet, path, nil)
		req.Header.Set("Accept-Encoding", "gzip")
		a := s.do(req).want(http.StatusOK)
		if a.header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s is not compressed", path)
		}
		return len(a.body)
	}
	const form = "/reports/2025/3"
	total := size(form)
	t.Logf("%6d bytes %s", total, form)
	for _, url := range assets(s.page(form)) {
		n := size(url)
		t.Logf("%6d bytes %s", n, url)
		total += n
	}
	t.Logf("%6d bytes in all", total)
	if total > maxFirstVisit {
		t.Errorf("the first visit takes %d bytes, at most %d are allowed", total, maxFirstVisit)
	}
}
