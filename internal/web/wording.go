package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"nianbao/internal/compare"
	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/narrative"
	"nianbao/internal/packet"
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
	textQuestions   = "四个问题"
	textFinalPart   = "定稿"
	textDeletePart  = "删除年报"
)

// The card of the year.
const (
	textMendLeft   = "%d 处必须改"
	textVerifyLeft = "%d 处请核实"
	textGoOn       = "接着写"
	textLookAt     = "预览和导出"
	textToReview   = "打印送审稿"
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
	textOffline   = "网络断了，内容先存在这台电脑，连上自动补存"
	textElsewhere = "别的部分有一处后来又改过，没有覆盖；没选的内容在“以前的稿子”里"
	textUnkept    = "连不上年报助手，内容先留在这个网页里，连上自动补存，请先别关网页"
	textFailed    = "还没存上，请先别关网页"
	textLeave     = "还有内容没存上，真的要离开吗？"
)

// What is said of problems: what is, and what to do.
const (
	textNoPage         = "没有这一页。请从首页重新进入。"
	textMethod         = "这个地址不能这样打开。请从首页重新进入。"
	textHost           = "这个地址不是年报助手的。请用启动时显示的地址，或者“让同事也能用”页上写的地址打开。"
	textOrigin         = "这个请求来自别的网站，没有执行。请在年报助手自己的网页里操作。"
	textBody           = "收到的内容不完整，没有保存。请刷新网页后再填一次。"
	textTooLarge       = "内容太大，没有保存。文字请分几段填；文件不能超过 64 MB。"
	textTooMany        = "一次改的格子太多，没有保存。请分几次粘贴。"
	textNoSetup        = "还没有填本单位。请从首页重新进入。"
	textNoDraft        = "没有这一年的年报。请从首页选择年份。"
	textExists         = "这一年的年报已经有了，没有覆盖。请从首页打开。"
	textFinal          = "这份年报已经定稿，内容锁住了。要改请先取消定稿。"
	textYear           = "没有这一年的年报格式。请检查年份。"
	textFormat         = "不认识这份年报的格式。"
	textInternal       = "年报助手内部出了问题，刚才这一步没有做成，以前存的内容都在。请再试一次；如果还是这样，把下面的编号告诉管理员。"
	textNoFile         = "还没有选文件，也没有粘贴内容。请先选文件或者粘贴，再点“读入”。"
	textNothingBrought = "这一段说的都是去年的事，没有放进来。要用里面的话，请选中复制。"
	textHeading        = "小标题没有改。请写 1 到 30 个字。"
	textMoved          = "小标题刚才变了，没有改。请看一眼现在的小标题再点。"
	textNoChange       = "没有这一步可以撤销。请刷新网页后再看。"
	textNotFinal       = "这份年报没有定稿，不用取消。请刷新网页后再看。"
	textStale          = "您看过之后，这份年报又改过了，没有定稿。请再看一遍，再点“定稿”。"
	textReason         = "这份年报已经公布，更正要写明原因。请填原因后再点“更正”。"
	textOrder          = "现在还不能记这一步：定稿后才记“已公布”，公布后才记“已归档”；“定稿盖章”在定稿时自动记。"
	textAnswer         = "没有这个回答，没有保存。请刷新网页后再选。"
	textDate           = "日期没有保存。请写成 2026-01-15 这样，年份看一下对不对。"
	textAddress        = "网址没有保存。请从浏览器地址栏整条复制，以 http:// 或 https:// 开头。"

	textLongReason = "更正原因太长，没有保存。请改短到 500 个字以内。"
	textConflict   = "这一处刚才在别的窗口改过了，请选用哪一个。"
)

