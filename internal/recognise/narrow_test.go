package recognise_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// table4 reads the fifteen figures of table four.
func table4(r *report.Report) string {
	var out []string
	for _, row := range []string{"reconsideration", "direct_litigation", "after_reconsideration"} {
		for _, column := range []string{"upheld", "corrected", "other", "pending", "total"} {
			out = append(out, r.Cells[form.CellCode("t4", row, column)].String())
		}
	}
	return strings.Join(out, " ")
}

// TestNarrowHeadings: what a reader of PDF files leaves of headings in narrow
// columns is neither prose nor the end of the table.
func TestNarrowHeadings(t *testing.T) {
	const figures = "6 2 3 1 12 1 0 1 1 3 3 0 0 1 4"
	for name, head := range map[string]string{
		"a piece a line": "行政复议 行政诉讼\n结果\n维持\n结果\n纠正\n其他\n结果\n尚未\n审结 总计\n未经复议直接起诉 复议后起诉\n" +
			"结果\n维持\n结果\n纠正\n其他\n结果\n尚未\n审结 总计 结果\n维持\n结果\n纠正\n其他\n结果\n尚未\n审结 总计\n",
		"the upper halves first": "行政复议行政诉讼\n未经复议直接起诉复议后起诉\n结果结果其他尚未\n总计结果结果其他尚未结果结果其他尚未\n维持纠正结果审结维持纠正结果审结\n总计总计\n",
		"a note among them":      "行政复议行政诉讼\n未经复议直接起诉复议后起诉\n结果结果其他尚未\n维持纠正结果审结\n注：行政复议、行政诉讼含上年结转的。\n| 维持 | 纠正 | 结果 | 审结 | 总计 |\n",
		"totals behind":          "行政复议行政诉讼\n结果结果其他尚未\n维持纠正结果审结\n| 维持 | 纠正 | 结果 | 审结 | 总计 | 总计 |\n",
		"with bars":              "行政复议行政诉讼\n结果结果其他尚未\n| 维持 | 纠正 | 结果 | 审结 | 结果 | 结果 | 其他 | 尚未 | 结果 | 结果 | 其他 | 尚未 |\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(map[string]string{"t4": head + "| " + strings.ReplaceAll(figures, " ", " | ") + " |"}))
			if got := table4(r); got != figures || r.Narrative("4")+r.Narrative(report.AfterTable("4")) != "" {
				t.Errorf("%s\n%q %q", got, r.Narrative("4"), r.Narrative(report.AfterTable("4")))
			}
			for _, d := range r.Doubts {
				if strings.HasPrefix(d.Code, "t4") && !strings.Contains(d.Excerpt, "注：") {
					t.Errorf("%s: %s", d.Code, d.Message)
				}
			}
		})
	}
}

// TestNarrowGroup: a label set downwards, a character a line, parts no table.
func TestNarrowGroup(t *testing.T) {
	t3 := "申请人情况\n自然人\n法人或其他组织\n总计商 业 企\n业\n科研机\n构\n社会公益\n组织\n法 律 服 务\n机构\n其他\n" +
		"一、本年新收政府信息公开申请数量 7 2 0 0 1 0 10\n二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n三、\n本\n年\n度\n办\n理\n结\n果\n" +
		"（一）予以公开 5 1 0 0 1 0 7\n（二）部分公开（区分处理的，只计这一情\n形，不计其他情形） 3 1 0 0 0 0 4\n（七）总计 8 2 0 0 1 0 11\n四、结转下年度继续办理 0 0 0 0 0 0 0"
	r := recognisedText(t, variant(map[string]string{"t3": t3}))
	for code, want := range map[form.Code]string{"t3.received.total": "10", "t3.granted.natural_person": "5", "t3.partially_granted.total": "4", "t3.total.total": "11"} {
		if got := r.Cells[code].String(); got != want {
			t.Errorf("%s: %q, should be %q", code, got, want)
		}
	}
	if got := r.Narrative("3") + r.Narrative(report.AfterTable("3")); got != "" || slices.Contains(kinds(r, "t3"), "unplaced") {
		t.Errorf("%q, %v", got, r.Doubts)
	}
}

