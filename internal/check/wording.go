package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Every sentence of this package is here. Labels come from the definition; no
// sentence blames: it says what is, what it should be, what to do.

// joined names a place in a table: 表三·予以公开·自然人.
func joined(parts ...string) string { return strings.Join(parts, "·") }

// list puts short things in a row: 1、2.
func list(parts []string) string { return strings.Join(parts, "、") }

// measured is a figure with its unit, if it has one.
func measured(figure, unit string) string {
	if unit == "" {
		return figure
	}
	return figure + " " + unit
}

// whereText puts the place in front of a sentence.
func whereText(where, sentence string) string {
	if where == "" {
		return sentence
	}
	return where + "：" + sentence
}

// fixText is what to press or do: the figure to put first, then the advice of
// the definition.
func fixText(fix, advice string) string {
	if fix == "" && advice == "" {
		return "请看一眼，没错就说明一下。"
	}
	return fix + advice
}

func changeText(value string) string { return fmt.Sprintf("改成 %s。", value) }

func mendText(label, value string) string { return fmt.Sprintf("%s应为 %s。", label, value) }

// mendsText gives each column its value, or one value to all.
func mendsText(columns, values []string) string {
	if len(slices.Compact(slices.Clone(values))) == 1 {
		return values[0]
	}
	parts := make([]string, len(columns))
	for i := range columns {
		parts[i] = columns[i] + " " + values[i]
	}
	return list(parts)
}

// ---- sums

// partsText names the parts of a sum by the ordinals of the first and the last.
func partsText(first, last string) string {
	if a, b := ordinal(first), ordinal(last); a != "" && b != "" {
		return a + "至" + b + "各项"
	}
	return "各项"
}

// ordinal is the number in brackets that a label begins with: （一）.
func ordinal(label string) string {
	if !strings.HasPrefix(label, "（") {
		return ""
	}
	before, _, ok := strings.Cut(label, "）")
	if !ok || strings.Trim(strings.TrimPrefix(before, "（"), "一二三四五六七八九十") != "" {
		return ""
	}
	return before + "）"
}

func sumText(parts, sum, total, found, difference string) string {
	return fmt.Sprintf("%s合计 %s，%s填 %s，差 %s。", parts, sum, total, found, difference)
}

func balanceText(left, right, difference, unit string) string {
	return fmt.Sprintf("收到 %s，办结和结转共 %s，差 %s。",
		measured(left, unit), measured(right, unit), measured(difference, unit))
}

// ---- single figures

func notNumberText(found string) string {
	return fmt.Sprintf("填的是“%s”，要填数字。", found)
}

func negativeText(found string) string { return fmt.Sprintf("填的是 %s，最小是 0。", found) }

func digitsText(found string, have, most int) string {
	return fmt.Sprintf("填的是 %s，有 %d 位，最多 %d 位，请数一数。", found, have, most)
}

func wholeText(found string) string {
	return fmt.Sprintf("填的是 %s，要填整数，不带小数。", found)
}

func placesText(found string, have, most int) string {
	return fmt.Sprintf("填的是 %s，小数有 %d 位，最多 %d 位。", found, have, most)
}

// zeroText says which columns of a row should be 0.
func zeroText(columns, found []string) string {
	parts := make([]string, len(columns))
	for i := range columns {
		parts[i] = columns[i] + "填 " + found[i]
	}
	return list(parts) + "，应为 0。"
}

func thresholdText(found, over, unit string) string {
	if over == "0" {
		return fmt.Sprintf("填的是 %s，一般是 0，请核实。", measured(found, unit))
	}
	return fmt.Sprintf("填的是 %s，一般不超过 %s，请核实。", measured(found, unit), measured(over, unit))
}

func movedText(previous, now, factor string, gone bool) string {
	if gone {
		return fmt.Sprintf("去年是 %s，今年填 %s，请核实。", previous, now)
	}
	return fmt.Sprintf("去年是 %s，今年填 %s，相差超过 %s 倍，请核实。", previous, now, factor)
}

const identicalText = "各格的数与去年一模一样，而且不全是 0，请核实。"

func togetherText(a, valueA, b, valueB string) string {
	return fmt.Sprintf("%s填 %s，%s填 %s：要么都是 0，要么都不是 0。", a, valueA, b, valueB)
}

// ---- comparisons

// pairText compares two figures: 上年结转填 1，去年年报的结转下年度是 2，差 1。
func pairText(op string, left, right said, with facts) string {
	word := map[string]string{"=": "差", "<=": "多", ">=": "少"}[op]
	second := fmt.Sprintf("%s是 %s", right.label, with.right)
	if right.previous {
		second = "去年年报的" + second
	}
	return fmt.Sprintf("%s填 %s，%s，%s %s。", left.label, with.left, second, word, with.difference)
}

