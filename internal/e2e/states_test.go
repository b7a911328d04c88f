//go:build e2e

package e2e

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"nianbao/internal/account"
)

// TestExpiredForm: a plain form is sent when the session has ended. What was
// typed is carried through signing in and stored after one more press.
func TestExpiredForm(t *testing.T) {
	var ahead atomic.Int64
	p := startAt(t, "", false, func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
	w := p.someoneElse(1366, 640)
	w.setUp(townName)
	w.begin(2025)
	w.firstAccount()
	w.goTo("/setup")
	w.fill("address", "青石大街 18 号")
	ahead.Store(int64(account.MaxIdle + time.Minute))
	w.submit(`form[action="/setup"] button`)
	w.looks("expired-form")
	w.signIn("王芳")
	w.looks("expired-form-resume")
	w.submit(`form[action="/setup"] button`)
	w.goTo("/setup")
	if got := w.value("address"); got != "青石大街 18 号" {
		t.Errorf("stored %q", got)
	}
}

// TestStates looks at states that come about rarely, at every size: kept in
// the browser while there is no connection, a page from before an upgrade, two
// values for a cell and for a paragraph, nothing there yet, no such page.
func TestStates(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	w.enabledAfterAsking()
	w.offline(true)
	w.fill("t3.granted.natural_person", "9")
	w.until(`document.getElementById('save').className === 'save bad'`)
	w.looks("state-offline")
	w.offline(false)
	w.saved()
	eval[chromedp.Void](w, `document.getElementById('save').dataset.program = 'old'; document.dispatchEvent(new Event('visibilitychange'))`)
	w.until(`!document.getElementById('stale').hidden`)
	w.looks("state-stale")

	const cell = "t3.granted.enterprise"
	for _, at := range []struct{ path, id, theirs, yours string }{{"/reports/2025/3", cell, "5", "6"}, {"/reports/2025/head", "title", "甲标题", "乙标题"}} {
		other := p.window(1366, 640)
		other.goTo(at.path)
		w.goTo(at.path)
		w.do(chromedp.Focus(byID(at.id)))
		other.fill(at.id, at.theirs)
		other.saved()
		w.fill(at.id, at.yours)
		eval[chromedp.Void](w, `document.activeElement.blur()`)
		w.until(`document.querySelector('.conflict') !== null`)
		w.looks("state-conflict-" + at.id)
	}

	empty := start(t, "", false)
	v := empty.window(1366, 640)
	v.setUp(townName)
	v.looks("state-no-year")
	v.begin(2025)
	for _, page := range []string{"history", "check", "final", "3", "preview", "questions"} {
		v.goTo("/reports/2025/" + page)
		v.looks("state-empty-" + page)
	}
	v.goTo("/reports/1999/1")
	v.looks("state-missing")
}

// TestScaled opens the pages at 125 % scaling of a 1366×768 screen: the
// window then has 1093×500 of its own, and nothing may be cut off.
func TestScaled(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1093, 500)
	w.do(chromedp.EmulateViewport(1093, 500, chromedp.EmulateScale(1.25)))
	for name, path := range map[string]string{"overview": "/", "head": "/reports/2025/head", "s1": "/reports/2025/1", "s3": "/reports/2025/3",
		"check": "/reports/2025/check", "preview": "/reports/2025/preview", "final": "/reports/2025/final", "history": "/reports/2025/history"} {
		w.goTo(path)
		if got := eval[float64](w, `window.devicePixelRatio`); got != 1.25 {
			t.Fatalf("scaled by %v", got)
		}
		if over := eval[bool](w, `document.documentElement.scrollWidth > window.innerWidth`); over {
			t.Errorf("%s is wider than its window", path)
		}
		w.shot("scaled-" + name)
	}
}
