package exporter_test

import (
	"path/filepath"
	"strings"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/golden"
)

// TestSVG: the picture with last year's figures beside, and without.
func TestSVG(t *testing.T) {
	all := map[string]sample{}
	for _, s := range examples(t) {
		all[s.name] = s
	}
	for name, s := range all {
		opts := exporter.Options{Mark: "送审稿 第2稿 1月8日"}
		if dir, file := filepath.Split(name); file == "full" {
			opts = exporter.Options{Previous: all[dir+"previous"].Report}
		}
		data, err := exporter.RenderWith(s.def, s.Report, exporter.SVG, opts)
		if err != nil {
			t.Fatal(err)
		}
		elements(t, string(data))
		golden.Equal(t, filepath.Join("testdata", name+".svg.golden"), data)
	}
	for _, s := range examples(t) {
		data := string(render(t, hostile(s, `"><script>&`), exporter.SVG))
		if elements(t, data)["script"] > 0 || strings.Contains(data, "<script") {
			t.Error("text became markup")
		}
	}
}
