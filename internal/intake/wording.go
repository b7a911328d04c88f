package intake

import (
	"fmt"
	"strings"

	"nianbao/internal/compare"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Answers that are offered.
const (
	textLeaveBlank = "先空着"
	textDrop       = "不要"
	textSeen       = "看过了，就这样"
	textStay       = "就是这一部分的"
	textTyped      = "您填了数"
	textPreface    = "引言"
	ellipsis       = "…"
	unitYuan       = "元"
	unitWan        = "万元"
)

func zeroText(cells int) string {
	if cells == 1 {
		return "填 0"
	}
	return fmt.Sprintf("%d 格都填 0", cells)
}

func clearText(cells int) string {
	if cells == 1 {
		return "不要这个数，先空着"
	}
	return fmt.Sprintf("这 %d 格都先空着", cells)
}

func keepText(now string) string {
	if now == "" {
		return "照原文"
	}
	return "照原文 " + now
}

func fmtReading(reading string) string { return "读作 " + spaced(reading) }

func fmtUse(reading string) string { return "用 " + spaced(reading) }

func spaced(reading string) string { return strings.Join(strings.Fields(reading), "　") }

func putText(place report.Place) string { return "放到" + compare.PlaceName(place) }

// sentenceEnd tells prose from what stands around a report on a page.
const sentenceEnd = "。"

func behindText(heading string) string { return heading + "（表后）" }

// totalText says that a printed total is not the sum of its parts.
func totalText(def *form.Definition, f form.Field, printed, added string) string {
	return fmt.Sprintf("%s：原文是 %s，各项加起来是 %s。", Name(def, f), printed, added)
}

// Name is a cell as messages name it: 表三·一、…·自然人.
func Name(def *form.Definition, f form.Field) string {
	if f.Table == "" {
		return f.Label
	}
	return def.Table(f.Table).Name + "·" + f.RowShort + "·" + f.ColShort
}

// rowName is how a row is spoken of.
func rowName(def *form.Definition, f form.Field) string {
	return def.Table(f.Table).Name + "·" + f.RowShort
}

func wholeTable(cells int) string { return fmt.Sprintf("整张表，%d 格", cells) }

func wholeRow(values []string) string { return "整行：" + strings.Join(values, "　") }

// answerText says what was answered.
func answerText(q Question, a Answer) string {
	for _, o := range q.Offers {
		if o.Answer == a {
			return o.Label
		}
	}
	switch a.Choice {
	case Put:
		return putText(report.Place(a.Text))
	case Fill:
		return "填 " + spaced(a.Text)
	case Keep:
		return "照原文"
	case Clear:
		return clearText(1)
	}
	return textDrop
}

// CountText says how much was read and what is open.
func CountText(c Count) string {
	parts := []string{fmt.Sprintf("读出 %d 格", c.Cells)}
	for _, open := range []struct {
		n    int
		text string
	}{{c.Look, "%d 处请您看一下"}, {c.Loose, "%d 段不知放哪里"}, {c.Later, "%d 处以后再看也行"}} {
		if open.n > 0 {
			parts = append(parts, fmt.Sprintf(open.text, open.n))
		}
	}
	if len(parts) == 1 {
		return parts[0] + "，没有要看的"
	}
	return strings.Join(parts, "，")
}

// Describe says whose report of which year was read.
func Describe(m *Import) string {
	if m.Report == nil {
		return m.Problem
	}
	issuer := m.Report.Issuer
	if issuer == "" {
		issuer = "没有读出单位名称"
	}
	return fmt.Sprintf("%s · %d 年年报", issuer, m.Report.Year)
}

// Sentences for the pages: what is, and what to do.
const (
	NoImport     = "这份读入的内容已经用掉或者不要了。请从首页重新读入。"
	TooManyFiles = "一次最多读 60 份，没有读。请分几次放进来。"
	OneFile      = "这里一次读一份，没有读。请只放一份进来。"
	NoYear       = "看不出这是哪一年的年报。请在“原文里没写是哪一年”里填上年度，再点“读入”。"
	NotReplaced  = "这一年的年报已经有一份，没有换掉。要换成读入的这一份，请先勾选“换成读入的这一份”，再点一次。"
	Stranger     = "这份年报不是本单位的，没有留下。单位改过名的，请点下面“是我们的，改过名”。"
	Gone         = "这一处刚才已经改过了，没有再改。请看一下现在剩下的。"
	TotalFixed   = "总计自动算，不能单独改。请改组成它的各格。"
	NoDoubt      = "没有这一处可以选。请刷新网页后再看。"
	NoAnswer     = "还没有填内容，或者没有这个选法，没有保存。请再选一次。"
	WrongCount   = "填的数和格子数对不上，没有保存。请一格填一个数，中间空一格；都一样的只填一个。"
	LongFigure   = "内容太长，没有保存。这一格只填数字，请改短。"
)

// ForeignText says that a file is not the report it was to be held against.
func ForeignText(issuer string, year, of int) string {
	if issuer == "" {
		return fmt.Sprintf("这份文件是 %d 年的年报，要比的是 %d 年的。拿错了文件的话，请换一份再比。", year, of)
	}
	return fmt.Sprintf("这份文件是“%s”%d 年的年报，要比的是本单位 %d 年的。拿错了文件的话，请换一份再比。", issuer, year, of)
}

// SameText says how much was compared and found the same.
func SameText(cells, paragraphs int) string {
	return fmt.Sprintf("比了 %d 格数、%d 段话，都一样。", cells, paragraphs)
}

// BatchName names files that were handed over together.
func BatchName(files int) string { return fmt.Sprintf("一起读入的 %d 份文件", files) }

// Titles of differences.
const (
	TitleFigures = "数字"
	TitleHead    = "标题和落款"
	TitleProse   = "文字"
)

// BatchText says how many files were read.
func BatchText(files, read int) string {
	if files == read {
		return fmt.Sprintf("%d 份都读出来了", files)
	}
	return fmt.Sprintf("%d 份里读出 %d 份，%d 份没有读出", files, read, files-read)
}

// BatchHeader is the first line of the table of many files.
func BatchHeader() []string {
	return []string{"文件", "单位", "年度", "读出格数", "没看的", "必须改", "请核实", "没有读出的原因"}
}

// answered is an answer behind a comment.
const answered = "（%s回复：%s）"

// Titles of pages, and names for what has none.
const (
	PageImport   = "读入去年的年报"
	PageImported = "读入的年报"
	PageBatch    = "一起读入的文件"
	PageDoubts   = "读入时没看的"
	DraftNow     = "现在的稿子"
	Widen        = "去掉照片和附件还是太大的，用 nianbao serve --limits 4 打开年报助手，限制就放宽到四倍。"
	PastedText   = "粘贴的内容.txt"
	PastedHTML   = "粘贴的内容.html"
	NoFigures    = "还没有填数。至少填一格，没有的填 0。"
)

var purposeTitles = map[Purpose]string{Reading: PageImport, Revision: "读回修改稿", Webpage: "核对网页", Merged: "读入前身单位的年报"}

// Title names the page of a purpose.
func (p Purpose) Title() string { return purposeTitles[p] }

// FewName names the figures copied by hand from a report that cannot be read.
func FewName(year int) string { return fmt.Sprintf("照 %d 年年报抄的数", year) }

// NoFigure says that something else than a figure was typed.
func NoFigure(name string) string {
	return fmt.Sprintf("“%s”要填数字，没有的填 0，不知道的空着。", name)
}

// noteTexts say what was done to the text of a file, by kind; for fmt where
// they count.
var noteTexts = map[string]string{
	"converted": "原文是繁体字或者夹着拼音，已经转成简体；左边是原文的样子。",
	"repaired":  "有 %d 处乱码，能确定原来是什么字的，已经改回。",
	"broken":    "有 %d 处乱码看不出原来是什么字，照原样留着，请对着原文看一下。",
	"scanned":   "有 %d 页是扫描件，字和数是扫描软件认出来的，可能认错，请对着原件逐个看。",
	"unread":    "有 %d 页是图片，读不出字；那里的内容没有读到，请照原件填。",
	"pictured":  "文件里有 %d 张图片，图片里的字没有读。表在图片里的，请照原件填。",
	"slanted":   "有 %d 页斜着印的水印，没有读。",
	"revised":   "文件里有修订痕迹，按都接受了读。",
}

// NoteText says what was done to a text n times.
func NoteText(kind string, n int) string {
	text := noteTexts[kind]
	if strings.Contains(text, "%d") {
		return fmt.Sprintf(text, n)
	}
	return text
}
