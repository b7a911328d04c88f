package recognise

import "regexp"

// traditional are characters of labels in traditional script, each with its
// simplified one behind it.
const traditional = "項项數数據据規规發发現现業业構构關关單单許许處处罰罚強强費费額额萬万總总計计請请開开結结轉转辦办國国屬属於于務务執执無无個个" +
	"審审訴诉訟讼經经復复複复議议糾纠認认獲获為为組组織织與与產产決决維维製制廢废徵征採采購购條条內内對对會会區区農农環环機机"

// How a number in front of a label or heading is written.
var ordinal = regexp.MustCompile(`^\s*(?:[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|第?[一二三四五六七八九十]{1,3}\s*[、.．，,部]分?|[0-9０-９]{1,2}\s*[.．、，,])\s*`)

// Marks of Markdown and HTML within a line.
var (
	headingMark = regexp.MustCompile(`^\s*#{1,6}\s*`)
	autolink    = regexp.MustCompile(`<((?:https?|mailto):[^<>\s]+)>`)
	inlineTag   = regexp.MustCompile(`(?i)</?(?:b|strong|i|em|u|span|p|br|font|center|a|sup|sub)(?:\s[^<>]*)?/?>`)
	boldMark    = regexp.MustCompile(`\*{1,3}([^*]+)\*{1,3}`)
	escaped     = regexp.MustCompile("\\\\([\\\\`*_{}\\[\\]()#+.!|<>-])")
)

// emptyMarks are printed where a figure is lacking. They are kept as printed.
var emptyMarks = regexp.MustCompile(`^(?:[/／\\—–－\-−―─*＊]{1,3}|无|没有|不适用|空|零|未统计|○|〇|无变化|没有变化|未变化|不变|持平|无增减|未增减)$`)

// oddFigure is a figure with the mark of a footnote, a remark or the like.
var oddFigure = regexp.MustCompile(`^(?:约|近)[0-9０-９]+(?:件|条|个|宗|份|次|元|万元)?$|` +
	`^(?:增加?|减少?|[↑↓])[0-9０-９]{1,4}(?:项|个|件)?$|^[+＋][(（]?[0-9]+[)）]?[ /／、，,]*[-－−][(（]?[0-9]+[)）]?$|` +
	`^(?:人民币)?[¥￥]?[0-9０-９,，]+(?:\.[0-9]+)?(?:元|万元)?$|` +
	`^[+\-−－]?[0-9０-９]+(?:\.[0-9]+)?(?:万元|元|人次|件|条|个|项|宗|份|次)?` +
	`(?:万|亿元?|万?余元?|余?万余?元|[①-⑳*＊※#△▲]{1,3}|注[0-9一二三]?|[%％‰]|余|多|左右|[\[［【〔(（][^\[\]()（）]{1,16}[)）\]］】〕]|[+＋][0-9]+)$`)

// figuresAlone is a cell of figures: one that was broken, most of all.
var figuresAlone = regexp.MustCompile(`^[0-9]+(?: +[0-9]+)+$`)

// figureInWord tells a word that has swallowed a figure.
var figureInWord = regexp.MustCompile(`\p{Han}[0-9０-９]`)

// aboutSigns begin a figure that is not exact, or has words in front.
const aboutSigns = "约近增减人"

// leadingFigure is what such a figure begins with.
var leadingFigure = regexp.MustCompile(`[+\-−－]?[0-9０-９]+(?:\.[0-9]+)?`)

// looseFigure is a figure in Chinese characters, or a letter put for nought:
// one only where it stands among the figures.
var looseFigure = regexp.MustCompile(`^(?:[一二两三四五六七八九十百千]{1,5}|[OoＯ])$`)

// marksBehind tells a line that ends in such marks: they are no part of the
// label in front of them, though a label is known without its marks.
var marksBehind = regexp.MustCompile(`[/／\\—–－\-−―─]\s*$`)

// remarked is a label with a remark in brackets behind it.
var remarked = regexp.MustCompile(`(?s)^\s*([^（(]{2,30}?)\s*[（(]([^）)]{4,}.*)[）)]\s*$`)

