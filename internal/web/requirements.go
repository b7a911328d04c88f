package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/report"
	"nianbao/internal/requirement"
)

// The page on which an office takes over what its county asks for.

type requirementsPage struct {
	Frame
	Kept     *requirementView // what is in use
	Broken   []string         // what is wrong with it, if it can no longer be read
	New      *requirementView // what was read in and is to be decided
	File     string           // its text
	Problems []string         // what is to be mended in a file
}

// requirementView is what a notice asks for, in words.
type requirementView struct {
	Title, Source string
	Lines         []changeLine
}

// changeLine is one thing that is asked; Was is what is there now and would be
// changed, "" where nothing is.
type changeLine struct{ What, Now, Was string }

// requirements shows what the county asks for.
func (s *Server) requirements(c *gin.Context) error {
	p, _, err := s.requirementsPage(c)
	if err != nil {
		return toSetup(c, err)
	}
	return s.render(c, http.StatusOK, "requirements", p)
}

func (s *Server) requirementsPage(c *gin.Context) (requirementsPage, draft.Office, error) {
	p := requirementsPage{Frame: s.bareFrame(textRequirements)}
	office, err := s.office(c)
	if err != nil {
		return p, office, err
	}
	p.Office = office.Profile.Name
	if office.Requirements != "" {
		q, err := s.readRequirement(office.Requirements)
		if err != nil {
			p.Broken = problemLines(err)
			return p, office, nil
		}
		p.Kept, err = s.viewRequirement(c, office, q, q)
		return p, office, err
	}
	return p, office, nil
}

// viewRequirement words what a notice asks for, and which dates of the
// office's reports it would change.
func (s *Server) viewRequirement(c *gin.Context, office draft.Office, q, old *requirement.Requirement) (*requirementView, error) {
	v := &requirementView{Title: q.Notice.Title, Source: q.Source()}
	for _, y := range q.Years {
		line := changeLine{What: yearLabel(y.Year), Now: datesText(y)}
		d, err := s.Drafts.Load(c.Request.Context(), office.ID, y.Year)
		if err != nil && !errors.Is(err, draft.ErrNotFound) {
			return nil, err
		}
		if err == nil {
			before, _ := old.Of(q.Format, y.Year)
			line.Was = datesKept(d.Report, before, y)
		}
		v.Lines = append(v.Lines, line)
	}
	v.Lines = append(v.Lines, askedLines(s.Formats, q)...)
	return v, nil
}

// requirementsPreview reads a file and shows what it asks for.
func (s *Server) requirementsPreview(c *gin.Context) error {
	header, err := c.FormFile("file")
	if err != nil {
		return readable(err, errNoFile)
	}
	data, err := readPart(header)
	if err != nil {
		return err
	}
	p, office, err := s.requirementsPage(c)
	if err != nil {
		return toSetup(c, err)
	}
	q, err := requirement.Parse(data, s.Formats)
	if err != nil {
		p.Problems = problemLines(err)
		return s.render(c, http.StatusUnprocessableEntity, "requirements", p)
	}
	old, _ := s.readRequirement(office.Requirements) // one that cannot be read set no dates
	if p.New, err = s.viewRequirement(c, office, q, old); err != nil {
		return err
	}
	p.File = string(data)
	return s.render(c, http.StatusOK, "requirements", p)
}

// requirementsSave takes a file over, or drops the one in use.
func (s *Server) requirementsSave(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	p, office, err := s.requirementsPage(c)
	if err != nil {
		return toSetup(c, err)
	}
	file := strings.ReplaceAll(c.PostForm("file"), "\r\n", "\n") // what a form makes of line ends
	var q *requirement.Requirement
	if c.PostForm("drop") != "" {
		file = ""
	} else if q, err = requirement.Parse([]byte(file), s.Formats); err != nil {
		p.Problems = problemLines(err)
		return s.render(c, http.StatusUnprocessableEntity, "requirements", p)
	}
	old, _ := s.readRequirement(office.Requirements)
	_, err = s.Drafts.ChangeOffice(c.Request.Context(), office.ID, func(o *draft.Office) error {
		o.Requirements = file
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.reschedule(c, office, old, q); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/requirements")
	return nil
}

// reschedule puts the notice's dates into the reports that are being written,
// where nobody has set others by hand.
func (s *Server) reschedule(c *gin.Context, office draft.Office, old, now *requirement.Requirement) error {
	list, err := s.Drafts.List(c.Request.Context(), office.ID)
	if err != nil {
		return err
	}
	for _, summary := range list {
		id := newID()
		_, _, err := s.Drafts.Update(c.Request.Context(), office.ID, summary.Year, id, func(d *draft.Draft) (draft.Change, error) {
			was, _ := old.Of(d.Report.Format, summary.Year)
			is, _ := now.Of(d.Report.Format, summary.Year)
			req, changes := draft.Reschedule(d.Report, draft.Dates{County: was.Report, Publish: was.Publish},
				draft.Dates{County: is.Report, Publish: is.Publish})
			if !changes || d.Published() {
				return draft.Change{}, nil
			}
			def, err := s.Formats.ForFormat(d.Report.Format)
			if err != nil {
				return draft.Change{}, err
			}
			req.ID, req.By = id, by(c)
			return d.Apply(def, req, s.Now())
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// requirementsFile is the file in use, or an example to start from.
func (s *Server) requirementsFile(c *gin.Context) error {
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	text := office.Requirements
	if text == "" || c.Query("example") != "" {
		text = s.Example
	}
	sendFile(c, textRequirementsFile, "application/yaml; charset=utf-8", []byte(text))
	return nil
}

func problemLines(err error) []string { return strings.Split(err.Error(), "\n") }

// expect puts the dates of the county's notice into a report that is begun.
func (s *Server) expect(office draft.Office, r *report.Report) {
	if q := s.requirementOf(office, r); q != nil {
		y, _ := q.Of(r.Format, r.Year)
		draft.Expect(r, draft.Dates{County: y.Report, Publish: y.Publish})
	}
}