// boundText says what one figure should be, given the others:
// 去年现行有效 5，今年制发 1、废止 0，现行有效应为 6，填的是 5。
// Converted is set where the others are in another unit.
func boundText(op string, subject said, given []said, bound, converted string) string {
	word := map[string]string{"=": "应为", "<=": "最多应为", ">=": "至少应为"}[op]
	text := givenText(given, converted != "")
	if converted != "" {
		text += "，折合 " + converted
	}
	return fmt.Sprintf("%s，%s%s %s，填的是 %s。", text, subject.label, word, bound, subject.value)
}

func sidesText(left, right []said, with facts) string {
	return fmt.Sprintf("%s，得 %s；%s，得 %s；差 %s。",
		givenText(left, false), with.left, givenText(right, false), with.right, with.difference)
}

// givenText lists figures, last year's first where there are some.
func givenText(given []said, units bool) string {
	var before, now []string
	for _, g := range given {
		label := g.label
		if rest := strings.TrimPrefix(label, thisYear); rest != "" {
			label = rest
		}
		text := label + " " + g.value
		if units {
			text = label + " " + measured(g.value, g.unit)
		}
		if g.previous {
			before = append(before, text)
		} else {
			now = append(now, text)
		}
	}
	switch {
	case len(before) == 0:
		return "今年" + list(now)
	case len(now) == 0:
		return "去年" + list(before)
	}
	return "去年" + list(before) + "，今年" + list(now)
}

// thisYear begins the labels of this year's figures.
const thisYear = "本年"

// ---- text and figures

func mentionText(figures, sections, words []string) string {
	return fmt.Sprintf("%s，“%s”里没有说到（如“%s”）。", list(figures), strings.Join(sections, "”“"), words[0])
}

func orphanText(figures []string, table, last, this string) string {
	return fmt.Sprintf("%s，而%s %s、%s 年全是 0，请核实。", list(figures), table, last, this)
}

// blankText names the columns of a row that are not filled; none: all of them.
func blankText(columns []string) string {
	if len(columns) == 0 {
		return "这一行还没有填。"
	}
	return list(columns) + "还没有填。"
}

func tableMissingText(table string) string { return table + "还没有填，一个数也没有。" }

const (
	proseMissingText = "这一部分还没有文字。"
	fieldMissingText = "还没有填。"
)

func nowText(value string) string { return fmt.Sprintf("现在是“%s”。", value) }

func slotsText(open int) string { return fmt.Sprintf("文字里还有 %d 处空没有填。", open) }

func carriedText(left int) string { return fmt.Sprintf("还有 %d 处去年的话没看过。", left) }

// ---- units

// largeUnit is the unit expected where a format leaves the choice.
const largeUnit = "万元"

func unitMissingText(value string, units []string) string {
	return fmt.Sprintf("填的是 %s，没有写单位（%s）。", value, strings.Join(units, "或"))
}

func unitText(value, have, expected string, fixed bool) string {
	if !fixed {
		return fmt.Sprintf("填的是 %s %s，一般按%s填。", value, have, expected)
	}
	return fmt.Sprintf("填的是 %s %s，这里的单位是%s。", value, have, expected)
}

// converted is an amount in the larger unit; "" between other units.
func converted(n decimal.Decimal, from, to string) string {
	if from != "元" || to != largeUnit {
		return ""
	}
	return n.Shift(-4).String() + " " + largeUnit
}

// ---- printed wording

func printedText(printed, official string) string {
	return fmt.Sprintf("印的是“%s”，格式里是“%s”。", printed, official)
}

func headingText(printed, official string) string {
	return fmt.Sprintf("标题印的是“%s”，格式里是“%s”。", printed, official)
}

// ---- head and foot

// yearsText names the years of a format; to 0 is open.
func yearsText(from, to int) string {
	if to == 0 {
		return fmt.Sprintf("%d 年度起", from)
	}
	return fmt.Sprintf("%d 至 %d 年度", from, to)
}

func formatText(year, format, years string) string {
	return fmt.Sprintf("报告年度是 %s，用的是%s，它用于%s。", year, format, years)
}

// yearWord follows the year in a title.
const yearWord = "年"

func titleTailText(title, tail string) string {
	return fmt.Sprintf("标题：现在是“%s”，应以年度加“%s”结尾。", title, tail)
}

func titleYearText(title string) string {
	return fmt.Sprintf("标题：现在是“%s”，没有写年度。", title)
}

func titleOfficeText(title string) string {
	return fmt.Sprintf("标题：现在是“%s”，年度前面没有写机关全称。", title)
}

func titleNameText(title, office string) string {
	return fmt.Sprintf("标题：现在是“%s”，机关只写到“%s”，要写全称。", title, office)
}

func titleFixText(title string) string { return fmt.Sprintf("改成“%s”。", title) }

func yearText(found, expected string) string {
	return fmt.Sprintf("标题：写的是 %s 年，报告年度是 %s 年。", found, expected)
}

