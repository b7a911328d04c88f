//go:build e2e && soak

package e2e

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestLatency measures in the page: from the key to the finding on screen, and
// from opening table three to its first paint; as is, and with the processor
// slowed down six times. It prints figures and judges none.
func TestLatency(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	for _, rate := range []float64{1, 6} {
		if _, err := chromedp.Call(w.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: rate}); err != nil {
			t.Fatal(err)
		}
		var paints []float64
		for range 10 {
			w.goTo("/reports/2025/3")
			w.until(`performance.getEntriesByType('paint').length > 0`)
			paints = append(paints, eval[float64](w, `(performance.getEntriesByName('first-contentful-paint')[0] || { startTime: -1 }).startTime`))
		}
		slices.Sort(paints)
		eval[chromedp.Void](w, `(function () {
		  window.took = []; var at = 0;
		  document.addEventListener('input', function () { at = performance.now(); }, true);
		  new MutationObserver(function () { if (!at) return; var from = at; at = 0;
		    requestAnimationFrame(function () { setTimeout(function () { window.took.push(performance.now() - from); }, 0); }); })
		    .observe(document.getElementById('findings'), { childList: true }); })()`)
		w.do(chromedp.Focus(byID("t3.granted.natural_person")))
		for i := range 60 {
			eval[chromedp.Void](w, `document.activeElement.select()`)
			w.do(chromedp.KeyEvent(string(rune('7' - i%2*3))))
			w.until(`window.took.length === ` + strconv.Itoa(i+1))
			time.Sleep(20 * time.Millisecond)
		}
		took := eval[[]float64](w, `window.took`)
		slices.Sort(took)
		t.Logf("processor 1/%.0f: key to finding median %.0f ms, 95th %.0f ms; first paint of table three median %.0f ms, worst %.0f ms",
			rate, took[len(took)/2], took[len(took)*95/100], paints[len(paints)/2], paints[len(paints)-1])
	}
}
