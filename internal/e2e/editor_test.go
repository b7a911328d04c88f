//go:build e2e

package e2e

import (
	"github.com/chromedp/cdproto/input"
	"strings"
	"testing"
	"time"

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

// key presses a key on the sheet.
func (w *window) key(key string, mods ...kb.Modifier) {
	w.t.Helper()
	w.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(mods...)))
}

// compose shows what an input method is composing.
func (w *window) compose(text string) {
	w.t.Helper()
	n := int64(len([]rune(text)))
	if _, err := chromedp.Call(w.ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: n, SelectionEnd: n}); err != nil {
		w.t.Fatal(err)
	}
}

// insertText puts in what came of composing.
func (w *window) insertText(text string) {
	w.t.Helper()
	if _, err := chromedp.Call(w.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		w.t.Fatal(err)
	}
}

// lines are the paragraphs of section 1 as the page shows them.
func (w *window) lines(id string) string {
	w.t.Helper()
	return strings.ReplaceAll(w.value(id), "\n", "|")
}

// begin6 opens section 6 with a text.
func (w *window) begin6(text string) {
	w.t.Helper()
	w.goTo("/reports/2025/6")
	w.put(map[string]string{"text.6": strings.ReplaceAll(text, "|", "\n")})
}

// TestEditorKeys: paragraphs are made and joined, by keys and over selections.
func TestEditorKeys(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.begin6("甲乙丙|丁戊己")
	step := func(name, want string, do func()) {
		t.Helper()
		do()
		if got := w.lines("text.6"); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	step("enter", "甲|乙丙|丁戊己", func() { w.caret("text.6", "甲", false); w.key(kb.Enter) })
	step("typing goes on", "甲|新乙丙|丁戊己", func() { w.key("新") })
	step("shift and enter", "甲|新|乙丙|丁戊己", func() { w.key(kb.Enter, kb.ModifierShift) })
	step("backspace joins", "甲|新乙丙|丁戊己", func() { w.key(kb.Backspace) })
	step("delete joins", "甲|新乙丙丁戊己", func() { w.caret("text.6", "丙", false); w.key(kb.Delete) })
	step("an empty one is not stored", "甲|新乙丙丁戊己", func() { w.key(kb.End); w.key(kb.Enter); w.key(kb.Enter) })
	step("behind it", "甲|新乙丙丁戊己|末", func() { w.key("末") })
	w.saved()
	if got := exported(t, p, 2025).Narrative("6"); got != "甲\n新乙丙丁戊己\n末" {
		t.Errorf("stored %q", got)
	}
	step("over paragraphs", "甲换末", func() {
		eval[chromedp.Void](w, `(function () { var s = document.querySelector('.sheet'), ps = s.children, last = ps[ps.length - 1];
		  s.focus(); document.getSelection().setBaseAndExtent(ps[0].firstChild, 1, last.firstChild, 0); }())`)
		w.key("换")
	})
	step("all deleted", "", func() { w.key("a", kb.ModifierCtrl); w.key(kb.Backspace) })
	step("written anew", "新写", func() { w.insertText("新写") })
	w.saved()
	if got := exported(t, p, 2025).Narrative("6"); got != "新写" {
		t.Errorf("stored %q", got)
	}
}

// TestEditorComposition: while an input method composes nothing is sent nor
// drawn; what came of it is.
func TestEditorComposition(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.rich()
	eval[chromedp.Void](w, `window.sent = 0; var real = window.fetch; window.fetch = function (u, o) { if (o && o.method === 'POST') window.sent++; return real(u, o); }`)
	w.caret("text.1", "没有", false)
	for _, text := range []string{"x", "xi", "xin"} {
		w.compose(text)
		time.Sleep(400 * time.Millisecond)
	}
	before := eval[string](w, `document.querySelector('.sheet').innerHTML`)
	eval[chromedp.Void](w, `document.dispatchEvent(new Event('visibilitychange'))`) // others are asked for
	time.Sleep(700 * time.Millisecond)
	if n := eval[int](w, `window.sent`); n != 0 {
		t.Errorf("%d changes sent while composing", n)
	}
	if got := eval[string](w, `document.querySelector('.sheet').innerHTML`); got != before || !strings.Contains(got, "xin") {
		t.Errorf("the sheet was drawn while composing: %s", got)
	}
	w.insertText("新")
	w.until(`document.getElementById('text.1').value.indexOf('没有新别的') > 0`)
	w.key("一")
	w.saved()
	if got := exported(t, p, 2025).Text["1"][3].Runs[0].Text; got != "没有新一别的。😀𠮷" {
		t.Errorf("stored %q", got)
	}
	// Over a gap, in which composing starts by deleting it.
	w.caret("text.1", "公开信息", false)
	w.key(kb.ArrowDown, kb.ModifierAlt)
	w.compose("8")
	w.compose("88")
	w.insertText("88")
	w.until(`document.querySelectorAll('.slot').length === 0 && document.getElementById('text.1').value.indexOf('88') > 0`)
	w.saved()
	if got := exported(t, p, 2025).Text["1"][0]; got.HasSlot() || got.Runs[0].Text != "（一）主动公开。全年公开信息88条。" || !got.Carried {
		t.Errorf("stored %+v", got)
	}
}

// TestEditorGaps: the keys lead from gap to gap, and a figure is typed over
// each.
func TestEditorGaps(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.rich()
	w.caret("text.1", "（一）", false)
	w.key(kb.Tab)
	w.until(`document.querySelector('[data-tool=slot]').hidden === false`)
	w.looks("e-slot")
	w.key("8")
	w.key("6")
	w.saved()
	if got := exported(t, p, 2025).Text["1"][0]; got.HasSlot() || got.Runs[0].Text != "（一）主动公开。全年公开信息86条。" {
		t.Errorf("stored %+v", got)
	}
	if n := eval[int](w, `document.querySelectorAll('.slot').length`); n != 0 {
		t.Errorf("%d gaps left", n)
	}
	w.do(chromedp.Focus(sheet("text.1")))
	w.key(kb.Tab) // no gap left: the focus moves on
	w.until(`!document.activeElement.classList.contains('sheet')`)
	w.do(chromedp.Click(chromedp.CSS("#undo")))
	w.until(`document.querySelectorAll('.slot').length === 1`)
	w.do(chromedp.Click(chromedp.CSS(".slot")))
	w.key("9")
	w.saved()
	if got := exported(t, p, 2025).Text["1"][0].Runs[0].Text; got != "（一）主动公开。全年公开信息9条。" {
		t.Errorf("stored %q", got)
	}
}

// TestEditorAsks: what last year said is confirmed by a click or a key, a
// sentence at a time where it must, or written anew; and taken back.
func TestEditorAsks(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.rich()
	marks := func() string {
		r := exported(t, p, 2025)
		out := ""
		for _, q := range r.Text["1"] {
			if q.Carried {
				out += "C"
			}
			for _, run := range q.Runs {
				if run.Confirm {
					out += "s"
				}
			}
			out += "|"
		}
		return out
	}
	if got := marks(); got != "C||Css||" {
		t.Fatalf("begun with %s", got)
	}
	keep := `.ask-line:nth-child(%d) [data-do=keep]`
	w.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(keep, 1))))
	w.saved()
	if got := marks(); got != "||Css||" {
		t.Errorf("paragraph confirmed: %s", got)
	}
	w.do(chromedp.Focus(chromedp.CSS(fmt.Sprintf(keep, 1))))
	w.key(kb.Enter) // the first sentence
	w.until(`document.querySelectorAll('.doubt').length === 1`)
	w.until(`document.activeElement.dataset.do === 'keep'`)
	w.key(kb.Enter) // the second
	w.until(`document.querySelectorAll('.doubt').length === 0`)
	w.saved()
	if got := marks(); got != "||C||" {
		t.Errorf("sentences confirmed: %s", got)
	}
	w.caret("text.1", "制度", false)
	w.key(kb.Enter, kb.ModifierCtrl)
	w.until(`document.querySelectorAll('.ask-line').length === 0`)
	w.saved()
	if got := marks(); got != "||||" {
		t.Errorf("confirmed by a key: %s", got)
	}
	for range 4 {
		w.do(chromedp.Click(chromedp.CSS("#undo")))
		w.until(`document.getElementById('save').textContent.indexOf('已撤销：') === 0`)
		eval[chromedp.Void](w, `document.getElementById('save').textContent = ''`)
	}
	if got := marks(); got != "C||Css||" {
		t.Errorf("undone: %s", got)
	}
	w.until(`document.querySelectorAll('.ask-line').length === 2 && document.querySelectorAll('.doubt').length === 2`)
	w.do(chromedp.Click(chromedp.CSS(`.ask-line:nth-child(2) [data-do=rewrite]`)))
	w.key("改")
	w.saved()
	w.do(chromedp.Click(chromedp.CSS(`.ask-line:nth-child(1) [data-do=rewrite]`)))
	w.key("新")
	w.saved()
	r := exported(t, p, 2025)
	if got := r.Narrative("1"); !strings.HasPrefix(got, "新\n") || !strings.Contains(got, "\n改制度健全。聘请5名监督员。\n") || marks() != "||Cs||" {
		t.Errorf("rewritten: %s %s", marks(), got)
	}
}

