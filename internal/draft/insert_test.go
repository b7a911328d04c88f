package draft_test

import (
	"strings"
	"testing"

	"nianbao/internal/draft"
	prose "nianbao/internal/narrative"
	"nianbao/internal/report"
)

func store(t *testing.T, d *draft.Draft, id string, req draft.Request) draft.Change {
	t.Helper()
	req.ID, req.By = id, "李"
	c, err := d.Apply(definition(t, d.Report.Format), req, noon)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestInsertTemplate begins a section that has the sentences of two answers,
// lets a figure move, and takes it all back as one change.
func TestInsertTemplate(t *testing.T) {
	def := definition(t, "2021")
	d := &draft.Draft{Report: report.New("2021", 2024)}
	d.Report.IssuerKind = report.Town
	answer(t, d, nil, "applications", draft.No)
	before := d.Report.Narrative("1")
	subject := prose.Subject{Definition: def, Report: d.Report}
	c := store(t, d, "i1", draft.InsertTemplate(subject, def.Template("overview")))
	if c.Cause != draft.Inserted || !c.Cause.Undoable() || len(c.Edits) != 1 {
		t.Fatalf("change %+v", c)
	}
	text := d.Report.Narrative("1")
	if !strings.Contains(text, "（五）监督保障") || strings.Count(text, noApplications) != 1 || !strings.Contains(text, "公开政府信息＿＿条") {
		t.Errorf("begun: %s", text)
	}
	store(t, d, "i2", draft.Request{Edits: []draft.Edit{{Field: "s1.published", After: "86"}}})
	if text := d.Report.Narrative("1"); !strings.Contains(text, "公开政府信息86条") {
		t.Errorf("the figure does not follow: %s", text)
	}
	subject.Report = d.Report
	if again := draft.InsertTemplate(subject, def.Template("overview")); len(again.Edits) > 0 {
		t.Errorf("begun twice: %+v", again)
	}
	if _, err := d.Revert(def, c, draft.Request{ID: "u1"}, noon); err != nil {
		t.Fatal(err)
	}
	if got := d.Report.Narrative("1"); got != before {
		t.Errorf("taken back: %q, want %q", got, before)
	}
}

func TestInsertPieceAndHead(t *testing.T) {
	def := definition(t, "2021")
	d := &draft.Draft{Report: report.New("2021", 2024)}
	d.Report.Issuer = "青石镇人民政府"
	d.Report.SetNarrative("6", "无其他需要报告的事项。")
	subject := prose.Subject{Definition: def, Report: d.Report}
	fee := def.Template("other").Piece("fee")
	store(t, d, "p1", draft.InsertPiece(subject, def.Template("other"), fee))
	if got := d.Report.Paragraphs("6"); len(got) != 2 || !strings.Contains(got[0], "收费通知＿＿件") {
		t.Errorf("section six: %q", got)
	}
	subject.Report = d.Report
	if again := draft.InsertPiece(subject, def.Template("other"), fee); len(again.Edits) > 0 {
		t.Errorf("added twice: %+v", again)
	}
	store(t, d, "p2", draft.InsertTemplate(subject, def.Template("signature")))
	if d.Report.Signature.Issuer != d.Report.Issuer {
		t.Errorf("signed by %q", d.Report.Signature.Issuer)
	}
}

// TestFeeSentenceFollows: the sentence of an answer is bound; it goes with the
// answer although its figures have changed meanwhile.
func TestFeeSentenceFollows(t *testing.T) {
	d := &draft.Draft{Report: report.New("2021", 2024)}
	answer(t, d, nil, "fees", draft.No)
	if got := d.Report.Narrative("6"); got != "2024年，本机关发出信息处理费收费通知0件，应收0元，实际收取0元。" {
		t.Fatalf("wrote %q", got)
	}
	store(t, d, "f1", draft.Request{Edits: []draft.Edit{{Field: "s6.processing_fee.notices", Before: "0", After: "1"}}})
	if got := d.Report.Narrative("6"); !strings.Contains(got, "收费通知1件") {
		t.Errorf("does not follow: %q", got)
	}
	answer(t, d, nil, "fees", draft.Yes)
	if got := d.Report.Narrative("6"); got != "" {
		t.Errorf("left behind: %q", got)
	}
}