// explained is a label with a remark behind a colon, or with the year its
// figures are of.
var explained = regexp.MustCompile(`(?s)^\s*([^（(:：]{2,20}?)\s*(?:[:：].{8,}|20[0-9]{2}年度?)\s*$`)

// number is a figure with sign, separators and unit, in folded text.
var number = regexp.MustCompile(`^[+\-−－＋]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|^[+\-−－＋]?[0-9]+(?:\.[0-9]+)?`)

// units stand behind a figure.
var units = regexp.MustCompile(`^ ?(?:万元|元|人次|件|条|个|项|宗|份|次)`)

// pageNumber is a line that says nothing but the page, or what browsers print
// at the edges of one: address and page, day and time.
var pageNumber = regexp.MustCompile(`^[—–－\-−―─·•]\s*[0-9]{1,3}\s*[—–－\-−―─·•]$|^第\s*[0-9]{1,3}\s*页(?:[\s/,，]*共\s*[0-9]{1,3}\s*页)?$|^[0-9]{1,3}\s*/\s*[0-9]{1,3}$|^P\.\s*[0-9]{1,3}$|^Page\s+[0-9]{1,3}\b|^(?:https?|file)://\S+\s+[0-9]{1,3}/[0-9]{1,3}$|^[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4},?\s+(?:[上下]午)?[0-9]{1,2}:[0-9]{2}(?:\s*[AP]M)?(?:\s{2,}(?:https?|file)://\S+)?$`)

// pageStart is the only word a page's number begins with.
const pageStart = "第"

// Marks that end a sentence, and that part one.
var sentenceEnds = regexp.MustCompile(`[。；！？!?;]["”’」』）)]*$`)

const sentenceEnd = "。"

const commas = "，,。；"

// bars part cells in text.
const bars = "|｜"

// extraColumns are headings, as keys, of columns the form does not have.
var extraColumns = map[extraHead]*regexp.Regexp{
	numberColumn: regexp.MustCompile(`^(?:序号|编号|行次|行号|项次)$`),
	unitColumn:   regexp.MustCompile(`^(?:计量|计算)?单位$`),
	besideColumn: regexp.MustCompile(`^(?:上年|去年|上年度|上一年度?|20[0-9]{2}年?度?)(?:数|总计|合计|同期|同期数|数量|情况)?$|^(?:同比|同期|较上年)(?:数|增减|增长|增长率)?$`),
	remarkColumn: regexp.MustCompile(`^(?:备注|说明|附注|备考)$`),
}

// tableNote begins a line of remarks on a table.
var tableNote = regexp.MustCompile(`^\s*(?:备?注|说明)\s*[:：]`)

// unitAlone is a cell of nothing but a unit.
var unitAlone = regexp.MustCompile(`^(?:万元|元|人次|件|条|个|项|宗|份|次)$`)

// groupNumber is the number of a group, which tells its rows in messages.
var groupNumber = regexp.MustCompile(`^（[一二三四五六七八九十]+）`)

// unitNamed is the unit of money a text names, without spaces.
var unitNamed = regexp.MustCompile(`(?:单位[:：为是]?|[（(/])(?:人民币)?(百万元|亿元|万元|千元|百元|元)(?:[^/\p{Han}]|$)`)

// moneyUnits are those a report may state.
var moneyUnits = []string{"元", "万元"}

// amountWithUnit is an amount with its unit in brackets or without.
var amountWithUnit = regexp.MustCompile(`^([0-9０-９,.，．]+)\s*[（(]?(万元|元)[）)]?$`)

const (
	dot      = "·"
	ellipsis = "…"
	gap      = "＿"
)

