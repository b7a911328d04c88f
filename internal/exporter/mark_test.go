package exporter_test

import (
	"bytes"
	"strings"
	"testing"

	"nianbao/internal/exporter"
)

// TestMark: kinds for readers carry the mark above everything, data kinds do
// not, and without a mark nothing changes.
func TestMark(t *testing.T) {
	const mark = "送审稿 第2稿 1月8日"
	for _, kind := range exporter.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			s := examples(t)[0]
			def, r := s.def, s.Report
			plain, err := exporter.Render(def, r, kind)
			if err != nil {
				t.Fatal(err)
			}
			same, err := exporter.RenderWith(def, r, kind, exporter.Options{})
			if err != nil || !bytes.Equal(plain, same) {
				t.Errorf("no mark, other bytes (%v)", err)
			}
			marked, err := exporter.RenderWith(def, r, kind, exporter.Options{Mark: mark})
			if err != nil {
				t.Fatal(err)
			}
			if kind == exporter.PDF || kind == exporter.XLSX { // their text is not to be read from their bytes
				if bytes.Equal(plain, marked) {
					t.Error("no mark")
				}
				return
			}
			data := kind == exporter.CSV || kind == exporter.JSON
			shown := string(marked)
			if kind == exporter.DOCX {
				shown = wordText(t, marked)
			}
			at, title := strings.Index(shown, mark), strings.Index(shown, "<h1>")
			if kind != exporter.HTML {
				title = strings.Index(shown, exporter.NewDocument(def, r).TitleParts()[0])
			}
			if kind == exporter.SVG { // the title of the window comes first
				title = strings.LastIndex(shown, exporter.NewDocument(def, r).TitleParts()[0])
			}
			if data != (at < 0) || !data && at > title {
				t.Errorf("the mark is at %d, the title at %d", at, title)
			}
			if data && !bytes.Equal(plain, marked) {
				t.Error("data files differ")
			}
		})
	}
	if exporter.StyleSheet(exporter.Options{Mark: mark}) == exporter.StyleSheet(exporter.Options{}) {
		t.Error("the mark has no style")
	}
	s := examples(t)[0]
	def, r := s.def, s.Report
	page, err := exporter.RenderWith(def, r, exporter.HTML, exporter.Options{Mark: "<b>"})
	if err != nil || strings.Contains(string(page), "<b>") {
		t.Error("the mark is not escaped")
	}
}
