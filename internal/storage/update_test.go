package storage

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

func TestUpdateIsOnTheDisk(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	setCell(t, s, office, r, "c1", "5")
	d := setCell(t, s, office, r, "c2", "0") // 5 to 0: a zero value is a value
	if d != load(t, s, office, r.Year) || d.Report.Revision != 2 || d.UpdatedBy != "李" {
		t.Errorf("got %+v", d)
	}
	s.Close()
	s = openStore(t, s.dir)
	again := load(t, s, office, r.Year)
	if got := again.Report.Cell(cell).String(); got != "0" || again.Report.Revision != 2 {
		t.Errorf("read back %q, revision %d", got, again.Report.Revision)
	}
	c, err := s.Change(t.Context(), office, r.Year, "c2")
	if err != nil || c.Edits[0].Before != "5" || c.Edits[0].After != "0" || c.By != "李" || !c.At.Equal(stored(noon)) {
		t.Errorf("%+v, %v", c, err)
	}
	if len(c.Derived) == 0 || c.Seq == 0 || c.Outcome != draft.Applied {
		t.Errorf("%+v", c)
	}
}

func TestUpdateTwiceIsStoredOnce(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	first := setCell(t, s, office, r, "c1", "5")
	stored, err := s.Change(t.Context(), office, r.Year, "c1")
	if err != nil {
		t.Fatal(err)
	}
	for _, reopen := range []bool{false, true} {
		if reopen {
			s.Close()
			s = openStore(t, s.dir)
		}
		d, c, err := s.Update(t.Context(), office, r.Year, "c1", func(*draft.Draft) (draft.Change, error) {
			t.Error("called again")
			return draft.Change{}, nil
		})
		if err != nil || d.Report.Revision != first.Report.Revision {
			t.Errorf("%+v, %v", d, err)
		}
		if diff := cmp.Diff(stored, c); diff != "" {
			t.Error(diff)
		}
	}
}

func TestUpdateSameChangeAtOnce(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	before := r.Cell(cell).String()
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			d, c, err := apply(s, office, r, "same", draft.Edit{Field: cell, Before: before, After: "77"})
			if err != nil || c.ID != "same" || d.Report.Cell(cell).String() != "77" {
				t.Errorf("%+v, %v", c, err)
			}
		})
	}
	group.Wait()
	if list := history(t, s, office, r.Year); len(list) != 2 || load(t, s, office, r.Year).Report.Revision != 1 {
		t.Errorf("%d changes", len(list))
	}
}

func TestUpdateConflictIsSetAside(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	old := r.Cell(cell).String()
	setCell(t, s, office, r, "c1", "5")
	edit := draft.Edit{Field: cell, Before: old, After: "6"}
	d, c, err := apply(s, office, r, "c2", edit)
	var conflict *draft.ConflictError
	if !errors.As(err, &conflict) || conflict.Conflicts[0].Theirs != "5" || c.Outcome != draft.SetAside {
		t.Fatalf("%+v, %v", c, err)
	}
	if d.Report.Revision != 1 || d.Report.Cell(cell).String() != "5" {
		t.Error("the draft was changed")
	}
	d, c, err = apply(s, office, r, "c2", edit)
	if err != nil || c.Outcome != draft.SetAside || c.Edits[0].After != "6" || d.Report.Revision != 1 {
		t.Errorf("sent again: %+v, %v", c, err)
	}
	list := history(t, s, office, r.Year)
	if len(list) != 3 || list[0].ID != "c2" || list[0].Outcome != draft.SetAside {
		t.Errorf("history %+v", list)
	}
}

