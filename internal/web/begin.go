package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/rollover"
)

// reportCreate begins a year's report with what the profile knows, and with
// last year's published report where there is one.
func (s *Server) reportCreate(c *gin.Context) error {
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	if err := readForm(c); err != nil {
		return err
	}
	year, err := strconv.Atoi(c.PostForm("year"))
	if err != nil {
		return errBody
	}
	def, err := s.formatOf(year)
	if err != nil {
		return err
	}
	r := draft.Begin(def, office.Profile, year, by(c), s.Now())
	if err := s.takeOver(c, office, def, r); err != nil {
		return err
	}
	s.expect(office, r)
	if _, err := s.Drafts.Create(c.Request.Context(), office.ID, r, by(c)); err != nil {
		return err
	}
	target := fmt.Sprintf("/reports/%d", year)
	if len(def.Questions) > 0 {
		target += "/" + partQuestions
	}
	c.Redirect(http.StatusSeeOther, target)
	return nil
}

// takeOver puts into a new report what comes from last year's.
func (s *Server) takeOver(c *gin.Context, office draft.Office, def *form.Definition, r *report.Report) error {
	last, ok, err := s.published(c, office, r.Year-1)
	if err != nil || !ok {
		return err
	}
	out, err := s.roll(def, r.Year, last)
	if err != nil {
		return err
	}
	draft.TakeOver(r, out.Report, out.Tally.Paragraphs)
	return nil
}

// published is the report the office stands by for a year, if there is one.
func (s *Server) published(c *gin.Context, office draft.Office, year int) (r *report.Report, ok bool, err error) {
	d, err := s.Drafts.Load(c.Request.Context(), office.ID, year)
	switch {
	case errors.Is(err, draft.ErrNotFound):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case !d.Published():
		return nil, false, nil
	}
	return d.Report, true, nil
}

// roll rolls a report over; of one in an unknown format only the prose.
func (s *Server) roll(def *form.Definition, year int, last *report.Report) (*rollover.Result, error) {
	from, err := s.Formats.ForFormat(last.Format)
	if err != nil {
		from = nil
	}
	return rollover.Roll(def, year, rollover.Last{Def: from, Report: last})
}

// takenView says what a report was begun with.
type takenView struct {
	Text  string
	Notes []string
}

// taken is nil for a report that was begun with nothing of last year's.
func (s *Server) taken(o *open) *takenView {
	cells, paragraphs, ok := draft.Taken(o.draft.Report)
	if !ok {
		return nil
	}
	v := &takenView{Text: takenText(cells, paragraphs)}
	if o.previous == nil {
		return v
	}
	if out, err := s.roll(o.def, o.draft.Report.Year, o.previous); err == nil {
		for _, n := range out.Notes {
			v.Notes = append(v.Notes, n.Text)
		}
	}
	return v
}
