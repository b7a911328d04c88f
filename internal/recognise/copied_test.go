package recognise_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Layouts of what is copied out of PDF files and flip books, and of pages set
// in narrow columns.

// strokes prints a stroke, or a dash, for every nought.
func strokes(mark string) func(*sample) {
	return func(s *sample) {
		for _, f := range s.def.Fields() {
			if s.cells[f.Code] == "0" {
				s.cells[f.Code] = mark
			}
		}
	}
}

// inOneLine is a table without a line end.
func inOneLine(s *sample, t *form.Table) string {
	return strings.ReplaceAll(strings.TrimSpace(tight(" ")(s, t)), "\n", " ") + "\n"
}

// inNarrow breaks headings in two, as cells of a narrow column do.
func inNarrow(write func(*sample, *form.Table) string, end string) func(*sample, *form.Table) string {
	var pairs []string
	for _, h := range []string{"结果 维持", "结果 纠正", "其他 结果", "尚未 审结", "社会公 益组织", "法律服 务机构", "商业 企业", "科研 机构", "（三） 不予公开"} {
		pairs = append(pairs, strings.ReplaceAll(h, " ", ""), strings.ReplaceAll(h, " ", end))
	}
	return replaced(write, pairs...)
}

func copiedLayouts() []layout {
	return []layout{
		{name: "strokes, row per line", write: tight(" "), before: strokes("/")},
		{name: "dashes, row per line", write: tight(" "), before: strokes("—")},
		{name: "strokes, one line", write: inOneLine, before: strokes("/")},
		{name: "strokes, cell per line", write: cellPerLine(""), before: strokes("/")},
		{name: "narrow columns, cell per line", write: inNarrow(cellPerLine(""), "\n")},
		{name: "set out", write: setOut},
		{name: "narrow columns, blank lines", write: inNarrow(blankLines("\n"), "\n\n")},
	}
}

// TestInOneLine wants all of a report that was copied into a single line.
func TestInOneLine(t *testing.T) {
	for seed, write := range []func(*sample, *form.Table) string{tight(" "), barLine, cellPerLine(" |"), blankLines("\n"), inOneLine, tabs} {
		s := makeSample(catalog(t).Definitions()[seed%2], uint64(seed), true)
		page := s.page(layout{write: write})
		r := recognisedText(t, "首页 > 年报 "+strings.Join(strings.Fields(page), " "))
		if sc := judge(s, r); sc.right != sc.printed || sc.silent+sc.invented > 0 {
			t.Errorf("%d: %+v", seed, sc)
		}
		whole := recognisedText(t, page)
		if r.Title != whole.Title || r.Issuer != whole.Issuer || r.Year != whole.Year || r.Signature.Issuer != whole.Signature.Issuer || r.Signature.Date != whole.Signature.Date {
			t.Errorf("%d: %q of %q, %d, signed %v", seed, r.Title, r.Issuer, r.Year, r.Signature)
		}
		for _, place := range report.Places {
			if got, want := strings.Join(strings.Fields(r.Narrative(place)), ""), strings.Join(strings.Fields(whole.Narrative(place)), ""); got != want {
				t.Errorf("%d: %s: %q, not %q", seed, place, got, want)
			}
		}
	}
}

// TestHeadingsInALine: a table of contents is no report in a single line.
func TestHeadingsInALine(t *testing.T) {
	contents := "目录 一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况"
	if r := recognisedText(t, variant(map[string]string{"preface": contents})); !strings.Contains(r.Narrative("1"), "2022") {
		t.Errorf("%q", r.Narrative("1"))
	}
}

