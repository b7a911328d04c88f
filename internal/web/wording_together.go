package web

import (
	"fmt"

	"nianbao/internal/draft"
)

// Two who changed one place.
const (
	textTwoValues   = "这一格有两个数"
	textThisField   = "这一处"
	textTwoContents = "这一处有两个内容"
	textColleague   = "同事"
	textUseMine     = "用我的"
	textKeepBoth    = "都留下，我来合"
	textYourText    = "您写的"
)

// whoText is who has set the value there is, and when.
func whoText(by setBy) string {
	name := by.name
	if name == "" {
		name = "您在另一个窗口"
	}
	if by.when == "" {
		return name
	}
	return name + " " + by.when + " "
}

func putText(value string) string {
	if value == "" {
		return "清空了"
	}
	return "填 " + value
}

// twoValuesText says who put what into a field.
func twoValuesText(field string, met draft.Conflict, by setBy) string {
	return fmt.Sprintf("%s：您%s，%s%s。", field, putText(met.Yours), whoText(by), putText(met.Theirs))
}

func useText(value string) string {
	if value == "" {
		return "空着"
	}
	return "用 " + value
}

func bothWroteText(by setBy) string {
	if by.name == "" {
		return "这一段在两个窗口里都改了"
	}
	return "这一段两个人都改了"
}

func useTheirsText(by setBy) string {
	if by.name == "" {
		return "用另一个窗口的"
	}
	return "用" + by.name + "的"
}

func theirTextText(by setBy) string { return whoText(by) + "写的" }

// A form that was sent when the session had ended.
const (
	textResume       = "接着保存"
	textCarryYear    = "新建年报"
	textCarryCounty  = "报县日期"
	textCarryPublish = "公布日期"
	textCarryDate    = "日期"
	textCarryURL     = "网址"
	textCarryReason  = "更正原因"
	textCarryName    = "同事姓名"
)

// The menu of what is rarely needed.
const (
	textThisReport = "这份年报"
	textOtherKinds = "导出成别的格式"
	textHelpGroup  = "帮助"
	textHelpPage   = "怎么填"
	textReadOn     = "看这份年报"
)

func aroundText(table string) string { return table + "前后的话" }
