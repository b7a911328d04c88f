package web_test

import (
	"fmt"
	"testing"
)

// BenchmarkChange is one autosave as the server sees it: decode, decide,
// commit, check, render what stands around the form.
func BenchmarkChange(b *testing.B) {
	s := newReportSite(b, example(b, "2021", "full"))
	const field = "t3.received.natural_person"
	before := s.load(2025).Report.Cell(field).String()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		after := fmt.Sprint(10 + i)
		s.change(2025, change{ID: fmt.Sprintf("c%d", i), Part: "3", Edits: []edit{{Field: field, Before: before, After: after}}})
		before = after
	}
}
