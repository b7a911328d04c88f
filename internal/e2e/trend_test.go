//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"nianbao/forms"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
	"nianbao/internal/storage"
)

// startWith starts the program, in January, over the reports of one office.
func startWith(t *testing.T, reports ...*report.Report) *program {
	t.Helper()
	dir := t.TempDir()
	s, err := storage.Open(dir, storage.Options{Now: january})
	if err != nil {
		t.Fatal(err)
	}
	o, err := s.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{Name: townName, Kind: "town", County: "临川县"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if _, err := s.Create(t.Context(), o.ID, r, "王芳"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return startAt(t, dir, false, january)
}

// exampleOf is an example report of the project, of another year.
func exampleOf(t *testing.T, name string, year int) *report.Report {
	t.Helper()
	data, err := forms.Examples.ReadFile("examples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	r.Year = year
	return r
}

// TestTrends looks at the figures over five years, one of them in the format
// before, one missing, and at a town where all is 0.
func TestTrends(t *testing.T) {
	example := func(name string, year int, cells map[form.Code]string) *report.Report {
		r := exampleOf(t, name, year)
		for code, text := range cells {
			v, _, err := report.ParseValue(text)
			if err != nil {
				t.Fatal(err)
			}
			r.SetCell(code, v)
		}
		if year < 2025 {
			r.Status = draft.Published
		}
		return r
	}
	const received, licences, fees = "t3.received.total", "t2.administrative_licensing.decisions", "t2.administrative_fees.amount"
	lively := startWith(t, example("2021/full", 2025, map[form.Code]string{received: "128", licences: "123456", fees: "1234.56"}),
		example("2021/previous", 2024, map[form.Code]string{received: "96", licences: "98765", fees: "0.5"}),
		example("2021/previous", 2023, map[form.Code]string{received: "3", licences: "1", fees: ""}),
		example("2021/full", 2021, map[form.Code]string{received: "0", licences: "45678"}))
	quiet := startWith(t, example("2021/nil", 2025, nil), example("2021/nil", 2024, nil), example("2019/full", 2022, nil))
	for name, p := range map[string]*program{"trends": lively, "trends-nil": quiet} {
		w := p.window(1366, 640)
		w.goTo("/reports/2025/compare#trends")
		w.looks(name)
		for _, size := range sizes {
			w.do(chromedp.EmulateViewport(size.width, size.height))
			if over := eval[bool](w, `document.documentElement.scrollWidth > window.innerWidth`); over {
				t.Errorf("%s: wider than %d", name, size.width)
			}
		}
		if off := eval[int](w, `Array.from(document.querySelectorAll('.mark')).filter(function (e) {
		  var line = e.ownerSVGElement.querySelector('.base').getBoundingClientRect();
		  return Math.abs(e.getBoundingClientRect().bottom - line.top) > 3; }).length`); off > 0 {
			t.Errorf("%s: %d bars do not stand on the line", name, off)
		}
		cut := eval[[]string](w, `Array.from(document.querySelectorAll('.chart text')).filter(function (e) {
		  var own = e.getBoundingClientRect(), svg = e.ownerSVGElement.getBoundingClientRect();
		  return own.left < svg.left - 1 || own.right > svg.right + 1 || own.top < svg.top - 1 || own.bottom > svg.bottom + 1; })
		  .map(function (e) { return e.textContent; })`)
		if len(cut) > 0 {
			t.Errorf("%s: cut off: %v", name, fmt.Sprint(cut))
		}
	}
}