func TestUpdateStoresNothing(t *testing.T) {
	boom := errors.New("boom")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		name string
		ctx  context.Context
		fn   func(*draft.Draft) (draft.Change, error)
		want string
	}{
		{"no edits", t.Context(), func(*draft.Draft) (draft.Change, error) { return draft.Change{ID: "c"}, nil }, ""},
		{"error", t.Context(), func(*draft.Draft) (draft.Change, error) { return draft.Change{}, boom }, "boom"},
		{"wrong id", t.Context(), func(*draft.Draft) (draft.Change, error) {
			return draft.Change{ID: "d", Edits: []draft.Edit{{Field: "title"}}}, nil
		}, "announced as"},
		{"gave up", cancelled, nil, "canceled"},
		{"not to be written", t.Context(), func(*draft.Draft) (draft.Change, error) {
			return draft.Change{ID: "c", Edits: []draft.Edit{{Field: "title", After: "\xff"}}}, nil
		}, "UTF-8"},
		{"document not to be written", t.Context(), func(d *draft.Draft) (draft.Change, error) {
			d.Report = d.Report.Clone()
			d.Report.Title = "\xff"
			return draft.Change{ID: "c", Edits: []draft.Edit{{Field: "title"}}}, nil
		}, "UTF-8"},
	}
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	want := string(mustMarshal(t, r))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := s.Update(tt.ctx, office, r.Year, "c", tt.fn)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if len(history(t, s, office, r.Year)) != 1 {
				t.Error("something was stored")
			}
			got := load(t, s, office, r.Year).Report.Clone()
			if got.Revision = r.Revision; string(mustMarshal(t, got)) != want {
				t.Error("the draft was changed")
			}
		})
	}
}

func TestUpdatePanicIsTheCallers(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	func() {
		defer func() {
			if got := recover(); got != "boom" {
				t.Errorf("recovered %v", got)
			}
		}()
		s.Update(t.Context(), office, r.Year, "c1", func(*draft.Draft) (draft.Change, error) { panic("boom") })
	}()
	setCell(t, s, office, r, "c1", "5") // the writer is free
}

// TestBatchSparesOthers writes a save that cannot be stored together with
// good ones.
func TestBatchSparesOthers(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	add := func(id, text string) *save {
		return &save{ctx: t.Context(), key: key{office, r.Year}, changeID: id, fn: func(d *draft.Draft) (draft.Change, error) {
			d.Report = d.Report.Clone()
			d.Report.County, d.Report.Revision = d.Report.County+text, d.Report.Revision+1
			return draft.Change{ID: id, Revision: d.Report.Revision, Outcome: draft.Applied, Edits: []draft.Edit{{Field: "county", After: id}}}, nil
		}}
	}
	saves := []*save{add("a", "甲"), add("b", "\xff"), add("c", "丙"), add("a", "again")}
	s.turn.Lock()
	s.writeAll(saves)
	s.turn.Unlock()
	for i, failed := range []bool{false, true, false, false} {
		if sv := saves[i]; !sv.done || (sv.err != nil) != failed {
			t.Errorf("save %d: done %v, %v", i, sv.done, sv.err)
		}
	}
	if d := load(t, s, office, r.Year); d.Report.County != r.County+"甲丙" || d.Report.Revision != 2 {
		t.Errorf("county %q, revision %d", d.Report.County, d.Report.Revision)
	}
	if saves[3].change.Edits[0].After != "a" || saves[0].draft.Report.County != r.County+"甲" {
		t.Errorf("answers: %+v, %q", saves[3].change, saves[0].draft.Report.County)
	}
}

// fields are cells that no total locks.
var fields = []string{"t3.received.natural_person", "t3.received.enterprise", "t3.carried_in.research", "t3.granted.legal",
	"t3.denied.process.social", "t2.rules.made", "t4.reconsideration.upheld", "t4.direct_litigation.pending"}

// TestConcurrentSaves has eight people save 100 times each, on one draft and
// on a draft each.
func TestConcurrentSaves(t *testing.T) {
	for _, many := range []bool{false, true} {
		t.Run(fmt.Sprintf("many=%v", many), func(t *testing.T) {
			s, office := newStoreWithOffice(t)
			year := func(person int) int { return 2024 }
			if many {
				year = func(person int) int { return 2024 + person }
			}
			for person := range fields {
				if person == 0 || many {
					create(t, s, office, report.New("2021", year(person)))
				}
			}
			var group sync.WaitGroup
			for person, field := range fields {
				group.Go(func() { saveMany(t, s, office, year(person), person, field) })
			}
			group.Wait()
			s.Close()
			s = openStore(t, s.dir)
			for person, field := range fields {
				wantSaves(t, s, office, year(person), person, field, many)
			}
		})
	}
}

