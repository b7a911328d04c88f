package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestLetterhead: the office's Word document is taken over or refused with the
// reason, reports come in it, and it goes again.
func TestLetterhead(t *testing.T) {
	s := newReportSite(t, example(t, "2021", "full"))
	plain := s.get("/reports/2025/export/docx").want(http.StatusOK).body
	template := string(s.get("/letterhead/file?example=1").want(http.StatusOK).body)

	for content, want := range map[string]string{"这不是 Word": "不是 Word", template[:len(template)/2]: "不是 Word", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1": ".doc"} {
		if a := s.hand("/letterhead", "红头.docx", content); a.status != http.StatusUnprocessableEntity || !strings.Contains(string(a.body), want) {
			t.Errorf("%q: status %d", want, a.status)
		}
	}
	if a := s.get("/letterhead/file"); a.status != http.StatusNotFound {
		t.Errorf("a refused template is kept: %d", a.status)
	}

	s.hand("/letterhead", "红头.docx", template).want(http.StatusSeeOther)
	if !strings.Contains(string(s.get("/letterhead").want(http.StatusOK).body), "红头.docx") {
		t.Error("the page does not show it")
	}
	if a := s.get("/letterhead/file"); string(a.body) != template {
		t.Error("not the file that was handed in")
	}
	with := s.get("/reports/2025/export/docx").want(http.StatusOK).body
	if string(with) == string(plain) {
		t.Error("the report is not in it")
	}
	s.get("/reports/2025/export/packet").want(http.StatusOK)

	s.post("/letterhead", url.Values{"drop": {"1"}})
	if string(s.get("/reports/2025/export/docx").body) != string(plain) {
		t.Error("it is still used")
	}
}
