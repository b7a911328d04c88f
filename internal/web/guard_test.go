package web_test

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"nianbao/internal/draft"
	"nianbao/internal/profile"
	"nianbao/internal/report"
	"nianbao/internal/storage"
	"nianbao/internal/web"
)

func TestHost(t *testing.T) {
	const sentence = "这个地址不是年报助手的。请用启动时显示的地址，或者“让同事也能用”页上写的地址打开。"
	tests := []struct {
		host string
		ok   bool
	}{
		{"127.0.0.1:8080", true},
		{"127.0.0.1", false},
		{"127.0.0.1:8081", false},
		{"evil.example", false},
		{"evil.example:8080", false},
		{"127.0.0.1:8080.evil.example", false},
		{"", false},
	}
	s := newReportSite(t, report.New("2021", 2025))
	for _, tt := range tests {
		for _, path := range []string{"/", "/reports/2025/export/json", "/nothing", "/setup/", "/static/x.js", "/alive"} {
			t.Run(tt.host+" "+path, func(t *testing.T) {
				req := httptest.NewRequest(http.MethodGet, path, nil)
				req.Host = tt.host
				a := s.do(req)
				if !tt.ok {
					a.wantMessage(http.StatusForbidden, sentence)
				} else if a.status == http.StatusForbidden {
					t.Error("refused")
				}
			})
		}
	}
}

// TestOrigin: only our own pages may make the browser write.
func TestOrigin(t *testing.T) {
	const sentence = "这个请求来自别的网站，没有执行。请在年报助手自己的网页里操作。"
	tests := []struct {
		name   string
		header map[string]string
		ok     bool
	}{
		{"our page", map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://" + host}, true},
		{"our page, an old browser", map[string]string{"Origin": "http://" + host}, true},
		{"a program", nil, true},
		{"another site", map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, false},
		{"another site, an old browser", map[string]string{"Origin": "https://evil.example"}, false},
		{"another port", map[string]string{"Origin": "http://127.0.0.1:9999"}, false},
		{"another port, by its site", map[string]string{"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9999"}, false},
		{"a sandbox", map[string]string{"Origin": "null"}, false},
	}
	for _, tt := range tests {
		for _, path := range []string{"/setup", "/reports", "/import", "/reports/2025/changes", "/reports/2025/undo"} {
			t.Run(tt.name+" "+path, func(t *testing.T) {
				s := newReportSite(t, report.New("2021", 2025))
				req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(`{"id":"a","edits":[{"field":"title","before":"","after":"x"}]}`))
				req.Header.Set("Content-Type", "text/plain") // what a form of another site may send
				for k, v := range tt.header {
					req.Header.Set(k, v)
				}
				a := s.do(req)
				if !tt.ok {
					a.wantMessage(http.StatusForbidden, sentence)
					if s.load(2025).Report.Revision != 0 {
						t.Error("stored all the same")
					}
				} else if a.status == http.StatusForbidden {
					t.Error("refused")
				}
			})
		}
	}
}

// TestHeaders: every answer, errors included, carries what keeps other sites
// and scripts out.
func TestHeaders(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	requests := []*http.Request{
		httptest.NewRequest(http.MethodGet, "/", nil),
		httptest.NewRequest(http.MethodGet, "/setup", nil),
		httptest.NewRequest(http.MethodGet, "/setup/", nil),
		httptest.NewRequest(http.MethodGet, "/help", nil),
		httptest.NewRequest(http.MethodGet, "/nothing", nil),
		httptest.NewRequest(http.MethodGet, "/alive", nil),
		httptest.NewRequest(http.MethodGet, "/favicon.ico", nil),
		httptest.NewRequest(http.MethodGet, "/reports/2025", nil),
		httptest.NewRequest(http.MethodGet, "/reports/2025/3", nil),
		httptest.NewRequest(http.MethodGet, "/reports/2025/document", nil),
		httptest.NewRequest(http.MethodGet, "/reports/2025/export/html", nil),
		httptest.NewRequest(http.MethodPost, "/reports/2025/changes", strings.NewReader("{")),
		httptest.NewRequest(http.MethodDelete, "/reports/2025", nil),
	}
	for _, req := range requests {
		t.Run(req.Method+" "+req.URL.Path, func(t *testing.T) {
			checkHeaders(t, s.do(req), "no-store")
		})
	}
	t.Run("asset", func(t *testing.T) {
		src := s.page("/").find("script", "src").attr("src")
		checkHeaders(t, s.get(src), "public, max-age=31536000, immutable")
	})
	t.Run("foreign host", func(t *testing.T) {
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Host = "evil.example"
		checkHeaders(t, s.do(req), "no-store")
	})
}

