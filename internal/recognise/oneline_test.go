package recognise_test

import (
	"cmp"
	"strings"
	"testing"
	"unicode/utf8"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

// oneLine is a table in one line, dashes printed for noughts.
func oneLine(s *sample, t *form.Table) string {
	return strings.Join(strings.Fields(tight(" ")(s, t)), " ") + "\n"
}

// TestOneLine wants every figure and dash of tables that are one line each,
// and their sources to quote the part of it in which the figure stands.
func TestOneLine(t *testing.T) {
	c := catalog(t)
	for _, seed := range corpusSeeds() {
		s := makeSample(c.Definitions()[seed%2], seed, true)
		n := 0
		for code, v := range s.cells {
			if n++; v == "0" && n%2 == 0 && strings.HasPrefix(string(code), "t3.") {
				s.cells[code] = "-"
			}
		}
		r := readSample(t, s, layout{name: "one line", write: oneLine})
		if sc := judge(s, r); sc.right != sc.printed || sc.silent+sc.invented > 0 {
			t.Errorf("%d: %+v", seed, sc)
		}
		for code, src := range r.Sources {
			if n := utf8.RuneCountInString(src.Excerpt); n > 202 || !strings.Contains(src.Excerpt, s.cells[code]) {
				t.Errorf("%d: %s %s is quoted as %q", seed, code, s.cells[code], src.Excerpt)
			}
		}
		for _, d := range r.Doubts {
			if v := s.cells[form.Code(d.Code)]; v == "-" && !strings.Contains(d.Excerpt, "-") {
				t.Errorf("%d: %s is quoted as %q", seed, d.Code, d.Excerpt)
			}
		}
	}
}

// TestShortenedLabels: a label with characters left out is read, to be looked
// at.
func TestShortenedLabels(t *testing.T) {
	def := catalog(t).Definitions()[1]
	for label, short := range map[string]string{
		"1.信访举报投诉类申请": "1.信访投诉",
		"2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期未缴费",
	} {
		s := makeSample(def, 7, true)
		r := readSample(t, s, layout{name: short, write: replaced(tabs, label, short)})
		sc := judge(s, r)
		if sc.right != sc.printed || sc.silent+sc.invented > 0 {
			t.Errorf("%s: %+v", short, sc)
		}
		if len(r.Doubts) != 1 || r.Doubts[0].Kind != "suspect" || r.Doubts[0].Scope != "row" {
			t.Errorf("%s: %+v", short, r.Doubts)
		}
	}
}

func readSample(t *testing.T, s *sample, l layout) *report.Report {
	t.Helper()
	doc, err := extract.Read("x."+cmp.Or(l.kind, "txt"), []byte(s.page(l)), extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	res, err := recognise.Recognise(catalog(t), doc, recognise.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res.Report
}
