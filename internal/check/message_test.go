package check_test

import (
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/check"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

type cells map[form.Code]string

// situation is the all-zero report with some changes.
type situation struct {
	now, before cells
	change      func(in *check.Input)
	alone       bool // no report of last year
}

func (s situation) run(t *testing.T, format string) []check.Finding {
	t.Helper()
	def := definition(t, format)
	in := broken(t, def, form.Breaks{Cells: s.now, Previous: s.before, None: s.alone})
	if s.change != nil {
		s.change(&in)
	}
	findings := compiled(t, def).Run(in)
	sound(t, findings)
	return findings
}

// of finds the finding of a rule and key; nil if there is none.
func of(findings []check.Finding, rule, key string) *check.Finding {
	for i := range findings {
		if findings[i].Rule == rule && findings[i].Key == key {
			return &findings[i]
		}
	}
	return nil
}

func TestMessages(t *testing.T) {
	outcome := cells{"t3.granted.natural_person": "4", "t3.denied.process.natural_person": "2", "t3.total.natural_person": "5",
		"t3.granted.total": "4", "t3.denied.process.total": "2", "t3.total.total": "5", "t3.received.natural_person": "5", "t3.received.total": "5"}
	in := cells{"t3.received.natural_person": "3", "t3.received.total": "3", "t3.carried_in.natural_person": "1", "t3.carried_in.total": "1",
		"t3.granted.natural_person": "3", "t3.granted.total": "3", "t3.total.natural_person": "3", "t3.total.total": "3"}
	tests := []struct {
		name      string
		situation situation
		rule, key string
		message   string
		fix       string // beginning
	}{
		{"sum of a column", situation{now: outcome}, "T3-02", "t3:natural_person",
			"表三·自然人：（一）至（六）各项合计 6，（七）总计填 5，差 1。", "改成 6。"},
		{"sum of a row", situation{now: cells{"t3.granted.natural_person": "1", "t3.granted.social": "2", "t3.granted.total": "2"}}, "T3-03", "t3:granted",
			"表三·予以公开：各类申请人合计 3，总计填 2，差 1。", "改成 3。"},
		{"sum of table four", situation{now: cells{"t4.after_reconsideration.other": "2"}}, "T4-01", "t4:after_reconsideration",
			"表四·复议后起诉：各项结果合计 2，总计填 0，差 2。", "改成 2。"},
		{"balance", situation{now: in, before: cells{"t3.carried_out.natural_person": "1"}}, "T3-01", "t3:natural_person",
			"表三·自然人：收到 4 件，办结和结转共 3 件，差 1 件。", "结转下年度应为 1。"},
		{"carried in", situation{now: in, before: cells{"t3.carried_out.natural_person": "2"}}, "T3-05", "t3:natural_person",
			"表三·自然人：上年结转填 1，去年年报的结转下年度是 2，差 1。", "照去年"},
		{"stock", situation{now: cells{"t2.normative_documents.made": "1", "t2.normative_documents.in_force": "5"}, before: cells{"t2.normative_documents.in_force": "5"}},
			"T2-02", "t2:normative_documents", "表二·行政规范性文件：去年现行有效 5，今年制发 1、废止 0，现行有效应为 6，填的是 5。", ""},
		{"stock of one year", situation{now: cells{"t2.normative_documents.made": "3", "t2.normative_documents.repealed": "1"}, alone: true},
			"T2-03", "t2:normative_documents", "表二·行政规范性文件：今年制发 3、废止 1，现行有效至少应为 2，填的是 0。", ""},
		{"rules of a town", situation{now: cells{"t2.rules.made": "1", "t2.rules.in_force": "6"}}, "T2-04", "t2:rules",
			"表二·规章：本年制发填 1、现行有效填 6，应为 0。", ""},
		{"fee", situation{now: cells{"s6.processing_fee.received": "380"}}, "T2-06", "t2.administrative_fees.amount",
			"表二：今年实收信息处理费 380 元，折合 0.038 万元，行政事业性收费·收费金额至少应为 0.038，填的是 0。", ""},
		{"large fee", situation{now: cells{"t2.administrative_fees.amount": "1000.01"}}, "T2-07", "t2.administrative_fees.amount",
			"表二·行政事业性收费·收费金额：填的是 1000.01 万元，一般不超过 1000 万元，请核实。", ""},
		{"gone", situation{before: cells{"t2.administrative_penalties.decisions": "9"}}, "T2-08", "t2.administrative_penalties.decisions",
			"表二·行政处罚·处理决定：去年是 9，今年填 0，请核实。", ""},
		{"grown", situation{now: cells{"t2.administrative_penalties.decisions": "46"}, before: cells{"t2.administrative_penalties.decisions": "9"}},
			"T2-08", "t2.administrative_penalties.decisions", "表二·行政处罚·处理决定：去年是 9，今年填 46，相差超过 5 倍，请核实。", ""},
		{"text in a cell", situation{now: cells{"t3.granted.social": "不适用"}}, "T3-04", "t3.granted.social",
			"表三·予以公开·社会公益组织：填的是“不适用”，要填数字。", "没有的填 0"},
		{"decimal", situation{now: cells{"t3.granted.social": "1.5"}}, "T3-04", "t3.granted.social",
			"表三·予以公开·社会公益组织：填的是 1.5，要填整数，不带小数。", ""},
		{"negative", situation{now: cells{"t4.reconsideration.other": "-2"}}, "T4-01", "t4.reconsideration.other",
			"表四·行政复议·其他结果：填的是 -2，最小是 0。", ""},
		{"10^20", situation{now: cells{"t3.granted.social": "100000000000000000000"}}, "T3-04", "t3.granted.social",
			"表三·予以公开·社会公益组织：填的是 100000000000000000000，有 21 位，最多 12 位，请数一数。", ""},
		{"10^20 adds up exactly", situation{now: cells{"t3.granted.social": "100000000000000000000"}}, "T3-03", "t3:granted",
			"表三·予以公开：各类申请人合计 100000000000000000000，总计填 0，差 100000000000000000000。", "改成 100000000000000000000。"},
		{"seven decimals", situation{now: cells{"t2.administrative_fees.amount": "0.0000001"}}, "T2-01", "t2.administrative_fees.amount",
			"表二·行政事业性收费·收费金额：填的是 0.0000001，小数有 7 位，最多 6 位。", ""},
		{"blank cells", situation{now: cells{"t3.granted.natural_person": "", "t3.granted.total": ""}}, "E-13", "t3:granted",
			"表三·予以公开：自然人、总计还没有填。", ""},
		{"blank total", situation{now: cells{"t3.granted.total": ""}}, "E-13", "t3:granted",
			"表三·予以公开：总计还没有填。", "予以公开应为 0。"},
		{"blank row", situation{now: cells{"t2.administrative_licensing.decisions": ""}}, "E-13", "t2:administrative_licensing",
			"表二·行政许可：处理决定还没有填。", ""},
		{"carried out and never received", situation{now: cells{"t3.carried_out.social": "3"}}, "T3-11", "t3:social",
			"表三·社会公益组织：结转下年度填 3，新收是 0，多 3。", ""},
		{"unit", situation{now: cells{"t2.administrative_fees.amount": "380"}, change: func(in *check.Input) {
			in.Report.Units["t2.administrative_fees.amount"] = "元"
		}}, "E-15", "t2.administrative_fees.amount", "表二·行政事业性收费·收费金额：填的是 380 元，这里的单位是万元。", ""},
		{"late", situation{change: func(in *check.Input) {
			in.Deadline = time.Date(2026, 1, 5, 23, 0, 0, 0, time.UTC)
		}}, "D-03", "head:signature.date", "落款日期：写的是2026年1月6日，县里定的是2026年1月5日。", ""},
		{"other year", situation{change: func(in *check.Input) { in.Report.Signature.Date = "2025-01" }}, "D-03", "head:signature.date",
			"落款日期：写的是2025年1月，一般在 2026 年 1 月至 3 月。", ""},
		{"other office", situation{change: func(in *check.Input) { in.Office = "临川县白石镇人民政府" }}, "D-04", "head:issuer",
			"本机关是“临川县白石镇人民政府”，机关名称是“青石镇人民政府”，不一致，请核实。", ""},
		{"no title", situation{change: func(in *check.Input) { in.Report.Title = " 　" }}, "E-18", "head:title", "标题：还没有填。",
			"写成“机关全称＋年度＋年政府信息公开工作年度报告”。"},
		{"April", situation{change: func(in *check.Input) { in.Report.Signature.Date = "2026-04-01" }}, "D-03", "head:signature.date",
			"落款日期：写的是2026年4月1日，一般在 2026 年 1 月至 3 月。", ""},
		{"row four blank in two columns", situation{now: cells{"t3.received.social": "1", "t3.carried_out.social": "", "t3.carried_out.legal": ""}},
			"E-13", "t3:carried_out", "表三·结转下年度：社会公益组织、法律服务机构还没有填。", "结转下年度应为 社会公益组织 1、法律服务机构 0。"},
		{"three slots", situation{change: func(in *check.Input) {
			gap := ""
			in.Report.Text["3.after"] = []report.Paragraph{{Runs: []report.Run{{Slot: &gap}, {Text: "件，"}, {Slot: &gap}}}, {Runs: []report.Run{{Slot: &gap}}}}
		}}, "E-12", "section:3.after", "三、收到和处理政府信息公开申请情况：文字里还有 3 处空没有填。", ""},
		{"slot in the preface", situation{change: func(in *check.Input) {
			gap := "x"
			in.Report.Text["preface"] = []report.Paragraph{{Runs: []report.Run{{Slot: &gap}}}}
		}}, "E-12", "preface", "引言：文字里还有 1 处空没有填。", ""},
		{"bound figure that is not there", situation{change: func(in *check.Input) {
			delete(in.Report.Cells, "s1.wechat")
			in.Report.Text["1"] = append(in.Report.Text["1"], report.Paragraph{Runs: []report.Run{{Ref: "s1.wechat"}}}, report.Paragraph{Runs: []report.Run{{Ref: "t3.received.total"}}})
		}}, "E-12", "section:1", "一、总体情况：文字里还有 1 处空没有填。", ""},
		{"no section", situation{change: func(in *check.Input) { in.Report.SetNarrative("6", "") }}, "E-14", "section:6",
			"六、其他需要报告的事项：这一部分还没有文字。", "补上这一部分。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			findings := tt.situation.run(t, "2021")
			f := of(findings, tt.rule, tt.key)
			if f == nil {
				t.Fatalf("no %s %s in %+v", tt.rule, tt.key, findings)
			}
			if f.Message != tt.message {
				t.Errorf("got  %s\nwant %s", f.Message, tt.message)
			}
			if len(f.Fix) < len(tt.fix) || f.Fix[:len(tt.fix)] != tt.fix {
				t.Errorf("got fix %s, want %s…", f.Fix, tt.fix)
			}
		})
	}
}

