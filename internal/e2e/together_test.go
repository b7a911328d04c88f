//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"nianbao/internal/app"
)

// enabled waits until a button can be pressed.
func (w *window) enabled(id string) {
	w.t.Helper()
	w.until(fmt.Sprintf(`!document.getElementById(%q).disabled`, id))
}

func (w *window) shows(id, value string) {
	w.t.Helper()
	w.until(fmt.Sprintf(`document.getElementById(%q).value === %q`, id, value))
}

// everySize looks at a page in all sizes: it must not be wider than they are.
func everySize(p *program, path, name string) {
	p.t.Helper()
	for _, size := range sizes {
		w := p.window(size.width, size.height)
		w.goTo(path)
		if over := eval[bool](w, `document.documentElement.scrollWidth > window.innerWidth`); over {
			p.t.Errorf("%s is wider than %d", path, size.width)
		}
		w.shot(fmt.Sprintf("%s-%d", name, size.width))
	}
}

// TestUndoOverReload: what was typed is taken back and brought back by button
// and by keys, also after the page was loaded anew; in a text the browser's
func TestUndoOverReload(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	const a, b = "t3.granted.natural_person", "t3.granted.enterprise"
	was := w.value(a)
	w.fill(a, "31")
	w.saved()
	wasB := w.value(b)
	w.fill(b, "32")
	w.saved()
	w.goTo("/reports/2025/3")
	w.enabled("undo")
	w.do(chromedp.Click(chromedp.CSS("#undo")))
	w.shows(b, wasB) // both keys at once
	if got := w.saveState(); !strings.Contains(got, "已撤销：") {
		t.Errorf("the page says %q", got)
	}
	w.goTo("/reports/2025/6") // a part where neither of them stands
	w.enabled("undo")
	w.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(kb.ModifierCtrl)))
	w.until(`document.getElementById('save').textContent.indexOf('已撤销：') === 0`)
	w.goTo("/reports/2025/3")
	w.enabled("redo")
	if got := w.value(a); got != was {
		t.Errorf("undone: %q, want %q", got, was)
	}
	w.do(chromedp.KeyEvent("y", chromedp.KeyModifiers(kb.ModifierCtrl)))
	w.shows(a, "31")
	w.enabled("redo")
	w.do(chromedp.KeyEvent("Z", chromedp.KeyModifiers(kb.ModifierCtrl, kb.ModifierShift)))
	w.shows(b, "32")
	w.until(`document.getElementById('redo').disabled`)

	w.do(chromedp.Focus(byID(a)), chromedp.KeyEvent("7"))
	w.saved()
	w.do(chromedp.Focus(byID(a)), chromedp.KeyEvent("z", chromedp.KeyModifiers(kb.ModifierCtrl)))
	w.shows(a, "31")

	w.goTo("/reports/2025/6")
	w.enabled("undo")
	text := w.value("text.6")
	w.do(chromedp.Focus(sheet("text.6")), chromedp.KeyEvent("甲"))
	w.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(kb.ModifierCtrl)))
	w.shows("text.6", text)
	w.saved()
}

// TestPresence: two windows of one person see each other, and what one stores
// arrives in the other, but not in the field that is being edited there.
func TestPresence(t *testing.T) {
	p := start(t, "", true)
	a, b := p.window(1366, 640), p.window(1366, 640)
	a.goTo("/reports/2025/3")
	b.goTo("/reports/2025/3")
	b.until(`document.getElementById('presence').textContent === '另一个窗口正在写第三部分'`)
	b.shot("presence-1366")
	b.fill("t3.granted.social", "5") // b is in the middle of this one
	b.saved()
	b.do(chromedp.Focus(byID("t3.granted.legal")))
	a.fill("t3.granted.enterprise", "6")
	a.saved()
	a.fill("t3.granted.legal", "7")
	a.saved()
	wake := `document.dispatchEvent(new Event('visibilitychange'))`
	eval[chromedp.Void](b, wake)
	b.shows("t3.granted.enterprise", "6")
	if got := b.value("t3.granted.legal"); got == "7" {
		t.Error("a field being edited was changed")
	}
	b.until(`document.getElementById('t3.granted.total').value === document.getElementById('t3.granted.total').defaultValue || true`)
	b.do(chromedp.Focus(byID("t3.granted.other"))) // now it may arrive
	b.shows("t3.granted.legal", "7")
	eval[chromedp.Void](a, wake)
	a.shows("t3.granted.social", "5")

	a.goTo("/reports/2025/6")
	b.goTo("/reports/2025/6")
	before := a.value("text.6")
	a.put(map[string]string{"text.6": before + "\n新的一段。"})
	eval[chromedp.Void](b, wake)
	b.shows("text.6", before+"\n新的一段。")
	a.goTo("/reports/2025/head")
	a.enabled("undo") // it has reported where it is
	eval[chromedp.Void](b, wake)
	b.until(`document.getElementById('presence').textContent === '另一个窗口正在写标题、引言和落款'`)
}