// What was not read for certain, for fmt: the name of the row or cell first.
const (
	noTable         = "%s：原文里没有这张表，先空着。"
	printedAgain    = "%s：原文里这张表不止一张，数不一样（第 %d 行又有一张），读的是最前面的，请看一眼是不是这一份的。"
	behindTitle     = "%s：这张表在原文另一份报告的标题（第 %d 行）后面，请看一眼是不是这一份的。"
	noRow           = "%s：原文里没有这一行，先空着。"
	offeredRow      = "%s：原文里没有这一行，“%s”只印了一行数，没有分开，先空着。可以把这行数放在这里。"
	blankRow        = "%s：原文这一行是空的，没有数，先空着。"
	blankCell       = "%s：原文这一格是空的，先空着。"
	blankInRow      = "%s：原文这一行有 %d 格是空的（%s），先空着。"
	blankSome       = "%s：原文有 %d 行没有印全，共 %d 格是空的，先空着。"
	blankRows       = "%s：原文有 %d 行是空的，没有数，先空着。"
	blankTable      = "%s：原文这张表是空的，一个数也没有印，先空着。"
	blankColumn     = "%s：原文这一列是空的，先空着。"
	ambiguousMore   = "%s：原文这一行有 %d 个数，表只有 %d 列，看不出多的是哪一个，先空着。"
	ambiguousLess   = "%s：原文这一行只有 %d 个数，表有 %d 列，看不出缺的是哪一列，先空着。"
	ambiguousGlued  = "%s：原文这一行的数连在一起，分不清是哪几个数，先空着。"
	ambiguousOrder  = "%s：原文各列的先后与格式不同，列名又不全，看不出哪个数是哪一列的，先空着。"
	ambiguousBroken = "%s：原文这里的数与行对不齐，按先后读作这一行的数，加起来又不等于合计，先空着。"
	ambiguousRemark = "%s：原文这一行有 %d 个数，表有 %d 列，后面又有备注，看不出哪些是这一行的数，先空着。"
	suspectRemark   = "%s：原文这一行有 %d 个数，表有 %d 列，后面又有备注，按合计读作“%s”，请看一眼。"
	suspectLess     = "%s：原文这一行只有 %d 个数，表有 %d 列，按各行各列的合计只有一种读法，读作“%s”，请看一眼。"
	suspectMore     = "%s：原文这一行有 %d 个数，表只有 %d 列，读作“%s”，请看一眼。"
	suspectGlued    = "%s：原文这一行的数连在一起，按各行各列的合计只有一种分法，读作“%s”，请看一眼。"
	suspectNameless = "%s：原文这一行看不清是哪一行，按先后读作“%s”，请看一眼。"
	suspectLines    = "%s：原文这一行的数印在几行里，合起来读作“%s”，请看一眼。"
	suspectOrder    = "%s：原文各列的先后与格式不同，按列名读入，请看一眼。"
	suspectHeads    = "%s：原文的列名拆成了好几行，看不清各列的先后，按格式的先后读入，请看一眼。"
	suspectPlace    = "%s：原文这一行只有 %d 个数，表有 %d 列，按位置读作“%s”，请看一眼。"
	suspectUnproved = "%s：原文这里的数与列对不齐，这一行核对不了，读作“%s”，请看一眼。"
	suspectLabel    = "%s：原文这一行的名称与格式不大一样，读作“%s”，请看一眼。"
	noFigure        = "%s：原文印的是“%s”，不是数字，照原样留着，请看一眼。"
	noFigures       = "%s：原文有 %d 格印的不是数字，是%s，照原样留着，请看一眼。"
	ambiguousRows   = "%s：原文有 %d 行%s，看不出哪个数是哪一列的，先空着。"
	suspectRows     = "%s：原文有 %d 行%s，已经读进来，请对着原文看一眼。"
	negative        = "%s：原文印的是“%s”，件数不会是负的，照原样留着，请看一眼。"
	otherUnit       = "%s：原文的单位是“%s”，这一格的单位是%s，请看一眼。"
	twoUnits        = "%s：原文列名里的单位是“%s”，表旁又写着单位是“%s”，请看一眼。"
	strangeUnit     = "%s：原文的单位是“%s”，这一格没有这个单位，数照原样留着，请换算后再填。"
	scannedTable    = "%s：%s是扫描件，数是扫描软件认出来的，可能认错，请对着原件逐个看。"
	scannedSection  = "第%s部分：%s是扫描件，文字是扫描软件认出来的，可能有错字，请对着原件看一遍。"
	scannedHead     = "标题和单位名称：%s是扫描件，文字是扫描软件认出来的，可能有错字，请看一眼。"
	unreadPage      = "%s是图片，读不出字，那里的内容没有读到，请照原件填。"
	unreadPerhaps   = "（%s是图片，读不出字，可能就在那里。）"
	pageList        = "第 %s 页"
	pageComma       = "、"
)

