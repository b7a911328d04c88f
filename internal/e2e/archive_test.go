//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"nianbao/internal/draft"
)

// TestArchive keeps a sealed scan and the county's notice, is told why a Word
// file is no scan, puts a file away and brings it back.
func TestArchive(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/archive")
	w.looks("archive-empty")
	dir := t.TempDir()
	scan, notice := filepath.Join(dir, "青石镇2025年政府信息公开工作年度报告（盖章）.pdf"), filepath.Join(dir, "关于做好2025年政府信息公开工作年度报告编制和发布工作的通知.txt")
	for path, text := range map[string]string{scan: "%PDF-1.4\n" + strings.Repeat("scan ", 400_000), notice: "请于1月15日前报送。\r\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const file, kind, keep = `.keep input[type="file"]`, `.keep select`, `.keep button`
	w.do(chromedp.SetUploadFiles(chromedp.CSS(file), []string{notice}))
	w.submit(keep)
	if got := w.text(`main [role="alert"]`); !strings.Contains(got, "不是扫描件") {
		t.Errorf("says %q", got)
	}
	w.looks("archive-refused")
	w.do(chromedp.SetUploadFiles(chromedp.CSS(file), []string{scan}))
	w.submit(keep)
	w.do(chromedp.SetValue(chromedp.CSS(kind), "notice"), chromedp.SetUploadFiles(chromedp.CSS(file), []string{notice}))
	w.submit(keep)
	w.looks("archive")
	w.submit(`.filed button`)
	w.do(chromedp.Click(chromedp.CSS(`.fold-card > summary`)))
	w.looks("archive-removed")
	w.submit(`.fold-card .filed button`)
	if got := eval[int](w, `document.querySelectorAll('.kept-name').length`); got != 2 {
		t.Errorf("%d files", got)
	}
	for _, size := range sizes {
		w.do(chromedp.EmulateViewport(size.width, size.height))
		if over := eval[bool](w, `document.documentElement.scrollWidth > window.innerWidth`); over {
			t.Errorf("wider than %d", size.width)
		}
	}
}

// TestArchived looks at the overview of a report that went the whole way, with
// its scan kept, and at an earlier year.
func TestArchived(t *testing.T) {
	final, past := exampleOf(t, "2021/full", 2025), exampleOf(t, "2021/nil", 2023)
	final.Status, past.Status = draft.Final, draft.Published
	final.Work = map[string]string{}
	for key, date := range map[string]string{"final": "2026-01-04", "published": "2026-01-06", "archived": "2026-01-07"} {
		final.Work["step."+key], final.Work["step."+key+".by"] = date, "王芳"
	}
	final.Work["step.published.url"] = "https://www.example.gov.cn/zwgk/2026/01/06/nianbao.html"
	p := startWith(t, final, past)
	w := p.window(1366, 640)
	w.goTo("/")
	w.looks("archived-without-scan")
	scan := filepath.Join(t.TempDir(), "盖章.pdf")
	if err := os.WriteFile(scan, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, year := range []string{"2025", "2023"} {
		w.goTo("/reports/" + year + "/archive")
		w.do(chromedp.SetUploadFiles(chromedp.CSS(`.keep input[type="file"]`), []string{scan}))
		w.submit(".keep button")
	}
	w.goTo("/reports/2025/archive")
	w.looks("archived-page")
	w.goTo("/reports/2023/archive")
	w.looks("archived-past")
	w.goTo("/")
	w.looks("archived")
	if got := eval[string](w, `Array.from(document.querySelectorAll('.tick-kept, .past a')).map(function (a) { return a.textContent; }).join(' ')`); !strings.Contains(got, "扫描件已存 存档 1 件") {
		t.Errorf("refers to %q", got)
	}
}
