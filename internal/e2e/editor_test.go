//go:build e2e

package e2e

import (
	"testing"

	"fmt"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

// edits tells whether a field has the editor of prose.
func (w *window) edits(id string) bool {
	w.t.Helper()
	return eval[bool](w, fmt.Sprintf(`!!(document.getElementById(%q)||{}).editor`, id))
}

// sheet selects the sheet a piece of prose is written on.
func sheet(id string) chromedp.CSS { return chromedp.CSS(fmt.Sprintf(`[id=%q] ~ .editor .sheet`, id)) }

// write types over all of a piece of prose; false if the field has no editor.
func (w *window) write(id, text string) bool {
	w.t.Helper()
	if !w.edits(id) {
		return false
	}
	w.do(chromedp.Focus(sheet(id)))
	eval[chromedp.Void](w, `document.getSelection().selectAllChildren(document.activeElement)`)
	w.do(chromedp.SendKeys(sheet(id), text))
	return true
}

// caret puts the caret behind a text in a piece of prose, or selects the text.
func (w *window) caret(id, text string, selected bool) {
	w.t.Helper()
	found := eval[bool](w, fmt.Sprintf(`(function () {
	  var sheet = document.getElementById(%q).nextElementSibling.querySelector('.sheet'), walk = document.createTreeWalker(sheet, 4), n;
	  sheet.focus();
	  while ((n = walk.nextNode())) {
	    var at = n.data.indexOf(%q);
	    if (at < 0) continue;
	    var s = document.getSelection();
	    s.setBaseAndExtent(n, %v ? at : at + %d, n, at + %d);
	    return true;
	  }
	  return false; }())`, id, text, selected, len([]rune(text)), len([]rune(text))))
	if !found {
		w.t.Fatalf("%q is not on the sheet: %s", text, w.text(".sheet"))
	}
}

// richText has all that a paragraph can have: figures that follow cells, a gap,
// sentences to be confirmed, members of a later program.
const richText = `[
  {"runs":[{"t":"（一）主动公开。全年公开信息"},{"slot":"去年59"},{"t":"条。"}],"carried":true},
  {"runs":[{"t":"收到申请"},{"ref":"t3.received.total"},{"t":"件，结转"},{"ref":"t3.carried_out.total"},{"t":"件。","later":1}]},
  {"runs":[{"t":"3月12日，镇长主持召开会议。","confirm":true},{"t":"制度健全。"},{"t":"聘请5名监督员。","confirm":true}],"carried":true,"later":{"a":[1]}},
  {"runs":[{"t":"没有别的。😀𠮷"}]}]`

// rich fills section 1 with richText and opens it.
func (w *window) rich() {
	w.t.Helper()
	w.goTo("/reports/2025/1")
	eval[chromedp.Void](w, `(function () { var now = `+richText+`, area = document.getElementById('text.1');
	  nianbao.post('/changes', { part: '1', edits: [{ field: 'text.1', at: 0, before: area.value, now: now, after: now.map(function (p) {
	    return p.runs.map(function (r) { return r.t || (r.slot ? '＿＿（' + r.slot + '）' : '1'); }).join(''); }).join('\n') }] }); }())`)
	w.saved()
	w.goTo("/reports/2025/1")
}

// TestEditorRoundTrip: what is bound, open or marked in a paragraph is still so
// when the page was opened, and when something else was written.
func TestEditorRoundTrip(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.rich()
	before := exported(t, p, 2025).Text["1"]
	if len(before) != 4 || len(before[1].Runs) != 5 {
		t.Fatalf("not stored: %+v", before)
	}
	w.looks("e-rich")
	w.caret("text.1", "没有", false)
	w.do(chromedp.KeyEvent("新"))
	w.saved()
	after := exported(t, p, 2025).Text["1"]
	if diff := cmp.Diff(before[:3], after[:3], compareJSON); diff != "" {
		t.Errorf("paragraphs not touched: %s", diff)
	}
	if got := after[3].Runs; len(got) != 1 || got[0].Text != "没有新别的。😀𠮷" {
		t.Errorf("written: %+v", got)
	}
	// Another sentence of the same paragraph.
	w.caret("text.1", "收到", false)
	w.do(chromedp.KeyEvent("的"))
	w.caret("text.1", "制度", false)
	w.do(chromedp.KeyEvent("更"))
	w.saved()
	after = exported(t, p, 2025).Text["1"]
	if got := after[1].Runs; len(got) != 5 || got[0].Text != "收到的申请" || got[1].Ref != "t3.received.total" || got[4].Extra == nil {
		t.Errorf("chips: %+v", got)
	}
	if got := after[2]; len(got.Runs) != 3 || !got.Carried || !got.Runs[0].Confirm || !got.Runs[2].Confirm || got.Runs[1].Text != "制度更健全。" || got.Extra == nil {
		t.Errorf("sentences: %+v", got)
	}
	for range 2 {
		w.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(kb.ModifierCtrl)))
		w.until(`document.getElementById('save').textContent.indexOf('已撤销：') === 0`)
		eval[chromedp.Void](w, `document.getElementById('save').textContent = ''`)
	}
	w.saved()
	if diff := cmp.Diff(before, exported(t, p, 2025).Text["1"], compareJSON); diff != "" {
		t.Errorf("undone: %s", diff)
	}
}

// compareJSON compares raw JSON as text.
var compareJSON = cmp.Comparer(func(a, b jsontext.Value) bool { return a.String() == b.String() })
