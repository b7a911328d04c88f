package rollover_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"

	"nianbao/forms"
	"nianbao/internal/form"
	"nianbao/internal/golden"
	"nianbao/internal/report"
	"nianbao/internal/rollover"
)

var official = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

func formats(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := official()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func example(t testing.TB, name string) *report.Report {
	t.Helper()
	data, err := fs.ReadFile(forms.Examples, "examples/"+name+".json")
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, data)
}

func seed(t testing.TB, name string) *report.Report {
	t.Helper()
	data, err := os.ReadFile("../importer/testdata/seeds/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, data)
}

func decode(t testing.TB, data []byte) *report.Report {
	t.Helper()
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// roll makes the year after; an unknown format has no definition.
func roll(t testing.TB, last ...*report.Report) *rollover.Result {
	t.Helper()
	year := last[0].Year + 1
	to, err := formats(t).ForYear(year)
	if err != nil {
		t.Fatal(err)
	}
	var in []rollover.Last
	for _, r := range last {
		def, _ := formats(t).ForFormat(r.Format)
		in = append(in, rollover.Last{Def: def, Report: r})
	}
	out, err := rollover.Roll(to, year, in...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// readable shows a draft the way it is to be read: ▲ before a sentence to be
// confirmed by itself, ○ before a paragraph to be confirmed, slots as printed.
func readable(out *rollover.Result) []byte {
	var b bytes.Buffer
	r := out.Report
	fmt.Fprintf(&b, "%s\n%s %s %s\n", r.Title, r.Issuer, r.Signature.Issuer, r.Printed.Note)
	for _, place := range report.Places {
		for _, p := range r.Text[place] {
			mark := " "
			if p.Carried {
				mark = "○"
			}
			fmt.Fprintf(&b, "[%s]%s ", place, mark)
			for _, run := range p.Runs {
				text := r.Render(report.Paragraph{Runs: []report.Run{run}})
				if run.Ref != "" {
					text = "{" + string(run.Ref) + "}"
				}
				if run.Confirm {
					text = "▲" + text
				}
				b.WriteString(text)
			}
			b.WriteString("\n")
		}
	}
	b.WriteString("\n")
	for _, n := range out.Notes {
		fmt.Fprintf(&b, "- %d %s\n", n.Section, n.Text)
	}
	fmt.Fprintf(&b, "%+v\n", out.Tally)
	return b.Bytes()
}

// TestSeeds rolls the five published reports over: what the clerk is given to
// read, and the report JSON.
func TestSeeds(t *testing.T) {
	for _, name := range []string{"000", "001", "002", "003", "004"} {
		t.Run(name, func(t *testing.T) {
			check(t, "seed-"+name, roll(t, seed(t, name)))
		})
	}
}

func check(t *testing.T, name string, out *rollover.Result) {
	t.Helper()
	golden.Equal(t, "testdata/"+name+".txt.golden", readable(out))
	data, err := report.MarshalIndent(out.Report)
	if err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, "testdata/"+name+".json.golden", data)
	again := decode(t, data)
	second, err := report.MarshalIndent(again)
	if err != nil || string(second) != string(data) {
		t.Errorf("the draft is not read back as written: %v", err)
	}
	for place := range out.Report.Text {
		if strings.ContainsFunc(out.Report.Narrative(place), func(r rune) bool { return r >= '\uE000' && r <= '\uF8FF' }) {
			t.Errorf("%s: a mark is left in the text", place)
		}
	}
}

func TestExamples(t *testing.T) {
	for _, name := range []string{"2021/full", "2021/previous", "2021/nil", "2021/empty", "2019/full", "2019/previous", "2019/nil"} {
		t.Run(name, func(t *testing.T) {
			check(t, strings.ReplaceAll(name, "/", "-"), roll(t, example(t, name)))
		})
	}
}
