package sentence_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/fuzzing"
	"nianbao/internal/sentence"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want []string
	}{
		{"two", "收到2件。已办结。", []string{"收到2件。", "已办结。"}},
		{"no stop at the end", "情况如下：\n无", []string{"情况如下：\n无"}},
		{"semicolons keep an enumeration", "一是慢；二是少。", []string{"一是慢；二是少。"}},
		{"stop inside brackets", "完善机制（一、公开。二、解读。），推进公开。好。", []string{"完善机制（一、公开。二、解读。），推进公开。", "好。"}},
		{"closing quote belongs to it", "做到“件件有回音。”办结率高。", []string{"做到“件件有回音。”", "办结率高。"}},
		{"closing bracket behind a stop", "已公开。）下一句。", []string{"已公开。）", "下一句。"}},
		{"bracket without its mate", "（一、公开。二、解读。", []string{"（一、公开。", "二、解读。"}},
		{"several stops", "真的吗？！是。", []string{"真的吗？！", "是。"}},
		{"address of the web", "见https://a.cn/?id=1。好。", []string{"见https://a.cn/?id=1。", "好。"}},
		{"nothing", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, sentence.Split(tt.in)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

var kinds = map[sentence.Kind]string{
	sentence.Name: "name", sentence.Year: "year", sentence.Period: "period", sentence.Date: "date", sentence.Percent: "percent",
	sentence.Count: "count", sentence.Number: "number", sentence.Ordinal: "ordinal", sentence.Nothing: "nothing",
}

func TestScan(t *testing.T) {
	tests := []struct{ in, want string }{
		{"全年公开政府信息59条。", "count:59"},
		{"发布稿件 300 余篇，办结率达 100%。", "count:300 余 percent:100%"},
		{"收取行政事业性收费3.6200万元。", "count:3.6200"},
		{"受理申请为零件。", "count:零"},
		{"公开1,113条。", "count:1,113"},
		{"占百分之八十五点七。", "percent:百分之八十五点七"},
		{"召开专题会议三次。", "count:三"},
		{"每季度由干部查看一次。", ""},
		{"办理中实行一件一档。", ""},
		{"每年培训2次。", "number:2"},
		{"对照26个试点领域检查。", "number:26"},
		{"督促检查，完善5个机制。", "number:5"},
		{"政府集中采购项目5个。", "count:5"},
		{"配有信息公开工作人员1名。", "number:1"},
		{"累计培训80余人。", "count:80余"},
		{"全镇14个行政村。", "number:14"},
		{"拨打12345热线24小时受理。", "number:12345 number:24"},
		{"电话：0000-1234567，邮编：000000。", "number:0000-1234567 number:000000"},
		{"邮箱：a1234@126.com。", "name:a1234@126.com"},
		{"第3期培训。", "number:3"},
		{"《条例》第五十条规定。", "name:《条例》"},
		{"（建政办〔2020〕52号）文件", "name:〔2020〕52号"},
		{"《2020年政务公开要点》", "name:《2020年政务公开要点》"},
		{"推行“四项机制”。", "name:“四项机制”"},
		{"2020年度公开。", "year:2020年度"},
		{"自 2020 年 1 月 1 日起至 2020 年 12 月 31 日止", "period:2020 年 1 月 1 日起至 2020 年 12 月 31 日"},
		{"2020年1月1日至12月31日", "period:2020年1月1日至12月31日"},
		{"2020年5月12日召开会议。", "date:2020年5月12日"},
		{"5月12日召开会议。", "date:5月12日"},
		{"1、公开的形式：1、网站；2、公开栏", "ordinal:1、 ordinal:1、 ordinal:2、"},
		{"2.推进公开。", "ordinal:2."},
		{"未收到政府信息公开申请。", "nothing:未收到"},
		{"未承办和办理人大代表建议。", "nothing:未承办和办理"},
		{"全年没有因此被追究责任。", "nothing:没有"},
		{"本机关，无政府信息专项经费。", "nothing:无"},
		{"无法提供，无正当理由。", ""},
		{"逾期未办理的通报。", ""},
		{"部分公开栏没有及时更新。", ""},
		{"做到有无错漏都登记。", ""},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			var got []string
			for _, p := range sentence.Scan(tt.in) {
				text := p.Text
				if p.Figure != "" {
					text = p.Figure
				}
				if p.Kind != sentence.Words {
					got = append(got, fmt.Sprintf("%s:%s", kinds[p.Kind], text))
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestClauses(t *testing.T) {
	got := sentence.Clauses("2020年度，本机关（党政办，司法所）未收到申请；无诉讼。")
	want := []string{"2020年度", "本机关（党政办，司法所）未收到申请", "无诉讼"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzScan: nothing is lost or added, whatever the text.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"2020年1月1日起至12月31日，公开59条，占5.00%。", "《》“〔2020〕5号无", "1.2.3、零件未收到", "\xff零\xe9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fuzzing.Bounded(t, func() {
			if got := strings.Join(sentence.Split(text), ""); got != text {
				t.Fatalf("split: %q", got)
			}
			var b strings.Builder
			for _, p := range sentence.Scan(text) {
				if p.Text == "" {
					t.Fatal("an empty piece")
				}
				b.WriteString(p.Text)
			}
			if b.String() != text {
				t.Fatalf("scan: %q", b.String())
			}
		})
	})
}
