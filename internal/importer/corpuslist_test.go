//go:build corpus

package importer_test

import (
	"slices"
	"strings"
	"testing"
)

func broke(t *town) { t.breakSums() }

func labels(pairs ...string) func(*town) {
	return func(t *town) { t.labels = strings.NewReplacer(pairs...) }
}

// blank empties cells.
func blank(codes ...string) func(*town) {
	return func(t *town) {
		for _, c := range codes {
			delete(t.cells, c)
			t.missing = append(t.missing, c)
		}
	}
}

// shown prints a cell otherwise than it is read.
func shown(code, printed, read string) func(*town) {
	return func(t *town) {
		t.cells[code] = printed
		t.norm[code] = read
	}
}

// left leaves rows out.
func left(missing []string, prefixes ...string) func(*town) {
	return func(t *town) {
		t.skip = append(t.skip, prefixes...)
		t.missing = append(t.missing, missing...)
	}
}

func headed(pairs map[int]string) func(*town) { return func(t *town) { t.heads = pairs } }

func late(t *town) { t.Year = 2021; t.write() } // the form of 2019 in later years

func noProse1(t *town) {
	t.prose[1] = ""
	t.missing = append(t.missing, "section.1", "section.2", "section.3", "section.4")
}

func single(t *town) {
	t.oneOther = true
	t.missing = append(t.missing, "t3.other.no_correction", "t3.other.fee_unpaid", "t3.other.other")
	t.fill3(20)
	t.write()
}

var arabic = map[int]string{1: "1 总体情况", 2: "2 主动公开政府信息情况", 3: "3 收到和处理政府信息公开申请情况", 4: "4 政府信息公开行政复议、行政诉讼情况", 5: "5 存在的主要问题及改进情况", 6: "6 其他需要报告的事项"}
var misspelt = map[int]string{1: "一、工作概况", 2: "二、主动公开政府信息情况表", 3: "三、收到和处理政府信息公开申请情况统计", 4: "四、政府信息公开行政复议及行政诉讼情况", 5: "五、存在问题及整改措施", 6: "六、其它需要报告的事项"}
var bare = map[int]string{1: "总体情况", 2: "主动公开政府信息情况", 3: "收到和处理政府信息公开申请情况", 4: "政府信息公开行政复议、行政诉讼情况", 5: "存在的主要问题及改进情况", 6: "其他需要报告的事项"}

func ownNumbers(t *town) {
	t.prose[1] = "今年以来，我" + t.Ord + "突出重点，狠抓落实，现将总体情况报告如下：\n一、加强组织领导\n成立领导小组，明确1名分管领导和2名专职人员。\n二、主动公开政府信息\n全年公开信息86条。\n三、依申请公开\n按期答复，没有超期。"
}

func intros(t *town) {
	t.prose[2] = "本部分以表格形式报告，数据截至12月31日。"
	t.prose[3] = "该部分以表格形式报告，详见下表。"
	t.after[3] = "注：同一申请人多次申请的，分别计算；表中第四项为结转下年度继续办理的3件。"
	t.after[4] = "以上案件均已按规定出庭应诉。"
}

func cases() []made {
	return slices.Concat(webCases(), textCases(), officeCases(), hardCases())
}

func webCases() []made {
	return []made{
		{name: "01-portal-word.html", town: town21(1, 30), data: web(cms)},
		{name: "02-portal-2019-gb.html", town: town19(2, 120), data: encoded(gb(), web(ancient))},
		{name: "03-portal-pages.html", town: town21(3, 9, intros), data: web(broken)},
		{name: "04-portal-blank.html", town: town21(4, 14, blank("t2.normative_documents.repealed", "t3.granted.research", "t4.direct_litigation.pending")), data: web(simple)},
		{name: "05-broken-sums.html", town: town21(5, 200, broke), data: web(cms)},
		{name: "06-2019-broken.html", town: town19(6, 40, broke, headed(misspelt)), data: web(cms)},
		{name: "07-2019-form-2021.html", town: town19(7, 25, late), data: web(simple)},
		{name: "08-one-other.html", town: town21(8, 20, single), data: web(cms)},
		{name: "09-spans-lost.html", town: town21(9, 60), data: web(spanned)},
		{name: "10-pasted.html", town: town19(10, 30, left([]string{"t2.rules"}, "t2.rules.")), data: web(pasted)},
		{name: "11-saved.mhtml", town: town21(11, 50, ownNumbers), data: func(_ testing.TB, t *town) []byte { return mhtml(t.html(cms)) }},
		{name: "12-marks.html", town: town21(12, 12, shown("t3.denied.state_secret.natural_person", "/", "/"), shown("t3.denied.state_secret.total", "—", "—"),
			shown("t2.rules.made", "无", "无"), shown("t2.rules.repealed", "零", "0"), shown("t3.unable.not_held.other", "－", "－")), data: web(simple)},
		{name: "13-thousands.html", town: town19(13, 4000, shown("t2.administrative_licensing.previous", "1,113", "1113"), shown("t2.administrative_licensing.change", "+19", "19"),
			shown("t2.government_procurement.amount", "70487元", "70487"), shown("t2.administrative_penalties.decisions", "１２", "12")), data: web(cms)},
		{name: "14-no-four.html", town: town21(14, 30, func(t *town) {
			t.order = []int{1, 2, 3, 5, 6}
			t.missing = []string{"section.4", "t4"}
		}), data: web(cms)},
		{name: "15-other-order.html", town: town21(15, 30, headed(bare), func(t *town) { t.order = []int{1, 5, 2, 3, 4, 6} }), data: web(simple)},
		{name: "16-extra-row.html", town: town21(16, 30, func(t *town) { t.extra = []string{"其中：网络申请 7 1 0 0 0 0 8"} }), data: web(simple)},
	}
}

