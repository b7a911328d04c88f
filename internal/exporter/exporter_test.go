package exporter_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/forms"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/golden"
	"nianbao/internal/report"
)

// sample is a report to render, with its definition.
type sample struct {
	name string // <format>/<name> or seeds/<number>
	def  *form.Definition
	*report.Report
}

func catalog(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// examples are the example reports of every format.
func examples(t testing.TB) []sample {
	t.Helper()
	var out []sample
	c := catalog(t)
	for _, def := range c.Definitions() {
		dir := "examples/" + def.Format
		entries, err := fs.ReadDir(forms.Examples, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := fs.ReadFile(forms.Examples, path.Join(dir, e.Name()))
			out = append(out, newSample(t, c, def.Format+"/"+strings.TrimSuffix(e.Name(), ".json"), data, err))
		}
	}
	return out
}

// seeds are real reports, read by hand.
func seeds(t testing.TB) []sample {
	t.Helper()
	names, err := filepath.Glob("../importer/testdata/seeds/*.json")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d seeds, %v", len(names), err)
	}
	c := catalog(t)
	var out []sample
	for _, name := range names {
		data, err := os.ReadFile(name)
		out = append(out, newSample(t, c, "seeds/"+strings.TrimSuffix(filepath.Base(name), ".json"), data, err))
	}
	return out
}

func newSample(t testing.TB, c *form.Catalog, name string, data []byte, err error) sample {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	def, err := c.ForFormat(r.Format)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return sample{name, def, r}
}

func render(t testing.TB, s sample, kind exporter.Kind) []byte {
	t.Helper()
	data, err := exporter.Render(s.def, s.Report, kind)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return data
}

// textKinds are files that can be compared as they are.
var textKinds = []exporter.Kind{exporter.HTML, exporter.Text, exporter.Markdown, exporter.CSV, exporter.JSON}

func TestGolden(t *testing.T) {
	for _, s := range append(examples(t), seeds(t)...) {
		for _, kind := range textKinds {
			t.Run(s.name+"."+string(kind), func(t *testing.T) {
				golden.Equal(t, filepath.Join("testdata", s.name+"."+string(kind)+".golden"), render(t, s, kind))
			})
		}
	}
}
