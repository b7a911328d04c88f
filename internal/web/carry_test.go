package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nianbao/internal/account"
)

// sent is what the forms of a page would send to a path: its hidden fields,
// and what the person types.
func sent(page *node, action string, typed url.Values) url.Values {
	out := url.Values{}
	for _, f := range page.all("form", "action") {
		if f.attr("action") != action {
			continue
		}
		for _, in := range f.all("input", "type") {
			if in.attr("type") == "hidden" {
				out.Add(in.attr("name"), in.attr("value"))
			}
		}
	}
	for name, values := range typed {
		out[name] = values
	}
	return out
}

// TestCarried: a form that is sent when the session has ended comes out whole
// at the other end of signing in, after one more press, even if the password
// was wrong at first.
func TestCarried(t *testing.T) {
	tests := []struct {
		name, path string
		form       url.Values
		shown      string
		stored     func(s *site) bool
	}{
		{"the office", "/setup", url.Values{"name": {officeName}, "kind": {"town"}, "address": {"青石大街 18 号 <甲>"}, "phone": {"0000-1234567"}}, "青石大街 18 号 <甲>",
			func(s *site) bool {
				list, err := s.store.Offices(s.Context())
				return err == nil && list[0].Profile.Address == "青石大街 18 号 <甲>" && list[0].Profile.Phone == "0000-1234567"
			}},
		{"the dates", "/reports/2025/dates", url.Values{"county": {"2026-01-15"}, "publish": {"2026-01-31"}}, "2026-01-15",
			func(s *site) bool { return s.load(2025).Report.Work["due.county"] == "2026-01-15" }},
		{"a tick", "/reports/2025/ticks", url.Values{"milestone": {"review"}, "date": {"2026-01-07"}}, "2026-01-07",
			func(s *site) bool { return s.load(2025).Report.Revision == 1 }},
		{"a year", "/reports", url.Values{"year": {"2026"}}, "2026",
			func(s *site) bool { _, err := s.store.Load(s.Context(), s.office, 2026); return err == nil }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newReportSite(t, example(t, "2021", "full"))
			cookie := s.first()
			s.now = s.now.Add(account.MaxIdle + 1)
			page := s.with(cookie, http.MethodPost, tt.path, tt.form).want(http.StatusUnauthorized).html()
			if !strings.Contains(page.text(), "内容没丢") || tt.stored(s) {
				t.Fatalf("the page says %s", page.text())
			}
			page = s.post("/login", sent(page, "/login", signInForm("王芳", "wrong"))).want(http.StatusUnauthorized).html()
			in := s.post("/login", sent(page, "/login", signInForm("王芳", goodPassword))).want(http.StatusOK)
			if page = in.html(); !strings.Contains(page.text(), tt.shown) || tt.stored(s) {
				t.Fatalf("after signing in: %s", page.text())
			}
			s.with(in.cookie(), http.MethodPost, tt.path, sent(page, tt.path, nil)).want(http.StatusSeeOther)
			if !tt.stored(s) {
				t.Error("what was typed is lost")
			}
		})
	}
}

// TestNotCarried: only forms of ours are carried, no passwords, and nothing
// leads away.
func TestNotCarried(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	s.first()
	for _, path := range []string{"/reports/2025/final", "/reports/2025/delete", "/account", "/restore", "/close"} {
		s.post(path, url.Values{"password": {"secret words"}}).wantRedirect("/login")
	}
	page := s.post("/colleagues", url.Values{"name": {"李强"}, "password": {"secret words"}}).want(http.StatusUnauthorized)
	if body := string(page.body); !strings.Contains(body, "李强") || strings.Contains(body, "secret words") {
		t.Error("a password is carried")
	}
	for _, to := range []string{"https://example.com/setup", "//example.com", "/reports/x/dates", "/reports//dates", "/logout", "/setup/", `\setup`} {
		form := signInForm("王芳", goodPassword)
		form.Set("carry.to", to)
		form.Set("carry.name", "甲")
		s.post("/login", form).wantRedirect("/")
	}
	form := signInForm("王芳", goodPassword)
	form.Set("carry.to", "/setup")
	form.Set("carry.role", "admin")
	if body := string(s.post("/login", form).want(http.StatusOK).body); strings.Contains(body, `name="role"`) {
		t.Error("a field of another form is carried")
	}
}
