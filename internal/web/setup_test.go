package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestBeforeSetup(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/", "/reports/2025", "/reports/2025/3", "/reports/2025/check", "/reports/2025/document", "/reports/2025/export/txt"} {
		t.Run(path, func(t *testing.T) { s.get(path).wantRedirect("/setup") })
	}
	t.Run("a change", func(t *testing.T) {
		a := s.postJSON("/reports/2025/changes", change{ID: "a", Edits: []edit{{Field: "title", After: "x"}}})
		a.wantMessage(http.StatusConflict, "还没有填本单位。请从首页重新进入。")
	})
	t.Run("creating a year", func(t *testing.T) {
		s.post("/reports", url.Values{"year": {"2025"}}).wantRedirect("/setup")
	})
	t.Run("the page", func(t *testing.T) {
		page := s.page("/setup")
		if page.find("form", "action", "/import") == nil {
			t.Error("last year's file is not asked for")
		}
		if page.find("input", "name", "name") == nil {
			t.Error("the name is not asked for")
		}
	})
}

func TestSetup(t *testing.T) {
	good := url.Values{"name": {" 临川县青石镇人民政府 "}, "kind": {""}, "county": {"临川县"}, "address": {"青石大街18号"},
		"postcode": {"344000"}, "phone": {"0794-1234567"}, "email": {"qingshi@example.com"}, "website": {"https://www.example.gov.cn"}}
	tests := []struct {
		name   string
		change url.Values
		want   map[string]string // problem by field; none: stored
	}{
		{"all right", nil, nil},
		{"name alone", url.Values{"county": {""}, "address": {""}, "postcode": {""}, "phone": {""}, "email": {""}, "website": {""}}, nil},
		{"no name", url.Values{"name": {"　 "}}, map[string]string{"name": "请填写机关名称。"}},
		{"long name", url.Values{"name": {strings.Repeat("镇", 101)}}, map[string]string{"name": "机关名称最多 100 个字。"}},
		{"all wrong", url.Values{"kind": {"village"}, "postcode": {"1"}, "phone": {"12"}, "email": {"x"}, "website": {"ftp"}}, map[string]string{
			"kind":     "机关类别请从列出的几类里选。",
			"postcode": "邮编是 6 位数字，如 354500。",
			"phone":    "电话写成区号加号码或 11 位手机号，如 0598-3961801。",
			"email":    "电子邮箱写成 name@example.com 的样子。",
			"website":  "网址以 http:// 或 https:// 开头，如 https://www.example.gov.cn。",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t)
			form := url.Values{}
			for k, v := range good {
				form[k] = v
			}
			for k, v := range tt.change {
				form[k] = v
			}
			a := s.post("/setup", form)
			if tt.want == nil {
				a.wantRedirect("/")
				return
			}
			page := a.want(http.StatusUnprocessableEntity).html()
			for _, field := range []string{"name", "county", "address", "postcode", "phone", "email", "website"} {
				input, problem := page.find("input", "name", field), page.find("p", "id", "problem-"+field)
				if got, want := input.attr("value"), strings.TrimSpace(form.Get(field)); got != want {
					t.Errorf("%s: typed %q, shown %q", field, want, got)
				}
				if got := problem.text(); got != tt.want[field] {
					t.Errorf("%s: problem %q, want %q", field, got, tt.want[field])
				}
				if input.has("aria-invalid") != (tt.want[field] != "") {
					t.Errorf("%s: aria-invalid", field)
				}
			}
			if got := page.find("select", "id", "kind").Parent; (&node{got}).text() == "" || !strings.Contains((&node{got}).text(), tt.want["kind"]) {
				t.Errorf("kind: %q", (&node{got}).text())
			}
			if offices, _ := s.store.Offices(t.Context()); len(offices) != 0 {
				t.Error("stored all the same")
			}
		})
	}
}

func TestSetupKind(t *testing.T) {
	tests := []struct{ name, chosen, want string }{
		{"青石镇人民政府", "", "town"},
		{"云溪乡人民政府", "", "township"},
		{"石岭畲族乡人民政府", "", "ethnic_township"},
		{"南关街道办事处", "", "subdistrict"},
		{"临川县教育局", "", "department"},
		{"临川县人民政府", "", "county"},
		{"青石镇便民服务中心", "", ""},
		{"青石镇便民服务中心", "other", "other"},
		{"青石镇人民政府", "department", "department"},
	}
	for _, tt := range tests {
		t.Run(tt.name+" "+tt.chosen, func(t *testing.T) {
			s := newSite(t)
			s.post("/setup", url.Values{"name": {tt.name}, "kind": {tt.chosen}}).wantRedirect("/")
			offices, err := s.store.Offices(t.Context())
			if err != nil || len(offices) != 1 {
				t.Fatalf("offices %v, %v", offices, err)
			}
			if got := offices[0].Profile.Kind; got != tt.want {
				t.Errorf("kind %q, want %q", got, tt.want)
			}
		})
	}
}

// TestSetupAgain: the page shows what is stored, and saving changes the same
// office.
func TestSetupAgain(t *testing.T) {
	s := newSite(t)
	s.post("/setup", url.Values{"name": {"青石镇人民政府"}, "phone": {"0794-1234567"}}).wantRedirect("/")
	page := s.page("/setup")
	if got := page.find("input", "name", "phone").attr("value"); got != "0794-1234567" {
		t.Errorf("phone %q", got)
	}
	if got := page.find("option", "selected"); got == nil || got.attr("value") != "town" {
		t.Error("kind is not selected")
	}
	if page.find("form", "action", "/import") != nil {
		t.Error("an office that is set up is asked for last year's file")
	}
	s.post("/setup", url.Values{"name": {"青石镇人民政府"}, "phone": {""}, "kind": {"town"}}).wantRedirect("/")
	offices, err := s.store.Offices(t.Context())
	if err != nil || len(offices) != 1 || offices[0].Profile.Phone != "" {
		t.Errorf("offices %+v, %v", offices, err)
	}
}

func TestSetupBodies(t *testing.T) {
	s := newSite(t)
	s.post("/setup", url.Values{"name": {strings.Repeat("a", 2<<20)}}).
		wantMessage(http.StatusRequestEntityTooLarge, "内容太大，没有保存。文字请分几段填；文件不能超过 64 MB。")
	s.post("/setup", nil).want(http.StatusUnprocessableEntity)
}
