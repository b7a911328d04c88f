//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

var walkSizes = []struct{ width, height int64 }{{1366, 768}, {1093, 500}, {390, 760}}

func (w *window) snap(name string) {
	w.t.Helper()
	for _, v := range w.axe() {
		fmt.Println("AXE", name, v.ID, v.Help, v.Nodes[:min(2, len(v.Nodes))])
	}
	for _, s := range walkSizes {
		w.do(chromedp.EmulateViewport(s.width, s.height))
		time.Sleep(60 * time.Millisecond)
		if eval[bool](w, `document.documentElement.scrollWidth > window.innerWidth`) {
			fmt.Println("WIDE", name, s.width)
		}
		w.shot(fmt.Sprintf("%s-%d", name, s.width))
	}
	w.do(chromedp.EmulateViewport(1366, 768))
}

func in(names ...string) []string {
	var out []string
	for _, n := range names {
		out = append(out, "/tmp/ei/in/"+n)
	}
	return out
}

func (w *window) upload(names ...string) {
	w.t.Helper()
	w.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), in(names...)))
}

func (w *window) realDrop(selector string, files ...string) {
	w.t.Helper()
	xy := eval[[]float64](w, fmt.Sprintf(`(function(){var e=document.querySelector(%q);e.scrollIntoView({block:'center'});var r=e.getBoundingClientRect();return [r.left+r.width/2,r.top+r.height/2]})()`, selector))
	for _, typ := range []input.DispatchDragEventType{"dragEnter", "dragOver", "drop"} {
		if _, err := chromedp.Call(w.ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: typ, X: xy[0], Y: xy[1],
			Data: &input.DragData{Items: []*input.DragDataItem{}, Files: files, DragOperationsMask: 1}}); err != nil {
			w.t.Fatal(err)
		}
		if typ == "dragOver" {
			w.shot("drag-over")
		}
	}
}

func at(year int) func() time.Time {
	return func() time.Time { return time.Date(year, 1, 8, 10, 32, 0, 0, time.Local) }
}

func TestWalkStart(t *testing.T) {
	p := startAt(t, "", false, at(2022))
	w := p.window(1366, 768)
	w.goTo("/")
	w.snap("01-first")
	w.do(chromedp.Click(chromedp.CSS("#read > summary")))
	w.snap("02-first-open")
	w.goTo("/import")
	w.snap("03-import")
	for _, f := range []string{"other.txt", "scan.pdf", "encrypted.pdf", "photo.docx", "empty.docx", "cut.docx", "photo.jpg"} {
		w.goTo("/import")
		w.upload(f)
		w.until(`!document.querySelector('.drop-problem').hidden`)
		fmt.Println("REFUSED", f, w.text(".drop-problem"))
		if f == "scan.pdf" || f == "other.txt" {
			w.snap("04-refused-" + f)
		}
	}
	w.goTo("/import")
	w.realDrop(".drop-box", in("seed0.docx")...)
	w.arrived("/import/file/")
	w.snap("05-dropped-docx")
}

func TestWalkSeeds(t *testing.T) {
	list, _ := filepath.Glob("/tmp/ei/in/seed*")
	own, _ := filepath.Glob("/tmp/ei/in/own*")
	list = append(list, own...)
	for _, f := range list {
		name := filepath.Base(f)
		if s := os.Getenv("ONLY"); s != "" && !strings.Contains(name, s) {
			continue
		}
		year := 2022
		if strings.Contains(name, "1.") || strings.Contains(name, "1-") {
			year = 2023
		}
		func() {
			p := startAt(t, "", false, at(year))
			w := p.window(1366, 768)
			w.goTo("/import")
			w.upload(name)
			w.arrived("/import/file/")
			fmt.Printf("SEED %s | %s | ask %d later %d fields %d needs-empty %d\n", name, w.text("#result h1"), eval[int](w, `document.querySelectorAll('#result .asking .query').length`),
				eval[int](w, `document.querySelectorAll('#later .query').length`), eval[int](w, `document.querySelectorAll('#finish input').length`), eval[int](w, `Array.from(document.querySelectorAll('.need input')).filter(function(e){return !e.value}).length`))
			w.snap("s-" + name)
		}()
	}
}
