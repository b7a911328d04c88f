package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nianbao/internal/account"
	"nianbao/internal/report"
	"nianbao/internal/web"
)

const goodPassword = "青石镇的桥下有水"

// storedToken is how a cookie's value is stored.
func storedToken(token string) string {
	sum := sha256.Sum256([]byte(url.QueryEscape(token)))
	return hex.EncodeToString(sum[:])
}

// first opens the first account, 王芳's, at the PC.
func (s *site) first() *http.Cookie {
	s.Helper()
	a := s.post("/first", url.Values{"name": {"王芳"}, "password": {goodPassword}, "again": {goodPassword}})
	a.wantRedirect("/colleagues")
	return a.cookie()
}

// cookie is the one an answer sets.
func (a answer) cookie() *http.Cookie {
	a.tb.Helper()
	list := (&http.Response{Header: a.header}).Cookies()
	if len(list) != 1 {
		a.tb.Fatalf("%d cookies: %v", len(list), a.header["Set-Cookie"])
	}
	return list[0]
}

// with sends a request with a cookie.
func (s *site) with(c *http.Cookie, method, path string, form url.Values) answer {
	s.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if c != nil {
		req.AddCookie(c)
	}
	return s.do(req)
}

func (s *site) login(name, password string) answer {
	s.Helper()
	return s.post("/login", url.Values{"name": {name}, "password": {password}})
}

func signInForm(name, password string) url.Values {
	return url.Values{"name": {name}, "password": {password}}
}

// TestFirstAccount: at the PC nothing but name and password is asked; from
// then on everybody signs in, at the PC too.
func TestFirstAccount(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	page := s.page("/first")
	if page.find("input", "name", "code") != nil || page.find("input", "name", "unit") != nil {
		t.Error("asks for too much")
	}
	cookie := s.first()
	s.get("/").wantRedirect("/login")
	s.get("/reports/2025/3?x=1").wantRedirect("/login?next=%2Freports%2F2025%2F3%3Fx%3D1")
	a := s.with(cookie, "GET", "/reports/2025/3", nil).want(http.StatusOK)
	me := a.html().find("form", "action", "/logout")
	if me == nil || !strings.Contains(me.text(), "王芳") {
		t.Error("the page does not say who is signed in")
	}
	if a.html().find("body", "data-user").attr("data-user") == "" {
		t.Error("the page does not know whose it is")
	}
	s.get("/first").wantRedirect("/")
	s.post("/first", signInForm("李强", goodPassword)).wantMessage(http.StatusConflict, "已经有账户了，请登录。")
}

func TestFirstAccountMended(t *testing.T) {
	tests := []struct {
		name string
		form url.Values
		want map[string]string
	}{
		{"nothing", nil, map[string]string{"name": "请写上姓名。", "password": "密码至少 8 个字，可以是一句话，中文也行。"}},
		{"short", url.Values{"name": {"王芳"}, "password": {"1234567"}, "again": {"1234567"}}, map[string]string{"password": "密码至少 8 个字，可以是一句话，中文也行。"}},
		{"not twice", url.Values{"name": {"王芳"}, "password": {goodPassword}, "again": {"x"}}, map[string]string{"again": "两次写的密码不一样，请重写一遍。"}},
	}
	s := newOfficeSite(t)
	for _, tt := range tests {
		page := s.post("/first", tt.form).want(http.StatusUnprocessableEntity).html()
		for field, want := range tt.want {
			if got := page.find("p", "id", "problem-"+field).text(); got != want {
				t.Errorf("%s: %s says %q", tt.name, field, got)
			}
		}
		for _, input := range page.all("input", "type", "password") {
			if input.attr("value") != "" {
				t.Error("the page repeats a password")
			}
		}
	}
	if s.store.HasUsers() {
		t.Error("stored all the same")
	}
}

// remote is a request from another PC.
func (s *site) remote(method, path string, form url.Values) answer {
	s.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.RemoteAddr = "192.168.1.7:50000"
	return s.do(req)
}

