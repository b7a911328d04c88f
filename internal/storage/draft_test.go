package storage

import (
	"errors"
	"fmt"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

func TestCreateAndLoad(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	r.Revision = 7
	d := create(t, s, office, r)
	if d.Report == r || d.Report.Revision != 0 || d.UpdatedBy != "张" || !d.UpdatedAt.Equal(stored(noon)) {
		t.Errorf("created %+v", d)
	}
	if load(t, s, office, r.Year) != d {
		t.Error("not from memory")
	}
	s.Close()
	s = openStore(t, s.dir)
	again := load(t, s, office, r.Year)
	if string(mustMarshal(t, again.Report)) != string(mustMarshal(t, d.Report)) {
		t.Error("read back differently")
	}
	if again.UpdatedBy != d.UpdatedBy || !again.UpdatedAt.Equal(d.UpdatedAt) || again.Office != office {
		t.Errorf("got %+v, want %+v", again, d)
	}
	list := history(t, s, office, r.Year)
	if len(list) != 1 || list[0].Cause != draft.Create || list[0].By != "张" || list[0].Edits != nil {
		t.Errorf("history %+v", list)
	}
}

func TestDraftErrors(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	ctx := t.Context()
	_, exists := s.Create(ctx, office, r, "")
	_, nobody := s.Create(ctx, "nobody", r, "")
	_, loaded := s.Load(ctx, office, 1999)
	_, _, updated := s.Update(ctx, office, 1999, "c", nil)
	_, listed := s.History(ctx, office, 1999, 0, 1)
	_, at := s.At(ctx, office, 1999, 0)
	_, future := s.At(ctx, office, r.Year, 1)
	_, change := s.Change(ctx, office, r.Year, "none")
	tests := []struct {
		name      string
		got, want error
	}{
		{"same year", exists, draft.ErrExists},
		{"no office", nobody, draft.ErrNotFound},
		{"load", loaded, draft.ErrNotFound},
		{"update", updated, draft.ErrNotFound},
		{"history", listed, draft.ErrNotFound},
		{"at", at, draft.ErrNotFound},
		{"at a later revision", future, draft.ErrNotFound},
		{"change", change, draft.ErrNotFound},
		{"delete", s.Delete(ctx, office, 1999, ""), draft.ErrNotFound},
		{"undelete", s.Undelete(ctx, office, r.Year, ""), draft.ErrNotFound},
	}
	for _, tt := range tests {
		if !errors.Is(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

func TestListNewestFirst(t *testing.T) {
	s, office := newStoreWithOffice(t)
	for _, year := range []int{2023, 2025, 2024} {
		r := report.New("2021", year)
		r.Title, r.Status = fmt.Sprint("年报", year), draft.Drafting
		create(t, s, office, r)
	}
	setCell(t, s, office, report.New("2021", 2024), "c", "3")
	list, err := s.List(t.Context(), office)
	if err != nil || len(list) != 3 || list[0].Year != 2025 || list[1].Year != 2024 || list[2].Year != 2023 {
		t.Fatalf("%v, %v", list, err)
	}
	if got := list[1]; got != load(t, s, office, 2024).Summary() || got.Revision != 1 || got.UpdatedBy != "李" {
		t.Errorf("got %+v", got)
	}
}

func TestOtherOfficeSeesNothing(t *testing.T) {
	s, mine := newStoreWithOffice(t)
	other := newOffice(t, s, "白水乡")
	r := example(t, "full")
	create(t, s, mine, r)
	setCell(t, s, mine, r, "c1", "5")
	ctx := t.Context()
	if list, err := s.List(ctx, other); len(list) != 0 || err != nil {
		t.Errorf("list: %v, %v", list, err)
	}
	_, loaded := s.Load(ctx, other, r.Year)
	_, change := s.Change(ctx, other, r.Year, "c1")
	_, listed := s.History(ctx, other, r.Year, 0, 10)
	_, at := s.At(ctx, other, r.Year, 0)
	_, _, updated := apply(s, other, r, "c1", draft.Edit{Field: cell, After: "6"})
	for i, err := range []error{loaded, change, listed, at, updated, s.Delete(ctx, other, r.Year, "")} {
		if !errors.Is(err, draft.ErrNotFound) {
			t.Errorf("%d: %v", i, err)
		}
	}
	create(t, s, other, example(t, "empty"))
	err := s.write.Exec("UPDATE drafts SET office_id = ? WHERE office_id = ?", other, mine).Error
	if err == nil {
		t.Error("a draft with history changed its office")
	}
}

func TestDeleteAndUndelete(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	setCell(t, s, office, r, "c1", "5")
	ctx := t.Context()
	if err := s.Delete(ctx, office, r.Year, "王"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(ctx, office, r.Year); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
	if list, _ := s.List(ctx, office); len(list) != 0 {
		t.Errorf("deleted is listed: %v", list)
	}
	create(t, s, office, example(t, "nil"))
	if err := s.Undelete(ctx, office, r.Year, "王"); !errors.Is(err, draft.ErrExists) {
		t.Errorf("two of a year: %v", err)
	}
	if err := s.Delete(ctx, office, r.Year, "王"); err != nil {
		t.Fatal(err)
	}
	if err := s.Undelete(ctx, office, r.Year, "王"); err != nil {
		t.Fatal(err)
	}
	wantUndeleted(t, s, office, r.Year)
}

// wantUndeleted expects the one deleted last: both were at the same time.
func wantUndeleted(t *testing.T, s *Store, office string, year int) {
	t.Helper()
	list := history(t, s, office, year)
	var causes []draft.Cause
	for _, c := range list {
		causes = append(causes, c.Cause)
	}
	if got, want := fmt.Sprint(causes), fmt.Sprint([]draft.Cause{draft.Undelete, draft.Delete, draft.Create}); got != want {
		t.Errorf("history %s, want %s", got, want)
	}
	if list[0].By != "王" || list[0].ID == list[1].ID {
		t.Errorf("history %+v", list)
	}
}
