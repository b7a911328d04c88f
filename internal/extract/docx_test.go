package extract_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/extract"
)

const wordNames = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`

// packed makes a zip of name, content, name, content.
func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// docx makes a document of a body and further parts.
func docx(t testing.TB, body string, parts ...string) []byte {
	all := []string{"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document` + wordNames + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`}
	return packed(t, append(all, parts...)...)
}

func para(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func cellOf(props, text string) string {
	return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + para(text) + "</w:tc>"
}

func TestDOCX(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"runs": {
			`<w:p><w:r><w:t xml:space="preserve">一、</w:t></w:r><w:r><w:t>总体</w:t></w:r><w:hyperlink><w:r><w:t>情况</w:t></w:r></w:hyperlink></w:p>`,
			"一、总体情况\n",
		},
		"break":       {`<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:t>丙</w:t></w:r></w:p>`, "甲\n乙丙\n"},
		"outline":     {`<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`, "##甲\n"},
		"hidden":      {`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r></w:p>`, "见\n"},
		"field":       {`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>2026年</w:t></w:r></w:p>`, "2026年\n"},
		"symbol":      {`<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>否</w:t></w:r></w:p>`, "☑是□否\n"},
		"ruby":        {`<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yè</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>业</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`, "业\n"},
		"note mark":   {`<w:p><w:r><w:t>28</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r></w:p>`, "28¹\n"},
		"letters":     {`<w:p><w:r><w:sym w:font="Symbol" w:char="F031"/><w:sym w:font="Symbol" w:char="F02E"/><w:sym w:font="Symbol" w:char="F035"/><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>`, "1.5\n"},
		"alternative": {`<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>甲</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>乙</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>`, "甲\n"},
		"hidden row":  {"<w:tbl><w:tr>" + cellOf("", "甲") + cellOf("", "1") + "</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>" + cellOf("", "乙") + cellOf("", "2") + "</w:tr></w:tbl>", "|甲|1|\n"},
		"sdt":         {`<w:sdt><w:sdtPr/><w:sdtContent>` + para("甲") + `</w:sdtContent></w:sdt>`, "甲\n"},
		"text box":    {`<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>` + para("框里") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>` + para("框里") + `</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "正文\n框里\n"},
		"changes": {
			`<w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>` +
				`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>` + para("后半"),
			"收到5件\n前半后半\n",
		},
		"merged cells": {
			"<w:tbl><w:tblGrid/><w:tr>" + cellOf(`<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>`, "甲") + cellOf("", "乙") + "</w:tr>" +
				"<w:tr>" + cellOf(`<w:gridSpan w:val="2"/><w:vMerge/>`, "") + cellOf("", "丙") + "</w:tr>" +
				"<w:tr>" + cellOf(`<w:vMerge w:val="restart"/>`, "1") + cellOf("", "2") + cellOf("", "3") + "</w:tr></w:tbl>",
			"|甲>v|乙|\n|丙|\n|1|2|3|\n",
		},
		"changed rows and cells": {
			"<w:tbl><w:tr>" + cellOf("", "甲") + cellOf("", "1") + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" + cellOf("", "乙") + cellOf("", "2") + "</w:tr>" +
				"<w:tr>" + cellOf("", "丙") + cellOf("<w:cellDel/>", "9") + cellOf(`<w:tcPrChange><w:tcPr><w:gridSpan w:val="5"/></w:tcPr></w:tcPrChange>`, "3") + "</w:tr></w:tbl>",
			"|甲|1|\n|丙|3|\n",
		},
		"old merge":                {"<w:tbl><w:tr>" + cellOf(`<w:hMerge w:val="restart"/>`, "甲") + cellOf("<w:hMerge/>", "") + cellOf("", "乙") + "</w:tr><w:tr>" + cellOf("", "1") + cellOf("", "2") + cellOf("", "3") + "</w:tr></w:tbl>", "|甲>|乙|\n|1|2|3|\n"},
		"row in sdt":               {"<w:tbl><w:sdt><w:sdtContent><w:tr>" + cellOf("", "甲") + "<w:sdt><w:sdtContent>" + cellOf("", "1") + "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>", "|甲|1|\n"},
		"grid before":              {"<w:tbl><w:tr>" + cellOf("", "甲") + cellOf("", "乙") + "</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + cellOf("", "1") + "</w:tr></w:tbl>", "|甲|乙|\n||1|\n"},
		"layout":                   {"<w:tbl><w:tr><w:tc>" + para("一、总体情况") + "<w:tbl><w:tr>" + cellOf("", "甲") + cellOf("", "1") + "</w:tr></w:tbl>" + para("落款") + "</w:tc></w:tr></w:tbl>", "一、总体情况\n|甲|1|\n落款\n"},
		"two paragraphs in a cell": {"<w:tbl><w:tr><w:tc>" + para("4.保护第三方") + para("合法权益") + "</w:tc>" + cellOf("", "0") + "</w:tr></w:tbl>", "|4.保护第三方/合法权益|0|\n"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "a.docx", docx(t, c.body))
			if diff := cmp.Diff(c.want, outline(doc)); diff != "" {
				t.Error(diff)
			}
			checkLines(t, doc)
		})
	}
}

func numbered(id, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func TestDOCXNumbers(t *testing.T) {
	const numbering = `<w:numbering` + wordNames + `><w:abstractNum w:abstractNumId="1">` +
		`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>` +
		`<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/><w:isLgl/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>` +
		`<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num></w:numbering>`
	const styles = `<w:styles` + wordNames + `><w:style w:styleId="2"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:styleId="3"><w:name w:val="mine"/><w:basedOn w:val="2"/></w:style><w:style w:styleId="9"><w:name w:val="toc 1"/></w:style></w:styles>`
	body := `<w:p><w:pPr><w:pStyle w:val="9"/></w:pPr><w:r><w:t>一、总体情况 1</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="3"/></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>` +
		numbered("5", "1", "主动公开") + numbered("5", "1", "依申请公开") + numbered("5", "2", "细目") + numbered("6", "0", "圆点") +
		numbered("5", "0", "主动公开政府信息情况") + numbered("5", "1", "又一") + numbered("7", "0", "第十一") + numbered("0", "0", "无号")
	doc := read(t, "", docx(t, body, "word/styles.xml", styles, "word/numbering.xml", numbering))
	want := "#一、总体情况\n（一）主动公开\n（二）依申请公开\n1.3.细目\n圆点\n二、主动公开政府信息情况\n（一）又一\n十一、第十一\n无号\n"
	if diff := cmp.Diff(want, outline(doc)); diff != "" {
		t.Error(diff)
	}
}

// TestDOCXLinkedLevels: levels linked to styles, a level written otherwise by
// the use of a list, and numbers that must not run together with the text.
func TestDOCXLinkedLevels(t *testing.T) {
	level := func(n, format, text, style string) string {
		return `<w:lvl w:ilvl="` + n + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:pStyle w:val="` + style + `"/><w:lvlText w:val="` + text + `"/></w:lvl>`
	}
	numbering := `<w:numbering` + wordNames + `><w:abstractNum w:abstractNumId="1">` + level("0", "chineseCounting", "%1、", "1") + level("1", "decimal", "%2", "2") + `</w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>` +
		`<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1">` + level("1", "chineseCounting", "（%2）", "2") + `</w:lvlOverride></w:num></w:numbering>`
	style := func(id, name, more string) string {
		return `<w:style w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + more + `</w:style>`
	}
	list := `<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>`
	styles := `<w:styles` + wordNames + `>` + style("1", "heading 1", list) + style("2", "heading 2", list) +
		style("h", "hidden", `<w:rPr><w:vanish/></w:rPr>`) + style("k", "of it", `<w:basedOn w:val="h"/>`) + style("s", "shown", `<w:basedOn w:val="h"/><w:rPr><w:vanish w:val="0"/></w:rPr>`) + `</w:styles>`
	styled := func(id, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + id + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := styled("1", "总体情况") + styled("2", "主动公开") + styled("2", "2024年申请") + styled("1", "主动公开政府信息情况") + numbered("2", "1", "又一") +
		styled("h", "藏") + styled("k", "藏") + styled("s", "见") + `<w:p><w:r><w:rPr><w:rStyle w:val="k"/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>5</w:t></w:r></w:p>`
	doc := read(t, "", docx(t, body, "word/styles.xml", styles, "word/numbering.xml", numbering))
	want := "#一、总体情况\n##1主动公开\n##2 2024年申请\n#二、主动公开政府信息情况\n（一）又一\n见\n5\n"
	if diff := cmp.Diff(want, outline(doc)); diff != "" {
		t.Error(diff)
	}
}

func TestDOCXComments(t *testing.T) {
	body := `<w:p><w:r><w:t>全年</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>收到申请</w:t></w:r><w:r><w:t>17件</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:t>。</w:t><w:footnoteReference w:id="2"/></w:r></w:p>`
	comments := `<w:comments` + wordNames + `><w:comment w:id="0" w:author="周主任" w:date="2026-01-06T09:30:00Z"><w:p><w:r><w:t>与表三核对</w:t></w:r></w:p></w:comment></w:comments>`
	notes := `<w:footnotes` + wordNames + `><w:footnote w:type="separator" w:id="0">` + para("线") + `</w:footnote><w:footnote w:id="2">` + para("脚注文字") + `</w:footnote></w:footnotes>`
	doc := read(t, "", docx(t, body, "word/comments.xml", comments, "word/footnotes.xml", notes, "word/header1.xml", "<w:hdr>"+para("页眉")+"</w:hdr>"))
	if diff := cmp.Diff("全年收到申请17件。\n脚注文字\n", outline(doc)); diff != "" {
		t.Error(diff)
	}
	want := []extract.Comment{{Author: "周主任", Date: "2026-01-06T09:30:00Z", Text: "与表三核对", Anchor: "收到申请17件", Line: 1}}
	if diff := cmp.Diff(want, doc.Comments); diff != "" {
		t.Error(diff)
	}
}

// TestDOCXThreads: an answer belongs to what it answers, also to an answer, and
// what is ticked off is marked.
func TestDOCXThreads(t *testing.T) {
	comment := func(id, author, para, text string) string {
		return `<w:comment w:id="` + id + `" w:author="` + author + `"><w:p w14:paraId="0` + para + `"><w:r><w:t>` + text + `</w:t></w:r></w:p><w:p w14:paraId="` + para + `"/></w:comment>`
	}
	comments := `<w:comments` + wordNames + ` xmlns:w14="w14">` + comment("0", "周主任", "A1", "核对") + comment("1", "王芳", "A2", "核对了") +
		comment("2", "周主任", "A3", "好") + comment("3", "周主任", "A4", "写短些") + comment("4", "王芳", "A5", "没有上文") + `</w:comments>`
	threads := `<w15:commentsEx xmlns:w15="w15"><w15:commentEx w15:paraId="A1" w15:done="0"/><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="0"/>` +
		`<w15:commentEx w15:paraId="A3" w15:paraIdParent="A2"/><w15:commentEx w15:paraId="A4" w15:done="1"/><w15:commentEx w15:paraId="A5" w15:paraIdParent="FF"/></w15:commentsEx>`
	doc := read(t, "", docx(t, para("规章"), "word/comments.xml", comments, "word/commentsExtended.xml", threads))
	want := []extract.Comment{
		{Author: "周主任", Text: "核对", Replies: []extract.Comment{{Author: "王芳", Text: "核对了"}, {Author: "周主任", Text: "好"}}},
		{Author: "周主任", Text: "写短些", Resolved: true},
		{Author: "王芳", Text: "没有上文"},
	}
	if diff := cmp.Diff(want, doc.Comments); diff != "" {
		t.Error(diff)
	}
}

func TestBadDOCX(t *testing.T) {
	whole := docx(t, para("规章"))
	wrap := func(doc string) []byte { return packed(t, "word/document.xml", doc) }
	small := extract.DefaultLimits()
	small.Unpacked = 1000
	for name, c := range map[string]struct {
		data   []byte
		limits extract.Limits
		kind   error
	}{
		"cut off":       {whole[:len(whole)-30], extract.DefaultLimits(), extract.ErrDamaged},
		"no body":       {packed(t, "word/styles.xml", "<w:styles/>"), extract.DefaultLimits(), extract.ErrDamaged},
		"cut XML":       {wrap("<w:document><w:body>" + para("规")), extract.DefaultLimits(), extract.ErrDamaged},
		"entities":      {wrap(`<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document><w:body>` + para("&b;") + `</w:body></w:document>`), extract.DefaultLimits(), extract.ErrDamaged},
		"external":      {wrap(`<!DOCTYPE d SYSTEM "http://example.com/x"><w:document/>`), extract.DefaultLimits(), extract.ErrDamaged},
		"deep":          {docx(t, strings.Repeat("<w:sdt>", 100_000)+strings.Repeat("</w:sdt>", 100_000)), extract.DefaultLimits(), extract.ErrTooLarge},
		"bomb":          {docx(t, para(strings.Repeat("0", 4<<20))), extract.DefaultLimits(), extract.ErrTooLarge},
		"unpacked":      {docx(t, para(strings.Repeat("规章", 1000))), small, extract.ErrTooLarge},
		"other zip":     {packed(t, "a.txt", "x"), extract.DefaultLimits(), extract.ErrUnknown},
		"nothing in it": {docx(t, para("")), extract.DefaultLimits(), extract.ErrUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := extract.Read("a.docx", c.data, c.limits)
			if !errors.Is(err, c.kind) {
				t.Errorf("%v", err)
			}
		})
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add([]byte(para("规章")), []byte("<w:numbering/>"))
	f.Add([]byte("<w:tbl><w:tr>"+cellOf(`<w:vMerge w:val="restart"/>`, "甲")+"</w:tr><w:tr>"+cellOf("<w:vMerge/>", "")+"</w:tr></w:tbl>"), []byte(""))
	f.Fuzz(func(t *testing.T, body, numbering []byte) {
		fuzzed(t, docx(t, string(body), "word/numbering.xml", string(numbering)))
	})
}

func BenchmarkDOCX(b *testing.B) {
	data, err := os.ReadFile("testdata/made/2021.docx")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := extract.Read("", data, extract.DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}
