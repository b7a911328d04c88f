package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"nianbao/internal/account"
	"nianbao/internal/draft"
	"nianbao/internal/profile"
)

// Who may use a route, as this test says it.
const (
	anybody  = "signed out, editor, reviewer, admin"
	everyone = "editor, reviewer, admin"
	writers  = "editor, admin"
	admins   = "admin"
)

// routeTest is one route with who may use it.
type routeTest struct {
	route, path string
	body        string // of a form; JSON where it begins with a brace
	who         string
	status      int // for who may
	other       int // for the admin of another office; 0: the same
}

const undone = `{"id":"b","undo":"a"}`

const outlined = `{"id":"o","part":"1","do":"number"}`

// routeTests lists every route. Paths are those of the first office; %s is the
// id of its editor.
var routeTests = []routeTest{
	{"GET /alive", "/alive", "", anybody, 200, 0},
	{"GET /static/:name", "/static/none.css", "", anybody, 404, 0},
	{"GET /favicon.ico", "/favicon.ico", "", anybody, 200, 0},
	{"GET /login", "/login", "", anybody, 0, 0},
	{"POST /login", "/login", "name=x&password=y", anybody, 401, 0},
	{"GET /first", "/first", "", anybody, 303, 0},
	{"POST /first", "/first", "name=x&password=y", anybody, 409, 0},
	{"GET /forgot", "/forgot", "", anybody, 200, 0},
	{"POST /forgot", "/forgot", "name=x&password=y", anybody, 422, 0},

	{"POST /logout", "/logout", "", everyone, 303, 0},
	{"GET /account", "/account", "", everyone, 200, 0},
	{"POST /account", "/account", "password=y", everyone, 422, 0},

	{"GET /colleagues", "/colleagues", "", admins, 200, 0},
	{"POST /colleagues", "/colleagues", "name=x", admins, 422, 0},
	{"POST /colleagues/:id/role", "/colleagues/%s/role", "role=review", admins, 303, 404},
	{"POST /colleagues/:id/password", "/colleagues/%s/password", "password=correct+horse", admins, 303, 404},
	{"POST /colleagues/:id/disable", "/colleagues/%s/disable", "", admins, 303, 404},
	{"POST /colleagues/:id/enable", "/colleagues/%s/enable", "", admins, 303, 404},
	{"POST /network", "/network", "open=1", admins, 404, 0}, // the test has no network

	{"GET /backup", "/backup", "", admins, 200, 0},
	{"GET /backup/file", "/backup/file", "", admins, 200, 0},
	{"POST /restore", "/restore", "", admins, 400, 0},
	{"POST /close", "/close", "", admins, 200, 0},
	{"GET /diagnostics", "/diagnostics", "", admins, 0, 0},

	{"GET /", "/", "", everyone, 200, 0},
	{"GET /help", "/help", "", everyone, 200, 0},
	{"GET /setup", "/setup", "", writers, 200, 0},
	{"POST /setup", "/setup", "name=%E7%94%B2%E9%95%87%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C", writers, 303, 0},
	{"POST /reports", "/reports", "year=2023", writers, 303, 0},
	{"POST /import", "/import", "", writers, 400, 0},
	{"GET /import", "/import", "", writers, 200, 0},
	{"POST /import/few", "/import/few", "year=2023&t3.carried_out.other=2", writers, 303, 0},
	{"GET /import/batch/:batch", "/import/batch/0123456789", "", writers, 404, 0},
	{"GET /import/batch/:batch/csv", "/import/batch/0123456789/csv", "", writers, 404, 0},
	{"GET /import/file/:id", "/import/file/0", "", writers, 404, 0},
	{"POST /import/file/:id/settle", "/import/file/0/settle", "doubt=0&offer=1", writers, 404, 0},
	{"POST /import/file/:id/keep", "/import/file/0/keep", "do=keep", writers, 404, 0},
	{"POST /import/file/:id/take", "/import/file/0/take", "do=all", writers, 404, 0},
	{"POST /import/file/:id/discard", "/import/file/0/discard", "", writers, 303, 0},

	{"GET /predecessors/:id", "/predecessors/0", "", everyone, 404, 0},
	{"POST /predecessors/:id/remove", "/predecessors/0/remove", "", writers, 404, 0},
	{"GET /usual", "/usual", "", writers, 200, 0},
	{"GET /usual/:key", "/usual/overview.opening.usual", "", writers, 200, 0},
	{"POST /usual/:key", "/usual/overview.opening.usual", "standard=1", writers, 303, 0},
	{"POST /usual/:key/preview", "/usual/overview.opening.usual/preview", `{"text":"a"}`, writers, 200, 0},
	{"GET /requirements", "/requirements", "", writers, 200, 0},
	{"GET /requirements/file", "/requirements/file", "", writers, 200, 0},
	{"POST /requirements", "/requirements", "drop=1", writers, 303, 0},
	{"POST /requirements/preview", "/requirements/preview", "", writers, 400, 0},
	{"GET /letterhead", "/letterhead", "", writers, 200, 0},
	{"POST /letterhead", "/letterhead", "drop=1", writers, 303, 0},
	{"GET /letterhead/file", "/letterhead/file?example=1", "", writers, 200, 0},

	{"GET /reports/:year", "/reports/2025", "", everyone, 303, 404},
	{"GET /reports/:year/:part", "/reports/2025/3", "", everyone, 200, 404},
	{"GET /reports/:year/explain", "/reports/2025/explain?code=t3.received.total", "", everyone, 200, 404},
	{"GET /reports/:year/state", "/reports/2025/state?window=w1&part=3&revision=0", "", everyone, 200, 404},
	{"GET /reports/:year/document", "/reports/2025/document", "", everyone, 200, 404},
	{"GET /reports/:year/export/:kind", "/reports/2025/export/txt", "", everyone, 200, 404},
	{"GET /reports/:year/history/:revision", "/reports/2025/history/0", "", everyone, 0, 404},
	{"GET /reports/:year/history/:revision/document", "/reports/2025/history/0/document", "", everyone, 0, 404},
	{"GET /reports/:year/versions/:number", "/reports/2025/versions/1", "", everyone, 404, 404},
	{"GET /reports/:year/versions/:number/:kind", "/reports/2025/versions/1/txt", "", everyone, 404, 404},
	{"POST /reports/:year/review", "/reports/2025/review", "id=r1", everyone, 0, 404},
	{"POST /reports/:year/ticks", "/reports/2025/ticks", "id=t1&milestone=review&date=2026-01-08", everyone, 303, 404},

	{"POST /reports/:year/changes", "/reports/2025/changes", `{"id":"a","edits":[{"field":"county","before":"临川县","after":"甲县"}]}`, writers, 200, 404},
	{"POST /reports/:year/undo", "/reports/2025/undo", undone, writers, 404, 404},
	{"POST /reports/:year/outline", "/reports/2025/outline", outlined, writers, 200, 404},
	{"POST /reports/:year/bring", "/reports/2025/bring", `{"id":"b","part":"1","place":"1"}`, writers, 400, 404},
	{"POST /reports/:year/history/:revision/restore", "/reports/2025/history/0/restore", "id=h1", writers, 0, 404},
	{"POST /reports/:year/usual", "/reports/2025/usual", "template=other&piece=none", writers, 303, 404},
	{"POST /reports/:year/answers", "/reports/2025/answers", "id=q1", writers, 0, 404},
	{"POST /reports/:year/dates", "/reports/2025/dates", "id=d1&county=2026-01-15", writers, 303, 404},
	{"POST /reports/:year/renew", "/reports/2025/renew", "", writers, 303, 404},
	{"POST /reports/:year/final", "/reports/2025/final", "id=f1&revision=0", writers, 0, 404},
	{"POST /reports/:year/unlock", "/reports/2025/unlock", "id=u1", writers, 0, 0},
	{"POST /reports/:year/delete", "/reports/2025/delete", "id=x1&year=2025", writers, 0, 0},
	{"POST /reports/:year/doubts", "/reports/2025/doubts", "doubt=0&offer=1", writers, 400, 404},
	{"POST /reports/:year/remarks", "/reports/2025/remarks", "text=a", writers, 303, 404},
	{"POST /reports/:year/archive", "/reports/2025/archive", "kind=sealed", writers, 400, 404},
	{"GET /reports/:year/archive/:file", "/reports/2025/archive/0", "", everyone, 404, 404},
	{"POST /reports/:year/archive/:file/remove", "/reports/2025/archive/0/remove", "", writers, 404, 404},
	{"POST /reports/:year/archive/:file/return", "/reports/2025/archive/0/return", "", writers, 404, 404},
	{"POST /reports/:year/undelete", "/reports/2025/undelete", "id=x2", writers, 0, 0},
}

