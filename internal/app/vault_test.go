package app_test

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nianbao/internal/app"
)

// report fills a running program with an office and a year.
func (r *running) report() {
	r.t.Helper()
	r.post("setup", url.Values{"name": {"临川县青石镇人民政府"}})
	r.post("reports", url.Values{"year": {"2024"}})
}

// TestBackupRestore: a backup is made beside a running program, restored into
// an empty folder, and served from there.
func TestBackupRestore(t *testing.T) {
	data := t.TempDir()
	r := start(t, config(data, io.Discard))
	r.report()
	out := t.TempDir()
	file, err := app.Backup(t.Context(), app.Config{Data: data, Now: func() time.Time { return noon }}, out)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(out); err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v (%v)", left, err)
	}
	named := filepath.Join(t.TempDir(), "a.zip")
	if got, err := app.Backup(t.Context(), app.Config{Data: data, Now: time.Now}, named); err != nil || got != named {
		t.Errorf("named %q, %v", got, err)
	}
	dir := filepath.Join(t.TempDir(), "数据")
	m, err := app.Restore(t.Context(), app.Config{Data: dir, Now: time.Now}, file)
	if err != nil || len(m.Offices) != 1 || len(m.Offices[0].Years) != 1 {
		t.Fatalf("restored %+v, %v", m, err)
	}
	_, want := r.get("reports/2024/export/json")
	if _, got := start(t, config(dir, io.Discard)).get("reports/2024/export/json"); got != want {
		t.Errorf("served %s", got)
	}
}

// TestDailyBackup: a program that is started on another day than it was used
// last keeps what there was.
func TestDailyBackup(t *testing.T) {
	dir := t.TempDir()
	r := start(t, config(dir, io.Discard))
	r.report()
	r.wantStopped()
	r = start(t, config(dir, io.Discard))
	deadline := time.Now().Add(10 * time.Second)
	for {
		if kept, _ := filepath.Glob(filepath.Join(dir, "备份", "*_每日.db")); len(kept) == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("no backup was made")
		}
		time.Sleep(20 * time.Millisecond)
	}
	r.wantStopped()
}

// TestCloseButton: the page ends the program, which has stored everything.
func TestCloseButton(t *testing.T) {
	r := start(t, config(t.TempDir(), io.Discard))
	r.report()
	if status, _ := r.post("close", nil); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	r.wantStopped()
}
