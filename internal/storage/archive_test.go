package storage

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/archive"
	"nianbao/internal/draft"
)

func scan(tb testing.TB, office, name, content string) (archive.File, []byte) {
	tb.Helper()
	data := []byte("%PDF-1.4\n" + content)
	f, err := archive.New(archive.Sealed, name, data)
	if err != nil {
		tb.Fatal(err)
	}
	f.Office, f.Year, f.By = office, 2025, "张"
	return f, data
}

func keep(tb testing.TB, s *Store, office, name, content string) archive.File {
	tb.Helper()
	f, data := scan(tb, office, name, content)
	f, err := s.KeepFile(tb.Context(), f, data)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// TestFiles: a file comes back as it was, also through a backup; no other
// office and no other year has it; a removed one can be brought back.
func TestFiles(t *testing.T) {
	s := openStore(t, t.TempDir())
	office, other := newOffice(t, s, "甲镇人民政府"), newOffice(t, s, "乙镇人民政府")
	f, data := scan(t, office, "年报.pdf", "一")
	if _, err := s.KeepFile(t.Context(), f, data); !errors.Is(err, draft.ErrNotFound) {
		t.Fatalf("kept for a year without report: %v", err)
	}
	if _, err := s.Create(t.Context(), office, example(t, "full"), "张"); err != nil {
		t.Fatal(err)
	}
	f = keep(t, s, office, "年报.pdf", "一")
	if _, err := s.KeepFile(t.Context(), f, data); !errors.Is(err, archive.ErrKept) {
		t.Errorf("kept twice: %v", err)
	}
	for _, tt := range []struct {
		office string
		year   int
		id     string
	}{{other, 2025, f.ID}, {office, 2024, f.ID}, {office, 2025, "none"}} {
		_, _, err := s.File(t.Context(), tt.office, tt.year, tt.id)
		if !errors.Is(err, draft.ErrNotFound) || !errors.Is(s.RemoveFile(t.Context(), tt.office, tt.year, tt.id, "王"), draft.ErrNotFound) {
			t.Errorf("%+v: %v", tt, err)
		}
	}
	if err := s.RemoveFile(t.Context(), office, 2025, f.ID, "王"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Files(t.Context(), office, 0)
	if err != nil || len(list) != 1 || !list[0].Removed() || list[0].RemovedBy != "王" {
		t.Errorf("after removing: %+v %v", list, err)
	}
	if err := s.ReturnFile(t.Context(), office, 2025, f.ID); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	restored := openStore(t, t.TempDir())
	fill := func(w io.Writer) error {
		copied, err := os.ReadFile(path)
		return errors.Join(err, second(w.Write(copied)))
	}
	if err := restored.Restore(t.Context(), fill); err != nil {
		t.Fatal(err)
	}
	got, content, err := restored.File(t.Context(), office, 2025, f.ID)
	if diff := cmp.Diff(f, got); err != nil || diff != "" || string(content) != string(data) {
		t.Errorf("%v %s %q", err, diff, content)
	}
}

func second(_ int, err error) error { return err }

// TestFilesGo: what was removed a month ago goes when another file comes.
func TestFilesGo(t *testing.T) {
	s := openStore(t, t.TempDir())
	now := s.now()
	s.opts.Now = func() time.Time { return now }
	office := newOffice(t, s, "甲镇人民政府")
	if _, err := s.Create(t.Context(), office, example(t, "full"), "张"); err != nil {
		t.Fatal(err)
	}
	for _, after := range []time.Duration{0, archive.RemovedAge - time.Hour, archive.RemovedAge + time.Hour} {
		f := keep(t, s, office, "年报.pdf", "一")
		if err := s.RemoveFile(t.Context(), office, 2025, f.ID, "王"); err != nil {
			t.Fatal(err)
		}
		was := now
		now = now.Add(after)
		keep(t, s, office, "年报.pdf", after.String())
		_, _, err := s.File(t.Context(), office, 2025, f.ID)
		if gone := errors.Is(err, draft.ErrNotFound); gone != (after > archive.RemovedAge) {
			t.Errorf("%s after: %v", after, err)
		}
		now = was
	}
}
