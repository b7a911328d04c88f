package form_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"nianbao/internal/form"
	"nianbao/internal/fuzzing"
)

// TestBadDefinitions loads each broken file beside the real format 2021. The
// comment lines at its head say, one a line, the faults it has to give.
func TestBadDefinitions(t *testing.T) {
	names, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no broken definitions: %v", err)
	}
	for _, path := range names {
		name := filepath.Base(path)
		t.Run(strings.TrimSuffix(name, ".yaml"), func(t *testing.T) {
			data := read(t, path)
			var want []string
			for line := range strings.Lines(string(data)) {
				text, ok := strings.CutPrefix(line, "# ")
				if !ok {
					break
				}
				want = append(want, strings.TrimSpace(text))
			}
			got := faults(t, fstest.MapFS{
				name:        {Data: data},
				"2021.yaml": {Data: read(t, "../../forms/2021.yaml")},
			})
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

func TestAllFaultsOfAllFilesAreReported(t *testing.T) {
	good := string(read(t, "../../forms/2021.yaml"))
	two := strings.Replace(good, "    severity: error", "    severity: fatal", 1)
	two = strings.Replace(two, "layout: across", "layouts: across", 1)
	got := faults(t, fstest.MapFS{
		"2021.yaml": {Data: []byte(two)},
		"2030.yaml": {Data: []byte("format: \"2030\"\nyears: [\n")},
	})
	text := strings.Join(got, "\n")
	for _, part := range []string{
		lineOf(two, "layouts: across") + "field layouts not found",
		lineOf(two, "severity: fatal") + "checks[0].severity does not satisfy oneof",
	} {
		if !strings.Contains(text, "2021.yaml:"+part) {
			t.Errorf("missing 2021.yaml:%s in\n%s", part, text)
		}
	}
	if !strings.Contains(text, "2030.yaml:") {
		t.Errorf("second file not reported in\n%s", text)
	}
	if strings.Contains(text, "overlap") {
		t.Errorf("a file that cannot be read has no years to overlap:\n%s", text)
	}
}

func TestNoDefinitionsIsAnError(t *testing.T) {
	if _, err := form.Load(fstest.MapFS{}); err == nil {
		t.Error("Load of an empty folder succeeds")
	}
}

// lineOf is "12: ", the line of the first occurrence of s.
func lineOf(text, s string) string {
	before, _, _ := strings.Cut(text, s)
	n := strings.Count(before, "\n") + 1
	return strconv.Itoa(n) + ": "
}

// faults loads definitions that must not load.
func faults(t *testing.T, fsys fstest.MapFS) []string {
	t.Helper()
	_, err := form.Load(fsys)
	var list form.Faults
	if !errors.As(err, &list) {
		t.Fatalf("Load: %v, want Faults", err)
	}
	var out []string
	for _, f := range list {
		out = append(out, f.String())
	}
	return out
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// FuzzLoad holds Load to its word: whatever the file, either faults or a
// definition that can be laid out and looked up, never a panic.
func FuzzLoad(f *testing.F) {
	paths, _ := filepath.Glob("testdata/bad/*.yaml")
	for _, path := range append(paths, "../../forms/2019.yaml", "../../forms/2021.yaml") {
		f.Add(read(f, path))
	}
	f.Add([]byte("sections: [{number: 0, table: {blocks: [{columns: [{}], rows: [{}]}]}}]"))
	f.Add([]byte("sections: &a [*a]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			catalog, err := form.Load(fstest.MapFS{"2021.yaml": {Data: data}})
			if err != nil {
				return
			}
			d := catalog.Latest()
			for _, table := range d.Tables() {
				table.Grid()
			}
			for _, field := range d.Fields() {
				d.SumsWith(field.Code)
			}
			for i := range d.Checks {
				d.Instances(&d.Checks[i])
			}
		})
	})
}
