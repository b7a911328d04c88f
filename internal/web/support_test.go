package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"nianbao/forms"
	"nianbao/internal/app"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
	"nianbao/internal/storage"
	"nianbao/internal/web"
	"nianbao/static"
	"nianbao/templates"
)

// host is the name under which the test server may be addressed.
const host = "127.0.0.1:8080"

// noon is the time in tests: the 2025 report is due.
var noon = time.Date(2026, 1, 8, 10, 32, 0, 0, time.FixedZone("", 8*3600))

const officeName = "临川县青石镇人民政府"

// loaded are the built-in formats, read once for all tests.
var loaded = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

func catalog(tb testing.TB) *form.Catalog {
	tb.Helper()
	c, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// site is the application over a real data folder.
type site struct {
	testing.TB
	store   *storage.Store
	server  *web.Server
	handler http.Handler
	office  string
	door    web.Network // nil: none
	log     *bytes.Buffer
	now     time.Time
	limits  int // how many times as much as usual a file may take
	stopped int // how often the program was told to end
}

// newSite is a program just installed: nothing is set up.
func newSite(tb testing.TB) *site {
	tb.Helper()
	store, err := storage.Open(tb.TempDir(), storage.Options{Now: func() time.Time { return noon }, Version: "1.2.3"})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { store.Close() })
	s := &site{TB: tb, store: store, now: noon}
	s.serve(store)
	return s
}

// serve puts other drafts behind the pages.
func (s *site) serve(drafts web.Drafts) {
	s.Helper()
	pages, err := fs.Sub(templates.Web, "web")
	if err != nil {
		s.Fatal(err)
	}
	s.log = &bytes.Buffer{}
	s.server, err = web.New(web.Config{
		Drafts: drafts, Accounts: s.store, Network: s.door, Formats: catalog(s), Templates: pages, Static: static.Files, Hosts: []string{host},
		Now: func() time.Time { return s.now }, Log: slog.New(slog.NewTextHandler(s.log, nil)), Version: "1.2.3",
		Vault: &app.Vault{Store: s.store, Version: "1.2.3", Now: func() time.Time { return s.now }}, Stop: func() { s.stopped++ }, Example: forms.Requirements,
		Limits: s.limits,
	})
	if err != nil {
		s.Fatal(err)
	}
	s.handler = s.server.Handler()
}

// newOfficeSite is a program whose office is set up.
func newOfficeSite(tb testing.TB) *site {
	tb.Helper()
	s := newSite(tb)
	o, err := s.store.SaveOffice(tb.Context(), draft.Office{Profile: profile.Profile{Name: officeName, Kind: "town", County: "临川县"}})
	if err != nil {
		tb.Fatal(err)
	}
	s.office = o.ID
	return s
}

// newReportSite has reports too.
func newReportSite(tb testing.TB, reports ...*report.Report) *site {
	tb.Helper()
	s := newOfficeSite(tb)
	for _, r := range reports {
		s.add(r)
	}
	return s
}

func (s *site) add(r *report.Report) {
	s.Helper()
	if _, err := s.store.Create(context.Background(), s.office, r, "test"); err != nil {
		s.Fatal(err)
	}
}

func (s *site) load(year int) *draft.Draft {
	s.Helper()
	d, err := s.store.Load(context.Background(), s.office, year)
	if err != nil {
		s.Fatal(err)
	}
	return d
}

