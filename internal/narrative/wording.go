package narrative

import (
	"fmt"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// fieldNames name the text fields, in templates and where one is not known.
var fieldNames = map[string]string{
	"issuer": "机关名称", "short_name": "简称", "we": "我镇", "county": "县名", "year": "年度", "last_year": "上一年度", "next_year": "下一年度",
	"address": "地址", "postcode": "邮编", "phone": "电话", "email": "电子邮箱", "website": "网址", "disclosure_office": "工作机构",
	"notice": "格式通知文号", "notice_title": "格式通知名称", "local_notice": "县里的通知",
}

const (
	textOffice  = "单位和年度"
	textFigures = "只在文字里用的数"
	nameJoint   = "·"
)

// weText is how an office calls itself: 我镇, 我局.
func weText(kind report.IssuerKind, name string) string {
	switch kind {
	case report.Town:
		return "我镇"
	case report.Township, report.EthnicTownship:
		return "我乡"
	case report.Subdistrict:
		return "我街道"
	}
	for _, e := range []struct{ ending, we string }{
		{"县人民政府", "我县"}, {"区人民政府", "我区"}, {"市人民政府", "我市"}, {"旗人民政府", "我旗"},
		{"办公室", "我办"}, {"委员会", "我委"}, {"中心", "我中心"}, {"局", "我局"}, {"委", "我委"}, {"办", "我办"},
	} {
		if strings.HasSuffix(name, e.ending) {
			return e.we
		}
	}
	return "本机关"
}

// titled puts a title into its marks; those inside become single.
func titled(title string) string {
	return "《" + strings.NewReplacer("《", "〈", "》", "〉").Replace(title) + "》"
}

// headingExpression is a sub-heading: its number and the rest.
const headingExpression = `^[（(]([一二三四五六七八九十]{1,3})[）)]\s*(.*)$`

// titleEnds are what ends a sub-heading with text behind it.
const titleEnds = "。：:；，,"

// clauseMarks end a clause of a sentence.
const clauseMarks = "，。；、：（）,;:()！？"

// unitWords may stand between one figure and the words of the next; the longer
// first.
var unitWords = []string{"万元", "元", "件", "条", "项", "份"}

const digits = "零一二三四五六七八九"

// ordinalText is a number in brackets: （十二）.
func ordinalText(n int) string {
	if n < 1 || n > 99 {
		return fmt.Sprintf("（%d）", n)
	}
	names := []rune(digits)
	text := string(names[n%10])
	switch {
	case n >= 20 && n%10 == 0:
		text = string(names[n/10]) + "十"
	case n >= 20:
		text = string(names[n/10]) + "十" + text
	case n == 10:
		text = "十"
	case n > 10:
		text = "十" + text
	}
	return "（" + text + "）"
}

// fromOrdinal is the number that Chinese digits stand for.
func fromOrdinal(text string) int {
	n, digit := 0, 0
	for _, r := range text {
		if r == '十' {
			n, digit = n+max(digit, 1)*10, 0
			continue
		}
		digit = len([]rune(digits[:strings.IndexRune(digits, r)]))
	}
	return n + digit
}

// problemText says what to mend in a text.
func (n *Names) problemText(f form.Flaw) string {
	where := fmt.Sprintf("第 %d 行第 %d 个字：", f.Line, f.Column)
	switch f.Kind {
	case form.UnknownName:
		if near := n.near(f.Text); near != "" {
			return where + fmt.Sprintf("没有“%s”这一栏，是不是“%s”？可以从栏目表里点选。", f.Text, near)
		}
		return where + fmt.Sprintf("没有“%s”这一栏，请从栏目表里点选。", f.Text)
	case form.EmptyName:
		return where + "花括号里是空的，请写栏目的名字，或者删去括号。"
	case form.Unclosed:
		return where + fmt.Sprintf("“%s”后面少了另一半括号。", f.Text)
	case form.Unopened:
		return where + fmt.Sprintf("“%s”前面少了另一半括号。", f.Text)
	case form.Nested:
		return where + "括号里又有括号。一层就够，请拆开写。"
	case form.Directive:
		return where + fmt.Sprintf("“%s”这样的写法不用，这里没有循环和判断，只写栏目的名字。", f.Text)
	case form.TooLongText:
		return fmt.Sprintf("这一句太长了，最多 %d 个字。", form.MaxWordingRunes)
	}
	return where + "这里看不懂，请改一下。"
}
