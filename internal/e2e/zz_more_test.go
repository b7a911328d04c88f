//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func corpusFile(n string) string {
	m, _ := filepath.Glob("/work/wt/eyesimport/internal/importer/testdata/corpus/" + n)
	return m[0]
}

func TestMoreStates(t *testing.T) {
	for _, f := range []struct {
		name string
		year int
	}{{"01-portal-word.html", 2024}, {"05-broken-sums.html", 2024}, {"08-one-other.html", 2023}, {"28-glued.txt", 2023}, {"30-glued-broken.txt", 2025}, {"78-figure-lost.txt", 2025}} {
		p := startAt(t, "", false, at(f.year))
		w := p.window(1366, 768)
		w.goTo("/import")
		w.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{corpusFile(f.name)}))
		w.arrived("/import/file/")
		fmt.Printf("STATE %s | %s | ask %d later %d\n", f.name, w.text("#result h1"), eval[int](w, `document.querySelectorAll('#result .asking .query').length`), eval[int](w, `document.querySelectorAll('#later .query').length`))
		w.snap("t-" + f.name)
		eval[chromedp.Void](w, `document.querySelectorAll('details').forEach(function(d){d.open=true}); var l=document.getElementById('later'); if(l) l.scrollIntoView()`)
		w.snap("t-" + f.name + "-open")
		eval[chromedp.Void](w, `var l=document.getElementById('all-read'); l.scrollIntoView(); var g=document.querySelector('#all-read .matrix'); g.scrollIntoView()`)
		w.snap("t-" + f.name + "-all")
		eval[chromedp.Void](w, `document.getElementById('finish').scrollIntoView()`)
		w.snap("t-" + f.name + "-finish")
	}
}

func TestMoreTown(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 768)
	// another office, a year that exists as draft, published, future
	for _, c := range []struct{ name, text string }{
		{"other-office", strings.ReplaceAll(p.get("/reports/2024/export/txt"), "青石镇", "白鹭镇")},
		{"draft-exists", p.get("/reports/2025/export/txt")},
		{"past-exists", p.get("/reports/2024/export/txt")},
		{"future", strings.ReplaceAll(strings.ReplaceAll(p.get("/reports/2025/export/txt"), "2026", "2029"), "2025", "2028")},
		{"older", strings.ReplaceAll(strings.ReplaceAll(p.get("/reports/2024/export/txt"), "2025", "2022"), "2024", "2021")},
		{"no-year", regexp.MustCompile(`20\d\d\s*年?`).ReplaceAllString(p.get("/reports/2024/export/txt"), "")},
	} {
		f := filepath.Join(t.TempDir(), c.name+".txt")
		os.WriteFile(f, []byte(c.text), 0o644)
		w.goTo("/import")
		w.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{f}))
		w.until(`location.pathname !== '/import' || !document.querySelector('.drop-problem').hidden`)
		time.Sleep(300 * time.Millisecond)
		fmt.Println("TOWN", c.name, eval[string](w, "location.pathname"), w.text("#result h1"), w.text(".drop-problem"), "|", w.text(".finish .notice-box"), "|", w.text(".finish-bar"))
		eval[chromedp.Void](w, `var f=document.getElementById('finish'); f && f.scrollIntoView()`)
		w.snap("u-" + c.name)
		if c.name == "past-exists" || c.name == "other-office" {
			w.submit(".finish-bar button")
			w.snap("u-" + c.name + "-pressed")
		}
	}
	w.goTo("/import")
	w.snap("u-import-pending")
	w.goTo("/")
	w.snap("u-home-pending")
}

func zipEdit(t *testing.T, data []byte, edit func(map[string]string)) []byte {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files, order := map[string]string{}, []string{}
	for _, f := range r.File {
		rc, _ := f.Open()
		b, _ := io.ReadAll(rc)
		files[f.Name] = string(b)
		order = append(order, f.Name)
	}
	edit(files)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for n := range files {
		if !strings.Contains(strings.Join(order, "|"), n) {
			order = append(order, n)
		}
	}
	for _, n := range order {
		f, _ := z.Create(n)
		f.Write([]byte(files[n]))
	}
	z.Close()
	return out.Bytes()
}

