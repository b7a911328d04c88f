package recognise_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/internal/extract"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

// kinds lists what was said of a code, by kind of doubt.
func kinds(r *report.Report, code string) (out []string) {
	for _, d := range r.Doubts {
		if d.Code == code {
			out = append(out, d.Kind)
		}
	}
	return out
}

// TestYearWithoutTitle: a page copied from its first section on still tells
// which year it is about, and that is to be looked at.
func TestYearWithoutTitle(t *testing.T) {
	for name, c := range map[string]struct {
		change map[string]string
		year   int
		sure   bool
	}{
		"announced":           {map[string]string{"preface": "现将我镇2022年度政府信息公开工作情况报告如下："}, 2022, false},
		"of the year":         {map[string]string{"preface": "", "1": "2022年，我镇公开信息30条，比2021年多5条。2022年没有收到申请。"}, 2022, false},
		"the later of two":    {map[string]string{"preface": "", "1": "我镇公开信息30条，2021年是25条，2022年多5条。"}, 2022, false},
		"from the date":       {map[string]string{"preface": "", "1": "我镇公开信息30条。", "date": "2023年1月6日"}, 2022, false},
		"from the page":       {map[string]string{"preface": "发布日期：2023-01-12 来源：青石镇", "1": "我镇公开信息30条。", "date": "", "sign": ""}, 2022, false},
		"the period is sure":  {map[string]string{"1": "2021年和2021年。"}, 2022, true},
		"notices do not tell": {map[string]string{"preface": "按照国办公开办函〔2021〕30号文件编制。", "1": "2022年，我镇公开信息30条。"}, 2022, false},
	} {
		t.Run(name, func(t *testing.T) {
			change := map[string]string{"title": "", "date": "", "sign": ""}
			for k, v := range c.change {
				change[k] = v
			}
			r := recognisedText(t, variant(change))
			if r.Year != c.year || slices.Contains(kinds(r, "year"), "suspect") == c.sure {
				t.Errorf("%d, doubts %v", r.Year, kinds(r, "year"))
			}
		})
	}
}

// TestFormatOfTheYear: a page of pictures instead of tables is of the format of
// the year that its text speaks of.
func TestFormatOfTheYear(t *testing.T) {
	for text, format := range map[string]string{
		"统计期限自2019年1月1日起至2019年12月31日止。2022年。2022年。": "2019",
		"2020年，我镇公开信息30条。2020年没有申请。2021年将加强培训。":     "2019",
		"2023年，我镇公开信息30条。":                          "2021",
	} {
		change := map[string]string{"title": "", "preface": "", "t2": "", "t3": "", "t4": "", "sign": "", "date": "", "1": text}
		if r := recognisedText(t, variant(change)); r.Format != format {
			t.Errorf("%q: format %s, year %d", text, r.Format, r.Year)
		}
	}
}

// TestWayThroughThePage: what shows the way to the report is not its title.
func TestWayThroughThePage(t *testing.T) {
	const title = "青石镇2022年政府信息公开工作年度报告"
	for _, above := range []string{
		"您当前所在位置: 首页 > 乡镇信息公开 > 青石镇 > 政务信息公开年报",
		"临川县青石镇\n标题: 青石镇人民政府2022年政府信息公开工作年度报告",
		"首页»政务公开»政府信息公开年报",
	} {
		r := recognisedText(t, variant(map[string]string{"title": above + "\n" + title}))
		if r.Title != title || r.Issuer != "临川县青石镇人民政府" {
			t.Errorf("%q: title %q of %q", above, r.Title, r.Issuer)
		}
	}
}

// TestTitleOfTheCard: a page that prints the title in its index card only, and
// whose last step of the way is called like a report.
func TestTitleOfTheCard(t *testing.T) {
	const title = "青石镇人民政府2022年政府信息公开工作年度报告"
	for _, card := range []string{"标题：" + title + " | |", "标题： | " + title + " |", "【名称】" + title} {
		r := recognisedText(t, variant(map[string]string{"title": "当前位置:首页>政府信息公开>部门信息公开目录>乡镇>青石镇>年度报告\n索引号:0/2023 | |\n" + card}))
		if r.Title != title || strings.Contains(r.Narrative(report.Preface), title) {
			t.Errorf("%q: title %q", card, r.Title)
		}
	}
}

