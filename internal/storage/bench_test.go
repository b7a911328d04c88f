package storage

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// bigReport is the full example with prose up to 30 KB as stored.
func bigReport(tb testing.TB) *report.Report {
	r := example(tb, "full")
	for i := 0; len(stringOf(tb, r)) < 30<<10; i++ {
		r.SetNarrative("1", r.Narrative("1")+"\n"+strings.Repeat("这一年继续做好政府信息公开。", 10)+strconv.Itoa(i))
	}
	return r
}

func stringOf(tb testing.TB, r *report.Report) string {
	tb.Helper()
	text, err := document(r)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

func mustMarshal(tb testing.TB, r *report.Report) []byte {
	tb.Helper()
	data, err := report.Marshal(r)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// BenchmarkAutosave is one figure typed into a draft of 30 KB: decided,
// totals added up, document and history written, on the disk.
func BenchmarkAutosave(b *testing.B) {
	s, office := newStoreWithOffice(b)
	r := bigReport(b)
	if _, err := s.Create(b.Context(), office, r, "张"); err != nil {
		b.Fatal(err)
	}
	def := definition(b, r)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		id := "c" + strconv.Itoa(i)
		_, _, err := s.Update(b.Context(), office, r.Year, id, func(d *draft.Draft) (draft.Change, error) {
			const field = "t3.received.natural_person"
			e := draft.Edit{Field: field, Before: d.Report.Cell(field).String(), After: fmt.Sprint(10 + i)}
			return d.Apply(def, draft.Request{ID: id, Edits: []draft.Edit{e}, By: "张"}, noon)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareUpdate is the least any save can cost: one UPDATE of a text of
// the same size, in the same database with the same settings.
func BenchmarkBareUpdate(b *testing.B) {
	s, office := newStoreWithOffice(b)
	r := bigReport(b)
	if _, err := s.Create(b.Context(), office, r, "张"); err != nil {
		b.Fatal(err)
	}
	text := stringOf(b, r)
	pool, err := s.write.DB()
	if err != nil {
		b.Fatal(err)
	}
	stmt, err := pool.Prepare("UPDATE drafts SET document = ? WHERE id = 1")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := stmt.Exec(text + strconv.Itoa(i)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSteps is what a window asks for with every change of somebody else:
// the latest changes of one person among 20,000 of 200.
func BenchmarkSteps(b *testing.B) {
	s, office := newStoreWithOffice(b)
	r := bigReport(b)
	if _, err := s.Create(b.Context(), office, r, "张"); err != nil {
		b.Fatal(err)
	}
	exec(b, s, `INSERT INTO changes (office_id, draft_id, change_id, revision, outcome, cause, undoes, "by", "at", edits, derived)
		WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		SELECT ?, 1, hex(randomblob(8)), i, 'applied', '', '', '人' || (i % 200), '2025-01-01T00:00:00.000Z', '[{"field":"county"}]', 'null' FROM n`, office)
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		if steps, err := s.Steps(b.Context(), office, r.Year, "人7", 300); err != nil || len(steps) != 100 {
			b.Fatal(len(steps), err)
		}
	}
}
