package extract_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"mime/quotedprintable"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/internal/extract"
)

func archive(encoding, charset, body string) string {
	return "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----b\"\r\n\r\n" +
		"------b\r\nContent-Type: text/html" + charset + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body +
		"\r\n------b\r\nContent-Type: text/css\r\n\r\np { }\r\n------b--\r\n"
}

func TestMHTML(t *testing.T) {
	const page = "<html><body><p>规章三件</p><table><tr><td>规章</td><td>3</td></tr></table></body></html>"
	const want = "规章三件\n|规章|3|\n"
	var quoted bytes.Buffer
	w := quotedprintable.NewWriter(&quoted)
	_, _ = w.Write([]byte(page))
	_ = w.Close()
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String(page)
	for name, data := range map[string]string{
		"quoted":  archive("quoted-printable", "", quoted.String()),
		"base64":  archive("base64", "; charset=gb2312", base64.StdEncoding.EncodeToString([]byte(gbk))),
		"as is":   archive("8bit", "; charset=utf-8", page),
		"cut off": strings.Split(archive("quoted-printable", "", quoted.String()), "\r\n------b\r\nContent-Type: text/css")[0],
	} {
		doc := read(t, "a.mht", []byte(data))
		if diff := cmp.Diff(want, outline(doc)); diff != "" || doc.Kind != extract.MHTML {
			t.Errorf("%s: %s %s", name, doc.Kind, diff)
		}
	}
	if _, err := extract.Read("", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/css\r\n\r\np\r\n--b--"), extract.DefaultLimits()); !errors.Is(err, extract.ErrDamaged) {
		t.Error(err)
	}
}

func TestMarkdown(t *testing.T) {
	const text = "# 年度报告\n\n## 一、总体情况 ##\n全年\\*公开**3**件 &lt;见表&gt;\n\n| 规章 | 0 |\n|---|---|\n\n<table>\n<tr><td rowspan=\"2\">甲</td><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n落款"
	doc := read(t, "", []byte(text))
	want := "#年度报告\n##一、总体情况\n全年*公开3件 <见表>\n| 规章 | 0 |\n|---|---|\n|甲v|1|\n|2|\n落款\n"
	if diff := cmp.Diff(want, outline(doc)); diff != "" || doc.Kind != extract.Markdown {
		t.Error(doc.Kind, diff)
	}
	if row := doc.Blocks[5].Table.Rows[1]; row[0].Line != 11 || doc.Lines[10] != "<tr><td>2</td></tr>" {
		t.Errorf("%+v", row)
	}
	checkLines(t, doc)
}

func TestBadDOC(t *testing.T) {
	data, err := os.ReadFile("testdata/made/2021.doc")
	if err != nil {
		t.Fatal(err)
	}
	head := bytes.Index(data, []byte("\xEC\xA5"))
	if head < 0 {
		t.Fatal("no head")
	}
	change := func(at int, b byte) []byte {
		out := bytes.Clone(data)
		out[at] = b
		return out
	}
	for name, c := range map[string]struct {
		data []byte
		kind error
	}{
		"encrypted": {change(head+0x0B, data[head+0x0B]|1), extract.ErrEncrypted},
		"Word 95":   {change(head+3, 0), extract.ErrUnknown},
		"no head":   {change(head, 0), extract.ErrDamaged},
		"cut off":   {data[:600], extract.ErrDamaged},
		"no pieces": {change(head+0x1A2+4, 0), extract.ErrDamaged},
	} {
		_, err := extract.Read("a.doc", c.data, extract.DefaultLimits())
		if !errors.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDOC(f *testing.F) {
	for _, name := range []string{"styles", "numbered"} {
		data, err := os.ReadFile("testdata/" + name + ".doc")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	data, err := os.ReadFile("testdata/made/2021.doc")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	if data, err = os.ReadFile("testdata/numbered.doc"); err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(fuzzed)
}

func FuzzMHTML(f *testing.F) {
	f.Add([]byte(archive("quoted-printable", "", "<p>=E8=A7=84</p>")))
	f.Fuzz(fuzzed)
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("# 年报\n# 一\n<table><tr><td>1\n| a | b |\n|---|---|"))
	f.Fuzz(fuzzed)
}

func BenchmarkDOC(b *testing.B) {
	data, err := os.ReadFile("testdata/made/2021.doc")
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

// TestDOCNumbers: numbers that Word writes by itself are printed.
func TestDOCNumbers(t *testing.T) {
	data, err := os.ReadFile("testdata/numbered.doc")
	if err != nil {
		t.Fatal(err)
	}
	want := "一、总体情况\n（一）主动公开\n（二）依申请公开\n正文\n二、主动公开政府信息情况\n（一）又一\n"
	if diff := cmp.Diff(want, outline(read(t, "", data))); diff != "" {
		t.Error(diff)
	}
}

// TestDOCStyles: what a style says of its paragraphs, levels of lists linked to
// styles, hidden text, a mark of a note, and a text box at its place. LibreOffice
// wrote the file.
func TestDOCStyles(t *testing.T) {
	data, err := os.ReadFile("testdata/styles.doc")
	if err != nil {
		t.Fatal(err)
	}
	want := "#一、总体情况\n框在这里\n青石镇人民政府\n##（一）主动公开\n##（二）依申请公开\n#二、主动公开政府信息情况\n28¹\n完\n"
	if diff := cmp.Diff(want, outline(read(t, "", data))); diff != "" {
		t.Error(diff)
	}
}