func checkHeaders(t *testing.T, a answer, cache string) {
	t.Helper()
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": cache,
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	policy := a.header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none';") || !strings.Contains(policy, "frame-ancestors '") {
		t.Errorf("policy %q", policy)
	}
	for _, bad := range []string{"unsafe-", "*", "http:", "https:"} {
		if strings.Contains(policy, bad) {
			t.Errorf("policy has %q: %s", bad, policy)
		}
	}
}

// nasty is text that would become markup or script if it were not escaped.
const nasty = `<script>x()</script>"'><img src=x onerror=x()>`

// nastySite has nasty text wherever a person can put any.
func nastySite(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	o, err := s.store.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{
		Name: nasty, County: nasty, Address: nasty, Postcode: nasty, Phone: nasty, Email: nasty, Website: nasty}})
	if err != nil {
		t.Fatal(err)
	}
	s.office = o.ID
	def, _ := catalog(t).ForFormat("2021")
	fill := func(year int) *report.Report {
		r := report.New("2021", year)
		for _, f := range def.Fields() {
			r.SetCell(f.Code, report.Figure(nasty))
			r.Units[f.Code] = nasty
		}
		for _, place := range report.Places {
			r.SetNarrative(place, nasty+"\n"+nasty)
		}
		r.Issuer, r.County, r.Title, r.DocumentNumber = nasty, nasty, nasty, nasty
		r.Signature, r.Printed.Note = report.Signature{Issuer: nasty, Date: nasty}, nasty
		r.Printed.Headings = map[string]string{"1": nasty}
		r.Printed.Labels = map[string]string{"t3.*.social": nasty}
		return r
	}
	s.add(published(fill(2024)))
	s.add(fill(2025))
	return s
}

// harmless refuses elements and attributes that no template of ours writes.
func harmless(t *testing.T, where string, n *node) {
	t.Helper()
	for _, e := range n.all("", "") {
		switch e.Data {
		case "script":
			if src := e.attr("src"); !hashed.MatchString(src) || e.text() != "" {
				t.Errorf("%s: script %q %q", where, src, e.text())
			}
		case "img":
			if src := e.attr("src"); !strings.HasPrefix(src, "/static/icon-") {
				t.Errorf("%s: img %q", where, src)
			}
		}
		for _, a := range e.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.ContainsFunc(a.Key, func(r rune) bool {
				return r != '-' && !unicode.IsLower(r) && !unicode.IsDigit(r)
			}) {
				t.Errorf("%s: <%s> has attribute %q", where, e.Data, a.Key)
			}
			if strings.HasPrefix(a.Val, "javascript:") {
				t.Errorf("%s: %s=%q", where, a.Key, a.Val)
			}
		}
	}
}

func TestEscaping(t *testing.T) {
	s := nastySite(t)
	paths := []string{"/", "/setup", "/help", "/nothing", "/reports/2025/document", "/reports/2024/preview"}
	for _, part := range parts {
		paths = append(paths, "/reports/2025/"+part)
	}
	for _, path := range paths {
		page := s.get(path).html()
		harmless(t, path, page)
		for _, input := range page.all("input", "data-field") {
			if got := input.attr("value"); got != nasty {
				t.Errorf("%s: %s shows %q", path, input.attr("id"), got)
			}
		}
		for _, area := range page.all("textarea", "data-field") {
			if got := area.text(); got != nasty+"\n"+nasty {
				t.Errorf("%s: %s shows %q", path, area.attr("id"), got)
			}
		}
	}
	for i, part := range parts {
		got := s.change(2025, change{ID: fmt.Sprint("c", i), Part: part, Edits: []edit{{Field: "title", Before: s.load(2025).Report.Title, After: nasty + fmt.Sprint(i)}}})
		for id, panel := range got.HTML {
			harmless(t, "panel "+part+" "+id, parse(t, panel))
			for n := range parse(t, panel).Descendants() {
				if n.Type == html.CommentNode {
					t.Errorf("panel %s has a comment", id)
				}
			}
		}
	}
}

