package storage

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"nianbao/internal/draft"
	"nianbao/internal/profile"
)

func TestOpenTwiceIsLocked(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	wantFailure(t, openError(t, dir), ErrLocked, dir)
	if err := s.SetAddress("http://127.0.0.1:8080"); err != nil {
		t.Fatal(err)
	}
	err := openError(t, dir)
	wantFailure(t, err, ErrLocked, "http://127.0.0.1:8080")
	var f *Failure
	if errors.As(err, &f); f.Address != "http://127.0.0.1:8080" {
		t.Errorf("address %q", f.Address)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if addr, err := ReadAddress(dir); addr != "" || err != nil {
		t.Errorf("address after close: %q, %v", addr, err)
	}
	openStore(t, dir)
}

func TestOpenForgetsAddressOfKilledServer(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, addressFile), []byte("http://old\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	openStore(t, dir)
	if addr, err := ReadAddress(dir); addr != "" || err != nil {
		t.Errorf("got %q, %v", addr, err)
	}
}

func TestCloseTwiceLeavesTheNextServerAlone(t *testing.T) {
	dir := t.TempDir()
	first := openStore(t, dir)
	first.Close()
	second := openStore(t, dir)
	if err := second.SetAddress("here"); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if addr, _ := ReadAddress(dir); addr != "here" {
		t.Errorf("address %q", addr)
	}
	wantFailure(t, openError(t, dir), ErrLocked, "here")
}

// folderName has what the address of a database must escape. Windows allows no
// question mark in names.
func folderName() string {
	if runtime.GOOS == "windows" {
		return "数据 100%#"
	}
	return "数据 100%?#"
}

func TestCloseEmptiesTheLog(t *testing.T) {
	dir := filepath.Join(t.TempDir(), folderName())
	s := openStore(t, dir)
	newOffice(t, s, "青石镇")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != "nianbao.db nianbao.lock" {
		t.Errorf("files: %s", got)
	}
}

func TestConnectionSettings(t *testing.T) {
	s := openStore(t, t.TempDir())
	tests := []struct {
		pragma    string
		write, rd string
	}{
		{"journal_mode", "wal", "wal"},
		{"synchronous", "2", "2"},
		{"foreign_keys", "1", "1"},
		{"query_only", "0", "1"},
		{"busy_timeout", "5000", "5000"},
	}
	for _, tt := range tests {
		var w, r string
		s.write.Raw("PRAGMA " + tt.pragma).Scan(&w)
		s.read.Raw("PRAGMA " + tt.pragma).Scan(&r)
		if w != tt.write || r != tt.rd {
			t.Errorf("%s: writer %s, readers %s, want %s and %s", tt.pragma, w, r, tt.write, tt.rd)
		}
	}
}

func TestNewerDatabase(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	exec(t, s, "INSERT INTO migrations (id) VALUES ('9999_future')")
	exec(t, s, "UPDATE meta SET value = '9.0'")
	s.Close()
	before := readFile(t, filepath.Join(dir, databaseFile))
	wantFailure(t, openError(t, dir), ErrNewer, "9.0")
	if string(before) != string(readFile(t, filepath.Join(dir, databaseFile))) {
		t.Error("the database was changed")
	}
}

func TestMigrationMakesBackup(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	office := newOffice(t, s, "青石镇")
	if found := backups(s.path(backupFolder)); len(found) != 0 {
		t.Errorf("a new database was backed up: %v", found)
	}
	steps, err := loadSteps(migrationFiles)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"0998_a", "0999_b"} {
		steps = append(steps, step{id, "CREATE TABLE t" + id + " (id INTEGER PRIMARY KEY); INSERT INTO t" + id + " VALUES (1);"})
	}
	if err := s.migrateWith(steps); err != nil {
		t.Fatal(err)
	}
	found := backups(s.path(backupFolder))
	if len(found) != 2 {
		t.Fatalf("backups: %v", found)
	}
	if got, want := filepath.Base(found[0]), "2025-01-05_120000_升级前0998_a.db"; got != want {
		t.Errorf("name %q, want %q", got, want)
	}
	restored := t.TempDir()
	if err := os.WriteFile(filepath.Join(restored, databaseFile), readFile(t, found[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	if o, err := openStore(t, restored).Office(t.Context(), office); err != nil || o.Profile.Name != "青石镇" {
		t.Errorf("restored: %+v, %v", o, err)
	}
}

func TestFailedMigrationChangesNothing(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	newOffice(t, s, "青石镇")
	steps, err := loadSteps(migrationFiles)
	if err != nil {
		t.Fatal(err)
	}
	bad := append(steps, step{"0999_bad", "CREATE TABLE half (id INTEGER); DELETE FROM offices; CREATE TABLE half (id INTEGER);"})
	if err := s.migrateWith(bad); err == nil || !strings.Contains(err.Error(), "0999_bad") {
		t.Fatalf("got %v", err)
	}
	s.Close()
	s = openStore(t, dir)
	if offices, err := s.Offices(t.Context()); len(offices) != 1 || err != nil {
		t.Errorf("%v, %v", offices, err)
	}
}

func TestLoadStepsAreOrdered(t *testing.T) {
	fsys := fstest.MapFS{"migrations/0002_b.sql": {Data: []byte("b")}, "migrations/0001_a.sql": {Data: []byte("a")}, "migrations/x.txt": {}}
	steps, err := loadSteps(fsys)
	if err != nil || len(steps) != 2 || steps[0] != (step{"0001_a", "a"}) || steps[1] != (step{"0002_b", "b"}) {
		t.Errorf("%v, %v", steps, err)
	}
}

func TestOffices(t *testing.T) {
	s := openStore(t, t.TempDir())
	a, b := newOffice(t, s, "甲镇"), newOffice(t, s, "乙镇")
	list, err := s.Offices(t.Context())
	if err != nil || len(list) != 2 || list[0].ID != a || list[1].ID != b {
		t.Fatalf("%v, %v", list, err)
	}
	o := list[0]
	o.Profile.Phone = "0571-12345678"
	if _, err := s.SaveOffice(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	got, err := s.Office(t.Context(), a)
	if err != nil || got.Profile != o.Profile || !got.UpdatedAt.Equal(stored(noon)) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.Office(t.Context(), "nobody"); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("unknown office: %v", err)
	}
	if _, err := s.SaveOffice(t.Context(), draft.Office{ID: "nobody"}); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("unknown office saved: %v", err)
	}
}

func openError(tb testing.TB, dir string) error {
	tb.Helper()
	s, err := Open(dir, options())
	if err == nil {
		s.Close()
		tb.Fatal("opened")
	}
	return err
}

// wantFailure checks the kind of an error and that its sentence, in Chinese,
// holds a text.
func wantFailure(tb testing.TB, err, kind error, holds string) {
	tb.Helper()
	var spoken interface{ UserMessage() string }
	if !errors.Is(err, kind) || !errors.As(err, &spoken) {
		tb.Fatalf("got %v, want %v with a sentence", err, kind)
	}
	if message := spoken.UserMessage(); !strings.Contains(message, holds) || !strings.Contains(message, "数据") && !strings.Contains(message, "没存上") {
		tb.Errorf("sentence %q lacks %q", message, holds)
	}
}

func exec(tb testing.TB, s *Store, sql string, args ...any) {
	tb.Helper()
	if err := s.write.Exec(sql, args...).Error; err != nil {
		tb.Fatal(err)
	}
}

func readFile(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// TestChangeOffice: what an office keeps is stored with it, comes back with a
// backup, and is not lost when its name is corrected.
func TestChangeOffice(t *testing.T) {
	s, office := newStoreWithOffice(t)
	_, err := s.ChangeOffice(t.Context(), office, func(o *draft.Office) error {
		o.Reword("2021", "overview.opening.usual", "{we}。", true)
		o.Reword("2021", "other.none.usual", "", true)
		o.Requirements = "schema: x"
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	refused := errors.New("refused")
	if _, err := s.ChangeOffice(t.Context(), office, func(o *draft.Office) error { o.Requirements = ""; return refused }); err != refused {
		t.Errorf("refused: %v", err)
	}
	if _, err := s.ChangeOffice(t.Context(), "gone", func(*draft.Office) error { return nil }); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("another office: %v", err)
	}
	if _, err := s.SaveOffice(t.Context(), draft.Office{ID: office, Profile: profile.Profile{Name: "新名"}}); err != nil {
		t.Fatal(err)
	}
	for _, read := range []func() (draft.Office, error){
		func() (draft.Office, error) { return s.Office(t.Context(), office) },
		func() (draft.Office, error) { list, err := s.Offices(t.Context()); return list[0], err },
	} {
		o, err := read()
		if err != nil || o.Profile.Name != "新名" || o.Requirements != "schema: x" || len(o.Wordings["2021"]) != 2 || o.Wordings["2021"]["overview.opening.usual"] != "{we}。" {
			t.Errorf("read back %+v, %v", o, err)
		}
	}
	out := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	other := openStore(t, t.TempDir())
	if err := other.Restore(t.Context(), func(w io.Writer) error {
		data, err := os.ReadFile(out)
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if o, err := other.Office(t.Context(), office); err != nil || o.Requirements != "schema: x" || len(o.Wordings["2021"]) != 2 {
		t.Errorf("restored %+v, %v", o, err)
	}
	if _, err := s.ChangeOffice(t.Context(), office, func(o *draft.Office) error {
		o.Reword("2021", "overview.opening.usual", "", false)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	o, err := s.Office(t.Context(), office)
	if _, own := o.Wordings["2021"]["overview.opening.usual"]; err != nil || own || len(o.Wordings["2021"]) != 1 {
		t.Errorf("taken back: %+v, %v", o.Wordings, err)
	}
}
