package sheet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/sheet"
)

func definition(t testing.TB, format string) *form.Definition {
	t.Helper()
	catalog, err := form.Load(forms.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	def, err := catalog.ForFormat(format)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

func TestGuard(t *testing.T) {
	tests := []struct{ in, guarded string }{
		{"", ""}, {"12", "12"}, {"-3", "-3"}, {"-3.50", "-3.50"}, {"无", "无"}, {"/", "/"},
		{"=1+1", "'=1+1"}, {"+7", "'+7"}, {"-", "'-"}, {"-3件", "'-3件"}, {"@SUM(A1)", "'@SUM(A1)"},
		{"'", "''"}, {"'=1", "''=1"}, {"＝1", "'＝1"}, {"－", "'－"}, {"\t=1", "'\t=1"},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			if got := sheet.Guard(tt.in); got != tt.guarded {
				t.Errorf("guarded %q, want %q", got, tt.guarded)
			}
			if got := sheet.Unguard(tt.guarded); got != tt.in {
				t.Errorf("unguarded %q", got)
			}
		})
	}
	if got := sheet.Unguard("'普通"); got != "'普通" {
		t.Errorf("took off an apostrophe that Guard did not put: %q", got)
	}
}

// TestRows counts: every field and every head code has its row.
func TestRows(t *testing.T) {
	for _, format := range []string{"2019", "2021"} {
		def := definition(t, format)
		have := map[string]sheet.Row{}
		for _, row := range sheet.Rows(def, report.New(format, 2020)) {
			if _, twice := have[row.Code]; twice || row.Label == "" {
				t.Errorf("%s: row %q twice, or without label", format, row.Code)
			}
			have[row.Code] = row
		}
		want := []string{
			"format", "year", "issuer", "issuer_kind", "county", "title", "document_number", "preface", "section.1", "section.2",
			"section.3", "section.4", "section.5", "section.6", "signature.issuer", "signature.date", "printed.note",
		}
		for _, f := range def.Fields() {
			want = append(want, string(f.Code))
		}
		for _, code := range want {
			if _, ok := have[code]; !ok {
				t.Errorf("%s: no row %s", format, code)
			}
		}
		if len(have) != len(want) {
			t.Errorf("%s: %d rows, want %d", format, len(have), len(want))
		}
	}
}

func edited(def *form.Definition, edit map[string]string) []sheet.Row {
	r := report.New(def.Format, 2020)
	r.Title = "标题"
	rows := sheet.Rows(def, r)
	for i, row := range rows {
		if value, ok := edit[row.Code]; ok {
			rows[i].Value, rows[i].Unit, _ = strings.Cut(value, "|")
		}
	}
	return rows
}

func TestReadUnits(t *testing.T) {
	tests := []struct{ format, code, edit, value, unit string }{
		{"2019", "t2.government_procurement.amount", "174631元", "174631", "元"},
		{"2019", "t2.government_procurement.amount", "17.5|万元", "17.5", "万元"},
		{"2019", "t2.government_procurement.amount", "36200元|万元", "36200", "元"},
		{"2019", "t2.government_procurement.amount", "209539.98", "209539.98", ""},
		{"2021", "t2.administrative_fees.amount", "3.62|万元", "3.62", ""},
		{"2021", "t2.administrative_fees.amount", "36200|元", "36200", "元"},
		{"2021", "t3.received.total", "２件|件", "2", ""},
		{"2021", "t3.received.total", "不适用|件", "不适用", ""},
	}
	for _, tt := range tests {
		t.Run(tt.code+" "+tt.edit, func(t *testing.T) {
			def := definition(t, tt.format)
			r := sheet.Read(def, 2020, edited(def, map[string]string{tt.code: tt.edit}))
			code := form.Code(tt.code)
			if r.Cell(code).String() != tt.value || r.Units[code] != tt.unit || len(r.Doubts) > 0 {
				t.Errorf("got %q %q %v", r.Cell(code), r.Units[code], r.Doubts)
			}
		})
	}
}

