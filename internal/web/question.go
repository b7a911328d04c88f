package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
)

// partQuestions is the page of the questions that open what is needed.
const partQuestions = "questions"

// questionView is a question and how it stands.
type questionView struct {
	draft.Standing
	ID       string
	Year     int
	Part     string // page to come back to
	Ask      string
	Label    string // of the answer given
	Done     string // what the answer did
	Carried  string // what stays open and why
	Contrary string // what says otherwise
	Folds    bool   // its table is filled and may be shown folded
}

// IsNo reports whether the answer was that there was nothing.
func (v questionView) IsNo() bool { return v.Answer == draft.No }

type questionsPage struct {
	Frame
	Answered []questionView
	Current  *questionView // the one that is asked now; nil after the last
	Number   int           // of the current one
	Total    int
	None     bool     // all of them may be answered with no at once
	Asks     []string // all of them
	Later    int
	Taken    *takenView
}

func (s *Server) questionsPage(o *open) questionsPage {
	p := questionsPage{Frame: s.frame(o, partQuestions, textQuestions), Total: len(o.def.Questions), Taken: s.taken(o)}
	for i := range o.def.Questions {
		v := viewQuestion(o, &o.def.Questions[i], partQuestions)
		p.Asks = append(p.Asks, v.Ask)
		switch {
		case v.Answer != "":
			p.Answered = append(p.Answered, v)
		case p.Current == nil:
			p.Current, p.Number = &v, i+1
		default:
			p.Later++
		}
	}
	p.None = len(p.Answered) == 0 && !draft.CarriesOver(o.def, o.draft.Report, o.previous)
	return p
}

func viewQuestion(o *open, q *form.Question, part string) questionView {
	standing := draft.StandingOf(o.def, o.draft.Report, o.previous, q)
	v := questionView{Standing: standing, ID: q.ID, Year: o.draft.Report.Year, Part: part,
		Ask: yearText(q.Ask, o.draft.Report.Year)}
	switch standing.Answer {
	case draft.Yes:
		v.Label = q.Yes
	case draft.No:
		v.Label, v.Done = q.No, doneText(o.def, o.draft.Report, q)
		v.Carried, v.Contrary = carriedText(standing), contraryText(o.draft.Report, standing)
	}
	return v
}

// sectionQuestions are the questions that a section's page shows: answered
// with no, or not at all while nothing is filled in.
func sectionQuestions(o *open, sec *form.Section) []questionView {
	if o.locked() {
		return nil
	}
	var out []questionView
	started := draft.SectionProgress(o.def, o.draft.Report, sec).Started()
	for i := range o.def.Questions {
		q := &o.def.Questions[i]
		if q.Section != sec.Number {
			continue
		}
		v := viewQuestion(o, q, sectionPart(sec))
		v.Folds = sec.Table != nil && o.def.Covers(q, sec.Table.ID) && v.Open == 0 && len(v.Standing.Contrary) == 0
		if v.IsNo() || v.Answer == "" && !started && sec.Table != nil {
			out = append(out, v)
		}
	}
	return out
}

// hasQuestion reports whether the page of a section shows a question.
func hasQuestion(def *form.Definition, section int) bool {
	return slices.ContainsFunc(def.Questions, func(q form.Question) bool { return q.Section == section })
}

// folded reports whether the table of a section is filled by an answer.
func folded(questions []questionView) bool {
	for _, v := range questions {
		if v.IsNo() && v.Folds {
			return true
		}
	}
	return false
}

// questionAnswer answers a question.
func (s *Server) questionAnswer(c *gin.Context) error {
	if c.PostForm("question") == allQuestions {
		return s.questionsNone(c)
	}
	err := s.note(c, func(o *open) (draft.Request, error) {
		q := o.def.Question(c.PostForm("question"))
		if q == nil {
			return draft.Request{}, errBody
		}
		return draft.Answer(o.def, o.draft.Report, o.previous, q, c.PostForm("answer"))
	})
	if err != nil {
		return asField(err, textAnswer)
	}
	part := partQuestions
	for _, known := range []string{"1", "2", "3", "4", "5", "6"} {
		if c.PostForm("part") == known {
			part = known
		}
	}
	return toPart(c, part)
}

// allQuestions stands for every question that is not answered yet.
const allQuestions = "all"

// questionsNone answers with no whatever is not answered yet, each as a change
// of its own, and goes on to where something is left to do.
func (s *Server) questionsNone(c *gin.Context) error {
	o, err := s.open(c, false)
	if err != nil {
		return toSetup(c, err)
	}
	if c.PostForm("answer") != draft.No {
		return errBody
	}
	for i := range o.def.Questions {
		err := s.note(c, func(o *open) (draft.Request, error) {
			q := &o.def.Questions[i]
			if draft.StandingOf(o.def, o.draft.Report, o.previous, q).Answer != "" {
				return draft.Request{}, nil
			}
			return draft.Answer(o.def, o.draft.Report, o.previous, q, draft.No)
		})
		if err != nil {
			return asField(err, textAnswer)
		}
	}
	c.Redirect(http.StatusSeeOther, "/reports/"+c.Param("year"))
	return nil
}

// asField gives a field that could not be filled its sentence.
func asField(err error, text string) error {
	field, ok := fieldError(err)
	if !ok {
		return err
	}
	return &fieldProblem{FieldError: field, text: text}
}

// reportQuestions shows the questions of a report.
func (s *Server) reportQuestions(c *gin.Context, o *open) error {
	if len(o.def.Questions) == 0 {
		return errNoPage
	}
	return s.render(c, http.StatusOK, "questions", s.questionsPage(o))
}
