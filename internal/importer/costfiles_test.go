package importer_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/report"
)

// costFile is a file whose reading is measured.
type costFile struct {
	name     string
	data     func() []byte
	unpacked int64  // 0: found out from the file
	refused  string // the outcome it must have, "" if any will do
	bound    int    // MB it may take; 0: what is worked out from the size
}

// longReport is the full example with prose of as many paragraphs more.
func longReport(t testing.TB, paragraphs int) *report.Report {
	data := export(t, catalog(t), reports(t)["examples/2021/full.json"], exporter.JSON)
	var members map[string]any
	if err := json.Unmarshal(data, &members); err != nil {
		t.Fatal(err)
	}
	delete(members, "text")
	sections := members["sections"].(map[string]any)
	for _, section := range []string{"1", "5"} {
		sections[section] = sections[section].(string) + "\n" + strings.TrimSuffix(filler(paragraphs/2), "\n")
	}
	if data, err := json.Marshal(members); err != nil {
		t.Fatal(err)
	} else if r, err := report.Unmarshal(data); err != nil {
		t.Fatal(err)
	} else {
		return r
	}
	return nil
}

// filler is prose of as many lines, no two the same.
func filler(lines int) string {
	var out strings.Builder
	for i := range lines {
		fmt.Fprintf(&out, "第%d个村的公开栏全年更新%d次，张贴补贴名单%d份，接受群众询问%d人次，村民代表会议听取情况通报%d次，意见都有答复，台账由镇党政办公室保管备查。\n", i+1, 10+i%7, 3+i%5, 20+i%31, 1+i%4)
	}
	return out.String()
}

func paragraphsOf(lines string) string {
	return "<p>" + strings.ReplaceAll(strings.TrimSuffix(lines, "\n"), "\n", "</p>\n<p>") + "</p>\n"
}

// usualFiles are reports of every kind, small and large.
func usualFiles(t testing.TB) []costFile {
	c, r := catalog(t), longReport(t, 20)
	var out []costFile
	add := func(name string, data []byte) {
		out = append(out, costFile{name: name, data: func() []byte { return data }, refused: "read"})
	}
	for _, kind := range []exporter.Kind{exporter.Text, exporter.Markdown, exporter.HTML, exporter.CSV, exporter.JSON, exporter.DOCX, exporter.PDF, exporter.XLSX} {
		add("ours."+string(kind), export(t, c, r, kind))
	}
	for _, name := range []string{"11-saved.mhtml", "50-merged.docx", "53-libre.docx", "54-word97.doc", "55-wps-2019.wps", "56-sheet.xlsx", "60-libre.pdf", "61-chromium.pdf"} {
		data, err := os.ReadFile(filepath.Join("testdata/corpus", name))
		if err != nil {
			t.Fatal(err)
		}
		add(name, data)
	}
	page := string(export(t, c, r, exporter.HTML))
	at := strings.LastIndex(page, "</body>")
	with := func(more string) []byte { return []byte(page[:at] + more + page[at:]) }
	picture := make([]byte, 3600<<10)
	_, _ = io.ReadFull(rand.NewChaCha8([32]byte{1}), picture)
	packed := base64.StdEncoding.EncodeToString(picture)
	add("page-110KB.html", usualPage(page))
	add("page-pictures-5MB.html", with(`<img width="600" src="data:image/png;base64,`+packed+`">`))
	add("page-script-5MB.html", with("<script>"+strings.Repeat("var a = 'x<y';\n", 330_000)+"</script>"))
	add("page-prose-1MB.html", with(paragraphsOf(filler(4_800))))
	add("archive-5MB.mhtml", []byte(archiveOf(page, packed)))
	text := string(export(t, c, r, exporter.Text))
	add("prose-1MB.txt", []byte(text+filler(4_800)))
	long := longReport(t, 4400)
	add("prose-900KB.docx", export(t, c, long, exporter.DOCX))
	add("prose-5MB-of-xml.docx", wordFile(page, 5<<20, ""))
	for _, pages := range []int{8, 20, 100} {
		add(fmt.Sprintf("ours-%d-pages.pdf", pages), pdfOfPages(t, pages))
	}
	return out
}

// usualPage is a page filled up to 110 KB, which a report has with the page
// around it.
func usualPage(page string) []byte {
	at := strings.LastIndex(page, "</body>")
	return []byte(page[:at] + paragraphsOf(filler(max(0, (110<<10-len(page))/200))) + page[at:])
}

// pdfOfPages is a report of about as many pages.
func pdfOfPages(t testing.TB, pages int) []byte {
	return export(t, catalog(t), longReport(t, (pages-7)*9), exporter.PDF)
}

func archiveOf(page, picture string) string {
	return "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
		page + "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + picture + "\r\n--b--\r\n"
}

// wordFile is a Word file whose body is as large, each word a run of its own
// as Word writes them; the text is that of a report.
func wordFile(page string, size int, body string) []byte {
	if body == "" {
		var b strings.Builder
		b.WriteString(wordRunPara("临川县青石镇人民政府2024年政府信息公开工作年度报告") + wordRunPara("一、总体情况"))
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.ReplaceAll(wordRunPara(strings.TrimSpace(filler(1))), "，", `，</w:t></w:r><w:r w:rsidR="00A77B3E"><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr><w:t>`))
		}
		body = b.String()
	}
	return zipOf("word/document.xml", `<w:document xmlns:w="w"><w:body>`+body+`</w:body></w:document>`)
}

func wordRunPara(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

// zipOf packs parts: name, content, name, content.
func zipOf(parts ...string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i+1 < len(parts); i += 2 {
		w, _ := z.Create(parts[i])
		_, _ = io.WriteString(w, parts[i+1])
	}
	_ = z.Close()
	return out.Bytes()
}

// unpackedSize is the size of a file with what is packed in it.
func unpackedSize(data []byte) int64 {
	if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		sum := int64(0)
		for _, f := range z.File {
			sum += int64(f.UncompressedSize64)
		}
		return max(sum, int64(len(data)))
	}
	sum := int64(len(data))
	for rest := data; bytes.HasPrefix(data, []byte("%PDF-")); {
		at := bytes.Index(rest, []byte("stream\n"))
		if at < 0 {
			break
		}
		rest = rest[at+len("stream\n"):]
		if z, err := zlib.NewReader(bytes.NewReader(rest)); err == nil {
			n, _ := io.Copy(io.Discard, io.LimitReader(z, 1<<30))
			sum += n
		}
	}
	return sum
}
