package importer_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

const title = "临川县青石镇人民政府2024年政府信息公开工作年度报告"

// hostileFiles are files that nobody reads, and files made to take time and
// memory. What they may take is worked out from the packed size.
func hostileFiles(testing.TB) []costFile {
	repeat := strings.Repeat
	html := func(body string) func() []byte {
		return func() []byte { return []byte("<html><body><p>" + title + "</p>" + body + "</body></html>") }
	}
	word := func(body func() string) func() []byte {
		return func() []byte { return wordFile("", 0, wordRunPara(title)+body()) }
	}
	return []costFile{
		{"program-40MB.exe", noise("MZ\x90\x00\x03\x00\x00\x00", 40<<20), 0, "no-report", 64},
		{"program-63MB", noise("\x7fELF\x02\x01\x01\x00", 63<<20), 0, "no-report", 64},
		{"noise-40MB.txt", noise("", 40<<20), 0, "no-report", 64},
		{"noise-without-NUL-40MB.txt", func() []byte {
			return bytes.ReplaceAll(noise("", 40<<20)(), []byte{0}, []byte{0x81})
		}, 0, "no-report", 64},
		{"zeros-40MB.txt", func() []byte { return make([]byte, 40<<20) }, 0, "", 64},
		{"too-large.txt", func() []byte { return []byte(repeat("青石镇", 23<<20)) }, 0, "too-large", 64},
		{"prose-5MB.txt", func() []byte { return []byte(title + "\n" + filler(25_000)) }, 0, "too-large", 0},
		{"prose-60MB.txt", func() []byte { return []byte(title + "\n" + repeat(filler(10_000), 27)) }, 0, "too-large", 64},
		{"lines-60MB.txt", func() []byte { return []byte(title + repeat("\n1", 30<<20)) }, 0, "too-large", 64},
		{"tags-5MB.html", html(repeat("<b>", 1_700_000)), 0, "too-large", 0},
		{"cells-5MB.html", html("<table>" + repeat("<tr><td>1<td>2", 350_000)), 0, "too-large", 0},
		{"few-cells-2MB.html", html("<table>" + repeat("<tr><td>1<td>2", 75_000)), 0, "", 0},
		{"text-20MB.html", html(repeat("青石镇", 7<<20/3*3)), 0, "", 64},
		{"deep-100000.html", html(repeat("<div>", 100_000) + "1"), 0, "", 0},
		{"deep-tables-20000.html", html(repeat("<table><tr><td>", 20_000) + "1"), 0, "", 0},
		{"deep-inline-100000.html", html(repeat("<font><a><p>", 33_000) + "1"), 0, "", 0},
		{"colspan-100000.html", html("<table>" + repeat(`<tr><td colspan="100000" rowspan="100000">1<td colspan="999">2`, 5_000) + "</table>"), 0, "", 0},
		{"attributes.html", html(repeat(`<p a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8>1`, 100_000)), 0, "", 0},
		{"one-tag.html", html("<p " + repeat("a1=2 ", 1_000_000) + ">1"), 0, "", 0},
		{"entities.html", html(repeat("&nbsp;", 1_000_000)), 0, "", 0},
		{"bomb.docx", word(func() string { return repeat("<w:p/>", 100<<20/6) }), 0, "too-large", 64},
		{"bomb-spaces.docx", word(func() string { return "<w:p><w:r><w:t>" + repeat(" ", 200<<20) }), 0, "too-large", 64},
		{"bomb-styles.docx", func() []byte {
			return zipOf("word/styles.xml", "<s>"+repeat("<style styleId='a'/>", 6<<20)+"</s>", "word/document.xml", "<d/>")
		}, 0, "too-large", 64},
		{"entities.docx", func() []byte {
			return zipOf("word/document.xml", `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>`)
		}, 0, "unreadable", 64},
		{"span-1000000.docx", word(func() string {
			return "<w:tbl>" + repeat(`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr></w:tc><w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr></w:tc></w:tr>`, 20_000) + "</w:tbl>"
		}), 0, "", 0},
		{"deep.docx", word(func() string { return repeat("<w:tbl><w:tr><w:tc>", 30_000) }), 0, "too-large", 0},
		{"deep-tables.docx", word(func() string {
			return repeat("<w:tbl><w:tr><w:tc>", 80) + wordRunPara("1") + repeat("</w:tc></w:tr></w:tbl>", 80)
		}), 0, "", 0},
		{"comments.docx", word(func() string {
			var b strings.Builder
			for i := range 3000 {
				fmt.Fprintf(&b, `<w:p><w:commentRangeStart w:id="%d"/><w:r><w:t>%s</w:t></w:r></w:p>`, i, filler(1))
			}
			return b.String()
		}), 0, "", 0},
		{"many-parts.docx", func() []byte {
			parts := []string{"word/document.xml", "<d/>"}
			for i := range 200_000 {
				parts = append(parts, fmt.Sprintf("p/%d", i), "")
			}
			return zipOf(parts...)
		}, 0, "", 0},
		{"nested.zip", func() []byte {
			inner := zipOf("a", repeat("0", 50<<20))
			return zipOf("a.zip", string(inner), "b.zip", string(inner))
		}, 0, "no-report", 64},
		{"cells-1000000.xlsx", sheetFile(cells(20_000, 50)), 0, "too-large", 0},
		{"cells-200000.xlsx", sheetFile(cells(19_000, 10)), 0, "", 0},
		{"far-cell.xlsx", sheetFile(func(b *strings.Builder) {
			b.WriteString(`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`)
		}), 0, "", 64},
		{"far-cells.xlsx", sheetFile(func(b *strings.Builder) {
			for r := range 20_000 {
				fmt.Fprintf(b, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, r+1, r+1)
			}
		}), 0, "", 0},
		{"merges.xlsx", func() []byte {
			return sheetWith(`<row r="1"><c r="A1"><v>1</v></c></row>`, "<mergeCells>"+repeat(`<mergeCell ref="A1:CV100"/>`, 20_000)+"</mergeCells>")
		}, 0, "", 0},
		{"strings.xlsx", func() []byte {
			return zipOf(append(bookParts(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, ""),
				"xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+repeat("<si><t>1</t></si>", 1_000_000)+"</sst>")...)
		}, 0, "", 0},
		{"bomb.xlsx", sheetFile(func(b *strings.Builder) { b.WriteString(repeat(" ", 120<<20)) }), 0, "too-large", 64},
		{"flate-bomb.pdf", func() []byte { return pdfFile("<<>>", packedStream(repeat("0 0 m ", 40<<20))) }, 0, "too-large", 64},
		{"flate-bomb-spaces.pdf", func() []byte { return pdfFile("<<>>", packedStream(repeat(" ", 1<<28))) }, 0, "too-large", 64},
		{"ten-thousand-pages.pdf", manyPages(10_000), 0, "too-large", 64},
		{"pages-of-one.pdf", func() []byte {
			return pdfFile("<<>>", packedStream("BT ET"), repeat("3 0 R ", 100_000))
		}, 0, "too-large", 64},
		{"a-million-objects.pdf", func() []byte {
			var b strings.Builder
			for i := range 1_000_000 {
				fmt.Fprintf(&b, "%d 0 obj\n<<>>\nendobj\n", i+10)
			}
			return append(pdfFile("<<>>", packedStream("BT ET")), b.String()+"/ObjStm %%EOF"...)
		}, 0, "", 0},
		{"glyphs.pdf", func() []byte {
			return pdfFile("<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>", packedStream("BT /F1 9 Tf "+manyGlyphs(900_000)+" ET"))
		}, 0, "", 0},
		{"glyphs-packed.pdf", func() []byte {
			return pdfFile("<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>", packedStream("BT /F1 9 Tf "+repeat("1 0 Td (0123456789) Tj ", 400_000)+" ET"))
		}, 0, "", 64},
		{"rulings.pdf", func() []byte {
			var b strings.Builder
			for i := range 750 {
				fmt.Fprintf(&b, "%d 0 m %d 3000 l 0 %d m 3000 %d l S ", 4*i, 4*i, 4*i, 4*i)
			}
			return pdfFile("<<>>", packedStream(b.String()))
		}, 0, "", 0},
		{"paths.pdf", func() []byte { return pdfFile("<<>>", packedStream(repeat("1 1 l ", 5_000_000))) }, 0, "", 64},
		{"path-points.pdf", func() []byte { return pdfFile("<<>>", packedStream("0 0 m "+repeat("1 1 l ", 900_000)+"S")) }, 0, "", 0},
		{"array.pdf", func() []byte { return pdfFile("<<>>", packedStream("["+repeat("1 ", 10_000_000)+"] TJ")) }, 0, "", 64},
		{"forms.pdf", func() []byte {
			return pdfFile("<<>>/XObject<</X 4 0 R>>", packedStream(repeat("/X Do ", 20)))
		}, 0, "", 64},
		{"table-of-codes.pdf", func() []byte {
			return pdfFile("<</F1<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 5 0 R>>>>", packedStream("/F1 9 Tf"), "", packedStream(repeat("<00000000> <FFFFFFFF> <0041> endbfrange ", 1000)))
		}, 0, "", 64},
		{"pieces.doc", func() []byte { return noise("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 20<<20)() }, 0, "unreadable", 64},
		{"deep.json", func() []byte { return []byte(`{"schema":"nianbao/report/v1","x":` + repeat("[", 1<<20)) }, 0, "", 0},
		{"cells.json", func() []byte {
			return []byte(`{"schema":"nianbao/report/v1","year":2024,"cells":{"t3.received.total":"1"` + repeat(`,"x":""`, 1<<20) + `}}`)
		}, 0, "", 0},
		{"large-60MB.json", func() []byte {
			return []byte(`{"schema":"nianbao/report/v1","year":2024,"sections":{"1":"` + repeat("青", 20<<20) + `"}}`)
		}, 0, "too-large", 64},
		{"large-60MB.csv", func() []byte {
			return []byte("code,value\nyear,2024\n" + repeat("a,b\n", 15<<20))
		}, 0, "too-large", 64},
		{"archive.mhtml", func() []byte {
			return []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" + repeat("--b\r\nContent-Type: text/html\r\n\r\n<p>1\r\n", 100_000))
		}, 0, "", 0},
		{"table.md", func() []byte {
			return []byte("# " + title + "\n" + repeat("<table><tr><td>1</td></tr></table>\n", 20_000))
		}, 0, "", 0},
	}
}

// noise is a file of nothing in particular behind a head.
func noise(head string, size int) func() []byte {
	return func() []byte {
		out := make([]byte, size)
		_, _ = io.ReadFull(rand.NewChaCha8([32]byte{2}), out)
		copy(out, head)
		return out
	}
}

func columnName(c int) string {
	if c < 26 {
		return string(rune('A' + c))
	}
	return columnName(c/26-1) + string(rune('A'+c%26))
}

func sheetFile(rows func(*strings.Builder)) func() []byte {
	return func() []byte {
		var b strings.Builder
		rows(&b)
		return sheetWith(b.String(), "")
	}
}

func sheetWith(rows, more string) []byte { return zipOf(bookParts(rows, more)...) }

// bookParts are the parts of a workbook of one sheet.
func bookParts(rows, more string) []string {
	const main, relations, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
		"http://schemas.openxmlformats.org/package/2006/relationships", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return []string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="` + relations + `"><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + relations + `"><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + office + `"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", `<worksheet xmlns="` + main + `"><sheetData>` + rows + `</sheetData>` + more + `</worksheet>`,
	}
}

func packedStream(content string) string {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = io.WriteString(z, content)
	_ = z.Close()
	return fmt.Sprintf("<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream", out.Len(), out.String())
}

// pdfFile is a file of one page; kids, if given, are more of its pages.
func pdfFile(fonts, contents string, more ...string) []byte {
	kids := "3 0 R"
	if len(more) > 0 && more[0] != "" {
		kids = more[0]
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[" + kids + "]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font" + fonts + ">>>>", contents,
	}
	if len(more) > 1 {
		objects = append(objects, more[1:]...)
	}
	return pdfObjectsFile(objects)
}

func pdfObjectsFile(objects []string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes()
}

// cells writes a sheet full of ones.
func cells(rows, columns int) func(*strings.Builder) {
	return func(b *strings.Builder) {
		for r := range rows {
			fmt.Fprintf(b, `<row r="%d">`, r+1)
			for c := range columns {
				fmt.Fprintf(b, `<c r="%s%d"><v>1</v></c>`, columnName(c), r+1)
			}
			b.WriteString("</row>")
		}
	}
}

func manyPages(n int) func() []byte {
	return func() []byte {
		var kids strings.Builder
		objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
		for i := range n {
			fmt.Fprintf(&kids, "%d 0 R ", i+3)
			objects = append(objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>")
		}
		objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", n, kids.String())
		return pdfObjectsFile(objects)
	}
}

// manyGlyphs draws figures, each at a place of its own.
func manyGlyphs(n int) string {
	var out strings.Builder
	for i := 0; i < n; i += 100 {
		fmt.Fprintf(&out, "1 0 0 1 %d %d Tm (%s) Tj\n", i/100%50*7, i/5000*9, strings.Repeat("12345 7890", 10))
	}
	return out.String()
}