func TestReadDates(t *testing.T) {
	tests := []struct {
		in, want string
		doubts   int
	}{
		{"2026-01-06", "2026-01-06", 0}, {"2026-01", "2026-01", 0}, {"2026/1/6", "2026-01-06", 0}, {"2026年1月6日", "2026-01-06", 0},
		{"2026年1月", "2026-01", 0}, {"2026.1.6", "2026-01-06", 0}, {"2026/1/6 0:00", "2026-01-06", 0}, {"", "", 0}, {"年初", "年初", 1},
	}
	def := definition(t, "2021")
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			r := sheet.Read(def, 2025, edited(def, map[string]string{sheet.SignatureDate: tt.in}))
			if r.Signature.Date != tt.want || len(r.Doubts) != tt.doubts {
				t.Errorf("got %q, %v", r.Signature.Date, r.Doubts)
			}
		})
	}
}

// summary is a doubt without its sentence.
func summary(doubts []report.Doubt) []string {
	var out []string
	for _, d := range doubts {
		out = append(out, d.Kind+" "+d.Scope+" "+d.Code)
	}
	return out
}

func TestReadDoubts(t *testing.T) {
	def := definition(t, "2021")
	drop := func(prefixes ...string) func([]sheet.Row) []sheet.Row {
		return func(rows []sheet.Row) []sheet.Row {
			var kept []sheet.Row
			for _, row := range rows {
				gone := false
				for _, p := range prefixes {
					gone = gone || strings.HasPrefix(row.Code, p)
				}
				if !gone {
					kept = append(kept, row)
				}
			}
			return kept
		}
	}
	add := func(more ...sheet.Row) func([]sheet.Row) []sheet.Row {
		return func(rows []sheet.Row) []sheet.Row { return append(rows, more...) }
	}
	tests := []struct {
		name   string
		change func([]sheet.Row) []sheet.Row
		want   []string
	}{
		{"nothing", add(), nil},
		{"empty row", add(sheet.Row{}, sheet.Row{Label: "小计"}), nil},
		{"unknown code", add(sheet.Row{Code: "t3.extra.total", Value: "4"}), []string{"unplaced cell t3.extra.total"}},
		{"note of a reader", add(sheet.Row{Code: "备注", Value: "请核对"}), []string{"unplaced section 备注"}},
		{"value without code", add(sheet.Row{Value: "4"}), []string{"unplaced section "}},
		{"long value", add(sheet.Row{Code: "t4.x.y", Value: strings.Repeat("长", 65)}), []string{"unplaced cell t4.x.y"}},
		{"no table", drop("t4."), []string{"missing table t4"}},
		{"no row", drop("t3.received."), []string{"missing row t3.received"}},
		{"no cell", drop("t3.received.total"), []string{"missing cell t3.received.total"}},
		{"no section, no title", drop("section.5", "title"), []string{"missing head title", "missing section section.5"}},
		{"no figure of prose", drop("s1."), nil},
		{"twice alike", add(sheet.Row{Code: "t3.received.total", Unit: "件"}), nil},
		{"two values", add(sheet.Row{Code: "t3.received.total", Value: "4"}), []string{"ambiguous cell t3.received.total"}},
		{"two titles", add(sheet.Row{Code: "title", Value: "另一个"}), []string{"unplaced section title"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := sheet.Read(def, 2025, tt.change(edited(def, nil)))
			if diff := cmp.Diff(tt.want, summary(r.Doubts)); diff != "" {
				t.Error(diff)
			}
			for _, d := range r.Doubts {
				if d.Message == "" || strings.Contains(d.Message, "%!") {
					t.Errorf("sentence %q", d.Message)
				}
			}
		})
	}
}

func TestAmbiguousCellIsBlank(t *testing.T) {
	def := definition(t, "2021")
	rows := append(edited(def, map[string]string{"t3.received.total": "3|件"}), sheet.Row{Code: "t3.received.total", Value: "4"})
	r := sheet.Read(def, 2025, rows)
	if !r.Cell("t3.received.total").IsBlank() {
		t.Errorf("kept %q", r.Cell("t3.received.total"))
	}
	if diff := cmp.Diff([]string{"3", "4"}, r.Doubts[0].Readings); diff != "" {
		t.Error(diff)
	}
}