func textCases() []made {
	return []made{
		{name: "20-copied.txt", town: town21(20, 30), data: txt("\n", browserTabs)},
		{name: "21-sheet.txt", town: town19(21, 300, intros), data: encoded(utf16le(), txt("", sheetTabs))},
		{name: "22-line-each.txt", town: town21(22, 16), data: txt("\n", lineEach("\n"))},
		{name: "23-line-each-2019.txt", town: town19(23, 16, broke), data: txt("", lineEach(""))},
		{name: "24-pipes.txt", town: town21(24, 25, headed(arabic)), data: txt("\n", pipes(false, true))},
		{name: "25-pipes-repeat.md", town: town21(25, 25, broke), data: txt("\n", pipes(true, true))},
		{name: "26-spaces.txt", town: town21(26, 120), data: encoded(gb(), txt("\n", spaced(" ")))},
		{name: "27-wide-2019.txt", town: town19(27, 8, headed(arabic)), data: txt("", spaced("　"))},
		{name: "28-glued.txt", glued: true, town: town21(28, 12), data: txt("", glued("\n"))},
		{name: "29-glued-2019.txt", glued: true, town: town19(29, 6), data: txt("\n", glued("\n"))},
		{name: "30-glued-broken.txt", glued: true, hopeless: true, town: town21(30, 30, broke), data: txt("\n", gluedFigures)},
		{name: "40-glued-large.txt", glued: true, town: town21(40, 150), data: txt("\n", glued("\n"))},
		{name: "41-glued-one-line.txt", glued: true, town: town21(41, 25), data: txt("\n", glued(""))},
		{name: "42-glued-2019.txt", glued: true, town: town19(42, 40), data: txt("\n", gluedFigures)},
		{name: "43-ten-thousand.txt", town: town19(43, 20, labels("采购总金额", "采购总金额（万元）"), intros), data: txt("\n", browserTabs)},
		{name: "44-rows-broken.txt", town: town21(44, 20, headed(map[int]string{1: "", 2: "", 3: "", 4: "", 5: "五、存在的主要问题及改进情况", 6: "六、其他需要报告的事项"}), noProse1), data: txt("\n", brokenRows)},
		{name: "45-traditional.txt", town: town19(45, 20), data: func(tb testing.TB, t *town) []byte { return []byte(traditional(t.text("\n", browserTabs))) }},
		{name: "46-uneven.txt", town: town21(46, 20), data: txt("\n", uneven)},
		{name: "31-figures-first.txt", town: town21(31, 20), data: txt("\n", figuresFirst)},
		{name: "32-around.txt", town: town21(32, 40), data: txt("\n", aroundFigures)},
		{name: "33-pages.txt", town: town19(33, 30), data: txt("", paged)},
		{name: "34-markdown.md", town: town21(34, 30, ownNumbers, headed(misspelt)), data: func(_ testing.TB, t *town) []byte { return []byte(t.markdown()) }},
		{name: "35-cut-heads.txt", town: town19(35, 30, labels("本年新制作数量", "本年新", "本年新公开数量", "本年新", "本年增/减", "本年增/", "社会公益组织", "社会组织", "上一年项目数量", "2019年项目数量")), data: txt("\n", browserTabs)},
		{name: "36-cut-off.txt", town: town21(36, 30, left([]string{"t3.rejected.duplicate", "t3.rejected.publication", "t3.rejected.excessive", "t3.rejected.reconfirm", "t3.other.no_correction", "t3.other.fee_unpaid", "t3.other.other", "t3.total", "t3.carried_out", "section.4", "t4"},
			"t3.rejected.duplicate.", "t3.rejected.publication.", "t3.rejected.excessive.", "t3.rejected.reconfirm.", "t3.other.", "t3.total.", "t3.carried_out."),
			func(t *town) { t.order = []int{1, 2, 3, 5, 6} }), data: txt("\n", browserTabs)},
		{name: "37-fee-section.txt", town: town21(37, 30, func(t *town) {
			t.order = []int{1, 2, 3, 4, 5, 6}
			t.prose[6] = "无其他需要报告的事项。\n七、信息处理费收取情况\n本年度发出收费通知0件，应收0元，实收0元。"
		}), data: txt("\n", browserTabs)},
		{name: "38-letters.txt", town: town21(38, 30, func(t *town) { t.Number = "青政函〔2023〕7号"; t.Note = "（此件主动公开）" }), data: txt("\n", sheetTabs)},
		{name: "39-cover.txt", town: town19(39, 30), data: func(tb testing.TB, t *town) []byte {
			y := t.title()[len(t.Name):]
			return []byte(t.Name + "\n" + y + "\n\n" + t.Name + "\n二〇二一年一月\n\n\n" + t.text("\n", sheetTabs) + "\n附件下载\n扫一扫分享到微信\n")
		}},
	}
}

