//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// pasteProse hands a text to a piece of prose as the clipboard does.
func (w *window) pasteProse(id, expression string) {
	w.t.Helper()
	w.do(chromedp.Focus(w.writable(id)))
	eval[chromedp.Void](w, fmt.Sprintf(`(function () { var data = new DataTransfer(), text = %s, el = document.activeElement; data.setData('text/plain', text);
	  if (el.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))) {
	    el.value = text; el.dispatchEvent(new Event('change', { bubbles: true })); } })()`, expression))
}

// TestMillionCharacters: a text of a million characters is refused in words;
// the page goes on working, and what follows is stored.
func TestMillionCharacters(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/5")
	before := w.value("text.5")
	w.pasteProse("text.5", `'长'.repeat(1000000)`)
	w.within(15*time.Second, `document.getElementById('save').className === 'save bad'`)
	if got := w.saveState(); !strings.Contains(got, "没有保存") || !strings.Contains(got, "分几段") {
		t.Errorf("the page says %q", got)
	}
	w.shot("million-1366")
	if got := exported(t, p, 2025).Narrative("5"); got != before {
		t.Error("something of it was stored")
	}
	w.fill("text.5", "改短了。")
	w.saved()
	if got := exported(t, p, 2025).Narrative("5"); got != "改短了。" {
		t.Errorf("stored %d characters", len([]rune(got)))
	}
}

// TestRareCharacters: emoji, characters beyond the first plane and combined
// ones come back as they were typed.
func TestRareCharacters(t *testing.T) {
	const text = "联系人：𬱖某、㙍某。👨办事👍🏽，é与é，𠮷野家。"
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/5")
	w.fill("text.5", text)
	w.saved()
	w.goTo("/reports/2025/3")
	w.fill("t3.granted.natural_person", "４👍")
	w.saved()
	w.goTo("/reports/2025/5")
	if got := w.value("text.5"); got != text {
		t.Errorf("shown   %q", got)
	}
	r := exported(t, p, 2025)
	if got := r.Narrative("5"); got != text {
		t.Errorf("stored  %q", got)
	}
	if got := r.Cell("t3.granted.natural_person").String(); !strings.Contains(got, "👍") {
		t.Errorf("the cell has %q", got)
	}
}

// TestClockBack: the PC's clock jumps back a day, and on again. What is typed
// is stored, undone and listed in the order in which it was typed.
func TestClockBack(t *testing.T) {
	var by atomic.Int64
	p := startAt(t, "", true, func() time.Time { return january().Add(time.Duration(by.Load())) })
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	const cell = "t3.granted.natural_person"
	for i, shift := range []time.Duration{0, -24 * time.Hour, time.Hour, -time.Minute} {
		by.Store(int64(shift))
		w.fill(cell, fmt.Sprint(40+i))
		w.saved()
	}
	w.enabled("undo")
	w.do(chromedp.Click(chromedp.CSS("#undo")))
	w.until(`document.getElementById('t3.granted.natural_person').value === '42'`)
	w.goTo("/reports/2025/history")
	if got := w.text(".sitting .line .now"); got != "42" && got != "43" {
		t.Errorf("the history begins with %q", got)
	}
	if got := exported(t, p, 2025); got.Cell(cell).String() != "42" {
		t.Errorf("stored %s", got.Cell(cell))
	}
}