// leftColumnText quotes the heading of a column the form does not have.
const leftColumnText = "%s：“%s”这一列格式里没有，没有读入。"

// rowReasons say why rows are doubtful, behind how many they are.
var rowReasons = map[why]string{
	tooFew:       "印的数比表的列少，按各行各列的合计只有一种读法",
	tooMany:      "印的数比表的列多，读法不同，数都一样",
	runTogether:  "的数连在一起，按各行各列的合计只有一种分法",
	withoutLabel: "看不清是哪一行，按先后读的",
	oddLabel:     "的名称与格式不大一样，按名称读的",
	byPlace:      "印的数比表的列少，按位置读的",
	oddLines:     "的数印在几行里，合起来读的",
	behindRow:    "后面有备注，按合计读的",
	unproved:     "的数与列对不齐，核对不了，按先后读的",
}

// openReasons say why rows are not read, behind how many they are.
var openReasons = map[why]string{
	tooFew:      "印的数比表的列少",
	tooMany:     "印的数比表的列多",
	runTogether: "的数连在一起",
	reordered:   "对不上列，各列的先后与格式不同，列名又不全",
	behindRow:   "后面有备注",
}

// Ordinals of sections, by number.
const ordinals = "一二三四五六七八九"

// sectionNumber is the number in front of a heading: Chinese, or Arabic.
var sectionNumber = regexp.MustCompile(`^\s*(?:第?([一二三四五六七八九])\s*(?:[、.．，,：:]|部分|\s)|([1-9１-９])\s*(?:[、.．，,]|\s|[^0-9０-９.．、,年月日条件项个%]))`)

// Marks behind the number of a heading, behind a heading that goes on as text,
// in front of what is numbered within it; and how a year begins.
const (
	numberMarks = "、.．，,"
	headingEnds = "。：:"
	brackets    = "（("
	century     = "20"
)

// titleInFront is a title with text behind it in the same line; signedBehind
// the signature behind the last sentence.
var (
	titleInFront = regexp.MustCompile(`^(\s*(\P{Han}{0,3}[^。；：:]{4,80}(?:报告|年报)))[\s　]+\S`)
	signedBehind = regexp.MustCompile(`[。\s　]()\p{Han}{3,40}[\s　]*20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日[\s　]*$`)
)

// subNumber begins a paragraph that is no going on of the one before.
var subNumber = regexp.MustCompile(`^\s*(?:[（(]\s*[一二三四五六七八九十0-9]{1,3}\s*[）)]|第?[一二三四五六七八九十]{1,3}\s*[、.．]|[0-9]{1,2}\s*[.．、][^0-9]|[①-⑳])`)

// bullet stands in front of an item of a list.
var bullet = regexp.MustCompile(`^[•·▪■●◆]`)

// bracketed begins with a number in brackets, as headings within a section do.
var bracketed = regexp.MustCompile(`^\s*[（(]\s*[一二三四五六七八九十]{1,2}\s*[）)]`)

// closing marks end a paragraph; without one it may go on behind a page end.
const closingMarks = "。；：？！.;:?!”’）)】》」』…"

// prefaceHeads are headings of the preface.
var prefaceHeads = regexp.MustCompile(`^(?:引言|前言|导言|序言|编制说明)$`)

// feeWords tell a part of its own about the processing fee.
var feeWords = regexp.MustCompile(`信息处理费`)

