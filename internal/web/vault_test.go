package web_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/form"
)

// into decodes a JSON answer.
func (a answer) into(v any) {
	a.tb.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.tb.Fatalf("answer is no JSON: %v\n%s", err, a.body)
	}
}

func (s *site) definition(format string) *form.Definition {
	s.Helper()
	def, err := catalog(s).ForFormat(format)
	if err != nil {
		s.Fatal(err)
	}
	return def
}

// restore posts a backup file as the form does.
func (s *site) restore(data []byte, replace bool) answer {
	s.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if replace {
		w.WriteField("replace", "1")
	}
	part, err := w.CreateFormFile("file", "x.nianbao.zip")
	if err == nil {
		_, err = part.Write(data)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		s.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, "/restore", &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return s.do(req)
}

func TestBackupAndRestore(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"), published(example(t, "2021", "previous")))
	s.set("a", granted, "31")
	file := s.get("/backup/file").want(http.StatusOK)
	name, err := url.PathUnescape(strings.TrimPrefix(file.header.Get("Content-Disposition"), "attachment; filename*=UTF-8''"))
	if err != nil || name != "年报助手备份_青石镇_2026-01-08.nianbao.zip" {
		t.Errorf("name %q", name)
	}

	other := newSite(t)
	if page := other.page("/backup"); page.find("a", "href", "/backup/file") != nil || page.find("input", "name", "replace") != nil {
		t.Error("an empty program offers a backup")
	}
	other.restore(file.body, false).wantRedirect("/backup?restored=1")
	other.office = s.office
	if got := other.load(2025).Report; got.Cell(granted).String() != "31" {
		t.Errorf("restored %s", got.Cell(granted))
	}
	if page := other.page("/backup?restored=1"); !strings.Contains(page.text(), "已恢复") {
		t.Error("the page does not say so")
	}
	other.set("b", granted, "32")
	other.restore(file.body, false).want(http.StatusConflict)
	other.restore(file.body, true).wantRedirect("/backup?restored=1")
	if got := other.load(2025).Report; got.Cell(granted).String() != "31" {
		t.Errorf("restored over %s", got.Cell(granted))
	}
	if page := other.page("/backup"); !strings.Contains(page.text(), "恢复前的内容") {
		t.Error("what was there is not kept")
	}
}

func TestRestoreRefused(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	file := s.get("/backup/file").body
	tests := []struct {
		name   string
		data   []byte
		status int
		says   string
	}{
		{"a text", []byte("不是备份"), http.StatusUnprocessableEntity, "不是年报助手的备份"},
		{"cut short", file[:len(file)-100], http.StatusUnprocessableEntity, "不完整"},
		{"a database that is none", []byte("SQLite format 3\x00" + strings.Repeat("x", 9000)), http.StatusUnprocessableEntity, "不完整"},
		{"nothing", nil, http.StatusUnprocessableEntity, "不是年报助手的备份"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.restore(tt.data, true).want(tt.status)
			if got := a.message(); !strings.Contains(got, tt.says) || !strings.Contains(got, "没有动") {
				t.Errorf("says %q", got)
			}
			if got := s.load(2025); got.Report.Title == "" {
				t.Error("the report is gone")
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		s.post("/restore", url.Values{"replace": {"1"}}).want(http.StatusBadRequest)
	})
	t.Run("half a form", func(t *testing.T) {
		req := httptest.NewRequest(http.MethodPost, "/restore", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"replace\"\r\n\r\n1"))
		req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		s.do(req).want(http.StatusBadRequest)
	})
}

func TestClose(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	far := httptest.NewRequest(http.MethodPost, "/close", nil)
	far.RemoteAddr = "192.168.1.20:50000"
	if a := s.do(far); a.status == http.StatusOK || s.stopped != 0 {
		t.Errorf("closed from afar: %d", a.status)
	}
	a := s.post("/close", url.Values{}).want(http.StatusOK)
	if h := a.html().find("h1", ""); h == nil || h.text() != "年报助手已关闭" || s.stopped != 1 {
		t.Errorf("stopped %d times: %s", s.stopped, a.body)
	}
	s.get("/close").want(http.StatusMethodNotAllowed)
}

// TestDiagnostics: the file tells what a fault needs and nothing of a person.
func TestDiagnostics(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	real := s.store
	s.serve(fake{Drafts: real, load: func(int) (*draft.Draft, error) { return nil, errors.New("disk on fire at /home/王芳") }})
	broken := s.get("/reports/2025/1").want(http.StatusInternalServerError)
	a := s.get("/diagnostics").want(http.StatusOK)
	text := string(a.body)
	reference := strings.TrimPrefix(broken.html().find("p", "class", "basis").text(), "编号 ")
	for _, want := range []string{`"version": "1.2.3"`, `"drafts": 1`, `"offices": 1`, reference, "0001_drafts"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q", want)
		}
	}
	for _, never := range []string{"青石镇", "临川", "王芳", "/home", "fire", s.office} {
		if strings.Contains(text, never) {
			t.Errorf("tells %q", never)
		}
	}
}
