package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"mime"
	"net/http"
	"slices"
	"strings"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/report"
)

func TestExport(t *testing.T) {
	titles := []struct{ name, title, file string }{
		{"usual", officeName + "2025年政府信息公开工作年度报告", officeName + "2025年政府信息公开工作年度报告"},
		{"signs of all kinds", `a/b\c:"d" 100% + ‘é’;x=1`, `abcd 100% + ‘é’;x=1`},
		{"none", "", officeName + "2025年度报告"},
	}
	for _, kind := range exporter.Kinds() {
		for _, tt := range titles {
			t.Run(string(kind)+" "+tt.name, func(t *testing.T) {
				r := example(t, "2021", "full")
				r.Title = tt.title
				s := newReportSite(t, r)
				a := s.get("/reports/2025/export/" + string(kind)).want(http.StatusOK)
				if got := a.header.Get("Content-Type"); got != kind.ContentType() {
					t.Errorf("type %q", got)
				}
				disposition, params, err := mime.ParseMediaType(a.header.Get("Content-Disposition"))
				if want := tt.file + kind.Extension(); err != nil || disposition != "attachment" || params["filename"] != want {
					t.Errorf("%q %q %v, want %q", disposition, params["filename"], err, want)
				}
				def, _ := catalog(t).ForFormat("2021")
				want, err := exporter.RenderWith(def, s.load(2025).Report, kind, exporter.Options{Mark: "送审稿 第1稿 1月8日"})
				if err != nil || !bytes.Equal(a.body, want) {
					t.Errorf("another file than the exporter gives (%v)", err)
				}
			})
		}
	}
}

// TestExportAlways: whatever the report lacks, it can be taken out.
func TestExportAlways(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025), report.New("2019", 2020))
	for _, kind := range exporter.Kinds() {
		for _, year := range []string{"2025", "2020"} {
			if a := s.get("/reports/" + year + "/export/" + string(kind)); a.status != http.StatusOK || len(a.body) == 0 {
				t.Errorf("%s %s: status %d", year, kind, a.status)
			}
		}
	}
}

// TestPreview: the frame shows the document, whose policy allows exactly its
// own style, and every kind can be chosen.
func TestPreview(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	page := s.page("/reports/2025/preview")
	src := page.find("iframe", "").attr("src")
	if src != "/reports/2025/document" {
		t.Fatalf("frame shows %q", src)
	}
	var hrefs []string
	for _, a := range page.all("a", "download") {
		hrefs = append(hrefs, a.attr("href"))
		if a.text() == "" {
			t.Errorf("%s has no label", a.attr("href"))
		}
	}
	for _, kind := range exporter.Kinds() {
		if !slices.Contains(hrefs, "/reports/2025/export/"+string(kind)) {
			t.Errorf("%s is not offered", kind)
		}
	}

	a := s.get(src).want(http.StatusOK)
	doc := a.html()
	sum := sha256.Sum256([]byte(doc.find("style", "").FirstChild.Data))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; frame-ancestors 'self'"
	if got := a.header.Get("Content-Security-Policy"); got != want {
		t.Errorf("policy %q, want %q", got, want)
	}
	if n := len(doc.all("style", "")) + len(doc.all("", "style")) + len(doc.all("script", "")); n != 1 {
		t.Errorf("%d styles and scripts", n)
	}
	if !strings.Contains(doc.find("h1", "").text(), "2025年政府信息公开工作年度报告") {
		t.Error("no title")
	}
}
