package extract_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// cmsPage puts a report into what surrounds it on the site of a county: a
// layout of tables, menus, a card with its number, a counter, scripts. The
// text is torn over spans the way Word pastes it.
func cmsPage(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	body := string(data)
	body = body[strings.Index(body, "<main>")+6 : strings.Index(body, "</main>")]
	body = regexp.MustCompile(`<(td|th)([^>]*)>([^<]*)</(td|th)>`).ReplaceAllStringFunc(body, func(cell string) string {
		m := regexp.MustCompile(`<(t[dh])([^>]*)>([^<]*)</`).FindStringSubmatch(cell)
		runes := []rune(m[3])
		half := len(runes) / 2
		return "<td valign=top" + m[2] + ">\n <p class=MsoNormal align=center style='text-align:center'><span lang=EN-US>" +
			string(runes[:half]) + "</span><b><span\n style='font-family:宋体'>" + string(runes[half:]) + "</span></b><o:p></o:p></p>\n </td>"
	})
	body = strings.ReplaceAll(body, "<p>", "<p class=MsoNormal>&nbsp;&nbsp;<span style='mso-spacerun:yes'>&nbsp;</span>")
	page := `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>临川县人民政府</title><script>var n="规章 9";</script></head>
<body><div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">办事服务</a></li><li><a href="/hd">互动交流</a></li></ul></div>
<table width="1000" align="center"><tr><td width="220"><table><tr><td>公开指南</td></tr><tr><td>公开制度</td></tr><tr><td>公开年报</td></tr></table></td>
<td><table class="card"><tr><td>索 引 号：</td><td>QS-2026-001</td><td>发布机构：</td><td>青石镇</td></tr><tr><td>名 称：</td><td colspan="3">年度报告</td></tr></table>
<div id="zoom"><!-- body -->` + body + `</div><p>附件下载：</p><div style="display:none">分享到微信</div><script>count()</script></td></tr>
<tr><td colspan="2">主办：临川县人民政府办公室　<a href="#">网站地图</a></td></tr></table></body></html>`
	out, err := simplifiedchinese.GB18030.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

func TestCMSPage(t *testing.T) {
	for _, format := range []string{"2019", "2021"} {
		doc := read(t, "a.htm", cmsPage(t, "testdata/made/"+format+".html"))
		tables := tablesOf(doc)
		if len(tables) != 4 {
			t.Fatalf("%s: %d tables", format, len(tables))
		}
		if diff := cmp.Diff(printed(t, format), tables[1:]); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
		text := prose(doc)
		before, after, found := strings.Cut(text, wantProse(t, format))
		if !found {
			t.Errorf("%s: %s", format, cmp.Diff(wantProse(t, format), text))
		}
		if before != "公开指南公开制度公开年报" || after != "附件下载：主办：临川县人民政府办公室网站地图" {
			t.Errorf("%s: %q before, %q after", format, before, after)
		}
		checkLines(t, doc)
	}
}