// titleLine is the title of such a report without spaces; its last line will do.
var titleLine = regexp.MustCompile(`(?:政?[府务]?信息公开|政务公开)(?:工作)?(?:的)?(?:20[0-9]{2}年)?(?:年?度)?(?:工作)?(?:的)?(?:情况)?(?:的)?(?:报告|年报)(?:[（(][^（）()]{1,12}[）)])?$`)

// titleStart is what a title may say in front of the year.
var titleStart = regexp.MustCompile(`(?:政?[府务]?信息公开|政务公开)(?:工作)?$`)

// titleTag is what a page puts in front of a title.
var titleTag = regexp.MustCompile(`^[【［\[][^】］\]]{1,10}[】］\]]`)

// titleTail is what a page puts behind one.
var titleTail = regexp.MustCompile(`(?:二维码|打印本页)$`)

// captionMark is the number of a table in front of its caption.
var captionMark = regexp.MustCompile(`^表\s*[一二三四1-4]\s*[:：.、]?\s*`)

// What a misspelt title still has, and how it should go on behind that.
const (
	titleCore = "信息公开"
	titleRest = "工作年度报告"
)

// Marks round the name of a document.
const (
	titleOpens  = '《'
	titleCloses = '》'
)

// bareTitle is a title without office and year.
var bareTitle = regexp.MustCompile(`^政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)$`)

// noTitleLine tells a line of a page that shows the way to the report, or tells
// what is in it.
var noTitleLine = regexp.MustCompile(`[>＞›»|｜:：]`)

// titleField is the title in the index card of a page.
var titleField = regexp.MustCompile(`^[【［\[]?(?:标题|名称|信息名称|文件名称|信息标题)[】］\]]?[:：]?(.*)$`)

// wayLine tells where on a site a page stands: its last step is a folder.
var wayLine = regexp.MustCompile(`[>＞›»]`)

// yearIn is a year within a title.
var yearIn = regexp.MustCompile(`((?:19|20)[0-9０-９]{2}|二[〇○零ＯOo0][一二三四五六七八九〇○零ＯOo0]{2})年?`)

// aboutFile begins lines that name the report but are not its title.
var aboutFile = regexp.MustCompile(`^正文$|^[【［\[]?(?:当前位置|您现在|您的位置|首页|标题|名称|索引|附件|信息名称|关于印发)`)

// documentNumber is a line of nothing but the number of an official document.
var documentNumber = regexp.MustCompile(`^\p{Han}{1,14}[〔\[［（(【]20[0-9]{2}[〕\]］）)】]第?[0-9]{1,4}号$`)

// titlePart is a line of a broken title but the last.
var titlePart = regexp.MustCompile(`^[\p{Han}0-9（）()〇○ＯOo]+$`)

// endsInPlace is a line that may stand above a whole title as a part of it.
var endsInPlace = regexp.MustCompile(`[省市州县区旗镇乡道府处局会]$`)

// contentsWord heads a table of contents.
var contentsWord = regexp.MustCompile(`^目录$`)

// draftLine is the first line of a copy for review.
var draftLine = regexp.MustCompile(`^送审稿第[0-9]+稿`)

// dateLine is a line of nothing but a date, its figures Arabic.
var dateLine = regexp.MustCompile(`^[（(]?(20[0-9]{2})(?:年|[-./])([0-9]{1,2})(?:月|[-./]|$)(?:([0-9]{1,2})日?)?[）)]?$`)

// signed is office and date in one line.
var signed = regexp.MustCompile(`^(\p{Han}{3,40})((?:20[0-9]{2}|二[〇○零ＯOo0])[^年]{0,2}年.{2,7})$`)

// officeName is what the name of an office is made of.
var officeName = regexp.MustCompile(`^[\p{Han}（）()]+$`)

// noteLine is the note below the date.
var noteLine = regexp.MustCompile(`^[（(](?:此件|本件|公开方式|附注).{0,40}[）)]$|^[（(](?:主动公开|依申请公开|公开发布)[）)]$`)

