package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// finalise finalises a report as the web layer does.
func finalise(s *Store, office string, r *report.Report, id string) (*draft.Draft, draft.Change, error) {
	catalog, err := formats()
	if err != nil {
		return nil, draft.Change{}, err
	}
	def, err := catalog.ForFormat(r.Format)
	if err != nil {
		return nil, draft.Change{}, err
	}
	return s.Update(context.Background(), office, r.Year, id, func(d *draft.Draft) (draft.Change, error) {
		return d.Finalise(def, draft.Open{}, d.Report.Revision, draft.Request{ID: id, By: "李"}, noon)
	})
}

func unlock(tb testing.TB, s *Store, office string, r *report.Report, id string) {
	tb.Helper()
	def := definition(tb, r)
	_, _, err := s.Update(tb.Context(), office, r.Year, id, func(d *draft.Draft) (draft.Change, error) {
		return d.Unlock(def, "", draft.Request{ID: id, By: "李"}, noon)
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// TestVersions: a version is the report as it was, numbered, and still there
// after the program was closed.
func TestVersions(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "nil")
	r.Status = draft.Drafting
	create(t, s, office, r)
	for n := 1; n <= 3; n++ {
		if _, _, err := finalise(s, office, r, fmt.Sprint("f", n)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := finalise(s, office, r, fmt.Sprint("f", n)); err != nil { // sent once more
			t.Fatal(err)
		}
		unlock(t, s, office, r, fmt.Sprint("u", n))
		setCell(t, s, office, r, fmt.Sprint("c", n), fmt.Sprint(n))
	}
	dir := s.dir
	s.Close()
	s = openStore(t, dir)
	list, err := s.Versions(t.Context(), office, r.Year)
	if err != nil || len(list) != 3 || list[0].Number != 3 || list[2].Number != 1 || list[0].Document != nil {
		t.Fatalf("versions %+v, %v", list, err)
	}
	for n, want := range map[int]string{1: "0", 2: "1", 3: "2"} {
		v, err := s.Version(t.Context(), office, r.Year, n)
		if err != nil {
			t.Fatal(err)
		}
		then, err := report.Unmarshal(v.Document)
		if err != nil || then.Cell(cell).String() != want || then.Status != draft.Final {
			t.Errorf("version %d: %v, %v", n, then, err)
		}
		if at, err := s.At(t.Context(), office, r.Year, v.Revision); err != nil || at.Status != draft.Final || at.Cell(cell).String() != want {
			t.Errorf("the report at revision %d: %v", v.Revision, err)
		}
		if !v.At.Equal(stored(noon)) || v.By != "李" || len(v.Hash) != 64 {
			t.Errorf("version %+v", v)
		}
	}
	for _, n := range []int{0, 4, -1} {
		if _, err := s.Version(t.Context(), office, r.Year, n); !errors.Is(err, draft.ErrNotFound) {
			t.Errorf("version %d: %v", n, err)
		}
	}
	if _, err := s.Versions(t.Context(), office, 2001); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("versions of no report: %v", err)
	}
	if _, err := s.Version(t.Context(), newOffice(t, s, "云溪乡人民政府"), r.Year, 1); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("another office's version: %v", err)
	}
}

// TestVersionsAreKept: the database refuses to change or to lose one.
func TestVersionsAreKept(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "nil")
	create(t, s, office, r)
	if _, _, err := finalise(s, office, r, "f"); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"UPDATE versions SET document = '{}'", "DELETE FROM versions"} {
		if err := s.write.Exec(statement).Error; err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// TestFinaliseTogether: of many who finalise at once one does, the others are
// told, and there is one version.
func TestFinaliseTogether(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "nil")
	create(t, s, office, r)
	errs := make([]error, 20)
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() { _, _, errs[i] = finalise(s, office, r, fmt.Sprint("f", i)) })
	}
	wait.Wait()
	done := 0
	for _, err := range errs {
		switch {
		case err == nil:
			done++
		case !errors.Is(err, draft.ErrFinal):
			t.Error(err)
		}
	}
	list, err := s.Versions(t.Context(), office, r.Year)
	if done != 1 || err != nil || len(list) != 1 {
		t.Errorf("%d finalised, versions %+v, %v", done, list, err)
	}
}

// TestVersionFails: without its version a report is not final.
func TestVersionFails(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "nil")
	r.Status = draft.Drafting
	create(t, s, office, r)
	if err := s.write.Exec("CREATE TRIGGER no_versions BEFORE INSERT ON versions BEGIN SELECT RAISE(ABORT, 'full'); END").Error; err != nil {
		t.Fatal(err)
	}
	if _, _, err := finalise(s, office, r, "f"); err == nil {
		t.Fatal("finalised")
	}
	if d := load(t, s, office, r.Year); d.Report.Status != draft.Drafting || len(history(t, s, office, r.Year)) != 1 {
		t.Errorf("status %q", d.Report.Status)
	}
}

// TestDeleted lists what can be given back, a line a year.
func TestDeleted(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "nil")
	for range 2 {
		create(t, s, office, r)
		if err := s.Delete(t.Context(), office, r.Year, "李"); err != nil {
			t.Fatal(err)
		}
	}
	older := example(t, "previous")
	create(t, s, office, older)
	if err := s.Delete(t.Context(), office, older.Year, "李"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Deleted(t.Context(), office)
	if err != nil || len(list) != 2 || list[0].Year != r.Year || list[1].Year != older.Year || !list[0].DeletedAt.Equal(stored(noon)) {
		t.Fatalf("deleted %+v, %v", list, err)
	}
	if err := s.Undelete(t.Context(), office, older.Year, "李"); err != nil {
		t.Fatal(err)
	}
	if list, err = s.Deleted(t.Context(), office); err != nil || len(list) != 1 {
		t.Errorf("after giving one back: %+v, %v", list, err)
	}
	if list, err = s.Deleted(t.Context(), "nobody"); err != nil || len(list) != 0 {
		t.Errorf("another office: %+v, %v", list, err)
	}
}
