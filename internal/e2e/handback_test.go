//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// repacked is a Word file whose parts were changed, with parts added.
func repacked(t *testing.T, data string, change func(body string) string, parts map[string]string) []byte {
	t.Helper()
	from, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	write := func(name, text string) {
		w, err := to.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range from.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			text = []byte(change(string(text)))
		}
		write(f.Name, string(text))
	}
	for name, text := range parts {
		write(name, text)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// replaced is a text in which a piece, which must be there, is another one.
func replaced(t *testing.T, text, from, to string) string {
	t.Helper()
	if !strings.Contains(text, from) {
		t.Fatalf("%q is not there", from)
	}
	return strings.Replace(text, from, to, 1)
}

const (
	wordNames = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`
	remarks   = `<w:comments` + wordNames + `><w:comment w:id="0" w:author="周主任"><w:p w14:paraId="A1"><w:r><w:t>312条和台账对得上吗</w:t></w:r></w:p></w:comment>` +
		`<w:comment w:id="1" w:author="王芳"><w:p w14:paraId="A2"><w:r><w:t>对过了，是312条</w:t></w:r></w:p></w:comment>` +
		`<w:comment w:id="2" w:author="周主任"><w:p w14:paraId="A3"><w:r><w:t>落款日期按盖章那天</w:t></w:r></w:p></w:comment></w:comments>`
	threads = `<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="A1" w15:done="0"/>` +
		`<w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="0"/><w15:commentEx w15:paraId="A3" w15:done="1"/></w15:commentsEx>`
)

// TestEditedWord reads a Word file back in which somebody deleted and wrote
// with changes tracked, typed over a figure and a date, and discussed in the
// margin.
func TestEditedWord(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	figure := regexp.MustCompile(`(二、上年结转政府信息公开申请数量.*?<w:t[^>]*>)(\d+)`)
	edited := repacked(t, p.get("/reports/2025/export/docx"), func(body string) string {
		body = replaced(t, body, "全年主动公开政府信息312条，其中政府网站198条", `全年主动公开政府信息</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>312条</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`+
			`<w:del w:id="9" w:author="周主任"><w:r><w:delText>，其中</w:delText></w:r></w:del><w:ins w:id="10" w:author="周主任"><w:r><w:t>，包括</w:t></w:r></w:ins><w:r><w:t>政府网站198条`)
		body = replaced(t, body, "落实公文属性源头认定制度", "认真落实公文属性源头认定制度")
		m := figure.FindStringSubmatchIndex(body)
		if m == nil {
			t.Fatal("no figure")
		}
		return body[:m[4]] + "3" + body[m[5]:]
	}, map[string]string{"word/comments.xml": remarks, "word/commentsExtended.xml": threads})
	w.goTo("/import?for=revision&year=2025")
	w.dropped(file{"县里退回.docx", edited})
	w.arrived("/import/file/")
	w.looks("m-edited")
	for _, want := range []string{"上年结转", "修订痕迹", "王芳回复", "文件里标了已解决", "批注（2）"} {
		if got := w.text("main"); !strings.Contains(got, want) {
			t.Errorf("%q is not there: %s", want, got)
		}
	}
	w.submit(`button[value="note"]`)
	w.looks("m-noted")
	w.goTo("/")
	w.looks("m-home")
	if got := eval[int](w, `document.querySelectorAll('.remarks li').length * 10 + document.querySelectorAll('.remarks li.done').length`); got != 21 {
		t.Errorf("remarks and done ones: %d", got)
	}
}

// TestPageDiffers pastes a published page back in which a figure, a word and a
// date are others and a row is gone: that and nothing else is listed, with both
// sides.
func TestPageDiffers(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 640)
	w.submitted("/reports/2025/final", `form[action$="/final"] button`)
	page := p.get("/reports/2025/export/html")
	row := regexp.MustCompile(`<tr><th[^>]*>4.保护第三方合法权益.*?</tr>`)
	if !row.MatchString(page) {
		t.Fatal("no row")
	}
	page = row.ReplaceAllString(page, "")
	page = replaced(t, page, "群众", "村民")
	page = replaced(t, page, "<p>2026年1月8日</p>", "<p>2026年1月9日</p>")
	figure := regexp.MustCompile(`(二、上年结转政府信息公开申请数量</th><td>)\d+`)
	page = figure.ReplaceAllString(page, "${1}5")
	w.goTo("/import?for=webpage&year=2025")
	w.pasted(page, "年报")
	w.arrived("/import/file/")
	w.looks("m-page-differs")
	for _, want := range []string{"4 处不一样", "表三·上年结转·自然人", "网页 5", "2026-01-09", "群众村民", "表三·保护第三方合法权益整行：0　1　0　0　0　0　1"} {
		if got := w.text("main"); !strings.Contains(got, want) {
			t.Errorf("%q is not there: %s", want, got)
		}
	}
	w.do(chromedp.EmulateViewport(390, 800))
	if over := eval[bool](w, `document.documentElement.scrollWidth > window.innerWidth`); over {
		t.Error("wider than a phone")
	}
}