// debris is what web pages put around a report.
var debris = regexp.MustCompile(`^[-•·]?(?:20[0-9]{2}[-年./][0-9]{1,2}[-月./][0-9]{1,2}日?[0-9:：]*(?:来源|作者|点击|浏览|阅读)|用微信扫|图解(?:链接)?[:：]|分享至|点击收听|今天是|网站首页|简体[|｜]|关怀版|正文$|图片$|公开(?:形式|方式)(?:[:：]|责任)|关键词|(?:公文)?时效性?[:：]?$|发布(?:机构|日期)$|附件(?:下载)?[:：]?\d*[.、]?$|附件[:：]|相关附件|扫一扫|扫码|当前位置|您现在的?位置|您所在的?位置|首页|返回|打印|关闭|【?(?:打印|关闭|字体|字号)|分享|来源[:：]|信息来源|(?:发布|更新|录入|上传)?(?:时间|日期)[:：]|20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日来源|\[?字体|登录|(?:发布|发表)(?:时间|日期|机构|单位|人|者[:：])|发文(?:机关|日期|字号)|成文日期|生成日期|公开日期|索引号|主题(?:词|分类)|有效性|文号[:：]|浏览(?:次数|量)?|点击(?:数|量|次数)|阅读|访问量|字号|字体|作者[:：]|责任编辑|编辑[:：]|审核[:：]|上一[篇条页]|下一[篇条页]|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|技术支持|网站(?:标识码|地图)|联系我们|关于我们|备案|.{0,4}ICP备|.{0,4}公网安备|Copyright|收藏|我要纠错|相关(?:链接|文章|新闻|阅读)|无障碍|适老化|(?:www\.)?[a-z0-9.\-]+\.gov\.cn(?:发布|时间|日期|来源|$)|繁體|简体|手机版|下载(?:附件|文件|PDF|word)?$)`)

// chineseDigits write a year or a day.
var chineseDigits = map[rune]rune{'〇': '0', '○': '0', '零': '0', 'Ｏ': '0', 'O': '0', 'o': '0', '一': '1', '二': '2', '三': '3', '四': '4',
	'五': '5', '六': '6', '七': '7', '八': '8', '九': '9'}

const ten = '十'

// formerSheet is the name of a sheet with the figures of the year before.
var formerSheet = regexp.MustCompile(`^(?:上一?年度?|去年|往年)`)

const quoteJoin = "”“"

const (
	colon           = "："
	repairedText    = "原文有 %d 处乱码，读作%s，请看一眼。"
	brokenText      = "原文有 %d 处乱码，认不出来，照原样留着：%s。"
	brokenSome      = "原文有 %d 处乱码，%d 处读作%s，其余认不出来，照原样留着：%s，请看一眼。"
	leftText        = "这一段不知放哪里，没有读进来：%s。"
	leftLine        = "这一行不知放哪里，没有读进来：%s。"
	leftLines       = "这 %d 行不知放哪里，没有读进来：%s。"
	leftHead        = "标题前后有 %d 行不知放哪里，没有读进来：%s。"
	leftRows        = "：表里有 %d 行不知放哪里，没有读进来：%s。"
	leftBehind      = "：有 %d 行的数后面还印着别的字，表里没有放的地方，没有读进来：%s。"
	quotedAll       = "“%s”"
	quotedSome      = "“%s”等"
	noSection       = "第%s部分：原文里没有这一部分，先空着。"
	noHeadingText   = "第%s部分：原文里没有这一部分的标题，从“（一）”起的文字读作这一部分，请看一眼。"
	noHeading       = "第%s部分：原文里没有这一部分的标题，表已经读进来。"
	noHeadingIn     = "第%s部分：原文里没有这一部分的标题，先空着；它的文字可能连在%s里，请看一眼。"
	sectionName     = "第%s部分"
	prefaceName     = "引言"
	misplacedText   = "第%s部分：有 %d 段文字可能是第%s部分的，原文里没有那里的标题，请看一眼。"
	noTitle         = "标题：原文里没有标题，先空着。"
	noIssuer        = "机关名称：原文里没有写机关全称，先空着。"
	completedIssuer = "机关名称：标题里只写到“%s”，从正文读作“%s”，请看一眼。"
	cardIssuer      = "机关名称：标题里只写到“%s”，网页上的发布机构是“%s”，读作它，请看一眼。"
	shortIssuer     = "机关名称：标题里只写到“%s”，没有机关全称，先空着。"
	guessedIssuer   = "机关名称：标题和落款里没有，从正文读作“%s”，请看一眼。"
	guessedYear     = "年度：标题里没有写年度，从正文读作 %d，请看一眼。"
	otherYears      = "这几张工作表是别的年度的，没有读入：“%s”。要读那一年，请把那张工作表另存成一个文件。"
	oldFormat       = "这份 %d 年的报告用的是%s，按它的表读入。"
)

