package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/fuzzing"
	"nianbao/internal/report"
)

func TestParseValue(t *testing.T) {
	tests := []struct {
		in, want, unit string
		kind           report.ValueKind
	}{
		{"", "", "", report.Blank},
		{" 　\t", "", "", report.Blank},
		{"0", "0", "", report.Number},
		{"零", "0", "", report.Number},
		{"零件", "0", "件", report.Number},
		{"１２", "12", "", report.Number},
		{"+19", "19", "", report.Number},
		{"-3", "-3", "", report.Number},
		{"－3", "-3", "", report.Number},
		{"1,113", "1113", "", report.Number},
		{"1，113", "1113", "", report.Number},
		{"1,13", "1,13", "", report.Text},
		{"12.50", "12.50", "", report.Number},
		{"70487元", "70487", "元", report.Number},
		{"174631 元", "174631", "元", report.Number},
		{"3.62万元", "3.62", "万元", report.Number},
		{"5 件", "5", "件", report.Number},
		{"/", "/", "", report.Text},
		{"—", "—", "", report.Text},
		{"－", "－", "", report.Text},
		{"无", "无", "", report.Text},
		{"不适用", "不适用", "", report.Text},
		{"1e5", "1e5", "", report.Text},
		{".5", ".5", "", report.Text},
		{"007", "007", "", report.Number},
		{"100000000000000000000", "100000000000000000000", "", report.Number},
		{strings.Repeat("无", 64), strings.Repeat("无", 64), "", report.Text},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			v, unit, err := report.ParseValue(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if v.String() != tt.want || unit != tt.unit || v.Kind() != tt.kind {
				t.Errorf("got %q unit %q kind %d, want %q unit %q kind %d", v, unit, v.Kind(), tt.want, tt.unit, tt.kind)
			}
			again, _, _ := report.ParseValue(v.String())
			if !again.Equal(v) {
				t.Errorf("parsing twice gives %q", again)
			}
		})
	}
	if _, _, err := report.ParseValue(strings.Repeat("无", 65)); err == nil {
		t.Error("65 characters: no error")
	}
}

// everything is a report that uses every member of the schema, unknown ones
// at every level included.
const everything = `{
  "schema": "nianbao/report/v1", "format": "2021", "year": 2024, "issuer": "青石镇人民政府", "issuer_kind": "town",
  "county": "临川县", "title": "青石镇人民政府2024年政府信息公开工作年度报告", "document_number": "青政〔2025〕1号",
  "preface": "引言一\n引言二",
  "sections": {"1": "收到申请2件。\n第二段", "2": "", "3": "", "4": "", "5": "问题", "6": "其他", "7": "未知"},
  "sections_after": {"3": "表后"},
  "cells": {"t3.received.total": "2", "t9.unknown.code": "/"},
  "units": {"t2.government_procurement.amount": "元"},
  "signature": {"issuer": "青石镇人民政府", "date": "2025-01", "x": [1]},
  "printed": {"headings": {"1": "1 总体情况"}, "labels": {"t3.*.social": "社会组织"}, "note": "（此件主动公开）", "x": 1},
  "sources": {"t3.received.total": {"line": 41, "excerpt": "…", "x": true}},
  "doubts": [{"code": "t4", "scope": "table", "kind": "missing", "message": "m", "line": 57, "excerpt": "e", "readings": ["1", "2"], "x": {"y": 1}}],
  "text": {"1": [{"runs": [{"t": "收到申请"}, {"ref": "t3.received.total", "x": 1}, {"t": "件。"}], "carried": true, "x": 2}, {"runs": [{"t": "第二段"}]}],
           "preface": [{"runs": [{"t": "引言一"}], "carried": true}, {"runs": [{"t": "引言二"}]}]},
  "accepted": [{"rule": "T2-02", "key": "k", "reason": "r", "by": "b", "at": "2025-01-05T10:32:00+08:00", "x": null}],
  "status": "draft", "revision": 3, "x": {"deep": [1, {"a": "b"}]}
}`

