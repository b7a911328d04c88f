package requirement

import (
	"fmt"
	"strings"
)

const (
	textLine  = "第 %d 行"
	textKey   = "“%s”"
	textColon = "："
)

const (
	textTooLarge      = "这个文件超过 64 KB，不像是县里的要求文件。请确认选对了文件。"
	textNotUTF8       = "这个文件不是 UTF-8 编码。请县里用年报助手重新导出，或者另存为 UTF-8 再读入。"
	textNotYAML       = "这里的写法读不懂。请看看有没有少空格、少引号，或者请县里重新发一份。"
	textNoContent     = "文件里没有要求的内容。请确认选对了文件。"
	textNoSchema      = "没有写 schema: " + Schema + "，不像是县里的要求文件。请确认选对了文件。"
	textMapping       = "下面要写“名称: 内容”。"
	textList          = "下面要一项一行地列出，每项以“- ”开头。"
	textAlias         = "不用 & 和 * 这样的引用，请直接写内容。"
	textTwice         = "写了两次，请留一个。"
	textNeedsText     = "这里要写文字。"
	textOneLine       = "这里写在一行里，不要换行。"
	textNoNotice      = "请写县里通知的名称（title）或者文号（number），核对时要引用。"
	textNoYears       = "请写用于哪一年的年报，如 2025:，下面可以写报县和公布的日期。"
	textYears         = "下面要列出年份，如 2025:，再写 report（报县）和 publish（公布）的日期。"
	textTitleFields   = "标题里要有 {issuer}（机关名称）和 {year}（年度），可以有 {county}（县名），不用别的花括号。"
	textSectionNumber = "number 要写 1 到 6，是第几部分。"
	textRequired      = "每一项要写 text（要写什么）和 words（写到了哪个词就算写了）。"
	textDecimals      = "下面写“格子代码: 小数位数”，如 t2.administrative_fees.amount: 2。"
)

func newerText(schema string) string {
	return fmt.Sprintf("这个文件是另一个版本（%s），这里能读 %s。请升级年报助手，或者请县里发这一版的文件。", shown(schema), Schema)
}

func otherSchemaText(schema string) string {
	return fmt.Sprintf("这个文件是“%s”，不是县里的要求文件（%s）。请确认选对了文件。", schema, Schema)
}

func unknownKeyText(key string) string {
	return fmt.Sprintf("没有“%s”这一项，请看看拼写。", key)
}

func unknownFormatText(format string) string {
	return fmt.Sprintf("没有“%s”这一版格式，可以写 \"2021\"。", format)
}

func otherFormatText(year int, name string) string {
	return fmt.Sprintf("%d 年度用的不是%s。", year, name)
}

func longText(most int) string { return fmt.Sprintf("太长了，最多 %d 个字。", most) }

func manyText(most int) string { return fmt.Sprintf("太多了，最多 %d 项。", most) }

func numberText(from, to int) string { return fmt.Sprintf("要写 %d 到 %d 的整数。", from, to) }

func dateText(year int) string {
	if year == 0 {
		return "日期要写成 2026-01-15 的样子。"
	}
	return fmt.Sprintf("日期要写成 %d-01-15 的样子，在 %d 年 12 月到 %d 年底之间。", year+1, year, year+1)
}

func notAmountText(code string) string {
	return fmt.Sprintf("“%s”不是金额的格子，可以写 t2.administrative_fees.amount。", code)
}

// Cited is the notice as a sentence names it: 《…》（文号）.
func (q *Requirement) Cited() string {
	if q.Notice.Title == "" {
		return q.Notice.Number
	}
	title := "《" + strings.NewReplacer("《", "〈", "》", "〉").Replace(q.Notice.Title) + "》"
	if q.Notice.Number == "" {
		return title
	}
	return title + "（" + q.Notice.Number + "）"
}

// Source names the notice shortly: by its number, else by its title.
func (q *Requirement) Source() string {
	if q.Notice.Number != "" {
		return q.Notice.Number
	}
	return "《" + q.Notice.Title + "》"
}

// Lines say what is asked of a section, for the page it is written on.
func (s Section) Lines() []string {
	var out []string
	if s.MaxChars > 0 {
		out = append(out, fmt.Sprintf("不超过 %d 字", s.MaxChars))
	}
	if len(s.Headings) > 0 {
		out = append(out, fmt.Sprintf("分 %d 小段：%s", len(s.Headings), strings.Join(s.Headings, "、")))
	}
	for _, r := range s.Required {
		out = append(out, r.Text)
	}
	return out
}
