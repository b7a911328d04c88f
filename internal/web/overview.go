package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/importer"
	"nianbao/internal/report"
)

type overviewPage struct {
	Frame
	Years   []yearView // newest first
	NewYear int        // 0 when this year's report is begun
	Problem string
}

// yearView is the card or line of one year.
type yearView struct {
	draft.Summary
	Href    string
	State   string
	ToMend  int
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
	return s.renderOverview(c, http.StatusOK, office, "")
}

func (s *Server) renderOverview(c *gin.Context, status int, office draft.Office, problem string) error {
	p := overviewPage{Frame: s.bareFrame(textOverview), NewYear: s.reportYear(), Problem: problem}
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
	return s.render(c, status, "overview", p)
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
	year, err := strconv.Atoi(c.PostForm("year"))
	if err != nil {
		return errBody
	}
	def, err := s.Formats.ForYear(year)
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

func (s *Server) readUpload(c *gin.Context) (*report.Report, error) {
	header, err := c.FormFile("file")
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		return nil, err
	case err != nil:
		return nil, errNoFile
	}
	f, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("web: open upload: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("web: read upload: %w", err)
	}
	return importer.Import(s.Formats, header.Filename, data, importer.Options{})
}

// keep stores a report that was read in and shows it.
func (s *Server) keep(c *gin.Context, office draft.Office, r *report.Report) error {
	if r.Status == "" {
		r.Status = draft.Published
	}
	if _, err := s.Drafts.Create(c.Request.Context(), office.ID, r, textLocalUser); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, fmt.Sprintf("/reports/%d/%s", r.Year, partCheck))
	return nil
}
