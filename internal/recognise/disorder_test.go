package recognise_test

import (
	"strings"
	"testing"
)

// TestDisorder: text that was copied column by column keeps its sums however
// its figures are given to rows and columns. None is read without a doubt.
func TestDisorder(t *testing.T) {
	const head = "青石镇人民政府2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
	lines := func(text string) string { return strings.Join(strings.Fields(text), "\n") + "\n" }
	for name, text := range map[string]string{
		"table four": "四、政府信息公开行政复议、行政诉讼情况\n" + lines("行政复议 结果维持 结果纠正 其他结果 尚未审结 13 0 0 11 行政诉讼 未经复议直接起诉 总计 结果维持 结果纠正 其他结果 24 1 9 0") +
			lines("尚未审结 0 复议后起诉 结果维持 结果纠正 其他结果 尚未审结 总计 10 7 14 9 0 总计 30"),
		"table three": lines("申请人情况 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计 （一）予以公开 （二）部分公开 1.属于国家秘密 2.其他法律行政法规禁止公开") +
			lines("13 0 14 11 0 15 53 0 16 15 14 0 6 51 485 130 158 117 115 131 1136 0 2 2 0 14 7 25 （七）总计 四、结转下年度继续办理"),
	} {
		t.Run(name, func(t *testing.T) {
			r := recognisedText(t, head+text+"五、存在的主要问题及改进情况\n公开不够及时。\n")
			for _, f := range catalog(t).Latest().Fields() {
				if got := r.Cell(f.Code).String(); f.Table != "" && got != "" && !covered(r, f) {
					t.Errorf("%s: %s without a doubt", f.Code, got)
				}
			}
			if len(r.Doubts) == 0 {
				t.Error("no doubt")
			}
		})
	}
}
