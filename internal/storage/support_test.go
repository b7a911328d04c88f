package storage

import (
	"context"
	"io/fs"
	"sync"
	"testing"
	"time"

	"nianbao/forms"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// noon is the time in tests.
var noon = time.Date(2025, 1, 5, 12, 0, 0, 123_456_789, time.FixedZone("", 8*3600))

func options() Options { return Options{Now: func() time.Time { return noon }, Version: "1.2.3"} }

func openStore(tb testing.TB, dir string) *Store {
	tb.Helper()
	s, err := Open(dir, options())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

func newOffice(tb testing.TB, s *Store, name string) string {
	tb.Helper()
	o, err := s.SaveOffice(tb.Context(), draft.Office{Profile: profile.Profile{Name: name}})
	if err != nil {
		tb.Fatal(err)
	}
	return o.ID
}

func newStoreWithOffice(tb testing.TB) (s *Store, office string) {
	tb.Helper()
	s = openStore(tb, tb.TempDir())
	return s, newOffice(tb, s, "临川县青石镇人民政府")
}

// example is an example report of the format 2021.
func example(tb testing.TB, name string) *report.Report {
	tb.Helper()
	data, err := fs.ReadFile(forms.Examples, "examples/2021/"+name+".json")
	if err != nil {
		tb.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func definition(tb testing.TB, r *report.Report) *form.Definition {
	tb.Helper()
	catalog, err := formats()
	if err != nil {
		tb.Fatal(err)
	}
	def, err := catalog.ForFormat(r.Format)
	if err != nil {
		tb.Fatal(err)
	}
	return def
}

// cell is a figure that two totals add up.
const cell = "t3.received.natural_person"

func create(tb testing.TB, s *Store, office string, r *report.Report) *draft.Draft {
	tb.Helper()
	d, err := s.Create(tb.Context(), office, r, "张")
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func load(tb testing.TB, s *Store, office string, year int) *draft.Draft {
	tb.Helper()
	d, err := s.Load(tb.Context(), office, year)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func history(tb testing.TB, s *Store, office string, year int) []draft.Change {
	tb.Helper()
	list, err := s.History(tb.Context(), office, year, 0, 1_000_000)
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

// formats is the catalogue of the real definitions.
var formats = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

// apply saves edits as the web layer does.
func apply(s *Store, office string, r *report.Report, id string, edits ...draft.Edit) (*draft.Draft, draft.Change, error) {
	catalog, err := formats()
	if err != nil {
		return nil, draft.Change{}, err
	}
	def, err := catalog.ForFormat(r.Format)
	if err != nil {
		return nil, draft.Change{}, err
	}
	return s.Update(context.Background(), office, r.Year, id, func(d *draft.Draft) (draft.Change, error) {
		return d.Apply(def, draft.Request{ID: id, Edits: edits, By: "李"}, noon)
	})
}

// setCell types a figure into cell over what is there.
func setCell(tb testing.TB, s *Store, office string, r *report.Report, id, value string) *draft.Draft {
	tb.Helper()
	before := load(tb, s, office, r.Year).Report.Cell(cell).String()
	d, _, err := apply(s, office, r, id, draft.Edit{Field: cell, Before: before, After: value})
	if err != nil {
		tb.Fatal(err)
	}
	return d
}
