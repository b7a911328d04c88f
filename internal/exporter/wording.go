package exporter

import (
	"regexp"

	"nianbao/internal/docx"
)

// Date formats, for fmt: year, month, day.
const (
	dayFormat   = "%d年%d月%d日"
	monthFormat = "%d年%d月"
)

// yearMark follows the report year in a title.
const yearMark = "年"

// untitled names a file whose report has no title: issuer and year.
const untitled = "%s%d年度报告"

// indent begins a paragraph of plain text: two full-width spaces.
const indent = wide + wide

// wide is a full-width space.
const wide = "　"

// levelMarks tell sub-headings by how a paragraph begins.
var levelMarks = []struct {
	level int
	mark  *regexp.Regexp
}{
	{2, regexp.MustCompile(`^[（(][一二三四五六七八九十]{1,3}[）)]`)},
	{3, regexp.MustCompile(`^[0-9０-９]{1,2}(?:[．、]|\.(?:[^0-9]|$))`)},
}

// Where the first sentence of a paragraph ends, and what else a heading on a
// line of its own does not end with.
const (
	sentenceEnd = "。"
	closing     = "。；：？！，"
)

// Line breaking within a table cell: what must not begin a line, what must
// not end one, and behind what a break reads well.
const (
	noBegin   = "，。、；：？！）》〉」』”’％%,.;:?!)]}"
	noEnd     = "（《〈「『“‘([{"
	goodBreak = "，、；：）。"
)

// Fonts of official documents, as Word names them.
const (
	fontTitle   = "方正小标宋简体"
	fontBody    = "仿宋_GB2312"
	fontSecond  = "楷体_GB2312"
	fontHeading = "黑体"
	fontTable   = "宋体"
	fontLatin   = "Times New Roman"
)

// wordFonts says what stands in for a font on PCs that do not have it.
var wordFonts = []docx.Font{
	{Name: fontTitle, Alternatives: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,小标宋体,华文中宋,宋体", Roman: true},
	{Name: fontBody, Alternatives: "仿宋,FangSong,华文仿宋"},
	{Name: fontSecond, Alternatives: "楷体,KaiTi,华文楷体"},
	{Name: fontHeading, Alternatives: "SimHei,华文黑体"},
	{Name: fontTable, Alternatives: "SimSun,华文宋体", Roman: true},
	{Name: fontLatin, Roman: true},
}

// Names of styles of our own, as Word shows them, and of the program.
const (
	nameNumber   = "发文字号"
	nameCell     = "表格文字"
	nameSmall    = "表格小字"
	nameSmallest = "表格最小字"
	nameLead     = "段首标题"
	program      = "年报助手"
)

// missingText says which characters keep a PDF from being made; andMore stands
// for those not named.
const (
	missingText = "这些字没有字体，画不进 PDF：%s%s。请换成别的写法；或者把有这些字的字体文件（.ttf）放进数据文件夹的“字体”文件夹，再导出。Word 和网页不受影响。"
	andMore     = "等"
)

// dataSheet is the sheet of a workbook that is read back.
const dataSheet = "数据"

// Words of the picture for residents.
const (
	pictureName    = "图解"
	pictureNothing = "全年各项均为 0。"
	pictureUnknown = "未填"
	pictureSource  = "数据来自%s%d年政府信息公开工作年度报告。"
	pictureLast    = "斜纹和“去年”是 %d 年的数。"
	lastYear       = "去年 "
	listComma      = "，"
)

// Words of the sheet a report is signed off with.
const (
	approvalHeading  = "审签单"
	usualUnit        = "件"
	inUnit           = "（%s）"
	approvalReport   = "报告"
	approvalItem     = "项目（件）"
	approvalYear     = "%d年"
	approvalNone     = "上年"
	approvalDelta    = "增减"
	approvalVerdict  = "核对结论"
	approvalStands   = "已说明"
	approvalLarge    = "变化较大"
	approvalBalanced = "勾稽关系全部平衡，没有要改的地方。"
	approvalOpen     = "还有 %d 处要改或者要说明："
	approvalMore     = "另有 %d 处，见核对页。"
	approvalAccepted = "%s说明：%s"
	approvalChange   = "%s：%s变为%s"
	approvalSign     = "签名：　　　　　　　　日期：　　　年　　月　　日"
)

// approvalSigns are those who sign, in the order of the work.
var approvalSigns = []string{"起草", "初审", "复审", "终审", "保密审查", "签发"}
