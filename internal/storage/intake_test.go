package storage

import (
	"errors"
	"testing"
	"time"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

func pending(tb testing.TB, office, name string) *intake.Import {
	tb.Helper()
	r := example(tb, "full")
	r.Doubts = []report.Doubt{{Code: "issuer", Kind: "missing"}}
	return &intake.Import{Office: office, Name: name, By: "张", Data: []byte("原文"), Content: intake.Content{Report: r,
		Lines: []string{"一行\t两格"}, Comments: []intake.Comment{{Author: "王", Text: "改一下"}}, Contact: profile.Profile{Phone: "0000-1234567"}}}
}

// TestImportBatches: files that came together are found again, the newest
// first; those that came alone are not among them.
func TestImportBatches(t *testing.T) {
	s := openStore(t, t.TempDir())
	office := newOffice(t, s, "甲镇人民政府")
	for _, batch := range []string{"aaaaaaaa", "", "bbbbbbbb", "bbbbbbbb"} {
		m := pending(t, office, "a.txt")
		m.Batch = batch
		if err := s.AddImport(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.ImportBatches(t.Context(), office)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v %v", got, err)
	}
	files := map[string]int{got[0].ID: got[0].Files, got[1].ID: got[1].Files}
	if files["aaaaaaaa"] != 1 || files["bbbbbbbb"] != 2 || got[0].At.Before(got[1].At) {
		t.Errorf("%+v", got)
	}
	if got, err := s.ImportBatches(t.Context(), "other"); err != nil || len(got) != 0 {
		t.Errorf("another office: %+v %v", got, err)
	}
}

// TestImports: what was read comes back with every answer, also after the
// program was started anew, and is gone when it was used.
func TestImports(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	m := pending(t, "", "去年.html")
	if err := s.AddImport(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	def := definition(t, m.Report)
	_, err := s.ChangeImport(t.Context(), "", m.ID, func(m *intake.Import) error {
		return errors.Join(m.Settle(def, 0, intake.Answer{Choice: intake.Fill, Text: "青石镇人民政府"}), m.Type(def, "t3.received.other", "3"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	office := newOffice(t, s, "甲镇人民政府") // takes over what was read before
	got, err := s.Import(t.Context(), office, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	if r := got.Result(def); r.Issuer != "青石镇人民政府" || r.Cell("t3.received.other").String() != "3" || len(got.Lines) != 1 ||
		got.Comments[0].Text != "改一下" || got.Contact.Phone == "" || got.Name != "去年.html" {
		t.Errorf("came back as %+v", got)
	}
	if data, err := s.ImportData(t.Context(), office, m.ID); err != nil || string(data) != "原文" {
		t.Errorf("file %q %v", data, err)
	}
	other := newOffice(t, s, "乙镇人民政府")
	if _, err := s.Import(t.Context(), other, m.ID); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("another office: %v", err)
	}
	if err := s.RemoveImport(t.Context(), other, m.ID); err != nil {
		t.Error(err)
	}
	list, err := s.Imports(t.Context(), office, "")
	if err != nil || len(list) != 1 || list[0].Report == nil || list[0].Lines != nil {
		t.Errorf("list %+v %v", list, err)
	}
	if err := s.RemoveImport(t.Context(), office, m.ID); err != nil {
		t.Error(err)
	}
	if _, err := s.Import(t.Context(), office, m.ID); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("removed: %v", err)
	}
}

// TestImportRefused: an answer that is refused changes nothing.
func TestImportRefused(t *testing.T) {
	s, office := newStoreWithOffice(t)
	m := pending(t, office, "a")
	if err := s.AddImport(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	_, err := s.ChangeImport(t.Context(), office, m.ID, func(m *intake.Import) error {
		m.Typed = map[form.Code]string{"t3.received.other": "9"}
		return intake.ErrAnswer
	})
	if !errors.Is(err, intake.ErrAnswer) {
		t.Error(err)
	}
	if got, err := s.Import(t.Context(), office, m.ID); err != nil || got.Typed != nil {
		t.Errorf("changed: %+v %v", got, err)
	}
}

// TestImportsAreBounded: old ones go, and the oldest of too many.
func TestImportsAreBounded(t *testing.T) {
	s, office := newStoreWithOffice(t)
	now := noon
	s.opts.Now = func() time.Time { return now }
	add := func(name string) {
		t.Helper()
		if err := s.AddImport(t.Context(), &intake.Import{Office: office, Name: name, Content: intake.Content{Problem: "读不出"}}); err != nil {
			t.Fatal(err)
		}
	}
	add("old")
	now = now.Add(31 * 24 * time.Hour)
	for range mostImports + 1 {
		add("new")
		now = now.Add(time.Second)
	}
	list, err := s.Imports(t.Context(), office, "")
	if err != nil || len(list) != mostImports || list[0].Name != "new" || list[0].Problem != "读不出" {
		t.Errorf("%d left %v", len(list), err)
	}
}
