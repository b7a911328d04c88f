package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// recorder stands in for a test and keeps what was reported.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func TestEqual(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.golden")
	if err := os.WriteFile(path, []byte("one\r\ntwo\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, path, got, want string }{
		{"same", path, "one\ntwo\n", ""},
		{"other line ends", path, "one\r\ntwo\r\n", ""},
		{"different", path, "one\nthree\n", "-golden +got"},
		{"missing", path + "x", "one\n", "-update"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &recorder{TB: t}
			Equal(r, tt.path, []byte(tt.got))
			got := strings.Join(r.errors, "\n")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("reported %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUpdate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "x.golden")
	*update = true
	defer func() { *update = false }()
	Equal(t, path, []byte("a\r\nb\r\n"))
	if data, err := os.ReadFile(path); err != nil || string(data) != "a\nb\n" {
		t.Errorf("wrote %q, %v", data, err)
	}
}
