package web_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"nianbao/internal/account"
	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// TestConflictNames: who meets another value is told whose it is and when it
// was put there, and offered every way out.
func TestConflictNames(t *testing.T) {
	const cell, text = "t3.granted.social", "text.5"
	tests := []struct {
		name   string
		theirs []edit // of 王芳, one after another
		who    string // who meets them
		mine   edit
		want   []string
		not    string
	}{
		{"a cell", []edit{{Field: cell, After: "2"}}, "李强", edit{Field: cell, After: "3"},
			[]string{"这一格有两个数", "表三·（一）予以公开·社会公益组织：您填 3，王芳 10:32 填 2。", ">用 3<", ">用 2<", "没选的也留着"}, "都留下"},
		{"emptied by the other", []edit{{Field: cell, After: "2"}, {Field: cell, Before: "2"}}, "李强", edit{Field: cell, Before: "2", After: "3"},
			[]string{"您填 3，王芳 10:32 清空了。", ">空着<"}, ""},
		{"in another window", []edit{{Field: cell, After: "2"}}, "王芳", edit{Field: cell, After: "3"},
			[]string{"您填 3，您在另一个窗口 10:32 填 2。"}, ""},
		{"a paragraph", []edit{{Field: text, After: "甲段。"}, {Field: text, Before: "甲段。", After: "甲段改过。"}, {Field: text, At: 1, After: "乙段。"}},
			"李强", edit{Field: text, Before: "甲段。", After: "甲段我改。"},
			[]string{"这一段两个人都改了", ">用我的<", ">用王芳的<", ">都留下，我来合<", "王芳 10:32 写的", "您写的"}, ""},
		{"a paragraph deleted", []edit{{Field: text, After: "甲段。"}, {Field: text, Before: "甲段。"}},
			"李强", edit{Field: text, Before: "甲段。", After: "甲段我改。"}, []string{"用我的", "用王芳的", "（删掉了）"}, "都留下"},
		{"the head", []edit{{Field: "title", After: "甲镇年报"}}, "李强", edit{Field: "title", After: "乙镇年报"},
			[]string{"这一处有两个内容", "标题：您填 乙镇年报，王芳 10:32 填 甲镇年报。"}, "这一格"},
		{"markup in a value", []edit{{Field: cell, After: "<b>2</b>"}}, "李强", edit{Field: cell, After: "3"}, []string{"&lt;b&gt;2&lt;/b&gt;"}, "<b>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newReportSite(t, report.New("2021", 2025))
			for _, who := range []string{"王芳", "李强"} {
				s.signedIn(who, s.office, account.Editor)
			}
			for i, e := range tt.theirs {
				s.as("王芳", change{ID: string(rune('a' + i)), Edits: []edit{e}}).want(http.StatusOK)
			}
			got := s.as(tt.who, change{ID: "z", Edits: []edit{tt.mine}}).want(http.StatusConflict).changed()
			if len(got.Conflicts) != 1 {
				t.Fatalf("%d conflicts", len(got.Conflicts))
			}
			box := strings.ReplaceAll(got.Conflicts[0].Box, noon.Local().Format("15:04"), "10:32")
			for _, want := range tt.want {
				if !strings.Contains(box, want) {
					t.Errorf("no %q in %s", want, box)
				}
			}
			if tt.not != "" && strings.Contains(box, tt.not) {
				t.Errorf("%q in %s", tt.not, box)
			}
		})
	}
}

// as sends a change of who is signed in.
func (s *site) as(who string, c change) answer {
	s.Helper()
	body, err := json.Marshal(c)
	if err != nil {
		s.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, "/reports/2025/changes", bytes.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	return s.do(as(who, req))
}

// met are the conflicts of an answer without their boxes.
func (c changed) met() []draft.Conflict {
	var out []draft.Conflict
	for _, m := range c.Conflicts {
		out = append(out, m.Conflict)
	}
	return out
}