// TestCaptionsAndHeadsAgain: captions of tables are no news, headings that come
// again are told once.
func TestCaptionsAndHeadsAgain(t *testing.T) {
	head := "| 类别 | 数据1 | 数据2 | 数据3 | 数据4 | 数据5 | 数据6 | 总计 |\n|---|---|---|---|---|---|---|---|\n"
	r := recognisedText(t, variant(map[string]string{"t3": "## 表三：收到和处理政府信息公开申请情况\n" +
		head + "| 本年新收政府信息公开申请数量 | 7 | 2 | 0 | 0 | 1 | 0 | 10 |\n\n" +
		head + "| 上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n\n## 表三：收到和处理政府信息公开申请情况\n" +
		head + "| 予以公开 | 8 | 2 | 0 | 0 | 1 | 0 | 11 |\n"}))
	if got := strings.Join(kinds(r, "t3"), " "); got != "unplaced" {
		t.Errorf("%q: %v", got, r.Doubts)
	}
	if got := r.Cells["t3.granted.total"].String(); got != "11" {
		t.Errorf("予以公开: %q", got)
	}
}

// TestLinesOfAPreface: lines of a broken sentence are no titles and no
// headings, whatever they say.
func TestLinesOfAPreface(t *testing.T) {
	const preface = "本报告由青石镇人民政府根据《中华人民共和国政府信息公开条例》（以下简称《条例》）、《临川县规\n定》和《关于印发中华人民共和国政府信息公开工作年度报告\n格式的通知》的要求编制，全文包括总体情况、收到和处理\n" +
		"情况，存在的主要问题及改进情况以及其他需要报告的事项等六\n部分。现将临川县青石镇人民政府按照条例规定编制的我镇\n2022年政府信息公开工作年度报告\n予以公布，统计期限自2022年1月1日起至2022年12月31日止。"
	r := recognisedText(t, variant(map[string]string{"preface": preface}))
	if got := r.Narrative(report.Preface); got != strings.ReplaceAll(preface, "\n", "") || r.Narrative("5") != "一是更新不及时。已经改进。" {
		t.Errorf("%q\n%q", got, r.Narrative("5"))
	}
	if got := kinds(r, "title"); len(got) > 0 {
		t.Errorf("%v", r.Doubts)
	}
}

// TestHeadingsSetOut: in a text of fixed width headings over several lines
// stand in the order of the places where they end, whichever line is first.
func TestHeadingsSetOut(t *testing.T) {
	const rows = "\n 一、本年新收政府信息公开申请数量        17     2     0    0     1     3     23\n\n 二、上年结转政府信息公开申请数量          4     0     0    0     0     0      4\n" +
		" （一）予以公开                          12     1     0    0     1     2     16\n （七）总计                              15     1     0    0     1     2     19\n 四、结转下年度继续办理                   6     1     0    0     0     1      8"
	const official = "                                              法人或其他组织\n" +
		"                                    自然人              社会              总计\n" +
		"                                                  科研        法律服务\n" +
		"                                          商业企业      公益         其他\n" +
		"                                                  机构          机构\n" +
		"                                                        组织\n"
	for name, c := range map[string]struct{ head, want string }{
		"official":    {official, "17 2 3 23"},
		"other first": {strings.NewReplacer("自然人", "其　他", "其他", "自然人").Replace(official), "   "},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(map[string]string{"t3": c.head + rows}))
			var got []string
			for _, column := range []string{"natural_person", "enterprise", "other", "total"} {
				got = append(got, r.Cells[form.CellCode("t3", "received", column)].String())
			}
			if strings.Join(got, " ") != c.want || c.want == "   " && !slices.Contains(kinds(r, "t3.received"), "ambiguous") {
				t.Errorf("%q, %v", got, kinds(r, "t3.received"))
			}
		})
	}
}

