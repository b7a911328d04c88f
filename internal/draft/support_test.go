package draft_test

import (
	"fmt"
	"io/fs"
	"sync"
	"testing"
	"time"

	"nianbao/forms"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// noon is the time in tests.
var noon = time.Date(2025, 1, 5, 12, 0, 0, 0, time.FixedZone("", 8*3600))

var formats = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

func definition(tb testing.TB, format string) *form.Definition {
	tb.Helper()
	catalog, err := formats()
	if err != nil {
		tb.Fatal(err)
	}
	def, err := catalog.ForFormat(format)
	if err != nil {
		tb.Fatal(err)
	}
	return def
}

func example(tb testing.TB, format, name string) *draft.Draft {
	tb.Helper()
	data, err := fs.ReadFile(forms.Examples, "examples/"+format+"/"+name+".json")
	if err != nil {
		tb.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		tb.Fatal(err)
	}
	r.Revision = 0
	return &draft.Draft{Office: "o", Report: r}
}

// blank is a draft without a figure.
func blank(format string) *draft.Draft {
	return &draft.Draft{Office: "o", Report: report.New(format, 2024)}
}

func text(d *draft.Draft) string { return must(report.Marshal(d.Report)) }

func must(data []byte, err error) string {
	if err != nil {
		panic(err)
	}
	return string(data)
}

// value is what a field holds.
func value(tb testing.TB, d *draft.Draft, field string) string {
	tb.Helper()
	v, ok := draft.Value(definition(tb, d.Report.Format), d.Report, field)
	if !ok {
		tb.Fatalf("no field %s", field)
	}
	return v
}

// typed is an edit of somebody who sees what is there.
func typed(tb testing.TB, d *draft.Draft, field, after string) draft.Edit {
	tb.Helper()
	return draft.Edit{Field: field, Before: value(tb, d, field), After: after}
}

func request(id string, edits ...draft.Edit) draft.Request {
	return draft.Request{ID: id, Edits: edits, By: "李"}
}

// apply makes a change that must succeed.
func apply(tb testing.TB, d *draft.Draft, edits ...draft.Edit) draft.Change {
	tb.Helper()
	id := fmt.Sprint("c", d.Report.Revision)
	c, err := d.Apply(definition(tb, d.Report.Format), request(id, edits...), noon)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// set types values into fields, in pairs.
func set(tb testing.TB, d *draft.Draft, pairs ...string) {
	tb.Helper()
	for i := 0; i < len(pairs); i += 2 {
		apply(tb, d, typed(tb, d, pairs[i], pairs[i+1]))
	}
}

func wantValues(tb testing.TB, d *draft.Draft, want map[string]string) {
	tb.Helper()
	for field, w := range want {
		if got := value(tb, d, field); got != w {
			tb.Errorf("%s = %q, want %q", field, got, w)
		}
	}
}

// narrative puts paragraphs into section one.
func narrative(d *draft.Draft, text string) *draft.Draft {
	d.Report.SetNarrative("1", text)
	return d
}
