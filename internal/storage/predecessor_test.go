package storage

import (
	"path/filepath"
	"testing"
)

// TestPredecessors: they belong to one office, are there after the program was
// started anew and in a backup, and go when they are taken away.
func TestPredecessors(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	office, other := newOffice(t, s, "甲镇人民政府"), newOffice(t, s, "乙镇人民政府")
	r := example(t, "nil")
	if err := s.AddPredecessor(t.Context(), office, r, "张"); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "a.db")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	list, err := s.Predecessors(t.Context(), office)
	if err != nil || len(list) != 1 || list[0].Report.Issuer != r.Issuer || list[0].By != "张" || list[0].At.IsZero() {
		t.Fatalf("%+v, %v", list, err)
	}
	if list, _ := s.Predecessors(t.Context(), other); len(list) > 0 {
		t.Error("another office has it too")
	}
	id := list[0].ID
	if err := s.RemovePredecessor(t.Context(), other, id); err != nil {
		t.Error(err)
	}
	if list, _ := s.Predecessors(t.Context(), office); len(list) != 1 {
		t.Error("another office took it away")
	}
	if err := s.RemovePredecessor(t.Context(), office, id); err != nil {
		t.Error(err)
	}
	if list, _ := s.Predecessors(t.Context(), office); len(list) > 0 {
		t.Error("it is still there")
	}
}
