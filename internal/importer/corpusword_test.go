//go:build corpus

package importer_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// word is how a Word file is written.
type word struct {
	tracked bool // figures corrected with the changes kept
	boxed   bool // title in a text box
	numbers bool // headings numbered by the program
	split   int  // table three in tables of so many rows
}

const borders = `<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>`

func run(s string) string {
	return `<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/></w:rPr><w:t xml:space="preserve">` + esc(s) + `</w:t></w:r>`
}

func (w word) para(p part) string {
	r := []rune(p.text)
	text := run(string(r[:len(r)/3])) + run(string(r[len(r)/3:]))
	switch {
	case p.style == "title" && w.boxed:
		box := `<w:txbxContent><w:p>` + run(p.text) + `</w:p></w:txbxContent>`
		return `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>` + box +
			`</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>` + box + `</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`
	case p.style == "heading" && w.numbers:
		_, after, _ := strings.Cut(p.text, "、")
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>` + run(after) + `</w:p>`
	}
	if p.style == "title" {
		return `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + text + `</w:p>`
	}
	return `<w:p><w:pPr><w:ind w:firstLine="420"/></w:pPr>` + text + `</w:p>`
}

func (w word) table(t *town, g grid) string {
	if w.split > 0 && len(g) > 20 {
		s := w.split
		w.split = 0
		out := ""
		for i := 3; i < len(g); i += s {
			out += w.table(t, append(append(grid{}, g[:3]...), g[i:min(i+s, len(g))]...)) + `<w:p/>`
		}
		return out
	}
	width := 0
	for _, c := range g[0] {
		width += c.cols
	}
	var b strings.Builder
	b.WriteString(`<w:tbl>` + borders + `<w:tblGrid>` + strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, 8800/width), width) + `</w:tblGrid>`)
	type open struct{ left, cols int }
	down := map[int]open{}
	for y, row := range g {
		b.WriteString(`<w:tr>`)
		i := 0
		for x := 0; x < width; {
			if o := down[x]; o.left > 0 {
				fmt.Fprintf(&b, `<w:tc><w:tcPr><w:gridSpan w:val="%d"/><w:vMerge/></w:tcPr><w:p/></w:tc>`, o.cols)
				down[x] = open{o.left - 1, o.cols}
				x += o.cols
				continue
			}
			if i >= len(row) {
				fmt.Fprintf(&b, `<w:tc><w:tcPr/><w:p/></w:tc>`)
				x++
				continue
			}
			c := row[i]
			i++
			merge := ""
			if c.rows > 1 {
				merge = `<w:vMerge w:val="restart"/>`
				down[x] = open{c.rows - 1, c.cols}
			}
			fmt.Fprintf(&b, `<w:tc><w:tcPr><w:gridSpan w:val="%d"/>%s</w:tcPr><w:p>%s</w:p></w:tc>`, c.cols, merge, w.content(t, c, y))
			x += c.cols
		}
		b.WriteString(`</w:tr>`)
	}
	return b.String() + `</w:tbl>`
}

func (w word) content(t *town, c gridCell, y int) string {
	s := t.show(c)
	if w.tracked && c.code != "" && y%3 == 0 && s != "" {
		return `<w:del w:id="1" w:author="x"><w:r><w:delText>9` + s + `</w:delText></w:r></w:del><w:ins w:id="2" w:author="x">` + run(s) + `</w:ins>`
	}
	return run(s)
}

// docx writes the report as a Word file by hand.
func (t *town) docx(tb testing.TB, w word) []byte {
	var body strings.Builder
	for _, p := range t.parts() {
		if p.table != nil {
			body.WriteString(w.table(t, p.table))
		} else {
			body.WriteString(w.para(p))
		}
	}
	ns := `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`
	const ct = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	files := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="` + ct + `document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="` + ct + `numbering+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`},
		{"word/numbering.xml", `<w:numbering ` + ns + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + ns + `><w:body>` + body.String() + `<w:sectPr/></w:body></w:document>`},
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		fw, err := z.Create(f[0])
		if err != nil {
			tb.Fatal(err)
		}
		_, _ = fw.Write([]byte(f[1]))
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// convert has LibreOffice turn a file into another kind.
func convert(tb testing.TB, data []byte, from, to string, extra ...string) []byte {
	tb.Helper()
	dir := tb.TempDir()
	in := filepath.Join(dir, "in."+from)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	args := append([]string{"-env:UserInstallation=file:///tmp/nianbao-corpus-office", "--headless"}, extra...)
	args = append(args, "--convert-to", to, "--outdir", dir, in)
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	ext, _, _ := strings.Cut(to, ":")
	got, err := os.ReadFile(filepath.Join(dir, "in."+ext))
	if err != nil {
		tb.Fatal(err)
	}
	return got
}

// chromium prints a page.
func chromium(tb testing.TB, page string) []byte {
	tb.Helper()
	dir := tb.TempDir()
	in, out := filepath.Join(dir, "in.html"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, []byte(page), 0o600); err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+dir+"/p", "--print-to-pdf="+out, "file://"+in)
	if b, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, b)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		tb.Fatal(err)
	}
	return got
}

// pdfText is what a well-known tool makes of a PDF.
func pdfText(tb testing.TB, pdf []byte) string {
	tb.Helper()
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		tb.Fatal(err)
	}
	return string(out)
}

// mhtml wraps a page as a browser saves it.
func mhtml(page string) []byte {
	var b strings.Builder
	b.WriteString("From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B0\"\r\n\r\n\r\n")
	b.WriteString("------B0\r\nContent-Type: text/html\r\nContent-ID: <f@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://www.example.gov.cn/1.html\r\n\r\n")
	col := 0
	for _, c := range []byte(page) {
		s := string(c)
		if c > 126 || c == '=' || c < 32 && c != '\n' {
			s = fmt.Sprintf("=%02X", c)
		}
		if col+len(s) > 73 && c != '\n' {
			b.WriteString("=\r\n")
			col = 0
		}
		if c == '\n' {
			b.WriteString("\r\n")
			col = 0
			continue
		}
		b.WriteString(s)
		col += len(s)
	}
	b.WriteString("\r\n------B0--\r\n")
	return []byte(b.String())
}