const savesEach = 100

func saveMany(t *testing.T, s *Store, office string, year, person int, field string) {
	before := ""
	for i := range savesEach {
		after := strconv.Itoa(i)
		id := fmt.Sprintf("p%d-%d", person, i)
		d, c, err := apply(s, office, report.New("2021", year), id, draft.Edit{Field: field, Before: before, After: after})
		if err != nil || c.ID != id || d.Report.Revision < c.Revision {
			t.Errorf("%s: %+v, %v", id, c, err)
			return
		}
		if got, err := s.Load(t.Context(), office, year); err != nil || got.Report.Revision < c.Revision {
			t.Errorf("%s: read an older state", id)
		}
		before = after
	}
}

func wantSaves(t *testing.T, s *Store, office string, year, person int, field string, alone bool) {
	t.Helper()
	d, list := load(t, s, office, year), history(t, s, office, year)
	want := savesEach
	if !alone {
		want *= len(fields)
	}
	if d.Report.Revision != want || len(list) != want+1 {
		t.Errorf("revision %d, %d changes, want %d", d.Report.Revision, len(list)-1, want)
	}
	if got := d.Report.Cells[formCode(field)].String(); got != strconv.Itoa(savesEach-1) {
		t.Errorf("%s = %q", field, got)
	}
	revisions := map[int]bool{}
	for _, c := range list {
		if revisions[c.Revision] {
			t.Errorf("revision %d twice", c.Revision)
		}
		revisions[c.Revision] = true
	}
	for i := range savesEach {
		if _, err := s.Change(t.Context(), office, year, fmt.Sprintf("p%d-%d", person, i)); err != nil {
			t.Error(err)
		}
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := newCache(2)
	for year := range 5 {
		c.put(key{"o", year}, entry{int64(year), &draft.Draft{}})
		c.get(key{"o", 0})
	}
	if _, _, ok := c.get(key{"o", 0}); !ok || c.order.Len() != 2 || len(c.byKey) != 2 {
		t.Errorf("%d kept, the one used most %v", c.order.Len(), ok)
	}
	for year := range 5 {
		_, epoch, _ := c.get(key{"p", year})
		c.offer(key{"p", year}, entry{}, epoch)
	}
	if len(c.absent) > 2 || c.order.Len() != 2 {
		t.Errorf("%d known not to be there, %d drafts kept", len(c.absent), c.order.Len())
	}
}

// TestAbsentIsRemembered: that there is no report of a year is known until
// there is one.
func TestAbsentIsRemembered(t *testing.T) {
	s, office := newStoreWithOffice(t)
	there := func(want bool) {
		t.Helper()
		for range 2 {
			if _, err := s.Load(t.Context(), office, 2024); want != (err == nil) || err != nil && !errors.Is(err, draft.ErrNotFound) {
				t.Fatalf("there %v: %v", want, err)
			}
		}
	}
	there(false)
	if _, err := s.Create(t.Context(), office, report.New("2021", 2024), "张"); err != nil {
		t.Fatal(err)
	}
	there(true)
	if err := s.Delete(t.Context(), office, 2024, "张"); err != nil {
		t.Fatal(err)
	}
	there(false)
	if err := s.Undelete(t.Context(), office, 2024, "张"); err != nil {
		t.Fatal(err)
	}
	there(true)
}

func TestCacheRefusesOldStates(t *testing.T) {
	c := newCache(2)
	k := key{"o", 1}
	_, epoch, _ := c.get(k)
	c.put(k, entry{2, &draft.Draft{}})
	c.offer(k, entry{1, &draft.Draft{}}, epoch)
	if e, _, _ := c.get(k); e.id != 2 {
		t.Error("an older state took the place of a newer one")
	}
	_, epoch, _ = c.get(k)
	c.drop(k)
	c.offer(k, entry{2, &draft.Draft{}}, epoch)
	if _, _, ok := c.get(k); ok {
		t.Error("a deleted draft came back")
	}
}