// TestOfficeCompleted: a title that names the place only is completed from
// what the report itself says, never from what a place is usually called.
func TestOfficeCompleted(t *testing.T) {
	for name, c := range map[string]struct {
		title, preface, text string
		issuer, kind         string
	}{
		"preface":             {"青石镇2022年政府信息公开工作年度报告", "本报告由青石镇人民政府根据《条例》编制。", "一。", "青石镇人民政府", ""},
		"preface, county":     {"临川县青石镇2022年政府信息公开工作年度报告", "本报告由青石镇人民政府编制。", "一。", "青石镇人民政府", ""},
		"text":                {"白鹭乡2022年政府信息公开工作年度报告", "", "通过网站公开白鹭乡人民政府信息57条。", "白鹭乡人民政府", "suspect"},
		"nowhere":             {"望云街道2022年政府信息公开工作年度报告", "", "我街道公开57条。", "", "missing"},
		"another office":      {"望云街道2022年政府信息公开工作年度报告", "", "按照柳溪镇人民政府的做法。", "", "missing"},
		"no title":            {"", "", "截至2022年12月31日，白鹭乡人民政府公开信息3条。", "白鹭乡人民政府", "suspect"},
		"name like a word":    {"", "如有疑问，请与和平街道办事处联系。", "一。", "和平街道办事处", ""},
		"office within":       {"", "", "本报告由柳溪镇人民政府党政办公室编制。", "柳溪镇人民政府", "suspect"},
		"name like a word, 2": {"", "本报告由向阳镇人民政府编制。", "一。", "向阳镇人民政府", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(map[string]string{"title": c.title, "preface": c.preface, "1": c.text, "sign": "", "date": "2023年1月6日"}))
			if got := strings.Join(kinds(r, "issuer"), " "); r.Issuer != c.issuer || got != c.kind {
				t.Errorf("%q, %q", r.Issuer, got)
			}
		})
	}
}

// TestTitles: titles in other words, misspelt, or with what a page puts round
// them.
func TestTitles(t *testing.T) {
	const preface = "本报告依据《条例》编制，统计期限自2022年1月1日起至2022年12月31日止。"
	for name, c := range map[string]struct{ above, title, issuer, text string }{
		"year behind":      {"临川县水利局政府信息公开工作2022年度报告", "临川县水利局政府信息公开工作2022年度报告", "临川县水利局", preface},
		"out of order":     {"临川县水利局2022年政府信息公开 工作告年度报", "临川县水利局2022年政府信息公开工作告年度报", "临川县水利局", preface},
		"said above":       {"望云街道\n望云街道办事处2022年政府信息公开工作年度报告", "望云街道办事处2022年政府信息公开工作年度报告", "望云街道办事处", preface},
		"name of a card":   {"称: 望云街道2022年政府信息公开工作年度报告\n号:\n望云街道办事处2022年政府信息公开工作年度报告\n发表时间:\n字体:[ ]", "望云街道办事处2022年政府信息公开工作年度报告", "望云街道办事处", preface},
		"card of bars":     {"望云街道办事处2022年政府信息公开工作年度报告\n| 索引号 | 1/2023 | 发文字号 | |\n| 发布机构 | 望云街道 | |", "望云街道办事处2022年政府信息公开工作年度报告", "望云街道办事处", preface},
		"remark below":     {"望云街道办事处2022年政府信息公开工作年度报告\n文件已失效", "望云街道办事处2022年政府信息公开工作年度报告", "望云街道办事处", preface},
		"other office":     {"临川县城市更新中心2022年政府信息公开工作年度报告", "临川县城市更新中心2022年政府信息公开工作年度报告", "临川县城市更新中心", preface},
		"card goes on":     {"发布机构: 临川县人民政府望云街道办事处\n望云街道2022年政府信息公开工作年度报告", "望云街道2022年政府信息公开工作年度报告", "望云街道办事处", preface},
		"tag in front":     {"【图文】临川县水利局2022年度政府信息公开工作年度报告", "【图文】临川县水利局2022年度政府信息公开工作年度报告", "临川县水利局", preface},
		"year twice":       {"2022年临川县水利局2022年度政府信息公开工作年度报告", "2022年临川县水利局2022年度政府信息公开工作年度报告", "临川县水利局", preface},
		"about the year":   {"临川县水利局关于2022年政府信息公开工作的年度报告", "临川县水利局关于2022年政府信息公开工作的年度报告", "临川县水利局", preface},
		"a word above":     {"正文\n临川县水利局2022年政府信息公开工作年度报告", "临川县水利局2022年政府信息公开工作年度报告", "临川县水利局", preface},
		"in the sentence":  {"", "", "临川县水利局", "现公布临川县水利局2022年政府信息公开工作年度报告。"},
		"in the sentence ": {"", "", "望云街道办事处", "现公开望云街道办事处2022年政府信息公开工作年度报告。"},
		"whom to ask":      {"", "", "临川县水利局", "本报告的统计期限自2022年1月1日始至12月31日止。如有疑问，请与临川县水利局办公室联系（地址：青石镇）。"},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(map[string]string{"title": c.above, "preface": c.text, "sign": "", "date": ""}))
			if r.Title != c.title || r.Issuer != c.issuer || r.Year != 2022 || r.Narrative(report.Preface) != c.text {
				t.Errorf("%q of %q, %d: %q", r.Title, r.Issuer, r.Year, r.Narrative(report.Preface))
			}
		})
	}
}

