package exporter_test

import (
	"path/filepath"
	"strings"
	"testing"

	"nianbao/internal/check"
	"nianbao/internal/exporter"
	"nianbao/internal/golden"
	"nianbao/internal/report"
)

func approval(t testing.TB, s sample, previous *report.Report) *exporter.Approval {
	t.Helper()
	rules, err := check.Compile(s.def)
	if err != nil {
		t.Fatal(err)
	}
	in := check.Input{Definition: s.def, Report: s.Report, Final: true}
	if previous != nil {
		in.Previous = []*report.Report{previous}
	}
	findings := rules.Run(in)
	check.Accept(findings, s.Accepted)
	return exporter.NewApproval(s.def, s.Report, findings, exporter.Options{Previous: previous, Mark: "送审稿 第2稿 1月8日"})
}

// TestApproval: a report that is all right, one that is not, and one of which
// nothing is known.
func TestApproval(t *testing.T) {
	all := map[string]sample{}
	for _, s := range examples(t) {
		all[s.name] = s
	}
	for _, name := range []string{"2021/full", "2021/nil", "2021/empty"} {
		s := all[name]
		var previous *report.Report
		if name == "2021/full" {
			previous = all["2021/previous"].Report
		}
		a := approval(t, s, previous)
		data, err := a.DOCX()
		if err != nil {
			t.Fatal(err)
		}
		_, files := parts(t, data)
		golden.Equal(t, filepath.Join("testdata", name+".approval.golden"), []byte(strings.ReplaceAll(wordText(t, data), "签名", "\n签名")))
		elements(t, files["word/document.xml"])
	}
}