func TestJSONLosesNothing(t *testing.T) {
	r, err := report.Unmarshal([]byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	out, err := report.MarshalIndent(r)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(generic(t, everything), generic(t, string(out))); diff != "" {
		t.Errorf("written JSON differs (-read +written):\n%s", diff)
	}
	again, err := report.MarshalIndent(r.Clone())
	if err != nil || string(again) != string(out) {
		t.Errorf("a clone is written differently: %v", err)
	}
}

func generic(t *testing.T, s string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSectionsWinOverText(t *testing.T) {
	in := strings.Replace(everything, `"收到申请2件。\n第二段"`, `"新的一段\n收到申请2件。"`, 1)
	r, err := report.Unmarshal([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Narrative("1"), "新的一段\n收到申请2件。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if p := r.Text["1"][1]; !p.Carried || len(p.Runs) != 3 {
		t.Errorf("the paragraph that stayed lost its runs: %+v", p)
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"other schema", `{"schema": "other/v1"}`, "unknown schema"},
		{"no schema", `{}`, "unknown schema"},
		{"array", `[]`, "unknown schema"},
		{"syntax", `{"schema": `, "unexpected EOF"},
		{"empty", ``, "EOF"},
		{"duplicate cell", `{"schema": "nianbao/report/v1", "cells": {"a": "1", "a": "2"}}`, "duplicate"},
		{"long cell", `{"schema": "nianbao/report/v1", "cells": {"a": "` + strings.Repeat("x", 65) + `"}}`, "too long"},
		{"cell object", `{"schema": "nianbao/report/v1", "cells": {"a": {}}}`, "must be a string"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := report.Unmarshal([]byte(tt.in))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestRetext(t *testing.T) {
	r, err := report.Unmarshal([]byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	p := r.Text["1"][0] // 收到申请 2 件。
	tests := []struct {
		text string
		refs int
		runs int
	}{
		{"收到申请2件。", 1, 3},
		{"共收到申请2件。", 1, 3},
		{"收到申请2件，均已办结。", 1, 3},
		{"收到申请23件。", 0, 3},
		{"收到申请12件。", 0, 3},
		{"全部改写", 0, 1},
		{"", 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := r.Retext(p, tt.text)
			refs := 0
			for _, run := range got.Runs {
				if run.Ref != "" {
					refs++
				}
			}
			if r.Render(got) != tt.text || refs != tt.refs || len(got.Runs) != tt.runs {
				t.Errorf("got %q with %d refs in %d runs, want %q, %d, %d", r.Render(got), refs, len(got.Runs), tt.text, tt.refs, tt.runs)
			}
		})
	}
}

// TestRetextConfirm: a sentence to be confirmed keeps its mark while others are
// rewritten, and loses it when it is rewritten itself.
func TestRetextConfirm(t *testing.T) {
	r := report.New("2021", 2025)
	p := report.Paragraph{Carried: true, Runs: []report.Run{
		{Text: "专人负责。"}, {Text: "召开会议部署。", Confirm: true}, {Text: "定期更新。"}, {Text: "制定《办法》。", Confirm: true}}}
	tests := []struct{ name, text, want string }{
		{"the first is rewritten", "两人负责。召开会议部署。定期更新。制定《办法》。", "召开会议部署。|制定《办法》。"},
		{"one between is rewritten", "专人负责。召开会议部署。每周更新。制定《办法》。", "召开会议部署。|制定《办法》。"},
		{"one is inserted", "专人负责。新的一句。召开会议部署。定期更新。制定《办法》。", "召开会议部署。|制定《办法》。"},
		{"one to confirm is rewritten", "专人负责。召开两次会议部署。定期更新。制定《办法》。", "制定《办法》。"},
		{"one to confirm is removed", "专人负责。定期更新。制定《办法》。", "制定《办法》。"},
		{"something is added", "专人负责。召开会议部署。定期更新。制定《办法》。完。", "召开会议部署。|制定《办法》。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := r.Retext(p, tt.text)
			var confirm []string
			for _, run := range got.Runs {
				if run.Confirm {
					confirm = append(confirm, run.Text)
				}
			}
			if r.Render(got) != tt.text || strings.Join(confirm, "|") != tt.want || !got.Carried {
				t.Errorf("got %q with %q to confirm, carried %v", r.Render(got), confirm, got.Carried)
			}
		})
	}
}

func TestSplitParagraphs(t *testing.T) {
	got := report.SplitParagraphs("\n　　第一段\t有制表符 \r\n\r\n第二段\u2028第三段\u200b\n")
	want := []string{"第一段 有制表符", "第二段", "第三段"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestKindOf(t *testing.T) {
	tests := map[string]report.IssuerKind{
		"临川县青石镇人民政府": report.Town, "云溪乡人民政府": report.Township, "白水畲族乡人民政府": report.EthnicTownship,
		"南关街道办事处": report.Subdistrict, "临川县民政局": report.Department, "临川县人民政府": report.County, "遵化店镇": "",
	}
	for name, want := range tests {
		if got := report.KindOf(name); got != want {
			t.Errorf("KindOf(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add([]byte(everything))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzing.Bounded(t, func() {
			r, err := report.Unmarshal(data)
			if err != nil {
				return
			}
			once, err := report.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			again, err := report.Unmarshal(once)
			if err != nil {
				t.Fatalf("%v in %s", err, once)
			}
			twice, err := report.Marshal(again)
			if err != nil || string(once) != string(twice) {
				t.Fatalf("not stable (%v):\n%s\n%s", err, once, twice)
			}
		})
	})
}
