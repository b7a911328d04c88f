package storage

import (
	"errors"
	"testing"

	"nianbao/internal/draft"
)

// TestLetterhead: an office has one, which is replaced and taken away, and is
// there after the program was started anew.
func TestLetterhead(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	office, other := newOffice(t, s, "甲镇人民政府"), newOffice(t, s, "乙镇人民政府")
	if _, err := s.Letterhead(t.Context(), office); !errors.Is(err, draft.ErrNotFound) {
		t.Fatal(err)
	}
	for _, name := range []string{"一.docx", "二.docx"} {
		if err := s.SetLetterhead(t.Context(), office, draft.Letterhead{Name: name, By: "张", Data: []byte(name)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	l, err := s.Letterhead(t.Context(), office)
	if err != nil || l.Name != "二.docx" || string(l.Data) != "二.docx" || l.By != "张" || l.At.IsZero() {
		t.Errorf("%+v, %v", l, err)
	}
	if _, err := s.Letterhead(t.Context(), other); !errors.Is(err, draft.ErrNotFound) {
		t.Error("another office has it too")
	}
	if err := s.SetLetterhead(t.Context(), office, draft.Letterhead{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Letterhead(t.Context(), office); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("it is still there: %v", err)
	}
}