// Accounts: titles and sentences.
const (
	textLogin         = "登录"
	textForgot        = "重设密码"
	textAccount       = "我的账户"
	textColleagues    = "让同事也能用"
	textSignIn        = "登录已过期，内容没丢，重新登录接着写。"
	textOtherUser     = "这个网页是别人登录时打开的，内容没丢。请原来的人重新登录接着写；要换人，请另开网页。"
	textMayNot        = "您的账户不能做这一步，没有改动任何内容。要做请找单位里负责“管理”的同事。"
	textWrongPassword = "姓名和密码对不上，请再试一次。"
	textTooOften      = "试的次数太多了，请等半分钟再试。"
	textWrongCode     = "这个数字对不上，或者已经用过、过了时间。请看年报助手窗口里最新的数字。"
	textCodeUsed      = "数字已经用掉了，请在年报助手的窗口里重新取一个。"
	textNoUser        = "没有这位同事。请从“同事”页重新进入。"
	textNoUserNamed   = "没有这个姓名的账户，请看看字有没有写错。"
	textNameTaken     = "已经有人用这个姓名了。同名的请加上科室，例：王芳（财政所）。"
	textNotFirst      = "已经有账户了，请登录。"
	textNotAgain      = "两次写的密码不一样，请重写一遍。"
	textLastAdmin     = "至少要留一位能登录的“管理”，没有改动。请先让另一位同事当“管理”。"
	textReading       = "您的账户是“%s”，只看不改"
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

var milestoneNames = map[draft.Milestone]string{
	draft.Begun: "起草", draft.InReview: "送审", draft.ToCounty: "报县",
	draft.Finished: "定稿盖章", draft.Announced: "已公布", draft.Archived: "已归档",
}

// stateText is how far a report is: its status, or the last milestone.
func stateText(r *report.Report) string {
	state := stateNames[r.Status]
	if r.Status == draft.Published {
		return state
	}
	for _, m := range []draft.Milestone{draft.Archived, draft.Announced} {
		if r.Status == draft.Final && draft.Reached(r, m).Done() {
			return milestoneNames[m]
		}
	}
	if r.Status == draft.Final {
		return state
	}
	switch {
	case draft.Reached(r, draft.Announced).Done():
		return "正在更正"
	case draft.Reached(r, draft.ToCounty).Done():
		return "已报县"
	case draft.Reached(r, draft.InReview).Done():
		return "已送审"
	}
	return state
}

func leftText(n int, final, reading bool) string {
	switch {
	case reading && n > 0:
		return fmt.Sprintf("还有 %d 处没写好", n)
	case final:
		return ""
	case n == 0:
		return "都写好了，没有要改的"
	}
	return fmt.Sprintf("还要您做的 %d 件事", n)
}

// questionsText leads to the questions; asked for while something is left.
func questionsText(answered, total int, left bool) string {
	switch {
	case total == 0:
		return ""
	case answered == total, !left:
		return textQuestions
	case answered == 0:
		return "先答四个问题"
	}
	return fmt.Sprintf("四个问题，还有 %d 个没答", total-answered)
}

// dayText is a day without its year, momentText one with the time.
func dayText(t time.Time) string    { return fmt.Sprintf("%d月%d日", t.Month(), t.Day()) }
func momentText(t time.Time) string { return t.Local().Format("2006年1月2日 15:04") }

var dueNames = map[draft.Due]string{draft.DueCounty: "报县", draft.DuePublish: "公布"}

var dueUnknown = map[draft.Due]string{draft.DueCounty: "报县日期未填", draft.DuePublish: "公布日期未填"}

// dueText says how long there is until a date of the county's notice.
func dueText(due draft.Due, at time.Time, left int) string {
	switch {
	case left < 0:
		return fmt.Sprintf("%s日期（%s）已过 %d 天", dueNames[due], dayText(at), -left)
	case left == 0:
		return fmt.Sprintf("今天%s（%s）", dueNames[due], dayText(at))
	}
	return fmt.Sprintf("距%s还有 %d 天（%s）", dueWhere[due], left, dayText(at))
}

// dueWhere is what the days are counted to.
var dueWhere = map[draft.Due]string{draft.DueCounty: "报县里", draft.DuePublish: "公布"}

func deletedText(at time.Time) string { return dayText(at) + "删除" }

// markText stands above a report that is not final.
func markText(m draft.Mark) string {
	return fmt.Sprintf("送审稿 第%d稿 %s", m.Number, dayText(m.Date))
}

func lockedText(r *report.Report) string {
	t := draft.Reached(r, draft.Finished)
	if !t.Done() {
		return "这份年报已定稿，内容锁住了。"
	}
	return fmt.Sprintf("这份年报 %s 已定稿，内容锁住了。", dayText(t.Date))
}

// finalText says whether a report can be finalised.
func finalText(left, accepted int) string {
	switch {
	case left > 0:
		return notYetText(left)
	case accepted > 0:
		return fmt.Sprintf("勾稽关系全部平衡，%d 处已说明。", accepted)
	}
	return "勾稽关系全部平衡，没有要说明的。"
}

func notYetText(left int) string { return fmt.Sprintf("还差 %d 处，改好就能定稿", left) }

func versionTitle(number int) string { return fmt.Sprintf("第%d次定稿", number) }

func yearText(text string, year int) string {
	return strings.ReplaceAll(text, "{year}", fmt.Sprint(year))
}

// doneText says what the answer "no" did.
func doneText(def *form.Definition, r *report.Report, q *form.Question) string {
	t, _, wording := def.SentenceOf(q)
	if wording == nil {
		return q.Filled + "。"
	}
	subject := narrative.Subject{Definition: def, Report: r}
	var text string
	for _, p := range subject.Say(wording) {
		text += r.Render(p)
	}
	if !strings.Contains(r.Narrative(report.Place(t.Place)), text) {
		return q.Filled + "。" // what last year left speaks against it, or somebody took it out
	}
	return fmt.Sprintf("%s，%s写入“%s”", q.Filled, placeText(def, t.Place), text)
}

// placeText is the short name of a place: 第一部分.
func placeText(def *form.Definition, place string) string {
	for _, sec := range def.Sections {
		ordinal, _, found := strings.Cut(sec.Heading, headingMark)
		number, _, _ := strings.Cut(place, ".")
		if found && fmt.Sprint(sec.Number) == number {
			return "第" + ordinal + "部分"
		}
	}
	return textPreface
}

// carriedText says what last year left, where the answer was "no".
func carriedText(s draft.Standing) string {
	switch {
	case s.Carried != "":
		return strings.ReplaceAll(s.Question.Carried, "{count}", s.Carried)
	case s.Open > 0:
		return fmt.Sprintf("去年的年报里这一项没有读到，还有 %d 格空着，请照去年的填。", s.Open)
	case s.Unknown:
		return "没有读入去年的年报，去年转来的也先填了 0，有的话请改。"
	}
	return ""
}

// contraryText says that a figure speaks against the answer "no".
func contraryText(r *report.Report, s draft.Standing) string {
	if len(s.Contrary) == 0 {
		return ""
	}
	value := r.Cell(s.Contrary[0]).String()
	if n := len(s.Contrary); n > 1 {
		return fmt.Sprintf("刚才选的是“%s”，现在填了 %s 等 %d 格。", s.Question.No, value, n)
	}
	return fmt.Sprintf("刚才选的是“%s”，现在填了 %s。", s.Question.No, value)
}

// shapes stand beside colours, for those who cannot tell them apart.
var shapes = map[form.Severity]string{form.Error: "■", form.Warning: "▲", form.Hint: "○"}

var severityNames = map[form.Severity]string{form.Error: "必须改", form.Warning: "请核实", form.Hint: "建议"}

var kindLabels = map[exporter.Kind]string{
	exporter.DOCX: "导出 Word", exporter.PDF: "PDF 文件（打印、传阅用）",
	exporter.XLSX: "表格（Excel、WPS 表格）", exporter.SVG: "图解（给群众看的图）",
	kindApproval: "审签单（Word）", packet.Kind: "归档包（全部文件和校验清单）",
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
	if e.Reason == draft.BadRuns {
		return fmt.Sprintf("%s：这一段里跟着表格走的数和文字对不上，没有保存。请刷新网页后再改。", name)
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
	if name, ok := workName(field); ok {
		return name
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

// workName names what is noted on the way to a report.
func workName(field string) (name string, ok bool) {
	key, ok := strings.CutPrefix(field, draft.WorkPrefix)
	switch {
	case field == draft.StatusField:
		return "状态", true
	case !ok:
		return "", false
	case strings.HasPrefix(key, "answer."):
		return textQuestions, true
	case strings.HasPrefix(key, "due."):
		return "县里通知的日期", true
	case strings.HasPrefix(key, "review"):
		return "送审稿", true
	case strings.HasPrefix(key, "remark."):
		return "修改意见", true
	case strings.HasPrefix(key, "doubt."):
		return intake.PageDoubts, true
	}
	step, _, _ := strings.Cut(strings.TrimPrefix(key, "step."), ".")
	if name = milestoneNames[draft.Milestone(step)]; name == "" {
		name = "更正原因"
	}
	return name, true
}

func headProblem(code, value string) string {
	if value == "" {
		return ""
	}
	return profile.HeadProblem(code, value)
}

// Earlier states, and what a window is told of others.
const (
	textHistoryPart = "以前的稿子"
	textAside       = "没选的"
	textOneWindow   = "另一个窗口"
	textWriting     = "%s正在写%s"
	textLooking     = "%s正在看这份年报"
	textUndone      = "已撤销：%s"
	textRedone      = "已重做：%s"
)

// causeNotes stand beside lines that nobody typed.
var causeNotes = map[draft.Cause]string{draft.Undo: "撤销", draft.Answered: "回答问题", draft.Inserted: "用常用写法"}

// events are things done to a report as a whole.
var events = map[draft.Cause]string{
	draft.Create: "新建了这份年报", draft.Delete: "删除了这份年报", draft.Undelete: "找回了这份年报",
	draft.Restore: "恢复到以前的稿子", draft.Answered: "回答了四个问题里的一个", draft.Inserted: "用了常用写法", draft.Dated: "填了县里通知的日期", draft.Ticked: "记了一步进度",
	draft.Reviewed: "打印了送审稿", draft.Remarked: "记了修改意见", draft.Looked: "看过读入时的疑问",
	draft.Finalised: "定稿", draft.Unlocked: "取消定稿", draft.Renewed: "照去年的更正改了结转的数",
}

func eventText(cause draft.Cause) string {
	if text, ok := events[cause]; ok {
		return text
	}
	return "改动"
}

// personText is who made a change; some were made by the program.
func personText(by string) string {
	if by == "" {
		return "年报助手"
	}
	return by
}

// periodText is when somebody worked.
func periodText(from, to time.Time) string {
	from, to = from.Local(), to.Local()
	day := "1月2日"
	if from.Format(day+" 15:04") == to.Format(day+" 15:04") {
		return to.Format("2006年1月2日 15:04")
	}
	if from.Format(day) == to.Format(day) {
		return from.Format("2006年1月2日 15:04") + "—" + to.Format("15:04")
	}
	return from.Format("2006年1月2日 15:04") + "—" + to.Format("1月2日 15:04")
}

// lineName names a field in the history.
func lineName(def *form.Definition, field string) string {
	if code, ok := strings.CutPrefix(field, draft.UnitPrefix); ok {
		return fieldName(def, code) + "·单位"
	}
	if rule, ok := strings.CutPrefix(field, draft.AcceptedPrefix); ok {
		rule, _, _ = strings.Cut(rule, "|")
		return "核对 " + rule + " 的说明"
	}
	if name := fieldName(def, field); name != field {
		return name
	}
	return "附注"
}

// partText is a part as colleagues call it.
func partText(part string) string {
	if part == partHead {
		return textHeadPart
	}
	if number, err := strconv.Atoi(part); err == nil && number > 0 && number < 10 {
		return compare.PlaceName(report.SectionPlace(number))
	}
	return ""
}

// presenceText says who else is on the report, and where.
func presenceText(me sighting, others []sighting) string {
	var out []string
	for _, o := range others {
		name := o.name
		if name == me.name {
			name = textOneWindow
		}
		text := fmt.Sprintf(textLooking, name)
		if part := partText(o.part); part != "" {
			text = fmt.Sprintf(textWriting, name, part)
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if more := len(out) - shownOthers; more > 0 {
		out = append(out[:shownOthers], fmt.Sprintf("还有 %d 处", more))
	}
	return strings.Join(out, "；")
}

// shownOthers is how many others are named.
const shownOthers = 3

// undoneText says what was undone or redone, which may be on another page.
func undoneText(def *form.Definition, c draft.Change, redo bool) string {
	if c.Cause != draft.Undo || len(c.Edits) == 0 {
		return ""
	}
	name := lineName(def, c.Edits[0].Field)
	if n := len(c.Edits); n > 1 {
		name = fmt.Sprintf("%s等 %d 处", name, n)
	}
	if redo {
		return fmt.Sprintf(textRedone, name)
	}
	return fmt.Sprintf(textUndone, name)
}

// Backups, closing.
const (
	textBackup       = "备份／交接包"
	textClosed       = "年报助手已关闭"
	textBackupFolder = "备份"
	textNoBackupFile = "还没有选文件。请先选备份文件，再点“恢复”。"
	textReplace      = "这里已经有内容，没有恢复。确实要换成备份里的内容，请先勾选“换成备份里的内容”。"
	textNotHere      = "请在运行年报助手的那台电脑上关闭。"
)

// keptKinds name the backups that the program makes by itself.
var keptKinds = []struct{ mark, text string }{{"每日", "每日"}, {"升级前", "升级前"}, {"恢复前", "恢复前的内容"}}

func keptText(name string) string {
	for _, k := range keptKinds {
		if strings.Contains(name, k.mark) {
			return k.text
		}
	}
	return ""
}

func sizeText(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// What the pages call the sheet for signing and the ways to a site's editor.
const (
	textApprovalPart    = "审签单"
	textLetterhead      = "Word 模板"
	textExampleTemplate = "年报模板（样子）.docx"
	textCopyPart        = "复制到网站"
	textCopyRich        = "普通粘贴"
	textCopyRichHelp    = "像从 Word 里复制一样，带着表格和格式。多数网站用这种。"
	textCopySource      = "源码"
	textCopySourceHelp  = "粘进去格式乱了，就点编辑框的“源码”或“HTML”，再粘贴这一种。"
	textCopySimple      = "简化版"
	textCopySimpleHelp  = "网站把格式都去掉时用：只留表格线和宽度，还是粘在“源码”里。"
)

// approvalFile names the sheet for signing.
func approvalFile(base string) string { return base + "审签单.docx" }