// TestEditorChips: a figure follows its cell in the answer to the change of
// the cell, is turned into text, and bound again.
func TestEditorChips(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.goTo("/reports/2025/1")
	eval[chromedp.Void](w, `nianbao.post('/changes', { part: '1', edits: [{ field: 'text.1', at: 0, before: '', after: '全年主动公开政府信息312条。',
	  now: [{ runs: [{ t: '全年主动公开政府信息' }, { ref: document.querySelector('.figure input').id }, { t: '条。' }] }] }] })`)
	w.until(`document.querySelectorAll('p:first-child .chip').length === 1`)
	code := eval[string](w, `document.querySelector('.figure input').id`)
	w.fill(code, "999")
	w.until(`document.querySelector('.chip').textContent === '999'`)
	w.saved()
	w.do(chromedp.Click(chromedp.CSS(".chip")))
	w.looks("e-chip")
	w.do(chromedp.Click(chromedp.CSS("[data-do=unbind]")))
	w.saved()
	if got := exported(t, p, 2025).Text["1"][0]; len(got.Runs) != 1 || got.Runs[0].Text != "全年主动公开政府信息999条。" {
		t.Errorf("unbound: %+v", got)
	}
	w.caret("text.1", "信息999", false)
	w.until(`document.querySelector('[data-tool=same]').hidden === false`)
	w.looks("e-offer")
	w.do(chromedp.Click(chromedp.CSS("[data-tool=same] [data-do=bind]")))
	w.until(`document.querySelectorAll('p:first-child .chip').length === 1`)
	w.saved()
	if got := exported(t, p, 2025).Text["1"][0].Runs; len(got) != 3 || string(got[1].Ref) != code {
		t.Errorf("bound again: %+v", got)
	}
	// Deleted by the keys as a whole, also at the end of a paragraph.
	w.caret("text.1", "条。", false)
	for range 3 {
		w.key(kb.Backspace)
	}
	if got := strings.Split(w.value("text.1"), "\n")[0]; got != "全年主动公开政府信息" {
		t.Errorf("deleted: %q", got)
	}
	w.key("z", kb.ModifierCtrl)
	w.until(`document.querySelectorAll('p:first-child .chip').length === 1`)
}

