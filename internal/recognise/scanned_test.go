package recognise_test

import (
	"strings"
	"testing"

	"nianbao/internal/extract"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

// TestPictures: what stands on scanned pages is asked for once a table and a
// section; what is missing may stand on a page that was not read.
func TestPictures(t *testing.T) {
	const text = "临川县青石镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n全年公开3条。\n二、主动公开政府信息情况\n" +
		"信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t1\t0\t4\n" +
		"六、其他需要报告的事项\n没有。\n"
	c := catalog(t)
	read := func(notes ...extract.Note) *report.Report {
		doc, err := extract.Read("a.txt", []byte(text), extract.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		for i := range doc.Blocks {
			doc.Blocks[i].Page = 1 + i/7
		}
		doc.Notes = notes
		res, err := recognise.Recognise(c, doc, recognise.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return res.Report
	}
	count := func(r *report.Report, code, kind, part string) int {
		n := 0
		for _, d := range r.Doubts {
			if d.Code == code && d.Kind == kind && strings.Contains(d.Message, part) {
				n++
			}
		}
		return n
	}
	r := read(extract.Note{Kind: extract.Scanned, Page: 1})
	if r.Cells["t2.normative_documents.in_force"].String() != "4" {
		t.Error("a scanned page is not read")
	}
	for code, want := range map[string]int{"t2": 1, "title": 1, "section.1": 1, "section.6": 0, "t3": 0} {
		if n := count(r, code, "suspect", "第 1 页是扫描件"); n != want {
			t.Errorf("%s: %d, want %d", code, n, want)
		}
	}
	r = read(extract.Note{Kind: extract.Unread, Page: 2, Line: 8}, extract.Note{Kind: extract.Unread, Page: 3, Line: 8})
	if count(r, "t3", "missing", "第 2、3 页是图片") != 1 || count(r, "section.2", "missing", "没有读到") != 1 {
		t.Errorf("%+v", r.Doubts)
	}
	if r = read(); count(r, "t2", "suspect", "") != 0 || count(r, "t3", "missing", "图片") != 0 {
		t.Errorf("%+v", r.Doubts)
	}
}
