package app

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFonts(t *testing.T) {
	dir := t.TempDir()
	if list, err := fonts(dir); err != nil || len(list) > 0 {
		t.Fatalf("%v, %v", list, err)
	}
	folder := filepath.Join(dir, fontFolder)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"甲.ttf", "乙.TTF", "说明.txt"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := fonts(dir); err != nil || len(list) != 2 {
		t.Errorf("%d fonts, %v", len(list), err)
	}
}
