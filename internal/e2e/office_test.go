//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestRequirements takes a county's requirements over, sees them where one
// writes, and drops them again.
func TestRequirements(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	file, err := filepath.Abs("../../forms/examples/requirements/linchuan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	w.goTo("/requirements")
	w.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file}))
	w.submit(".upload button")
	w.looks("o-preview")
	w.submit(".decide button")
	w.looks("o-taken")
	w.goTo("/reports/2025/1")
	if got := w.text("#main"); !strings.Contains(got, "县里要求") {
		t.Error("the section does not say what the county asks for")
	}
	w.goTo("/requirements")
	w.submit(`button[name="drop"]`)
	w.goTo("/reports/2025/1")
	if got := w.text("#main"); strings.Contains(got, "县里要求") {
		t.Error("what was dropped is still asked for")
	}
}

// TestLetterhead uploads an office's own Word template, and is told what is
// wrong with a file that is none.
func TestLetterhead(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	file := func(name, content string) []string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return []string{path}
	}
	upload := func(files []string) {
		w.goTo("/letterhead")
		w.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), files))
		w.submit(".upload button")
	}
	w.goTo("/letterhead")
	w.looks("o-letterhead")
	upload(file("a.docx", "这不是 Word 文件"))
	w.looks("o-letterhead-refused")
	if got := w.text("#main"); !strings.Contains(got, "Word") {
		t.Errorf("the page says %q", got)
	}
	upload(file("b.docx", p.get("/letterhead/file?example=1")))
	w.looks("o-letterhead-taken")
	if !strings.HasPrefix(p.get("/reports/2025/export/docx"), "PK") {
		t.Error("no Word file")
	}
	w.goTo("/letterhead")
	w.submit(`button[name="drop"]`)
}
