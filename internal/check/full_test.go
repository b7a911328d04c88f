package check_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"nianbao/forms"
	"nianbao/internal/check"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

func example(tb testing.TB, format, name string) *report.Report {
	tb.Helper()
	data, err := forms.Examples.ReadFile("examples/" + format + "/" + name + ".json")
	if err != nil {
		tb.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func full(tb testing.TB, format string) check.Input {
	return check.Input{Report: example(tb, format, "full"), Previous: []*report.Report{example(tb, format, "previous")}, Final: true}
}

func TestExamplesAreInOrder(t *testing.T) {
	for _, def := range formats(t).Definitions() {
		cat := compiled(t, def)
		for _, name := range []string{"full", "previous", "nil"} {
			t.Run(def.Format+"/"+name, func(t *testing.T) {
				in := full(t, def.Format)
				if name != "full" {
					in = check.Input{Report: example(t, def.Format, name), Final: true}
				}
				findings := cat.Run(in)
				sound(t, findings)
				if errors, warnings, _ := check.Count(findings); errors > 0 || warnings > 3 {
					t.Errorf("%d errors, %d warnings: %+v", errors, warnings, findings)
				}
			})
		}
	}
}

// arithmetic is what changing one cell of a correct report must break, from
// the layout of the tables alone.
func arithmetic(code string) []string {
	table, rest, _ := strings.Cut(code, ".")
	at := strings.LastIndex(rest, ".")
	row, column := rest[:at], rest[at+1:]
	if table == "t4" {
		return []string{"T4-01 t4:" + row}
	}
	out := []string{"T3-03 t3:" + row}
	switch row {
	case "received", "carried_in", "carried_out":
		out = append(out, "T3-01 t3:"+column)
	case "total":
		out = append(out, "T3-01 t3:"+column, "T3-02 t3:"+column)
	default:
		out = append(out, "T3-02 t3:"+column)
	}
	slices.Sort(out)
	return out
}

// TestEveryCellOfTablesThreeAndFour adds one to each cell in turn.
func TestEveryCellOfTablesThreeAndFour(t *testing.T) {
	rules := []string{"T3-01", "T3-02", "T3-03", "T4-01"}
	for _, def := range formats(t).Definitions() {
		cat, in := compiled(t, def), full(t, def.Format)
		cells := 0
		for _, f := range def.Fields() {
			if f.Table != "t3" && f.Table != "t4" {
				continue
			}
			cells++
			before := in.Report.Cell(f.Code)
			n, _ := before.Decimal()
			in.Report.SetCell(f.Code, report.NumberValue(n.Add(decimal.NewFromInt(1))))
			findings := cat.Run(in)
			in.Report.SetCell(f.Code, before)
			var got []string
			for _, finding := range findings {
				if !slices.Contains(rules, finding.Rule) {
					if finding.Severity == form.Error {
						t.Errorf("%s: unexpected %s %s", f.Code, finding.Rule, finding.Message)
					}
					continue
				}
				got = append(got, finding.Rule+" "+finding.Key)
				changed(t, f, finding)
			}
			slices.Sort(got)
			if diff := cmp.Diff(arithmetic(string(f.Code)), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", f.Code, diff)
			}
		}
		if want := len(def.Table("t3").Blocks[0].Lines())*7 + 15; cells != want {
			t.Errorf("%s: %d cells, want %d", def.Format, cells, want)
		}
	}
}

// changed checks a finding about a correct equation in which f is one too high.
func changed(t *testing.T, f form.Field, finding check.Finding) {
	t.Helper()
	if !slices.Contains(finding.Cells, f.Code) {
		t.Errorf("%s: %s %s names %v", f.Code, finding.Rule, finding.Key, finding.Cells)
	}
	found, expected := decimal.RequireFromString(finding.Found), decimal.RequireFromString(finding.Expected)
	if !found.Sub(expected).Abs().Equal(decimal.NewFromInt(1)) {
		t.Errorf("%s: %s found %s, expected %s", f.Code, finding.Rule, found, expected)
	}
	for _, part := range []string{" " + finding.Found, " " + finding.Expected, "差 1", "："} {
		if !strings.Contains(finding.Message, part) {
			t.Errorf("%s: no %q in %s", f.Code, part, finding.Message)
		}
	}
}

// TestRepairsMend applies each repair that is offered for a single mistake in
// the computed cells and row four: nothing may be left broken.
func TestRepairsMend(t *testing.T) {
	for _, def := range formats(t).Definitions() {
		cat, in := compiled(t, def), full(t, def.Format)
		for _, f := range def.Fields() {
			if !def.Computed(f.Code) && f.Row != "carried_out" || f.Code == "t3.total.total" {
				continue
			}
			before := in.Report.Cell(f.Code)
			in.Report.SetCell(f.Code, report.Figure("77"))
			mended := 0
			for _, finding := range cat.Run(in) {
				for _, r := range finding.Repair {
					if r.Code == f.Code && r.Value == before.String() {
						mended++
					}
				}
			}
			in.Report.SetCell(f.Code, before)
			if mended == 0 {
				t.Errorf("%s: no repair puts %s back", f.Code, before)
			}
		}
	}
}

func seed(t *testing.T, name string) []check.Finding {
	t.Helper()
	data, err := os.ReadFile("../importer/testdata/seeds/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	findings := compiled(t, definition(t, r.Format)).Run(check.Input{Report: r, Final: true})
	sound(t, findings)
	return findings
}

// TestSeeds judges published reports as read: what they lack is found.
func TestSeeds(t *testing.T) {
	tests := []struct {
		seed string
		want []string
		not  []string
	}{
		{"000", []string{"E-17 label:t3.*.social", "E-15 t2.government_procurement.amount"}, []string{"E-13", "E-14", "T3-", "D-", "E-18", "E-31"}},
		{"001", []string{
			"E-13 t3:rejected.duplicate", "E-13 t3:rejected.publication", "E-13 t3:rejected.excessive", "E-13 t3:rejected.reconfirm",
			"E-13 t3:other.no_correction", "E-13 t3:other.fee_unpaid", "E-13 t3:other.other", "E-13 t3:total", "E-13 t3:carried_out",
			"E-14 section:4"}, []string{"T3-01", "T3-02", "D-01", "D-04", "E-39", "E-13 t4", "E-21"}},
		{"002", []string{"E-13 t2:rules", "E-13 t3:carried_out", "E-17 label:t3.*.social", "E-21 section:1", "E-21 section:6",
			"E-39 head:signature.issuer"}, []string{"T2-04", "E-14", "E-18"}},
		{"003", []string{"E-18 head:title", "E-15 t2.government_procurement.amount", "E-17 label:t2.*.previous", "E-21 section:5",
			"E-39 head:signature.issuer", "E-39 head:signature.date"}, []string{"D-01", "E-13", "E-14"}},
		{"004", []string{"E-18 head:title", "E-17 label:t2.government_procurement.amount", "E-39 head:signature.date"},
			[]string{"E-15", "E-13", "E-14", "D-04"}},
	}
	for _, tt := range tests {
		t.Run(tt.seed, func(t *testing.T) {
			var got []string
			for _, f := range seed(t, tt.seed) {
				got = append(got, f.Rule+" "+f.Key)
			}
			for _, want := range tt.want {
				if !slices.Contains(got, want) {
					t.Errorf("no %s in %v", want, got)
				}
			}
			for _, id := range got {
				if slices.ContainsFunc(tt.not, func(p string) bool { return strings.HasPrefix(id, p) }) {
					t.Errorf("unexpected %s", id)
				}
			}
		})
	}
}

func TestRunIsDeterministic(t *testing.T) {
	def := definition(t, "2021")
	cat, in := compiled(t, def), full(t, "2021")
	in.Report.Printed.Labels = map[string]string{"t3.*.social": "a", "t3.*.legal": "b", "t3.granted": "c", "t3.denied": "d", "t9.x": "e"}
	in.Report.Cells["t3.total.social"] = report.Figure("99")
	delete(in.Report.Cells, "t4.reconsideration.other")
	want := fmt.Sprintf("%+v", cat.Run(in))
	for range 20 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			if got := fmt.Sprintf("%+v", cat.Run(in)); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
	findings := cat.Run(in)
	if !slices.IsSortedFunc(findings, func(a, b check.Finding) int {
		order := map[form.Severity]int{form.Error: 0, form.Warning: 1, form.Hint: 2}
		return (order[a.Severity]-order[b.Severity])*10 + a.Section - b.Section
	}) {
		t.Errorf("not sorted: %s", want)
	}
}

func BenchmarkRun(b *testing.B) {
	for _, format := range []string{"2019", "2021"} {
		cat, in := compiled(b, definition(b, format)), full(b, format)
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				cat.Run(in)
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	def := definition(b, "2021")
	b.ReportAllocs()
	for b.Loop() {
		compiled(b, def)
	}
}