// TestOfflineReload: the connection goes, the clerk types on, even loads the
// page anew once it is back; everything is stored, in order and once.
func TestOfflineReload(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	w.offline(true)
	w.fill("t3.granted.natural_person", "9")
	w.until(`document.getElementById('save').className === 'save bad'`)
	if got, want := w.saveState(), "网络断了，内容先存在这台电脑，连上自动补存"; got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	w.shot("offline-kept-1366")
	w.fill("t3.granted.enterprise", "8")
	w.fill("t3.granted.enterprise", "88")
	w.fill("t3.granted.research", "77")
	w.until(`Object.keys(localStorage).some(function (k) { return k.indexOf('nianbao-queue') === 0 && JSON.parse(localStorage.getItem(k)).items.length === 2; })`)
	w.offline(false)
	w.goTo("/reports/2025/3")
	w.shows("t3.granted.natural_person", "9")
	w.shows("t3.granted.enterprise", "88")
	w.saved()
	got := exported(t, p, 2025)
	want := []string{"9", "88", "77"}
	have := []string{got.Cell("t3.granted.natural_person").String(), got.Cell("t3.granted.enterprise").String(), got.Cell("t3.granted.research").String()}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Error(diff)
	}
	if got.Revision != 2 {
		t.Errorf("revision %d, want 2: each change once", got.Revision)
	}
	w.until(`!Object.keys(localStorage).some(function (k) { return k.indexOf('nianbao-queue') === 0; })`)
}

// TestOfflineTwoReloads: what was answered but whose answer never came is not
// stored twice; a window closed while offline leaves its changes to the next.
func TestOfflineTwoReloads(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/6")
	text := w.value("text.6")
	eval[chromedp.Void](w, `(function () { var real = window.fetch, lost = 0;
	  window.fetch = function (url, options) { var answer = real(url, options);
	    return options && options.method === 'POST' ? answer.then(function () { lost++; throw new Error('lost'); }) : answer; }; })()`)
	eval[chromedp.Void](w, `(function () { var el = document.getElementById('text.6'); el.value += '\n只写一次。'; el.dispatchEvent(new Event('change', { bubbles: true })); })()`)
	w.until(`document.getElementById('save').className === 'save bad'`)
	w.goTo("/reports/2025/1") // another part: the change is sent from there
	w.saved()
	w.goTo("/reports/2025/6")
	if got := w.value("text.6"); got != text+"\n只写一次。" {
		t.Errorf("stored %q", got)
	}
	if got := exported(t, p, 2025); got.Revision != 1 {
		t.Errorf("revision %d, want 1", got.Revision)
	}
}

// TestHistory: a day's work is listed, an earlier state looked at and
// restored, and the restoring undone.
func TestHistory(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	cell := "t3.granted.natural_person"
	was := w.value(cell)
	w.fill(cell, "3")
	w.saved()
	w.fill(cell, "35")
	w.saved()
	w.goTo("/reports/2025/6")
	text := w.value("text.6")
	w.put(map[string]string{"text.6": strings.Replace(text, "。", "，另有12件。", 1)})

	b := p.window(1366, 640)
	b.goTo("/reports/2025/3")
	w.goTo("/reports/2025/3")
	w.fill("t3.received.enterprise", "1")
	w.saved()
	eval[chromedp.Void](b, `document.getElementById('t3.received.enterprise').focus()`)
	b.fill("t3.received.enterprise", "2")
	b.until(`document.querySelector('.conflict') !== null`)
	b.do(chromedp.Click(chromedp.CSS(".conflict [data-choose=theirs]")))
	b.saved()

	w.goTo("/reports/2025/history")
	lines := eval[[]string](w, `Array.from(document.querySelectorAll('.line'), function (l) { return l.textContent.replace(/\s+/g, ' ').trim(); })`)
	all := strings.Join(lines, "\n")
	for _, want := range []string{"予以公开·自然人" + was + "→35", "没选的", "12", "新建了这份年报"} {
		if !strings.Contains(strings.ReplaceAll(all, " ", ""), want) {
			t.Errorf("the history lacks %q:\n%s", want, all)
		}
	}
	if got := eval[string](w, `document.querySelector('.prose-diff ins').textContent`); !strings.Contains(got, "12件") {
		t.Errorf("the new words are %q", got)
	}
	everySize(p, "/reports/2025/history", "history")
	w.submit(`a[href="/reports/2025/history/0"]`)
	everySize(p, "/reports/2025/history/0", "state")
	if n := eval[int](w, `document.querySelectorAll('.line').length`); n < 4 {
		t.Errorf("%d differences are marked", n)
	}
	w.submit(`form[action$="/restore"] button`)
	if got := exported(t, p, 2025); got.Cell("t3.granted.natural_person").String() != was || got.Narrative("6") != text {
		t.Errorf("restored %q and %q", got.Cell("t3.granted.natural_person"), got.Narrative("6"))
	}
	if got := w.text(".sitting .line"); !strings.Contains(got, "恢复到以前的稿子") {
		t.Errorf("the history begins with %q", got)
	}
	w.enabled("undo")
	w.do(chromedp.Click(chromedp.CSS("#undo")))
	w.until(`document.getElementById('save').textContent.indexOf('已撤销：') === 0`)
	if got := exported(t, p, 2025); got.Cell("t3.granted.natural_person").String() != "35" || !strings.Contains(got.Narrative("6"), "12件") {
		t.Errorf("undone to %q", got.Cell("t3.granted.natural_person"))
	}
}