// periodExpression finds a period of two days; the second year may be left out.
const periodExpression = `([0-9０-９]{4})\s*年\s*([0-9０-９]{1,2})\s*月\s*([0-9０-９]{1,2})\s*日\s*起?\s*[至到—–－~～-]+\s*` +
	`(?:([0-9０-９]{4})\s*年\s*)?([0-9０-９]{1,2})\s*月\s*([0-9０-９]{1,2})\s*日`

func periodText(quote, expected string) string {
	return fmt.Sprintf("引言：统计期限写的是“%s”，应为“%s”。", quote, expected)
}

func calendarYearText(year int) string {
	return fmt.Sprintf("%d年1月1日起至%d年12月31日", year, year)
}

func dayText(day time.Time, monthOnly bool) string {
	if monthOnly {
		return fmt.Sprintf("%d年%d月", day.Year(), day.Month())
	}
	return fmt.Sprintf("%d年%d月%d日", day.Year(), day.Month(), day.Day())
}

func dateText(day string, next int) string {
	return fmt.Sprintf("落款日期：写的是%s，一般在 %d 年 1 月至 3 月。", day, next)
}

func lateText(day, deadline string) string {
	return fmt.Sprintf("落款日期：写的是%s，县里定的是%s。", day, deadline)
}

// officeLabel names the office that uses the program.
const officeLabel = "本机关"

func officesText(labelA, a, labelB, b string) string {
	return fmt.Sprintf("%s是“%s”，%s是“%s”，不一致，请核实。", labelA, a, labelB, b)
}

// ---- the county's notice

func headingsAskedText(source, section string, titles []string) string {
	return fmt.Sprintf("%s要求“%s”有小标题“%s”，现在没有。", source, section, strings.Join(titles, "”“"))
}

func paragraphAskedText(source, section, text string) string {
	return fmt.Sprintf("%s对“%s”的要求里有一条还没有写到：%s。", source, section, strings.TrimRight(text, "。"))
}

func lengthAskedText(source, section string, have, most int) string {
	return fmt.Sprintf("%s要求“%s”不超过 %d 字，现在 %d 字，多 %d 字。", source, section, most, have, have-most)
}

func decimalsAskedText(source, found string, places int) string {
	return fmt.Sprintf("%s要求保留 %d 位小数，填的是 %s。", source, places, found)
}

func titleAskedText(source, title string) string {
	return fmt.Sprintf("标题：现在是“%s”，与%s要求的写法不同。", title, source)
}

func citeAskedText(source string, missing []string) string {
	return fmt.Sprintf("引言：%s要求写明的依据，还没有写到%s。", source, list(missing))
}

// ---- strips and explanations

func stripUntouchedText(column string) string { return column + "：收到的件数还没填完" }

func stripText(column string, left, done, carried decimal.Decimal) string {
	right := done.Add(carried)
	if left.Equal(right) {
		return fmt.Sprintf("%s：收到 %s ＝ 办结 %s ＋ 转下年 %s，平了", column, left, done, carried)
	}
	if left.GreaterThan(right) {
		return fmt.Sprintf("%s：收到 %s，办结 %s ＋ 转下年 %s，还差 %s", column, left, done, carried, left.Sub(right))
	}
	return fmt.Sprintf("%s：收到 %s，办结 %s ＋ 转下年 %s，多了 %s", column, left, done, carried, right.Sub(left))
}

func stripRestText(column string, left, rest decimal.Decimal) string {
	switch rest.Sign() {
	case 0:
		return fmt.Sprintf("%s：收到 %s，结果都填了，空着的填 0 就平了", column, left)
	case 1:
		return fmt.Sprintf("%s：收到 %s，还有 %s 件没填办理结果", column, left, rest)
	}
	return fmt.Sprintf("%s：收到 %s，填的结果已经多了 %s", column, left, rest.Abs())
}

// explainText leaves out the parts that are 0 when there are many.
func explainText(total form.Field, value report.Value, parts []part, byRow bool) string {
	const many = 8
	var shown []string
	blank, zero := 0, 0
	for _, p := range parts {
		if p.value.IsBlank() {
			blank++
			continue
		}
		if n, ok := p.value.Decimal(); ok && n.Sign() == 0 {
			zero++
			if len(parts) > many {
				continue
			}
		}
		label := p.field.ColShort
		if byRow {
			label = p.field.RowShort
		}
		shown = append(shown, label+" "+p.value.String())
	}
	name := total.RowShort + "·" + total.ColShort
	switch {
	case blank > 0:
		return fmt.Sprintf("%s 自动算：还有 %d 格没填，填满了才算得出。", name, blank)
	case zero == len(parts):
		return fmt.Sprintf("%s %s：各格都是 0。", name, value)
	}
	text := fmt.Sprintf("%s %s ＝ %s", name, value, strings.Join(shown, " ＋ "))
	if len(shown) < len(parts) {
		text += "，其余各格是 0"
	}
	return text + "。"
}
