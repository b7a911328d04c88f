package recognise_test

import (
	"regexp"
	"strings"
	"testing"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

// spacedLine is a table in one line, its cells parted by spaces.
func spacedLine(s *sample, t *form.Table) string {
	rows, _ := gridCells(s, t)
	var cells []string
	for _, row := range rows {
		cells = append(cells, row...)
	}
	return strings.Join(strings.Fields(strings.Join(cells, " ")), " ") + "\n"
}

// headingBefore keeps a table in the line of its heading.
func headingBefore(text string) string {
	for _, mark := range []string{"情况\n第二十条", "情况\n（本列", "情况\n行政复议"} {
		text = strings.ReplaceAll(text, mark, strings.ReplaceAll(mark, "\n", " "))
	}
	return text
}

// TestRunTogether: pages whose lines were run together to one a section, or to
// one altogether.
func TestRunTogether(t *testing.T) {
	c := catalog(t)
	for name, join := range map[string]func(string) string{
		"a line a section": headingBefore,
		"one line":         func(text string) string { return strings.Join(strings.Fields(text), " ") },
	} {
		for _, seed := range corpusSeeds() {
			s := makeSample(c.Definitions()[seed%2], seed, true)
			text := join(s.page(layout{write: spacedLine}))
			doc, err := extract.Read("x.txt", []byte(text), extract.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			res, err := recognise.Recognise(c, doc, recognise.Options{})
			if err != nil {
				t.Fatalf("%s/%d: %v", name, seed, err)
			}
			r := res.Report
			if sc := judge(s, r); sc.right != sc.printed || sc.silent+sc.invented > 0 || len(r.Doubts) > 0 {
				t.Errorf("%s/%d: %+v %v\n%s", name, seed, sc, r.Doubts, shortened(text))
			}
			if r.Issuer != "临川县青石镇人民政府" || r.Signature.Date == "" || r.Narrative("1") == "" || r.Narrative("6") == "" ||
				!strings.HasPrefix(r.Narrative(report.Preface), "本报告由青石镇人民政府编制") || !strings.HasSuffix(r.Narrative(report.Preface), "止。") {
				t.Errorf("%s/%d: %q, %q, %v", name, seed, r.Issuer, r.Narrative(report.Preface), r.Signature)
			}
		}
	}
}

// TestFiguresBeforeLabels: a figure in front of a label printed without its
// number keeps all its digits.
func TestFiguresBeforeLabels(t *testing.T) {
	number := regexp.MustCompile(`(\s)[1-8]\.`)
	unnumbered := func(s *sample, t *form.Table) string { return number.ReplaceAllString(spacedLine(s, t), "$1") }
	for _, seed := range corpusSeeds() {
		s := makeSample(catalog(t).Definitions()[1], seed, true)
		if sc := judge(s, readSample(t, s, layout{write: unnumbered})); sc.wrong+sc.silent+sc.invented > 0 || 100*sc.right < 95*sc.printed {
			t.Errorf("%d: %+v", seed, sc)
		}
	}
}

// TestParagraphsRunTogether: headings stand within a paragraph; a list of the
// contents in one is left alone.
func TestParagraphsRunTogether(t *testing.T) {
	const preface = "按照《条例》要求，现将2022年工作情况报告如下："
	for name, c := range map[string]struct{ head, preface, one string }{
		"in a paragraph": {preface + " 一、总体情况 1、主动公开30条。 2、没有收到申请，也没有收取费用。 二、主动公开政府信息情况", preface, "1、主动公开30条。 2、没有收到申请，也没有收取费用。"},
		"text behind":    {preface + "\n一、总体情况 2022年，我镇主动公开政府信息30条，没有收到申请，也没有收取费用。\n二、主动公开政府信息情况", preface, "2022年，我镇主动公开政府信息30条，没有收到申请，也没有收取费用。"},
		"contents": {"本报告包括：一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 四、政府信息公开行政复议、行政诉讼情况\n一、总体情况\n公开30条。\n二、主动公开政府信息情况",
			"本报告包括：一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 四、政府信息公开行政复议、行政诉讼情况", "公开30条。"},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(map[string]string{"preface": c.head, "h1": "", "1": "", "h2": ""}))
			if got := r.Narrative(report.Preface); got != c.preface {
				t.Errorf("preface %q", got)
			}
			if got := r.Narrative("1"); got != c.one {
				t.Errorf("section one %q", got)
			}
		})
	}
}