// TestAcceptEscaping: a reason is text wherever it is shown.
func TestAcceptEscaping(t *testing.T) {
	r := example(t, "2021", "full") // has a finding that may be accepted: T3-06
	s := newReportSite(t, r)
	field := s.page("/reports/2025/3").find("input", "data-reason").attr("data-reason")
	got := s.change(2025, change{ID: "a", Part: "3", Edits: []edit{{Field: field, After: nasty}}})
	panel := parse(t, got.HTML["findings"])
	harmless(t, "panel", panel)
	if p := panel.find("p", "class", "reason"); p == nil || p.text() != "已说明："+nasty {
		t.Errorf("panel: %s", got.HTML["findings"])
	}
	for _, part := range []string{"3", "check"} {
		harmless(t, part, s.page("/reports/2025/"+part))
	}
}

// TestPanic: a broken handler gives a page with a number that is in the log,
// and nothing of the cause.
func TestPanic(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	s.serve(fake{Drafts: s.store, list: func() ([]draft.Summary, error) { panic("secret cause") },
		update: func() error { panic("secret cause") }})
	const sentence = "年报助手内部出了问题，刚才这一步没有做成，以前存的内容都在。请再试一次；如果还是这样，把下面的编号告诉管理员。"
	t.Run("page", func(t *testing.T) {
		for _, encoding := range []string{"", "gzip"} {
			req := httptest.NewRequest(http.MethodGet, "/", nil)
			req.Header.Set("Accept-Encoding", encoding)
			a := s.do(req).wantMessage(http.StatusInternalServerError, sentence)
			reference := strings.TrimPrefix(a.html().find("p", "class", "basis").text(), "编号 ")
			hidden(t, a, reference, s.log.String())
		}
	})
	t.Run("script", func(t *testing.T) {
		a := s.postJSON("/reports/2025/changes", change{ID: "a", Edits: []edit{{Field: "title", After: "x"}}}).
			wantMessage(http.StatusInternalServerError, sentence)
		hidden(t, a, a.changed().Reference, s.log.String())
	})
	t.Run("afterwards", func(t *testing.T) { s.page("/reports/2025/1") })
}

// hidden checks that the cause is in the log under the reference only.
func hidden(t *testing.T, a answer, reference, log string) {
	t.Helper()
	if len(reference) != 8 || !strings.Contains(log, "reference="+reference) {
		t.Errorf("reference %q is not in the log:\n%s", reference, log)
	}
	if !strings.Contains(log, "secret cause") {
		t.Errorf("the cause is not in the log:\n%s", log)
	}
	for _, word := range []string{"secret", "goroutine", ".go", "panic"} {
		if strings.Contains(string(a.body), word) {
			t.Errorf("the answer has %q: %s", word, a.body)
		}
	}
}

