package check_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/check"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/requirement"
)

var official = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

// formats are the official definitions, shared by the tests.
func formats(tb testing.TB) *form.Catalog {
	tb.Helper()
	c, err := official()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func definition(tb testing.TB, format string) *form.Definition {
	tb.Helper()
	def, err := formats(tb).ForFormat(format)
	if err != nil {
		tb.Fatal(err)
	}
	return def
}

func compiled(tb testing.TB, def *form.Definition) *check.Catalogue {
	tb.Helper()
	c, err := check.Compile(def)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

const town = "青石镇人民政府"

// nilReport is the complete report of a town where nothing happened.
func nilReport(def *form.Definition, year int) *report.Report {
	r := report.New(def.Format, year)
	r.Issuer, r.IssuerKind = town, report.Town
	r.Title = def.ComposeTitle(r.Issuer, year)
	y := strconv.Itoa(year)
	r.SetNarrative(report.Preface, "本报告所列数据的统计期限自"+y+"年1月1日起至"+y+"年12月31日止。")
	for _, s := range def.Sections {
		if s.Prose {
			r.SetNarrative(report.Place(strconv.Itoa(s.Number)), "本机关认真做好政府信息公开工作。")
		}
	}
	for _, f := range def.Fields() {
		if f.Required {
			r.SetCell(f.Code, report.Figure("0"))
		}
	}
	r.Signature = report.Signature{Issuer: town, Date: strconv.Itoa(year+1) + "-01-06"}
	return r
}

// lastYearOf is the last report year a format served, or a recent one.
func lastYearOf(def *form.Definition) int {
	if def.Years.To != 0 {
		return def.Years.To
	}
	return def.Years.From + 4
}

func setHead(t *testing.T, r *report.Report, code, value string) {
	t.Helper()
	fields := map[string]*string{
		"issuer": &r.Issuer, "county": &r.County, "title": &r.Title, "document_number": &r.DocumentNumber,
		"signature.issuer": &r.Signature.Issuer, "signature.date": &r.Signature.Date,
	}
	if code == "issuer_kind" {
		r.IssuerKind = report.IssuerKind(value)
		return
	}
	if fields[code] == nil {
		t.Fatalf("breaks: unknown head field %q", code)
	}
	*fields[code] = value
}

// broken is the all-zero report with the changes of a check's example.
func broken(t *testing.T, def *form.Definition, b form.Breaks) check.Input {
	t.Helper()
	year := b.Year
	if year == 0 {
		year = lastYearOf(def)
	}
	r := nilReport(def, year)
	for code, v := range b.Cells {
		r.SetCell(code, report.Figure(v))
	}
	for code, v := range b.Head {
		setHead(t, r, code, v)
	}
	for place, text := range b.Text {
		r.SetNarrative(report.Place(place), text)
	}
	for key, text := range b.Printed {
		into := &r.Printed.Labels
		if _, err := strconv.Atoi(key); err == nil {
			into = &r.Printed.Headings
		}
		if *into == nil {
			*into = map[string]string{}
		}
		(*into)[key] = text
	}
	maps.Copy(r.Units, b.Units)
	if b.Slot != "" {
		r.Text["1"] = append(r.Text["1"], report.Paragraph{Runs: []report.Run{{Text: "公开"}, {Slot: &b.Slot}, {Text: "条。"}}})
	}
	if b.Carried != "" {
		p := report.Plain(b.Carried)
		p.Carried = true
		r.Text["1"] = append(r.Text["1"], p)
	}
	in := check.Input{Definition: def, Report: r, Final: true, Today: day(t, b.Today), Deadline: day(t, b.Deadline)}
	if b.Requirements != "" {
		q, err := requirement.Parse([]byte(b.Requirements), formats(t))
		if err != nil {
			t.Fatal(err)
		}
		in.Requirement = q
	}
	if !b.None {
		in.Previous = []*report.Report{previousOf(t, def, b, year-1)}
	}
	return in
}

func previousOf(t *testing.T, def *form.Definition, b form.Breaks, year int) *report.Report {
	t.Helper()
	if b.Format != "" {
		def = definition(t, b.Format)
	}
	p := nilReport(def, year)
	for code, v := range b.Previous {
		p.SetCell(code, report.Figure(v))
	}
	return p
}

func day(t *testing.T, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rulesOf(findings []check.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Rule)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestEveryCheckHasItsBreak runs the whole catalogue of every format: nothing
// is said of a correct report, and each check's smallest change is found.
func TestEveryCheckHasItsBreak(t *testing.T) {
	for _, def := range formats(t).Definitions() {
		cat := compiled(t, def)
		for _, none := range []bool{false, true} {
			in := broken(t, def, form.Breaks{None: none})
			if fs := cat.Run(in); len(fs) != 0 {
				t.Errorf("%s: a correct report has findings: %+v", def.Format, fs)
			}
		}
		for _, c := range def.Checks {
			t.Run(def.Format+"/"+c.ID+"/"+c.Kind, func(t *testing.T) {
				in := broken(t, def, c.Breaks)
				findings := cat.Run(in)
				want := slices.Sorted(slices.Values(append([]string{c.ID}, c.Breaks.Expect...)))
				if diff := cmp.Diff(want, rulesOf(findings)); diff != "" {
					t.Errorf("rules (-want +got):\n%s%+v", diff, findings)
				}
				sound(t, findings)
				judgedAsDeclared(t, c, findings)
			})
		}
	}
}

// judgedAsDeclared compares a check's findings with its entry.
func judgedAsDeclared(t *testing.T, c form.Check, findings []check.Finding) {
	t.Helper()
	for _, f := range findings {
		if f.Rule == c.ID && (f.Severity != c.Severity || f.Basis != c.Basis) {
			t.Errorf("severity %s, basis %q; the entry has %s, %q", f.Severity, f.Basis, c.Severity, c.Basis)
		}
		for _, also := range c.Also {
			if f.Rule == c.ID && !slices.Contains(f.Also, also) {
				t.Errorf("%s lacks also %s", f.Rule, also)
			}
		}
	}
}

// banned words blame; a finding says what is and what it should be.
var banned = []string{"错误", "非法", "失败", "违规", "不合格", "无效", "%!", "{", "}", "<nil>"}

// sound checks what holds of every finding.
func sound(t *testing.T, findings []check.Finding) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range findings {
		if f.Message == "" || f.Key == "" || f.Cells == nil || f.Also == nil || f.Fix == "" {
			t.Errorf("incomplete finding %+v", f)
		}
		for _, text := range []string{f.Message, f.Fix} {
			for _, word := range banned {
				if strings.Contains(text, word) {
					t.Errorf("%s says %q: %s", f.Rule, word, text)
				}
			}
			if !strings.HasSuffix(text, "。") || strings.Contains(text, "。。") {
				t.Errorf("%s does not end as a sentence: %s", f.Rule, text)
			}
		}
		if id := f.Rule + " " + f.Key; seen[id] {
			t.Errorf("two findings %s", id)
		} else {
			seen[id] = true
		}
		if f.Statement != "" && strings.Contains(f.Statement, "{year}") {
			t.Errorf("%s: statement %q", f.Rule, f.Statement)
		}
	}
}
