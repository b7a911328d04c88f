//go:build corpus

package importer_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The corpus is made here: a town with figures and sentences, printed in many
// ways. What is expected of reading it is written down from the town, never
// from what was read. Run make corpusfiles to make it anew.

// town is a made-up report.
type town struct {
	Format            string
	Year              int
	County, Name, Ord string // 临川县, 青石镇人民政府, 镇 (as in 我镇)
	Number, Note      string
	Signed            string // as printed
	SignedISO         string
	cells             map[string]string // as printed; absent = the row is printed with a blank
	norm              map[string]string // where reading gives something else than what is printed
	missing           []string          // codes of what is not in the source
	skip              []string          // prefixes of rows not printed
	heads             map[int]string    // headings that are not the official ones
	order             []int
	noTable           map[int]bool
	after             map[int]string
	prose             map[int]string
	preface           string
	labels            *strings.Replacer
	oneOther          bool // 2021 report with one row 其他处理
	extra             []string
	rng               *rand.Rand
}

var columns3 = []string{"natural_person", "enterprise", "research", "social", "legal", "other", "total"}
var columns4 = []string{"upheld", "corrected", "other", "pending", "total"}
var groups4 = []string{"reconsideration", "direct_litigation", "after_reconsideration"}

// newTown makes a report whose sums agree. size is how large figures get.
func newTown(format string, year int, county, name, ord string, seed uint64, size int) *town {
	t := &town{
		Format: format, Year: year, County: county, Name: name, Ord: ord,
		Signed: fmt.Sprintf("%d年1月%d日", year+1, 5+seed%20), SignedISO: fmt.Sprintf("%d-01-%02d", year+1, 5+seed%20),
		cells: map[string]string{}, norm: map[string]string{}, heads: map[int]string{}, noTable: map[int]bool{},
		after: map[int]string{}, prose: map[int]string{}, labels: strings.NewReplacer(), order: []int{1, 2, 3, 4, 5, 6},
		rng: rand.New(rand.NewPCG(seed, 2024)),
	}
	t.fill2(size)
	t.fill3(size)
	for _, g := range groups4 {
		sum := 0
		for _, c := range columns4[:4] {
			n := t.some(size/4 + 2)
			sum += n
			t.set("t4."+g+"."+c, n)
		}
		t.set("t4."+g+".total", sum)
	}
	t.write()
	return t
}

func (t *town) set(code string, n int) { t.cells[code] = fmt.Sprint(n) }

func (t *town) n(code string) (n int) {
	fmt.Sscan(t.cells[code], &n)
	return n
}

// some is often nought.
func (t *town) some(size int) int {
	if t.rng.IntN(5) < 2 {
		return 0
	}
	return t.rng.IntN(size)
}

func (t *town) fill2(size int) {
	if t.Format == "2019" {
		for _, row := range []string{"rules", "normative_documents"} {
			a := t.some(9)
			t.set("t2."+row+".made", a)
			t.set("t2."+row+".disclosed", a)
			t.set("t2."+row+".total", a+t.rng.IntN(40))
		}
		for _, row := range []string{"administrative_licensing", "other_services", "administrative_penalties", "administrative_compulsion"} {
			t.set("t2."+row+".previous", 20+t.rng.IntN(300))
			t.set("t2."+row+".change", t.rng.IntN(30)-12)
			t.set("t2."+row+".decisions", t.some(size*20))
		}
		t.set("t2.administrative_fees.previous", t.rng.IntN(12))
		t.set("t2.administrative_fees.change", t.rng.IntN(7)-3)
		t.set("t2.government_procurement.projects", 3+t.rng.IntN(60))
		t.cells["t2.government_procurement.amount"] = fmt.Sprintf("%d.%02d", 1000+t.rng.IntN(900000), 10+t.rng.IntN(90))
		return
	}
	for _, row := range []string{"rules", "normative_documents"} {
		a := t.some(9)
		t.set("t2."+row+".made", a)
		t.set("t2."+row+".repealed", t.some(5))
		t.set("t2."+row+".in_force", a+t.rng.IntN(40))
	}
	for _, row := range []string{"administrative_licensing", "administrative_penalties", "administrative_compulsion"} {
		t.set("t2."+row+".decisions", t.some(size*30)+1)
	}
	t.cells["t2.administrative_fees.amount"] = fmt.Sprintf("%d.%02d", t.rng.IntN(300), 10+t.rng.IntN(90))
}

func (t *town) fill3(size int) {
	for _, c := range columns3[:6] {
		scale := size
		if c != "natural_person" {
			scale = size/4 + 2
		}
		done := 0
		for _, r := range t.rows3() {
			if strings.HasPrefix(r.id, "t3.received") || strings.HasPrefix(r.id, "t3.carried") || r.id == "t3.total" {
				continue
			}
			n := t.some(scale)
			done += n
			t.set(r.id+"."+c, n)
		}
		out := t.some(scale)
		in := min(t.some(scale), done+out)
		t.set("t3.total."+c, done)
		t.set("t3.carried_out."+c, out)
		t.set("t3.carried_in."+c, in)
		t.set("t3.received."+c, done+out-in)
	}
	for _, r := range t.rows3() {
		sum := 0
		for _, c := range columns3[:6] {
			sum += t.n(r.id + "." + c)
		}
		t.set(r.id+".total", sum)
	}
}

// breakSums makes the report disagree with itself, as some do.
func (t *town) breakSums() *town {
	for _, code := range []string{"t3.received.total", "t3.total.natural_person", "t3.denied.process.total", "t4.reconsideration.total", "t3.carried_out.enterprise"} {
		t.set(code, t.n(code)+1+t.rng.IntN(3))
	}
	return t
}

