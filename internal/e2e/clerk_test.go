//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"nianbao/forms"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// setUp answers the first questions as an office.
func (w *window) setUp(name string) {
	w.t.Helper()
	w.goTo("/")
	w.do(chromedp.Click(chromedp.CSS("#start > summary")))
	w.fill("name", name)
	w.submit(`form[action="/setup"] button`)
}

// submit clicks a button that leads to another page.
func (w *window) submit(selector string) {
	w.t.Helper()
	if _, err := chromedp.RunResponse(w.ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		w.t.Fatalf("%s: %v", selector, err)
	}
}

// begin starts a year's report the way the button of the overview does.
func (w *window) begin(year int) {
	w.t.Helper()
	w.goTo("/")
	eval[chromedp.Void](w, `document.body.insertAdjacentHTML('beforeend',
	  '<form method="post" action="/reports" id="begin"><input name="year" value="`+fmt.Sprint(year)+`"><button>x</button></form>')`)
	w.submit("#begin button")
}

func (w *window) text(selector string) string {
	w.t.Helper()
	return eval[string](w, fmt.Sprintf(`(document.querySelector(%q)||{}).textContent||''`, selector))
}

// get fetches a path outside the browser.
func (p *program) get(path string) string {
	p.t.Helper()
	resp, err := http.Get(strings.TrimSuffix(p.url, "/") + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		p.t.Fatalf("%s: %d %v", path, resp.StatusCode, err)
	}
	return string(body)
}

// TestImbalanceFoundAndMended: a clerk types figures that do not balance, sees
// it in words beside the table, mends it with one click, closes the program,
// comes back and exports.
func TestImbalanceFoundAndMended(t *testing.T) {
	p := start(t, "", false)
	w := p.window(1366, 640)
	w.setUp("青石镇人民政府")
	w.begin(2025)
	w.goTo("/reports/2025/3")
	zeros(w, "t3")
	w.saved()
	w.fill("t3.received.natural_person", "4")
	w.fill("t3.granted.natural_person", "3")
	w.saved()
	w.until(`document.querySelector('#findings .finding.error') !== null`)
	if got, want := w.text("#findings .finding.error .message"), "收到 4 件，办结和结转共 3 件，差 1 件"; !strings.Contains(got, want) {
		t.Errorf("finding says %q, want %q in it", got, want)
	}
	if got := w.value("t3.received.total"); got != "4" {
		t.Errorf("total of received is %q", got)
	}
	w.shot("imbalance-1366")
	w.do(chromedp.Click(chromedp.CSS("#findings .finding.error button[data-repair]")))
	w.until(`document.querySelector('#findings .finding.error') === null`)
	if got := w.value("t3.carried_out.natural_person"); got != "1" {
		t.Errorf("the mend put %q", got)
	}
	w.shot("mended-1366")
	w.do(chromedp.Click(chromedp.CSS("#undo")))
	w.until(`document.querySelector('#findings .finding.error') !== null`)
	w.until(`document.getElementById('t3.carried_out.natural_person').value === '0'`)
	w.fill("t3.carried_out.natural_person", "1")
	w.saved()
	p.stop()

	again := start(t, p.data, false)
	w = again.window(1366, 640)
	w.goTo("/reports/2025/3")
	if got := w.value("t3.carried_out.total"); got != "1" {
		t.Errorf("after coming back the total is %q", got)
	}
	if doc := again.get("/reports/2025/export/txt"); !strings.Contains(doc, "青石镇人民政府") {
		t.Error("export lacks the office")
	}
}

// zeros puts 0 into every cell of a table that a person fills.
func zeros(w *window, table string) {
	w.t.Helper()
	eval[chromedp.Void](w, `document.querySelectorAll('#`+table+` input:not([readonly])').forEach(function (el) {
	  if (el.value === '') { el.value = '0'; el.dispatchEvent(new Event('change', { bubbles: true })); } })`)
}

// TestKeys moves through the grid by keyboard alone.
func TestKeys(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	w.do(chromedp.Focus(byID("t3.received.natural_person")))
	tests := []struct{ key, want string }{
		{kb.ArrowDown, "t3.carried_in.natural_person"},
		{kb.ArrowRight, "t3.carried_in.enterprise"},
		{kb.ArrowUp, "t3.received.enterprise"},
		{kb.Enter, "t3.carried_in.enterprise"},
		{kb.ArrowLeft, "t3.carried_in.natural_person"},
		{kb.Tab, "t3.carried_in.enterprise"},
	}
	for _, tt := range tests {
		w.do(chromedp.KeyEvent(tt.key))
		if got := eval[string](w, `document.activeElement.id`); got != tt.want {
			t.Fatalf("after %q focus is on %s, want %s", tt.key, got, tt.want)
		}
	}
	w.do(chromedp.KeyEvent("7"))
	if got := w.value("t3.carried_in.enterprise"); got != "7" {
		t.Errorf("typing does not overwrite: %q", got)
	}
	w.until(`document.getElementById('save').className === 'save ok'`)
	w.do(chromedp.KeyEvent(kb.Escape)) // what was typed goes, stored as it is
	if got := w.value("t3.carried_in.enterprise"); got != "1" {
		t.Errorf("Esc leaves %q", got)
	}
	w.saved()
	w.goTo("/reports/2025/3")
	if got := w.value("t3.carried_in.enterprise"); got != "1" {
		t.Errorf("after Esc %q is stored", got)
	}
}

