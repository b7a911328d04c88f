package proof

import "nianbao/internal/exporter"

// Names of places in a report, for fmt where they have a verb.
const (
	wordMark       = "送审标记"
	wordHeading    = "标题"
	wordCaption    = "表名"
	wordNote       = "附注"
	wordParagraph  = "%s第%d段"
	wordDot        = "·"
	wordCell       = "%s第%d行第%d列"
	wordMore       = "多出的文字"
	wordRest       = "其他内容"
	wordWholeTable = "整张表"
	wordOtherGrid  = "格子的位置不同"
	wordBlank      = "空白"
)

// kindNames name files in messages.
var kindNames = map[exporter.Kind]string{
	exporter.DOCX: "Word 文件", exporter.PDF: "PDF 文件", exporter.HTML: "网页文件", exporter.Text: "纯文本文件",
	exporter.Markdown: "Markdown 文件", exporter.XLSX: "表格文件", exporter.CSV: "CSV 文件", exporter.JSON: "JSON 文件",
	exporter.SVG: "图解",
}

// Sentences of the message.
const (
	messageUnread     = "刚导出的%s读不回来，没有办法核对，所以没有交给您。请再导出一次；还是这样，请先改用别的格式，并告诉软件的维护人员。报告本身没有变动。"
	messageDiffers    = "刚导出的%s读回来核对，有 %d 处和报告不一样，所以没有交给您："
	messageDifference = "%s，文件里是“%s”，应是“%s”；"
	messageMore       = "等等；"
	messageWhatToDo   = "请再导出一次；还是这样，请先改用别的格式，并告诉软件的维护人员。报告本身没有变动。"
)
