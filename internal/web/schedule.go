package web

import (
	"errors"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// dueView is a date of the county's notice.
type dueView struct {
	Date string // YYYY-MM-DD, "" if not known
	Text string
	Late bool
}

func viewDue(r *report.Report, due draft.Due, now time.Time) dueView {
	at, ok := draft.DueOn(r, due)
	if !ok {
		return dueView{Text: dueUnknown[due]}
	}
	left := draft.DaysLeft(at, now)
	return dueView{Date: at.Format(time.DateOnly), Text: dueText(due, at, left), Late: left < 0}
}

// tickView is a milestone with what its small form needs.
type tickView struct {
	draft.Tick
	Label  string
	When   string // day and who, "" if not reached
	Today  string
	Next   bool     // the one behind the last that is reached
	ByHand bool     // a person sets and unsets it here
	Waits  bool     // another one comes first
	Kept   menuItem // leads to what is kept of it
}

func viewTicks(r *report.Report, now time.Time) []tickView {
	var out []tickView
	for _, m := range draft.Milestones {
		t := draft.Reached(r, m)
		v := tickView{Tick: t, Label: milestoneNames[m], Today: now.Format(time.DateOnly), ByHand: m != draft.Finished}
		if t.Done() {
			v.When = strings.TrimSpace(dayText(t.Date) + " " + t.By)
		} else {
			v.Waits = m == draft.Announced && r.Status != draft.Final && r.Status != draft.Published ||
				m == draft.Archived && !draft.Reached(r, draft.Announced).Done()
		}
		out = append(out, v)
	}
	for i := len(out) - 1; i >= 0 && !out[i].Done(); i-- {
		out[i].Next = i == 0 || out[i-1].Done()
	}
	return out
}

// Asks reports whether the address of the publication belongs to it.
func (v tickView) Asks() bool { return v.Milestone == draft.Announced }

// datesSave stores the dates of the county's notice.
func (s *Server) datesSave(c *gin.Context) error {
	err := s.note(c, func(o *open) (draft.Request, error) {
		return draft.Schedule(o.draft.Report, strings.TrimSpace(c.PostForm("county")), strings.TrimSpace(c.PostForm("publish")))
	})
	if err != nil {
		return asField(err, textDate)
	}
	return toHome(c)
}

// tickSet sets a milestone, or takes it back.
func (s *Server) tickSet(c *gin.Context) error {
	err := s.note(c, func(o *open) (draft.Request, error) {
		m := draft.Milestone(c.PostForm("milestone"))
		if !viewerOf(c).may(tickAction(m)) {
			return draft.Request{}, errMayNot
		}
		if c.PostForm("clear") != "" {
			return draft.ClearTick(o.draft.Report, m, by(c))
		}
		return draft.SetTick(o.draft.Report, m, c.PostForm("date"), strings.TrimSpace(c.PostForm("url")), by(c))
	})
	if field, ok := fieldError(err); ok && strings.HasSuffix(field.Field, ".url") {
		return &fieldProblem{FieldError: field, text: textAddress}
	}
	if err != nil {
		return asField(err, textDate)
	}
	if c.PostForm("from") == partArchive {
		return toPart(c, partArchive)
	}
	return toHome(c)
}

// fieldError finds the field an error speaks of.
func fieldError(err error) (*draft.FieldError, bool) {
	var field *draft.FieldError
	ok := errors.As(err, &field)
	return field, ok
}