// TestTitleOverItsOffice: the office stands in the line above a title that
// names neither it nor the year.
func TestTitleOverItsOffice(t *testing.T) {
	r := recognisedText(t, variant(map[string]string{"title": "临川县林业局\n政府信息公开工作年度报告"}))
	if r.Title != "临川县林业局政府信息公开工作年度报告" || r.Issuer != "临川县林业局" || r.Year != 2022 {
		t.Errorf("%q of %q, %d", r.Title, r.Issuer, r.Year)
	}
}

// TestSentenceIsNoHeading: an unnumbered sentence with the words of a heading
// is text.
func TestSentenceIsNoHeading(t *testing.T) {
	r := recognisedText(t, variant(map[string]string{"h5": "", "5": "", "h6": "", "6": "无其他需要报告的事项。", "sign": "", "date": ""}))
	if strings.Join(kinds(r, "section.6"), " ") != "missing" {
		t.Errorf("%v", r.Doubts)
	}
}

// TestMisspeltHeadingEndsTable: what follows a table is no part of it where its
// heading is worded a little otherwise.
func TestMisspeltHeadingEndsTable(t *testing.T) {
	r := recognisedText(t, variant(map[string]string{"h5": "五、存在主要问题和改进情况", "5": "问题不少。", "h6": "六、其它需要报告事项", "6": "无", "sign": "", "date": ""}))
	if r.Narrative("5") != "问题不少。" || r.Narrative("6") != "无" || len(kinds(r, "t4")) > 0 {
		t.Errorf("%q, %q, %v", r.Narrative("5"), r.Narrative("6"), r.Doubts)
	}
}

// TestPartsOfARow: a row that is printed in parts is not taken for its first
// part without a word.
func TestPartsOfARow(t *testing.T) {
	const t2 = "第二十条第（一）项\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t0\t0\t0\n规范性文件\t1\t0\t4\n" +
		"第二十条第（五）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t0\t0\t0\n其他对外管理服务事项\t行政检查\t4\t1\t7\n行政确认\t5\t0\t9"
	r := recognisedText(t, variant(map[string]string{"t2": t2}))
	if got := strings.Join(kinds(r, "t2.other_services"), " "); r.Format != "2019" || got != "suspect" {
		t.Errorf("%s: %q", r.Format, got)
	}
	if !slices.Contains(kinds(r, "t2"), "unplaced") {
		t.Errorf("the second part is not quoted: %v", r.Doubts)
	}
}

// TestContactInFirstSection: some put what belongs into the preface under the
// first heading.
func TestContactInFirstSection(t *testing.T) {
	doc, err := extract.Read("a.txt", []byte(variant(map[string]string{"preface": "", "1": "2022年公开30条。请与青石镇党政办公室联系（地址：青石镇中街1号；电话：0794-8612345）。"})), extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	got, err := recognise.Recognise(catalog(t), doc, recognise.Options{})
	if err != nil || got.Contact.Phone != "0794-8612345" || got.Contact.Address != "青石镇中街1号" {
		t.Errorf("%+v, %v", got, err)
	}
}
