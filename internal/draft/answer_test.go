package draft_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// lastYear is a published report with nothing left over but what is given.
func lastYear(t *testing.T, cells map[form.Code]string) *report.Report {
	t.Helper()
	r := example(t, "2021", "nil").Report
	r.Year, r.Status = 2023, draft.Published
	for code, v := range cells {
		r.SetCell(code, report.Figure(v))
	}
	return r
}

// answer answers a question as the page does.
func answer(t *testing.T, d *draft.Draft, previous *report.Report, id, given string) draft.Change {
	t.Helper()
	def := definition(t, d.Report.Format)
	req, err := draft.Answer(def, d.Report, previous, def.Question(id), given)
	if err != nil {
		t.Fatal(err)
	}
	req.ID, req.By = fmt.Sprint("a", d.Report.Revision), "李"
	c, err := d.Apply(def, req, noon)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func standing(t *testing.T, d *draft.Draft, previous *report.Report, id string) draft.Standing {
	t.Helper()
	def := definition(t, d.Report.Format)
	return draft.StandingOf(def, d.Report, previous, def.Question(id))
}

const noApplications = "2024年，本机关未收到政府信息公开申请。"

// TestAnswer: what each answer puts into a report, and takes out of it again.
func TestAnswer(t *testing.T) {
	const received, carriedIn, granted, elsewhere = "t3.received.natural_person", "t3.carried_in.natural_person", "t3.granted.natural_person", "t3.granted.enterprise"
	type cells = map[string]string
	carry := map[form.Code]string{"t3.carried_out.natural_person": "2"}
	tests := []struct {
		name     string
		previous map[form.Code]string // nil: no last year
		before   cells
		answers  []string
		want     cells
		text     bool // the sentence is there
	}{
		{"no", nil, nil, []string{"no"}, cells{received: "0", carriedIn: "0", "t3.total.total": "0", "t3.carried_out.total": "0"}, true},
		{"no, nothing carried over", nothingLeft(), nil, []string{"no"}, cells{received: "0", carriedIn: "0", granted: "0"}, true},
		{"no twice", nil, nil, []string{"no", "no"}, cells{received: "0", "t3.total.total": "0"}, true},
		{"no, carried over", carry, nil, []string{"no"}, cells{received: "0", carriedIn: "2", granted: "", elsewhere: "0", "t3.carried_in.total": "2", "t3.total.total": ""}, true},
		{"no, unknown last year", map[form.Code]string{"t3.carried_out.natural_person": ""}, nil, []string{"no"}, cells{received: "0", carriedIn: "", granted: "", elsewhere: "0"}, true},
		{"typed before", nil, cells{received: "1"}, []string{"no"}, cells{received: "1", granted: "0"}, true},
		{"typed before, 0 wanted", nil, cells{received: "1"}, []string{"no", "zero"}, cells{received: "0", granted: "0"}, true},
		{"carried over, 0 wanted", carry, cells{received: "1"}, []string{"zero"}, cells{received: "0", carriedIn: "2", granted: ""}, true},
		{"yes", nil, nil, []string{"yes"}, cells{received: "", granted: ""}, false},
		{"yes, carried over", carry, nil, []string{"yes"}, cells{received: "", carriedIn: "2", granted: ""}, false},
		{"no, then yes", nil, nil, []string{"no", "yes"}, cells{received: "", granted: "", "t3.total.total": ""}, false},
		{"no, then none", carry, nil, []string{"no", ""}, cells{received: "", carriedIn: "", elsewhere: ""}, false},
		{"typed 0 stays", nil, cells{received: "0"}, []string{"no", ""}, cells{received: "0", granted: ""}, false},
		{"a word stays", nil, cells{received: "无"}, []string{"no"}, cells{received: "无", granted: "0"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := blank("2021")
			for field, v := range tt.before {
				set(t, d, field, v)
			}
			var previous *report.Report
			if tt.previous != nil {
				previous = lastYear(t, tt.previous)
			}
			for _, given := range tt.answers {
				answer(t, d, previous, "applications", given)
			}
			wantValues(t, d, tt.want)
			if got := strings.Contains(d.Report.Narrative("1"), noApplications); got != tt.text {
				t.Errorf("section one says %q", d.Report.Narrative("1"))
			}
		})
	}
}

// nothingLeft is a last year in which nothing was left over.
func nothingLeft() map[form.Code]string { return map[form.Code]string{} }

// TestAnswerIsOneChange: undoing it gives back the very report, whatever the
// question, and an earlier state can be looked at.
func TestAnswerIsOneChange(t *testing.T) {
	def := definition(t, "2021")
	for i := range def.Questions {
		id := def.Questions[i].ID
		for _, given := range []string{"no", "zero", "yes"} {
			t.Run(id+" "+given, func(t *testing.T) {
				d := narrative(blank("2021"), "概述。\n（二）依申请公开\n渠道畅通。")
				set(t, d, "t3.received.legal", "3", "t4.reconsideration.upheld", "1", "t2.rules.made", "0", "s6.processing_fee.due", "20")
				before := text(d)
				c := answer(t, d, lastYear(t, map[form.Code]string{"t3.carried_out.other": "1", "t4.reconsideration.pending": "2"}), id, given)
				if text(d) == before {
					t.Fatal("nothing has changed")
				}
				earlier := d.Report.Clone()
				if err := draft.TakeBack(earlier, c); err != nil {
					t.Fatal(err)
				}
				if got := must(report.Marshal(earlier)); got != before {
					t.Errorf("taken back:\n%s\nwant\n%s", got, before)
				}
				if _, err := d.Revert(def, c, request("undo"), noon); err != nil {
					t.Fatal(err)
				}
				d.Report.Revision -= 2
				if got := text(d); got != before {
					t.Errorf("undone:\n%s\nwant\n%s", got, before)
				}
			})
		}
	}
}

// TestAnswerSentence: where the sentence goes, and whose it is.
func TestAnswerSentence(t *testing.T) {
	tests := []struct{ name, before, after string }{
		{"an empty section", "", noApplications},
		{"at the end", "概述。", "概述。\n" + noApplications},
		{"behind its sub-heading", "（一）主动公开\n甲。\n（二）依申请公开\n乙。\n（三）政府信息管理", "（一）主动公开\n甲。\n（二）依申请公开\n" + noApplications + "\n乙。\n（三）政府信息管理"},
		{"behind a heading that runs on", "（二）依申请公开。渠道畅通。\n丙。", "（二）依申请公开。渠道畅通。\n" + noApplications + "\n丙。"},
		{"there already", "甲。\n" + noApplications, "甲。\n" + noApplications},
		{"within a paragraph", "全年平稳。" + noApplications + "渠道畅通。", "全年平稳。" + noApplications + "渠道畅通。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := narrative(blank("2021"), tt.before)
			answer(t, d, nil, "applications", "no")
			if got := d.Report.Narrative("1"); got != tt.after {
				t.Errorf("no: %q, want %q", got, tt.after)
			}
			answer(t, d, nil, "applications", "")
			if got := d.Report.Narrative("1"); got != tt.before {
				t.Errorf("taken back: %q, want %q", got, tt.before)
			}
		})
	}
}