// TestTableGoesOn: behind the end of a page a table goes on in a grid without
// headings, whose rows have blank cells.
func TestTableGoesOn(t *testing.T) {
	const page = `<html><body><p>临川县青石镇人民政府2022年政府信息公开工作年度报告</p><p>一、总体情况</p><p>2022年，我镇公开信息30条。</p><p>三、收到和处理政府信息公开申请情况</p>` +
		`<table><tr><td colspan="3" rowspan="2"></td><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>` +
		`<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>` +
		`<tr><td colspan="3">一、本年新收政府信息公开申请数量</td><td>8</td><td>2</td><td></td><td></td><td>1</td><td></td><td></td></tr></table>` +
		`<table><tr><td></td><td>（四）无法提供</td><td>1.本机关不掌握相关政府信息</td><td>5</td><td></td><td></td><td></td><td>1</td><td></td><td></td></tr>` +
		`<tr><td></td><td></td><td>2.没有现成信息需要另行制作</td><td></td><td>2</td><td></td><td></td><td></td><td></td><td></td></tr></table></body></html>`
	doc, err := extract.Read("a.html", []byte(page), extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	r := recognised(t, doc)
	for code, want := range map[form.Code]string{"t3.received.enterprise": "2", "t3.unable.not_held.natural_person": "5", "t3.unable.not_held.legal": "1",
		"t3.unable.needs_creation.enterprise": "2", "t3.unable.needs_creation.natural_person": ""} {
		if got := r.Cells[code].String(); got != want {
			t.Errorf("%s: %q, should be %q", code, got, want)
		}
	}
}

// TestHeadingsInAnyOrder: broken into lines that come as high as they stand,
// headings tell no order. The form's is taken, and that is to be looked at.
func TestHeadingsInAnyOrder(t *testing.T) {
	head := "申请人情况\n法人或其他组织\n自然人\n社会\n总计\n科研\n法律服务\n商业企业\n公益\n其他\n机构\n机构\n组织\n"
	figures := func(list string) string { return strings.ReplaceAll(list, " ", "\n") + "\n" }
	t3 := head + "一、本年新收政府信息公开申请数量\n" + figures("14 3 0 0 0 2 19") + "二、上年结转政府信息公开申请数量\n" + figures("2 0 0 0 0 0 2") +
		"（一）予以公开\n" + figures("16 3 0 0 0 2 21") + "（七）总计\n" + figures("16 3 0 0 0 2 21") + "四、结转下年度继续办理\n" + figures("0 0 0 0 0 0 0")
	r := recognisedText(t, variant(map[string]string{"t3": t3}))
	for code, want := range map[form.Code]string{"t3.received.natural_person": "14", "t3.received.enterprise": "3", "t3.received.other": "2", "t3.received.total": "19"} {
		if got := r.Cells[code].String(); got != want {
			t.Errorf("%s: %q, should be %q", code, got, want)
		}
	}
	if !slices.Contains(kinds(r, "t3"), "suspect") {
		t.Errorf("nothing is said of table three: %v", r.Doubts)
	}
}

// TestTatters: in a table that lost most of its rows, figures that follow the
// name of a row by chance are offered, not stored.
func TestTatters(t *testing.T) {
	const t3 = "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t9\t1\t0\t0\t0\t0\t10\n" +
		"2.其他法律行政法规禁止公开\n3.危及“三安全一稳定”\n7.属于行政执法案卷\n5\n3\n0\n0\n0\n0\n31\n8.属于行政查询事项\n14\n（四）\n1.本机关不掌握相关政府信息\n" +
		"3.补正后申请内容仍不明确\n2.重复申请\n20\n94\n17\n0\n1\n3\n3\n96\n13 25\n0\n4\n12\n2\n3.其他\n（七）总计\n四、结转下年度继续办理\n6"
	r := recognisedText(t, variant(map[string]string{"t3": t3}))
	if got := r.Cells["t3.received.total"].String(); got != "10" {
		t.Errorf("新收总计: %q", got)
	}
	for code, v := range r.Cells {
		if strings.HasPrefix(string(code), "t3.") && !strings.HasPrefix(string(code), "t3.received.") {
			t.Errorf("%s: %q", code, v)
		}
	}
}