func TestMoreRevision(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 768)
	docx := []byte(p.get("/reports/2025/export/docx"))
	docx = zipEdit(t, docx, func(f map[string]string) {
		d := f["word/document.xml"]
		i := strings.Index(d, "总体情况")
		re := regexp.MustCompile(`<w:r>(<w:rPr>.*?</w:rPr>)?<w:t[^>]*>([^<]{20,})</w:t></w:r>`)
		loc := re.FindAllStringSubmatchIndex(d[i:], -1)
		fmt.Println("runs", len(loc))
		m := loc[0]
		text := []rune(d[i+m[4] : i+m[5]])
		run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
		n := run(string(text[:8])) + `<w:del w:id="901" w:author="李书记" w:date="2026-01-07T09:00:00Z"><w:r><w:delText xml:space="preserve">` + string(text[8:12]) + `</w:delText></w:r></w:del>` +
			`<w:ins w:id="902" w:author="李书记" w:date="2026-01-07T09:00:00Z">` + run("（书记改）") + `</w:ins>` +
			`<w:commentRangeStart w:id="1"/>` + run(string(text[12:18])) + `<w:commentRangeEnd w:id="1"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="1"/></w:r>` +
			`<w:commentRangeStart w:id="2"/><w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>` + run(string(text[18:]))
		f["word/document.xml"] = d[:i+m[0]] + n + d[i+m[1]:]
		f["word/comments.xml"] = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">` +
			`<w:comment w:id="1" w:author="李书记" w:date="2026-01-07T09:00:00Z" w:initials="李"><w:p w14:paraId="00000001"><w:r><w:annotationRef/></w:r><w:r><w:t>这里要写具体的件数</w:t></w:r></w:p></w:comment>` +
			`<w:comment w:id="2" w:author="县政务公开办" w:date="2026-01-07T10:00:00Z" w:initials="县"><w:p w14:paraId="00000002"><w:r><w:t>同意，请补充。</w:t></w:r></w:p></w:comment></w:comments>`
		f["word/commentsExtended.xml"] = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="00000001" w15:done="0"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/></w15:commentsEx>`
		f["word/_rels/document.xml.rels"] = strings.Replace(f["word/_rels/document.xml.rels"], "</Relationships>", `<Relationship Id="rId901" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/><Relationship Id="rId902" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/></Relationships>`, 1)
		f["[Content_Types].xml"] = strings.Replace(f["[Content_Types].xml"], "</Types>", `<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/><Override PartName="/word/commentsExtended.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"/></Types>`, 1)
		// a figure changed
		f["word/document.xml"] = strings.Replace(f["word/document.xml"], ">12<", ">13<", 1)
	})
	os.WriteFile("/tmp/ei/in/revision.docx", docx, 0o644)
	w.goTo("/import?for=revision&year=2025")
	w.snap("v-ask")
	w.upload("revision.docx")
	w.arrived("/import/file/")
	w.snap("v-differs")
	eval[chromedp.Void](w, `window.scrollTo(0, 99999)`)
	w.snap("v-differs-end")
	w.submit(`button[value="note"]`)
	w.snap("v-noted")
	w.submit(`.difference button[value="leave"]`)
	w.snap("v-left")
	if eval[bool](w, `document.querySelector('.difference button[value="take"]')!==null`) {
		w.submit(`.difference button[value="take"]`)
		w.snap("v-taken")
	}
	w.goTo("/")
	w.snap("v-home")
	w.goTo("/import?for=revision&year=2025")
	w.upload("seed0.docx")
	w.arrived("/import/file/")
	w.snap("v-other-report")
}

func TestMoreWeb(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 768)
	w.goTo("/import?for=webpage&year=2025")
	w.snap("x-ask-draft")
	w.submitted("/reports/2025/final", `form[action$="/final"] button`)
	page := p.get("/reports/2025/export/html")
	cms := strings.Replace(page, "<body>", `<body><div><a href="/">首页</a> &gt; <a href="/x">政务公开</a> &gt; 正文</div><div>发布时间：2026-01-20 来源：青石镇 浏览次数：15次 【打印】【关闭】</div>`, 1)
	cms = strings.Replace(cms, "</body>", `<div>扫一扫在手机打开当前页</div><div>附件下载：年报.docx</div><div>版权所有：临川县人民政府 主办</div></body>`, 1)
	os.WriteFile("/tmp/ei/in/page.html", []byte(page), 0o644)
	os.WriteFile("/tmp/ei/in/cms.html", []byte(cms), 0o644)
	one := regexp.MustCompile(`(<td[^>]*>)12(</td>)`).ReplaceAllString(cms, "${1}21$2")
	if one == cms {
		i := strings.Index(cms, "表三")
		fmt.Println("no 12", i)
	}
	os.WriteFile("/tmp/ei/in/cms-differs.html", []byte(one), 0o644)
	for _, f := range []string{"page.html", "cms.html", "cms-differs.html", "seed0.html"} {
		w.goTo("/import?for=webpage&year=2025")
		if f == "page.html" {
			w.snap("x-ask")
		}
		w.upload(f)
		w.until(`location.pathname !== '/import' || !document.querySelector('.drop-problem').hidden`)
		time.Sleep(200 * time.Millisecond)
		fmt.Println("WEB", f, w.text("h1"), w.text(".drop-problem"))
		w.snap("x-" + f)
	}
}

func TestMoreFolder(t *testing.T) {
	p := startAt(t, "", true, january)
	w := p.window(1366, 768)
	dir := t.TempDir()
	sub := filepath.Join(dir, "各镇")
	os.MkdirAll(filepath.Join(sub, "二批"), 0o755)
	text := p.get("/reports/2024/export/txt")
	names := "白鹭 柳溪 望云 清河 双桥 东岭 西塘 南坪 北沟 石桥"
	n := 0
	for _, a := range strings.Fields(names) {
		for b := 0; b < 5; b++ {
			n++
			d := sub
			if n%3 == 0 {
				d = filepath.Join(sub, "二批")
			}
			os.WriteFile(filepath.Join(d, fmt.Sprintf("%s镇%d.txt", a, b)), []byte(strings.ReplaceAll(text, "青石镇", a+"镇")), 0o644)
		}
	}
	os.WriteFile(filepath.Join(sub, "通知.txt"), []byte("请各乡镇报送材料。"), 0o644)
	os.WriteFile(filepath.Join(sub, "Thumbs.db"), []byte("xx"), 0o644)
	os.WriteFile(filepath.Join(sub, ".DS_Store"), []byte("xx"), 0o644)
	w.goTo("/import")
	begun := time.Now()
	w.realDrop(".drop-box", sub)
	time.Sleep(500 * time.Millisecond)
	w.shot("w-progress")
	w.within(60*time.Second, "location.pathname.indexOf('/import/batch/') === 0 && document.readyState === 'complete'")
	fmt.Println("FOLDER", time.Since(begun), w.text("h1"), eval[int](w, `document.querySelectorAll('.batch tbody tr').length`))
	w.snap("w-folder")
	w.goTo("/")
	w.snap("w-home")
	w.goTo("/import")
	w.snap("w-import")
}

func TestMoreClipboard(t *testing.T) {
	p := startAt(t, "", false, at(2022))
	w := p.window(1366, 768)
	w.goTo("/import")
	for _, n := range []string{"clipboard-read", "clipboard-write"} {
		if _, err := chromedp.Call(w.ctx, browser.SetPermission, browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: n}, Setting: "granted", Origin: w.url}); err != nil {
			t.Fatal(err)
		}
	}
	data, _ := os.ReadFile("/tmp/ei/in/seed0.html")
	w.do(chromedp.Focus(chromedp.CSS("#paste")))
	got := evalAwait(w, fmt.Sprintf(`navigator.clipboard.write([new ClipboardItem({'text/html': new Blob([%q],{type:'text/html'}), 'text/plain': new Blob(['年报 文本'],{type:'text/plain'})})]).then(function(){return 'ok'},function(e){return String(e)})`, string(data)))
	fmt.Println("CLIP write", got)
	w.do(chromedp.KeyEvent("v", chromedp.KeyModifiers(kb.ModifierCtrl)))
	time.Sleep(200 * time.Millisecond)
	fmt.Println("CLIP value", w.value("paste"))
	w.snap("y-pasted")
	w.do(chromedp.Click(chromedp.CSS("form[data-drop] [type=submit]")))
	w.arrived("/import/file/")
	fmt.Println("CLIP", w.text("#result h1"))
	w.snap("y-read")
}

func evalAwait(w *window, js string) string {
	v, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](js, chromedp.EvalAwaitPromise))
	if err != nil {
		return err.Error()
	}
	return v
}

func TestMoreNoScript(t *testing.T) {
	p := startAt(t, "", false, at(2023))
	w := p.window(1366, 768)
	if _, err := chromedp.Call(w.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	shot := func(name string) {
		for _, s := range walkSizes {
			w.do(chromedp.EmulateViewport(s.width, s.height))
			time.Sleep(50 * time.Millisecond)
			w.shot(fmt.Sprintf("%s-%d", name, s.width))
		}
		w.do(chromedp.EmulateViewport(1366, 768))
	}
	w.goTo("/import")
	shot("z-import")
	w.upload("seed1.txt")
	shot("z-chosen")
	w.submit("form[data-drop] [type=submit]")
	shot("z-read")
	w.submit(`.query button[name="offer"][value="2"]`)
	shot("z-settled")
	w.submit(`.finish-bar .primary`)
	shot("z-begun")
	w.goTo("/reports/2022/1")
	shot("z-text")
	w.goTo("/import")
	w.upload("other.txt")
	w.submit("form[data-drop] [type=submit]")
	shot("z-refused")
	w.goTo("/import")
	w.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), in("seed0.txt", "seed2.txt")))
	w.submit("form[data-drop] [type=submit]")
	shot("z-batch")
}

func TestMoreSlow(t *testing.T) {
	p := startAt(t, "", false, at(2022))
	w := p.window(1366, 768)
	w.goTo("/import")
	if _, err := chromedp.Call(w.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{URLPattern: "", Latency: 3000, DownloadThroughput: -1, UploadThroughput: 2000}}}); err != nil {
		t.Fatal(err)
	}
	w.upload("seed0.docx")
	for i := 0; i < 4; i++ {
		time.Sleep(600 * time.Millisecond)
		fmt.Println("SLOW", i, w.text(".drop-state"))
		w.shot(fmt.Sprintf("slow-%d", i))
	}
	w.within(30*time.Second, "location.pathname.indexOf('/import/file') === 0")
}