// TestTwoWindows: two people change one cell and one paragraph.
func TestTwoWindows(t *testing.T) {
	p := start(t, "", true)
	a, b := p.window(1366, 640), p.window(1366, 640)
	a.goTo("/reports/2025/3")
	b.goTo("/reports/2025/3")
	b.do(chromedp.Focus(byID("t3.granted.natural_person"))) // what one is in is left alone
	a.fill("t3.granted.natural_person", "3")
	a.saved()
	b.fill("t3.granted.natural_person", "2")
	b.until(`document.querySelector('.conflict') !== null`)
	if got := b.text(".conflict"); !strings.Contains(got, "2") || !strings.Contains(got, "3") {
		t.Errorf("conflict shows %q", got)
	}
	b.shot("conflict-cell-1366")
	b.do(chromedp.Click(chromedp.CSS(".conflict [data-choose=theirs]")))
	b.until(`document.getElementById('t3.granted.natural_person').value === '3'`)

	a.goTo("/reports/2025/6")
	b.goTo("/reports/2025/6")
	const field = "text.6"
	before := a.value(field)
	for i, w := range []*window{a, b} {
		eval[chromedp.Void](w, fmt.Sprintf(`(function () { var el = document.getElementById('text.6'); el.value = %q + el.value; el.dispatchEvent(new Event('change', { bubbles: true })); })()`, []string{"甲改。", "乙改。"}[i]))
		if i == 0 {
			w.saved()
		}
	}
	b.until(`document.querySelector('.conflict') !== null`)
	b.shot("conflict-text-1366")
	b.do(chromedp.Click(chromedp.CSS(".conflict [data-choose=yours]")))
	b.saved()
	a.goTo("/reports/2025/6")
	if got := a.value(field); got != "乙改。"+before {
		t.Errorf("kept %q", got)
	}
}

// TestOffline: the connection goes, typing goes on, everything is stored once
// when it is back.
func TestOffline(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	w.offline(true)
	w.fill("t3.granted.natural_person", "9")
	w.until(`document.getElementById('save').className === 'save bad'`)
	w.shot("offline-1366")
	w.fill("t3.granted.enterprise", "8")
	w.offline(false)
	w.saved()
	got := exported(t, p, 2025)
	if got.Cell("t3.granted.natural_person").String() != "9" || got.Cell("t3.granted.enterprise").String() != "8" {
		t.Errorf("stored %s and %s", got.Cell("t3.granted.natural_person"), got.Cell("t3.granted.enterprise"))
	}
	if got.Revision != 2 {
		t.Errorf("revision %d, want 2: one for each batch sent", got.Revision)
	}
}

func (w *window) offline(off bool) {
	w.t.Helper()
	_, err := chromedp.Call(w.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{URLPattern: "", Offline: off, DownloadThroughput: -1, UploadThroughput: -1}}})
	if err != nil {
		w.t.Fatal(err)
	}
}

// exported reads the report back from the JSON export.
func exported(t *testing.T, p *program, year int) *report.Report {
	t.Helper()
	r, err := report.Unmarshal([]byte(p.get(fmt.Sprintf("/reports/%d/export/json", year))))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRefusedValue: what a field cannot take is said in words, and nothing
// else is lost by it.
func TestRefusedValue(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	w.fill("t3.granted.natural_person", strings.Repeat("1", 65))
	w.until(`document.getElementById('save').className === 'save bad'`)
	if got := w.saveState(); !strings.Contains(got, "表三") || !strings.Contains(got, "自然人") || !strings.Contains(got, "64") {
		t.Errorf("page says %q", got)
	}
	w.shot("refused-1366")
	w.fill("t3.granted.natural_person", "无")
	w.saved()
	w.until(`document.querySelector('#findings .finding.error') !== null`)
	w.fill("t3.granted.natural_person", "４")
	w.saved()
	if got := w.value("t3.granted.natural_person"); got != "4" {
		t.Errorf("full-width 4 became %q", got)
	}
}

// TestSetupProblems: every field of the set-up page says what to mend.
func TestSetupProblems(t *testing.T) {
	p := start(t, "", false)
	w := p.window(1366, 640)
	w.goTo("/")
	w.shot("first-1366")
	w.do(chromedp.Click(chromedp.CSS("#start > summary")))
	w.do(chromedp.Click(chromedp.CSS("#start .later > summary")))
	w.fill("postcode", "12")
	w.fill("email", "不是邮箱")
	w.submit(`form[action="/setup"] button`)
	for _, field := range []string{"name", "postcode", "email"} {
		if w.text("#problem-"+field) == "" {
			t.Errorf("no message for %s", field)
		}
	}
	if got := w.value("email"); got != "不是邮箱" {
		t.Errorf("what was typed is gone: %q", got)
	}
	w.shot("setup-problems-1366")
}

// catalog loads the formats for what a test needs to know of them.
func catalog(t *testing.T) *form.Catalog {
	t.Helper()
	c, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// quoteJS makes a JavaScript literal.
func quoteJS(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
