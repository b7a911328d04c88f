//go:build e2e

package e2e

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"nianbao/forms"
	"nianbao/internal/report"
)

// hand counts what a person's hand does.
type hand struct {
	*window
	clicks, fields, keys int
}

// click presses something that stays on the page.
func (h *hand) click(selector string) {
	h.t.Helper()
	h.clicks++
	h.do(chromedp.Click(chromedp.CSS(selector)))
}

// go presses something that leads to another page.
func (h *hand) follow(selector string) {
	h.t.Helper()
	h.clicks++
	h.submit(selector)
}

// write types or pastes a text into a field.
func (h *hand) write(id, text string) {
	h.t.Helper()
	h.fields++
	h.keys += len([]rune(text))
	h.fill(id, text)
	h.saved()
}

func (h *hand) actions() int { return h.clicks + h.fields }

// sizes are the windows that pages are looked at in.
var sizes = []struct{ width, height int64 }{{1366, 640}, {1093, 500}, {375, 720}}

// looks has axe-core look at the page, and keeps a picture of it in every size.
func (w *window) looks(name string) {
	w.t.Helper()
	violations(w.t, name, w.axe())
	if shots == "" {
		return
	}
	for _, size := range sizes {
		w.do(chromedp.EmulateViewport(size.width, size.height))
		w.shot(fmt.Sprintf("%s-%d", name, size.width))
	}
	w.do(chromedp.EmulateViewport(sizes[0].width, sizes[0].height))
}

// TestNilReport goes from the first start to the final report of a town that
// has received no application, and counts what the hand does.
func TestNilReport(t *testing.T) {
	begun := time.Now()
	p := start(t, "", false)
	year := reportYear(time.Now())
	texts := nilTexts(t, year)
	h := &hand{window: p.window(1366, 640)}
	h.goTo("/")
	h.looks("a-first")
	h.click("#start > summary")
	h.looks("a-start")
	h.fields++
	h.keys += 7
	h.fill("name", "青石镇人民政府")
	h.follow(`form[action="/setup"] button`)
	h.looks("a-begin")
	h.follow(`form[action="/reports"] button`)
	h.looks("a-question1")
	for i := range 4 {
		h.follow(`.ask button[value="no"]`)
		if i == 1 {
			h.looks("a-question3")
		}
	}
	h.looks("a-questions-done")
	h.follow(`.next a`)
	h.write("text.preface", texts["preface"])
	h.write("signature.date", fmt.Sprintf("%d-01-08", year+1))
	h.follow(`.next a`)
	h.write("text.1", texts["1"])
	h.follow(`.next a`)
	h.looks("a-section2")
	h.click(`[data-zero]`)
	h.saved()
	h.follow(`.next a`) // tables three and four are filled by the answers
	h.write("text.5", texts["5"])
	h.follow(`.next a`)
	h.looks("a-section6")
	h.follow(`.next a`)
	if strings.HasSuffix(eval[string](h.window, `location.pathname`), "/check") {
		h.looks("a-check")
		h.follow(`.next a[href$="/final"]`)
	}
	h.looks("a-final-ready")
	h.follow(`form[action$="/final"] button`)
	h.looks("a-final-done")
	if got := h.text("h1"); !strings.Contains(got, "已定稿") {
		t.Fatalf("the page says %q: %s", got, h.text("main"))
	}
	t.Logf("from first start to 定稿: %d clicks, %d fields with %d characters, %d actions, %.1f s",
		h.clicks, h.fields, h.keys, h.actions(), time.Since(begun).Seconds())
	if h.actions() > 25 {
		t.Errorf("%d actions", h.actions())
	}
	if r := exported(t, p, year); r.Status != "final" || r.Cell("t3.total.total").String() != "0" {
		t.Errorf("status %q", r.Status)
	}
	h.goTo("/")
	h.looks("a-overview-final")
	h.unlockAgain(p, year)
	h.deleteAndRestore(year)
}

// unlockAgain: a final report cannot be typed into, and can be opened again.
func (h *hand) unlockAgain(p *program, year int) {
	h.t.Helper()
	h.goTo(fmt.Sprintf("/reports/%d/1", year))
	if !eval[bool](h.window, `document.getElementById('text.1').readOnly`) {
		h.t.Error("a final report can be typed into")
	}
	h.looks("a-locked")
	h.submitted(fmt.Sprintf("/reports/%d/final", year), `form[action$="/unlock"] button`)
	h.looks("a-unlocked")
	h.goTo(fmt.Sprintf("/reports/%d/1", year))
	h.fill("text.1", "改过的第一部分。")
	h.saved()
	h.goTo(fmt.Sprintf("/reports/%d/versions/1", year))
	h.looks("a-version")
	if got := h.text(".diff"); !strings.Contains(got, "改过的第一部分。") {
		h.t.Errorf("compared: %q", got)
	}
	if got := p.get(fmt.Sprintf("/reports/%d/versions/1/txt", year)); strings.Contains(got, "改过的第一部分。") || strings.Contains(got, "送审稿") {
		h.t.Error("the version has changed")
	}
}

