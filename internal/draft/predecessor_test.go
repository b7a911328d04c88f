package draft_test

import (
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

func TestJoined(t *testing.T) {
	with := func(format string, cells map[form.Code]string) *report.Report {
		r := report.New(format, 2024)
		for code, text := range cells {
			v, _, err := report.ParseValue(text)
			if err != nil {
				t.Fatal(err)
			}
			r.SetCell(code, v)
		}
		return r
	}
	a := with("2021", map[form.Code]string{"a": "1", "b": "2", "c": "/", "d": "0"})
	b := with("2021", map[form.Code]string{"a": "3", "c": "4", "d": "0"})
	a.SetNarrative("1", "先说。")
	b.SetNarrative("1", "后说。")
	sum := draft.Joined(a, b)
	for code, want := range map[form.Code]string{"a": "4", "b": "", "c": "", "d": "0"} {
		if got := sum.Cell(code).String(); got != want {
			t.Errorf("%s is %q, want %q", code, got, want)
		}
	}
	if sum.Narrative("1") != "先说。" || a.Cell("a").String() != "1" {
		t.Error("the first one's prose, and the reports as they were")
	}
	if got := draft.Joined(a, with("2019", map[form.Code]string{"a": "3"})).Cell("a"); !got.IsBlank() {
		t.Errorf("figures of two formats add up to %s", got)
	}
	if draft.Joined() != nil || draft.Joined(a) != a {
		t.Error("none is nil, one is itself")
	}
}