type row3 struct{ id, g1, g2, label string }

const done3 = "三、本年度办理结果"

// rows3 is table three as printed.
func (t *town) rows3() (out []row3) {
	add := func(id, g1, g2, label string) { out = append(out, row3{"t3." + id, g1, g2, label}) }
	add("received", "", "", "一、本年新收政府信息公开申请数量")
	add("carried_in", "", "", "二、上年结转政府信息公开申请数量")
	add("granted", done3, "", "（一）予以公开")
	add("partially_granted", done3, "", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
	group := func(g2, id string, rows ...string) {
		for i := 0; i < len(rows); i += 2 {
			add(id+"."+rows[i], done3, g2, rows[i+1])
		}
	}
	group("（三）不予公开", "denied", "state_secret", "1.属于国家秘密", "law_prohibits", "2.其他法律行政法规禁止公开",
		"stability", "3.危及“三安全一稳定”", "third_party", "4.保护第三方合法权益", "internal_affairs", "5.属于三类内部事务信息",
		"process", "6.属于四类过程性信息", "enforcement_file", "7.属于行政执法案卷", "administrative_query", "8.属于行政查询事项")
	group("（四）无法提供", "unable", "not_held", "1.本机关不掌握相关政府信息", "needs_creation", "2.没有现成信息需要另行制作",
		"unclear_after_correction", "3.补正后申请内容仍不明确")
	group("（五）不予处理", "rejected", "petition", "1.信访举报投诉类申请", "duplicate", "2.重复申请", "publication", "3.要求提供公开出版物",
		"excessive", "4.无正当理由大量反复申请", "reconfirm", "5.要求行政机关确认或重新出具已获取信息")
	if t.Format == "2019" || t.oneOther {
		add("other", done3, "", "（六）其他处理")
	} else {
		group("（六）其他处理", "other", "no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
			"fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "other", "3.其他")
	}
	add("total", done3, "", "（七）总计")
	add("carried_out", "", "", "四、结转下年度继续办理")
	return out
}

// write makes up the sentences.
func (t *town) write() {
	y, me := t.Year, "我"+t.Ord
	basis := "国办公开办函〔2021〕30号"
	if t.Format == "2019" {
		basis = "国办公开办函〔2019〕60号"
	}
	t.preface = fmt.Sprintf("本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《%s》（%s）的要求编制，由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。所列数据的统计期限为%d年1月1日至%d年12月31日。如对本报告有疑问，请与%s党政办公室联系（地址：%s%s中街%d号；邮编：344100；电话：0794-86%05d）。",
		"中华人民共和国政府信息公开工作年度报告格式", basis, y, y, t.Name, t.County, strings.TrimSuffix(strings.TrimSuffix(t.Name, "人民政府"), "办事处"), 3+t.rng.IntN(90), t.rng.IntN(99999))
	t.prose[1] = strings.Join([]string{
		fmt.Sprintf("%d年，%s按照县委、县政府的部署，把政府信息公开与“放管服”改革、村级事务公开一并推进，各项任务按时完成。", y, me),
		"（一）主动公开情况",
		fmt.Sprintf("全年通过县政府网站公开信息%d条，其中财政预决算%d条、惠民补贴%d条；公众号“清风%s”推送%d篇，阅读量1.%d万次。行政规范性文件的制发和废止情况见第二部分表格。", 120+t.rng.IntN(300), 2+t.rng.IntN(8), 20+t.rng.IntN(80), t.Ord, 30+t.rng.IntN(300), 1+t.rng.IntN(8)),
		"（二）依申请公开情况",
		fmt.Sprintf("%d年共收到政府信息公开申请%s件，上年结转%s件，结转下年度继续办理%s件，均按《条例》规定的期限登记和答复。", y, t.cells["t3.received.total"], t.cells["t3.carried_in.total"], t.cells["t3.carried_out.total"]),
		"（三）政府信息管理情况",
		"1.落实“谁起草、谁提出、谁审查”，公文起草时同步确定公开属性。",
		"2.对2010年以来的旧文件逐件清理，失效的及时标注。",
		"（四）平台建设情况",
		fmt.Sprintf("在便民服务中心设查阅点1处，%d个村（居）设公开栏，做到每月更新。", 6+t.rng.IntN(20)),
		"（五）监督保障情况",
		fmt.Sprintf("由镇长负总责，党政办牵头；组织培训%d次，参加%d人次。工作考核、社会评议结果良好，没有发生责任追究的情形。", 1+t.rng.IntN(4), 30+t.rng.IntN(90)),
	}, "\n")
	t.prose[5] = strings.Join([]string{
		"（一）存在的主要问题",
		"一是主动公开的内容还不够贴近群众，政策解读形式单一；二是个别站所报送信息不及时；三是村级公开栏更新不够规范。",
		"（二）改进情况",
		fmt.Sprintf("针对%d年度指出的“重发布、轻解读”问题，今年增加了图文解读。下一步，一是梳理高频咨询事项，编印明白纸；二是实行月通报；三是安排专人到村指导。", y-1),
	}, "\n")
	t.prose[6] = fmt.Sprintf("（一）收取信息处理费情况。%d年度未发出收费通知，未收取信息处理费。\n（二）除上述事项外，无其他需要报告的事项。", y)
}

func (t *town) title() string {
	return t.Name + fmt.Sprint(t.Year) + "年政府信息公开工作年度报告"
}
