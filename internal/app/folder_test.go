package app

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

func TestDefaultFolder(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the user's folder is elsewhere on this system")
	}
	home, xdg := t.TempDir(), t.TempDir()
	withFolder, withFile, without := t.TempDir(), t.TempDir(), t.TempDir()
	if err := os.Mkdir(filepath.Join(withFolder, "数据"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(withFile, "数据"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(home, ".local", "share", "nianbao")
	tests := []struct{ name, program, xdg, want string }{
		{"beside the program", filepath.Join(withFolder, "nianbao"), "", filepath.Join(withFolder, "数据")},
		{"beside the program first", filepath.Join(withFolder, "nianbao"), xdg, filepath.Join(withFolder, "数据")},
		{"a file of that name", filepath.Join(withFile, "nianbao"), "", own},
		{"nothing beside it", filepath.Join(without, "nianbao"), "", own},
		{"a place unknown", "", "", own},
		{"XDG_DATA_HOME", "", xdg, filepath.Join(xdg, "nianbao")},
		{"XDG_DATA_HOME that is no path", "", "data", own},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("HOME", home)
			t.Setenv("XDG_DATA_HOME", tt.xdg)
			got, err := defaultFolder(tt.program)
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
	t.Run("nobody's home", func(t *testing.T) {
		t.Setenv("HOME", "")
		t.Setenv("XDG_DATA_HOME", "")
		if got, err := defaultFolder(""); err == nil {
			t.Errorf("got %q", got)
		}
	})
	entries, err := os.ReadDir(without)
	if err != nil || len(entries) > 0 {
		t.Errorf("something was made beside the program: %v", entries)
	}
}

func TestHostNames(t *testing.T) {
	tests := []struct {
		addr string
		yes  []string
		no   []string
	}{
		{"127.0.0.1:8080", []string{"127.0.0.1:8080", "localhost:8080", "[::1]:8080"}, []string{"127.0.0.1", "localhost"}},
		{"127.0.0.1:80", []string{"127.0.0.1:80", "127.0.0.1", "localhost", "[::1]"}, []string{"127.0.0.1:8080"}},
		{"[::1]:9", []string{"[::1]:9"}, []string{"::1"}},
	}
	for _, tt := range tests {
		t.Run(tt.addr, func(t *testing.T) {
			addr, err := net.ResolveTCPAddr("tcp", tt.addr)
			if err != nil {
				t.Fatal(err)
			}
			got := hostNames(addr)
			for _, name := range tt.yes {
				if !slices.Contains(got, name) {
					t.Errorf("%s is refused: %v", name, got)
				}
			}
			for _, name := range tt.no {
				if slices.Contains(got, name) {
					t.Errorf("%s is taken", name)
				}
			}
		})
	}
}

// TestNoBrowser: without a desktop, or when not asked for, nothing is started.
func TestNoBrowser(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	Config{}.open("http://127.0.0.1:1/")
	if runtime.GOOS == "linux" {
		Config{Browser: true}.open("http://127.0.0.1:1/")
		if cmd := browserCommand("http://127.0.0.1:1/"); cmd != nil {
			t.Errorf("command %v", cmd)
		}
		t.Setenv("DISPLAY", ":0")
	}
	if cmd := browserCommand("http://127.0.0.1:1/"); cmd == nil || cmd.Args[len(cmd.Args)-1] != "http://127.0.0.1:1/" {
		t.Errorf("command %v", cmd)
	}
}
