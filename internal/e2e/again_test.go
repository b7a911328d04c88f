//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"nianbao/internal/report"
)

// TestNilReportAgain goes from opening the new year, last year's nil report
// present, to the final report, and counts what the hand does.
func TestNilReportAgain(t *testing.T) {
	p := start(t, "", false)
	year := reportYear(time.Now())
	h := &hand{window: p.window(1366, 640)}
	h.lastYear(year - 1)
	*h = hand{window: h.window}
	begun := time.Now()
	h.goTo("/")
	h.looks("f-overview")
	h.follow(`form[action="/reports"] button`)
	h.looks("f-questions")
	h.follow(`.after button[name=answer]`) // four times no
	for {
		h.looks("f-" + eval[string](h.window, `document.querySelector('.work').dataset.part`))
		t.Logf("%d actions before %s", h.actions(), h.text("h1"))
		h.settle(year)
		part := eval[string](h.window, `document.querySelector('.work').dataset.part`)
		if part == "check" {
			break
		}
		h.onward()
	}
	t.Logf("to check: %d actions", h.actions())
	if got := h.text("main"); !eval[bool](h.window, `document.querySelector('.next a[href$="/final"]') !== null`) {
		t.Fatalf("not ready: %s", got)
	}
	h.follow(`.next a[href$="/final"]`)
	h.follow(`form[action$="/final"] button`)
	if got := h.text("h1"); !strings.Contains(got, "已定稿") {
		t.Fatalf("the page says %q: %s", got, h.text("main"))
	}
	took := time.Since(begun)
	t.Logf("from the new year to 定稿 with last year's: %d clicks, %d fields with %d characters, %d actions, %.1f s",
		h.clicks, h.fields, h.keys, h.actions(), took.Seconds())
	// Seven of them are figures that last year's text counted and that only the
	// clerk can know; five are sentences with a fact of last year.
	if h.actions() > 25 {
		t.Errorf("%d actions", h.actions())
	}
	r := exported(t, p, year)
	for place, paragraphs := range r.Text {
		for _, q := range paragraphs {
			if q.Carried || q.HasSlot() {
				t.Errorf("%s is not settled: %s", place, r.Render(q))
			}
		}
	}
}

// onward goes to the next part that the list of parts does not call finished,
// else to the check.
func (h *hand) onward() {
	h.t.Helper()
	next := eval[string](h.window, `(function () { var steps = Array.from(document.querySelectorAll('.rail .step')), here = steps.findIndex(function (s) { return s.hasAttribute('aria-current'); });
	  var open = steps.slice(here + 1).find(function (s) { return !s.classList.contains('ok'); });
	  return open ? '.rail .step[href="' + open.getAttribute('href') + '"]' : '.bar-nav a[href$="/check"]'; }())`)
	h.follow(next)
}

// settle does on a page what is still to be done there: date, gaps, what last
// year said, blank cells.
func (h *hand) settle(year int) {
	h.t.Helper()
	if eval[bool](h.window, `!!document.getElementById('signature.date')`) && !strings.HasPrefix(h.value("signature.date"), fmt.Sprint(year+1)) {
		h.write("signature.date", fmt.Sprintf("%d-01-08", year+1))
	}
	if eval[bool](h.window, `(function () { var b = document.querySelector('[data-zero]'); return !!b && b.offsetParent !== null; }())`) {
		h.click(`[data-zero]`)
		h.saved()
	}
	for eval[bool](h.window, `document.querySelector('.slot') !== null`) {
		h.fields++
		h.keys++
		n := eval[int](h.window, `document.querySelectorAll('.slot').length`)
		h.do(chromedp.Click(chromedp.CSS(".slot")), chromedp.KeyEvent("8"))
		h.until(fmt.Sprintf(`document.querySelectorAll('.slot').length < %d`, n))
		h.saved()
	}
	if eval[bool](h.window, `(function () { var a = document.querySelector('.asks-all'); return !!a && !a.hidden; }())`) {
		h.looks("f-together")
		h.click(`.asks-all button`)
		h.saved()
	}
	for eval[bool](h.window, `document.querySelector('.ask-line') !== null`) {
		h.click(`.ask-line [data-do=keep]`)
		h.saved()
	}
}

// lastYear leaves a final nil report of a year behind.
func (h *hand) lastYear(year int) {
	h.t.Helper()
	texts := map[string]string{}
	for _, place := range []report.Place{"preface", "1", "5"} {
		texts[string(place)] = strings.NewReplacer("2025", fmt.Sprint(year), "云溪乡人民政府", "青石镇人民政府").Replace(exampleReport(h.t, "nil").Narrative(place))
	}
	h.setUp("青石镇人民政府")
	h.begin(year)
	for range 4 {
		h.submit(`.ask button[value="no"]`)
	}
	part := func(name string, values map[string]string) {
		h.goTo(fmt.Sprintf("/reports/%d/%s", year, name))
		if values != nil {
			h.put(values)
		}
	}
	part("head", map[string]string{"text.preface": texts["preface"], "signature.date": fmt.Sprintf("%d-01-08", year+1)})
	part("1", map[string]string{"text.1": texts["1"]})
	part("5", map[string]string{"text.5": texts["5"]})
	part("2", nil)
	h.click(`[data-zero]`)
	h.saved()
	h.submitted(fmt.Sprintf("/reports/%d/final", year), `form[action$="/final"] button`)
}
