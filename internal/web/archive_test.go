package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"nianbao/internal/archive"
	"nianbao/internal/draft"
)

// handedIn is a file as a browser sends it, and what else the form says.
type handedIn struct{ kind, name, data, text string }

func (f handedIn) request(t *testing.T) *http.Request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	w.WriteField("kind", f.kind)
	if f.text != "" {
		w.WriteField("text", f.text)
	} else if part, err := w.CreateFormFile("file", f.name); err == nil {
		part.Write([]byte(f.data))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, "/reports/2025/archive", &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return req
}

const scanned = "%PDF-1.4\n<script>alert(1)</script>"

// TestArchive: a sealed scan comes in, is listed, comes out as a file to be
// saved, and goes and comes back.
func TestArchive(t *testing.T) {
	s := newReportSite(t, ready(t))
	s.final(2025)
	if a := s.page("/").find("a", "class", "tick-kept"); a == nil || a.text() != "存扫描件" {
		t.Error("nothing asks for the sealed scan")
	}
	s.do(handedIn{kind: "sealed", name: "盖章.html", data: scanned}.request(t)).wantRedirect("/reports/2025/archive")
	if a := s.page("/").find("a", "class", "tick-kept"); a == nil || a.text() != "扫描件已存" {
		t.Error("the tick does not refer to the scan")
	}
	page := s.page("/reports/2025/archive")
	file := page.find("a", "class", "kept-name")
	if file == nil || file.text() != "盖章.pdf" || !strings.Contains(page.text(), "不要放到网站上") {
		t.Fatalf("listed as %v", file)
	}
	got := s.get(file.attr("href")).want(http.StatusOK)
	for header, want := range map[string]string{"Content-Type": "application/pdf", "X-Content-Type-Options": "nosniff",
		"Content-Disposition": "attachment; filename*=UTF-8''" + url.QueryEscape("盖章.pdf")} {
		if v := got.header.Get(header); v != want {
			t.Errorf("%s: %q", header, v)
		}
	}
	if string(got.body) != scanned {
		t.Errorf("came out as %q", got.body)
	}
	s.post(file.attr("href")+"/remove", nil).wantRedirect("/reports/2025/archive")
	page = s.page("/reports/2025/archive")
	if page.find("a", "class", "kept-name") != nil || !strings.Contains(page.text(), "删掉的文件（1）") {
		t.Error("still there after it was removed")
	}
	s.post(file.attr("href")+"/return", nil).wantRedirect("/reports/2025/archive")
	if s.page("/reports/2025/archive").find("a", "class", "kept-name") == nil {
		t.Error("not there after it was brought back")
	}
	s.get("/reports/2024/archive/" + strings.TrimPrefix(file.attr("href"), "/reports/2025/archive/")).want(http.StatusNotFound)
	s.post("/reports/2025/archive/none/remove", nil).wantMessage(http.StatusNotFound, "没有这个文件，也许已经被同事删掉了。请回到“存档”页看看。")
}

// TestAnnouncedAddress: the address of a report that was read in as published
// is noted where the rest of the year is kept.
func TestAnnouncedAddress(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"), published(example(t, "2021", "previous")))
	const address = "https://www.example.gov.cn/2024.html"
	s.post("/reports/2024/ticks", url.Values{"milestone": {"published"}, "date": {"2025-01-20"}, "url": {address}, "from": {"archive"}}).
		wantRedirect("/reports/2024/archive")
	if s.page("/reports/2024/archive").find("a", "href", address) == nil {
		t.Error("the address is not shown")
	}
	page := s.page("/reports/2025/archive")
	if page.find("input", "name", "url") != nil {
		t.Error("a draft is asked where it was published")
	}
	s.post("/reports/2025/ticks", url.Values{"milestone": {"published"}, "date": {"2026-01-08"}, "from": {"archive"}}).want(http.StatusConflict)
}

