package storage

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

func formCode(field string) form.Code { return form.Code(field) }

func TestHistoryInPieces(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	for i := range 7 {
		setCell(t, s, office, r, fmt.Sprint("c", i), fmt.Sprint(100+i))
	}
	var ids []string
	for before := int64(0); ; {
		list, err := s.History(t.Context(), office, r.Year, before, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		for _, c := range list {
			ids, before = append(ids, c.ID), c.Seq
		}
	}
	got := strings.Join(ids, " ")
	if want := "c6 c5 c4 c3 c2 c1 c0 create-"; !strings.HasPrefix(got, want) || len(ids) != 8 {
		t.Errorf("got %s, want %s…", got, want)
	}
}

func TestHistoryIsAppendOnly(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	setCell(t, s, office, r, "c1", "5")
	for _, sql := range []string{`UPDATE changes SET "by" = 'x'`, "DELETE FROM changes", "DELETE FROM drafts", "DELETE FROM offices",
		"INSERT OR REPLACE INTO changes SELECT * FROM changes"} {
		if err := s.write.Exec(sql).Error; err == nil {
			t.Errorf("%s: no error", sql)
		}
	}
	if got := len(history(t, s, office, r.Year)); got != 2 {
		t.Errorf("%d changes", got)
	}
}

func TestTimesAreReadableBySQLite(t *testing.T) {
	s, office := newStoreWithOffice(t)
	create(t, s, office, example(t, "full"))
	for _, column := range []string{`"at" FROM changes`, "created_at FROM drafts", "updated_at FROM offices"} {
		var got string
		s.read.Raw("SELECT strftime('%Y-%m-%d %H:%M:%f', t) FROM (SELECT " + strings.Replace(column, " FROM", " AS t FROM", 1) + ")").Scan(&got)
		if got != "2025-01-05 04:00:00.123" {
			t.Errorf("%s: %q", column, got)
		}
	}
}

// TestAtGivesEveryState makes random changes of every kind, a third of them
// undoing, and looks back at each state.
func TestAtGivesEveryState(t *testing.T) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s, office := newStoreWithOffice(t)
			random := rand.New(rand.NewPCG(seed, 1))
			r := example(t, "full")
			states := [][]byte{mustMarshal(t, create(t, s, office, r).Report)}
			for i := range 60 {
				d := randomSave(t, s, office, r, random, fmt.Sprint("c", i))
				if d.Report.Revision == len(states) {
					states = append(states, mustMarshal(t, d.Report))
				}
			}
			if len(states) < 30 {
				t.Errorf("only %d states", len(states))
			}
			s.Close()
			s = openStore(t, s.dir)
			for revision, want := range states {
				got, err := s.At(t.Context(), office, r.Year, revision)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), string(mustMarshal(t, got))); diff != "" {
					t.Fatalf("revision %d: %s", revision, diff)
				}
			}
		})
	}
}

// randomSave changes a random field, or undoes a random change.
func randomSave(t *testing.T, s *Store, office string, r *report.Report, random *rand.Rand, id string) *draft.Draft {
	d := load(t, s, office, r.Year)
	def := definition(t, r)
	var c draft.Change
	var err error
	if list := history(t, s, office, r.Year); random.IntN(3) == 0 && len(list) > 1 {
		earlier := list[random.IntN(len(list)-1)]
		_, c, err = s.Update(t.Context(), office, r.Year, id, func(d *draft.Draft) (draft.Change, error) {
			return d.Revert(def, earlier, draft.Request{ID: id, By: "赵"}, noon)
		})
	} else {
		_, c, err = apply(s, office, r, id, randomEdit(def, d.Report, random), randomEdit(def, d.Report, random))
	}
	var conflict *draft.ConflictError
	if err != nil && !errors.As(err, &conflict) && !errors.Is(err, draft.ErrEmpty) {
		t.Fatalf("%+v: %v", c, err)
	}
	return load(t, s, office, r.Year)
}

func randomEdit(def *form.Definition, r *report.Report, random *rand.Rand) draft.Edit {
	switch random.IntN(5) {
	case 0:
		return textEdit(r, report.Places[random.IntN(len(report.Places))], random)
	case 1:
		field := []string{"title", "county", "signature.date", "printed.note"}[random.IntN(4)]
		before, _ := draft.Value(def, r, field)
		return draft.Edit{Field: field, Before: before, After: fmt.Sprint("值", random.IntN(5))}
	case 2:
		field := draft.AcceptedField("T2-02", "k", fmt.Sprint(random.IntN(3)), "9")
		before, _ := draft.Value(def, r, field)
		return draft.Edit{Field: field, Before: before, After: []string{"", "已核对", "情况属实"}[random.IntN(3)]}
	}
	all := def.Fields()
	f := all[random.IntN(len(all))]
	for def.Computed(f.Code) {
		f = all[random.IntN(len(all))]
	}
	after := []string{"", "0", "1", "12", "不适用", "7万元", "8元"}[random.IntN(7)]
	return draft.Edit{Field: string(f.Code), Before: r.Cell(f.Code).String(), After: after}
}

// textEdit replaces up to two paragraphs by up to two others, some of which
// keep the figures of the old ones.
func textEdit(r *report.Report, place report.Place, random *rand.Rand) draft.Edit {
	current := r.Paragraphs(place)
	at := random.IntN(len(current) + 1)
	n := random.IntN(min(2, len(current)-at) + 1)
	before := current[at : at+n]
	var after []string
	for i := range random.IntN(3) {
		text := fmt.Sprint("新的一段", random.IntN(1000))
		if i < len(before) && random.IntN(2) == 0 {
			text = before[i] + "（补充）"
		}
		after = append(after, text)
	}
	return draft.Edit{Field: draft.TextPrefix + string(place), At: at, Before: strings.Join(before, "\n"), After: strings.Join(after, "\n")}
}

func TestBackup(t *testing.T) {
	s, office := newStoreWithOffice(t)
	r := example(t, "full")
	create(t, s, office, r)
	setCell(t, s, office, r, "c1", "5")
	dir := t.TempDir()
	out := filepath.Join(dir, "备份 一.db")
	for range 2 { // the second replaces the first
		if err := s.Backup(t.Context(), out); err != nil {
			t.Fatal(err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("files left: %v", entries)
	}
	restored := t.TempDir()
	if err := os.Rename(out, filepath.Join(restored, databaseFile)); err != nil {
		t.Fatal(err)
	}
	copied := openStore(t, restored)
	if got := load(t, copied, office, r.Year).Report.Cell(cell).String(); got != "5" || len(history(t, copied, office, r.Year)) != 2 {
		t.Errorf("restored %q", got)
	}
	setCell(t, copied, office, r, "c2", "6")
	if err := s.Backup(t.Context(), filepath.Join(dir, "none", "x.db")); err == nil {
		t.Error("backup into a folder that is not there")
	}
}

func TestOldBackupsAreRemoved(t *testing.T) {
	s, _ := newStoreWithOffice(t)
	dir := s.path(backupFolder)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(dir, "自己存的.db")
	names := []string{own}
	for i := range 12 {
		names = append(names, filepath.Join(dir, fmt.Sprintf("2024-01-%02d_080000_升级前0001.db", i+1)))
	}
	for _, name := range names {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.backupBefore("0002"); err != nil {
		t.Fatal(err)
	}
	left := backups(dir)
	if len(left) != generations || !strings.HasSuffix(left[0], "2024-01-04_080000_升级前0001.db") {
		t.Errorf("left: %v", left)
	}
	if _, err := os.Stat(own); err != nil {
		t.Error("a file of the user's was removed")
	}
}