// TestStorageFailures: what the person can mend is said in the storage's
// words; the rest is not shown.
func TestStorageFailures(t *testing.T) {
	tests := []struct {
		name    string
		err     error
		status  int
		message string
	}{
		{"disk full", &storage.Failure{Kind: storage.ErrFull, Path: "/x"}, http.StatusInsufficientStorage, "还没存上：磁盘满了，腾出空间后点［再存一次］，请先别关网页"},
		{"busy", &storage.Failure{Kind: storage.ErrBusy, Path: "/x"}, http.StatusServiceUnavailable, "还没存上：数据文件正被别的程序（杀毒、同步盘等）占用，请稍等片刻点［再存一次］，请先别关网页"},
		{"write protected", &storage.Failure{Kind: storage.ErrReadOnly, Path: "/x"}, http.StatusServiceUnavailable, "数据文件夹不能写入：/x。请检查文件夹的权限、磁盘或U盘是否写保护；以前保存的内容没有丢。"},
		{"stick gone", &storage.Failure{Kind: storage.ErrIO, Path: "/x"}, http.StatusInternalServerError, "还没存上：读写 /x 出错，请检查磁盘或U盘是否还连着，再点［再存一次］，请先别关网页"},
		{"wrapped", fmt.Errorf("storage: save: %w", &storage.Failure{Kind: storage.ErrFull}), http.StatusInsufficientStorage, "还没存上：磁盘满了，腾出空间后点［再存一次］，请先别关网页"},
		{"anything else", errors.New("secret cause"), http.StatusInternalServerError, "年报助手内部出了问题，刚才这一步没有做成，以前存的内容都在。请再试一次；如果还是这样，把下面的编号告诉管理员。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newReportSite(t, report.New("2021", 2025))
			s.serve(fake{Drafts: s.store, update: func() error { return tt.err },
				load: func(int) (*draft.Draft, error) { return nil, tt.err }})
			for _, a := range []answer{
				s.postJSON("/reports/2025/changes", change{ID: "a", Edits: []edit{{Field: "title", After: "x"}}}),
				s.get("/reports/2025/1"),
			} {
				a.wantMessage(tt.status, tt.message)
				if strings.Contains(string(a.body), tt.err.Error()) {
					t.Errorf("the answer shows the error: %s", a.body)
				}
			}
			if !strings.Contains(s.log.String(), tt.err.Error()) {
				t.Error("the cause is not in the log")
			}
		})
	}
}

// TestLog: one line a request, and nothing of what people wrote.
func TestLog(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	s.change(2025, change{ID: "a", Edits: []edit{{Field: "title", After: "某某的秘密"}}})
	s.get("/help?format=2021")
	log := s.log.String()
	if strings.Count(log, "msg=request") != 2 || strings.Contains(log, "秘密") || strings.Contains(log, "format=2021") {
		t.Errorf("log:\n%s", log)
	}
}

// TestGzip: pages are compressed for those who can read that.
func TestGzip(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	for _, path := range []string{"/", "/reports/2025/3", "/reports/2025/export/json", "/reports/2025/document"} {
		t.Run(path, func(t *testing.T) {
			req := httptest.NewRequest(http.MethodGet, path, nil)
			req.Header.Set("Accept-Encoding", "gzip")
			a := s.do(req).want(http.StatusOK)
			if a.header.Get("Content-Encoding") != "gzip" || a.header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("headers %v", a.header)
			}
			zr, err := gzip.NewReader(strings.NewReader(string(a.body)))
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(zr)
			if err != nil {
				t.Fatal(err)
			}
			if plain := s.get(path); string(plain.body) != string(text) {
				t.Error("compressed and plain pages differ")
			}
		})
	}
}

// TestPagesParse: pages are parsed when they are first shown, so the test looks
// at all of them.
func TestPagesParse(t *testing.T) {
	if err := newSite(t).server.ParsePages(); err != nil {
		t.Error(err)
	}
}

// TestBroken: a program with a broken page, or without an asset that a page
// names, says so before or instead of showing half of it.
func TestBroken(t *testing.T) {
	page := func(text string) fstest.MapFS {
		return fstest.MapFS{"layout.html": {Data: []byte(`{{define "layout"}}` + text + `{{end}}`)},
			"partials/a.html": {Data: nil}, "pages/error.html": {Data: nil}, "pages/help.html": {Data: nil}}
	}
	config := func(templates fs.FS) web.Config {
		return web.Config{Formats: catalog(t), Templates: templates, Static: fstest.MapFS{}, Hosts: []string{host}, Now: time.Now}
	}
	if _, err := web.New(config(page("{{define"))); err == nil {
		t.Error("a template that does not parse: no error")
	}
	server, err := web.New(config(page(`half a page {{asset "gone.css"}}`)))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{TB: t, handler: server.Handler()}
	a := s.get("/help").want(http.StatusInternalServerError)
	if got := string(a.body); got != "年报助手内部出了问题，刚才这一步没有做成，以前存的内容都在。请再试一次；如果还是这样，把下面的编号告诉管理员。" {
		t.Errorf("got %q", got)
	}
}