// people are the users of two offices, each signed in to a browser.
type people struct {
	*site
	editor account.User
}

// tokenOf is the cookie of who is signed in under a name in newPeople.
func tokenOf(who string) string { return "token of " + who }

// unusedPassword is encoded with little work; nobody signs in with it.
const unusedPassword = "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func newPeople(t *testing.T) *people {
	t.Helper()
	p := &people{site: newReportSite(t, example(t, "2021", "full"))}
	other, err := p.store.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{Name: "乙镇人民政府", Kind: "town"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []struct {
		who    string
		office string
		role   account.Role
	}{{"admin", p.office, account.Admin}, {"editor", p.office, account.Editor}, {"reviewer", p.office, account.Reviewer},
		{"another office", other.ID, account.Admin}} {
		user := p.signedIn(u.who, u.office, u.role)
		if u.who == "editor" {
			p.editor = user
		}
	}
	return p
}

// signedIn makes a user and a session for him.
func (s *site) signedIn(who, office string, role account.Role) account.User {
	s.Helper()
	u, err := s.store.AddUser(s.Context(), account.User{Office: office, Name: who, Role: role, Password: unusedPassword}, false)
	if err != nil {
		s.Fatal(err)
	}
	err = s.store.AddSession(s.Context(), account.Session{Token: storedToken(tokenOf(who)), User: u.ID, Office: office, Started: s.now, Used: s.now})
	if err != nil {
		s.Fatal(err)
	}
	return u
}

