package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"nianbao/forms"
	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// hand posts a file.
func (s *site) hand(path, name, content string) answer {
	s.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		s.Fatal(err)
	}
	part.Write([]byte(content))
	w.Close()
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return s.do(req)
}

// newYear is a report of 2025 that was just begun.
func newYear(s *site) {
	s.Helper()
	if a := s.post("/reports", url.Values{"year": {"2025"}}); a.status != http.StatusSeeOther {
		s.Fatalf("begin: %d", a.status)
	}
}

// TestUsualInsert begins a section with the usual wording and adds a piece.
func TestUsualInsert(t *testing.T) {
	s := newOfficeSite(t)
	newYear(s)
	if page := s.get("/reports/2025/1").body; !strings.Contains(string(page), "用常用写法起个头") {
		t.Fatal("nothing is offered")
	}
	if a := s.post("/reports/2025/usual", url.Values{"template": {"overview"}}); a.status != http.StatusSeeOther || a.header.Get("Location") != "/reports/2025/1" {
		t.Fatalf("status %d to %s", a.status, a.header.Get("Location"))
	}
	if text := s.load(2025).Report.Narrative("1"); !strings.Contains(text, "（五）监督保障") || !strings.Contains(text, "我镇主动公开") {
		t.Errorf("begun: %s", text)
	}
	if page := string(s.get("/reports/2025/1").body); strings.Contains(page, "用常用写法起个头") || strings.Contains(page, "没写到") {
		t.Error("still offered")
	}
	if page := string(s.get("/reports/2025/6").body); !strings.Contains(page, "用常用写法起个头") {
		t.Error("section six is offered nothing")
	}
	s.post("/reports/2025/usual", url.Values{"template": {"other"}, "piece": {"fee"}})
	if text := s.load(2025).Report.Narrative("6"); !strings.HasPrefix(text, "2025年，本机关发出信息处理费收费通知＿＿件") {
		t.Errorf("section six: %s", text)
	}
	if page := string(s.get("/reports/2025/6").body); !strings.Contains(page, "还有 1 句没写到") {
		t.Error("the other sentence is not offered")
	}
	for _, form := range []url.Values{{}, {"template": {"gone"}}, {"template": {"other"}, "piece": {"gone"}}} {
		if a := s.post("/reports/2025/usual", form); a.status != http.StatusBadRequest {
			t.Errorf("%v: status %d", form, a.status)
		}
	}
}

// TestOwnWording edits a wording, uses it, and goes back to the standard one.
func TestOwnWording(t *testing.T) {
	s := newOfficeSite(t)
	newYear(s)
	const key = "/usual/other.none.usual"
	save := func(text string) answer { return s.post(key, url.Values{"text": {text}}) }
	for text, want := range map[string]string{
		"{新收申请}":                  "没有“新收申请”这一栏",
		"{{range .}}":             "没有循环和判断",
		strings.Repeat("长", 6000): "最多 5000 个字",
	} {
		if a := save(text); a.status != http.StatusUnprocessableEntity || !strings.Contains(string(a.body), want) {
			t.Errorf("%.20s: status %d, no %s", text, a.status, want)
		}
	}
	if a := save(strings.Repeat("长", 1_000_000)); a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a million characters: status %d", a.status)
	}
	if a := save("{我镇}没有<script>alert(1)</script>别的事项。"); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.message())
	}
	if page := string(s.get("/usual").body); !strings.Contains(page, `class="own"`) || !strings.Contains(page, "&lt;script&gt;") || strings.Contains(page, "<script>alert") {
		t.Error("the list does not show it, or does not escape it")
	}
	s.post("/reports/2025/usual", url.Values{"template": {"other"}})
	if text := s.load(2025).Report.Narrative("6"); !strings.HasSuffix(text, "我镇没有<script>alert(1)</script>别的事项。") {
		t.Errorf("written: %s", text)
	}
	if page := string(s.get("/reports/2025/6").body); strings.Contains(page, "<script>alert") {
		t.Error("not escaped in the report")
	}
	s.post(key, url.Values{"standard": {"1"}, "text": {"x"}})
	if page := string(s.get("/usual").body); strings.Contains(page, `class="own"`) {
		t.Error("not reset")
	}
	if a := s.post("/usual/signature.issuer.usual", url.Values{"text": {"{表三·新收·总计}"}}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("a figure in the signature: status %d", a.status)
	}
	if a := s.get("/usual/gone.gone.gone"); a.status != http.StatusNotFound {
		t.Errorf("a wording that is not there: status %d", a.status)
	}
	preview := s.postJSON("/usual/other.fee.usual/preview", map[string]string{"text": "{年度}年{t9}"})
	if !strings.Contains(string(preview.body), "没有“t9”这一栏") {
		t.Errorf("preview: %s", preview.body)
	}
}