// TestPageOfABook: a page of a flip book begins with the last row of a table.
func TestPageOfABook(t *testing.T) {
	r := recognisedText(t, "Page 9 - 2020年报_青石镇\nP. 9\n四、结转下年度继续办理 1 0 0 2 0 0 3\n四、政府信息公开行政复议、行政诉讼情况\n"+
		"2020 年，我镇没有被申请行政复议的情况。\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结 结 其 尚\n结 结 其 尚 结 结 其 尚\n果 果 他 未\n"+
		"总计 果 果 他 未 总 果 果 他 未 总\n维 纠 结 审\n维 纠 结 审 计 维 纠 结 审 计\n持 正 果 结\n持 正 果 结 持 正 果 结\n"+
		"1 0 0 1 2 0 3 0 0 3 0 0 4 0 4\n五、存在的主要问题及改进情况\n2020 年，公开不够及时。")
	for code, want := range map[form.Code]string{"t3.carried_out.natural_person": "1", "t3.carried_out.social": "2", "t3.carried_out.total": "3",
		"t4.reconsideration.total": "2", "t4.direct_litigation.corrected": "3", "t4.after_reconsideration.other": "4"} {
		if got := r.Cells[code].String(); got != want {
			t.Errorf("%s is %q, not %q", code, got, want)
		}
	}
	if r.Format != "2019" || r.Narrative(report.Preface) != "" {
		t.Errorf("format %s, preface %q", r.Format, r.Narrative(report.Preface))
	}
}

// TestWordsAmongFigures: what is printed instead of a figure is kept as it is,
// to be looked at, and costs the figures beside it nothing.
func TestWordsAmongFigures(t *testing.T) {
	def := catalog(t).Definitions()[0]
	for code, texts := range map[form.Code][]string{
		"t2.administrative_licensing.change": {"无变化", "持平", "增10", "减少2", "增加3项", "↑3", "+(0)-(0)", "+2/-1"},
		"t2.government_procurement.amount":   {"￥8040", "4.5万", "1.2亿元", "10万余元", "人民币8040元", "约5万元"},
	} {
		for n, text := range texts {
			for _, write := range []func(*sample, *form.Table) string{tight(" "), barLine, cellPerLine(""), blankLines("\n")} {
				s := makeSample(def, uint64(n), true)
				s.cells[code] = text
				r := readSample(t, s, layout{write: write})
				if got := r.Cells[code].String(); got != text || !slices.Contains(kinds(r, string(code)), "suspect") {
					t.Errorf("%s: %q, doubts %v", text, got, kinds(r, string(code)))
				}
				if sc := judge(s, r); sc.right < sc.printed-1 || sc.silent+sc.invented > 0 {
					t.Errorf("%s: %+v", text, sc)
				}
			}
		}
	}
}

// TestExplainedLabels: labels with a remark behind a colon, a heading with its
// year, the first bar with a character left out.
func TestExplainedLabels(t *testing.T) {
	const remark = "：由有权的机关按照程序制定、公布，反复适用的文件。乡镇没有。"
	change := []string{"规章", "规章" + remark, "规范性文件", "规范性文件" + remark, "上一年项目数量", "上一年项目数量 2019年", "第二十条第（一）项", "第二十条（一）项"}
	for n, write := range []func(*sample, *form.Table) string{barLine, cellPerLine(" |"), barRows} {
		s := makeSample(catalog(t).Definitions()[0], uint64(n), true)
		r := readSample(t, s, layout{write: replaced(write, change...)})
		if sc := judge(s, r); sc.right != sc.printed || sc.silent+sc.invented > 0 || r.Narrative("2") != "" {
			t.Errorf("%d: %+v, %q", n, sc, r.Narrative("2"))
		}
	}
}

// setOut is a table as a page of a PDF file is set out in characters: headings
// stand in the middle of the lines they span, some before the headings left of
// them, some beyond the right end of others.
func setOut(s *sample, t *form.Table) string {
	var b strings.Builder
	m, rows := s.matrix(t)
	switch t.ID {
	case "t3":
		b.WriteString("                申请人情况\n（本列数据的勾稽关系为：第一项\n                    法人或其他组织\n加第二项之和，等于第三项加第四\n" +
			"                自然人            社会公益组                               总计\n" +
			"项之和）                商业企业  科研机构                     法律服务机构    其他\n                               织\n")
	case "t4":
		b.WriteString("                             行政诉讼\n行政复议\n                             未经复议直接起诉                     复议后起诉\n" +
			"结果维 结果纠 其他结 尚未审              结果维 结果纠 其他结 尚未审              结果维 结果纠 其他结 尚未审\n" +
			"                总计                           总计                           总计\n" +
			"持   正   果   结                持   正   果   结                持   正   果   结\n")
	default:
		return tabs(s, t)
	}
	for i, row := range m {
		if label, figures := split(row, rows[i]); len(figures) > 0 {
			b.WriteString(label + "        " + strings.Join(figures, "    ") + "\n")
		}
	}
	return b.String()
}
