//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"

	"nianbao/internal/account"
)

// TestPictures takes the pictures of docs/pictures; run it with make pictures.
func TestPictures(t *testing.T) {
	if shots == "" {
		t.Skip("takes pictures only")
	}
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.goTo("/")
	w.shot("overview")
	w.goTo("/reports/2025/preview")
	w.until(`document.getElementById('paper').contentDocument.readyState === 'complete'`)
	w.shot("preview")
	w.goTo("/reports/2025/1")
	w.shot("prose")
	w.goTo("/reports/2025/3")
	w.fill("t3.granted.natural_person", "3")
	w.saved()
	w.until(`document.querySelector('#findings .finding.error') !== null`)
	w.do(chromedp.Focus(byID("t3.granted.natural_person")))
	w.shot("table3")

	p = startAt(t, "", false, january)
	wang, li := p.someoneElse(1366, 640), p.someoneElse(1366, 640)
	wang.setUp(townName)
	wang.begin(2025)
	wang.firstAccount()
	wang.addColleague("李强", account.Editor)
	li.goTo("/reports/2025/5")
	li.signIn("李强")
	li.until(`location.pathname === '/reports/2025/5'`)
	li.fill("text.5", "部分行政村的公开栏更新不及时。")
	li.saved()
	wang.goTo("/reports/2025/5")
	li.goTo("/reports/2025/5")
	li.do(chromedp.Focus(li.writable("text.5")))
	wang.fill("text.5", "部分行政村的公开栏更新不及时，已建立台账，每月核对一次。")
	wang.saved()
	li.fill("text.5", "三个行政村的公开栏更新不及时，由驻村干部督促补齐。")
	li.until(`document.querySelector('.conflict') !== null`)
	eval[chromedp.Void](li, `document.querySelector('.conflict').scrollIntoView({ block: 'end' })`)
	li.shot("conflict")
}