// pasteOn puts something on the sheet as the clipboard would.
func (w *window) pasteOn(id string, types map[string]string) {
	w.t.Helper()
	eval[chromedp.Void](w, `(function (types) { var data = new DataTransfer();
	  Object.keys(types).forEach(function (type) { data.setData(type, types[type]); });
	  var sheet = document.getElementById('`+id+`').parentNode.querySelector('.sheet');
	  sheet.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); })(`+quoteJS(types)+`)`)
}

// TestEditorPaste: of what is pasted the text stays, in its paragraphs.
func TestEditorPaste(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	const office = `<p class="MsoNormal" style="color:red"><b>第一</b>段<img src="x.png"></p><p>第二段</p>`
	tests := []struct {
		name  string
		types map[string]string
		want  string // of 甲乙, pasted between the two
		note  string
	}{
		{"in a line", map[string]string{"text/plain": "新"}, "甲新乙", ""},
		{"from Word", map[string]string{"text/plain": "第一段\r\n第二段\r\n", "text/html": office}, "甲第一段|第二段乙", "粘贴的内容里有图片，没有放进来。"},
		{"no plain text", map[string]string{"text/html": office}, "甲第一段|第二段乙", "粘贴的内容里有图片，没有放进来。"},
		{"a soft end of line", map[string]string{"text/plain": "一\v二\u2028三"}, "甲一|二|三乙", ""},
		{"a table", map[string]string{"text/plain": "名称\t件数\r\n许可\t36\r\n", "text/html": "<table><tr><td>名称<td>件数<tr><td>许可<td>36</table>"},
			"甲名称 件数|许可 36乙", "粘贴的表格改成了一行一段，数字请看一眼。"},
		{"a table without plain text", map[string]string{"text/html": "<table><tr><td>名称<td>件数<tr><td>许可<td>36</table>"},
			"甲名称 件数|许可 36乙", "粘贴的表格改成了一行一段，数字请看一眼。"},
		{"rare characters", map[string]string{"text/plain": "😀𠮷👨‍👩‍👧"}, "甲😀𠮷👨‍👩‍👧乙", ""},
		{"script", map[string]string{"text/html": `<script>window.bad = 1</script><img src=x onerror="window.bad = 2">好`}, "甲好乙", "粘贴的内容里有图片，没有放进来。"},
		{"nothing", map[string]string{"text/plain": ""}, "甲乙", ""},
	}
	for _, tt := range tests {
		w.begin6("甲乙")
		w.caret("text.6", "甲", false)
		w.pasteOn("text.6", tt.types)
		if got := w.lines("text.6"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if got := w.text(".editor-note"); got != tt.note {
			t.Errorf("%s: the note is %q", tt.name, got)
		}
		w.saved()
		if got := strings.ReplaceAll(exported(t, p, 2025).Narrative("6"), "\n", "|"); got != tt.want {
			t.Errorf("%s: stored %s", tt.name, got)
		}
	}
	if eval[bool](w, `!!window.bad`) {
		t.Error("a pasted script ran")
	}
	// What was copied from the sheet keeps its figures.
	w.rich()
	w.caret("text.1", "收到申请", true)
	copied := eval[map[string]string](w, `(function () { var data = new DataTransfer(), sheet = document.querySelector('.sheet');
	  document.getSelection().setBaseAndExtent(sheet.children[1], 0, sheet.children[1], sheet.children[1].childNodes.length);
	  sheet.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
	  return { 'text/plain': data.getData('text/plain'), 'application/x-nianbao': data.getData('application/x-nianbao') }; }())`)
	if got := copied["text/plain"]; got != "收到申请17件，结转2件。" {
		t.Errorf("copied %q", got)
	}
	w.caret("text.1", "别的。", false)
	w.pasteOn("text.1", copied)
	w.saved()
	if got := exported(t, p, 2025).Text["1"][3].Runs; len(got) != 6 || got[1].Ref != "t3.received.total" {
		t.Errorf("pasted %+v", got)
	}
}

// TestEditorRefused: a text that is too long is refused in words, stays on the
// sheet, and is taken back by a key.
func TestEditorRefused(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.begin6("甲乙")
	w.caret("text.6", "甲", false)
	eval[chromedp.Void](w, `(function () { var data = new DataTransfer(); data.setData('text/plain', '长'.repeat(1000000));
	  document.querySelector('.sheet').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }())`)
	w.until(`document.getElementById('save').className === 'save bad'`)
	if got := w.saveState(); !strings.Contains(got, "太长") && !strings.Contains(got, "太大") {
		t.Errorf("the page says %q", got)
	}
	if n := eval[int](w, `document.getElementById('text.6').value.length`); n < 1000000 {
		t.Errorf("%d characters are left", n)
	}
	w.key("z", kb.ModifierCtrl)
	w.shows("text.6", "甲乙")
	w.key("新")
	w.saved()
	if got := exported(t, p, 2025).Narrative("6"); got != "甲乙新" {
		t.Errorf("stored %q", got)
	}
}

// TestEditorTogether: what others change in another paragraph waits while this
// one is written, and what both change is asked about; bindings survive both.
func TestEditorTogether(t *testing.T) {
	p := start(t, "", true)
	a, b := p.window(1366, 768), p.window(1366, 768)
	a.rich()
	b.goTo("/reports/2025/1")
	b.caret("text.1", "没有", false)
	a.caret("text.1", "收到", false)
	a.key("了")
	a.saved()
	b.key("新")
	b.saved()
	r := exported(t, p, 2025)
	if got := r.Text["1"][1]; got.Runs[0].Text != "收到了申请" || len(got.Runs) != 5 {
		t.Errorf("of the other: %+v", got)
	}
	if got := r.Text["1"][3].Runs[0].Text; got != "没有新别的。😀𠮷" {
		t.Errorf("own: %q", got)
	}
	b.until(`document.querySelector('.sheet').textContent.indexOf('收到了申请') >= 0`)
	a.goTo("/reports/2025/1")
	a.caret("text.1", "收到", false)
	a.key("甲")
	a.saved()
	b.caret("text.1", "收到", false)
	b.key("乙")
	b.until(`document.querySelector('.conflict') !== null`)
	b.looks("e-conflict")
	b.do(chromedp.Click(chromedp.CSS(".conflict [data-choose=yours]")))
	b.saved()
	if got := exported(t, p, 2025).Text["1"][1]; got.Runs[0].Text != "收到乙了申请" || len(got.Runs) != 5 {
		t.Errorf("chosen: %+v", got)
	}
}

// TestEditorOutline: sub-headings are moved, named, added and removed by
// keyboard, and numbered.
func TestEditorOutline(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.goTo("/reports/2025/1")
	w.put(map[string]string{"text.1": "（一）主动公开\n公开了3条。\n（二）平台建设\n有网站。"})
	w.do(chromedp.Click(chromedp.CSS(".outline > summary")))
	w.looks("e-outline")
	heads := func(want string) {
		t.Helper()
		w.until(fmt.Sprintf(`document.getElementById('text.1').value.split('\n').filter(function (l) { return l[0] === '（'; }).join('|') === %q`, want))
	}
	w.do(chromedp.Focus(chromedp.CSS(`li[data-n="0"] [data-to="1"]`)))
	w.key(kb.Enter)
	heads("（一）平台建设|（二）主动公开")
	w.do(chromedp.Click(chromedp.CSS(`[data-title="监督保障"]`)))
	heads("（一）平台建设|（二）主动公开|（三）监督保障")
	w.key("。有人管。") // the caret stands behind it
	heads("（一）平台建设|（二）主动公开|（三）监督保障。有人管。")
	w.saved()
	w.do(chromedp.Focus(chromedp.CSS(`li[data-n="0"] input`)))
	eval[chromedp.Void](w, `document.activeElement.select()`)
	w.key("网站")
	w.key(kb.Enter)
	heads("（一）网站|（二）主动公开|（三）监督保障。有人管。")
	// Taken out on the sheet: the rest is numbered anew when the sheet is left.
	eval[chromedp.Void](w, `(function () { var s = document.querySelector('.sheet'); s.focus(); document.getSelection().setBaseAndExtent(s.children[0], 0, s.children[2], 0); }())`)
	w.key(kb.Delete)
	heads("（二）主动公开|（三）监督保障。有人管。")
	eval[chromedp.Void](w, `document.activeElement.blur()`)
	heads("（一）主动公开|（二）监督保障。有人管。")
}

// TestEditorBring: a paragraph of last year is put in at the caret, open and to
// be confirmed.
func TestEditorBring(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 768)
	w.begin6("甲乙")
	w.goTo("/reports/2025/1")
	before := len(exported(t, p, 2025).Text["1"])
	w.caret("text.1", "主动公开", false)
	w.do(chromedp.Click(chromedp.CSS(`.last-line[data-bring="2"] .bring`)))
	w.until(`document.querySelectorAll('.ask-line').length > 0`)
	w.saved()
	w.looks("e-bring")
	r := exported(t, p, 2025)
	carried := 0
	for _, q := range r.Text["1"] {
		if q.Carried {
			carried++
		}
	}
	if len(r.Text["1"]) <= before || carried == 0 {
		t.Errorf("%d paragraphs, %d carried", len(r.Text["1"]), carried)
	}
}