// Why a document is refused.
const (
	unlikeReport  = "不像政府信息公开工作年度报告：没有找到%s。请换一份报告读入；网页可以全选、复制，再贴进来。"
	titleAlone    = "只有标题，没有年报的正文和表：它们可能在附件或者图片里。附件请下载下来再读入；是图片的读不出字，可以只抄 10 个数（结转 6 个、现行有效 1 个、尚未审结 3 个）。"
	anotherReport = "不像政府信息公开工作年度报告：这一份的标题是“%s”，是另一种报告。请换一份读入。"
	tooOld        = "%d 年没有可用的格式。2019 年以前的年报用的是旧办法，读不了，请换一份。"
	noYear        = "看不出这是哪一年的年报。请写明年度，例如 --year 2024。"
	lackTitle     = "“政府信息公开工作年度报告”的标题"
	lackSections  = "六个部分的标题"
	lackTables    = "三张表"
	listComma     = "、"
)

// otherTitle is the title of a report or summary of any kind.
var otherTitle = regexp.MustCompile(`(?:报告|年报|总结|决算)(?:[（(][^（）()]{1,12}[）)])?$`)

// announced is a sentence that says what the report is about.
var announced = regexp.MustCompile(`(20[0-9]{2})年?度?(?:\p{Han}{0,24}?)(?:政府|政务)?(?:信息)?公开(?:工作)?(?:年度)?(?:工作)?(?:情况)?(?:年度)?(?:报告|年报|总结|公布|公告|汇报)`)