// TestFirstFromAnotherPC takes the code of the program's window, once.
func TestFirstFromAnotherPC(t *testing.T) {
	s := newSite(t)
	page := s.remote("GET", "/first", nil).want(http.StatusOK).html()
	if page.find("input", "name", "code") == nil || page.find("input", "name", "unit") == nil {
		t.Error("asks for too little")
	}
	form := func(code string) url.Values {
		return url.Values{"name": {"王芳"}, "password": {goodPassword}, "again": {goodPassword}, "unit": {"青石镇人民政府"}, "code": {code}}
	}
	s.remote("POST", "/first", form("")).want(http.StatusUnprocessableEntity) // none was made
	code := s.server.FirstCode()
	s.remote("POST", "/first", form("00000000 1")).want(http.StatusUnprocessableEntity)
	if s.store.HasUsers() {
		t.Fatal("let in without the code")
	}
	s.remote("POST", "/first", form(code)).wantRedirect("/colleagues")
	offices, err := s.store.Offices(t.Context())
	if err != nil || len(offices) != 1 || offices[0].Profile.Name != "青石镇人民政府" {
		t.Errorf("offices %+v, %v", offices, err)
	}
	s.remote("POST", "/first", form(code)).want(http.StatusConflict)
}

// TestFirstCodeGuessed: the code cannot be guessed quickly.
func TestFirstCodeGuessed(t *testing.T) {
	s := newOfficeSite(t)
	s.server.FirstCode()
	last := 0
	for i := range 30 {
		last = s.remote("POST", "/first", url.Values{"name": {"王芳"}, "password": {goodPassword}, "again": {goodPassword},
			"code": {fmt.Sprintf("%08d", i)}}).status
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("status %d", last)
	}
}

