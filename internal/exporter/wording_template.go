package exporter

// Names of the places of a Word template, which stand in double braces.
const (
	placeTitle   = "标题"
	placeNumber  = "发文字号"
	placePreface = "引言"
	placeBody    = "正文"
	placeFoot    = "落款"
	placeIssuer  = "机关"
	placeDate    = "日期"
	placeNote    = "附注"
	placeYear    = "年度"
	placeMark    = "送审标记"
)

// placeHelp says what stands in each place.
var placeHelp = map[string]string{
	placeTitle:   "报告的标题。要有。",
	placeNumber:  "发文字号；没有字号时这一段自动去掉。",
	placePreface: "引言的各段。要有，单独占一段。",
	placeBody:    "六个部分和三张表。要有，单独占一段。",
	placeFoot:    "机关名称和成文日期，按公文的位置排好；附注没有另外安排时也排在这里。要有，单独占一段；也可以改用 {{机关}} 和 {{日期}}。",
	placeIssuer:  "落款的机关名称。",
	placeDate:    "成文日期，如 2026年1月8日。",
	placeNote:    "附注，如（此件公开发布）；没有附注时这一段自动去掉。",
	placeYear:    "报告年度，如 2025。",
	placeMark:    "定稿以前是“送审稿 第几稿 日期”，定稿以后是空的。可以放在页眉里；不放，送审稿的第一行会写。",
}

// Words of a template to begin with.
const (
	styleRed     = "RedHead"
	nameRed      = "红头"
	exampleTitle = "年报模板"
	exampleHead  = "××镇人民政府文件"
)

const enumeration = "、"

// Styles of a report inside a template: their ids begin with the prefix, their
// names are made of these.
const (
	templatePrefix = "Nianbao"
	templateStyle  = "年报%s"
)

var templateStyles = map[string]string{
	styleBody: "正文", styleTitle: "标题", styleHeading1: "一级标题", styleHeading2: "二级标题", styleHeading3: "三级标题",
	styleNumber: "发文字号", styleSigned: "落款", styleCell: "表格文字", styleSmall: nameSmall, styleSmallest: nameSmallest, styleHead: "页眉", styleFoot: "页脚", styleLead: "段首标题",
}

// Sentences about a template that cannot be used, for fmt where they have a
// verb.
const (
	templateWhere    = "%s第 %d 段"
	templateHeader   = "页眉"
	templateFooter   = "页脚"
	templateNotWord  = "这个文件不是 Word 文档（.docx）。请在 Word 或 WPS 里打开模板，另存为“Word 文档（*.docx）”再上传。"
	templateOldWord  = "这个文件是老格式的 Word 文档（.doc），或者加了打开密码。请在 Word 或 WPS 里去掉密码，另存为“Word 文档（*.docx）”再上传。"
	templateMacro    = "这个文件里有宏，为了安全不能用作模板。请在 Word 里另存为“Word 文档（*.docx）”（不要选“启用宏的文档”），再上传。"
	templateExternal = "这个文件引用了别处的文件（链接的图片、附加的模板等），打开时会去别处取内容，不能用作模板。请把图片改为嵌入，在“开发工具 - 文档模板”里去掉附加的模板，再上传。"
	templateTooLarge = "这个文件太大，或者展开以后太大。模板里只要红头、封面和占位符，请删去多余的图片再上传。"
	templateDamaged  = "这个文件读不出来，可能没有下载完整，或者存成了“严格”格式。请在 Word 或 WPS 里打开，另存为“Word 文档（*.docx）”再上传。"
	templateUnclosed = "%s：“%s”——这里的占位符没有写完，少了“}}”。占位符要写在同一段里，前后各两个半角花括号，例如 {{标题}}。"
	templateUnopened = "%s：“%s”——这里多了一个“}}”，前面没有“{{”。占位符前后各两个半角花括号，例如 {{标题}}。"
	templateUnknown  = "%s：没有叫“{{%s}}”的占位符（上下文：“%s”）。能用的是：%s。请改正后再上传。"
	templateNotAlone = "%s：“{{%s}}”要在正文里单独占一段，不能和别的文字同在一段，也不能放在表格、文本框、页眉页脚里或分节的那一段（上下文：“%s”）。请改正后再上传。"
	templateTwice    = "%s：“{{%s}}”出现了两次。它只能放在一处，请删去一处再上传。"
	templateLacks    = "模板里没有“{{%s}}”，报告的这一部分放不进去。请在要放的地方单独写一段，再上传。"
	templateNoPlace  = "报告里有“%s”，单位的 Word 模板里没有“{{%s}}”，放不进去。请在模板里加上，或者先停用模板。"
)

// Sentences about fonts that cannot be used; for fmt, with the file's name.
const (
	fontBroken     = "字体文件“%s”读不出来。请换一个 TrueType 字体文件（.ttf），或者把它拿开。"
	fontOutlines   = "字体文件“%s”是 OpenType（CFF）字体，放不进 PDF。请换成 TrueType 字体文件（.ttf）。"
	fontCollection = "字体文件“%s”是几个字体合在一起的（.ttc）。请换成单个的 TrueType 字体文件（.ttf）。"
	fontWeb        = "字体文件“%s”是网页用的字体（.woff）。请换成 TrueType 字体文件（.ttf）。"
)
