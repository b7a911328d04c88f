package recognise_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

// plainReport is a report whose parts a test can exchange.
var plainReport = []string{
	"title:临川县青石镇人民政府2022年政府信息公开工作年度报告",
	"preface:本报告由青石镇人民政府编制，统计期限自2022年1月1日起至2022年12月31日止。",
	"h1:一、总体情况",
	"1:2022年，我镇公开信息30条。",
	"h2:二、主动公开政府信息情况",
	"t2:第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t4",
	"h3:三、收到和处理政府信息公开申请情况",
	"t3:（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况\n自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1",
	"h4:四、政府信息公开行政复议、行政诉讼情况",
	"t4:行政复议\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n1\t0\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0",
	"h5:五、存在的主要问题及改进情况",
	"5:一是更新不及时。已经改进。",
	"h6:六、其他需要报告的事项",
	"6:无其他需要报告的事项。",
	"sign:临川县青石镇人民政府",
	"date:2023年1月6日",
}

// variant puts other text in the place of parts: "h1" → "", "+5" adds behind.
func variant(changes map[string]string) string {
	var out []string
	for _, part := range plainReport {
		name, text, _ := strings.Cut(part, ":")
		if other, ok := changes[name]; ok {
			text = other
		}
		if before, ok := changes["-"+name]; ok {
			out = append(out, before)
		}
		if text != "" {
			out = append(out, text)
		}
		if more, ok := changes["+"+name]; ok {
			out = append(out, more)
		}
	}
	return strings.Join(out, "\n")
}

