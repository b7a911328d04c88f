package check

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/form"
	"nianbao/internal/fuzzing"
	"nianbao/internal/report"
)

// TestEveryKindHasItsFile compares the list with the files.
func TestEveryKindHasItsFile(t *testing.T) {
	others := []string{"check", "compile", "equation", "finding", "judgement", "kinds", "strip", "wording"}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".go")
		if ok && !strings.HasSuffix(name, "_test") && !slices.Contains(others, name) {
			files = append(files, name)
		}
	}
	var names []string
	for _, k := range kinds {
		names = append(names, k.name)
	}
	slices.Sort(names)
	if diff := cmp.Diff(files, names); diff != "" {
		t.Errorf("files (-) and kinds (+):\n%s", diff)
	}
}

func TestEveryKindIsUsed(t *testing.T) {
	used := map[string]bool{}
	c, err := form.Load(os.DirFS("../../forms"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range c.Definitions() {
		for _, k := range d.Checks {
			used[k.Kind] = true
		}
	}
	for _, k := range kinds {
		if !used[k.name] {
			t.Errorf("no format has a check of kind %s", k.name)
		}
	}
}

func small(t *testing.T, checks ...form.Check) *form.Definition {
	t.Helper()
	data, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := form.Load(fstest.MapFS{"small.yaml": {Data: data}})
	if err != nil {
		t.Fatal(err)
	}
	def := c.Latest()
	def.Checks = checks
	return def
}

func plus(operands ...string) *form.Side { return &form.Side{Plus: operands} }

func TestCompileFaults(t *testing.T) {
	sumOf := form.Check{Kind: "sum", Table: "t2", Each: "column", Total: "z", Parts: []string{"x", "y"}}
	with := func(change func(*form.Check)) form.Check {
		c := sumOf
		change(&c)
		return c
	}
	tests := []struct {
		name  string
		check form.Check
		want  string // empty: no fault
	}{
		{"a sum", sumOf, ""},
		{"unknown kind", form.Check{Kind: "summ"}, `unknown kind "summ"`},
		{"no kind", form.Check{}, `unknown kind ""`},
		{"no table", with(func(c *form.Check) { c.Table = "" }), "needs table"},
		{"no parts", with(func(c *form.Check) { c.Parts = nil }), "needs parts"},
		{"unknown table", with(func(c *form.Check) { c.Table = "t7" }), `unknown table "t7"`},
		{"unknown total", with(func(c *form.Check) { c.Total = "w" }), "no row or column"},
		{"unknown part", with(func(c *form.Check) { c.Parts = []string{"x", "w"} }), "no row or column"},
		{"total of several cells", with(func(c *form.Check) { c.Total = "*" }), "stands for 3 cells"},
		{"foreign parameter", with(func(c *form.Check) { c.Factor = "5" }), "takes no factor"},
		{"unknown only", with(func(c *form.Check) { c.Only = []string{"q"} }), `only: unknown column "q"`},
		{"unknown placeholder", with(func(c *form.Check) { c.Message = "{where}：{lef}" }), "unknown placeholder {lef}"},
		{"placeholder of another kind", with(func(c *form.Check) { c.Message = "{over}" }), "unknown placeholder {over}"},
		{"known placeholders", with(func(c *form.Check) {
			c.Message = "{where}{found}{expected}{year}{total}{parts}{difference}"
		}), ""},
		{"unknown office", with(func(c *form.Check) { c.When.Office = []string{"village"} }), `unknown office "village"`},
		{"unknown not_office", with(func(c *form.Check) { c.When.NotOffice = []string{"village"} }), `unknown office "village"`},
		{"unknown previous", with(func(c *form.Check) { c.When.Previous = "some" }), `unknown previous "some"`},
		{"balance that subtracts", form.Check{Kind: "balance", Table: "t2", Each: "column", Left: plus("x"), Right: &form.Side{Plus: []string{"y"}, Minus: []string{"z"}}}, "nothing else"},
		{"balance without cells", form.Check{Kind: "balance", Table: "t2", Each: "column", Left: plus("x"), Right: plus("w")}, "both left and right"},
		{"balance mended elsewhere", form.Check{Kind: "balance", Table: "t2", Each: "column", Left: plus("x"), Right: plus("y"), Mend: "z"}, `mend "z"`},
		{"compare without sides", form.Check{Kind: "compare", Op: "=", Left: plus("t2.x.a"), Right: &form.Side{}}, "an operand each"},
		{"compare with another sign", form.Check{Kind: "compare", Op: "<", Left: plus("t2.x.a"), Right: plus("t2.y.a")}, `unknown op "<"`},
		{"compare by nothing", form.Check{Kind: "compare", Op: "=", Left: plus("t2.x.a"), Right: &form.Side{Plus: []string{"t2.y.a"}, Scale: "0"}}, `scale "0"`},
		{"compare each without table", form.Check{Kind: "compare", Op: "=", Each: "row", Left: plus("a"), Right: plus("b")}, "each needs table"},
		{"compare unknown", form.Check{Kind: "compare", Op: "=", Left: plus("t2.x.a"), Right: plus("t2.x.q")}, "both left and right"},
		{"threshold without number", form.Check{Kind: "threshold", Codes: []string{"t2.x.a"}, Over: "many"}, `over "many"`},
		{"threshold below nothing", form.Check{Kind: "threshold", Codes: []string{"t2.x.a"}, Over: "-1"}, `over "-1"`},
		{"threshold of nothing", form.Check{Kind: "threshold", Over: "1"}, "needs codes"},
		{"unknown code", form.Check{Kind: "zero", Codes: []string{"t2.x.q"}}, `unknown code "t2.x.q"`},
		{"change below once", form.Check{Kind: "change", Codes: []string{"t2.x.a"}, Factor: "0.5"}, `factor "0.5"`},
		{"together alone", form.Check{Kind: "together", Codes: []string{"t2.x.a"}}, "needs two codes, has 1"},
		{"values of nothing", form.Check{Kind: "values"}, "either table or codes"},
		{"values of both", form.Check{Kind: "values", Table: "t2", Codes: []string{"t2.x.a"}}, "either table or codes"},
		{"mention without words", form.Check{Kind: "mention", Codes: []string{"t2.x.a"}, Sections: []int{1}}, "needs words"},
		{"mention in no section", form.Check{Kind: "mention", Codes: []string{"t2.x.a"}, Sections: []int{5}, Words: []string{"w"}}, "unknown section 5"},
		{"present in no section", form.Check{Kind: "present", Sections: []int{5}}, "unknown section 5"},
		{"unknown head field", form.Check{Kind: "signed", Fields: []string{"signature.place"}}, `unknown head field "signature.place"`},
		{"head field not in the format", form.Check{Kind: "head", Fields: []string{"signature.date"}}, "unknown head field"},
		{"identical without table", form.Check{Kind: "identical"}, "needs table"},
		{"slot with parameters", form.Check{Kind: "slot", Words: []string{"w"}}, "takes no words"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.check.ID = "X-01"
			_, err := Compile(small(t, tt.check))
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("unexpected %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "small.yaml: check X-01")):
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestCompileListsAllFaults(t *testing.T) {
	_, err := Compile(small(t, form.Check{ID: "X-01", Kind: "sum"}, form.Check{ID: "X-02", Kind: "no"}))
	faults, ok := err.(form.Faults)
	if !ok || len(faults) != 5 { // sum needs four parameters
		t.Errorf("got %v", err)
	}
}

// judged runs checks of the small format over its cells.
func judged(t *testing.T, now, before map[form.Code]string, checks ...form.Check) []Finding {
	t.Helper()
	for i := range checks {
		checks[i].ID, checks[i].Severity = "X-01", form.Warning
	}
	cat, err := Compile(small(t, checks...))
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Report: filled(now, 2005)}
	if before != nil {
		in.Previous = []*report.Report{filled(before, 2004)}
	}
	return cat.Run(in)
}

func filled(cells map[form.Code]string, year int) *report.Report {
	r := report.New("small", year)
	for code, v := range cells {
		r.SetCell(code, report.Figure(v))
	}
	return r
}

func TestKinds(t *testing.T) {
	type cells = map[form.Code]string
	grown := form.Check{Kind: "change", Codes: []string{"t2.x.a"}, Factor: "2.5"}
	tests := []struct {
		name        string
		check       form.Check
		now, before cells
		want        string // message; empty: no finding
	}{
		{"sum without ordinals", form.Check{Kind: "sum", Table: "t2", Each: "row", Total: "m", Parts: []string{"a", "b"}},
			cells{"t2.x.a": "2", "t2.x.b": "-1", "t2.x.m": "3.50"}, nil, "表二·（一）行：各项合计 1，钱填 3.50，差 2.5。"},
		{"sum that holds with decimals", form.Check{Kind: "sum", Table: "t2", Each: "row", Total: "m", Parts: []string{"a", "b"}},
			cells{"t2.x.a": "2", "t2.x.b": "-1", "t2.x.m": "1.00"}, nil, ""},
		{"balance of rows", form.Check{Kind: "balance", Table: "t2", Each: "row", Left: plus("a"), Right: plus("b", "m"), Mend: "m"},
			cells{"t2.x.a": "5", "t2.x.b": "1", "t2.x.m": "0"}, nil, "表二·（一）行：收到 5 件，办结和结转共 1 件，差 4 件。"},
		{"scale, exactly", form.Check{Kind: "compare", Op: "=", Left: plus("t2.x.m"), Right: &form.Side{Plus: []string{"s1.yuan"}, Scale: "10000"}},
			cells{"t2.x.m": "17.4631", "s1.yuan": "174631"}, nil, ""},
		{"scale, just not", form.Check{Kind: "compare", Op: "=", Left: plus("t2.x.m"), Right: &form.Side{Plus: []string{"s1.yuan"}, Scale: "10000"}},
			cells{"t2.x.m": "17.4631", "s1.yuan": "174631.01"}, nil, "表二：今年元数 174631.01 元，折合 17.463101，（一）行·钱应为 17.463101，填的是 17.4631。"},
		{"scale of a third, exactly", form.Check{Kind: "compare", Op: "=", Left: plus("t2.x.a"), Right: &form.Side{Plus: []string{"s1.n"}, Scale: "3"}},
			cells{"t2.x.a": "7", "s1.n": "21"}, nil, ""},
		{"both sides scaled", form.Check{Kind: "compare", Op: "<=", Left: &form.Side{Plus: []string{"t2.x.a"}, Scale: "2"}, Right: &form.Side{Plus: []string{"t2.y.a"}, Scale: "3"}},
			cells{"t2.x.a": "3", "t2.y.a": "3"}, nil, "表二：今年（一）行·甲 3，得 1.5；今年（二）行·甲 3，得 1；差 0.5。"},
		{"at least", form.Check{Kind: "compare", Op: ">=", Table: "t2", Each: "row", Only: []string{"x"}, Left: plus("a"), Right: plus("b")},
			cells{"t2.x.a": "1", "t2.x.b": "4", "t2.y.a": "0", "t2.y.b": "1"}, nil, "表二·（一）行：甲填 1，乙是 4，少 3。"},
		{"a sum is at least one figure", form.Check{Kind: "compare", Op: ">=", Table: "t2", Each: "row", Left: plus("a", "b"), Right: plus("m")},
			cells{"t2.x.a": "1", "t2.x.b": "1", "t2.x.m": "3"}, nil, "表二·（一）行：今年甲 1、乙 1，钱最多应为 2，填的是 3。"},
		{"a figure never negative as a single side", form.Check{Kind: "compare", Op: "=", Table: "t2", Each: "row", Left: plus("a"), Right: &form.Side{Minus: []string{"b"}}},
			cells{"t2.x.a": "1", "t2.x.b": "1"}, nil, "表二·（一）行：今年乙 1，甲应为 -1，填的是 1。"},
		{"values of a change", form.Check{Kind: "values", Codes: []string{"t2.x.b"}}, cells{"t2.x.b": "-4"}, nil, ""},
		{"values of a broken change", form.Check{Kind: "values", Codes: []string{"t2.x.b"}}, cells{"t2.x.b": "-4.0"}, nil, "表二·（一）行·乙：填的是 -4.0，要填整数，不带小数。"},
		{"values of an amount", form.Check{Kind: "values", Codes: []string{"t2.x.m"}}, cells{"t2.x.m": "4.55"}, nil, ""},
		{"values of a figure", form.Check{Kind: "values", Codes: []string{"s1.n"}}, cells{"s1.n": "无"}, nil, "条数：填的是“无”，要填数字。"},
		{"twelve digits", form.Check{Kind: "values", Codes: []string{"s1.n"}}, cells{"s1.n": "999999999999"}, nil, ""},
		{"thirteen digits", form.Check{Kind: "values", Codes: []string{"s1.n"}}, cells{"s1.n": "1000000000000"}, nil, "条数：填的是 1000000000000，有 13 位，最多 12 位，请数一数。"},
		{"threshold reached", form.Check{Kind: "threshold", Codes: []string{"s1.n"}, Over: "9.5"}, cells{"s1.n": "9.5"}, nil, ""},
		{"threshold passed", form.Check{Kind: "threshold", Codes: []string{"s1.n"}, Over: "9.5"}, cells{"s1.n": "9.51"}, nil, "条数：填的是 9.51 条，一般不超过 9.5 条，请核实。"},
		{"own message is given the place", form.Check{Kind: "threshold", Codes: []string{"t2.x.a"}, Over: "3", Message: "{found} 多于 {over}，{year} 年。"},
			cells{"t2.x.a": "4"}, nil, "表二·（一）行·甲：4 多于 3，2005 年。"},
		{"shrunk", grown, cells{"t2.x.a": "3"}, cells{"t2.x.a": "8"}, "表二·（一）行·甲：去年是 8，今年填 3，相差超过 2.5 倍，请核实。"},
		{"not shrunk enough", grown, cells{"t2.x.a": "4"}, cells{"t2.x.a": "10"}, ""},
		{"change of a blank", grown, cells{}, cells{"t2.x.a": "10"}, ""},
		{"identical", form.Check{Kind: "identical", Table: "t2"}, everyCell("1.0"), everyCell("1"), "表二：各格的数与去年一模一样，而且不全是 0，请核实。"},
		{"identical but for a text", form.Check{Kind: "identical", Table: "t2"}, everyCell("/"), everyCell("/"), ""},
		{"identical and nothing", form.Check{Kind: "identical", Table: "t2"}, everyCell("0"), everyCell("0"), ""},
		{"identical with no other", form.Check{Kind: "identical", Table: "t2"}, everyCell("1"), nil, ""},
		{"together in two rows", form.Check{Kind: "together", Codes: []string{"t2.x.a", "t2.y.a"}}, cells{"t2.x.a": "0", "t2.y.a": "3"}, nil,
			"表二·（一）行·甲填 0，表二·（二）行·甲填 3：要么都是 0，要么都不是 0。"},
		{"together with a blank", form.Check{Kind: "together", Codes: []string{"t2.x.a", "t2.y.a"}}, cells{"t2.x.a": "0"}, nil, ""},
		{"orphan with a blank table", form.Check{Kind: "orphan", Table: "t2", Codes: []string{"s1.n"}}, cells{"s1.n": "1"}, everyCell("0"), ""},
		{"mention of a blank", form.Check{Kind: "mention", Codes: []string{"s1.n"}, Sections: []int{1}, Words: []string{"条"}}, cells{}, nil, ""},
		{"unit of any amount", form.Check{Kind: "unit"}, cells{"t2.x.m": "3"}, nil, "表二·（一）行·钱：填的是 3，没有写单位（元或万元）。"},
		{"blank row", form.Check{Kind: "blank"}, cells{"t2.x.a": "1", "t2.x.b": "1", "t2.x.m": "1", "t2.y.a": "1", "t2.y.b": "1", "t2.y.m": "1"}, nil, "表二·合计：这一行还没有填。"},
		{"blank table", form.Check{Kind: "blank", Table: "t2"}, cells{"s1.n": "1"}, nil, ""},
		{"present table", form.Check{Kind: "present", Sections: []int{2}}, cells{"t2.x.a": "/"}, nil, ""},
		{"absent table", form.Check{Kind: "present", Sections: []int{2}}, cells{"s1.n": "1"}, nil, "二、表：表二还没有填，一个数也没有。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			findings := judged(t, tt.now, tt.before, tt.check)
			var got string
			for _, f := range findings {
				got += f.Message
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func everyCell(value string) map[form.Code]string {
	out := map[form.Code]string{}
	for _, row := range []string{"x", "y", "z"} {
		for _, column := range []string{"a", "b", "m"} {
			out[form.CellCode("t2", row, column)] = value
		}
	}
	return out
}

func TestLabelKeys(t *testing.T) {
	def := small(t)
	tests := map[string]string{
		"t2.*.a": "甲", "t2.x.a": "甲", "t2.x": "（一）行", "t2.x.*": "（一）行", "t2.q": "", "t2.*.q": "", "t7.x": "", "": "", "s1.n": "",
	}
	for key, want := range tests {
		if _, got := officialLabel(def, key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
}

func FuzzTitle(f *testing.F) {
	f.Add("青石镇人民政府２０２５年政府信息公开工作年度报告", "自2025年1月1日起至12月31日止", "2025-02-30")
	f.Fuzz(func(t *testing.T, title, preface, date string) {
		fuzzing.Bounded(t, func() {
			def := small(t,
				form.Check{Kind: "title", Fields: []string{"title"}}, form.Check{Kind: "year", Fields: []string{"title"}},
				form.Check{Kind: "issuer", Fields: []string{"issuer", "title"}}, form.Check{Kind: "period"})
			cat, err := Compile(def)
			if err != nil {
				t.Fatal(err)
			}
			r := report.New("small", 2005)
			r.Title, r.Issuer = title, date
			r.SetNarrative(report.Preface, preface)
			for _, finding := range cat.Run(Input{Report: r, Final: true}) {
				if finding.Message == "" || finding.Key == "" {
					t.Errorf("incomplete %+v", finding)
				}
			}
		})
	})
}