func TestCookie(t *testing.T) {
	s := newOfficeSite(t)
	c := s.first()
	if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure || c.Path != "/" || c.Domain != "" || c.MaxAge != 0 || !c.Expires.IsZero() {
		t.Errorf("cookie %+v", c)
	}
	if len(c.Value) < 43 {
		t.Errorf("token %q", c.Value)
	}
	if _, err := s.store.Session(t.Context(), c.Value); err == nil {
		t.Error("the token is stored as it is")
	}
	again := s.login("王芳", goodPassword).cookie()
	if again.Value == c.Value {
		t.Error("the token is used twice")
	}
	req := httptest.NewRequest(http.MethodPost, "https://"+host+"/login", strings.NewReader(signInForm("王芳", goodPassword).Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if c := s.do(req).cookie(); !c.Secure {
		t.Error("under TLS the cookie is not secure")
	}
}

func TestLogin(t *testing.T) {
	s := newOfficeSite(t)
	s.first()
	const wrong = "姓名和密码对不上，请再试一次。"
	tests := []struct{ name, password, problem string }{
		{"王芳", goodPassword, ""},
		{" 王芳 ", goodPassword, ""},
		{"王芳", "x", wrong},
		{"王芳", "", wrong},
		{"李强", goodPassword, wrong},
		{"", "", wrong},
		{strings.Repeat("王", 100_000), strings.Repeat("x", 100_000), wrong},
	}
	for _, tt := range tests {
		s.now = s.now.Add(time.Minute)
		a := s.login(tt.name, tt.password)
		if tt.problem == "" {
			a.wantRedirect("/")
			continue
		}
		if got := a.want(http.StatusUnauthorized).html().find("p", "id", "sign-in-problem").text(); got != tt.problem {
			t.Errorf("%.20q: %q", tt.name, got)
		}
		if len(a.header["Set-Cookie"]) > 0 {
			t.Errorf("%.20q: a cookie", tt.name)
		}
	}
}

// TestEnumeration: whether a name has an account shows in nothing.
func TestEnumeration(t *testing.T) {
	s := newOfficeSite(t)
	s.first()
	known, unknown := s.login("王芳", "x"), s.login("李强", "x")
	body := func(a answer, name string) string { return strings.ReplaceAll(string(a.body), name, "NAME") }
	if known.status != unknown.status || body(known, "王芳") != body(unknown, "李强") || len(known.header) != len(unknown.header) {
		t.Error("answers differ")
	}
	code := s.server.ResetCode()
	form := func(name, code string) url.Values {
		return url.Values{"name": {name}, "password": {goodPassword + "啊"}, "again": {goodPassword + "啊"}, "code": {code}}
	}
	a, b := s.post("/forgot", form("王芳", "1")), s.post("/forgot", form("李强", "1"))
	if a.status != b.status || body(a, "王芳") != body(b, "李强") {
		t.Error("the page for a new password tells who has an account")
	}
	_ = code
}

// TestNext: after signing in one goes on at a page of ours, never elsewhere.
func TestNext(t *testing.T) {
	s := newOfficeSite(t)
	s.first()
	tests := []struct{ next, want string }{
		{"/reports/2025/3", "/reports/2025/3"},
		{"/reports/2025/3?x=%E5%B9%B4#t3", "/reports/2025/3?x=%E5%B9%B4"},
		{"", "/"},
		{"reports", "/"},
		{"//evil.example", "/"},
		{"///evil.example", "/"},
		{`/\evil.example`, "/"},
		{`\/evil.example`, "/"},
		{"https://evil.example", "/"},
		{"javascript:alert(1)", "/"},
		{"/\t/evil.example", "/"},
		{"/\r\nSet-Cookie: x=y", "/"},
		{"http:/evil.example", "/"},
		{"/%zz", "/"},
		{"@evil.example", "/"},
	}
	for _, tt := range tests {
		s.now = s.now.Add(time.Minute)
		form := signInForm("王芳", goodPassword)
		form.Set("next", tt.next)
		s.post("/login", form).wantRedirect(tt.want)
		page := s.page("/login?" + url.Values{"next": {tt.next}}.Encode())
		if got := page.find("input", "name", "next").attr("value"); got != tt.want {
			t.Errorf("%q: the page keeps %q", tt.next, got)
		}
	}
}

// TestLoginOrigin: another site cannot sign a browser in, or out.
func TestLoginOrigin(t *testing.T) {
	s := newOfficeSite(t)
	cookie := s.first()
	for _, path := range []string{"/login", "/logout", "/first", "/forgot", "/account", "/colleagues", "/network"} {
		req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(signInForm("王芳", goodPassword).Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", "https://evil.example")
		req.AddCookie(cookie)
		a := s.do(req).want(http.StatusForbidden)
		if len(a.header["Set-Cookie"]) > 0 {
			t.Errorf("%s: a cookie", path)
		}
	}
	s.with(cookie, "GET", "/", nil).want(http.StatusOK)
}

func TestLogout(t *testing.T) {
	s := newOfficeSite(t)
	cookie := s.first()
	other := s.login("王芳", goodPassword).cookie()
	a := s.with(cookie, "POST", "/logout", nil)
	a.wantRedirect("/")
	if c := a.cookie(); c.MaxAge >= 0 || c.Value != "" {
		t.Errorf("cookie %+v", c)
	}
	s.with(cookie, "GET", "/", nil).wantRedirect("/login") // a copy of the cookie is worth nothing
	s.with(other, "GET", "/", nil).want(http.StatusOK)
}

// TestSessionLimits: a session ends after a time without use, and after a
// working day; what a page asks by itself is no use.
func TestSessionLimits(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	cookie := s.first()
	start := s.now
	ok := func(path string, want int) {
		t.Helper()
		s.with(cookie, "GET", path, nil).want(want)
	}
	for s.now.Before(start.Add(account.MaxAge - account.MaxIdle)) {
		s.now = s.now.Add(account.MaxIdle - time.Minute)
		ok("/", http.StatusOK)
	}
	s.now = start.Add(account.MaxAge + time.Second)
	ok("/", http.StatusSeeOther)

	cookie = s.login("王芳", goodPassword).cookie()
	for range 5 {
		s.now = s.now.Add(account.MaxIdle/5 + time.Second)
		s.with(cookie, "GET", "/reports/2025/state?window=w1&part=3&revision=0", nil)
	}
	ok("/", http.StatusSeeOther)
}

// TestPasswordChange ends the other sessions, not the one it is made in.
func TestPasswordChange(t *testing.T) {
	s := newOfficeSite(t)
	cookie := s.first()
	other := s.login("王芳", goodPassword).cookie()
	const next = "桥上有人走过去"
	form := url.Values{"present": {"x"}, "password": {next + "了"}, "again": {next + "了"}}
	page := s.with(cookie, "POST", "/account", form).want(http.StatusUnprocessableEntity).html()
	if got := page.find("p", "id", "problem-present").text(); got != "姓名和密码对不上，请再试一次。" {
		t.Errorf("says %q", got)
	}
	form.Set("present", goodPassword)
	s.with(cookie, "POST", "/account", form).want(http.StatusOK)
	s.with(cookie, "GET", "/", nil).want(http.StatusOK)
	s.with(other, "GET", "/", nil).wantRedirect("/login")
	s.login("王芳", goodPassword).want(http.StatusUnauthorized)
	s.login("王芳", next+"了").wantRedirect("/")
}

// TestForgot: who sits at the program's window gets in again.
func TestForgot(t *testing.T) {
	s := newOfficeSite(t)
	cookie := s.first()
	const next = "桥上有人走过去了"
	form := func(name, code string) url.Values {
		return url.Values{"name": {name}, "password": {next}, "again": {next}, "code": {code}}
	}
	s.post("/forgot", form("王芳", "12345678")).want(http.StatusUnprocessableEntity)
	code := s.server.ResetCode()
	s.now = s.now.Add(11 * time.Minute)
	s.post("/forgot", form("王芳", code)).want(http.StatusUnprocessableEntity)
	code = s.server.ResetCode()
	s.post("/forgot", form("王芳", code)).wantRedirect("/login")
	s.post("/forgot", form("王芳", code)).want(http.StatusUnprocessableEntity)
	s.with(cookie, "GET", "/", nil).wantRedirect("/login")
	s.login("王芳", next).wantRedirect("/")
}

// TestThousandPasswords: they are refused quickly, and the next day's work
// goes on, from the same PC too.
func TestThousandPasswords(t *testing.T) {
	s := newOfficeSite(t)
	cookie := s.first()
	began, refused := time.Now(), 0
	for i := range 1000 {
		if s.login("王芳", fmt.Sprint("wrong", i)).status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused < 950 {
		t.Errorf("%d of 1000 were refused without work", refused)
	}
	t.Logf("%d refused, %v", refused, time.Since(began))
	s.with(cookie, "GET", "/", nil).want(http.StatusOK)
	if a := s.remote("POST", "/login", signInForm("王芳", goodPassword)); a.status != http.StatusSeeOther && a.status != http.StatusTooManyRequests {
		t.Errorf("status %d", a.status)
	}
	s.now = s.now.Add(30 * time.Second)
	s.login("王芳", goodPassword).wantRedirect("/")
}

// counting counts what is looked up by name.
type counting struct {
	web.Accounts
	mu    sync.Mutex
	names []string
}

func (c *counting) UserNamed(ctx context.Context, name string) (account.User, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.names = append(c.names, name)
	return c.Accounts.UserNamed(ctx, name)
}

// TestGate: the same steps for a name that is known and one that is not.
func TestGate(t *testing.T) {
	s := newOfficeSite(t)
	s.first()
	users := &counting{Accounts: s.store}
	gate := account.NewGate()
	for _, name := range []string{"王芳", "李强"} {
		_, err := gate.SignIn(t.Context(), users, account.Knock{Name: name, Password: "x", Address: "a", At: noon})
		if !errors.Is(err, account.ErrSignIn) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !slices.Equal(users.names, []string{"王芳", "李强"}) {
		t.Errorf("looked up %v", users.names)
	}
	u, err := gate.SignIn(t.Context(), users, account.Knock{Name: "王芳", Password: goodPassword, Address: "a", At: noon})
	if err != nil || u.Name != "王芳" {
		t.Errorf("%+v, %v", u, err)
	}
}

// scripted is a change as the page's script sends it.
func (s *site) scripted(c *http.Cookie, user string, ch string) answer {
	s.Helper()
	req := httptest.NewRequest(http.MethodPost, "/reports/2025/changes", strings.NewReader(ch))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Nianbao-User", user)
	if c != nil {
		req.AddCookie(c)
	}
	return s.do(req)
}

// overPage signs in as the panel over a page does.
func (s *site) overPage(name, password, user string) answer {
	s.Helper()
	form := signInForm(name, password)
	form.Set("user", user)
	req := httptest.NewRequest(http.MethodPost, "/login", strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	return s.do(req)
}

// TestExpiredInMidSentence: the answer brings the panel, the change is stored
// once after signing in, in the name of who signed in.
func TestExpiredInMidSentence(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	cookie := s.first()
	u, err := s.store.UserNamed(t.Context(), "王芳")
	if err != nil {
		t.Fatal(err)
	}
	const body = `{"id":"a","edits":[{"field":"county","before":"临川县","after":"甲县"}]}`
	s.now = s.now.Add(account.MaxIdle + time.Minute)
	a := s.scripted(cookie, u.ID, body)
	a.wantMessage(http.StatusUnauthorized, "登录已过期，内容没丢，重新登录接着写。")
	panel := parse(t, a.fields()["panel"].(string))
	if panel.find("h2", "id", "over-title").text() != "登录已过期，内容没丢，重新登录接着写。" || panel.find("input", "name", "name").attr("value") != "王芳" ||
		panel.find("input", "name", "user").attr("value") != u.ID {
		t.Errorf("panel %v", a.fields()["panel"])
	}
	a = s.overPage("王芳", "x", u.ID)
	a.wantMessage(http.StatusUnauthorized, "姓名和密码对不上，请再试一次。")
	if a.fields()["panel"] != nil {
		t.Error("a panel over the panel")
	}
	cookie = s.overPage("王芳", goodPassword, u.ID).want(http.StatusOK).cookie()
	for range 2 { // sent again, and once more
		s.scripted(cookie, u.ID, body).want(http.StatusOK)
	}
	d := s.load(2025)
	if d.Report.County != "甲县" || d.Report.Revision != 1 || d.UpdatedBy != "王芳" {
		t.Errorf("county %q, revision %d, by %q", d.Report.County, d.Report.Revision, d.UpdatedBy)
	}
}

// TestAnotherPersonsPage: what one person typed is never stored in the name of
// another who signed in to the same browser.
func TestAnotherPersonsPage(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	cookie := s.first()
	li := s.signedIn("李强", s.office, account.Editor)
	const body = `{"id":"a","edits":[{"field":"county","before":"临川县","after":"甲县"}]}`
	a := s.scripted(cookie, li.ID, body).want(http.StatusUnauthorized)
	if panel := parse(t, a.fields()["panel"].(string)); panel.find("input", "name", "name").attr("value") != "李强" {
		t.Error("the panel asks for somebody else")
	}
	a = s.overPage("王芳", goodPassword, li.ID).want(http.StatusUnauthorized)
	if len(a.header["Set-Cookie"]) > 0 {
		t.Error("signed in over another one's page")
	}
	if s.load(2025).Report.Revision != 0 {
		t.Error("stored")
	}
}

// fields is a JSON answer.
func (a answer) fields() map[string]any {
	a.tb.Helper()
	var out map[string]any
	if err := json.Unmarshal(a.body, &out); err != nil {
		a.tb.Fatalf("%v: %s", err, a.body)
	}
	return out
}

// TestColleagues: an account is made, changed and locked; at once, for who is
// signed in with it.
func TestColleagues(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	admin := s.first()
	add := url.Values{"name": {"李强"}, "password": {goodPassword + "二"}, "role": {"edit"}}
	s.with(admin, "POST", "/colleagues", add).wantRedirect("/colleagues")
	page := s.with(admin, "POST", "/colleagues", add).want(http.StatusUnprocessableEntity).html()
	if got := page.find("p", "id", "problem-name").text(); got != "已经有人用这个姓名了。同名的请加上科室，例：王芳（财政所）。" {
		t.Errorf("says %q", got)
	}
	u, err := s.store.UserNamed(t.Context(), "李强")
	if err != nil {
		t.Fatal(err)
	}
	li := s.login("李强", goodPassword+"二").cookie()
	s.with(li, "POST", "/setup", url.Values{"name": {officeName}}).wantRedirect("/")
	s.with(li, "GET", "/colleagues", nil).wantMessage(http.StatusForbidden, "您的账户不能做这一步，没有改动任何内容。要做请找单位里负责“管理”的同事。")

	s.with(admin, "POST", "/colleagues/"+u.ID+"/role", url.Values{"role": {"root"}}).want(http.StatusBadRequest)
	s.with(admin, "POST", "/colleagues/"+u.ID+"/role", url.Values{"role": {"review"}}).wantRedirect("/colleagues")
	s.with(li, "POST", "/setup", url.Values{"name": {officeName}}).want(http.StatusForbidden)
	s.with(li, "GET", "/reports/2025/3", nil).want(http.StatusOK)

	s.with(admin, "POST", "/colleagues/"+u.ID+"/password", url.Values{"password": {"1"}}).want(http.StatusUnprocessableEntity)
	s.with(admin, "POST", "/colleagues/"+u.ID+"/password", url.Values{"password": {goodPassword + "三"}}).wantRedirect("/colleagues")
	s.with(li, "GET", "/", nil).wantRedirect("/login")
	li = s.login("李强", goodPassword+"三").cookie()

	s.with(admin, "POST", "/colleagues/"+u.ID+"/disable", nil).wantRedirect("/colleagues")
	s.with(li, "GET", "/", nil).wantRedirect("/login")
	s.login("李强", goodPassword+"三").want(http.StatusUnauthorized)
	s.with(admin, "POST", "/colleagues/"+u.ID+"/enable", nil).wantRedirect("/colleagues")
	s.login("李强", goodPassword+"三").wantRedirect("/")
	s.with(admin, "POST", "/colleagues/nobody/disable", nil).wantMessage(http.StatusNotFound, "没有这位同事。请从“同事”页重新进入。")
}

// TestLastAdminStays: nobody locks the office out of its accounts.
func TestLastAdminStays(t *testing.T) {
	s := newOfficeSite(t)
	admin := s.first()
	u, _ := s.store.UserNamed(t.Context(), "王芳")
	a := s.with(admin, "POST", "/colleagues/"+u.ID+"/role", url.Values{"role": {"edit"}}).want(http.StatusConflict)
	if got := a.html().find("p", "role", "alert").text(); got != "至少要留一位能登录的“管理”，没有改动。请先让另一位同事当“管理”。" {
		t.Errorf("says %q", got)
	}
	s.with(admin, "POST", "/colleagues/"+u.ID+"/disable", nil).want(http.StatusConflict)
	s.with(admin, "GET", "/colleagues", nil).want(http.StatusOK)
}

// TestReading: the pages of who only reads have nothing to type in, and no
// button that would be refused.
func TestReading(t *testing.T) {
	p := newPeople(t)
	for _, part := range parts {
		page := p.do(as("reviewer", httptest.NewRequest(http.MethodGet, "/reports/2025/"+part, nil))).want(http.StatusOK).html()
		if page.find("body", "class", "reading") == nil {
			t.Errorf("%s: the page is not for reading", part)
		}
		for _, tag := range []string{"input", "textarea", "select"} {
			for _, el := range page.all(tag, "data-field") {
				if !el.has("readonly") && !el.has("disabled") {
					t.Errorf("%s: %s can be typed in", part, el.attr("id"))
				}
			}
		}
		for _, attr := range []string{"data-repair", "data-accept", "data-set", "data-zeros"} {
			if el := page.find("button", attr); el != nil {
				t.Errorf("%s: button %q", part, el.text())
			}
		}
	}
}

// TestNetworkPage: the page opens and shuts the door, and says plainly what is
// not safe.
func TestNetworkPage(t *testing.T) {
	s := newOfficeSite(t)
	door := &fakeNetwork{}
	s.door = door
	s.serve(s.store)
	admin := s.first()
	if !door.open {
		t.Error("the first account does not open the door")
	}
	text := s.with(admin, "GET", "/colleagues", nil).html().text()
	if !strings.Contains(text, "http://192.168.1.5:8080/") || !strings.Contains(text, "没有加密") {
		t.Errorf("page: %s", text)
	}
	door.secure = true
	if text := s.with(admin, "GET", "/colleagues", nil).html().text(); strings.Contains(text, "没有加密") {
		t.Error("warns of TLS")
	}
	req := httptest.NewRequest(http.MethodGet, "/login", nil)
	req.Host = "192.168.1.5:8080"
	s.do(req).want(http.StatusOK)
	s.with(admin, "POST", "/network", url.Values{"open": {"0"}}).wantRedirect("/colleagues")
	if door.open {
		t.Error("still open")
	}
	s.do(req).want(http.StatusForbidden)
}

type fakeNetwork struct{ open, secure bool }

func (n *fakeNetwork) Open(context.Context) error { n.open = true; return nil }
func (n *fakeNetwork) Shut(context.Context) error { n.open = false; return nil }

func (n *fakeNetwork) State() web.NetworkState {
	st := web.NetworkState{Open: n.open, Secure: n.secure, Addresses: []string{"http://192.168.1.5:8080/"}}
	if n.open {
		st.Hosts = []string{"192.168.1.5:8080"}
	}
	return st
}
