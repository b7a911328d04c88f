//go:build e2e

package e2e

import (
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// file is a file that a person hands over.
type file struct {
	name string
	data []byte
}

// dropped lets files fall into the box as a file manager does, and waits for
// the page that follows.
func (w *window) dropped(files ...file) {
	w.t.Helper()
	var b strings.Builder
	b.WriteString("(function () { var dt = new DataTransfer();")
	for _, f := range files {
		fmt.Fprintf(&b, "dt.items.add(new File([Uint8Array.from(atob(%q), function (c) { return c.charCodeAt(0); })], %q));",
			base64.StdEncoding.EncodeToString(f.data), f.name)
	}
	b.WriteString("document.querySelector('form[data-drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: dt, bubbles: true, cancelable: true })); })()")
	eval[chromedp.Void](w, b.String())
}

// arrived waits for a page whose address begins so.
func (w *window) arrived(path string) {
	w.t.Helper()
	w.until(fmt.Sprintf("location.pathname.indexOf(%q) === 0 && document.readyState === 'complete'", path))
}

// pasted pastes a piece of a web page, or plain text, and reads it.
func (w *window) pasted(html, text string) {
	w.t.Helper()
	eval[chromedp.Void](w, fmt.Sprintf(`(function () {
	  var box = document.getElementById('paste'), dt = new DataTransfer();
	  if (%[1]q) dt.setData('text/html', %[1]q);
	  box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: dt, bubbles: true }));
	  box.value = %[2]q;
	})()`, html, text))
	time.Sleep(20 * time.Millisecond) // the script looks once the text is there
	eval[chromedp.Void](w, `document.querySelector('form[data-drop] [type=submit]').click()`)
}

func seedFile(t *testing.T, name string) file {
	t.Helper()
	data, err := os.ReadFile("../importer/testdata/seeds/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return file{name, data}
}

// TestImport goes from a file of last year to the new year: what could not be
// read is settled with keys, and nothing is lost when the page is loaded anew.
func TestImport(t *testing.T) {
	p := startAt(t, "", false, func() time.Time { return time.Date(2023, 1, 8, 10, 32, 0, 0, time.Local) })
	w := p.window(1366, 640)
	w.goTo("/")
	w.do(chromedp.Click(chromedp.CSS("#read > summary")))
	w.looks("i-first")
	w.dropped(file{"x.txt", []byte("采购公告，与年报无关。")})
	w.until(`!document.querySelector('.drop-problem').hidden`)
	w.looks("i-refused")
	w.dropped(seedFile(t, "001.txt"))
	w.arrived("/import/file/")
	w.looks("i-read")
	open := func() int { return eval[int](w, `document.querySelectorAll('#result .asking .query').length`) }
	all := open()
	if all == 0 {
		t.Fatalf("nothing is asked: %s", w.text("#result"))
	}
	for n := all; n > 0; n-- {
		if n == all-1 {
			w.goTo(eval[string](w, `location.pathname`)) // loaded anew
			if open() != n {
				t.Fatalf("%d are asked, want %d", open(), n)
			}
		}
		w.do(chromedp.KeyEvent("1"))
		w.until(fmt.Sprintf(`document.querySelectorAll('#result .asking .query').length === %d`, n-1))
	}
	w.looks("i-settled")
	w.fill("need-t3.carried_out.natural_person", "2")
	eval[chromedp.Void](w, `document.activeElement.blur()`)
	w.until(`document.querySelector('.typed') !== null`)
	w.do(chromedp.Click(chromedp.CSS("#all-read > summary")))
	w.do(chromedp.Click(chromedp.CSS("#all-read .read-grid.matrix td a")))
	w.until(`document.querySelector('.source-lines .here .read-as:not([hidden])') !== null`)
	w.looks("i-all")
	w.submit(".finish-bar .primary")
	w.arrived("/reports/2022/questions")
	w.looks("i-begun")
	w.goTo("/reports/2022/3")
	if got := w.value("t3.carried_in.natural_person"); got != "2" {
		t.Errorf("carried in %q", got)
	}
	w.goTo("/reports/2021/doubts")
	w.looks("i-doubts")
	left := eval[int](w, `document.querySelectorAll('.query').length`)
	w.do(chromedp.KeyEvent("2"))
	w.until(fmt.Sprintf(`document.querySelectorAll('.query').length === %d`, left-1))
	w.goTo("/")
	w.looks("i-overview")
	w.goTo("/import")
	w.looks("i-import")
}

// TestFewKeys counts what a person decides from a published report to the new
// year: the questions that come first, and the name where the file has none.
func TestFewKeys(t *testing.T) {
	for _, tt := range []struct {
		file string
		year int
		keys int // of questions, each one key
		name string
	}{
		{"000.txt", 2020, 0, ""},
		{"001.txt", 2021, 2, ""}, // row four, and table four
		{"002.txt", 2020, 1, ""}, // row four
		{"003.txt", 2020, 1, ""}, // broken characters in section five
		{"004.txt", 2020, 1, "遵化店镇人民政府"},
	} {
		t.Run(tt.file, func(t *testing.T) {
			p := startAt(t, "", false, func() time.Time { return time.Date(tt.year+2, 1, 8, 10, 32, 0, 0, time.Local) })
			w := p.window(1366, 640)
			w.goTo("/import")
			w.dropped(seedFile(t, tt.file))
			w.arrived("/import/file/")
			w.looks("k-" + tt.file[:3])
			const asked = `document.querySelectorAll('#result .asking .query').length`
			if n := eval[int](w, asked); n != tt.keys {
				t.Fatalf("%d questions, want %d: %s", n, tt.keys, w.text("#result"))
			}
			for n := tt.keys; n > 0; n-- {
				w.do(chromedp.KeyEvent("1"))
				w.until(fmt.Sprintf("%s === %d", asked, n-1))
			}
			if tt.name != "" {
				w.fill("name", tt.name)
			}
			w.submit(".finish-bar .primary")
			w.arrived(fmt.Sprintf("/reports/%d/questions", tt.year+1))
		})
	}
}

// TestPublishedPage pastes the published page back: it agrees with the final
// report, or what differs is listed.
func TestPublishedPage(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.submitted("/reports/2025/final", `form[action$="/final"] button`)
	page := p.get("/reports/2025/export/html")
	w.goTo("/import?for=webpage&year=2025")
	w.looks("j-hand-over")
	w.pasted(page, "年报")
	w.arrived("/import/file/")
	w.looks("j-same")
	if got := w.text("h1"); !strings.Contains(got, "网页与定稿一致") {
		t.Errorf("the page says %q: %s", got, w.text("main"))
	}
	at := strings.LastIndex(page, "青石镇")
	w.goTo("/import?for=webpage&year=2025")
	w.pasted(page[:at]+"清"+page[at+len("青"):], "年报")
	w.arrived("/import/file/")
	w.looks("j-differs")
	if got := w.text("h1"); !strings.Contains(got, "不一样") {
		t.Errorf("the page says %q", got)
	}
}

// TestRevision reads an edited copy back: one place is taken, one is left, and
// the change can be undone like any other.
func TestRevision(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/5")
	before := w.value("text.5")
	first := []rune(strings.SplitN(before, "\n", 2)[0])
	text := p.get("/reports/2025/export/txt")
	edited := strings.Replace(text, string(first[len(first)-6:]), string(first[len(first)-6:len(first)-1])+"，领导加的话。", 1)
	w.goTo("/import?for=revision&year=2025")
	w.looks("k-hand-over")
	w.do(chromedp.Click(chromedp.CSS(".fold-card > summary")))
	w.fill("remarks", "第一部分写短一点")
	w.submit(".paste-remarks button")
	w.looks("k-remarks")
	w.submit(`.remark button[name="done"]`)
	w.goTo("/import?for=revision&year=2025")
	w.dropped(file{"改后.txt", []byte(edited)})
	w.arrived("/import/file/")
	w.looks("k-differs")
	w.submit(`.difference button[value="take"]`)
	w.looks("k-taken")
	w.goTo("/reports/2025/5")
	if got := w.value("text.5"); !strings.Contains(got, "领导加的话") {
		t.Errorf("not taken: %q", got)
	}
	w.until(`!document.getElementById('undo').disabled`)
	eval[chromedp.Void](w, `document.getElementById('undo').click()`)
	w.until(`document.getElementById('text.5').value.indexOf('领导加的话') < 0`)
}

// TestManyFiles hands several files over: they go one after the other, and
// become a table.
func TestManyFiles(t *testing.T) {
	p := start(t, "", false)
	w := p.window(1366, 640)
	w.goTo("/import")
	w.dropped(seedFile(t, "000.txt"), seedFile(t, "002.txt"), seedFile(t, "003.txt"), file{"通知.txt", []byte("请各乡镇报送材料。")}, seedFile(t, "004.txt"))
	w.arrived("/import/batch/")
	w.looks("l-table")
	if got := eval[int](w, `document.querySelectorAll('.batch tbody tr').length`); got != 5 {
		t.Errorf("%d rows", got)
	}
	w.do(chromedp.Click(chromedp.CSS(".batch tbody a")))
	w.arrived("/import/file/")
	w.looks("l-one")
	w.goTo("/import#few")
	w.looks("l-few")
}
