package check_test

import (
	stdjson "encoding/json"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"nianbao/internal/check"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

func TestAccepted(t *testing.T) {
	tests := []struct {
		name     string
		accepted report.Accepted
		want     bool
	}{
		{"rule and key", report.Accepted{Rule: "T2-02", Key: "t2:normative_documents"}, true},
		{"same figures", report.Accepted{Rule: "T2-02", Key: "t2:normative_documents", Found: "5", Expected: "6"}, true},
		{"other figure found", report.Accepted{Rule: "T2-02", Key: "t2:normative_documents", Found: "4", Expected: "6"}, false},
		{"other figure expected", report.Accepted{Rule: "T2-02", Key: "t2:normative_documents", Found: "5", Expected: "7"}, false},
		{"other key", report.Accepted{Rule: "T2-02", Key: "t2:rules"}, false},
		{"other rule", report.Accepted{Rule: "T2-03", Key: "t2:normative_documents"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := situation{now: cells{"t2.normative_documents.in_force": "5"}, before: cells{"t2.normative_documents.in_force": "6"},
				change: func(in *check.Input) { in.Report.Accepted = []report.Accepted{tt.accepted} }}
			findings := s.run(t, "2021")
			f := of(findings, "T2-02", "t2:normative_documents")
			if f == nil || (f.Accepted != nil) != tt.want {
				t.Fatalf("got %+v, want accepted %v", f, tt.want)
			}
			if _, warnings, _ := check.Count(findings); (warnings == 0) != tt.want {
				t.Errorf("%d warnings counted", warnings)
			}
		})
	}
}

func TestErrorsAreNotAccepted(t *testing.T) {
	s := situation{now: cells{"t4.reconsideration.upheld": "1"}, change: func(in *check.Input) {
		in.Report.Accepted = []report.Accepted{{Rule: "T4-01", Key: "t4:reconsideration"}}
	}}
	findings := s.run(t, "2021")
	if f := of(findings, "T4-01", "t4:reconsideration"); f == nil || f.Accepted != nil {
		t.Errorf("got %+v", f)
	}
	if errors, _, _ := check.Count(findings); errors != 1 {
		t.Errorf("%d errors counted", errors)
	}
}

// TestAccept is for findings of other packages.
func TestAccept(t *testing.T) {
	findings := []check.Finding{{Rule: "N-01", Key: "k", Severity: form.Warning}, {Rule: "N-01", Key: "l", Severity: form.Hint}, {Severity: form.Hint}}
	check.Accept(findings, []report.Accepted{{Rule: "N-01", Key: "l"}})
	if _, warnings, hints := check.Count(findings); findings[0].Accepted != nil || findings[1].Accepted == nil || warnings != 1 || hints != 1 {
		t.Errorf("got %+v", findings)
	}
}

// TestFindingsJSON compares with the published contract, member by member and in both
// JSON libraries.
func TestFindingsJSON(t *testing.T) {
	finding := check.Finding{Rule: "T3-02", Also: []string{"E-09"}, Key: "t3:natural_person", Severity: form.Error, Section: 3,
		Cells: []form.Code{"t3.total.natural_person"}, Found: "5", Expected: "6",
		Message: "表三·自然人：（一）至（六）各项合计 6，（七）总计填 5，差 1。", Fix: "改成 6。", Basis: "b"}
	tests := []struct {
		name   string
		result check.Result
		want   string
	}{
		{"nothing", check.NewResult(nil), `{"errors":0,"warnings":0,"hints":0,"findings":[]}`},
		{"a finding", check.NewResult([]check.Finding{finding}), `{"errors":1,"warnings":0,"hints":0,"findings":[{"rule":"T3-02","also":["E-09"],` +
			`"key":"t3:natural_person","severity":"error","section":3,"cells":["t3.total.natural_person"],"quote":"","found":"5","expected":"6",` +
			`"message":"表三·自然人：（一）至（六）各项合计 6，（七）总计填 5，差 1。","fix":"改成 6。","basis":"b"}]}`},
		{"all members", check.NewResult([]check.Finding{{Severity: form.Hint, Place: "5", Repair: []check.Repair{{Code: "a", Value: "6"}},
			Reasons: []string{"r"}, Statement: "s", Accepted: &report.Accepted{Rule: "T2-02"}}}),
			`{"errors":0,"warnings":0,"hints":0,"findings":[{"rule":"","also":[],"key":"","severity":"hint","section":0,"cells":[],"quote":"","found":"","expected":"",` +
				`"message":"","fix":"","basis":"","place":"5","repair":[{"code":"a","value":"6"}],"reasons":["r"],"statement":"s",` +
				`"accepted":{"rule":"T2-02","key":"","reason":"","by":"","at":"0001-01-01T00:00:00Z"}}]}`},
		{"with doubts", check.Result{Doubts: []report.Doubt{{Code: "t4", Scope: "table", Kind: "missing", Message: "m"}}},
			`{"errors":0,"warnings":0,"hints":0,"findings":[],"doubts":[{"code":"t4","scope":"table","kind":"missing","message":"m"}]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v2, err := json.Marshal(tt.result)
			if err != nil {
				t.Fatal(err)
			}
			v1, err := stdjson.Marshal(tt.result)
			if err != nil {
				t.Fatal(err)
			}
			for _, got := range []string{string(v1), string(v2)} {
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// TestFindingsShareNothing lets a caller change what it got.
func TestFindingsShareNothing(t *testing.T) {
	def := definition(t, "2021")
	cat, in := compiled(t, def), broken(t, def, form.Breaks{Cells: cells{"t3.granted.social": "1", "t2.normative_documents.made": "1"}})
	first := cat.Run(in)
	for i := range first {
		for k := range first[i].Cells {
			first[i].Cells[k] = "x"
		}
		for k := range first[i].Also {
			first[i].Also[k] = "x"
		}
		for k := range first[i].Reasons {
			first[i].Reasons[k] = "x"
		}
	}
	for _, f := range cat.Run(in) {
		for _, s := range append(append([]string{string(f.Cells[0])}, f.Also...), f.Reasons...) {
			if s == "x" {
				t.Errorf("%s shares its slices", f.Rule)
			}
		}
	}
}
