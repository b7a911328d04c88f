//go:build e2e

package e2e

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// violation is one finding of axe-core.
type violation struct {
	ID    string   `json:"id"`
	Help  string   `json:"help"`
	Nodes []string `json:"nodes"`
}

// axe runs axe-core over the page as it stands.
func (w *window) axe() []violation {
	w.t.Helper()
	source, err := os.ReadFile("testdata/axe/axe.min.js")
	if err != nil {
		w.t.Fatal(err)
	}
	eval[chromedp.Void](w, string(source)+"; undefined")
	found, err := chromedp.Run(w.ctx, chromedp.Evaluate[[]violation](`axe.run(document, { iframes: false }).then(function (r) {
	  return r.violations.map(function (v) { return { id: v.id, help: v.help, nodes: v.nodes.map(function (n) { return n.html + ' ' + n.failureSummary; }) }; }); })`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

// TestAccessible: no page or state has a violation that axe-core can find.
func TestAccessible(t *testing.T) {
	p := start(t, "", true)
	pages := []string{"/", "/setup", "/help", "/reports/2025/head", "/reports/2025/1", "/reports/2025/2", "/reports/2025/3",
		"/reports/2025/4", "/reports/2025/5", "/reports/2025/6", "/reports/2025/check", "/reports/2025/preview", "/reports/1999/1"}
	for _, width := range []int64{1366, 375} {
		w := p.window(width, 640)
		for _, page := range pages {
			w.goTo(page)
			violations(t, page, w.axe())
		}
		if width != 1366 {
			continue
		}
		w.goTo("/reports/2025/3")
		w.fill("t3.granted.natural_person", "9")
		w.saved()
		violations(t, "with findings", w.axe())
		w.goTo("/reports/2025/check")
		violations(t, "check with findings", w.axe())
		w.goTo("/reports/2025/3")
		w.do(chromedp.Click(chromedp.CSS(`[data-fold="denied"][aria-expanded="true"]`)))
		violations(t, "folded", w.axe())
	}
	empty := start(t, "", false)
	w := empty.window(1366, 640)
	w.goTo("/")
	violations(t, "first screen", w.axe())
	w.setUp("青石镇人民政府")
	w.begin(2025)
	for _, page := range []string{"/", "/reports/2025/3", "/reports/2025/1", "/reports/2025/check"} {
		w.goTo(page)
		violations(t, "empty "+page, w.axe())
	}
}

func violations(t *testing.T, page string, found []violation) {
	t.Helper()
	for _, v := range found {
		t.Errorf("%s: %s: %s\n\t%s", page, v.ID, v.Help, strings.Join(v.Nodes[:min(3, len(v.Nodes))], "\n\t"))
	}
}
