//go:build e2e

package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// spoiled is a published page in which ten things are not as they should be.
func spoiled(t *testing.T, page string) string {
	t.Helper()
	for _, c := range []struct{ from, to string }{
		{`(一、本年新收政府信息公开申请数量</th>(?:<td>\d+</td>){6})<td>17</td>`, `$1<td>0</td>`},    // a total that is none
		{`<tr><th[^>]*>四、结转下年度继续办理.*?</tr>`, ``},                                     // a row that is missing
		{`(行政许可</th><td[^>]*>)126`, `${1}若干`},                                        // a word for a figure
		{`(行政事业性收费</th><td[^>]*>)3.6200`, `${1}36200元`},                              // another unit
		{`(（二）部分公开[^<]*</th>)(?:<td>\d+</td>){7}`, `$1<td colspan="7">1000102</td>`}, // figures run together
		{`(6.属于四类过程性信息</th>)<td>1</td>`, `$1`},                                       // one figure too few
		{`(?s)(四、政府信息公开行政复议、行政诉讼情况</h2>)(.*?)<table.*?</table>`, `$1$2`},             // a table that is missing
		{`<body>`, `<body><p>当前位置：首页 &gt; 政府信息公开年报</p>`},                             // the page around it
		{`</body>`, `<p>我镇在便民服务中心新设了政府信息查阅点，全年接待群众查询二百余人次，得到群众好评。</p><p>扫一扫在手机打开当前页</p></body>`}, // a paragraph behind the end
	} {
		re := regexp.MustCompile(c.from)
		if !re.MatchString(page) {
			t.Fatalf("%s is not there", c.from)
		}
		page = re.ReplaceAllString(page, c.to)
	}
	return page
}

// TestDoubtsByKeyboard settles doubts of ten kinds without a mouse: with a key,
// with figures that are typed, with a place that is chosen; what is asked about
// is marked in the source; an answer can be taken back.
func TestDoubtsByKeyboard(t *testing.T) {
	town := startAt(t, "", true, january)
	page := spoiled(t, town.get("/reports/2025/export/html"))
	p := start(t, "", false)
	w := p.window(1366, 640)
	w.goTo("/import")
	w.dropped(file{"去年.html", []byte(page)})
	w.arrived("/import/file/")
	w.looks("q-read")
	open := func() int {
		return eval[int](w, `document.querySelectorAll('#result .asking .query:not(.settled)').length`)
	}
	if open() < 3 {
		t.Fatalf("%d doubts: %s", open(), w.text("#result"))
	}
	here := func(text string) {
		t.Helper()
		if got := eval[string](w, `document.querySelector('.source-lines .here').innerText`); !strings.Contains(got, text) {
			t.Errorf("marked in the source: %q, want %q", got, text)
		}
	}
	settled := func(left int) {
		t.Helper()
		w.until(fmt.Sprintf(`document.querySelectorAll('#result .asking .query:not(.settled)').length === %d`, left))
	}
	// The row that is missing is typed: into its first field, on with Tab, Enter.
	here("（七）总计")
	eval[chromedp.Void](w, `document.querySelector('.query.current input[name=text]').focus()`)
	for i, figure := range []string{"1", "0", "0", "0", "0", "1", "2"} {
		if i > 0 {
			w.do(chromedp.KeyEvent(kb.Tab))
		}
		w.do(chromedp.KeyEvent(figure))
	}
	w.shot("q-typed")
	w.do(chromedp.KeyEvent(kb.Enter))
	settled(2)
	// The missing table stays blank: one key.
	here("四、政府信息公开行政复议")
	w.do(chromedp.KeyEvent("1"))
	settled(1)
	// The paragraph goes into a part that is chosen.
	here("政府信息查阅点")
	eval[chromedp.Void](w, `document.querySelector('.query.current select').focus()`)
	w.do(chromedp.KeyEvent("一"))
	w.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	settled(0)
	w.looks("q-settled")
	if got := eval[string](w, `document.activeElement.className`); !strings.Contains(got, "primary") {
		t.Errorf("the focus is on %q", got)
	}
	eval[chromedp.Void](w, `document.querySelector('#later summary').focus()`)
	w.do(chromedp.KeyEvent(kb.Enter))
	w.until(`document.querySelector('#later').open`)
	here("第二十条第（五）项")
	for _, want := range []string{"9　3　1　1　2　1　17", "用 3.62万元", "照原文 36200元"} {
		if got := w.text("#later"); !strings.Contains(got, want) {
			t.Errorf("%q is not offered: %s", want, got)
		}
	}
	eval[chromedp.Void](w, `document.querySelector('#later').scrollIntoView()`)
	w.looks("q-later")
	for n := 8; n > 0; n-- {
		key := "1"
		if n == 7 {
			here("36200元")
			key = "2" // in the form's unit
		}
		w.do(chromedp.KeyEvent(key))
		w.until(fmt.Sprintf(`document.querySelectorAll('#later .query').length === %d`, n-1))
	}
	w.until(`document.querySelectorAll('#done .query').length === 11`)
	// One of them is taken back.
	eval[chromedp.Void](w, `document.querySelector('#done').open = true; document.querySelector('#done button[value=back]').focus()`)
	w.do(chromedp.KeyEvent(kb.Enter))
	w.until(`document.querySelectorAll('#done .query').length === 10`)
}

// TestStranger reads in another office's report: the page says so, and what
// each button does with it.
func TestStranger(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.goTo("/import")
	w.dropped(seedFile(t, "000.txt"))
	w.arrived("/import/file/")
	w.looks("s-stranger")
	w.submit(`.finish-bar .primary`)
	w.arrived("/import")
	w.dropped(seedFile(t, "000.txt"))
	w.arrived("/import/file/")
	w.submit(`.finish-bar button[value="keep"]`)
	w.arrived("/reports/2020/check")
}