// yearWord is a year a sentence speaks of.
var yearWord = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})年`)

// publishedOn is the date a web page was made.
var publishedOn = regexp.MustCompile(`(?:日期|时间)[:：]?(20[0-9]{2})[-年./]`)

// lostSpaces are marks left in front of a line whose spaces were taken for
// something else.
var lostSpaces = regexp.MustCompile(`^\s*[?？]{2,}\s*`)

// emptyCard is a line of a page's index card that says nothing.
var emptyCard = regexp.MustCompile(`^[^:：，。；]{1,8}[:：]$`)

// cardOffice is who put the report on a page, as its index card says.
var cardOffice = regexp.MustCompile(`(?:发布机构|发布单位|发文机关|公开机关|公开主体|来源)[:：]?(\p{Han}{4,30}?)(?:生成日期|成文日期|发布日期|发布时间|发文日期|公开日期|文号|时间|$|[^\p{Han}])`)

// spokenOffice is the full name of a department where a sentence names the
// report or whom to ask.
var spokenOffice = regexp.MustCompile(`(?:^|[，。,]|公开|公布|发布)(?:现?(?:公开|公布|发布|将))?(\p{Han}{3,30}?(?:局|委员会|管委会|办公室|中心))20[0-9]{2}年度?(?:政府|政务)信息公开|[与向](\p{Han}{3,24}?(?:局|委员会))[^，。（(；《]{0,12}联系|请联系[:：]?(\p{Han}{3,24}?(?:局|委员会))`)

// announcedName is what stands in front of the year in a sentence that names
// the report; upToName what of it is not the name.
var (
	announcedName = regexp.MustCompile(`(?:^|[，。,；：:《“])(\p{Han}{4,40})20[0-9]{2}年?度?(?:政府|政务)?信息公开`)
	upToName      = regexp.MustCompile(`^.*(?:公布|公开|发布|编制|现将|现就|结合|推进|做好|关于)`)
)

// madeBy is who made the report.
var madeBy = regexp.MustCompile(`由(\p{Han}{3,40}?)(?:[（(](?:以下)?简称[^）)]{1,20}[）)])?(?:负责|组织|牵头)?编制`)

// actingOffice is the full name of a department that is the subject of a
// sentence.
var actingOffice = regexp.MustCompile(`(?:^|[，。,；：“\n年度])(\p{Han}{2,9}(?:县|区|市|旗|州)\p{Han}{2,14}?(?:局|委员会|管委会|办公室|中心))(?:”|依托|政务公开|政府信息公开|认真|坚持|积极|高度|严格|全面|深入|根据|按照|通过|不断|共|未|收到|始终|持续|紧紧|紧密|切实|围绕|主动|贯彻|依法|以|在)`)

// wholeName ends names of offices that are whole though they tell no kind.
var wholeName = regexp.MustCompile(`(?:中心|支队|大队|总队|厅|管委会|公署|街道办|院|站|署|集团)$`)

// period is the first day of the year a report is about.
var period = regexp.MustCompile(`自?\s*(20[0-9]{2})\s*年\s*1\s*月\s*1\s*日?\s*(?:起|始|至|到|—|-|－|–|~|～)`)

// fullEnding ends the full name of a township or subdistrict.
var fullEnding = regexp.MustCompile(`(?:镇|乡)人民政府|街道办事处`)

// besideName stands before a name in a sentence, beforeName too where it looks
// like a part of it.
const besideName = "由与向是系请"

var beforeName = regexp.MustCompile(`^(?:.*联系|[年月日度]|现?(?:公开|公布|发布)|现将|现就|关于|受|经)+`)

// ownWords tell that a match is more than a name.
var ownWords = regexp.MustCompile(`^(?:各|本|我|现|请|县|市|区|镇|乡|上级|根据|按照|在)|我[局委办镇乡]|年|条例|规定|信息|公开|公布|报告|结合|领导`)

// relativeName is the name of an office without its place.
var relativeName = regexp.MustCompile(`^(?:[区县旗省]|市[^中北南])`)

// shortGovernment ends names of governments in short.
const shortGovernment = "政府"

// shortEndings are names without their last part.
var shortEndings = []struct{ short, rest string }{{"镇", "人民政府"}, {"乡", "人民政府"}, {"街道", "办事处"}}

// countyEndings are those of counties, whose kind no short name tells.
var countyEndings = []struct{ short, rest string }{{"县", "人民政府"}, {"区", "人民政府"}, {"市", "人民政府"}, {"旗", "人民政府"}}

// countyOf is the division in front of a name.
var countyOf = regexp.MustCompile(`^(\p{Han}{1,9}?(?:自治县|自治旗|县|市|区|旗))\p{Han}{2,}(?:镇|乡|街道|局|委员会|办公室)`)

const (
	aboutWord = "关于"
	degree    = "年度"
)

// contactPatterns find the ways to reach the office.
var contactPatterns = map[string]*regexp.Regexp{
	"office":   regexp.MustCompile(`(?:与|向)([^，,。（(；;]{2,30}?)联系`),
	"address":  regexp.MustCompile(`地址[:：]\s*([^，,。；;）)]+)`),
	"postcode": regexp.MustCompile(`(?:邮政编码|邮编)[:：]\s*([0-9]{6})`),
	"phone":    regexp.MustCompile(`(?:电话(?:号码)?|联系方式)[:：\s]\s*([0-9][0-9—－\-、转 ]{5,30}[0-9])`),
	"fax":      regexp.MustCompile(`传真[:：]\s*([0-9][0-9—－\- ]{5,20}[0-9])`),
	"email":    regexp.MustCompile(`([A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,})`),
	"website":  regexp.MustCompile(`(https?://[A-Za-z0-9./_\-?=&%]+)`),
}
