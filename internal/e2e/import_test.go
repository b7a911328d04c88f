//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/report"
	"nianbao/internal/storage"
)

// pendingSeed puts a report that was really published into a data folder, as
// it was read, before the office is set up.
func pendingSeed(t *testing.T, data, name string, year int) string {
	t.Helper()
	const dir = "../importer/testdata/seeds/"
	text, err := os.ReadFile(dir + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(dir + name + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(text)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(bytes.TrimSpace(source)), "\n")
	r.Sources = sourcesOf(r, lines)
	r.Year = year
	store, err := storage.Open(data, storage.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	m := &intake.Import{Name: name + ".txt", Content: intake.Content{Report: r, Lines: lines}}
	if err := store.AddImport(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	return m.ID
}

// sourcesOf finds the rows of the big table by their labels.
func sourcesOf(r *report.Report, lines []string) map[form.Code]report.Source {
	out := map[form.Code]report.Source{}
	for code := range r.Cells {
		for label, row := range map[string]string{"本年新收": ".received.", "结转下年度": ".carried_out.", "信访举报": ".rejected.petition."} {
			for i, line := range lines {
				if strings.Contains(line, label) && strings.Count(line, "\t") > 5 && strings.Contains(string(code), row) {
					out[code] = report.Source{Line: i + 1, Excerpt: line}
				}
			}
		}
	}
	return out
}

// TestImportSettled goes from last year's report to the new year: what could
// not be read is settled with keys, and nothing is lost when the page is
// loaded anew.
func TestImportSettled(t *testing.T) {
	data := t.TempDir()
	id := pendingSeed(t, data, "001", 2024)
	p := startAt(t, data, false, january)
	w := p.window(1366, 640)
	w.goTo("/")
	w.looks("i-first")
	w.goTo("/import")
	w.looks("i-import")
	w.goTo("/import/file/" + id)
	w.looks("i-read")
	w.until(`document.querySelector('.query.current') !== null`)
	w.do(chromedp.KeyEvent("1"))
	w.until(`document.querySelectorAll('#result .asking .query').length === 1`)
	w.looks("i-settling")
	w.goTo("/import/file/" + id) // loaded anew
	w.until(`document.querySelectorAll('#result .asking .query').length === 1`)
	w.do(chromedp.KeyEvent("2"))
	w.until(`document.querySelector('#result .asking') === null`)
	w.looks("i-settled")
	w.do(chromedp.Click(chromedp.CSS("#later > summary")))
	w.looks("i-later")
	w.do(chromedp.Click(chromedp.CSS("#all-read > summary")))
	w.looks("i-all")
	w.submit(".finish-bar .primary")
	w.looks("i-begun")
	if got := eval[string](w, `location.pathname`); !strings.HasPrefix(got, "/reports/2025") {
		t.Errorf("led to %s: %s", got, w.text("main"))
	}
	w.goTo("/reports/2024/doubts")
	w.looks("i-doubts")
	w.goTo("/")
	w.looks("i-overview")
}
