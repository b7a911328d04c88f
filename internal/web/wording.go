package web

import (
	"fmt"
	"strings"

	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// Titles of pages and parts.
const (
	textOverview    = "年报"
	textSetup       = "本单位"
	textHelp        = "这一项怎么算"
	headingMark     = "、" // between a heading's ordinal and its words
	textHeadPart    = "标题、引言和落款"
	textPreface     = "引言"
	textCheckPart   = "核对"
	textPreviewPart = "预览和导出"
	textErrorTitle  = "这一步没有做成"
	textBeforeTable = "表前的话（一般不用写）"
	textAfterTable  = "表后的话（一般不用写）"
	textLocalUser   = "本机"
)

// States of parts and of saving.
const (
	textUntouched = "未填"
	textStarted   = "在写"
	textComplete  = "填好了"
	textToMend    = "%d 处要改"
	textSavedAt   = "已保存 %s"
	textCellsLeft = "还有 %d 格没填"
	textTableMend = "填满了，还有 %d 处要改"
	textTableDone = "填满了，勾稽关系全部平衡"
	textSaving    = "正在保存…"
	textOffline   = "连不上年报助手，内容先留在这个网页里，连上自动补存，请先别关网页"
	textFailed    = "还没存上，请先别关网页"
	textLeave     = "还有内容没存上，真的要离开吗？"
)

// What is said of problems: what is, and what to do.
const (
	textNoPage   = "没有这一页。请从首页重新进入。"
	textMethod   = "这个地址不能这样打开。请从首页重新进入。"
	textHost     = "年报助手只在本机使用，请用启动时显示的地址打开。"
	textOrigin   = "这个请求来自别的网站，没有执行。请在年报助手自己的网页里操作。"
	textBody     = "收到的内容不完整，没有保存。请刷新网页后再填一次。"
	textTooLarge = "内容太大，没有保存。文字请分几段填；读入的文件不能超过 64 MB。"
	textTooMany  = "一次改的格子太多，没有保存。请分几次粘贴。"
	textNoSetup  = "还没有填本单位。请从首页重新进入。"
	textNoDraft  = "没有这一年的年报。请从首页选择年份。"
	textExists   = "这一年的年报已经有了，没有覆盖。请从首页打开。"
	textFinal    = "这份年报已经定稿，内容锁住了。要改请先取消定稿。"
	textYear     = "没有这一年的年报格式。请检查年份。"
	textFormat   = "不认识这份年报的格式。"
	textInternal = "年报助手内部出了问题，刚才这一步没有做成，以前存的内容都在。请再试一次；如果还是这样，把下面的编号告诉管理员。"
	textNoFile   = "还没有选文件。请先选去年的年报文件，再点“读入”。"
	textNoChange = "没有这一步可以撤销。请刷新网页后再看。"
	textConflict = "这一处刚才在别的窗口改过了，请选用哪一个。"
)

var kindNames = map[report.IssuerKind]string{
	report.Town: "镇", report.Township: "乡", report.EthnicTownship: "民族乡", report.Subdistrict: "街道办事处",
	report.Department: "部门", report.County: "县级政府", report.OtherOffice: "其他",
}

// profileFields are the questions of the set-up page.
var profileFields = []profileField{
	{"name", "单位全称", "和公章上的一样，例：青石镇人民政府", true, func(p *profile.Profile) *string { return &p.Name }},
	{"county", "所在县（市、区）", "例：临川县", false, func(p *profile.Profile) *string { return &p.County }},
	{"address", "办公地址", "", false, func(p *profile.Profile) *string { return &p.Address }},
	{"postcode", "邮政编码", "", false, func(p *profile.Profile) *string { return &p.Postcode }},
	{"phone", "办公电话", "填座机，例：0000-1234567", false, func(p *profile.Profile) *string { return &p.Phone }},
	{"email", "电子邮箱", "", false, func(p *profile.Profile) *string { return &p.Email }},
	{"website", "公开年报的网站", "例：https://www.example.gov.cn", false, func(p *profile.Profile) *string { return &p.Website }},
}

var stateNames = map[string]string{
	"": "起草", draft.Drafting: "起草", draft.Final: "已定稿", draft.Published: "已公布",
}

// shapes stand beside colours, for those who cannot tell them apart.
var shapes = map[form.Severity]string{form.Error: "■", form.Warning: "▲", form.Hint: "○"}

var severityNames = map[form.Severity]string{form.Error: "必须改", form.Warning: "请核实", form.Hint: "建议"}

var kindLabels = map[exporter.Kind]string{
	exporter.Text: "纯文本（记事本可读）", exporter.HTML: "网页（县网站用）", exporter.Markdown: "Markdown",
	exporter.CSV: "数据表（CSV，Excel 可打开）", exporter.JSON: "数据文件（JSON，可再读入）",
}

// fieldText says why a field did not take a value.
func fieldText(def *form.Definition, e *draft.FieldError) string {
	name := fieldName(def, e.Field)
	switch e.Reason {
	case draft.TooLong:
		if _, ok := def.Field(form.Code(e.Field)); ok {
			return fmt.Sprintf("%s：内容超过 %d 个字，没有保存。这一格只填数字，请改短。", name, report.MaxValueRunes)
		}
		return fmt.Sprintf("%s：内容太长，没有保存。请改短后再试。", name)
	case draft.ComputedField:
		return fmt.Sprintf("%s：总计自动算，不用填。请改组成它的各格。", name)
	case draft.BadValue:
		return fmt.Sprintf("%s：没有这个选项，没有保存。请从列表里选。", name)
	}
	return fmt.Sprintf("没有“%s”这一项，没有保存。网页可能是升级前打开的，请刷新。", e.Field)
}

// fieldName names a field as the page does: table, row and column of a cell.
func fieldName(def *form.Definition, field string) string {
	if f, ok := def.Field(form.Code(field)); ok && f.Table == "" {
		return f.Label
	} else if ok {
		return def.Table(f.Table).Name + "·" + f.RowLabel + "·" + f.ColLabel
	}
	if h, ok := def.HeadField(field); ok {
		return h.Label
	}
	place, isText := strings.CutPrefix(field, draft.TextPrefix)
	if place == string(report.Preface) && isText {
		return textPreface
	}
	number, _, _ := strings.Cut(place, ".")
	for _, sec := range def.Sections {
		if isText && number == fmt.Sprint(sec.Number) {
			return sec.Heading
		}
	}
	return field
}

func headProblem(code, value string) string {
	if value == "" {
		return ""
	}
	return profile.HeadProblem(code, value)
}
