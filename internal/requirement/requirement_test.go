package requirement_test

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"nianbao/forms"
	"nianbao/internal/form"
	"nianbao/internal/fuzzing"
	"nianbao/internal/requirement"
)

var loaded = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(forms.Definitions) })

func formats(tb testing.TB) *form.Catalog {
	tb.Helper()
	c, err := loaded()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func TestExample(t *testing.T) {
	q, err := requirement.Parse([]byte(forms.Requirements), formats(t))
	if err != nil {
		t.Fatal(err)
	}
	if y, ok := q.Of("2021", 2025); !ok || y.Report != "2026-01-15" || y.Publish != "2026-01-28" {
		t.Errorf("dates %+v", y)
	}
	if _, ok := q.Of("2021", 2024); ok {
		t.Error("speaks of another year")
	}
	if _, ok := (*requirement.Requirement)(nil).Of("2021", 2025); ok {
		t.Error("no requirement speaks")
	}
	if q.Source() != "临政公开办〔2025〕8号" || !strings.Contains(q.Cited(), "》（临政公开办〔2025〕8号）") {
		t.Errorf("cited %s", q.Cited())
	}
	if lines := q.Section(1).Lines(); len(lines) != 3 || lines[0] != "不超过 1500 字" {
		t.Errorf("lines %q", lines)
	}
	for issuer, want := range map[string]string{
		"青石镇人民政府": "临川县青石镇人民政府2025年政府信息公开工作年度报告", "临川县青石镇人民政府": "临川县青石镇人民政府2025年政府信息公开工作年度报告", "": ""} {
		if got := q.ComposeTitle(issuer, "", "2025"); got != want {
			t.Errorf("title of %q: %s", issuer, got)
		}
	}
}

const head = "schema: nianbao/requirements/v1\nnotice: {number: 八号}\nyears: {2025: {}}\n"

func TestProblems(t *testing.T) {
	tests := []struct {
		name, file string
		want       []string // beginnings, in order
	}{
		{"least", head, nil},
		{"empty", "", []string{"文件里没有要求的内容"}},
		{"a list", "- a", []string{"文件里没有要求的内容"}},
		{"not YAML", "a: [\n", []string{"第 "}},
		{"a report", `{"schema": "nianbao/report/v1"}`, []string{"第 1 行“schema”：这个文件是“nianbao/report/v1”，不是县里的要求文件"}},
		{"newer", "schema: nianbao/requirements/v2", []string{"第 1 行“schema”：这个文件是另一个版本"}},
		{"no schema", "years: {}", []string{"第 1 行“schema”：没有写 schema"}},
		{"too large", strings.Repeat("#", requirement.MaxBytes+1), []string{"这个文件超过 64 KB"}},
		{"not UTF-8", "schema: \xff", []string{"这个文件不是 UTF-8"}},
		{"unknown keys", head + "deadline: 1\nsections: [{number: 1, words: 5}]\n", []string{"第 4 行“deadline”：没有“deadline”这一项", "第 5 行“sections.words”：没有“words”这一项"}},
		{"nothing said", "schema: nianbao/requirements/v1", []string{"第 1 行“notice”：请写县里通知", "第 1 行“years”：请写用于哪一年"}},
		{"years", strings.Replace(head, "2025: {}", "2025: {report: 2025-06-01, publish: x}, 2020: {}, 1: {}", 1),
			[]string{"第 3 行“years.2025.report”：日期要写成 2026-01-15 的样子，在 2025 年 12 月到 2026 年底之间", "第 3 行“years.2025.publish”", "第 3 行“years.2020”：2020 年度用的不是2021年版格式", "第 3 行“years”：要写 2019 到 2100 的整数"}},
		{"twice", head + "county: 甲\ncounty: 乙\n", []string{"第 5 行“county”：写了两次"}},
		{"sections", head + "sections:\n  - {number: 9}\n  - {headings: x}\n  - {number: 1, max_chars: many}\n  - {number: 1, required: [{text: a}]}\n",
			[]string{"第 5 行“sections.number”：要写 1 到 6", "第 5 行“sections.number”：number 要写", "第 6 行“sections.headings”：下面要一项一行", "第 6 行“sections.number”：number 要写", "第 7 行“sections.max_chars”：要写 1 到", "第 8 行“sections.required”：每一项要写", "第 8 行“sections.number”：写了两次"}},
		{"decimals", head + "decimals: {t3.received.total: 2, t2.weather: 1, t2.administrative_fees.amount: 9}\n",
			[]string{"第 4 行“decimals.t3.received.total”：“t3.received.total”不是金额", "第 4 行“decimals.t2.weather”：“t2.weather”不是金额", "第 4 行“decimals.t2.administrative_fees.amount”：要写 0 到 6"}},
		{"title", head + "title: \"{office}{year}\"\n", []string{"第 4 行“title”：标题里要有"}},
		{"format", head + "format: \"2030\"\n", []string{"第 4 行“format”：没有“2030”这一版格式"}},
		{"aliases", "schema: nianbao/requirements/v1\ncounty: &a 甲\ntitle: *a\nnotice: {number: 八号}\nyears: {2025: {}}\n", []string{"第 3 行“title”：不用 & 和 *"}},
		{"long", head + "county: " + strings.Repeat("长", 501) + "\n", []string{"第 4 行“county”：太长了"}},
		{"many", head + "cite: [" + strings.Repeat("a, ", 60) + "]\n", []string{"第 4 行“cite”：太多了"}},
		{"more problems than are shown", head + "sections:\n" + strings.Repeat("  - {number: 0}\n", 40), make([]string, 20)},
		{"markup is text", head + "county: <script>alert(1)</script>\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := requirement.Parse([]byte(tt.file), formats(t))
			var got requirement.Problems
			if err != nil && !errors.As(err, &got) {
				t.Fatalf("%T", err)
			}
			if len(got) != len(tt.want) {
				t.Fatalf("got\n%v", err)
			}
			for i, want := range tt.want {
				if !strings.HasPrefix(got[i].String(), want) {
					t.Errorf("got  %s\nwant %s", got[i], want)
				}
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, file := range []string{head, forms.Requirements, "a: &b [*b]", head + "sections: [{number: 1}]", head + "decimals: {x: 1}"} {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			q, err := requirement.Parse(data, formats(t))
			if err == nil {
				if q.Source() == "" || len(q.Years) == 0 {
					t.Errorf("taken over without what is needed: %+v", q)
				}
				return
			}
			var problems requirement.Problems
			if !errors.As(err, &problems) || len(problems) == 0 || len(problems) > 20 {
				t.Errorf("%v", err)
			}
			for _, p := range problems {
				if !bytes.ContainsAny([]byte(p.Message), "。") {
					t.Errorf("message %q", p.Message)
				}
			}
		})
	})
}
