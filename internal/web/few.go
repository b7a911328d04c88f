package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/intake"
	"nianbao/internal/report"
)

// fewView is the short form for a report that cannot be read: only the figures
// that the next year is held against.
type fewView struct {
	Year     int
	Groups   []figureGroup
	Count    int
	First    bool
	Issuer   string
	Problems map[string]string
	Open     bool
}

// newFew is the form for last year's report.
func (s *Server) newFew(office draft.Office, year int) *fewView {
	if year == 0 {
		year = s.reportYear() - 1
	}
	v := &fewView{Year: year, First: office.ID == "", Issuer: office.Profile.Name, Problems: map[string]string{}}
	m, err := s.blankImport(office, year)
	if err != nil {
		return v // a year without a format: nothing can be asked
	}
	kind := report.IssuerKind(office.Profile.Kind)
	if v.First {
		kind = report.Town // 规章 are asked of nobody who has not said what he is
	}
	needed := intake.Needed(m.def, s.newYear(m), kind)
	v.Groups, v.Count = groups(m, m.Report, needed), len(needed)
	return v
}

// blankImport is a report of which nothing was read.
func (s *Server) blankImport(office draft.Office, year int) (*opened, error) {
	def, err := s.formatOf(year)
	if err != nil {
		return nil, err
	}
	r := report.New(def.Format, year)
	r.Issuer = office.Profile.Name
	r.IssuerKind = report.IssuerKind(office.Profile.Kind)
	return &opened{&intake.Import{Office: office.ID, Content: intake.Content{Report: r}}, office, def}, nil
}

// importFew turns typed figures into a file that was read: it is looked at and
// kept like any other.
func (s *Server) importFew(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	office, err := s.importOffice(c)
	if err != nil {
		return err
	}
	year, err := strconv.Atoi(strings.TrimSpace(c.PostForm("year")))
	if err != nil {
		return errYear
	}
	m, err := s.blankImport(office, year)
	if err != nil {
		return err
	}
	few := s.newFew(office, year)
	few.Open = true
	if issuer := strings.TrimSpace(c.PostForm("issuer")); issuer != "" && few.First {
		m.Report.Issuer, few.Issuer = issuer, issuer
	}
	filled := 0
	for i := range few.Groups {
		for k := range few.Groups[i].Cells {
			cell := &few.Groups[i].Cells[k]
			cell.Value = strings.TrimSpace(c.PostForm(string(cell.Code)))
			v, _, err := report.ParseValue(cell.Value)
			if errors.Is(err, report.ErrTooLong) || v.Kind() == report.Text {
				few.Problems[string(cell.Code)] = intake.NoFigure(cell.Name)
			}
			if !v.IsBlank() {
				filled++
			}
			m.Report.SetCell(cell.Code, v)
		}
	}
	if len(few.Problems) > 0 || filled == 0 {
		problem := intake.NoFigures
		for _, p := range few.Problems {
			problem = p
		}
		return s.renderImport(c, http.StatusUnprocessableEntity, s.newDrop(), problem, few)
	}
	m.Name, m.By = intake.FewName(year), by(c)
	m.addTotals()
	if err := s.Drafts.AddImport(c.Request.Context(), m.Import); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, importURL(m.ID))
	return nil
}

// addTotals adds up the totals whose parts are all there.
func (m *opened) addTotals() {
	for _, f := range m.def.Fields() {
		if sum, ok := m.def.SumOf(f.Code); ok {
			m.Report.SetCell(f.Code, draft.Add(m.Report, sum))
		}
	}
}
