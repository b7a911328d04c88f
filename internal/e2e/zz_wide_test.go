//go:build e2e

package e2e

import (
	"fmt"
	"github.com/chromedp/chromedp"
	"testing"
)

func TestWide(t *testing.T) {
	p := startAt(t, "", false, at(2022))
	w := p.window(390, 760)
	w.do(chromedp.EmulateViewport(390, 760))
	w.goTo("/import")
	w.upload("seed0.docx")
	w.arrived("/import/file/")
	fmt.Println(eval[string](w, `Array.from(document.querySelectorAll('body *')).filter(function(e){return e.getBoundingClientRect().right>391}).map(function(e){return e.tagName+'.'+e.className+' '+Math.round(e.getBoundingClientRect().right)}).slice(0,20).join('\n')`))
}
