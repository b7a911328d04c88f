package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/profile"
	"nianbao/internal/storage"
)

// usedFolder is a data folder with an office.
func usedFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	store, err := storage.Open(dir, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{Name: "青石镇人民政府"}}); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestBackupRestore(t *testing.T) {
	dir, out := usedFolder(t), t.TempDir()
	made := run(t, "backup", out, "--data", dir)
	file := strings.TrimSpace(made.out)
	if made.status != exitDone || !strings.HasPrefix(filepath.Base(file), "年报助手备份_青石镇_") {
		t.Fatalf("status %d, %q, %s", made.status, made.out, made.err)
	}
	other := filepath.Join(t.TempDir(), "数据")
	back := run(t, "restore", file, "--data", other)
	if back.status != exitDone || !strings.Contains(back.err, "已恢复") || !strings.Contains(back.err, "青石镇人民政府") {
		t.Errorf("status %d: %s", back.status, back.err)
	}
	if again := run(t, "restore", file, "--data", other); again.status != exitDone { // what is there is kept
		t.Errorf("status %d: %s", again.status, again.err)
	}
	if kept, _ := filepath.Glob(filepath.Join(other, "备份", "*_恢复前.db")); len(kept) != 1 {
		t.Errorf("kept %v", kept)
	} else if plain := run(t, "restore", kept[0], "--data", filepath.Join(t.TempDir(), "x")); plain.status != exitDone {
		t.Errorf("a kept backup: %d %s", plain.status, plain.err)
	}
}

func TestBackupRefused(t *testing.T) {
	dir := usedFolder(t)
	busy, err := storage.Open(dir, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	good := strings.TrimSpace(run(t, "backup", t.TempDir(), "--data", dir).out)
	data, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(t.TempDir(), "half.zip")
	text := filepath.Join(t.TempDir(), "text.txt")
	for name, content := range map[string][]byte{half: data[:len(data)/2], text: []byte("不是备份")} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	empty := filepath.Join(t.TempDir(), "none")
	tests := []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"no file to write", []string{"backup"}, exitUsage, "要写一个文件或文件夹"},
		{"nothing to back up", []string{"backup", "x.zip", "--data", empty}, exitFailure, "还没有年报助手的内容"},
		{"no such folder", []string{"backup", filepath.Join(empty, "a", "b.zip"), "--data", dir}, exitFailure, "没有这个文件夹"},
		{"nothing to restore", []string{"restore"}, exitUsage, "要写一个文件"},
		{"no such file", []string{"restore", empty, "--data", empty}, exitUnreadable, "找不到这个文件"},
		{"a folder", []string{"restore", dir, "--data", empty}, exitUnreadable, "这是文件夹"},
		{"half a file", []string{"restore", half, "--data", empty}, exitUnreadable, "不完整"},
		{"another file", []string{"restore", text, "--data", empty}, exitNotReport, "不是年报助手的备份"},
		{"while it runs", []string{"restore", good, "--data", dir}, exitFailure, "年报助手正开着"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := run(t, tt.args...)
			if r.status != tt.status || !strings.Contains(r.err, tt.says) {
				t.Errorf("status %d, says %q", r.status, r.err)
			}
		})
	}
	if _, err := os.Stat(empty); err == nil {
		t.Error("a folder was made for nothing")
	}
}
