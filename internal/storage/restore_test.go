package storage

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
)

// dump is every row of every table but meta, which names the program.
func dump(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	pool, err := s.read.DB()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := column[string](t.Context(), pool, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta'")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, table := range tables {
		columns, err := column[string](t.Context(), pool, "SELECT name FROM pragma_table_info(?)", table)
		if err != nil {
			t.Fatal(err)
		}
		row := `quote("` + strings.Join(columns, `") || '|' || quote("`) + `")`
		if out[table], err = column[string](t.Context(), pool, "SELECT "+row+` FROM "`+table+`" ORDER BY rowid`); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// filled is a store with two offices, drafts, a deleted one and changes.
func filled(t *testing.T) (*Store, string) {
	s, office := newStoreWithOffice(t)
	other := newOffice(t, s, "临川县白沙乡人民政府")
	r := example(t, "full")
	create(t, s, office, r)
	for i := range 50 {
		setCell(t, s, office, r, fmt.Sprint("c", i), fmt.Sprint(i+1))
	}
	_, _, err := apply(s, office, r, "aside", draft.Edit{Field: cell, Before: "1234", After: "5678"})
	var conflict *draft.ConflictError
	if !errors.As(err, &conflict) {
		t.Fatal(err)
	}
	create(t, s, other, r)
	create(t, s, other, example(t, "previous"))
	if err := s.Delete(t.Context(), other, r.Year, "张"); err != nil {
		t.Fatal(err)
	}
	return s, office
}

// backedUp is the backup of a store, in memory.
func backedUp(t *testing.T, s *Store) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), out); err != nil {
		t.Fatal(err)
	}
	return readFile(t, out)
}

func from(data []byte) func(io.Writer) error {
	return func(w io.Writer) error { _, err := w.Write(data); return err }
}