// TestCorrection: a report that was published is opened again with a reason,
// and what was changed is listed.
func TestCorrection(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.submitted("/reports/2025/final", `form[action$="/final"] button`)
	w.goTo("/")
	w.do(chromedp.Click(chromedp.CSS(".ticks li.coming summary")))
	w.looks("d-publish")
	eval[chromedp.Void](w, `document.querySelector('.ticks [name=url]').value = 'https://www.example.gov.cn/1.html'`)
	w.submit(".ticks details[open] button")
	w.looks("d-published")
	w.goTo("/reports/2025/final")
	w.looks("d-correct")
	w.fill("reason", "第五部分写错一处")
	w.submit(`form[action$="/unlock"] button`)
	w.goTo("/reports/2025/head#printed.note") // folded while it is empty
	w.fill("printed.note", "（此件主动公开）")
	w.saved()
	w.goTo("/reports/2025/final")
	w.looks("d-changes")
	if got := w.text(".diff"); !strings.Contains(got, "此件主动公开") {
		t.Errorf("changes: %q", got)
	}
	w.fillEmpty("/reports/2025/head", "signature.date")
	w.goTo("/reports/2025/final")
	w.looks("d-not-yet")
	if got := w.text("h1"); got != "还差 1 处，改好就能定稿" {
		t.Errorf("the page says %q", got)
	}
}

// fillEmpty empties a field.
func (w *window) fillEmpty(path, id string) {
	w.t.Helper()
	w.goTo(path)
	w.fill(id, kb.Backspace)
	w.saved()
}

// submitted opens a page and presses a button on it.
func (w *window) submitted(path, selector string) {
	w.t.Helper()
	w.goTo(path)
	w.submit(selector)
}

// deleteAndRestore puts the report away and takes it back.
func (h *hand) deleteAndRestore(year int) {
	h.t.Helper()
	h.goTo("/")
	h.looks("a-overview-draft")
	h.submit(`a.away[href$="/delete"]`)
	h.looks("a-delete")
	h.submit(`form[action$="/delete"] button`)
	if h.text(".year") != "" {
		h.t.Error("still on the overview")
	}
	eval[chromedp.Void](h.window, `document.querySelectorAll('.fold-card').forEach(function (d) { d.open = true; })`)
	h.looks("a-deleted")
	h.submit(`form[action$="/undelete"] button`)
	if got := h.text(".year h1"); !strings.Contains(got, fmt.Sprint(year)) {
		h.t.Errorf("not given back: %q", got)
	}
}

// reportYear is the year that is due.
func reportYear(now time.Time) int {
	if now.Month() <= 6 {
		return now.Year() - 1
	}
	return now.Year()
}

// nilTexts are the texts of the nil example, of the year that is due.
func nilTexts(t *testing.T, year int) map[string]string {
	t.Helper()
	r := exampleReport(t, "nil")
	out := map[string]string{}
	for _, place := range []report.Place{"preface", "1", "5"} {
		text := strings.ReplaceAll(r.Narrative(place), "2025", fmt.Sprint(year))
		text = strings.ReplaceAll(text, "云溪乡人民政府", "青石镇人民政府")
		out[string(place)] = strings.ReplaceAll(text, "\n", kb.Enter)
	}
	return out
}

// exampleReport is an example of the format 2021.
func exampleReport(t *testing.T, name string) *report.Report {
	t.Helper()
	data, err := fs.ReadFile(forms.Examples, "examples/2021/"+name+".json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOverviewCard fills in the two dates, ticks two steps and prints for
// review; the card says so, and the print carries its number.
func TestOverviewCard(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.goTo("/")
	w.looks("b-overview")
	const year = 2025
	w.do(chromedp.Click(chromedp.CSS(".dates > summary")))
	eval[chromedp.Void](w, fmt.Sprintf(`document.querySelector('[name=county]').value = '%d-01-15'; document.querySelector('[name=publish]').value = '%d-01-31'`, year+1, year+1))
	w.looks("b-dates")
	w.submit(".dates button")
	if got := w.text(".dues"); !strings.Contains(got, "1月15日") || !strings.Contains(got, "1月31日") {
		t.Errorf("dates: %q", got)
	}
	w.do(chromedp.Click(chromedp.CSS(".ticks details > summary")))
	w.looks("b-tick")
	w.submit(".ticks details[open] button")
	w.submitted(fmt.Sprintf("/reports/%d/preview", year), `form[action$="/review"] button`)
	w.looks("b-preview")
	for kind, want := range map[string]bool{"txt": true, "html": true, "md": true, "csv": false, "json": false} {
		if got := strings.Contains(p.get(fmt.Sprintf("/reports/%d/export/%s", year, kind)), "送审稿 第1稿"); got != want {
			t.Errorf("%s carries the mark: %v", kind, got)
		}
	}
	w.goTo(fmt.Sprintf("/reports/%d/final", year))
	w.looks("b-final")
	w.goTo("/")
	w.looks("b-overview-later")
	if got := w.text(".year .state"); got != "已送审" && got != "起草" {
		t.Errorf("state %q", got)
	}
}

// TestCarriedIn: no new application, but two from last year: their column
// stays open, and a figure that speaks against the answer is asked about.
func TestCarriedIn(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.goTo("/")
	const year = 2025
	w.submitted(fmt.Sprintf("/reports/%d/delete", year), `form[action$="/delete"] button`)
	w.begin(year)
	w.submit(`.ask button[value="no"]`)
	w.looks("c-questions")
	w.goTo(fmt.Sprintf("/reports/%d/3", year))
	w.looks("c-section3")
	w.fill("t3.received.legal", "1")
	w.saved()
	w.until(`document.querySelector('.asked.warning') !== null`)
	w.looks("c-contrary")
	if got := w.text(".asked.warning p"); !strings.Contains(got, "刚才选的是“没有”，现在填了 1。") {
		t.Errorf("the page says %q", got)
	}
	w.submit(`.asked button[value="zero"]`)
	if got := w.value("t3.received.legal"); got != "0" {
		t.Errorf("received %q", got)
	}
}