// TestArchiveText: a notice that is only text becomes a file.
func TestArchiveText(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	s.do(handedIn{kind: "notice", text: "请于1月15日前报送\n县政务公开办"}.request(t)).wantRedirect("/reports/2025/archive")
	file := s.page("/reports/2025/archive").find("a", "class", "kept-name")
	if got := s.get(file.attr("href")); file.text() != "请于1月15日前报送.txt" || string(got.body) != "\uFEFF请于1月15日前报送\r\n县政务公开办\r\n" {
		t.Errorf("%q: %q", file.text(), got.body)
	}
}

// TestArchiveRefused: what cannot be kept is said on the page, and nothing is
// stored.
func TestArchiveRefused(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	for _, tt := range []struct {
		handedIn
		status int
		want   string
	}{
		{handedIn{kind: "sealed", name: "年报.pdf", data: "not a scan"}, 422, "不是扫描件"},
		{handedIn{kind: "other", name: "a.exe", data: "MZ\x00"}, 422, "没有存。能存的有"},
		{handedIn{kind: "", name: "a.pdf", data: scanned}, 422, "请选一下"},
		{handedIn{kind: "notice", name: "a.pdf"}, 422, "什么都没有"},
		{handedIn{kind: "notice", text: " "}, 422, "还没有粘贴文字"},
		{handedIn{kind: "other", name: "a.pdf", data: scanned + strings.Repeat(" ", archive.MaxFile)}, 422, "太大，没有存"},
		{handedIn{kind: "other", name: "a.pdf", data: strings.Repeat(" ", 65<<20)}, 413, "太大"},
		{handedIn{kind: "other"}, 400, ""},
	} {
		a := s.do(tt.request(t)).want(tt.status)
		if text := a.html().text(); !strings.Contains(text, tt.want) {
			t.Errorf("%s %q: %.200s", tt.kind, tt.name, text)
		}
	}
	if files, err := s.store.Files(t.Context(), s.office, 0); err != nil || len(files) != 0 {
		t.Errorf("stored: %+v %v", files, err)
	}
}

// TestArchiveByRole: who reads may look and take out, no more; another office
// has none of it.
func TestArchiveByRole(t *testing.T) {
	p := newPeople(t)
	p.do(as("editor", handedIn{kind: "sealed", name: "a.pdf", data: scanned}.request(t))).want(http.StatusSeeOther)
	get := func(who, path string) answer { return p.do(as(who, httptest.NewRequest(http.MethodGet, path, nil))) }
	page := get("reviewer", "/reports/2025/archive").want(http.StatusOK).html()
	file := page.find("a", "class", "kept-name").attr("href")
	if page.find("input", "type", "file") != nil || page.find("form", "action", file+"/remove") != nil {
		t.Error("a reader is offered to write")
	}
	get("reviewer", file).want(http.StatusOK)
	get("another office", file).want(http.StatusNotFound)
	p.do(as("reviewer", handedIn{kind: "sealed", name: "b.pdf", data: scanned + "b"}.request(t))).want(http.StatusForbidden)
	p.do(as("reviewer", httptest.NewRequest(http.MethodPost, file+"/remove", nil))).want(http.StatusForbidden)
	if files, err := p.store.Files(t.Context(), p.office, 2025); err != nil || len(files) != 1 || files[0].By != "editor" {
		t.Errorf("%+v %v", files, err)
	}
}

// TestRemarksCount: open remarks are things left to do.
func TestRemarksCount(t *testing.T) {
	s := newReportSite(t, ready(t))
	left := func() string { return s.page("/").find("h2", "class", "left").text() }
	before := left()
	s.post("/reports/2025/remarks", url.Values{"text": {"第五部分写具体\n改标题"}}).wantRedirect("/")
	if got := left(); got != "还要您做的 2 件事" {
		t.Errorf("%q, then %q", before, got)
	}
	for _, m := range draft.Remarks(s.load(2025).Report) {
		s.post("/reports/2025/remarks", url.Values{"number": {fmt.Sprint(m.Number)}, "done": {"1"}})
	}
	if got := left(); got != before {
		t.Errorf("%q after all, before %q", got, before)
	}
}
