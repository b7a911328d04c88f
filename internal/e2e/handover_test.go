//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// letFall drops files or folders of the disk onto the page with the mouse.
func (w *window) letFall(paths ...string) {
	w.t.Helper()
	at := eval[[]float64](w, `(function () { var r = document.querySelector('.drop-box').getBoundingClientRect();
	  return [r.left + r.width / 2, r.top + r.height / 2]; })()`)
	for _, step := range []input.DispatchDragEventType{"dragEnter", "dragOver", "drop"} {
		if _, err := chromedp.Call(w.ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: step, X: at[0], Y: at[1],
			Data: &input.DragData{Items: []*input.DragDataItem{}, Files: paths, DragOperationsMask: 1}}); err != nil {
			w.t.Fatal(err)
		}
	}
}

func written(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestHandOver hands files over with the mouse: one that does not say its year
// is read once that is filled in, one of another office is not kept by a slip,
// and a folder becomes a table that is found again, without what systems leave
// in folders.
func TestHandOver(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	dir := t.TempDir()
	text := p.get("/reports/2024/export/txt")
	w.goTo("/import")
	w.letFall(written(t, filepath.Join(dir, "没写年度.txt"), regexp.MustCompile(`20\d\d\s*年?`).ReplaceAllString(text, "")))
	w.until(`document.activeElement.name === 'of'`)
	w.looks("h-no-year")
	w.do(chromedp.KeyEvent("2023" + kb.Enter))
	w.arrived("/import/file/")

	w.goTo("/import")
	w.letFall(written(t, filepath.Join(dir, "白鹭镇.txt"), strings.ReplaceAll(text, "青石镇", "白鹭镇")))
	w.arrived("/import/file/")
	if !strings.Contains(w.text(".heed"), "白鹭镇") || eval[bool](w, `document.getElementById('address') !== null`) {
		t.Errorf("another office's report is not noticed, or its address is offered as ours: %q", w.text(".heed"))
	}
	w.looks("h-not-ours")
	w.submit(".finish-bar .primary")
	w.arrived("/import")
	if strings.Contains(w.text("main"), "白鹭镇") {
		t.Errorf("what was put away is still there: %q", w.text("main"))
	}

	folder := filepath.Join(dir, "各镇")
	for i, name := range []string{"青石镇.txt", "二批/白鹭镇.txt", "二批/通知.txt", "Thumbs.db", "~$年报.docx"} {
		content := "请各乡镇报送材料。"
		if i < 2 {
			content = text
		}
		written(t, filepath.Join(folder, name), content)
	}
	w.goTo("/import")
	w.letFall(folder)
	w.arrived("/import/batch/")
	if got := eval[int](w, `document.querySelectorAll('.batch tbody tr').length`); got != 3 {
		t.Errorf("%d files, want 3", got)
	}
	w.goTo("/import")
	w.submit(`.pending a[href^="/import/batch/"]`)
	w.arrived("/import/batch/")
}

// TestClipboard pastes from the system's clipboard, after a file that could not
// be read: what was pasted is read, as the page it was copied from. A key does
// not answer what is folded away.
func TestClipboard(t *testing.T) {
	p := startAt(t, "", false, january)
	w := p.window(1366, 640)
	page, err := os.ReadFile("../importer/testdata/corpus/05-broken-sums.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		if _, err := chromedp.Call(w.ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: name}, Setting: "granted", Origin: w.url}); err != nil {
			t.Fatal(err)
		}
	}
	w.goTo("/import")
	w.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{written(t, filepath.Join(t.TempDir(), "通知.txt"), "请各乡镇报送材料。")}))
	w.until(`!document.querySelector('.drop-problem').hidden`)
	w.do(chromedp.Focus(chromedp.CSS("#paste")))
	_, err = chromedp.Run(w.ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`navigator.clipboard.write([new ClipboardItem({
	  'text/html': new Blob([%q], { type: 'text/html' }), 'text/plain': new Blob(['年报'], { type: 'text/plain' }) })])`, page), chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.KeyEvent("v", chromedp.KeyModifiers(kb.ModifierCtrl)))
	w.until(`document.getElementById('paste').value === '年报'`)
	w.do(chromedp.Click(chromedp.CSS("form[data-drop] [type=submit]")))
	w.arrived("/import/file/")
	if got := w.text("#result h1"); !strings.Contains(got, "读出 200 格") || strings.Contains(got, "请您看一下") {
		t.Errorf("says %q", got)
	}
	w.do(chromedp.KeyEvent("2"))
	w.do(chromedp.Click(chromedp.CSS("#later > summary")))
	if eval[bool](w, `document.querySelector('#done') !== null`) {
		t.Error("a key answered what was folded away")
	}
	w.looks("h-later")
	w.do(chromedp.KeyEvent("2"))
	w.until(`document.querySelector('#done') !== null`)
}

// TestWithoutScripts reads a file, answers a doubt and begins the year where
// the browser runs no scripts.
func TestWithoutScripts(t *testing.T) {
	p := startAt(t, "", false, january)
	w := p.window(1366, 640)
	if _, err := chromedp.Call(w.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	w.goTo("/import")
	seed := seedFile(t, "001.txt")
	name := written(t, filepath.Join(t.TempDir(), seed.name), strings.ReplaceAll(string(seed.data), "2021", "2024"))
	w.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{name}))
	w.submit("form[data-drop] [type=submit]")
	w.submit(`.query button[name="offer"]`)
	w.submit(".finish-bar .primary")
	if got := exported(t, p, 2024).Year; got != 2024 {
		t.Errorf("kept %d", got)
	}
}