func recognisedText(t testing.TB, text string) *report.Report {
	t.Helper()
	doc, err := extract.Read("a.txt", []byte(text), extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return recognised(t, doc)
}

func TestSections(t *testing.T) {
	all := func(changes map[string]string) map[string]string {
		out := map[string]string{"preface": "本报告由青石镇人民政府编制，统计期限自2022年1月1日起至2022年12月31日止。",
			"1": "2022年，我镇公开信息30条。", "5": "一是更新不及时。已经改进。", "6": "无其他需要报告的事项。"}
		for k, v := range changes {
			out[k] = v
		}
		return out
	}
	tests := []struct {
		name    string
		changes map[string]string
		want    map[string]string
	}{
		{"as it should be", nil, all(nil)},
		{"arabic", map[string]string{"h1": "1 总体情况", "h2": "2、主动公开政府信息情况", "h5": "5. 存在的主要问题及改进情况"}, all(nil)},
		{"markdown", map[string]string{"h1": "## 一、总体情况", "h5": "**五、存在的主要问题及改进情况**"}, all(nil)},
		{"no numbers", map[string]string{"h1": "总体情况", "h2": "主动公开政府信息情况", "h3": "收到和处理政府信息公开申请情况", "h5": "存在的主要问题及改进情况", "h6": "其他需要报告的事项"}, all(nil)},
		{"misspelt", map[string]string{"h1": "一、总休情况", "h5": "五、存在主要问题及改进情况", "h6": "六、其它需要报告的事项"}, all(nil)},
		{"other words", map[string]string{"h1": "一、工作概况", "h5": "五、整改措施", "h6": "六、其他事项"}, all(nil)},
		{"wrong number", map[string]string{"h5": "四、存在的主要问题及改进情况", "h6": "五、其他需要报告的事项"}, all(nil)},
		{"without a table's heading", map[string]string{"h3": ""}, all(nil)},
		{"points numbered like sections", map[string]string{"1": "总的情况如下：\n一、加强领导\n成立了小组。\n二、完善制度\n制定了办法。\n三、严格审查\n先审后发。"},
			all(map[string]string{"1": "总的情况如下：\n一、加强领导\n成立了小组。\n二、完善制度\n制定了办法。\n三、严格审查\n先审后发。"})},
		{"a narrative of its own first", map[string]string{"+preface": "一、主要做法\n抓落实。\n二、主要成效\n有提高。\n三、下一步打算\n再努力。"},
			all(map[string]string{"preface": "本报告由青石镇人民政府编制，统计期限自2022年1月1日起至2022年12月31日止。\n一、主要做法\n抓落实。\n二、主要成效\n有提高。\n三、下一步打算\n再努力。"})},
		{"fee as a section", map[string]string{"h6": "六、信息处理费收取情况", "6": "本年度没有收取信息处理费。\n七、其他需要报告的事项\n无其他需要报告的事项。"},
			all(map[string]string{"6": "六、信息处理费收取情况\n本年度没有收取信息处理费。\n无其他需要报告的事项。"})},
		{"fee behind", map[string]string{"+6": "七、信息处理费收取情况\n本年度没有收取信息处理费。"},
			all(map[string]string{"6": "无其他需要报告的事项。\n七、信息处理费收取情况\n本年度没有收取信息处理费。"})},
		{"points in five", map[string]string{"5": "（一）存在的主要问题\n不及时。\n（二）改进情况\n已改进。"}, all(map[string]string{"5": "（一）存在的主要问题\n不及时。\n（二）改进情况\n已改进。"})},
		{"five numbered like sections", map[string]string{"5": "一、存在的问题\n不及时。\n二、改进措施\n已改进。"}, all(map[string]string{"5": "一、存在的问题\n不及时。\n二、改进措施\n已改进。"})},
		{"prose round the tables", map[string]string{"+h3": "该部分以表格形式报告。", "+t3": "注：以上数据不含咨询。"}, all(map[string]string{"3": "该部分以表格形式报告。", "3.after": "注：以上数据不含咨询。"})},
		{"table of contents", map[string]string{"+title": "目录\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项"}, all(nil)},
		{"nothing to report", map[string]string{"6": "无"}, all(map[string]string{"6": "无"})},
		{"page end", map[string]string{"5": "一是更新不及时，群众反映强烈的事项公开得少，需要进一步加\n\n强管理。二是队伍不稳定。"}, all(map[string]string{"5": "一是更新不及时，群众反映强烈的事项公开得少，需要进一步加强管理。二是队伍不稳定。"})},
		{"debris", map[string]string{"-title": "当前位置：首页 > 政府信息公开 > 年报\n索引号：123456\n发布时间：2023-01-06 浏览次数：12", "+date": "打印 关闭\n扫一扫在手机打开当前页\n版权所有：临川县人民政府"}, all(nil)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := recognisedText(t, variant(tt.changes))
			got := map[string]string{}
			for _, place := range report.Places {
				if text := r.Narrative(place); text != "" {
					got[string(place)] = text
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if r.Issuer != "临川县青石镇人民政府" || r.Year != 2022 || r.Signature.Date != "2023-01-06" || r.Signature.Issuer != r.Issuer {
				t.Errorf("head %q %d %+v", r.Issuer, r.Year, r.Signature)
			}
			if len(r.Cells) != 6+14+15 {
				t.Errorf("%d cells", len(r.Cells))
			}
		})
	}
}

func TestRefused(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a letter", "您好\n请于明天来开会。\n", "不像"},
		{"another report", "临川县青石镇2022年法治政府建设年度报告\n一、主要做法\n抓落实。\n", "法治政府建设"},
		{"a title alone", "临川县青石镇2022年政府信息公开工作年度报告\n附件：年报.pdf\n", "附件或者图片"},
		{"too old", "临川县青石镇2016年政府信息公开工作年度报告\n一、概述\n二、主动公开政府信息情况\n公开了30条。\n", "2016"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := extract.Read("a.txt", []byte(tt.text), extract.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			_, err = recognise.Recognise(catalog(t), doc, recognise.Options{})
			refusal, ok := err.(*recognise.Refusal)
			if !ok || !strings.Contains(refusal.Sentence, tt.want) {
				t.Errorf("got %v %+v", err, refusal)
			}
		})
	}
}

// TestHazards reads what would be easy to read wrong.
func TestHazards(t *testing.T) {
	t3 := "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况\n"
	tests := []struct {
		name    string
		changes map[string]string
		cells   map[form.Code]string
		doubts  []string // code and kind
	}{
		{"columns in another order", map[string]string{"t2": "第二十条第（一）项\n信息内容\t现行有效件数\t本年制发件数\t本年废止件数\n规章\t0\t0\t0\n行政规范性文件\t9\t2\t1"},
			map[form.Code]string{"t2.normative_documents.made": "2", "t2.normative_documents.repealed": "1", "t2.normative_documents.in_force": "9"}, nil},
		{"columns of table three in another order", map[string]string{"t3": t3 + "自然人\t科研机构\t商业企业\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t1\t2\t3\t0\t0\t0\t6\n四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1"},
			map[form.Code]string{"t3.received.research": "2", "t3.received.enterprise": "3"}, []string{"t3 suspect"}},
		{"a table like ours in the narrative", map[string]string{"1": "办件情况如下：\n行政许可\t77\n行政处罚\t66\n行政强制\t55\n以上。",
			"+t2": "第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t12\n第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t3\n行政强制\t1"},
			map[form.Code]string{"t2.administrative_licensing.decisions": "12", "t2.administrative_penalties.decisions": "3"}, nil},
		{"other handling in one row", map[string]string{"+t3": "（六）其他处理\t1\t0\t0\t0\t0\t0\t1"},
			map[form.Code]string{"t3.other.other.total": "", "t3.other.no_correction.total": ""}, []string{"t3.other.no_correction missing", "t3.other.fee_unpaid missing", "t3.other.other missing"}},
		{"a column left out", map[string]string{"t3": t3 + "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t1\t2\t0\t0\t0\t3\n四、结转下年度继续办理\t1\t0\t0\t0\t0\t1"},
			map[form.Code]string{"t3.received.natural_person": "", "t3.received.total": ""}, []string{"t3.received ambiguous", "t3.carried_out ambiguous"}},
		{"one figure of three", map[string]string{"t2": "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t\t\t126"},
			map[form.Code]string{"t2.normative_documents.made": "", "t2.normative_documents.in_force": "126"}, []string{"t2.normative_documents missing"}},
		{"an unknown row", map[string]string{"+t3": "（八）小计\t1\t0\t0\t0\t0\t0\t1"}, map[form.Code]string{"t3.carried_out.total": "1"}, []string{"t3 unplaced"}},
		{"yuan where the form has 万元", map[string]string{"+t2": "第二十条第（八）项\n信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t70487元"},
			map[form.Code]string{"t2.administrative_fees.amount": "70487"}, []string{"t2.administrative_fees.amount suspect"}},
		{"a text for a figure", map[string]string{"t3": t3 + "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t若干\t0\t0\t0\t0\t0\t1\n四、结转下年度继续办理\t/\t0\t0\t0\t0\t0\t1"},
			map[form.Code]string{"t3.carried_out.natural_person": "/"}, []string{"t3.carried_out.natural_person suspect"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := recognisedText(t, variant(tt.changes))
			for code, want := range tt.cells {
				if got := r.Cell(code).String(); got != want {
					t.Errorf("%s: %q, want %q", code, got, want)
				}
			}
			has := map[string]bool{}
			for _, d := range r.Doubts {
				has[d.Code+" "+d.Kind] = true
			}
			for _, want := range tt.doubts {
				if !has[want] {
					t.Errorf("no doubt %q in %v", want, has)
				}
			}
		})
	}
}
