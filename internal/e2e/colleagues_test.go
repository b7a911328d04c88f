//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"nianbao/internal/account"
	"nianbao/internal/storage"
)

const townName = "青石镇人民政府"

// password of everybody in these tests.
const password = "桥下有水，水里有鱼"

// someoneElse is a window of another person: a browser with cookies of its own.
func (p *program) someoneElse(width, height int64) *window {
	p.t.Helper()
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithNewBrowserContext())
	p.t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	p.t.Cleanup(stop)
	w := &window{p.t, ctx, strings.TrimSuffix(p.url, "/")}
	if err := chromedp.Do(ctx); err != nil {
		p.t.Fatalf("open window: %v", err)
	}
	w.do(chromedp.EmulateViewport(width, height))
	return w
}

// firstAccount makes 王芳's account at the PC.
func (w *window) firstAccount() {
	w.t.Helper()
	w.goTo("/first")
	w.fill("name", "王芳")
	w.fill("password", password)
	w.fill("again", password)
	w.submit(`form[action="/first"] button`)
	w.until(`location.pathname === '/colleagues'`)
}

func (w *window) addColleague(name string, role account.Role) {
	w.t.Helper()
	w.goTo("/colleagues")
	w.fill("name", name)
	w.fill("password", password)
	eval[chromedp.Void](w, fmt.Sprintf(`document.getElementById('role').value = %q`, role))
	w.submit(`form[action="/colleagues"] button`)
	w.until(`location.pathname === '/colleagues'`)
}

// signIn answers the sign-in page.
func (w *window) signIn(name string) {
	w.t.Helper()
	w.fill("sign-in-name", name)
	w.fill("sign-in-password", password)
	w.submit(`main form[action="/login"] button`)
}

// TestTwoColleagues: accounts are made, two colleagues write one report, every
// change carries its author's name, and where both typed both are asked.
func TestTwoColleagues(t *testing.T) {
	p := start(t, "", false)
	wang := p.someoneElse(1366, 640)
	wang.setUp(townName)
	wang.begin(2025)
	wang.firstAccount()
	wang.addColleague("李强", account.Editor)
	li := p.someoneElse(1366, 640)
	li.goTo("/reports/2025/3")
	if path := eval[string](li, `location.pathname`); path != "/login" {
		t.Fatalf("a stranger sees %s", path)
	}
	li.signIn("李强")
	li.until(`location.pathname === '/reports/2025/3'`)
	if me := li.text(".me a"); me != "李强" {
		t.Errorf("the page is of %q", me)
	}
	wang.goTo("/reports/2025/3")
	wang.fill("t3.received.natural_person", "3")
	wang.saved()
	li.fill("t3.received.enterprise", "5")
	li.saved()
	li.fill("t3.granted.natural_person", "1")
	li.saved()

	// Both on one cell: Li is in it while Wang's value is stored.
	const cell = "t3.carried_in.natural_person"
	li.do(chromedp.Focus(byID(cell)))
	wang.fill(cell, "4")
	wang.saved()
	li.fill(cell, "2")
	li.until(`document.querySelector('.conflict') !== null`)
	li.shot("colleagues-conflict-1366")
	li.do(chromedp.Click(chromedp.CSS(".conflict [data-choose=yours]")))
	li.saved()
	p.stop()
	by := p.changes(t)
	for field, want := range map[string]string{"t3.received.natural_person": "王芳", "t3.received.enterprise": "李强",
		"t3.granted.natural_person": "李强", cell: "李强"} {
		if by[field] != want {
			t.Errorf("%s was changed by %q, want %q", field, by[field], want)
		}
	}
}