// as is a request of who is signed in; "signed out" has no cookie.
func as(who string, req *http.Request) *http.Request {
	if who != "signed out" {
		req.AddCookie(&http.Cookie{Name: "nianbao-8080", Value: url.QueryEscape(tokenOf(who))})
	}
	return req
}

func (tt routeTest) request(editor string) *http.Request {
	method, _, _ := strings.Cut(tt.route, " ")
	req := httptest.NewRequest(method, strings.ReplaceAll(tt.path, "%s", editor), strings.NewReader(tt.body))
	switch {
	case strings.HasPrefix(tt.body, "{"):
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json")
	case method == http.MethodPost:
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return req
}

// TestAccess asks for every route as everybody. A new route fails it until it
// is entered here, and in access.go.
func TestAccess(t *testing.T) {
	var seen []string
	for _, tt := range routeTests {
		seen = append(seen, tt.route)
		t.Run(tt.route, func(t *testing.T) {
			p := newPeople(t)
			// Those who may not come first: they leave everything as it is.
			for _, who := range []string{"signed out", "reviewer", "editor", "admin"} {
				if !slices.Contains(strings.Split(tt.who, ", "), who) {
					p.wantRefused(t, tt, who)
				}
			}
			p.wantApart(t, tt)
			for _, who := range strings.Split(tt.who, ", ") {
				a := p.do(as(who, tt.request(p.editor.ID)))
				if a.status == http.StatusForbidden && tt.status != http.StatusForbidden || a.status == http.StatusUnauthorized && tt.status != http.StatusUnauthorized ||
					strings.HasPrefix(a.header.Get("Location"), "/login") {
					t.Errorf("%s is refused: %d", who, a.status)
				}
				if who == strings.Split(tt.who, ", ")[0] && tt.status != 0 && a.status != tt.status {
					t.Errorf("%s: status %d, want %d: %.300s", who, a.status, tt.status, a.body)
				}
			}
		})
	}
	routes := newSite(t).server.Routes()
	slices.Sort(routes)
	slices.Sort(seen)
	if !slices.Equal(routes, seen) {
		t.Errorf("routes\n%s\ntested\n%s", strings.Join(routes, "\n"), strings.Join(seen, "\n"))
	}
}

// wantRefused: whoever may not use a route is sent to the sign-in page or told
// that his role does not allow it, and nothing happens.
func (p *people) wantRefused(t *testing.T, tt routeTest, who string) {
	t.Helper()
	before := p.load(2025)
	a := p.do(as(who, tt.request(p.editor.ID)))
	switch {
	case who == "signed out" && strings.HasPrefix(tt.body, "{"):
		a.want(http.StatusUnauthorized)
	case who == "signed out" && a.status == http.StatusUnauthorized: // what was typed is carried through signing in
		if !strings.Contains(string(a.body), `name="carry.to"`) {
			t.Errorf("not sent to sign in: %s", a.body)
		}
	case who == "signed out":
		a.want(http.StatusSeeOther)
		if to := a.header.Get("Location"); !strings.HasPrefix(to, "/login") {
			t.Errorf("sent to %q", to)
		}
	default:
		a.want(http.StatusForbidden)
	}
	if strings.Contains(string(a.body), officeName) || who != "editor" && strings.Contains(string(a.body), "editor") {
		t.Errorf("%s is told something: %s", who, a.body)
	}
	if p.load(2025) != before {
		t.Errorf("%s changed the report", who)
	}
}

// wantApart: the admin of another office meets nothing of the first one.
func (p *people) wantApart(t *testing.T, tt routeTest) {
	t.Helper()
	before := p.load(2025)
	a := p.do(as("another office", tt.request(p.editor.ID)))
	if tt.other != 0 {
		a.want(tt.other)
	}
	for _, secret := range []string{officeName, "editor", "reviewer"} {
		if strings.Contains(string(a.body), secret) {
			t.Errorf("another office reads %q", secret)
		}
	}
	if p.load(2025) != before {
		t.Error("another office changed the report")
	}
	if u, err := p.store.User(t.Context(), p.editor.ID); err != nil || u != p.editor {
		t.Errorf("another office changed a user: %+v", u)
	}
	if _, err := p.store.Session(t.Context(), storedToken(tokenOf("editor"))); err != nil {
		t.Error("another office ended a session")
	}
}

// TestMethods: a way of asking that no route has is nobody's.
func TestMethods(t *testing.T) {
	p := newPeople(t)
	for _, who := range []string{"signed out", "reviewer", "admin"} {
		for _, method := range []string{http.MethodDelete, http.MethodPut, http.MethodPatch, http.MethodHead} {
			a := p.do(as(who, httptest.NewRequest(method, "/reports/2025/3", nil)))
			if a.status < 400 {
				t.Errorf("%s %s: %d", who, method, a.status)
			}
		}
		p.do(as(who, httptest.NewRequest(http.MethodGet, "/reports/2025/3/", nil))).want(http.StatusNotFound)
	}
}

// TestTicks: who only reads may say that the report was handed on, no more.
func TestTicksByRole(t *testing.T) {
	for _, milestone := range draft.Milestones {
		p := newPeople(t)
		tt := routeTest{route: "POST /", path: "/reports/2025/ticks", body: fmt.Sprintf("id=t1&milestone=%s&date=2026-01-08", milestone)}
		a := p.do(as("reviewer", tt.request("")))
		if milestone == draft.InReview {
			a.want(http.StatusSeeOther)
			if tick := draft.Reached(p.load(2025).Report, milestone); tick.By != "reviewer" {
				t.Errorf("ticked by %q", tick.By)
			}
		} else {
			a.want(http.StatusForbidden)
		}
	}
}

// TestFromAnotherPC: without accounts the program is for who sits at the PC.
func TestFromAnotherPC(t *testing.T) {
	for _, tt := range routeTests {
		s := newReportSite(t, example(t, "2021", "full"))
		req := tt.request("x")
		req.RemoteAddr = "192.168.1.7:50000"
		a := s.do(req)
		if strings.Contains(string(a.body), officeName) {
			t.Errorf("%s shows the office", tt.route)
		}
		if tt.who == anybody {
			continue
		}
		if tt.body != "" && tt.body[0] == '{' {
			a.want(http.StatusUnauthorized)
		} else {
			a.wantRedirect("/first")
		}
		if s.load(2025).Report.Revision != 0 {
			t.Errorf("%s: stored all the same", tt.route)
		}
	}
}

// TestLinksByRole follows every link of every page as each role: none leads to
// where he is not let in.
func TestLinksByRole(t *testing.T) {
	for _, who := range []string{"reviewer", "editor", "admin"} {
		p := newPeople(t)
		known, queue := map[string]bool{}, []string{"/"}
		for len(queue) > 0 {
			path := queue[0]
			queue = queue[1:]
			if known[path] {
				continue
			}
			known[path] = true
			a := p.do(as(who, httptest.NewRequest(http.MethodGet, path, nil)))
			switch {
			case a.status == http.StatusForbidden || a.status == http.StatusUnauthorized || strings.HasPrefix(a.header.Get("Location"), "/login"):
				t.Errorf("%s: %s: status %d", who, path, a.status)
			case a.status == http.StatusOK && strings.HasPrefix(a.header.Get("Content-Type"), "text/html") && !strings.Contains(path, "/export/"):
				queue = append(queue, links(t, path, a.html())...)
			}
		}
		if len(known) < 20 || known["/colleagues"] != (who == "admin") || known["/setup"] == (who == "reviewer") || !known["/account"] {
			t.Errorf("%s: %d pages: %v", who, len(known), known)
		}
	}
}
