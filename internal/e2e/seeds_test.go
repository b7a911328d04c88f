//go:build e2e

package e2e

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// TestSeedsThroughTheForm types five published reports into the form, every
// figure and paragraph, and finds each of them in every export.
func TestSeedsThroughTheForm(t *testing.T) {
	files, err := filepath.Glob("../importer/testdata/seeds/*.json")
	if err != nil || len(files) != 5 {
		t.Fatalf("%d seeds: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := report.Unmarshal(data)
			if err != nil {
				t.Fatal(err)
			}
			throughTheForm(t, want)
		})
	}
}

func throughTheForm(t *testing.T, want *report.Report) {
	p := start(t, "", false)
	w := p.window(1366, 640)
	issuer := want.Issuer
	if issuer == "" {
		issuer = want.Title[:strings.Index(want.Title, "2")]
	}
	w.setUp(issuer)
	w.begin(want.Year)
	def, err := catalog(t).ForFormat(want.Format)
	if err != nil {
		t.Fatal(err)
	}
	typeHead(w, def, want)
	for i := range def.Sections {
		typeSection(w, def, &def.Sections[i], want)
	}
	got := exported(t, p, want.Year)
	compareReports(t, def, want, got)
	for _, kind := range []string{"txt", "md", "html", "csv"} {
		compareDocument(t, def, want, p.get(fmt.Sprintf("/reports/%d/export/%s", want.Year, kind)), kind)
	}
}

// put writes values into fields and lets the page know, as typing does.
func (w *window) put(values map[string]string) {
	w.t.Helper()
	missing := eval[string](w, `(function (values) { var missing = []; Object.keys(values).forEach(function (id) {
	  var el = document.getElementById(id); if (!el) { missing.push(id); return; }
	  el.value = values[id]; el.dispatchEvent(new Event('change', { bubbles: true })); }); return missing.join(' '); })(`+quoteJS(values)+`)`)
	if missing != "" {
		w.t.Fatalf("the page lacks %s", missing)
	}
	w.saved()
}

func typeHead(w *window, def *form.Definition, r *report.Report) {
	w.goTo(fmt.Sprintf("/reports/%d/head", r.Year))
	values := map[string]string{"issuer": r.Issuer, "title": r.Title, "document_number": r.DocumentNumber,
		"signature.issuer": r.Signature.Issuer, "signature.date": r.Signature.Date, "text.preface": r.Narrative(report.Preface)}
	w.put(values)
}

func typeSection(w *window, def *form.Definition, sec *form.Section, r *report.Report) {
	w.goTo(fmt.Sprintf("/reports/%d/%d", r.Year, sec.Number))
	place := report.SectionPlace(sec.Number)
	values := map[string]string{}
	if text := r.Narrative(place); text != "" {
		values["text."+string(place)] = text
	}
	for _, f := range def.Fields() {
		if f.Section != sec.Number || def.Computed(f.Code) || r.Cell(f.Code).IsBlank() {
			continue
		}
		value := r.Cell(f.Code).String()
		if unit := r.Units[f.Code]; unit != "" {
			value += unit // as a person types it
		}
		values[string(f.Code)] = value
	}
	if len(values) > 0 {
		w.put(values)
	}
}

func compareReports(t *testing.T, def *form.Definition, want, got *report.Report) {
	t.Helper()
	for _, f := range def.Fields() {
		if !got.Cell(f.Code).Equal(want.Cell(f.Code)) {
			t.Errorf("%s: got %q, want %q", f.Code, got.Cell(f.Code), want.Cell(f.Code))
		}
	}
	for _, place := range report.Places {
		if diff := cmp.Diff(want.Paragraphs(place), got.Paragraphs(place)); diff != "" {
			t.Errorf("%s differs (-source +form):\n%s", place, diff)
		}
	}
	if diff := cmp.Diff(want.Units, got.Units); diff != "" {
		t.Errorf("units:\n%s", diff)
	}
	if got.Title != want.Title || got.Signature.Issuer != want.Signature.Issuer || got.Signature.Date != want.Signature.Date {
		t.Errorf("head: got %q %+v, want %q %+v", got.Title, got.Signature, want.Title, want.Signature)
	}
}

// compareDocument looks for every paragraph in a finished document.
func compareDocument(t *testing.T, def *form.Definition, r *report.Report, doc, kind string) {
	t.Helper()
	flat := squeeze(doc)
	for _, place := range report.Places {
		for _, text := range r.Paragraphs(place) {
			if !strings.Contains(flat, squeeze(text)) {
				t.Errorf("%s lacks a paragraph of %s: %s", kind, place, text)
			}
		}
	}
	for _, sec := range def.Sections {
		if kind != "csv" && !strings.Contains(flat, squeeze(sec.Heading)) {
			t.Errorf("%s lacks heading %s", kind, sec.Heading)
		}
	}
}

// squeeze removes what kinds of documents write differently.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\u3000\\", r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(html.UnescapeString(s), `""`, `"`))
}