// changes says who changed which field last, once the program has ended.
func (p *program) changes(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	store, err := storage.Open(p.data, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	offices, err := store.Offices(t.Context())
	if err != nil || len(offices) != 1 {
		t.Fatalf("offices %v, %v", offices, err)
	}
	history, err := store.History(t.Context(), offices[0].ID, 2025, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range history { // the newest first
		for _, e := range c.Edits {
			if _, known := out[e.Field]; !known {
				out[e.Field] = c.By
			}
		}
	}
	return out
}

// TestReviewer: who reviews reads every page, types nowhere and is shown no
// button that would be refused; a request of his own making is refused too.
func TestReviewer(t *testing.T) {
	p := start(t, "", false)
	wang := p.someoneElse(1366, 640)
	wang.setUp(townName)
	wang.begin(2025)
	wang.firstAccount()
	wang.addColleague("赵敏", account.Reviewer)
	zhao := p.someoneElse(1366, 640)
	zhao.goTo("/")
	zhao.signIn("赵敏")
	for _, part := range []string{"head", "1", "3", "5", "check", "preview", "final"} {
		zhao.goTo("/reports/2025/" + part)
		if n := eval[int](zhao, `Array.from(document.querySelectorAll('[data-field]')).filter(function (el) { return !el.readOnly && !el.disabled; }).length`); n > 0 {
			t.Errorf("%s: %d fields can be typed in", part, n)
		}
		if n := eval[int](zhao, `Array.from(document.querySelectorAll('form[method=post]:not(.for-all):not([action$="/review"])')).filter(function (el) { return el.offsetParent !== null; }).length`); n > 0 {
			t.Errorf("%s: %d forms", part, n)
		}
		for _, size := range sizes {
			zhao.do(chromedp.EmulateViewport(size.width, size.height))
			zhao.shot(fmt.Sprintf("reading-%s-%d", part, size.width))
		}
		zhao.do(chromedp.EmulateViewport(1366, 640))
	}
	status := eval[int](zhao, `(function () { var r = new XMLHttpRequest(); r.open('POST', '/reports/2025/changes', false);
	  r.setRequestHeader('Content-Type', 'application/json'); r.setRequestHeader('Accept', 'application/json');
	  r.send('{"id":"x1","edits":[{"field":"county","before":"","after":"甲县"}]}'); return r.status; })()`)
	if status != 403 {
		t.Errorf("a change is answered with %d", status)
	}
	zhao.goTo("/")
	zhao.shot("reading-home-1366")
	if n := eval[int](zhao, `document.querySelectorAll('a[href="/colleagues"], a[href="/setup"]').length`); n > 0 {
		t.Error("links to what is not his")
	}
}

// TestExpiredInMidSentence: the session ends while somebody writes. A panel
// comes up over the page, nothing typed is lost, and it is stored once.
func TestExpiredInMidSentence(t *testing.T) {
	var ahead atomic.Int64
	p := startAt(t, "", false, func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
	w := p.someoneElse(1366, 640)
	w.setUp(townName)
	w.begin(2025)
	w.firstAccount()
	w.goTo("/reports/2025/1")
	const field = "text.1"
	w.fill(field, "2025年，本机关")
	w.saved()
	ahead.Store(int64(account.MaxIdle + time.Minute))
	w.do(chromedp.Focus(w.writable(field)), chromedp.SendKeys(w.writable(field), "认真贯彻条例，"))
	w.until(`document.querySelector('dialog.over[open]') !== null`)
	if got := w.text("#over-title"); got != "登录已过期，内容没丢，重新登录接着写。" {
		t.Errorf("the panel says %q", got)
	}
	if got := w.value("sign-in-name"); got != "王芳" {
		t.Errorf("the panel asks for %q", got)
	}
	for _, size := range sizes {
		w.do(chromedp.EmulateViewport(size.width, size.height))
		w.shot(fmt.Sprintf("over-%d", size.width))
	}
	w.do(chromedp.EmulateViewport(1366, 640))
	w.do(chromedp.SendKeys(byID("sign-in-password"), "wrong\r"))
	w.until(`document.getElementById('sign-in-problem').textContent === '姓名和密码对不上，请再试一次。'`)
	w.shot("over-wrong-1366")
	violations(t, "the panel", w.axe())
	if got := w.value(field); got != "2025年，本机关认真贯彻条例，" {
		t.Errorf("the field has %q", got)
	}
	w.do(chromedp.SendKeys(byID("sign-in-password"), password+"\r"))
	w.until(`document.querySelector('dialog') === null`)
	w.until(`document.activeElement.className === 'sheet'`)
	w.do(chromedp.SendKeys(w.writable(field), "完成各项任务。"))
	w.saved()
	w.goTo("/reports/2025/1")
	if got := w.value(field); got != "2025年，本机关认真贯彻条例，完成各项任务。" {
		t.Errorf("stored %q", got)
	}
	p.stop()
	if by := p.changes(t)[field]; by != "王芳" {
		t.Errorf("by %q", by)
	}
}

// TestAccountPages looks at every page about accounts, at every size.
func TestAccountPages(t *testing.T) {
	p := start(t, "", false)
	w := p.someoneElse(1366, 640)
	w.setUp(townName)
	look := func(name string) {
		t.Helper()
		for _, size := range sizes {
			w.do(chromedp.EmulateViewport(size.width, size.height))
			if wide := eval[int](w, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
				t.Errorf("%s at %d is %d too wide", name, size.width, wide)
			}
			w.shot(fmt.Sprintf("%s-%d", name, size.width))
		}
		w.do(chromedp.EmulateViewport(1366, 640))
		violations(t, name, w.axe())
	}
	w.goTo("/")
	look("home-local")
	w.goTo("/first")
	look("first")
	w.submit(`form[action="/first"] button`)
	look("first-mend")
	w.firstAccount()
	w.addColleague("李强", account.Editor)
	w.addColleague("赵敏", account.Reviewer)
	look("colleagues")
	w.do(chromedp.Click(chromedp.CSS(".team li:nth-child(2) summary")))
	look("colleagues-open")
	w.goTo("/account")
	look("account")
	w.goTo("/")
	look("home-signed-in")
	w.submit(`form[action="/logout"] button`)
	look("login")
	w.fill("sign-in-name", "王芳")
	w.fill("sign-in-password", "wrong")
	w.submit(`main form[action="/login"] button`)
	look("login-wrong")
	w.goTo("/forgot")
	look("forgot")
}
