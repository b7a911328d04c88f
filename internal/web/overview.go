package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

type overviewPage struct {
	Frame
	Years   []yearView // newest first
	NewYear int        // 0 when this year's report is begun
}

// yearView is the card or line of one year.
type yearView struct {
	draft.Summary
	Href    string
	State   string
	Left    int // sections not complete
	Steps   []railItem
	Current bool
}

// overview shows the card of this year and the earlier ones.
func (s *Server) overview(c *gin.Context) error {
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	p := overviewPage{Frame: s.bareFrame(textOverview), NewYear: s.reportYear()}
	p.Office = office.Profile.Name
	list, err := s.Drafts.List(c.Request.Context(), office.ID)
	if err != nil {
		return err
	}
	for _, summary := range list {
		v, err := s.yearView(c, office, summary)
		if err != nil {
			return err
		}
		if summary.Year == s.reportYear() {
			p.NewYear = 0
		}
		p.Years = append(p.Years, v)
	}
	return s.render(c, http.StatusOK, "overview", p)
}

// reportYear is the year whose report is due: last year until the summer,
// from then on the current one.
func (s *Server) reportYear() int {
	now := s.Now()
	if now.Month() <= 6 {
		return now.Year() - 1
	}
	return now.Year()
}

func (s *Server) yearView(c *gin.Context, office draft.Office, summary draft.Summary) (yearView, error) {
	v := yearView{Summary: summary, Href: fmt.Sprintf("/reports/%d", summary.Year), Current: summary.Year >= s.reportYear()-1}
	v.State = stateNames[summary.Status]
	if !v.Current {
		return v, nil
	}
	d, err := s.Drafts.Load(c.Request.Context(), office.ID, summary.Year)
	if err != nil {
		return v, err
	}
	o, err := s.inspect(c, office, d, false)
	if err != nil {
		return v, err
	}
	v.Steps = rail(o, "")
	for _, step := range v.Steps {
		if step.Class != "ok" {
			v.Left++
		}
	}
	return v, nil
}

// reportCreate begins a year's report with what the profile knows.
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
	r := report.New(def.Format, year)
	r.Issuer, r.IssuerKind, r.County = office.Profile.Name, report.IssuerKind(office.Profile.Kind), office.Profile.County
	r.Title, r.Signature.Issuer, r.Status = def.ComposeTitle(r.Issuer, year), r.Issuer, draft.Drafting
	if _, err := s.Drafts.Create(c.Request.Context(), office.ID, r, textLocalUser); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, fmt.Sprintf("/reports/%d", year))
	return nil
}

// formatOf is the format of a report year; a slip of the keyboard such as
// 20255 is none.
func (s *Server) formatOf(year int) (*form.Definition, error) {
	if profile.HeadProblem("year", strconv.Itoa(year)) != "" {
		return nil, form.ErrUnknownYear
	}
	return s.Formats.ForYear(year)
}

// reportImport keeps a report read from a file as that year's published one.
// Before set-up it also introduces the office.
func (s *Server) reportImport(c *gin.Context) error {
	r, err := s.readUpload(c)
	if err != nil {
		return err
	}
	office, err := s.office(c)
	if errors.Is(err, errNoSetup) {
		return s.setupFromReport(c, r)
	}
	if err != nil {
		return err
	}
	return s.keep(c, office, r)
}

// keep stores a report that was read in and shows it. One of a year that is
// over is what the office has published, whatever the file calls it; of the
// year that is due it may be a draft from another PC.
func (s *Server) keep(c *gin.Context, office draft.Office, r *report.Report) error {
	if _, err := s.formatOf(r.Year); err != nil {
		return err
	}
	past := r.Year < s.reportYear() && r.Status != draft.Final
	if past || r.Status == "" {
		r.Status = draft.Published
	}
	if _, err := s.Drafts.Create(c.Request.Context(), office.ID, r, textLocalUser); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, fmt.Sprintf("/reports/%d/%s", r.Year, partCheck))
	return nil
}
