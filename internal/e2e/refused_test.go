//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"
)

// scannedPDF is a page that is a picture, with a number under it.
func scannedPDF() []byte {
	const program = "q 600 0 0 800 0 0 cm /I Do Q BT /F 10 Tf 290 20 Td (- 1 -) Tj ET"
	return []byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>>>\nendobj\n" +
		fmt.Sprintf("4 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n", len(program), program) +
		"5 0 obj\n<</Type/XObject/Subtype/Image/Length 1>>stream\nx\nendstream\nendobj\n6 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n" +
		"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
}

// locked is an office document with a password.
func locked(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := excelize.NewFile().Write(&out, excelize.Options{Password: "1234"}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// zipped is an archive of one file.
func zipped(t *testing.T, name string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte("x"))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestRefusedFiles hands over what cannot be read: each is told what it is and
// what to do, where the two ways out are open below, and the next file can be
// dropped at once.
func TestRefusedFiles(t *testing.T) {
	p := startAt(t, "", true, january)
	word := p.get("/reports/2025/export/docx")
	lockedPDF, err := os.ReadFile("../extract/testdata/locked/user-128.pdf")
	if err != nil {
		t.Fatal(err)
	}
	w := p.window(1366, 768)
	w.goTo("/import")
	for _, c := range []struct {
		shot string
		file file
		want string
	}{
		{"scan", file{"年报.pdf", scannedPDF()}, "这份是扫描件，读不出字"},
		{"locked-pdf", file{"年报.pdf", lockedPDF}, "设了打开密码"},
		{"locked-docx", file{"年报.docx", locked(t)}, "设了打开密码"},
		{"damaged", file{"年报.docx", []byte(word[:len(word)/2])}, "可能没有下载完整"},
		{"picture", file{"年报.docx", []byte("\x89PNG\r\n\x1a\nxxxx")}, "是一张图片"},
		{"unrelated", file{"通知.txt", []byte("请各村于明天上午来镇政府开会。")}, "不像政府信息公开工作年度报告"},
		{"law", file{"法治.txt", []byte("青石镇2024年法治政府建设年度报告\n一、主要做法\n二、存在的问题\n")}, "法治政府建设年度报告"},
		{"budget", file{"决算.txt", []byte("青石镇人民政府2024年度部门决算\n一、部门概况\n二、收入支出决算情况\n")}, "部门决算"},
		{"old", file{"2016.txt", []byte("临川县青石镇2016年政府信息公开工作年度报告\n一、概述\n二、主动公开政府信息情况\n公开了30条。\n")}, "2016"},
		{"empty", file{"年报.docx", []byte{}}, "是空的"},
		{"rar", file{"年报.rar", []byte("Rar!\x1a\x07\x00xxxx")}, "压缩包"},
		{"zip", file{"年报.zip", zipped(t, "a.txt")}, "压缩包"},
		{"ofd", file{"年报.ofd", zipped(t, "OFD.xml")}, "OFD"},
		{"jpg", file{"年报.jpg", []byte("\xFF\xD8\xFF\xE0xxxx")}, "是一张图片"},
		{"no-year", file{"年报.txt", []byte(strings.ReplaceAll(strings.ReplaceAll(p.get("/reports/2025/export/txt"), "2025年", ""), "2026", "")[:9000])}, "年"},
	} {
		w.dropped(c.file)
		w.until(`!document.querySelector('.drop-problem').hidden && document.querySelector('.drop-state').textContent === ''`)
		if got := w.text(".drop-problem"); !strings.Contains(got, c.want) {
			t.Errorf("%s: told %q", c.shot, got)
		}
		w.looks("r-" + c.shot)
		if c.shot == "scan" {
			w.do(chromedp.Click(chromedp.CSS(".drop-few a")))
			w.until(`document.querySelector('#few[open]').getBoundingClientRect().top < 200`)
			w.looks("r-few")
		}
		eval[chromedp.Void](w, `document.querySelector('.drop-problem').hidden = true`)
	}
	eval[chromedp.Void](w, `(function () {
	  var dt = new DataTransfer();
	  dt.items.add(new File([new Uint8Array(65 * 1048576)], '大.pdf'));
	  document.querySelector('form[data-drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: dt, bubbles: true, cancelable: true }));
	})()`)
	w.until(`!document.querySelector('.drop-problem').hidden`)
	if got := w.text(".drop-problem"); !strings.Contains(got, "64 MB") || !strings.Contains(got, "--limits") {
		t.Errorf("told %q", got)
	}
	w.looks("r-large")
	w.goTo("/import?for=revision&year=2025")
	w.dropped(file{"a.txt", []byte("一")}, file{"b.txt", []byte("二")})
	w.until(`!document.querySelector('.drop-problem').hidden`)
	w.looks("r-two")
	if got := w.text(".drop-problem"); !strings.Contains(got, "一次读一份") {
		t.Errorf("told %q", got)
	}
}
