package storage

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// TestOpenReadOnlyFolder opens folders that the user may not write. As root
// it asks as another user, since root may write everywhere.
func TestOpenReadOnlyFolder(t *testing.T) {
	used := t.TempDir()
	s := openStore(t, used)
	newOffice(t, s, "青石镇")
	s.Close()
	tests := []struct {
		name  string
		dir   string
		modes map[string]os.FileMode // of the folder ("") and its files
	}{
		{"new folder", filepath.Join(t.TempDir(), "x"), map[string]os.FileMode{"..": 0o555}},
		{"empty folder", t.TempDir(), map[string]os.FileMode{"": 0o555}},
		{"folder with data", used, map[string]os.FileMode{"": 0o555, databaseFile: 0o444, lockFile: 0o444}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, mode := range tt.modes {
				path := filepath.Join(tt.dir, name)
				if err := os.Chmod(path, mode); err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { os.Chmod(path, 0o755) })
			}
			for parent := filepath.Dir(tt.dir); parent != os.TempDir() && len(parent) > 1; parent = filepath.Dir(parent) {
				if info, err := os.Stat(parent); err == nil && info.Mode().Perm() == 0o700 {
					os.Chmod(parent, 0o755)
				}
			}
			wantFailure(t, openAsNobody(t, tt.dir), ErrReadOnly, tt.dir)
		})
	}
	os.Chmod(used, 0o755)
	os.Chmod(filepath.Join(used, databaseFile), 0o644)
	if list, err := openStore(t, used).Offices(t.Context()); len(list) != 1 || err != nil {
		t.Errorf("after the folder was writable again: %v, %v", list, err)
	}
}

func openAsNobody(t *testing.T, dir string) (err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if os.Geteuid() == 0 {
			runtime.LockOSThread() // and never unlocked: the thread ends with the goroutine
			syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0)
		}
		var s *Store
		if s, err = Open(dir, options()); err == nil {
			s.Close()
		}
	}()
	<-done
	if err == nil {
		t.Fatal("opened")
	}
	return err
}
