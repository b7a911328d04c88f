package main

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// TestAnyFile: every command takes every kind of file that can be read, from
// the disk and from standard input, and finds the same report in it.
func TestAnyFile(t *testing.T) {
	inFolder(t)
	for _, name := range []string{"full", "2019-full"} {
		// What is said in sentences only is data of our own files.
		tables := func(text string) map[form.Code]report.Value {
			cells := reportOf(t, text).Cells
			maps.DeleteFunc(cells, func(c form.Code, _ report.Value) bool { return !strings.HasPrefix(string(c), "t") })
			return cells
		}
		want := tables(read(t, name+".json"))
		for _, kind := range []string{"txt", "html", "md", "docx", "pdf", "xlsx", "csv"} {
			t.Run(name+" "+kind, func(t *testing.T) {
				file := name + "." + kind
				run(t, "export", name+".json", "--to", kind, "-o", file).want(exitDone, "")
				data := read(t, file)
				if diff := cmp.Diff(want, tables(run(t, "import", file, "--json").want(exitDone, "").out)); diff != "" {
					t.Errorf("import: %s", diff)
				}
				if got := tables(runWith(t, strings.NewReader(data), "export", "-", "--to", "json").want(exitDone, "").out); !cmp.Equal(want, got) {
					t.Errorf("export: %s", cmp.Diff(want, got))
				}
				run(t, "compare", name+".json", file).want(exitDone, "")
				if r := runWith(t, strings.NewReader(data), "check", "-", "--today", "2026-01-08"); r.status > exitFound || r.err != "" {
					t.Errorf("check: %d %s", r.status, r.err)
				}
				if r := runWith(t, strings.NewReader(data), "rollover", "-"); r.status != exitDone || reportOf(t, r.out).Year == 0 {
					t.Errorf("rollover: %d %s", r.status, r.err)
				}
			})
		}
	}
}

// TestNothingWritten: a command that fails leaves what was there, and nothing
// of its own.
func TestNothingWritten(t *testing.T) {
	inFolder(t)
	write(t, "letter.txt", []byte("您好"))
	write(t, "scan.png", []byte("\x89PNG\r\n\x1a\n"))
	write(t, "out", []byte("before"))
	before := files(t)
	for _, tt := range []struct {
		line   string
		status int
	}{
		{"export letter.txt --to docx -o out", exitNotReport},
		{"export scan.png --to docx -o out", exitUnreadable},
		{"export full.json --to html --previous letter.txt -o out", exitNotReport},
		{"export full.json --to docx --encoding gb18030 -o out", exitUsage},
		{"export full.json --to txt --no-clobber -o out", exitFailure},
		{"export full.json --to txt -o none/out", exitFailure},
		{"rollover letter.txt", exitNotReport},
		{"rollover full.json 2019-full.json", exitUsage},
		{"compare letter.txt full.json", exitNotReport},
		{"compare - -", exitUsage},
		{"import - --year 0", exitUsage},
		{"import - --year 2101", exitUsage},
	} {
		r := runWith(t, strings.NewReader(string(example(t, "2021", "full"))), strings.Fields(tt.line)...)
		if r.status != tt.status || r.out != "" || r.err == "" {
			t.Errorf("%s: status %d, told %q, printed %q", tt.line, r.status, r.err, r.out)
		}
		if got := read(t, "out"); got != "before" {
			t.Errorf("%s: out is %q", tt.line, got)
		}
	}
	if diff := cmp.Diff(before, files(t)); diff != "" {
		t.Error(diff)
	}
}
