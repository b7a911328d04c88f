package recognise_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/internal/report"
)

// TestIssuerInSentences: pages that lost their title still name the office in
// a sentence; what is taken from there is to be looked at.
func TestIssuerInSentences(t *testing.T) {
	const period = "统计期限自2022年1月1日起至2022年12月31日止。"
	for name, c := range map[string]struct{ preface, one, issuer string }{
		"announced":       {"根据《条例》规定,现发布《临川县水利局2022年政府信息公开工作年度报告》。" + period, "一。", "临川县水利局"},
		"to the public":   {"现特向社会公布临川县水利局2022年政府信息公开情况。" + period, "一。", "临川县水利局"},
		"in section one":  {"", "现公布临川县水利局2022年政府信息公开工作年度报告。" + period, "临川县水利局"},
		"of the work":     {"结合临川县水利局2022年政府信息公开工作实际，编制本报告。" + period, "一。", "临川县水利局"},
		"the county":      {"现公布临川县2022年政府信息公开工作年度报告。在临川县人民政府网站下载。" + period, "一。", "临川县人民政府"},
		"made by":         {"本报告由临川经济开发区管理委员会（以下简称管委会）编制。" + period, "一。", "临川经济开发区管理委员会"},
		"whom to ask":     {"如有疑问，请联系：临川县水利局办公室，电话0794-8612345。" + period, "一。", "临川县水利局"},
		"who acts":        {period, "2022年，临川县水利局认真贯彻《条例》。临川县司法局的做法值得学习。", "临川县水利局"},
		"account":         {period, "通过政务新媒体“临川县水利局”公开信息30条。", "临川县水利局"},
		"ours is no name": {"现将我局2022年度政府信息公开工作报告如下：" + period, "我局公开30条。", ""},
		"no full name":    {"由县水利局办公室编制。" + period, "县水利局认真贯彻《条例》。", ""},
		"of a notice":     {"按照《临川县人民政府办公室关于做好2022年政府信息公开工作年度报告编制工作的通知》编制。" + period, "一。", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(map[string]string{"title": "", "preface": c.preface, "1": c.one, "sign": "", "date": ""}))
			kind := "suspect"
			if c.issuer == "" {
				kind = "missing"
			}
			if got := strings.Join(kinds(r, "issuer"), " "); r.Issuer != c.issuer || got != kind || r.Year != 2022 {
				t.Errorf("%q, %q, %d", r.Issuer, got, r.Year)
			}
		})
	}
}

// TestTitleAmongMenus: the title is the line that names office and year, not a
// menu above it; a page that has it in its index card only is read from there.
func TestTitleAmongMenus(t *testing.T) {
	const title = "临川县水利局2022年政府信息公开工作年度报告"
	for name, above := range map[string]string{
		"menu":      "当前位置 > 首页 > 临川县水利局 > 政府信息公开年报\n014178686/2023-00003\n政府信息公开年报\n临川县水利局\n2023-01-13\n有效\n" + title,
		"card":      "索引号 | 1/2023 | 发文字号 | |\n标 题 | " + title + " | ||\n发布机构 | 水利局 | 公文时效 | 有效 |",
		"card line": "索引号 1/2023 发文字号\n标   题 " + title + "\n发布机构 县水利局 公文时效 有效",
		"bullets":   "• 索引号\n1/2023\n• 发布机构\n临川县水利局\n• 时效性\n有效\n" + title + "\n- 发布日期:2023-01-30\n- 来源:临川县水利局\n点击收听年报语音朗读",
		"sharing":   "用微信扫描二维码\n分享至好友和朋友圈\n" + title + "\n2023-01-20 作者:佚名 点击数:",
		"page":      "1\n临川县水利局\n2022 年政府信息公开工作年度报告",
		"tail":      title + " 二维码\n图解链接:点击查看图解",
		"counted":   title + "\n• 听全文\n• 2023-03-08\n• 6135",
		"marks":     title + "\n????????临川县水利局\n???????????2022年政府信息公开工作年度报告",
	} {
		t.Run(name, func(t *testing.T) {
			const preface = "本报告自2022年1月1日起至2022年12月31日止。"
			r := recognisedText(t, variant(map[string]string{"title": above, "preface": preface, "sign": "", "date": ""}))
			if r.Title != title || r.Issuer != "临川县水利局" || r.Year != 2022 || r.Narrative(report.Preface) != preface {
				t.Errorf("%q of %q, %d: %q", r.Title, r.Issuer, r.Year, r.Narrative(report.Preface))
			}
			if n := len(kinds(r, "title")) + len(kinds(r, "signature")); n > 1 {
				t.Errorf("%d doubts: %v", n, r.Doubts)
			}
		})
	}
}

// TestOverviewWithoutHeading: the points of a first section without heading are
// no part of the preface.
func TestOverviewWithoutHeading(t *testing.T) {
	const points = "（一）主动公开情况\n2022年，公开90条。\n（二）依申请公开情况\n收到1件。"
	r := recognisedText(t, variant(map[string]string{"h1": "", "1": points}))
	if r.Narrative("1") != points || strings.Contains(r.Narrative(report.Preface), "公开90条") || !slices.Equal(kinds(r, "section.1"), []string{"missing"}) {
		t.Errorf("%q, %q, %v", r.Narrative(report.Preface), r.Narrative("1"), r.Doubts)
	}
}
