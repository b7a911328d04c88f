//go:build corpus

package importer_test

import (
	"fmt"
	"html"
	"strings"
)

// dialect is how a site writes a page.
type dialect struct {
	cell  func(t *town, c gridCell, i int) string // what stands in a cell
	para  func(p part) string
	page  func(t *town, body string) string
	flat  bool // spans lost on the way
	split int  // table three in pages of so many rows, each with the headings
	thead bool
	upper bool // tags of the last century, unclosed
}

func (t *town) html(d dialect) string {
	var b strings.Builder
	for _, p := range t.parts() {
		if p.table == nil {
			b.WriteString(d.para(p) + "\n")
			continue
		}
		g := p.table
		if d.split == 0 || len(g) < 20 {
			b.WriteString(t.htmlTable(d, g))
			continue
		}
		for i := 3; i < len(g); i += d.split {
			part := append(append(grid{}, g[:3]...), g[i:min(i+d.split, len(g))]...)
			b.WriteString(t.htmlTable(d, part) + "<p>&nbsp;</p>\n")
		}
	}
	return d.page(t, b.String())
}

func (t *town) htmlTable(d dialect, g grid) string {
	var b strings.Builder
	b.WriteString(`<div style="overflow-x:auto"><table border="1" cellspacing="0" cellpadding="0" width="630" align="center">`)
	if !d.upper {
		b.WriteString("<tbody>")
	}
	b.WriteString("\n")
	n := 0
	for _, row := range g {
		b.WriteString("<tr>")
		for _, c := range row {
			span := ""
			if c.cols > 1 && !d.flat {
				span += fmt.Sprintf(` colspan="%d"`, c.cols)
			}
			if c.rows > 1 && !d.flat {
				span += fmt.Sprintf(` rowspan="%d"`, c.rows)
			}
			n++
			if d.upper {
				fmt.Fprintf(&b, "<TD%s vAlign=middle>%s\n", span, d.cell(t, c, n))
			} else {
				fmt.Fprintf(&b, `<td width="%d"%s valign="center">%s</td>`, 40+n%7, span, d.cell(t, c, n))
			}
		}
		if !d.upper {
			b.WriteString("</tr>")
		}
		b.WriteString("\n")
	}
	if !d.upper {
		b.WriteString("</tbody>")
	}
	return b.String() + "</table></div>\n"
}

func esc(s string) string { return html.EscapeString(s) }

// wordCell is a cell as pasted from Word: words torn over spans.
func wordCell(t *town, c gridCell, i int) string {
	s := t.show(c)
	mso := `style="mso-bidi-font-size:10.5pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体"`
	if s == "" {
		return `<p class="MsoNormal" align="center"><span lang="EN-US" ` + mso + `>&nbsp;<o:p></o:p></span></p>`
	}
	if c.code != "" {
		return `<p class="MsoNormal" align="center" style="text-align:center"><span lang="EN-US" ` + mso + `>` + esc(s) + `<o:p></o:p></span></p>`
	}
	r := []rune(s)
	cut := 1 + i%max(1, len(r)-1)
	return `<p class="MsoNormal" align="left"><span ` + mso + `>` + esc(string(r[:cut])) + `</span><span lang="EN-US"><font face="宋体">` +
		esc(string(r[cut:])) + `</font></span></p>`
}

// brokenCell breaks labels over lines, with spaces to fill them.
func brokenCell(t *town, c gridCell, i int) string {
	s := t.show(c)
	if c.code != "" {
		return "<p><span>&nbsp;" + esc(s) + "&nbsp;</span></p>"
	}
	r := []rune(s)
	if len(r) > 12 {
		at := len(r) / 2
		return "<p>" + esc(string(r[:at])) + "<br/>" + esc(string(r[at:])) + "</p>"
	}
	if len(r) == 2 || len(r) == 3 {
		return "<p>" + strings.Join(strings.Split(s, ""), "&nbsp;&nbsp;") + "</p>"
	}
	if len(r) > 6 {
		return "<p>" + esc(string(r[:4])) + "</p><p>" + esc(string(r[4:])) + "</p>"
	}
	return "<p>" + esc(s) + "</p>"
}

func plainCell(t *town, c gridCell, _ int) string {
	if s := t.show(c); s != "" {
		return esc(s)
	}
	return "&nbsp;"
}

func wordPara(p part) string {
	if p.style == "title" {
		return `<p class="MsoNormal" align="center" style="text-align:center;line-height:29.0pt"><b><span style="font-size:22.0pt">` + esc(p.text) + `</span></b></p>`
	}
	r := []rune(p.text)
	half := len(r) / 2
	return `<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0"><span style="font-size:16.0pt">` + esc(string(r[:half])) +
		`</span><span lang="EN-US" style="font-size:16.0pt">` + esc(string(r[half:])) + `<o:p></o:p></span></p>`
}

