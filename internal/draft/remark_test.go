package draft_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

func TestRemarks(t *testing.T) {
	d := example(t, "2021", "full")
	def := definition(t, "2021")
	apply := func(id string, req draft.Request) {
		t.Helper()
		req.ID = id
		if _, err := d.Apply(def, req, noon); err != nil {
			t.Fatal(err)
		}
	}
	in := []draft.Remark{{Text: "第一部分写短一点\n\n再核一遍", By: "刘镇长", Quote: "总体情况"}, {Text: " "}, {Text: "第五部分太空"}}
	apply("a", draft.AddRemarks(d.Report, in, "张"))
	want := []draft.Remark{{Number: 1, Text: "第一部分写短一点 再核一遍", Quote: "总体情况", By: "刘镇长"}, {Number: 2, Text: "第五部分太空"}}
	if diff := cmp.Diff(want, draft.Remarks(d.Report)); diff != "" {
		t.Fatal(diff)
	}
	if again := draft.AddRemarks(d.Report, in, "张"); len(again.Edits) != 0 {
		t.Errorf("noted twice: %+v", again.Edits)
	}
	req, err := draft.SetRemark(d.Report, 1, true, "张", noon)
	if err != nil {
		t.Fatal(err)
	}
	apply("b", req)
	if m := draft.Remarks(d.Report)[0]; m.Done.IsZero() {
		t.Errorf("still open: %+v", m)
	}
	if req, err = draft.SetRemark(d.Report, 1, false, "张", noon); err != nil {
		t.Fatal(err)
	}
	apply("c", req)
	if m := draft.Remarks(d.Report)[0]; !m.Done.IsZero() {
		t.Errorf("still done: %+v", m)
	}
	if _, err := draft.SetRemark(d.Report, 3, true, "张", noon); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("no such remark: %v", err)
	}
	var many []draft.Remark
	for i := range 2 * draft.MaxRemarks {
		many = append(many, draft.Remark{Text: fmt.Sprint(i)})
	}
	apply("d", draft.AddRemarks(d.Report, many, "张"))
	if n := len(draft.Remarks(d.Report)); n != draft.MaxRemarks {
		t.Errorf("%d remarks", n)
	}
	_, err = d.Apply(def, draft.Request{ID: "e", Edits: []draft.Edit{{Field: "work.remark.1", Before: want[0].Text, After: ""}}}, noon)
	var field *draft.FieldError
	if !errors.As(err, &field) {
		t.Errorf("a client writes remarks: %v", err)
	}
}

// TestSettleDoubt: a doubt is looked at once, and undoing opens it again.
func TestSettleDoubt(t *testing.T) {
	d := blank("2021")
	def := definition(t, "2021")
	d.Report.Doubts = []report.Doubt{{Code: "t3.received.other", Kind: "missing"}, {Code: "issuer", Kind: "missing"}}
	req, err := draft.SettleDoubt(d.Report, 0, "填 0", []draft.Edit{{Field: "t3.received.other", After: "0"}}, "张")
	if err != nil {
		t.Fatal(err)
	}
	req.ID = "a"
	c, err := d.Apply(def, req, noon)
	if err != nil || d.Report.Cell("t3.received.other").String() != "0" || len(draft.OpenDoubts(d.Report)) != 1 {
		t.Fatalf("open %v %v", draft.OpenDoubts(d.Report), err)
	}
	if _, err := d.Revert(def, c, draft.Request{ID: "b"}, noon); err != nil {
		t.Fatal(err)
	}
	if len(draft.OpenDoubts(d.Report)) != 2 || !d.Report.Cell("t3.received.other").IsBlank() {
		t.Error("not undone")
	}
	if _, err := draft.SettleDoubt(d.Report, 2, "填 0", nil, "张"); !errors.Is(err, draft.ErrNotFound) {
		t.Error(err)
	}
}
