//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/shopspring/decimal"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
	"nianbao/internal/storage"
)

// nextJanuary is a clock of the days after the year of the examples.
func nextJanuary() time.Time { return time.Date(2027, 1, 8, 10, 32, 0, 0, time.Local) }

// published puts an office with the published report of 2025 into a folder.
func publishedTown(t *testing.T, data string, r *report.Report) {
	t.Helper()
	store, err := storage.Open(data, storage.Options{Now: nextJanuary, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	office, err := store.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{Name: r.Issuer, Kind: string(r.Kind()), County: r.County}})
	if err != nil {
		t.Fatal(err)
	}
	r.Status = draft.Published
	if _, err := store.Create(t.Context(), office.ID, r, "示例"); err != nil {
		t.Fatal(err)
	}
}

// TestNewYearNil begins the year after a published one in which nothing was
// applied for, and finishes it: what the hand does is counted.
func TestNewYearNil(t *testing.T) {
	data := t.TempDir()
	publishedTown(t, data, exampleReport(t, "nil"))
	p := startAt(t, data, false, nextJanuary)
	h := &hand{window: p.window(1366, 768)}
	h.goTo("/")
	h.looks("n-overview")
	begun := time.Now()
	h.follow(`form[action="/reports"] button`)
	h.looks("n-questions")
	h.follow(`.after button[name=answer]`)
	h.finishNil(map[string]string{"s1.published": "151", "s1.website": "95", "s1.wechat": "56", "s1.interpretations": "2", "s1.responses": "4"})
	t.Logf("from opening the new year to 定稿: %d clicks, %d fields with %d characters, %d actions, %.1f s",
		h.clicks, h.fields, h.keys, h.actions(), time.Since(begun).Seconds())
	if h.actions() > 25 {
		t.Errorf("%d actions", h.actions())
	}
	r := exported(t, p, 2026)
	if r.Status != "final" || strings.Contains(r.Narrative("1"), "＿＿") || strings.Contains(r.Narrative("1"), "2025") {
		t.Errorf("%s: %s", r.Status, r.Narrative("1"))
	}
}

// TestNewYearImported begins the new year from the page that was published last
// year, pasted in.
func TestNewYearImported(t *testing.T) {
	last := exampleReport(t, "nil")
	data := t.TempDir()
	publishedTown(t, data, last)
	source := startAt(t, data, false, nextJanuary)
	page := source.get("/reports/2025/export/html")
	p := startAt(t, "", false, nextJanuary)
	h := &hand{window: p.window(1366, 768)}
	h.goTo("/")
	h.do(chromedp.Click(chromedp.CSS("#read > summary")))
	h.pasted(page, "年报")
	h.arrived("/import/file/")
	h.looks("m-read")
	begun := time.Now()
	h.follow(`.finish-bar .primary`)
	h.follow(`.after button[name=answer]`)
	h.finishNil(map[string]string{"s1.published": "151", "s1.website": "95", "s1.wechat": "56", "s1.interpretations": "2", "s1.responses": "4"})
	t.Logf("from the page that was read to 定稿: %d clicks, %d fields, %d actions, %.1f s", h.clicks, h.fields, h.actions(), time.Since(begun).Seconds())
	if h.actions() > 25 {
		t.Errorf("%d actions", h.actions())
	}
	if r := exported(t, p, 2026); r.Status != "final" || strings.Contains(r.Narrative("1"), "＿＿") {
		t.Errorf("%s: %s", r.Status, r.Narrative("1"))
	}
}

// finishNil goes through the parts of a year that was begun from the last, as
// the page leads.
func (h *hand) finishNil(figures map[string]string) {
	h.t.Helper()
	for step := 0; step < 12; step++ {
		at := eval[string](h.window, `location.pathname`)
		part := at[strings.LastIndex(at, "/")+1:]
		h.looks("n-" + part)
		switch part {
		case "check":
			h.follow(`.next a[href$="/final"]`)
			continue
		case "final":
			h.follow(`form[action$="/final"] button`)
			h.looks("n-done")
			if got := h.text("h1"); !strings.Contains(got, "已定稿") {
				h.t.Fatalf("the page says %q: %s", got, h.text("main"))
			}
			return
		case "head":
			h.write("signature.date", "2027-01-08")
		case "1":
			h.figures(figures)
		case "2":
			h.click(`[data-zero]`)
		}
		h.confirmAll()
		h.saved()
		h.looks("n-" + part + "-filled")
		h.follow(`.next a`)
	}
	h.t.Fatalf("no end: %s", h.text("main"))
}

// figures types the usual figures where the prose has them: beside it where
// they follow, over the gaps where they do not.
func (h *hand) figures(figures map[string]string) {
	h.t.Helper()
	const gaps = `Array.from(document.querySelectorAll('.slot')).filter(function (n) { return /[0-9]/.test(n.textContent); })`
	if eval[int](h.window, gaps+`.length`) == 0 {
		for _, code := range []string{"s1.published", "s1.website", "s1.wechat", "s1.interpretations", "s1.responses"} {
			h.write(code, figures[code])
		}
		return
	}
	h.looks("n-gaps")
	for n := eval[int](h.window, gaps+`.length`); n > 0; n = eval[int](h.window, gaps+`.length`) {
		eval[chromedp.Void](h.window, gaps+`[0].scrollIntoView({ block: 'center' }); `+gaps+`[0].id = 'gap'`)
		h.do(chromedp.Click(chromedp.CSS("#gap")), chromedp.KeyEvent("7"))
		h.fields++
		h.until(fmt.Sprintf(gaps+`.length < %d`, n))
	}
}

