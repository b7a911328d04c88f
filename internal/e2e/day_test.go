//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// writable is where one types of a field: the sheet of prose, else the field.
func (w *window) writable(id string) chromedp.CSS {
	w.t.Helper()
	if w.edits(id) {
		return sheet(id)
	}
	return byID(id)
}

// keyboard is a person without a mouse: everything goes by keys, which are
// counted.
type keyboard struct {
	*window
	keys int
}

func (k *keyboard) press(key string, opts ...chromedp.KeyOption) {
	k.t.Helper()
	k.keys++
	k.do(chromedp.KeyEvent(key, opts...))
}

// ctrl holds Ctrl; all is what Ctrl+A does.
var ctrl = chromedp.KeyModifiers(chromedp.ModifierCtrl)

func all(p *input.DispatchKeyEventParams) { p.Commands = []string{"selectAll"} }

// text types, as an input method commits it.
func (k *keyboard) text(text string) {
	k.t.Helper()
	k.keys += len([]rune(text))
	if _, err := chromedp.Call(k.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		k.t.Fatal(err)
	}
}

// tabTo goes on by Tab until what a selector names has the focus.
func (k *keyboard) tabTo(selector string) {
	k.t.Helper()
	at := fmt.Sprintf(`!!document.activeElement && document.activeElement.matches(%q)`, selector)
	for range 250 {
		if eval[bool](k.window, at) {
			return
		}
		k.press(kb.Tab)
	}
	k.t.Fatalf("Tab does not come to %s on %s", selector, eval[string](k.window, `location.pathname`))
}

// follow presses Enter where that leads to another page.
func (k *keyboard) follow(selector string) {
	k.t.Helper()
	k.tabTo(selector)
	k.keys++
	k.leads(kb.Enter)
}

// cell goes to a cell of the grid with the arrows.
func (k *keyboard) cell(id string) {
	k.t.Helper()
	for range 60 {
		step := eval[string](k.window, fmt.Sprintf(`(function () { var a = document.activeElement.dataset, b = document.getElementById(%q).dataset;
		  return +a.y < +b.y ? 'down' : +a.y > +b.y ? 'up' : +a.x < +b.x ? 'right' : +a.x > +b.x ? 'left' : ''; })()`, id))
		if step == "" {
			return
		}
		k.press(map[string]string{"down": kb.ArrowDown, "up": kb.ArrowUp, "left": kb.ArrowLeft, "right": kb.ArrowRight}[step])
	}
	k.t.Fatalf("the arrows do not come to %s", id)
}

// prose goes to a piece of prose and writes it.
func (k *keyboard) prose(id, text string) {
	k.t.Helper()
	if k.edits(id) {
		k.tabTo(string(sheet(id)))
	} else {
		k.tabTo(string(byID(id)))
	}
	k.press("a", ctrl, all)
	k.text(text)
	k.stored()
}

// stored waits until all is stored, without touching the page.
func (k *keyboard) stored() {
	k.t.Helper()
	k.until(`document.getElementById('save').className === 'save ok'`)
}

// twelve are the applications of the year: what became of each kind of
// applicant's, by cell. One of them is forgotten at first.
var twelve = []struct{ cell, value string }{
	{"t3.received.natural_person", "8"}, {"t3.received.enterprise", "3"}, {"t3.received.legal", "1"},
	{"t3.granted.natural_person", "3"}, {"t3.granted.enterprise", "2"},
	{"t3.partially_granted.natural_person", "1"}, {"t3.denied.third_party.enterprise", "1"},
	{"t3.unable.not_held.natural_person", "2"}, {"t3.rejected.duplicate.natural_person", "1"}, {"t3.other.fee_unpaid.legal", "1"},
}

const keyedTexts = "2025年，青石镇人民政府认真贯彻落实《条例》，主动公开、依申请公开、政府信息管理、平台建设、监督保障各项工作平稳有序。" +
	"全年收到政府信息公开申请12件，办结11件，结转下年度继续办理1件。"

// TestByKeyboard writes a report with twelve applications of several kinds
// from the first start to the final report, by keyboard alone. One application
// is forgotten, found by the balance and mended.
func TestByKeyboard(t *testing.T) {
	p := startAt(t, "", false, january)
	texts := nilTexts(t, 2025)
	begun := time.Now()
	k := &keyboard{window: p.window(1366, 640)}
	k.goTo("/")
	k.tabTo("#start > summary")
	k.press(kb.Enter)
	k.tabTo("#name")
	k.text("青石镇人民政府")
	k.keys++
	k.leads(kb.Enter)
	k.follow(`form[action="/reports"] button`)
	for _, answer := range []string{"yes", "no", "no", "no"} {
		k.follow(fmt.Sprintf(`.ask button[value=%q]`, answer))
	}
	k.follow(".next a")
	k.tabTo(string(byID("signature.date")))
	k.text("2026-01-08")
	k.prose("text.preface", texts["preface"])
	k.follow(".next a")
	k.prose("text.1", keyedTexts)
	k.follow(".next a")
	k.tabTo("[data-zero]")
	k.press(kb.Enter)
	k.stored()
	k.follow(".next a")
	k.tabTo(string(byID("t3.received.natural_person")))
	for _, c := range twelve {
		k.cell(c.cell)
		k.text(c.value)
	}
	k.press(kb.End, ctrl)
	k.tabTo("[data-zero]")
	k.press(kb.Enter)
	k.stored()
	k.shot("keyboard-table3-1366")
	k.until(`document.querySelector('#findings .finding.error') !== null`)
	if got, want := k.window.text("#findings .finding.error .message"), "收到 8 件，办结和结转共 7 件，差 1 件"; !strings.Contains(got, want) {
		t.Errorf("the page says %q", got)
	}
	k.shot("keyboard-imbalance-1366")
	k.tabTo("#findings .finding.error [data-repair]")
	k.press(kb.Enter)
	k.until(`document.querySelector('#findings .finding.error') === null`)
	k.stored()
	k.press(kb.Home, ctrl)
	k.follow(".next a") // table four, which an answer filled, is passed over
	k.prose("text.5", texts["5"])
	k.follow(".next a")
	k.follow(".next a")
	if got := eval[string](k.window, `location.pathname`); got != "/reports/2025/final" { // where nothing is left to look at
		t.Errorf("the last step leads to %s", got)
	}
	k.shot("keyboard-final-1366")
	k.follow(`form[action$="/final"] button`)
	if got := k.window.text("h1"); !strings.Contains(got, "已定稿") {
		t.Fatalf("the page says %q: %s", got, k.window.text("main"))
	}
	t.Logf("twelve applications from first start to 定稿 by keyboard: %d keys, %.1f s", k.keys, time.Since(begun).Seconds())
	r := exported(t, p, 2025)
	if r.Status != "final" || r.Cell("t3.received.total").String() != "12" || r.Cell("t3.total.total").String() != "11" || r.Cell("t3.carried_out.natural_person").String() != "1" {
		t.Errorf("status %q, received %s, done %s", r.Status, r.Cell("t3.received.total"), r.Cell("t3.total.total"))
	}
}
