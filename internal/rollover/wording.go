package rollover

import (
	"regexp"
	"strings"
)

// Words before what stood in a slot last year.
const (
	lastYearSaid  = "去年"
	wholeSentence = "："
	ellipsis      = "…"
)

const (
	comma       = "、"
	blanks      = " \t　"
	fullStops   = "。！？"
	semicolon   = "；"
	noughts     = "0.零〇 "
	headingEnds = "。：:"
	headingNot  = "，,；;。"
	anyOpening  = `[〔\[［【（(]`
	anyClosing  = `[〕\]］】）)]`
	sixParts    = "六${1}部分"
)

// tally says what was carried; for fmt.
const tally = "带过来 %d 个数、%d 段话；去年的件数没有带。%d 处要填，%d 句要逐句看一眼。"

// Notes; for fmt.
const (
	unknownFormat = "去年的年报用的是 %s 格式，这里不认识：数字都没有带，只带了文字。"
	noIssuer      = "去年的年报看不出机关全称，请先填上。"
	gap           = "这是 %d 年的年报，和 %d 年不是前后两年：文字带了，结转的数没有带，请照去年的年报填。"
	othersProse   = "%s的文字没有带，只把结转的数加在一起；文字用%s的。"
	whyMissing    = "%s有几格去年的年报没有，先空着（%s），请照纸质的年报填。"
	whyDoubt      = "%s有几格去年的年报没读准，先空着（%s），请照纸质的年报填。"
	whySum        = "%s有几格对不上去年印的总计，先空着（%s），请先把去年的年报对清楚。"
	debrisNote    = "去年的“%s”是模板里的话，没有带。"
	answeredNote  = "去年的“%s”没有带，回答“%s”后另写。"
	goneNote      = "去年的“%s”没有带，今年的格式不统计这一项。"
	noticeNote    = "编制依据里的%s换成了%s。"
)

// inner turns the marks of a title for use inside another title.
var inner = strings.NewReplacer("《", "〈", "》", "〉")

var (
	// debris is what templates and web pages leave behind.
	debris = regexp.MustCompile(`^[（(]?(?:(?:该|此|本)部分(?:内容)?(?:以|用)表格(?:的)?形式.{0,20}|.{0,16}(?:如下表|表格如下|见下表)(?:所示)?[:：]?|附件(?:下载)?[:：]?.*|附表[:：]?|相关(?:附件|链接)[:：]?.*|点击下载.*|扫一扫.*|打印本页.*|责任编辑[:：].*|正文[:：]?)[)）。]?$`)
	// numbered begins a sub-heading.
	numbered = regexp.MustCompile(`^\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、])`)

	// aboutLastReport tells what became of what last year's report said.
	aboutLastReport = regexp.MustCompile(`(?:上年度?|上一年度?|去年)(?:的)?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)|(?:上年度?|上一年度?|去年).{0,12}(?:提出|存在|指出|反映).{0,40}(?:问题|不足)`)
	// looked is what makes a sentence one to look at by itself: comparisons,
	// meetings, persons, acts, results.
	looked = regexp.MustCompile(`同比|环比|较(?:上年|去年|上一年|往年)|比(?:上年|去年|上一年|往年)|上年度?|上一年度?|去年|往年|会议|大会|全会|例会|座谈会|届|培训班|讲座|先生|女士|(?:制定|印发|出台|编制|修订|公布|发布|编写)(?:并公布|并印发|了|完善)?[^，。；《]{0,8}《|均[为系是]|(?:申请内容|的申请|申请人|办结的申请).{0,12}(?:主要|为主|集中|多为|系)|(?:考核|评议|评价|测评|评估)结果|满意|疫情|新冠|核酸|脱贫|扶贫`)
	// fromTable are rows of a table that speak of last year for themselves.
	fromTable = regexp.MustCompile(`上年度?(?:结转|转结)`)
	// contact tells where to turn to.
	contact = regexp.MustCompile(`电话|邮编|邮箱|传真|联系|网址|https?:|www\.`)
	// closing is the sentence that ends a report without further matters.
	closing = regexp.MustCompile(`^\s*(?:除此之外[，,])?(?:暂|均)?(?:无|没有)(?:其他|其它)?(?:需要|应当|应)?(?:报告|说明)?(?:的)?(?:事项|情况)?[。]?$`)
	// happened are words by which even a section on problems says what was.
	happened = regexp.MustCompile(`收到|接到|发生|受理`)
	// dated is a name that has a year or number of its own.
	dated = regexp.MustCompile(`(?:19|20)[0-9]{2}|[0-9]+\s*号`)
	// allTime speaks of more than one year.
	allTime = regexp.MustCompile(`往年|历年|累计|以来`)
	// leadIn says when and who, or that it was so before.
	leadIn = regexp.MustCompile(`^(?:截[至止]|在)?\s*(?:(?:19|20)[0-9]{2}\s*年(?:度|底|内)?|全年|本年度?|今年(?:以来)?|年内)?\s*(?:内|期间)?\s*(?:本机关|[我本](?:镇|乡|街道|局|办|县|单位)|\p{Han}{2,14}(?:人民政府|镇|乡|街道办事处|局))?$|^[同与和](?:上年|去年|\s*(?:19|20)[0-9]{2}\s*年)(?:度)?(?:相同|一样|一致|持平)$|^(?:其中|同时|因此)$`)

	sinceThen = regexp.MustCompile(`^\s*(?:起|开始)`)
	everySo   = regexp.MustCompile(`每[^，。；]{0,4}$`)
	anyYear   = regexp.MustCompile(`(?:19|20)[0-9]{2}`)
	yearEnds  = regexp.MustCompile(`(?:^|[^0-9])(?:1\s*月\s*1|12\s*月\s*31)\s*日$`)

	titleBefore      = regexp.MustCompile(`《[^《》]*》\s*[（(]?\s*$`)
	attachmentListed = regexp.MustCompile(`^(?:[，,、]|和|与|及|以及)附[表件]`)
	partCount        = regexp.MustCompile(`[四五六七八九4-9]\s*(个|大)?部分`)
)