// TestRestoreIntoEmpty: every row of every table comes back, and the store
// goes on with it, now and after a restart.
func TestRestoreIntoEmpty(t *testing.T) {
	s, office := filled(t)
	want, backup := dump(t, s), backedUp(t, s)
	dir := t.TempDir()
	other := openStore(t, dir)
	if empty, err := other.Empty(t.Context()); err != nil || !empty {
		t.Fatalf("a new store is empty: %v, %v", empty, err)
	}
	if err := other.Restore(t.Context(), from(backup)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, dump(t, other)); diff != "" {
		t.Error(diff)
	}
	r := example(t, "full")
	setCell(t, other, office, r, "later", "4321")
	if got := load(t, other, office, r.Year).Report; got.Cell(cell).String() != "4321" || got.Revision != 51 {
		t.Errorf("after a change: %s, revision %d", got.Cell(cell), got.Revision)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	again := openStore(t, dir)
	if got := history(t, again, office, r.Year); len(got) != 53 || got[0].ID != "later" {
		t.Errorf("after a restart: %d changes", len(got))
	}
	if left := backups(again.path(backupFolder)); len(left) != 0 {
		t.Errorf("an empty store was kept: %v", left)
	}
	wantNoRest(t, dir)
}

func wantNoRest(t *testing.T, dir string) {
	t.Helper()
	if rest, _ := filepath.Glob(filepath.Join(dir, ".nianbao-*")); len(rest) > 0 {
		t.Errorf("left behind: %v", rest)
	}
}

// TestRestoreOver keeps what was there as a generation that can be restored in
// its turn, while others read and save.
func TestRestoreOver(t *testing.T) {
	s, office := filled(t)
	backup := backedUp(t, s)
	r := example(t, "full")
	setCell(t, s, office, r, "newer", "999")
	want := dump(t, s)
	stop := make(chan struct{})
	var busy sync.WaitGroup
	for range 2 {
		busy.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := s.Load(t.Context(), office, r.Year); err != nil {
					t.Error(err)
				}
				if _, err := s.History(t.Context(), office, r.Year, 0, 5); err != nil {
					t.Error(err)
				}
			}
		})
	}
	if err := s.Restore(t.Context(), from(backup)); err != nil {
		t.Fatal(err)
	}
	close(stop)
	busy.Wait()
	if got := load(t, s, office, r.Year).Report.Cell(cell).String(); got != "50" {
		t.Errorf("restored %s", got)
	}
	kept := backups(s.path(backupFolder))
	if len(kept) != 1 || filepath.Base(kept[0]) != "2025-01-05_120000_恢复前.db" {
		t.Fatalf("kept: %v", kept)
	}
	if err := s.Restore(t.Context(), from(readFile(t, kept[0]))); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, dump(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestRestoreRefuses(t *testing.T) {
	s, _ := filled(t)
	sound := backedUp(t, s)
	changedBy := func(statement string) []byte {
		path := filepath.Join(t.TempDir(), "x.db")
		if err := os.WriteFile(path, sound, 0o600); err != nil {
			t.Fatal(err)
		}
		pool, err := sql.Open("sqlite", dsn(path, nil))
		if err == nil {
			_, err = pool.Exec(statement)
		}
		if err = errors.Join(err, pool.Close()); err != nil {
			t.Fatal(err)
		}
		return readFile(t, path)
	}
	broken := slices.Clone(sound)
	for i := range 4096 {
		broken[8*4096+i] = 0xAA
	}
	tests := []struct {
		name string
		data []byte
		kind error
	}{
		{"nothing", nil, ErrBackup},
		{"a text", []byte(strings.Repeat("not a database ", 1000)), ErrBackup},
		{"cut short", sound[:len(sound)-5000], ErrBackup},
		{"a bad page", broken, ErrBackup},
		{"another program's", changedBy("DROP TABLE changes; DROP TABLE drafts; CREATE TABLE x (a)"), ErrBackup},
		{"with a trigger more", changedBy("CREATE TRIGGER evil AFTER INSERT ON drafts BEGIN DELETE FROM offices; END"), ErrBackup},
		{"with a view more", changedBy("CREATE VIEW v AS SELECT 1"), ErrBackup},
		{"a report nobody can read", changedBy("UPDATE drafts SET document = '{'"), ErrBackup},
		{"rows that lead nowhere", changedBy("PRAGMA foreign_keys = 0; UPDATE drafts SET office_id = 'nobody'"), ErrBackup},
		{"of a newer program", changedBy("INSERT INTO migrations VALUES ('9999_later'); UPDATE meta SET value = '9.9' WHERE key = 'version'"), ErrBackupNewer},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := dump(t, s)
			err := s.Restore(t.Context(), from(tt.data))
			var f *Failure
			if !errors.Is(err, tt.kind) || !errors.As(err, &f) {
				t.Fatalf("got %v", err)
			}
			if text := f.UserMessage(); !strings.Contains(text, "现在的内容没有动") {
				t.Errorf("says %q", text)
			}
			if diff := cmp.Diff(want, dump(t, s)); diff != "" {
				t.Error(diff)
			}
			wantNoRest(t, s.dir)
		})
	}
	t.Run("the reading fails", func(t *testing.T) {
		want := errors.New("the stick was pulled out")
		if err := s.Restore(t.Context(), func(io.Writer) error { return want }); !errors.Is(err, want) {
			t.Errorf("got %v", err)
		}
		wantNoRest(t, s.dir)
	})
}

