package web_test

import (
	"net/http"
	"strings"
	"testing"

	"nianbao/internal/report"
)

// TestOutline does everything that can be done to a sub-heading, on one
// report after the other.
func TestOutline(t *testing.T) {
	const start = "（一）主动公开|公开了3条。|（二）平台建设|有网站。|（三）监督保障。有人管。"
	type body map[string]any
	tests := []struct {
		name   string
		body   body
		status int
		want   string // of the text, or of the message
	}{
		{"down", body{"do": "move", "n": 0, "seen": "（一）主动公开", "to": 1}, 200, "（一）平台建设|有网站。|（二）主动公开|公开了3条。|（三）监督保障。有人管。"},
		{"beyond the end", body{"do": "move", "n": 0, "seen": "（一）主动公开", "to": 9}, 200, start},
		{"rename", body{"do": "name", "n": 2, "seen": "（三）监督保障。有人管。", "title": " 监督 "}, 200, "（一）主动公开|公开了3条。|（二）平台建设|有网站。|（三）监督。有人管。"},
		{"without a name", body{"do": "name", "n": 0, "seen": "（一）主动公开", "title": " "}, 422, "小标题没有改。请写 1 到 30 个字。"},
		{"long name", body{"do": "add", "title": strings.Repeat("长", 31)}, 422, "小标题没有改。请写 1 到 30 个字。"},
		{"add an aspect", body{"do": "add", "title": "依申请公开"}, 200, "（一）主动公开|公开了3条。|（二）依申请公开|（三）平台建设|有网站。|（四）监督保障。有人管。"},
		{"add another", body{"do": "add", "title": "其他"}, 200, start + "|（四）其他"},
		{"drop", body{"do": "drop", "n": 1, "seen": "（二）平台建设"}, 200, "（一）主动公开|公开了3条。|有网站。|（二）监督保障。有人管。"},
		{"remove", body{"do": "remove", "n": 1, "seen": "（二）平台建设"}, 200, "（一）主动公开|公开了3条。|（二）监督保障。有人管。"},
		{"in order already", body{"do": "number"}, 200, start},
		{"another one by now", body{"do": "remove", "n": 1, "seen": "（二）依申请公开"}, 409, "小标题刚才变了，没有改。请看一眼现在的小标题再点。"},
		{"none of that number", body{"do": "drop", "n": 7, "seen": ""}, 409, "小标题刚才变了，没有改。请看一眼现在的小标题再点。"},
		{"unknown doing", body{"do": "x", "n": 0, "seen": "（一）主动公开"}, 422, "小标题没有改。请写 1 到 30 个字。"},
		{"of a table", body{"part": "3", "do": "number"}, 400, "收到的内容不完整，没有保存。请刷新网页后再填一次。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := report.New("2021", 2025)
			r.SetNarrative("1", strings.ReplaceAll(start, "|", "\n"))
			s := newReportSite(t, r)
			send := body{"id": "o", "part": "1"}
			for k, v := range tt.body {
				send[k] = v
			}
			a := s.postJSON("/reports/2025/outline", send)
			if a.status != http.StatusOK {
				a.wantMessage(tt.status, tt.want)
				return
			}
			if got := strings.ReplaceAll(s.load(2025).Report.Narrative("1"), "\n", "|"); a.status != tt.status || got != tt.want {
				t.Errorf("%d: %s", a.status, got)
			}
		})
	}
}

// TestRunsOverTheWire sends paragraphs with bindings and gets them back, with
// what they print and which figures could be bound.
func TestRunsOverTheWire(t *testing.T) {
	r := report.New("2021", 2025)
	r.SetCell("t3.received.total", report.Figure("17"))
	s := newReportSite(t, r)
	const paragraph = `{"runs":[{"t":"新收政府信息公开申请"},{"ref":"t3.received.total"},{"t":"件。"}],"carried":true,"later":1}`
	a := s.postJSON("/reports/2025/changes", `{"id":"a","part":"1","edits":[{"field":"text.1","after":"新收政府信息公开申请17件。","now":[`+paragraph+`]}]}`)
	a.want(http.StatusOK)
	var got struct {
		Values map[string]string
		Texts  map[string][]struct {
			P     any
			Parts []struct{ Text, Name string }
		}
	}
	a.into(&got)
	if parts := got.Texts["text.1"][0].Parts; len(parts) != 3 || parts[1].Text != "17" || parts[1].Name != "表三·新收·总计" && !strings.HasPrefix(parts[1].Name, "表三") {
		t.Errorf("parts %+v", parts)
	}
	if back, err := s.load(2025).Report.Text["1"][0].JSON(); err != nil || string(back) != paragraph {
		t.Errorf("stored %s, %v", back, err)
	}
	var offered struct {
		Offers map[string][]struct {
			At, From int
			Code     string
		}
	}
	s.postJSON("/reports/2025/changes", `{"id":"b","part":"1","edits":[{"field":"text.1","at":1,"after":"😀新收17件。"}]}`).want(http.StatusOK).into(&offered)
	if o := offered.Offers["text.1"]; len(o) != 1 || o[0].At != 1 || o[0].From != 4 || o[0].Code != "t3.received.total" {
		t.Errorf("offers %+v", o)
	}
	for name, body := range map[string]string{
		"what it does not print": `[{"runs":[{"t":"别的"}]}]`,
		"unknown cell":           `[{"runs":[{"ref":"t9.x"}]}]`,
		"two things in one run":  `[{"runs":[{"t":"甲","ref":"t3.received.total"}]}]`,
	} {
		t.Run(name, func(t *testing.T) {
			s.postJSON("/reports/2025/changes", `{"id":"c","part":"1","edits":[{"field":"text.1","after":"甲","now":`+body+`}]}`).
				wantMessage(http.StatusUnprocessableEntity, "一、总体情况：这一段里跟着表格走的数和文字对不上，没有保存。请刷新网页后再改。")
		})
	}
	s.postJSON("/reports/2025/changes", `{"id":"d","part":"1","edits":[{"field":"text.1","after":"甲","now":[{"runs":1}]}]}`).
		wantMessage(http.StatusBadRequest, "收到的内容不完整，没有保存。请刷新网页后再填一次。")
}