// confirmAll says of every gap of words and every sentence of last year that
// it is so this year too.
func (h *hand) confirmAll() {
	h.t.Helper()
	const asked = `Array.from(document.querySelectorAll('.ask-line')).filter(function (l) { return l.querySelector('q').textContent !== ''; })`
	const left = `document.querySelectorAll('.sheet .doubt, .sheet .slot').length`
	for n := eval[int](h.window, left); n > 0; n = eval[int](h.window, left) {
		h.clicks++
		eval[chromedp.Void](h.window, asked+`[0].querySelector('[data-do=keep]').click()`)
		h.until(fmt.Sprintf(left+` < %d`, n))
	}
	if eval[bool](h.window, `!!document.querySelector('.asks-all') && !document.querySelector('.asks-all').hidden`) {
		h.click(`.asks-all button`)
	}
	for eval[int](h.window, `document.querySelectorAll('.ask-line').length`) > 0 {
		n := eval[int](h.window, `document.querySelectorAll('.ask-line').length`)
		h.click(`.ask-line [data-do=keep]`)
		h.until(fmt.Sprintf(`document.querySelectorAll('.ask-line').length < %d`, n))
	}
}

// TestNewYearPages looks at the pages of a year that was begun from the last,
// with a predecessor beside it.
func TestNewYearPages(t *testing.T) {
	data := t.TempDir()
	publishedTown(t, data, exampleReport(t, "full"))
	p := startAt(t, data, false, nextJanuary)
	w := p.window(1366, 768)
	w.goTo("/import?for=merged")
	w.looks("y-merged")
	other := exampleReport(t, "nil")
	w.pasted(p.predecessorPage(t, other), "年报")
	w.arrived("/import/file/")
	w.looks("y-predecessor")
	w.submit(`.finish-bar .primary`)
	w.goTo("/")
	w.looks("y-overview")
	w.submit(`form[action="/reports"] button`)
	for _, part := range []string{"questions", "head", "1", "2", "3", "4", "5", "6", "compare", "check"} {
		w.goTo("/reports/2026/" + part)
		w.looks("y-" + part)
	}
	w.goTo("/usual")
	w.looks("y-usual")
	w.goTo("/usual/overview.opening.usual")
	w.looks("y-wording")
	w.goTo("/requirements")
	w.looks("y-requirements")
}

// predecessorPage is a report as its office has published it.
func (p *program) predecessorPage(t *testing.T, r *report.Report) string {
	t.Helper()
	data := t.TempDir()
	publishedTown(t, data, r)
	return startAt(t, data, false, nextJanuary).get("/reports/2025/export/html")
}

// TestNewYearCorrected: last year's report is corrected after the new year was
// begun; the new year asks, and follows at a press.
func TestNewYearCorrected(t *testing.T) {
	data := t.TempDir()
	publishedTown(t, data, exampleReport(t, "full"))
	p := startAt(t, data, false, nextJanuary)
	w := p.window(1366, 768)
	w.goTo("/")
	w.submit(`form[action="/reports"] button`)
	before := exported(t, p, 2026).Cell("t3.carried_in.enterprise").String()
	w.goTo("/reports/2025/3") // it was read in: nothing locks it
	last := exported(t, p, 2025)
	for _, code := range []string{"t3.received.enterprise", "t3.carried_out.enterprise"} {
		n, _ := last.Cell(form.Code(code)).Decimal()
		w.fill(code, n.Add(decimal.NewFromInt(1)).String())
		w.saved()
	}
	w.goTo("/reports/2026/3")
	if got := w.text(".renewal"); !strings.Contains(got, "更正过") {
		t.Fatalf("not asked: %q", got)
	}
	w.looks("z-corrected")
	w.submit(`form.renewal button`)
	if got := exported(t, p, 2026).Cell("t3.carried_in.enterprise").String(); got == before {
		t.Errorf("carried in is still %s", got)
	}
	if got := w.text(".renewal"); got != "" {
		t.Errorf("asked again: %q", got)
	}
}

// TestNewYearSplit: a paragraph of last year that is cut in two stays to be
// confirmed in both halves, and keeps what is bound in them.
func TestNewYearSplit(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.rich()
	before := exported(t, p, 2025).Text["1"]
	w.caret("text.1", "制度健全。", false)
	w.key(kb.Enter)
	w.caret("text.1", "件，结转", false)
	w.key(kb.Enter)
	w.saved()
	after := exported(t, p, 2025).Text["1"]
	if len(after) != len(before)+2 {
		t.Fatalf("%d paragraphs, were %d", len(after), len(before))
	}
	if a, b := after[1], after[2]; len(a.Runs) != 3 || a.Runs[1].Ref != "t3.received.total" || len(b.Runs) < 1 || b.Runs[0].Ref != "t3.carried_out.total" {
		t.Errorf("bound: %+v %+v", a, b)
	}
	if a, b := after[3], after[4]; !a.Carried || !b.Carried || !a.Runs[0].Confirm || !b.Runs[0].Confirm || a.Extra == nil {
		t.Errorf("marks: %+v %+v", a, b)
	}
}