// TestRestoreFolder: into a folder that is new, used, in use, or damaged.
func TestRestoreFolder(t *testing.T) {
	s, office := filled(t)
	backup := backedUp(t, s)
	restored := func(t *testing.T, dir string) {
		t.Helper()
		if err := RestoreFolder(t.Context(), dir, options(), from(backup)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(dump(t, s), dump(t, openStore(t, dir))); diff != "" {
			t.Error(diff)
		}
	}
	t.Run("new", func(t *testing.T) { restored(t, filepath.Join(t.TempDir(), "数据")) })
	t.Run("used", func(t *testing.T) {
		dir := t.TempDir()
		used := openStore(t, dir)
		newOffice(t, used, "旧单位")
		used.Close()
		restored(t, dir)
		if kept := backups(filepath.Join(dir, backupFolder)); len(kept) != 1 {
			t.Errorf("kept: %v", kept)
		}
	})
	t.Run("in use", func(t *testing.T) {
		dir := t.TempDir()
		openStore(t, dir)
		if err := RestoreFolder(t.Context(), dir, options(), from(backup)); !errors.Is(err, ErrLocked) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("damaged", func(t *testing.T) {
		dir := t.TempDir()
		damaged := []byte(strings.Repeat("damaged", 4000))
		if err := os.WriteFile(filepath.Join(dir, databaseFile), damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := RestoreFolder(t.Context(), dir, options(), from(damaged)); !errors.Is(err, ErrBackup) {
			t.Errorf("a bad backup: %v", err)
		}
		if !bytes.Equal(readFile(t, filepath.Join(dir, databaseFile)), damaged) {
			t.Error("a bad backup changed the folder")
		}
		restored(t, dir)
		aside := filepath.Join(dir, backupFolder, "2025-01-05_120000_已损坏", databaseFile)
		if !bytes.Equal(readFile(t, aside), damaged) {
			t.Error("the damaged database was not kept")
		}
	})
	_ = office
}

func TestDaily(t *testing.T) {
	dir := t.TempDir()
	now := noon
	s, err := Open(dir, Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	daily := func(want int) {
		t.Helper()
		if err := s.Daily(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := backups(s.path(backupFolder)); len(got) != want {
			t.Errorf("%s: %d backups, want %d", now.Format(time.DateTime), len(got), want)
		}
	}
	daily(0) // nothing to lose yet
	office := newOffice(t, s, "青石镇")
	r := example(t, "full")
	create(t, s, office, r)
	daily(1)
	setCell(t, s, office, r, "a", "1")
	daily(1) // today's is there
	now = now.AddDate(0, 0, 1)
	daily(2)
	now = now.AddDate(0, 0, 1)
	daily(2) // not used
	for i := range 12 {
		now = now.AddDate(0, 0, 1)
		setCell(t, s, office, r, fmt.Sprint("b", i), fmt.Sprint(100+i))
		daily(min(3+i, generations))
	}
	if err := s.backupBefore("0002"); err != nil {
		t.Fatal(err)
	}
	if got := backups(s.path(backupFolder)); len(got) != generations+1 {
		t.Errorf("a backup of another kind took the place of one: %d", len(got))
	}
}

func TestSnapshotAndDescribe(t *testing.T) {
	s, _ := filled(t)
	out := filepath.Join(t.TempDir(), "out.db")
	if err := Snapshot(t.Context(), s.dir, out, options()); err != nil { // the store is open
		t.Fatal(err)
	}
	got, err := Describe(out)
	if err != nil {
		t.Fatal(err)
	}
	want := []OfficeContents{{"临川县青石镇人民政府", []int{2025}}, {"临川县白沙乡人民政府", []int{2024}}}
	if diff := cmp.Diff(want, got.Offices); diff != "" {
		t.Error(diff)
	}
	if got.Version != "1.2.3" || len(got.Schema) == 0 || got.Counts["drafts"] != 3 || got.Bytes == 0 {
		t.Errorf("got %+v", got)
	}
	live, err := s.Contents(t.Context())
	if diff := cmp.Diff(got.Counts, live.Counts); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if err := Snapshot(t.Context(), t.TempDir(), out, options()); !errors.Is(err, ErrNothing) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := Describe(filepath.Join(t.TempDir(), "none.db")); err == nil {
		t.Error("no file was described")
	}
}

func TestSteps(t *testing.T) {
	s, office := filled(t)
	got, err := s.Steps(t.Context(), office, 2025, "李", 20)
	if err != nil || len(got) != 20 || got[0].ID != "aside" || got[1].ID != "c49" || got[0].Outcome != draft.SetAside {
		t.Errorf("got %v, %v", got, err)
	}
	if steps := draft.NextSteps(got); steps.Undo != "c49" {
		t.Errorf("next %+v", steps)
	}
	if got, err := s.Steps(t.Context(), office, 2025, "张", 20); err != nil || len(got) != 0 {
		t.Errorf("who only began the report: %v, %v", got, err)
	}
	if _, err := s.Steps(t.Context(), office, 1999, "李", 20); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("no such year: %v", err)
	}
}

// TestClearRest: what a killed program left is removed, what may be on its way not.
func TestClearRest(t *testing.T) {
	dir := t.TempDir()
	old, fresh := filepath.Join(dir, ".nianbao-restore-1"), filepath.Join(dir, ".nianbao-backup-2")
	for _, path := range []string{old, fresh} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	then := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(old, then, then); err != nil {
		t.Fatal(err)
	}
	openStore(t, dir)
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old one: %v", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("the fresh one: %v", err)
	}
}
