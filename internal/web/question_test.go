package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

func (s *site) answer(question, given string) answer {
	s.Helper()
	return s.post("/reports/2025/answers", url.Values{"question": {question}, "answer": {given}})
}

// TestQuestions asks one after the other, each with two buttons.
func TestQuestions(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025))
	def, err := catalog(t).ForFormat("2021")
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range def.Questions {
		card := s.page("/reports/2025/questions").find("section", "class", "card ask")
		if card == nil || card.find("h2", "").text() != strings.ReplaceAll(q.Ask, "{year}", "2025") {
			t.Fatalf("question %d is not asked", i+1)
		}
		if got := card.all("button", ""); len(got) != 2 || got[0].text() != q.No || got[1].text() != q.Yes {
			t.Errorf("buttons of %s", q.ID)
		}
		s.answer(q.ID, "no").wantRedirect("/reports/2025/questions")
	}
	page := s.page("/reports/2025/questions")
	if page.find("section", "class", "card ask") != nil || len(page.all("section", "class", "asked-line")) != len(def.Questions) {
		t.Error("after the last question")
	}
	r := s.load(2025).Report
	for code, want := range map[form.Code]string{"t3.total.total": "0", "t4.reconsideration.total": "0", "s6.processing_fee.due": "0", "t2.administrative_fees.amount": "0", "t2.rules.made": ""} {
		if got := r.Cell(code).String(); got != want {
			t.Errorf("%s is %q", code, got)
		}
	}
	history, err := s.store.History(t.Context(), s.office, 2025, 0, 100)
	if err != nil || len(history) != 1+len(def.Questions) || history[0].Cause != draft.Answered {
		t.Errorf("%d entries, %v", len(history), err)
	}
	for _, q := range def.Questions {
		s.answer(q.ID, "").wantRedirect("/reports/2025/questions")
	}
	if r = s.load(2025).Report; len(r.Cells) != 0 || len(r.Text) != 0 || len(r.Work) != 0 {
		t.Errorf("taken back: %v %v %v", r.Cells, r.Text, r.Work)
	}
}

// TestQuestionOnSection: what a section's page says of its question.
func TestQuestionOnSection(t *testing.T) {
	last := example(t, "2021", "nil")
	last.Year = 2024
	last.SetCell("t3.carried_out.natural_person", report.Figure("2"))
	s := newReportSite(t, report.New("2021", 2025), published(last))
	asked := func() string {
		t.Helper()
		if box := s.page("/reports/2025/3").find("div", "id", "asked"); box != nil {
			return box.text()
		}
		return ""
	}
	if got := asked(); !strings.Contains(got, "2025 年收到过政府信息公开申请吗？") {
		t.Errorf("not answered: %q", got)
	}
	s.answer("applications", "no")
	if got := asked(); !strings.Contains(got, "今年没有新收，但去年转来 2 件，请填这 2 件的结果") {
		t.Errorf("carried over: %q", got)
	}
	if s.page("/reports/2025/3").find("details", "class", "table-fold") != nil {
		t.Error("a table with open cells is folded")
	}
	got := s.change(2025, change{ID: "c", Part: "3", Edits: []edit{{Field: "t3.received.legal", Before: "0", After: "1"}}})
	if !strings.Contains(got.HTML["asked"], "刚才选的是“没有”，现在填了 1。") || !strings.Contains(got.HTML["asked"], "恢复 0") {
		t.Errorf("contrary: %s", got.HTML["asked"])
	}
	a := s.post("/reports/2025/answers", url.Values{"question": {"applications"}, "answer": {"zero"}, "part": {"3"}})
	a.wantRedirect("/reports/2025/3")
	if got := s.load(2025).Report.Cell("t3.received.legal").String(); got != "0" {
		t.Errorf("received %q", got)
	}
	s.answer("disputes", "no")
	if s.page("/reports/2025/4").find("details", "class", "table-fold") == nil {
		t.Error("a filled table is not folded")
	}
}

func TestAnswerRefused(t *testing.T) {
	s := newReportSite(t, report.New("2021", 2025), published(example(t, "2019", "full")))
	const broken = "收到的内容不完整，没有保存。请刷新网页后再填一次。"
	s.answer("weather", "no").wantMessage(http.StatusBadRequest, broken)
	s.answer("fees", "perhaps").wantMessage(http.StatusUnprocessableEntity, "没有这个回答，没有保存。请刷新网页后再选。")
	s.post("/reports/2020/answers", url.Values{"question": {"fees"}, "answer": {"no"}}).wantMessage(http.StatusBadRequest, broken)
	s.post("/reports/1999/answers", url.Values{"question": {"fees"}, "answer": {"no"}}).want(http.StatusNotFound)
	s.get("/reports/2020/questions").want(http.StatusNotFound)
	s.post("/reports/2025/answers", url.Values{"question": {"fees"}, "answer": {"no"}, "part": {"//evil.example"}}).wantRedirect("/reports/2025/questions")
}