// TestSilence lists what must not be found.
func TestSilence(t *testing.T) {
	tests := []struct {
		name      string
		situation situation
		rule      string
	}{
		{"a sum with a blank part", situation{now: cells{"t3.granted.social": "", "t3.granted.natural_person": "1"}}, "T3-03"},
		{"a sum with a text", situation{now: cells{"t3.granted.social": "/", "t3.granted.natural_person": "1"}}, "T3-03"},
		{"a balance with a blank", situation{now: cells{"t3.received.social": "1", "t3.carried_out.social": ""}}, "T3-01"},
		{"a stock without last year", situation{now: cells{"t2.normative_documents.in_force": "4"}, alone: true}, "T2-02"},
		{"a stock with a blank last year", situation{now: cells{"t2.normative_documents.in_force": "4"}, before: cells{"t2.normative_documents.in_force": ""}}, "T2-02"},
		{"a rule of a town in a county office", situation{now: cells{"t2.rules.made": "1"}, change: func(in *check.Input) { in.Report.IssuerKind = report.OtherOffice }}, "T2-04"},
		{"a rule of a town in an unknown office", situation{now: cells{"t2.rules.made": "1"}, change: func(in *check.Input) {
			in.Report.IssuerKind, in.Report.Issuer = "", "青石镇"
		}}, "T2-04"},
		{"five times as much", situation{now: cells{"t2.administrative_penalties.decisions": "45"}, before: cells{"t2.administrative_penalties.decisions": "9"}}, "T2-08"},
		{"nothing last year", situation{now: cells{"t2.administrative_penalties.decisions": "45"}}, "T2-08"},
		{"last year's report of another year", situation{before: cells{"t3.carried_out.total": "1"}, change: func(in *check.Input) { in.Previous[0].Year-- }}, "T3-05"},
		{"last year's stock in another format", situation{before: cells{"t2.normative_documents.in_force": "1"}, change: func(in *check.Input) { in.Previous[0].Format = "2019" }}, "T2-02"},
		{"one of two predecessors in another format", situation{before: cells{"t2.normative_documents.in_force": "1"}, change: func(in *check.Input) {
			other := in.Previous[0].Clone()
			other.Format = "2019"
			in.Previous = []*report.Report{other, in.Previous[0]}
		}}, "T2-02"},
		{"a nil report carried over", situation{}, "T3-10"},
		{"a draft with blanks", situation{now: cells{"t3.granted.social": ""}, change: func(in *check.Input) { in.Final = false }}, "E-13"},
		{"a draft without section", situation{change: func(in *check.Input) { in.Final = false; delete(in.Report.Text, "5") }}, "E-14"},
		{"a missing table is not blank, too", situation{change: func(in *check.Input) {
			maps.DeleteFunc(in.Report.Cells, func(code form.Code, _ report.Value) bool { return code[:2] == "t4" })
		}}, "E-13"},
		{"no period", situation{change: func(in *check.Input) { in.Report.SetNarrative("preface", "2019年以来，逐年公开。") }}, "D-01"},
		{"no preface", situation{change: func(in *check.Input) { in.Report.SetNarrative("preface", "") }}, "D-01"},
		{"the deadline's day", situation{change: func(in *check.Input) { in.Deadline = time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC) }}, "D-03"},
		{"a month in the deadline's month", situation{change: func(in *check.Input) {
			in.Report.Signature.Date, in.Deadline = "2026-01", time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC)
		}}, "D-03"},
		{"the office with its county", situation{change: func(in *check.Input) { in.Office = "临川县" + town }}, "D-04"},
		{"the foot without its county", situation{change: func(in *check.Input) {
			in.Report.Issuer = "临川县" + town
			in.Report.Title = "临川县" + in.Report.Title
		}}, "D-04"},
		{"an official label with a space", situation{change: func(in *check.Input) { in.Report.Printed.Labels = map[string]string{"t3.*.other": "其 他"} }}, "E-17"},
		{"a heading with a space", situation{change: func(in *check.Input) { in.Report.Printed.Headings = map[string]string{"1": "一、 总体情况"} }}, "E-21"},
		{"an amount of 0 in yuan", situation{change: func(in *check.Input) { in.Report.Units["t2.administrative_fees.amount"] = "元" }}, "E-15"},
		{"a title in two lines", situation{change: func(in *check.Input) {
			in.Report.Title = "青石镇人民政府\n2025年政府信息公开工作年度报告"
		}}, "E-18"},
		{"a title with wide digits", situation{change: func(in *check.Input) {
			in.Report.Title = "青石镇人民政府２０２５年政府信息公开工作年度报告"
		}}, "E-18"},
		{"a title of a department", situation{change: func(in *check.Input) {
			in.Report.IssuerKind, in.Report.Issuer = report.Department, "临川县融媒体中心"
			in.Report.Title = "临川县融媒体中心2025年政府信息公开工作年度报告"
		}}, "E-18"},
		{"a correction spoken of behind a table", situation{now: cells{"t3.other.fee_unpaid.total": "1"}, change: func(in *check.Input) {
			in.Report.SetNarrative("6", "无。")
			in.Report.SetNarrative("6.after", "发出收费通知1件。")
		}}, "T3-08"},
		{"a March date", situation{change: func(in *check.Input) { in.Report.Signature.Date = "2026-03-31" }}, "D-03"},
		{"trailing zeros", situation{now: cells{"t2.administrative_fees.amount": "3.620000"}}, "T2-01"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, f := range tt.situation.run(t, "2021") {
				if f.Rule == tt.rule {
					t.Errorf("unexpected %s: %s", f.Key, f.Message)
				}
			}
		})
	}
}

