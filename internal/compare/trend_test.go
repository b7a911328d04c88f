package compare_test

import (
	"fmt"
	"strings"
	"testing"

	"nianbao/internal/compare"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

func definition(t testing.TB, format string) *form.Definition {
	t.Helper()
	c, err := catalog()
	if err != nil {
		t.Fatal(err)
	}
	def, err := c.ForFormat(format)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// told prints the points of a trend.
func told(t compare.Trend) string {
	var out []string
	for _, p := range t.Points {
		if p.Gap != "" {
			out = append(out, fmt.Sprintf("%d:%s", p.Year, p.Gap))
		} else {
			out = append(out, fmt.Sprintf("%d:%s", p.Year, p.Value))
		}
	}
	return strings.Join(out, " ")
}

// TestOver: figures are joined over the years where their codes mean the same,
// and what is not known is not made a 0.
func TestOver(t *testing.T) {
	member := func(format string, year int, cells map[form.Code]string) compare.Member {
		def := definition(t, format)
		r := report.New(format, year)
		for code, text := range cells {
			v, _, err := report.ParseValue(text)
			if err != nil {
				t.Fatal(err)
			}
			r.SetCell(code, v)
		}
		return compare.Member{Def: def, Report: r}
	}
	const received, inForce, fees, licences = "t3.received.total", "t2.normative_documents.in_force", "t2.administrative_fees.amount", "t2.administrative_licensing.decisions"
	wan := member("2021", 2023, map[form.Code]string{received: "0", fees: "3"})
	wan.Report.Units = map[form.Code]string{fees: "元"}
	members := []compare.Member{
		member("2021", 2025, map[form.Code]string{received: "5", fees: "1.5", inForce: "2"}),
		wan,
		member("2021", 2022, map[form.Code]string{received: "2", fees: "2", licences: "0"}),
		member("2019", 2020, map[form.Code]string{received: "9"}),
		member("2021", 2021, map[form.Code]string{received: "7", inForce: "4", licences: "0"}),
	}
	want := map[string]string{
		"新收到申请":     "2021:7 2022:2 2023:0 2024:none 2025:5",
		"行政事业性收费":   "2021:blank 2022:2 2023:format 2024:none 2025:1.5",
		"现行有效规范性文件": "2021:4 2022:blank 2023:blank 2024:none 2025:2",
		"行政许可决定":    "2021:0 2022:0 2023:blank 2024:none 2025:blank",
	}
	for _, topic := range compare.Over(members) {
		for _, trend := range topic.Trends {
			if told(trend) != want[trend.Label] || trend.Zero() != (trend.Label == "行政许可决定") {
				t.Errorf("%s %s, want %s", trend.Label, told(trend), want[trend.Label])
			}
			delete(want, trend.Label)
		}
	}
	if len(want) > 0 {
		t.Errorf("not there: %v", want)
	}
	// From the format before, only what means the same.
	topics := compare.Over([]compare.Member{member("2021", 2021, map[form.Code]string{received: "1", "t2.normative_documents.made": "1"}),
		member("2019", 2020, map[form.Code]string{received: "9", "t2.normative_documents.made": "3"})})
	if len(topics) != 1 || len(topics[0].Trends) != 1 || told(topics[0].Trends[0]) != "2020:9 2021:1" {
		t.Errorf("over two formats: %+v", topics)
	}
	if compare.Over(nil) != nil {
		t.Error("something out of nothing")
	}
}
