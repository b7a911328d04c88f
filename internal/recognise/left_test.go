package recognise_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/report"
)

// leftOf lists what was not read: where, how many lines, and the message.
func leftOf(r *report.Report) (out []string) {
	for _, d := range r.Doubts {
		if d.Kind == "unplaced" {
			out = append(out, d.Code+" "+d.Scope+": "+d.Message)
		}
	}
	return out
}

// TestLeftOnce: what stands together and has no place is asked about once, and
// nothing of it is lost.
func TestLeftOnce(t *testing.T) {
	const card = "首页 > 政府信息公开\n索引号：\tLC-1\t发文机关：\t青石镇\n有效性：\t有效\t发布日期：\t2023-01-12"
	const foot = "附件下载\n扫一扫在手机打开\n相关文章\n关于公布权责清单的通知\n主办：临川县人民政府"
	const note = "今年重点公开了高标准农田、惠民补贴和村级事务三类信息，群众反映较好。"
	for name, c := range map[string]struct {
		changes map[string]string
		want    []string
	}{
		"head and foot of a page": {map[string]string{"-title": card, "+date": foot}, []string{
			"title head: 标题前后有 3 行不知放哪里，没有读进来：“首页 > 政府信息公开”“索引号： LC-1 发文机关： 青石镇”等。",
			"section.6 section: 这 5 行不知放哪里，没有读进来：“附件下载”“扫一扫在手机打开”等。"}},
		"on both sides of the title": {map[string]string{"-title": "当前位置：首页", "+title": "来源：青石镇 浏览次数：3\n青石镇2022年政府信息公开工作年度报告"}, []string{
			"title head: 标题前后有 3 行不知放哪里，没有读进来：“当前位置：首页”“来源：青石镇 浏览次数：3”等。"}},
		"cover and title again": {map[string]string{"+title": "临川县青石镇人民政府\n2023年1月\n临川县青石镇人民政府2022年政府信息公开工作年度报告"}, []string{
			"title head: 标题前后有 3 行不知放哪里，没有读进来：“临川县青石镇人民政府”“2023年1月”等。"}},
		"one line": {map[string]string{"+date": "扫一扫在手机打开"}, []string{"section.6 section: 这一行不知放哪里，没有读进来：“扫一扫在手机打开”。"}},
		"on both sides of the signature": {map[string]string{"-sign": "附件下载", "+date": "打印"}, []string{
			"section.6 section: 这 2 行不知放哪里，没有读进来：“附件下载”“打印”。"}},
		"a paragraph among it": {map[string]string{"+date": "附件下载\n" + note + "\n打印"}, []string{
			"section.6 section: 这一行不知放哪里，没有读进来：“附件下载”。",
			"section.6 section: 这一段不知放哪里，没有读进来：“" + note + "”。",
			"section.6 section: 这一行不知放哪里，没有读进来：“打印”。"}},
		"in two places": {map[string]string{"+1": "分享到\n下一步继续公开。", "+date": "打印"}, []string{
			"section.1 section: 这一行不知放哪里，没有读进来：“分享到”。",
			"section.6 section: 这一行不知放哪里，没有读进来：“打印”。"}},
		"remarks in a table": {map[string]string{"t3": "项目\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\t备注\n一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\t含网上申请\n四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1\t含信函"}, []string{
			"t3 table: 表三：有 2 行的数后面还印着别的字，表里没有放的地方，没有读进来：“一、本年新收政府信息公开申请数量 含网上申请”“四、结转下年度继续办理 含信函”。"}},
		"rows of their own": {map[string]string{"+t3": "其中：网络申请\t1\t0\t0\t0\t0\t0\t1\n其中：信函申请\t0\t0\t0\t0\t0\t0\t0"}, []string{
			"t3 table: 表三：表里有 2 行不知放哪里，没有读进来：“其中：网络申请 1 0 0 0 0 0 1”“其中：信函申请 0 0 0 0 0 0 0”。"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, variant(c.changes))
			if diff := cmp.Diff(c.want, leftOf(r)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			var told strings.Builder
			for _, d := range r.Doubts {
				if d.Text == "" {
					d.Text = d.Excerpt
				}
				told.WriteString(d.Text + "\n")
			}
			for _, change := range c.changes {
				for line := range strings.Lines(change) {
					line = strings.Join(strings.Fields(line), " ")
					if !strings.Contains(told.String(), line) && !strings.Contains(r.Narrative("1"), line) && name != "remarks in a table" {
						t.Errorf("%q is lost in %q", line, told.String())
					}
				}
			}
		})
	}
}