func TestPeriod(t *testing.T) {
	tests := map[string]bool{
		"自2025年1月1日起至2025年12月31日止":         true,
		"从2025年1月1日到12月31日":                true,
		"2025 年 1 月 1 日至 2025 年 12 月 31 日": true,
		"2025年1月1日—2025年12月31日":            true,
		"2025年01月01日－12月31日":               true,
		"２０２５年１月１日至１２月３１日":                 true,
		"自2024年1月1日起至2024年12月31日止":         false,
		"自2025年1月1日起至2024年12月31日止":         false,
		"自2025年1月1日起至2025年11月30日止":         false,
		"自2024年12月1日至2025年12月31日":          false,
	}
	for text, right := range tests {
		t.Run(text, func(t *testing.T) {
			s := situation{change: func(in *check.Input) { in.Report.SetNarrative("preface", "统计期限"+text+"。") }}
			f := of(s.run(t, "2021"), "D-01", "preface")
			if (f == nil) != right {
				t.Errorf("got %+v", f)
			}
		})
	}
}

func TestTitles(t *testing.T) {
	tests := []struct {
		title string
		want  []string
	}{
		{"临川县青石镇人民政府2025年政府信息公开工作年度报告", nil},
		{"青石镇人民政府2025年度政府信息公开工作年度报告", []string{"E-18"}},
		{"青石镇人民政府2025年政府信息公开年报", []string{"E-18"}},
		{"青石镇人民政府2025年政府信息公开工作报告", []string{"E-18"}},
		{"青石镇人民政府政府信息公开工作年度报告", []string{"E-18"}},
		{"2025年政府信息公开工作年度报告", []string{"E-18"}},
		{"青石镇2025年政府信息公开工作年度报告", []string{"D-04", "E-18"}},
		{"青石镇人民政府2024年政府信息公开工作年度报告", []string{"D-01"}},
		{"白石镇人民政府2025年政府信息公开工作年度报告", []string{"D-04"}},
		{"", []string{"E-18"}},
		{"无", []string{"E-18"}},
	}
	for _, tt := range tests {
		t.Run(tt.title, func(t *testing.T) {
			s := situation{change: func(in *check.Input) { in.Report.Title = tt.title }}
			if diff := cmp.Diff(tt.want, rulesOf(s.run(t, "2021"))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRepairs(t *testing.T) {
	received := cells{"t3.received.social": "2", "t3.received.total": "2", "t3.granted.social": "1", "t3.granted.total": "1",
		"t3.total.social": "1", "t3.total.total": "1"}
	with := func(more cells) cells {
		out := maps.Clone(received)
		maps.Copy(out, more)
		return out
	}
	tests := []struct {
		name      string
		now       cells
		rule, key string
		want      []check.Repair
	}{
		{"row four of a column", received, "T3-01", "t3:social", []check.Repair{{Code: "t3.carried_out.social", Value: "1"}}},
		{"row four of the total column has two sources", received, "T3-01", "t3:total", nil},
		{"another sum in the column is broken", with(cells{"t3.granted.social": "2", "t3.granted.total": "2"}), "T3-01", "t3:social", nil},
		{"the row of what was received is broken", with(cells{"t3.received.total": "3"}), "T3-01", "t3:social", nil},
		{"less than nothing", with(cells{"t3.received.social": "0", "t3.received.total": "0"}), "T3-01", "t3:social", nil},
		{"blank row four", with(cells{"t3.carried_out.social": ""}), "E-13", "t3:carried_out", []check.Repair{{Code: "t3.carried_out.social", Value: "1"}}},
		{"two sources for a total disagree", cells{"t3.total.total": "", "t3.granted.total": "1", "t3.granted.social": "1"}, "E-13", "t3:total", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			findings := situation{now: tt.now}.run(t, "2021")
			f := of(findings, tt.rule, tt.key)
			if f == nil {
				t.Fatalf("no finding in %+v", findings)
			}
			if diff := cmp.Diff(tt.want, f.Repair); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestMerger adds up what several predecessors published.
func TestMerger(t *testing.T) {
	second := func(change cells) func(in *check.Input) {
		return func(in *check.Input) {
			p := in.Previous[0].Clone()
			for code, v := range change {
				p.SetCell(code, report.Figure(v))
			}
			in.Previous = append(in.Previous, p, nil)
		}
	}
	tests := []struct {
		name   string
		change cells
		want   string // expected of T2-02 for 规范性文件; empty: no finding
	}{
		{"both stocks", nil, "6"},
		{"other stock", cells{"t2.normative_documents.in_force": "4"}, ""},
		{"unknown stock", cells{"t2.normative_documents.in_force": ""}, ""},
		{"text", cells{"t2.normative_documents.in_force": "/"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := situation{now: cells{"t2.normative_documents.in_force": "7"}, before: cells{"t2.normative_documents.in_force": "3"}, change: second(tt.change)}
			f := of(s.run(t, "2021"), "T2-02", "t2:normative_documents")
			switch {
			case tt.want == "" && f != nil:
				t.Errorf("unexpected %+v", f)
			case tt.want != "" && (f == nil || f.Expected != tt.want):
				t.Errorf("got %+v, want expected %s", f, tt.want)
			}
		})
	}
}

// TestOtherUnitLastYear does not compare 元 with 万元.
func TestOtherUnitLastYear(t *testing.T) {
	fee := form.Code("t2.administrative_fees.amount")
	s := situation{now: cells{fee: "3.62"}, before: cells{fee: "36200"}, change: func(in *check.Input) { in.Previous[0].Units[fee] = "元" }}
	if f := of(s.run(t, "2021"), "T2-08", string(fee)); f != nil {
		t.Errorf("unexpected %s", f.Message)
	}
}
