// Package golden compares output with files that specify it, for tests only.
//
// Run the tests of a package with -update to rewrite its golden files, then
// review the difference like code. It imports nothing of ours.
package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite golden files")

// Equal compares got with the golden file at path, and fails where there is
// none. Line ends are compared as LF, which is how the file is kept, so that a
// checkout that rewrites them changes nothing: a kind whose line ends matter
// needs a test of its own.
func Equal(t testing.TB, path string, got []byte) {
	t.Helper()
	got = lf(got)
	if *update {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("golden file: %v (run the test with -update to write it)", err)
		return
	}
	if want = lf(want); !bytes.Equal(want, got) {
		t.Errorf("%s differs (-golden +got):\n%s", path, cmp.Diff(string(want), string(got)))
	}
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func lf(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")) }