// TestStanding: what the page is told of a question.
func TestStanding(t *testing.T) {
	carry := map[form.Code]string{"t3.carried_out.natural_person": "2", "t3.carried_out.legal": "1"}
	d, previous := blank("2021"), lastYear(t, carry)
	if s := standing(t, d, previous, "applications"); s.Answer != "" || s.Open != 0 {
		t.Errorf("not answered: %+v", s)
	}
	answer(t, d, previous, "applications", "no")
	if s := standing(t, d, previous, "applications"); s.Answer != draft.No || s.Carried != "3" || s.Open != 2*22 || len(s.Contrary) != 0 {
		t.Errorf("carried over: %+v", s)
	}
	set(t, d, "t3.received.enterprise", "1", "t3.granted.natural_person", "2")
	s := standing(t, d, previous, "applications")
	if len(s.Contrary) != 1 || s.Contrary[0] != "t3.received.enterprise" || s.Open != 2*22-1 {
		t.Errorf("contrary: %+v", s)
	}
	answer(t, d, previous, "applications", "no") // sent once more: what was typed stays
	wantValues(t, d, map[string]string{"t3.received.enterprise": "1", "t3.granted.natural_person": "2"})
	answer(t, d, previous, "applications", "yes")
	wantValues(t, d, map[string]string{"t3.received.enterprise": "1", "t3.granted.natural_person": "2", "t3.carried_in.natural_person": "2", "t3.granted.enterprise": ""})

	d = blank("2021")
	answer(t, d, nil, "applications", "no")
	if s := standing(t, d, nil, "applications"); !s.Unknown {
		t.Errorf("no last year: %+v", s)
	}
	if s := standing(t, d, nil, "powers"); s.Unknown {
		t.Errorf("nothing is carried over there: %+v", s)
	}
}

// TestForgedWork: a client writes neither notes nor the status.
func TestForgedWork(t *testing.T) {
	def := definition(t, "2021")
	for _, field := range []string{"status", "work.answer.applications", "work.step.final", "work.review", "work."} {
		t.Run(field, func(t *testing.T) {
			d := blank("2021")
			_, err := d.Apply(def, request("x", draft.Edit{Field: field, After: "final"}), noon)
			var refused *draft.FieldError
			if !errors.As(err, &refused) || refused.Reason != draft.UnknownField {
				t.Errorf("got %v", err)
			}
			if d.Report.Status != "" || len(d.Report.Work) != 0 || d.Report.Revision != 0 {
				t.Errorf("written all the same: %+v", d.Report)
			}
		})
	}
	if _, err := draft.Answer(def, blank("2021").Report, nil, def.Question("fees"), "perhaps"); err == nil {
		t.Error("an unknown answer is taken")
	}
}
