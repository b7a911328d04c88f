package sentence

import "regexp"

// Characters that give a text its shape.
const (
	stops   = "。！？"
	opening = "（《〈“‘【〔(["
	closing = "）》〉”’】〕)]"
	commas  = "，,；;"
	pauses  = "，,；;。：:！？（）()、"

	numerals = "零〇一二三四五六七八九十百千两数几"
	zero     = "零"
	// denials begin words that say there was nothing.
	denials = "未没无暂尚均从也并皆"
	// itemLead stands before the number of an item.
	itemLead = "：:；;。，,（("
	// clauseLead stands before a clause that may begin with 无.
	clauseLead = "，,；;。：:、）)年度内面镇乡关局道"
)

// longestName is the length in bytes of the longest title that is taken for
// one.
const longestName = 240

// clauseReach is how many bytes before a figure are looked at for what it
// counts.
const clauseReach = 48

// standingUnits count what there is; only what is done with it is a count of
// the year.
const standingUnits = "|个|项|家|处|块|户|台|种|类|部|本|"

// persons count people.
const persons = "|名|人|"

// spans are units of time and the like, which count nothing.
const spans = "|个工|个月|个小|部分|"

// without says there is none, unless a character of noDenial follows.
const without = "无"

// noDenial are characters that make other words of 无.
const noDenial = "法论偿障线须需关私畏愧害缝限锡疑效证误正理故声形数"

// single is the numeral that is no count in most words it stands in.
const single = "一"

var (
	latinRun       = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9@:/._?=&%#-]*`)
	documentNumber = regexp.MustCompile(`^〔[0-9０-９]{4}〕\s*(?:第?\s*[0-9０-９]+\s*号)?`)
	ordinalItem    = regexp.MustCompile(`^([0-9０-９]{1,2}[、．)）.])(?:[^0-9]|$)`)
	periodPattern  = regexp.MustCompile(`^((?:19|20)[0-9]{2})\s*年\s*1\s*月\s*1\s*日\s*起?\s*(?:至|到|—+|－|-|～|~)\s*(?:20[0-9]{2}\s*年\s*)?12\s*月\s*31\s*日`)
	datePatterns   = []*regexp.Regexp{
		regexp.MustCompile(`^((?:19|20)[0-9]{2})\s*年\s*[0-9]{1,2}\s*月(?:份|底|初|\s*[0-9]{1,2}\s*日)?`),
		regexp.MustCompile(`^()[0-9]{1,2}\s*月(?:份|底|初|[上中下]旬|\s*[0-9]{1,2}\s*日)?`),
	}
	yearPattern = regexp.MustCompile(`^((?:19|20)[0-9]{2})\s*(?:年度|年)`)
	percent     = regexp.MustCompile(`^[0-9０-９]+(?:[.．][0-9０-９]+)?\s*[%％]`)
	telephone   = regexp.MustCompile(`^(?:[0-9]{3,4}\s*[-－—]+\s*[0-9]{6,8}(?:-[0-9]+)?|[0-9]{5,})`)
	counted     = regexp.MustCompile(`^([0-9０-９]+(?:[,，][0-9]{3})*(?:[.．][0-9０-９]+)?\s*[余多]?)\s*(万元|亿元|元|万人次|人次|件次|件|条|篇|次|份|场|期|起|宗|批|封|例|册|张|幅|组|个(?:[工月小])?|名|项|家|处|块|人|户|台|种|类|部(?:分)?|本)`)
	plainNumber = regexp.MustCompile(`^[0-9０-９]+(?:[.．][0-9０-９]+)*`)

	chineseShare = regexp.MustCompile(`^百分之[零一二三四五六七八九十百点]+`)
	chineseCount = regexp.MustCompile(`^([零〇一二三四五六七八九十百千两数几]+[余多]?)(?:万元|元|人次|件|条|篇|次|份|场|期|起|宗|批)`)
	numeralRun   = regexp.MustCompile(`^[零〇一二三四五六七八九十百千两数几]+`)

	// doneWords stand before a count of what was done.
	doneWords = regexp.MustCompile(`(?:公开|公布|发布|发放|制作|制发|办理|办结|受理|收到|接到|答复|解读|培训|开展|举办|召开|组织|承办|回应|更新|印发|新增|新建|累计|共计?|采购|项目|编发|推送|转发|刊登|接待|接受|处理|整改|清理|检查|报送|提供|收集|走访)[^每]{0,20}$`)
	// people are counted where something was done for them.
	people = regexp.MustCompile(`(?:培训|参训|接待|走访|服务|教育)[^每]{0,16}$`)
	// each stands before a figure that is a rule: 每季度一次.
	each = regexp.MustCompile(`每|不少于|不低于|不超过|以内`)
	// standing is what there is a number of, whatever was done.
	standing = regexp.MustCompile(`^\s*(?:试点|领域|机制|方面|环节|行政村|村|社区|部门|站所|科室|单位|栏目|平台|账号|窗口|专门|专栏|受理点|工作人员)`)
	// once stands before 一 where it counts.
	once = regexp.MustCompile(`(?:了|共|计|仅|各|过)\s*$`)
	// nth stands before a number that is no count.
	nth = regexp.MustCompile(`第\s*$`)
	// supposed stands before words that speak of a case, not of what happened.
	supposed = regexp.MustCompile(`(?:对|如|若|凡|应|因|逾期|将|把|避免|防止|杜绝)$`)

	nothingDone = regexp.MustCompile(`^((?:暂|尚|均|从|也|并|皆)?(?:未曾|未|没有|没)(?:有)?(?:再)?(?:收到|接到|接收到?|接受|受理|发生|产生|出现|承办(?:[和、及或]办理)?|办理|制发|制定|出台|新制作|废止|发布|收取|发出|提起|开展|召开|组织|作出|引发|引起))|^((?:暂|尚|均|从|也|并|皆)?(?:未|没有|没))(?:新增|涉及|上年结转|结转|其他|需要|因|被)`)
	// nothingThere begins a clause.
	nothingThere = regexp.MustCompile(`^((?:暂|尚|均|也|并|皆)?(?:没有|无))()`)

	anyYear = regexp.MustCompile(`(?:19|20)[0-9]{2}`)
	// alwaysAlike are sentences that are the same every year: lead-ins, what
	// the law says, contact data, the fee.
	alwaysAlike = regexp.MustCompile(`(?:情况|事项)(?:报告)?如下[:：。]?$|依法不具有|信息处理费|电话|邮编|邮箱|https?:|其他(?:需要)?报告的?事项|统计期限|编制(?:本|.{0,12})报告`)
)
