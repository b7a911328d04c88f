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
	last, err := s.lastYear(c, office, year)
	if err != nil {
		return err
	}
	target, err := s.begin(c, office, def, year, last)
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, target)
	return nil
}

// begin stores the report of a year with what the profile knows and what is
// taken over from last year's reports, and says where to go on.
func (s *Server) begin(c *gin.Context, office draft.Office, def *form.Definition, year int, last []*report.Report) (target string, err error) {
	r := draft.Begin(def, office.Profile, year, by(c), s.Now())
	if len(last) > 0 {
		out, err := rollover.Roll(def, year, s.lasts(last)...)
		if err != nil {
			return "", err
		}
		draft.TakeOver(r, out.Report, out.Tally.Paragraphs)
	}
	s.expect(office, r)
	if _, err := s.Drafts.Create(c.Request.Context(), office.ID, r, by(c)); err != nil {
		return "", err
	}
	target = fmt.Sprintf("/reports/%d", year)
	if len(def.Questions) > 0 {
		target += "/" + partQuestions
	}
	return target, nil
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
	if out, err := rollover.Roll(o.def, o.draft.Report.Year, s.lasts(o.last)...); err == nil {
		for _, n := range out.Notes {
			v.Notes = append(v.Notes, n.Text)
		}
	}
	return v
}
