package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"nianbao/internal/draft"
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

// BenchmarkTogether is 200 people who save at the same moment, each a cell of
// his own, or for those without one a paragraph.
func BenchmarkTogether(b *testing.B) {
	const people = 200
	s := newReportSite(b, example(b, "2021", "full"))
	d := s.load(2025)
	def, err := catalog(b).ForFormat(d.Report.Format)
	if err != nil {
		b.Fatal(err)
	}
	edits, parts := make([]edit, people), make([]string, people)
	for i := range edits {
		edits[i], parts[i] = edit{Field: "text.5"}, "5"
	}
	n := 0
	for _, f := range def.Fields() {
		if f.Table != "" && !def.Computed(f.Code) && n < people {
			value, _ := draft.Value(def, d.Report, string(f.Code))
			edits[n], parts[n] = edit{Field: string(f.Code), After: value}, fmt.Sprint(f.Section)
			n++
		}
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		begin := make(chan struct{})
		var all sync.WaitGroup
		for n := range people {
			e := &edits[n]
			e.Before, e.After = e.After, fmt.Sprint(10+i)
			if e.Field == "text.5" {
				e.After = fmt.Sprintf("第%d人第%d次。", n, i)
			}
			data, err := json.Marshal(change{ID: fmt.Sprintf("b%d-%d", i, n), Part: parts[n], Edits: []edit{*e}})
			if err != nil {
				b.Fatal(err)
			}
			all.Go(func() {
				<-begin
				req := httptest.NewRequest(http.MethodPost, "http://"+host+"/reports/2025/changes", bytes.NewReader(data))
				req.Header.Set("Content-Type", "application/json")
				req.RemoteAddr = "127.0.0.1:50000"
				w := httptest.NewRecorder()
				s.handler.ServeHTTP(w, req)
				if w.Code != http.StatusOK {
					b.Errorf("person %d: status %d: %s", n, w.Code, w.Body)
				}
			})
		}
		close(begin)
		all.Wait()
	}
}