// TestBackupAndRestore: the clerk saves a backup, the successor begins with it
// in a new folder and finds every report; then the program is closed.
func TestBackupAndRestore(t *testing.T) {
	p := start(t, "", false)
	w := p.window(1366, 640)
	w.setUp("临川县青石镇人民政府")
	w.begin(2025)
	w.goTo("/reports/2025/3")
	w.fill("t3.received.natural_person", "12")
	w.saved()
	everySize(p, "/backup", "backup")
	packed := []byte(p.get("/backup/file"))
	if _, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "年报助手备份_青石镇.nianbao.zip")
	if err := os.WriteFile(file, packed, 0o600); err != nil {
		t.Fatal(err)
	}

	other := start(t, "", false)
	everySize(other, "/backup", "restore")
	v := other.window(1366, 640)
	v.goTo("/setup")
	v.shot("setup-with-backup-1366")
	v.submit(`a[href="/backup"]`)
	v.do(chromedp.SetUploadFiles(chromedp.CSS("#backup-file"), []string{file}))
	v.submit(`form[action="/restore"] button`)
	if got := v.text(".verdict"); !strings.Contains(got, "已恢复") {
		t.Errorf("says %q", got)
	}
	v.shot("restored-1366")
	want, got := p.get("/reports/2025/export/json"), other.get("/reports/2025/export/json")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if status, page := other.restore(packed, false); status != http.StatusConflict || !strings.Contains(page, "请先勾选") {
		t.Errorf("over what is there: %d", status)
	}
	if status, page := other.restore(packed[:len(packed)/2], true); status != http.StatusUnprocessableEntity || !strings.Contains(page, "没有恢复") {
		t.Errorf("half a file: %d", status)
	}
	v.goTo("/backup")
	v.submit(`form[action="/close"] button`)
	if got := v.text("h1"); got != "年报助手已关闭" {
		t.Errorf("says %q", got)
	}
	v.shot("closed-1366")
	other.stop() // has ended already
	if _, err := http.Get(other.url); err == nil {
		t.Error("the program still answers")
	}
	third := filepath.Join(t.TempDir(), "数据")
	if _, err := app.Restore(t.Context(), app.Config{Data: third, Version: "test", Now: time.Now}, file); err != nil {
		t.Fatal(err)
	}
	again := start(t, third, false)
	if diff := cmp.Diff(want, again.get("/reports/2025/export/json")); diff != "" {
		t.Error(diff)
	}
}

// restore posts a backup file as the form does.
func (p *program) restore(data []byte, replace bool) (status int, page string) {
	p.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	if replace {
		form.WriteField("replace", "1")
	}
	part, err := form.CreateFormFile("file", "x.zip")
	if err == nil {
		_, err = part.Write(data)
	}
	if err != nil || form.Close() != nil {
		p.t.Fatal(err)
	}
	resp, err := http.Post(p.url+"restore", form.FormDataContentType(), &b)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// TestStalePage: a page from before an upgrade says so.
func TestStalePage(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/3")
	w.enabledAfterAsking()
	eval[chromedp.Void](w, `document.getElementById('save').dataset.program = 'old'; document.dispatchEvent(new Event('visibilitychange'))`)
	w.until(`!document.getElementById('stale').hidden`)
	w.shot("stale-1366")
}

// enabledAfterAsking waits until the page has heard from the server once.
func (w *window) enabledAfterAsking() {
	w.t.Helper()
	w.fill("t3.granted.other", "4")
	w.saved()
	w.enabled("undo")
}
