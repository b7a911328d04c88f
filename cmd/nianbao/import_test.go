package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/report"
)

// reportOf is the report JSON a command printed.
func reportOf(t *testing.T, text string) *report.Report {
	t.Helper()
	r, err := report.Unmarshal([]byte(text))
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return r
}

func TestImport(t *testing.T) {
	inFolder(t)
	tests := []struct{ file, out string }{
		{"full.json", "临川县青石镇人民政府 2025 年年报（2021 年格式）：读出 %d 格，0 处请您看一下。\n"},
		{"2019-full.json", "临川县青石镇人民政府 2020 年年报（2019 年格式）：读出 %d 格，0 处请您看一下。\n"},
		{"empty.json", "临川县青石镇人民政府 2025 年年报（2021 年格式）：读出 %d 格，0 处请您看一下。\n"},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			r := run(t, "import", tt.file).want(exitDone, "")
			if want := fmt.Sprintf(tt.out, len(reportOf(t, read(t, tt.file)).Cells)); r.out != want {
				t.Errorf("got %q, want %q", r.out, want)
			}
		})
	}
}

// TestImportJSON: whatever the kind of file and the way it comes in, the same
// report goes out.
func TestImportJSON(t *testing.T) {
	inFolder(t)
	for _, name := range []string{"full", "nil", "empty", "2019-full", "2019-nil"} {
		want := reportOf(t, read(t, name+".json"))
		t.Run(name, func(t *testing.T) {
			got := run(t, "import", "--json", name+".json").want(exitDone, "").out
			if diff := cmp.Diff(want.Cells, reportOf(t, got).Cells); diff != "" {
				t.Error(diff)
			}
			if again := runWith(t, strings.NewReader(got), "import", "-", "--json").want(exitDone, "").out; again != got {
				t.Error("reading it again gives something else")
			}
		})
		t.Run(name+" csv", func(t *testing.T) {
			run(t, "export", name+".json", "--to", "csv", "-o", name+".csv").want(exitDone, "")
			got := reportOf(t, run(t, "import", name+".csv", "--json").want(exitDone, "").out)
			if diff := cmp.Diff(want.Cells, got.Cells); diff != "" {
				t.Error(diff)
			}
			for _, place := range report.Places {
				if got.Narrative(place) != want.Narrative(place) {
					t.Errorf("place %s: %q", place, got.Narrative(place))
				}
			}
			if got.Year != want.Year || got.Format != want.Format || got.Title != want.Title || got.Signature.Date != want.Signature.Date {
				t.Errorf("head: %+v", got)
			}
		})
	}
}

func TestImportOverrides(t *testing.T) {
	inFolder(t)
	write(t, "bare.csv", []byte("code,label,value,unit\nt3.received.natural_person,,2,件\n"))
	tests := []struct {
		line, format string
		year         int
	}{
		{"import --json full.json --year 2023", "2021", 2023},
		{"import --json full.json --format 2019", "2019", 2025},
		{"import --json full.json --year 2020 --format 2021", "2021", 2020},
		{"import --json bare.csv --year 2024", "2021", 2024},
		{"import --json bare.csv --year 2020", "2019", 2020},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			r := reportOf(t, run(t, strings.Fields(tt.line)...).want(exitDone, "").out)
			if r.Format != tt.format || r.Year != tt.year {
				t.Errorf("format %s, year %d", r.Format, r.Year)
			}
		})
	}
	run(t, "import", "bare.csv").want(exitNotReport, "bare.csv：看不出这是哪一年的年报。请写明年度，例如 --year 2024。")
}

// TestImportDoubts: doubts are in the output, and the status is 0.
func TestImportDoubts(t *testing.T) {
	inFolder(t)
	write(t, "doubts.csv", []byte("code,label,value,unit\nformat,,2021,\nyear,,2024,\nt3.received.natural_person,,2,\nt3.received.natural_person,,3,\n"))
	r := run(t, "import", "doubts.csv").want(exitDone, "")
	if !strings.Contains(r.out, "\n  t3.received.natural_person ") {
		t.Errorf("got %s", r.out)
	}
	got := reportOf(t, run(t, "import", "--json", "doubts.csv").want(exitDone, "").out)
	if len(got.Doubts) == 0 || !got.Cell("t3.received.natural_person").IsBlank() {
		t.Errorf("doubts %+v", got.Doubts)
	}
}

// TestUnknownKeys: what a later version may have added is kept.
func TestUnknownKeys(t *testing.T) {
	const in = `{"schema":"nianbao/report/v1","format":"2021","year":2024,"issuer":"青石镇人民政府","title":"x","document_number":"",
		"preface":"","sections":{"1":"a"},"cells":{"t3.received.total":"2","t9.new.cell":"7"},
		"signature":{"issuer":"","date":"","seal":true},"later":{"deep":[1,2,{"x":"镇"}]},"number":1.50}`
	out := runWith(t, strings.NewReader(in), "import", "-", "--json").want(exitDone, "").out
	var want, got map[string]any
	for text, into := range map[string]*map[string]any{in: &want, out: &got} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"later", "number", "cells", "signature"} {
		if diff := cmp.Diff(want[key], got[key]); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}