func officeCases() []made {
	word := func(w word) func(testing.TB, *town) []byte {
		return func(tb testing.TB, t *town) []byte { return t.docx(tb, w) }
	}
	office := func(d dialect, to string, extra ...string) func(testing.TB, *town) []byte {
		return func(tb testing.TB, t *town) []byte {
			return convert(tb, []byte(t.html(d)), "html", to, extra...)
		}
	}
	sheet := dialect{cell: plainCell, para: plainPara, page: fragment}
	printed := dialect{cell: plainCell, para: plainPara, page: func(_ *town, b string) string {
		return `<html><meta charset="utf-8"><style>body{font-family:"WenQuanYi Micro Hei"}td{font-size:14px}</style><body>` + b + `</body></html>`
	}}
	return []made{
		{name: "50-merged.docx", town: town21(50, 30), data: word(wordPlain)},
		{name: "51-tracked-2019.docx", town: town19(51, 50, broke), data: word(wordTracked)},
		{name: "52-split.docx", town: town21(52, 9, intros), data: word(wordSplit)},
		{name: "53-libre.docx", town: town21(53, 140), data: office(sheet, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")},
		{name: "54-word97.doc", town: town21(54, 30), data: office(sheet, "doc:MS Word 97", "--infilter=HTML (StarWriter)")},
		{name: "55-wps-2019.wps", town: town19(55, 30), data: func(tb testing.TB, t *town) []byte {
			return convert(tb, t.docx(tb, wordPlain), "docx", "doc:MS Word 97")
		}},
		{name: "56-sheet.xlsx", town: town21(56, 30), data: office(sheet, "xlsx:Calc MS Excel 2007 XML", "--infilter=HTML (StarCalc)")},
		{name: "60-libre.pdf", loose: true, town: town21(60, 30), data: func(tb testing.TB, t *town) []byte {
			return convert(tb, t.docx(tb, wordPlain), "docx", "pdf:writer_pdf_Export")
		}},
		{name: "61-chromium.pdf", loose: true, town: town21(61, 140, broke), data: func(tb testing.TB, t *town) []byte { return chromium(tb, t.html(printed)) }},
		{name: "62-libre-2019.pdf", loose: true, town: town19(62, 20), data: func(tb testing.TB, t *town) []byte {
			docx := convert(tb, []byte(t.html(sheet)), "html", "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
			return convert(tb, docx, "docx", "pdf:writer_pdf_Export")
		}},
		{name: "63-pdftotext.txt", loose: true, town: town21(63, 30), data: func(tb testing.TB, t *town) []byte {
			return []byte(pdfText(tb, convert(tb, t.docx(tb, wordPlain), "docx", "pdf:writer_pdf_Export")))
		}},
	}
}

var (
	wordPlain   = word{boxed: false, numbers: true}
	wordTracked = word{tracked: true, boxed: true}
	wordSplit   = word{split: 8, numbers: true}
)
