package extract

import (
	"regexp"
	"strings"
)

// Sentences for users: what is the matter, and what to do. For fmt where they
// have a verb.
const (
	tooLarge     = "这个文件太大（超过 %d MB），读不了。请只传年报本身，不要带照片和附件。"
	tooMuch      = "这个文件展开后内容太多，不像一份年报，没有读。请只传年报本身，不要带照片和附件。"
	tooMuchText  = "这个文件的文字太多（超过 %d 行或 %.0f MB），不像一份年报，没有读。请只传年报本身，不要和别的材料合在一起。"
	tooLong      = "这个文件读了很久还没读完，已经停下。请把年报部分另存成一个文件，或复制年报的文字粘贴到这里。"
	emptyFile    = "这个文件是空的。请重新下载或另存一次，再读入。"
	noText       = "这个文件里没有文字。请看看是不是选错了文件。"
	damaged      = "这个文件读不出来，可能没有下载完整。请重新下载或另存一次，再读入。"
	encrypted    = "这个文件设了打开密码，读不了。请用 Word 或 WPS 打开，取消密码后另存一次，再读入。"
	encryptedPDF = "这个 PDF 设了打开密码，读不了。请先取消密码另存一次，或复制里面的文字粘贴到这里。"
	ScanSentence = "这份是扫描件，读不出字。可以到县网站复制去年的网页粘贴到这里，或只抄 10 个数（结转 6 个、现行有效 1 个、尚未审结 3 个）。"
	unreadable   = "这个 PDF 里的字没有带编码，读不出来。可以到县网站复制去年的网页粘贴到这里，或只抄 10 个数（结转 6 个、现行有效 1 个、尚未审结 3 个）。"
	pictureFile  = "这个文件里面是一张图片，读不出字。可以到县网站复制去年的网页粘贴到这里，或只抄 10 个数（结转 6 个、现行有效 1 个、尚未审结 3 个）。"
	oldSheet     = "这是旧版 Excel 文件（.xls），读不了。请用 Excel 或 WPS 打开，另存为 .xlsx，再读入。"
	oldWord      = "这是很早的 Word 文件（Word 95 以前），读不了。请用 Word 或 WPS 打开，另存为 .docx，再读入。"
	bareXML      = "这是 XML 文件，读不了。请用 Word 或 WPS 打开，另存为 .docx，再读入。"
	richText     = "这是 RTF 文件，读不了。请用 Word 或 WPS 打开，另存为 .docx，再读入。"
	otherWPS     = "这个文件是旧版 WPS 自己的格式，读不了。请用 WPS 打开，另存为 .docx，再读入。"
	otherZip     = "这是压缩包或别的办公文件，读不了。能读的有网页、Word（.docx .doc）、WPS、Excel（.xlsx）、PDF 和文本文件，请解压或另存为其中一种。"
	ofdFile      = "这是 OFD 版式文件，读不了。请用 WPS 或 OFD 阅读器打开，另存或打印成 PDF，再读入。"
	unknownKind  = "看不出这是什么文件，读不了。能读的有网页、Word（.docx .doc）、WPS、Excel（.xlsx）、PDF 和文本文件，请另存为其中一种。"
)

// Numerals that Word writes by itself.
var (
	countWords = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}
	legalWords = []string{"壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾"}
	stems      = []string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}
)

// torn lists what became of characters whose bytes were annotated with a
// reading while out of step, and what they were.
var torn = strings.NewReplacer("?qū)I(yè)", "專業")

// radicals lists characters that some programs write as the radical that looks
// the same, where Unicode does not say what it stands for.
var radicals = strings.NewReplacer(
	"⺠", "民", "⺟", "母", "⻁", "虎", "⻄", "西", "⻅", "见", "⻆", "角", "⻉", "贝", "⻋", "车", "⻓", "长", "⻔", "门",
	"⻘", "青", "⻙", "韦", "⻚", "页", "⻛", "风", "⻜", "飞", "⻝", "食", "⻢", "马", "⻣", "骨", "⻤", "鬼", "⻥", "鱼",
	"⻦", "鸟", "⻨", "麦", "⻩", "黄", "⻬", "齐", "⻮", "齿", "⻰", "龙", "⻳", "龟", "⺎", "兀", "⺝", "月", "⺒", "巳",
)

// pageNumberPattern: 3, - 3 -, — 3 —, 第3页, 第3页共8页, 3/8.
const pageNumberPattern = `^[-－—–―·•第]*\d{1,3}[-－—–―·•页]*([，,/]?共?\d{1,3}页?)?$`

// sentenceEnds are the marks that end a paragraph.
const sentenceEnds = "。：；！？:;!?.”）"

const fullStop = "。"

// stops end a sentence, and nothing goes on behind them.
const stops = "。！？!?"

// partMark is how a part or a point of a report begins, which is never the
// middle of a sentence.
var partMark = regexp.MustCompile(`^\s*([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])`)

// titleMark is a line that is the title of such a report, whose text never goes
// on in the next line.
var titleMark = regexp.MustCompile(`^\S{0,40}\d{4}\S{0,16}(信息|政务)公开\S{0,12}(报告|年报)$`)

// captionMark is how the caption of a table begins.
var captionMark = regexp.MustCompile(`^\s*表\s*([一二三四五六七八九十]|\d)`)