// example is an example report of a format.
func example(tb testing.TB, format, name string) *report.Report {
	tb.Helper()
	r, err := report.Unmarshal(exampleFile(tb, format, name))
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func exampleFile(tb testing.TB, format, name string) []byte {
	tb.Helper()
	data, err := fs.ReadFile(forms.Examples, "examples/"+format+"/"+name+".json")
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// published is an example as the office's published report.
func published(r *report.Report) *report.Report {
	r.Status = draft.Published
	return r
}

// answer is what came back.
type answer struct {
	tb     testing.TB
	status int
	header http.Header
	body   []byte
}

// do sends a request to the own host unless it names another.
func (s *site) do(req *http.Request) answer {
	s.Helper()
	if req.Host == "example.com" { // httptest's default
		req.Host = host
	}
	if req.RemoteAddr == "192.0.2.1:1234" { // httptest's default
		req.RemoteAddr = "127.0.0.1:50000"
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, req)
	result := w.Result()
	defer result.Body.Close()
	body, err := io.ReadAll(result.Body)
	if err != nil {
		s.Fatal(err)
	}
	return answer{s.TB, result.StatusCode, result.Header, body}
}

func (s *site) get(path string) answer {
	s.Helper()
	return s.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// page is a page that must be there.
func (s *site) page(path string) *node {
	s.Helper()
	a := s.get(path)
	if a.status != http.StatusOK {
		s.Fatalf("GET %s: status %d: %s", path, a.status, a.message())
	}
	return a.html()
}

func (s *site) post(path string, form url.Values) answer {
	s.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.do(req)
}

// postJSON sends what the page's script sends: a value, or text as it is.
func (s *site) postJSON(path string, body any) answer {
	s.Helper()
	text, ok := body.(string)
	if !ok {
		data, err := json.Marshal(body)
		if err != nil {
			s.Fatal(err)
		}
		text = string(data)
	}
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(text))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	return s.do(req)
}

func (s *site) upload(name string, data []byte) answer {
	s.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		s.Fatal(err)
	}
	part.Write(data)
	if err := w.Close(); err != nil {
		s.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, "/import", &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return s.do(req)
}

// keepFile hands a file over and keeps what was read as its year's report.
func (s *site) keepFile(name string, data []byte) answer {
	s.Helper()
	a := s.upload(name, data).want(http.StatusSeeOther)
	return s.post(a.header.Get("Location")+"/keep", url.Values{"do": {"keep"}})
}

// edit is an edit as the script sends it.
type edit struct {
	Field  string `json:"field"`
	At     int    `json:"at,omitempty"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// change is the body of a change.
type change struct {
	ID    string `json:"id"`
	Part  string `json:"part,omitempty"`
	Undo  string `json:"undo,omitempty"`
	Edits []edit `json:"edits,omitempty"`
}

// changed is the answer to a change.
type changed struct {
	Revision  int
	Saved     string
	Values    map[string]string
	Marks     map[string]string
	Problems  map[string]string
	HTML      map[string]string
	Message   string
	Field     string
	Reference string
	Conflicts []struct {
		draft.Conflict
		Box string
	}
}

// change stores a change that must be stored.
func (s *site) change(year int, c change) changed {
	s.Helper()
	a := s.postJSON(fmt.Sprintf("/reports/%d/changes", year), c)
	if a.status != http.StatusOK {
		s.Fatalf("change %s: status %d: %s", c.ID, a.status, a.body)
	}
	return a.changed()
}

func (a answer) changed() changed {
	a.tb.Helper()
	var c changed
	if err := json.Unmarshal(a.body, &c); err != nil {
		a.tb.Fatalf("answer is no JSON: %v\n%s", err, a.body)
	}
	return c
}

func (a answer) want(status int) answer {
	a.tb.Helper()
	if a.status != status {
		a.tb.Errorf("status %d, want %d: %s", a.status, status, a.body[:min(len(a.body), 600)])
	}
	return a
}

func (a answer) html() *node {
	a.tb.Helper()
	if got := a.header.Get("Content-Type"); got != "text/html; charset=utf-8" {
		a.tb.Errorf("content type %q", got)
	}
	return parse(a.tb, string(a.body))
}

// message is what an error page says.
func (a answer) message() string {
	a.tb.Helper()
	if strings.HasPrefix(a.header.Get("Content-Type"), "application/json") {
		return a.changed().Message
	}
	if p := a.html().find("p", "class", "big-text", "verdict warning big-text"); p != nil {
		return p.text()
	}
	return ""
}

func (a answer) wantMessage(status int, message string) answer {
	a.tb.Helper()
	a.want(status)
	if got := a.message(); got != message {
		a.tb.Errorf("message %q, want %q", got, message)
	}
	return a
}

func (a answer) wantRedirect(to string) answer {
	a.tb.Helper()
	a.want(http.StatusSeeOther)
	if got := a.header.Get("Location"); got != to {
		a.tb.Errorf("location %q, want %q", got, to)
	}
	return a
}

// node is a piece of a page, looked at by tag and attribute.
type node struct{ *html.Node }

func parse(tb testing.TB, text string) *node {
	tb.Helper()
	n, err := html.Parse(strings.NewReader(text))
	if err != nil {
		tb.Fatal(err)
	}
	return &node{n}
}

// all lists the elements of a tag, "" any, with an attribute, "" none, whose
// value is one of values; with no values the attribute must be there.
func (n *node) all(tag, attr string, values ...string) []*node {
	var out []*node
	for d := range n.Descendants() {
		e := &node{d}
		if d.Type == html.ElementNode && (tag == "" || d.Data == tag) && e.matches(attr, values) {
			out = append(out, e)
		}
	}
	return out
}

func (n *node) matches(attr string, values []string) bool {
	if attr == "" {
		return true
	}
	for _, a := range n.Attr {
		if a.Key != attr {
			continue
		}
		for _, v := range values {
			if a.Val == v {
				return true
			}
		}
		return len(values) == 0
	}
	return false
}

// find is the first of all, nil if there is none.
func (n *node) find(tag, attr string, values ...string) *node {
	if all := n.all(tag, attr, values...); len(all) > 0 {
		return all[0]
	}
	return nil
}

// attr is the value of an attribute, "" if it is not there.
func (n *node) attr(name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (n *node) has(name string) bool { return n.matches(name, nil) }

// text is the text of an element without white space around it.
func (n *node) text() string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// fake drafts answer as the store does, but for what a test puts in.
type fake struct {
	web.Drafts
	list   func() ([]draft.Summary, error)
	load   func(year int) (*draft.Draft, error)
	update func() error
}

func (f fake) List(ctx context.Context, office string) ([]draft.Summary, error) {
	if f.list != nil {
		return f.list()
	}
	return f.Drafts.List(ctx, office)
}

func (f fake) Load(ctx context.Context, office string, year int) (*draft.Draft, error) {
	if f.load != nil {
		return f.load(year)
	}
	return f.Drafts.Load(ctx, office, year)
}

func (f fake) Update(ctx context.Context, office string, year int, id string,
	fn func(*draft.Draft) (draft.Change, error)) (*draft.Draft, draft.Change, error) {
	if f.update != nil {
		return nil, draft.Change{}, f.update()
	}
	return f.Drafts.Update(ctx, office, year, id, fn)
}
