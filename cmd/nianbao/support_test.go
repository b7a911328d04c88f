package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nianbao/forms"
)

// result is what a command line did.
type result struct {
	t        *testing.T
	status   int
	out, err string
}

// run executes a command line with nothing on standard input.
func run(t *testing.T, args ...string) result {
	t.Helper()
	return runWith(t, strings.NewReader(""), args...)
}

// runWith executes a command line. Whatever it is, the errors are Chinese.
func runWith(t *testing.T, in io.Reader, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	env := &environment{ctx: context.Background(), in: in, out: &out, err: &errs}
	r := result{t, env.run(args), out.String(), errs.String()}
	for _, word := range english(r.err, args) {
		t.Errorf("%q on standard error: %s", word, r.err)
	}
	return r
}

// names are the words of other alphabets a sentence may have: commands, flags,
// kinds, formats of files and what is typed.
var names = []string{"nianbao", "JSON", "json", "schema", "report", "code", "label", "value", "unit", "html", "docx", "xlsx", "packet", "help", "limits", "gb18030", "year", "http", "user", "list", "reset", "role", "disable", "enable"}

var word = regexp.MustCompile(`[A-Za-z]{4,}`)

// english lists the words of a text that are neither names nor typed.
func english(text string, typed []string) []string {
	typed = slices.Clone(typed)
	for _, arg := range typed {
		if abs, err := filepath.Abs(arg); err == nil {
			typed = append(typed, abs)
		}
		if _, value, ok := strings.Cut(arg, "="); ok {
			typed = append(typed, value)
		}
	}
	slices.SortFunc(typed, func(a, b string) int { return len(b) - len(a) })
	for _, arg := range typed {
		if len(arg) > 1 {
			text = strings.ReplaceAll(text, arg, "")
		}
	}
	return slices.DeleteFunc(word.FindAllString(text, -1), func(w string) bool { return slices.Contains(names, w) })
}

// want checks the exit status and, "" for nothing, what is told.
func (r result) want(status int, message string) result {
	r.t.Helper()
	if r.status != status {
		r.t.Errorf("status %d, want %d: %s", r.status, status, r.err)
	}
	if message != "" {
		message += "\n"
	}
	if r.err != message {
		r.t.Errorf("told %q, want %q", r.err, message)
	}
	if status >= exitUsage && r.out != "" {
		r.t.Errorf("printed %q", r.out)
	}
	return r
}

// inFolder works in a folder of the test's own that holds the example reports:
// full.json, nil.json … of the newest format, 2019-full.json … of the older.
func inFolder(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, name := range []string{"full", "nil", "empty", "previous"} {
		write(t, name+".json", example(t, "2021", name))
		write(t, "2019-"+name+".json", example(t, "2019", name))
	}
}

func example(t *testing.T, format, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(forms.Examples, "examples/"+format+"/"+name+".json")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// files lists the names in the working folder.
func files(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}
