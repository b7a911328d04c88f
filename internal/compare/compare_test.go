package compare_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/forms"
	"nianbao/internal/compare"
	"nianbao/internal/form"
	"nianbao/internal/golden"
	"nianbao/internal/report"
)

var catalog = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

func example(t testing.TB, name string) *report.Report {
	t.Helper()
	data, err := fs.ReadFile(forms.Examples, "examples/"+name+".json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func diff(t testing.TB, a, b *report.Report) compare.Diff {
	t.Helper()
	c, err := catalog()
	if err != nil {
		t.Fatal(err)
	}
	defA, err := c.ForFormat(a.Format)
	if err != nil {
		t.Fatal(err)
	}
	defB, err := c.ForFormat(b.Format)
	if err != nil {
		t.Fatal(err)
	}
	return compare.Compare(defA, defB, a, b)
}

func TestSame(t *testing.T) {
	a := example(t, "2021/full")
	d := diff(t, a, a.Clone())
	if !d.Same || d.Text() != "两份报告没有差别。\n" {
		t.Errorf("got %s", d.Text())
	}
	data, err := json.Marshal(d)
	if want := `{"cells":[],"head":[],"paragraphs":[],"same":true}`; err != nil || string(data) != want {
		t.Errorf("got %s, want %s", data, want)
	}
}

func TestCells(t *testing.T) {
	const amount, fees = "t2.government_procurement.amount", "t2.administrative_fees.amount"
	tests := []struct {
		name             string
		formatA, formatB string
		code             form.Code
		a, unitA         string
		b, unitB         string
		want             []compare.Cell
	}{
		{"equal", "2021", "2021", "t3.received.total", "1", "", "1", "", nil},
		{"more", "2021", "2021", "t3.received.total", "9", "", "12", "", []compare.Cell{
			{Code: "t3.received.total", Label: "本年新收·总计", A: "9", B: "12", Change: "+3"}}},
		{"less, exact", "2021", "2021", fees, "3.6200", "", "3.61", "", []compare.Cell{
			{Code: fees, Label: "行政事业性收费·本年收费金额", A: "3.6200", B: "3.61", Change: "-0.01"}}},
		{"zero and blank", "2021", "2021", "t3.received.total", "0", "", "", "", []compare.Cell{
			{Code: "t3.received.total", Label: "本年新收·总计", A: "0"}}},
		{"zero and a word", "2021", "2021", "t3.received.total", "0", "", "不适用", "", []compare.Cell{
			{Code: "t3.received.total", Label: "本年新收·总计", A: "0", B: "不适用"}}},
		{"units", "2019", "2019", amount, "5", "元", "5", "万元", []compare.Cell{
			{Code: amount, Label: "政府集中采购·采购总金额", A: "5元", B: "5万元"}}},
		{"same unit", "2019", "2019", amount, "5", "元", "7", "元", []compare.Cell{
			{Code: amount, Label: "政府集中采购·采购总金额", A: "5", B: "7", Change: "+2"}}},
		{"gone from the format", "2019", "2021", amount, "5", "", "", "", []compare.Cell{
			{Code: amount, Label: "政府集中采购·采购总金额", A: "5", Lacks: "2021"}}},
		{"new in the format", "2019", "2021", fees, "", "", "5", "", []compare.Cell{
			{Code: fees, Label: "行政事业性收费·本年收费金额", B: "5", Lacks: "2019"}}},
		{"other meaning", "2019", "2021", "t2.rules.made", "0", "", "1", "", []compare.Cell{
			{Code: "t2.rules.made", Label: "规章·本年新制作数量", LabelB: "规章·本年制发件数", A: "0", B: "1"}}},
		{"same in both formats", "2019", "2021", "t3.granted.total", "2", "", "3", "", []compare.Cell{
			{Code: "t3.granted.total", Label: "予以公开·总计", A: "2", B: "3", Change: "+1"}}},
		{"unknown code", "2021", "2021", "t9.x.y", "2", "", "3", "", []compare.Cell{
			{Code: "t9.x.y", Label: "t9.x.y", A: "2", B: "3", Change: "+1"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := diff(t, withCell(tt.formatA, tt.code, tt.a, tt.unitA), withCell(tt.formatB, tt.code, tt.b, tt.unitB))
			if diff := cmp.Diff(tt.want, d.Cells, cmpLabels...); diff != "" && (len(tt.want) > 0 || len(d.Cells) > 0) {
				t.Error(diff)
			}
		})
	}
}

// cmpLabels compares labels by presence only: their wording is the forms'.
var cmpLabels = []cmp.Option{cmp.FilterPath(func(p cmp.Path) bool {
	return strings.HasPrefix(p.Last().String(), ".Label")
}, cmp.Comparer(func(a, b string) bool { return (a == "") == (b == "") }))}

func withCell(format string, code form.Code, value, unit string) *report.Report {
	r := report.New(format, 2020)
	r.SetCell(code, report.Figure(value))
	if unit != "" {
		r.Units[code] = unit
	}
	return r
}

func TestHead(t *testing.T) {
	a := example(t, "2021/full")
	b := a.Clone()
	b.Year, b.Title, b.Signature.Date, b.Printed.Note = 2026, "新标题", "2027-01-08", ""
	var got []string
	for _, h := range diff(t, a, b).Head {
		got = append(got, h.Field+" "+h.Label)
	}
	want := []string{"year 报告年度", "title 标题", "signature.date 落款日期", "printed.note 附注"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParagraphs(t *testing.T) {
	const first, second, third = "全年主动公开政府信息312条，其中网站198条。", "严格落实保密审查制度，先审查后公开。", "群众满意度有所提高。"
	const newer = "全年主动公开政府信息96条，其中网站41条。"
	tests := []struct {
		name string
		a, b []string
		want []string // op, a, b
	}{
		{"equal", []string{first, second}, []string{first, second}, nil},
		{"figures changed", []string{first, second}, []string{newer, second}, []string{"changed|" + first + "|" + newer}},
		{"inserted in front", []string{first, second}, []string{third, first, second}, []string{"added||" + third}},
		{"removed at the end", []string{first, second}, []string{first}, []string{"removed|" + second + "|"}},
		{"replaced by something else", []string{first, second, first}, []string{first, third, first},
			[]string{"removed|" + second + "|", "added||" + third}},
		{"inserted and changed", []string{first, second}, []string{third, newer, second},
			[]string{"added||" + third, "changed|" + first + "|" + newer}},
		{"all new", nil, []string{first}, []string{"added||" + first}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := report.New("2021", 2024), report.New("2021", 2024)
			a.SetNarrative("3.after", strings.Join(tt.a, "\n"))
			b.SetNarrative("3.after", strings.Join(tt.b, "\n"))
			var got []string
			for _, p := range diff(t, a, b).Paragraphs {
				if p.Place != "3.after" {
					t.Errorf("place %s", p.Place)
				}
				got = append(got, fmt.Sprintf("%s|%s|%s", p.Op, p.A, p.B))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestParagraphsAddUp: what is removed, changed and added turns A into B,
// whatever the two are.
func TestParagraphsAddUp(t *testing.T) {
	words := []string{"甲乙丙丁", "甲乙丙戊", "子丑寅卯", "", "天地玄黄", "天地玄红"}
	for n := range 400 {
		var a, b []string
		for i, x := 0, n*7919; i < 5; i, x = i+1, x/3 {
			a = append(a, words[x%6])
			b = append(b, words[(x/5+i)%6])
		}
		ra, rb := report.New("2021", 2024), report.New("2021", 2024)
		ra.SetNarrative("1", strings.Join(a, "\n"))
		rb.SetNarrative("1", strings.Join(b, "\n"))
		gone, come := len(ra.Paragraphs("1")), len(rb.Paragraphs("1"))
		for _, p := range diff(t, ra, rb).Paragraphs {
			switch p.Op {
			case compare.Removed:
				gone--
			case compare.Added:
				come--
			}
		}
		if gone != come {
			t.Fatalf("%q and %q: %d paragraphs stay, %d come of them", a, b, gone, come)
		}
	}
}

func TestManyParagraphs(t *testing.T) {
	a, b := report.New("2021", 2024), report.New("2021", 2024)
	a.SetNarrative("1", strings.Repeat("甲\n乙\n", 400))
	b.SetNarrative("1", strings.Repeat("丙\n丁\n", 500))
	if got := len(diff(t, a, b).Paragraphs); got != 1000 {
		t.Errorf("%d paragraphs, want 1000", got)
	}
}

func TestText(t *testing.T) {
	pairs := []struct{ name, a, b string }{
		{"year", "2021/previous", "2021/full"},
		{"format", "2019/full", "2021/nil"},
		{"nothing", "2021/empty", "2021/empty"},
	}
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			d := diff(t, example(t, p.a), example(t, p.b))
			golden.Equal(t, "testdata/"+p.name+".txt.golden", []byte(d.Text()))
			data, err := json.MarshalIndent(d, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden.Equal(t, "testdata/"+p.name+".json.golden", data)
		})
	}
}

func TestPlaceName(t *testing.T) {
	tests := map[report.Place]string{"preface": "引言", "1": "第一部分", "6": "第六部分", "3.after": "第三部分表后", "7": "第7部分"}
	for place, want := range tests {
		if got := compare.PlaceName(place); got != want {
			t.Errorf("PlaceName(%q) = %q, want %q", place, got, want)
		}
	}
}
