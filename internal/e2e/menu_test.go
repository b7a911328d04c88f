//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestMenu opens the menu of what is rarely needed by keyboard, goes on to a
// folded field with it, and closes it again.
func TestMenu(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/")
	w.do(chromedp.Click(chromedp.CSS(".menu > summary")))
	w.looks("menu-overview")
	w.goTo("/reports/2025/3")
	w.do(chromedp.Focus(chromedp.CSS(".menu > summary")), chromedp.KeyEvent(kb.Enter))
	w.until(`document.querySelector('.menu').open`)
	w.looks("menu-report")
	w.do(chromedp.KeyEvent(kb.Escape))
	w.until(`!document.querySelector('.menu').open && document.activeElement.matches('.menu > summary')`)
	w.do(chromedp.KeyEvent(kb.Enter))
	k := &keyboard{window: w}
	k.tabTo(`.menu a[href$="#document_number"]`)
	w.leads(kb.Enter)
	w.until(`document.activeElement.id === 'document_number'`)
	w.looks("menu-document-number")
	w.goTo("/reports/2025/3")
	w.do(chromedp.Click(chromedp.CSS(".menu > summary")), chromedp.Click(chromedp.CSS(`.menu a[href$="/3#text.3"]`)))
	w.until(`document.getElementById('text.3').closest('details').open && !document.querySelector('.menu').open`)
}

// leads presses a key that leads to another page.
func (w *window) leads(key string) {
	w.t.Helper()
	if _, err := chromedp.RunResponse(w.ctx, chromedp.KeyEvent(key)); err != nil {
		w.t.Fatal(err)
	}
}