func plainPara(p part) string {
	switch p.style {
	case "title":
		return `<p style="text-align:center"><strong>` + esc(p.text) + `</strong></p>`
	case "heading":
		return `<p>&emsp;&emsp;<strong>` + esc(p.text) + `</strong></p>`
	case "sign", "date":
		return `<p style="text-align:right">` + esc(p.text) + `&nbsp;&nbsp;&nbsp;&nbsp;</p>`
	}
	return `<p>&emsp;&emsp;` + esc(p.text) + `</p>`
}

// portal is a county's site: card of the document, crumbs, tools, links.
func portal(t *town, body string) string {
	title := t.title()
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>` + title + `_` + t.County + `人民政府</title>
<meta name="ArticleTitle" content="` + title + `"><meta name="PubDate" content="2023-01-12 10:21">
<script>var _hmt=_hmt||[];function doZoom(n){document.getElementById('zoom').style.fontSize=n+'px'}</script>
<style>.menu li{float:left}.card td{border:1px solid #ccc}</style></head><body>
<div class="top"><a href="/">` + t.County + `人民政府</a> <a href="/wza">无障碍</a> <a href="/old">长者模式</a><span id="weather">多云 7℃</span></div>
<ul class="menu"><li><a href="/">首页</a></li><li><a href="/zx">政务资讯</a></li><li><a href="/xxgk">政府信息公开</a></li><li><a href="/hd">互动交流</a></li></ul>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk">政府信息公开</a> &gt; <a>政府信息公开年报</a> &gt; 正文</div>
<table class="card" width="100%"><tr><td>索引号：</td><td>` + fmt.Sprintf("LC0%d-%d-0003", t.Year%97, t.Year+1) + `</td><td>发文机关：</td><td>` + t.Name + `</td></tr>
<tr><td>标　　题：</td><td colspan="3">` + title + `</td></tr>
<tr><td>文　　号：</td><td></td><td>成文日期：</td><td>` + t.Signed + `</td></tr><tr><td>有效性：</td><td>有效</td><td>发布日期：</td><td>2023-01-12</td></tr></table>
<h1>` + title + `</h1><div class="info">发布时间：2023-01-12 10:21&nbsp;&nbsp;来源：` + t.Name + `&nbsp;&nbsp;浏览次数：<span id="hits">35</span>次&nbsp;&nbsp;字体大小：[<a href="javascript:doZoom(18)">大</a> <a>中</a> <a>小</a>]&nbsp;&nbsp;[<a>打印</a>] [<a>关闭</a>]</div>
<div id="zoom" class="TRS_Editor"><style type="text/css">.TRS_Editor P{margin-top:0}</style>` + body + `</div>
<div class="fj">附件下载：<a href="/P020230112.docx">` + title + `.docx</a></div>
<div class="ewm"><img src="ewm.png"><p>扫一扫在手机打开当前页</p></div>
<div class="rel"><h3>相关文章</h3><ul><li><a href="/1">` + t.County + `2022年预算公开说明</a></li><li><a href="/2">关于公布权责清单的通知</a></li></ul></div>
<div class="foot">主办：` + t.County + `人民政府办公室　承办：` + t.County + `大数据中心<br>网站标识码：3610290001　赣ICP备00000001号　赣公网安备 36102902000001号</div>
</body></html>`
}

// oldPortal lays its page out with tables.
func oldPortal(t *town, body string) string {
	return `<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>` + t.County + `政府网</TITLE></HEAD><BODY bgColor=#ffffff>
<TABLE width=980 align=center><TR><TD colspan=2><IMG src="banner.jpg" alt="` + t.County + `政府网"></TD></TR><TR><TD width=200 vAlign=top><TABLE><TR><TD><A href="a.asp">机构职能</A></TD></TR>
<TR><TD><A href="b.asp">政策文件</A></TD></TR><TR><TD><A href="c.asp">年度报告</A></TD></TR></TABLE></TD>
<TD vAlign=top><TABLE width="100%"><TR><TD align=center><FONT size=5><B>` + t.title() + `</B></FONT></TD></TR><TR><TD align=center>作者：佚名　点击数：118　更新时间：2021-1-20　【字体：小 大】</TD></TR>
<TR><TD>` + body + `</TD></TR><TR><TD align=right>【打印此页】【关闭窗口】</TD></TR></TABLE></TD></TR></TABLE>
<CENTER>版权所有：` + t.County + `人民政府　建议使用IE6.0以上浏览器</CENTER></BODY></HTML>`
}

// fragment is what is pasted from a page.
func fragment(_ *town, body string) string {
	return "<html><body>\n<!--StartFragment-->" + body + "<!--EndFragment-->\n</body>\n</html>"
}
