//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
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
