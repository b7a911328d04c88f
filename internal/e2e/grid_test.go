//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// paste hands the page what Excel, WPS or a web page put on the clipboard.
func (w *window) paste(id, text, html string) {
	w.t.Helper()
	w.do(chromedp.Focus(byID(id)))
	eval[chromedp.Void](w, fmt.Sprintf(`(function () { var data = new DataTransfer(); data.setData('text/plain', %s);
	  if (%s) data.setData('text/html', %s);
	  document.getElementById(%q).dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); })()`,
		quoteJS(text), quoteJS(html != ""), quoteJS(html), id))
}

func TestPaste(t *testing.T) {
	tests := []struct {
		name, at, text, html string
		want                 map[string]string
		note                 string
	}{
		{"row with its total", "t3.received.natural_person", "1\t2\t3\t4\t5\t6\t21", "",
			map[string]string{"t3.received.natural_person": "1", "t3.received.other": "6", "t3.received.total": "21"}, "跳过 1 格"},
		{"column", "t3.received.natural_person", "8\n1\n", "",
			map[string]string{"t3.received.natural_person": "8", "t3.carried_in.natural_person": "1"}, "贴好 2 格"},
		{"block with labels from a spreadsheet", "t3.received.natural_person", "一、本年新收政府信息公开申请数量\t7\t0\n二、上年结转\t2\t1\n", "",
			map[string]string{"t3.received.natural_person": "7", "t3.received.enterprise": "0", "t3.carried_in.natural_person": "2", "t3.carried_in.enterprise": "1"}, "贴好 4 格"},
		{"table of a web page", "t3.granted.natural_person", "3 4", "<meta><table><tr><th>（一）予以公开</th><td> 3 </td><td>4</td></tr></table>",
			map[string]string{"t3.granted.natural_person": "3", "t3.granted.enterprise": "4"}, "贴好 2 格"},
		{"too wide", "t3.received.other", "1\t2\t3\t4", "", map[string]string{"t3.received.other": "1"}, "2 格没有放进来"},
		{"blank leaves a cell alone", "t3.received.natural_person", "\t5", "",
			map[string]string{"t3.received.natural_person": "", "t3.received.enterprise": "5"}, "贴好 1 格"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := start(t, "", false)
			w := p.window(1366, 640)
			w.setUp("青石镇人民政府")
			w.begin(2025)
			w.goTo("/reports/2025/3")
			w.paste(tt.at, tt.text, tt.html)
			w.saved()
			for id, want := range tt.want {
				if got := w.value(id); got != want {
					t.Errorf("%s is %q, want %q", id, got, want)
				}
			}
			if got := w.text("#grid-note"); !strings.Contains(got, tt.note) {
				t.Errorf("note says %q, want %q in it", got, tt.note)
			}
			if got := exported(t, p, 2025).Revision; got != 1 {
				t.Errorf("a paste made %d changes, want 1", got)
			}
		})
	}
}

// TestHugePaste: a clipboard of 100,000 cells fills what fits and says so.
func TestHugePaste(t *testing.T) {
	p := start(t, "", false)
	w := p.window(1366, 640)
	w.setUp("青石镇人民政府")
	w.begin(2025)
	w.goTo("/reports/2025/3")
	row := strings.TrimSuffix(strings.Repeat("1\t", 100), "\t")
	w.paste("t3.received.natural_person", strings.TrimSuffix(strings.Repeat(row+"\n", 1000), "\n"), "")
	w.saved()
	if got := w.value("t3.received.total"); got != "6" {
		t.Errorf("total %q", got)
	}
	if got := w.text("#grid-note"); !strings.Contains(got, "没有放进来") {
		t.Errorf("note says %q", got)
	}
}

// TestRestIsZero fills a table with one button and takes it back with one.
func TestRestIsZero(t *testing.T) {
	p := start(t, "", false)
	w := p.window(1366, 640)
	w.setUp("青石镇人民政府")
	w.begin(2025)
	w.goTo("/reports/2025/3")
	if got := w.text("#progress"); !strings.Contains(got, "还有 144 格没填") {
		t.Errorf("progress says %q", got)
	}
	w.fill("t3.received.natural_person", "2")
	w.saved()
	w.do(chromedp.Click(chromedp.CSS("[data-zero]")))
	w.saved()
	if got := w.value("t3.total.total"); got != "0" {
		t.Errorf("total of results is %q", got)
	}
	w.do(chromedp.Focus(byID("t3.granted.natural_person")))
	w.until(`document.getElementById('strip').textContent !== ''`)
	if got := w.text("#strip"); !strings.Contains(got, "收到 2") || !strings.Contains(got, "还差 2") {
		t.Errorf("strip says %q", got)
	}
	w.fill("t3.granted.natural_person", "2")
	w.until(`document.getElementById('strip').className === 'strip even'`)
	w.saved()
	w.do(chromedp.Click(chromedp.CSS("#undo")))
	w.until(`document.getElementById('t3.granted.natural_person').value === '0'`)
	w.do(chromedp.Click(chromedp.CSS("#undo")))
	w.until(`document.getElementById('t3.total.total').value === ''`)
	if got := w.value("t3.received.natural_person"); got != "2" {
		t.Errorf("undo went too far: %q", got)
	}
}

// TestFold folds a group to one line with its subtotal, and explains a total.
func TestFold(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	for _, group := range []string{"denied", "unable", "rejected", "other"} {
		w.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(`[data-fold=%q][aria-expanded="true"]`, group))))
	}
	w.shot("folded-1366")
	visible := eval[int](w, `Array.from(document.querySelectorAll('#t3 tbody tr')).filter(function (r) { return !r.hidden; }).length`)
	if visible != 10 {
		t.Errorf("%d lines are shown, want 10", visible)
	}
	if over := eval[bool](w, `(function () { var b = document.querySelector('.grid-box'); return b.scrollHeight > b.clientHeight + 2; })()`); over {
		t.Errorf("the folded table does not fit its box: %s", eval[string](w, `(function () { var b = document.querySelector('.grid-box'); return b.scrollHeight + ' ' + b.clientHeight; })()`))
	}
	w.do(chromedp.Focus(byID("t3.total.natural_person")))
	w.until(`document.getElementById('strip').textContent.indexOf('＝') > 0`)
	if got := w.text("#strip"); !strings.Contains(got, "予以公开 4") {
		t.Errorf("the total is explained as %q", got)
	}
	w.do(chromedp.Click(chromedp.CSS(`[data-fold="denied"][aria-expanded="false"]`)))
	w.do(chromedp.Focus(byID("t3.partially_granted.natural_person")), chromedp.KeyEvent(kb.ArrowDown))
	if got := eval[string](w, `document.activeElement.id`); got != "t3.denied.state_secret.natural_person" {
		t.Errorf("arrow down goes to %s", got)
	}
}

// TestCopyBlock marks a block with Shift and the arrows and copies it out.
func TestCopyBlock(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	w.do(chromedp.Focus(byID("t3.received.natural_person")),
		chromedp.KeyEvent(kb.ArrowRight, chromedp.KeyModifiers(8)), chromedp.KeyEvent(kb.ArrowDown, chromedp.KeyModifiers(8)))
	got := eval[string](w, `(function () { var data = new DataTransfer();
	  document.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true })); return data.getData('text/plain'); })()`)
	if got != "9\t3\r\n1\t1" {
		t.Errorf("copied %q", got)
	}
}