// TestRequirements takes a file over, sees it work, and drops it again.
func TestRequirements(t *testing.T) {
	s := newOfficeSite(t)
	newYear(s)
	for content, want := range map[string]string{
		`{"schema": "nianbao/report/v1"}`:           "不是县里的要求文件",
		"schema: nianbao/requirements/v9":           "请升级年报助手",
		strings.Repeat("# ", 50_000):                "超过 64 KB",
		"schema: nianbao/requirements/v1\nx: <b>\n": "没有“x”这一项",
	} {
		if a := s.hand("/requirements/preview", "a.yaml", content); a.status != http.StatusUnprocessableEntity || !strings.Contains(string(a.body), want) {
			t.Errorf("%.30s: status %d", content, a.status)
		}
	}
	a := s.hand("/requirements/preview", "a.yaml", forms.Requirements)
	if a.status != http.StatusOK || !strings.Contains(string(a.body), "2026-01-15 报县") || !strings.Contains(string(a.body), "采用") {
		t.Fatalf("preview: status %d", a.status)
	}
	if _, due := draft.DueOn(s.load(2025).Report, draft.DueCounty); due {
		t.Error("looking at a file changed the dates")
	}
	if a := s.post("/requirements", url.Values{"file": {strings.ReplaceAll(forms.Requirements, "\n", "\r\n")}}); a.status != http.StatusSeeOther {
		t.Fatalf("adopt: status %d: %s", a.status, a.message())
	}
	if at, _ := draft.DueOn(s.load(2025).Report, draft.DueCounty); at.Format("2006-01-02") != "2026-01-15" {
		t.Errorf("due %s", at)
	}
	if page := string(s.get("/reports/2025/1").body); !strings.Contains(page, "不超过 1500 字") {
		t.Error("the section does not say what is asked")
	}
	s.post("/reports/2025/usual", url.Values{"template": {"preface"}})
	if text := s.load(2025).Report.Narrative(report.Preface); !strings.Contains(text, "临政公开办〔2025〕8号") {
		t.Errorf("not cited: %s", text)
	}
	s.post("/reports/2025/usual", url.Values{"template": {"overview"}})
	if page := string(s.get("/reports/2025/check").body); !strings.Contains(page, "写明基层政务公开标准化目录的落实情况") {
		t.Error("no finding about what is asked")
	}
	s.post("/reports/2025/dates", url.Values{"county": {"2026-01-12"}, "publish": {"2026-01-28"}})
	s.post("/requirements", url.Values{"drop": {"1"}})
	r := s.load(2025).Report
	if at, _ := draft.DueOn(r, draft.DueCounty); at.Format("2006-01-02") != "2026-01-12" {
		t.Errorf("the date set by hand is %s", at)
	}
	if _, due := draft.DueOn(r, draft.DuePublish); due {
		t.Error("the notice's date is still there")
	}
	if page := string(s.get("/reports/2025/check").body); strings.Contains(page, "标准化目录") {
		t.Error("still asked")
	}
	if a := s.get("/requirements/file"); !strings.Contains(string(a.body), "schema: nianbao/requirements/v1") {
		t.Error("no example to start from")
	}
}
