package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/intake"
	"nianbao/internal/report"
	"nianbao/internal/rollover"
)

// Predecessors keeps the published reports of offices that went into one.
type Predecessors interface {
	Predecessors(ctx context.Context, office string) ([]draft.Predecessor, error)
	AddPredecessor(ctx context.Context, office string, r *report.Report, by string) error
	RemovePredecessor(ctx context.Context, office, id string) error
}

// lastYear are the reports that stand for the year before one: the office's
// own, if it published one, and its predecessors'.
func (s *Server) lastYear(c *gin.Context, office draft.Office, year int) ([]*report.Report, error) {
	var out []*report.Report
	own, ok, err := s.published(c, office, year-1)
	if err != nil {
		return nil, err
	}
	if ok {
		out = append(out, own)
	}
	others, err := s.Drafts.Predecessors(c.Request.Context(), office.ID)
	for _, p := range others {
		if p.Report.Year == year-1 {
			out = append(out, p.Report)
		}
	}
	return out, err
}

// sums keep what several reports of last year say together: whoever asks for
// the same ones is given the same report.
type sums struct {
	mu       sync.Mutex
	byOffice map[string]joined
}

type joined struct {
	of  []*report.Report
	sum *report.Report
}

func (all *sums) of(office string, reports []*report.Report) *report.Report {
	if len(reports) < 2 {
		return draft.Joined(reports...)
	}
	all.mu.Lock()
	defer all.mu.Unlock()
	if have := all.byOffice[office]; slices.Equal(have.of, reports) {
		return have.sum
	}
	if all.byOffice == nil {
		all.byOffice = map[string]joined{}
	}
	sum := draft.Joined(reports...)
	all.byOffice[office] = joined{reports, sum}
	return sum
}

// lasts are reports of last year with the definitions of their formats; one in
// an unknown format has none.
func (s *Server) lasts(reports []*report.Report) []rollover.Last {
	var out []rollover.Last
	for _, r := range reports {
		def, err := s.Formats.ForFormat(r.Format)
		if err != nil {
			def = nil
		}
		out = append(out, rollover.Last{Def: def, Report: r})
	}
	return out
}

// predecessorView is a line of the list of years.
type predecessorView struct {
	ID, Href, Name, When string
	Year                 int
}

func (s *Server) predecessors(c *gin.Context, office draft.Office) ([]predecessorView, error) {
	list, err := s.Drafts.Predecessors(c.Request.Context(), office.ID)
	var out []predecessorView
	for _, p := range list {
		out = append(out, predecessorView{ID: p.ID, Href: "/predecessors/" + p.ID, Name: p.Report.Issuer, When: momentText(p.At.Local()), Year: p.Report.Year})
	}
	return out, err
}

// joins keeps what was read as the report of a predecessor.
func (s *Server) joins(c *gin.Context, m *opened, r *report.Report) error {
	if name := strings.TrimSpace(c.PostForm("predecessor")); name != "" {
		r.Issuer = name
	}
	if err := s.mayJoin(c, m, r); err != nil {
		return err
	}
	ctx := c.Request.Context()
	r.Status = draft.Published
	if err := s.Drafts.AddPredecessor(ctx, m.office.ID, r, by(c)); err != nil {
		return err
	}
	if err := s.Drafts.RemoveImport(ctx, m.office.ID, m.ID); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/#predecessors")
	return nil
}

// mayJoin is why a report cannot be a predecessor's, nil if it can.
func (s *Server) mayJoin(c *gin.Context, m *opened, r *report.Report) error {
	list, err := s.Drafts.Predecessors(c.Request.Context(), m.office.ID)
	switch {
	case err != nil:
		return err
	case m.office.ID == "":
		return errNoSetup
	case r.Issuer == "":
		return errNameless
	case r.Year > s.reportYear():
		return errNotOver
	case slices.ContainsFunc(list, func(p draft.Predecessor) bool { return p.Report.Year == r.Year && p.Report.Issuer == r.Issuer }):
		return errJoined
	}
	own, ok, err := s.published(c, m.office, r.Year)
	if err == nil && ok && (own.Issuer == r.Issuer || intake.SameOffice(r.Issuer, m.office.Profile.Name, m.office.Profile.ShortName)) {
		return errOwn
	}
	return err
}

// predecessor finds the one that the address names.
func (s *Server) predecessor(c *gin.Context) (draft.Office, draft.Predecessor, error) {
	office, err := s.office(c)
	if err != nil {
		return office, draft.Predecessor{}, err
	}
	list, err := s.Drafts.Predecessors(c.Request.Context(), office.ID)
	at := slices.IndexFunc(list, func(p draft.Predecessor) bool { return p.ID == c.Param("id") })
	if err != nil || at < 0 {
		return office, draft.Predecessor{}, firstOf(err, errNoPredecessor)
	}
	return office, list[at], nil
}

// predecessorOpen shows a predecessor's report as a finished one.
func (s *Server) predecessorOpen(c *gin.Context) error {
	_, p, err := s.predecessor(c)
	if err != nil {
		return err
	}
	def, err := s.Formats.ForFormat(p.Report.Format)
	if err != nil {
		return err
	}
	return sendDocument(c, def, p.Report, exporter.Options{})
}

// predecessorRemove takes a predecessor's report away.
func (s *Server) predecessorRemove(c *gin.Context) error {
	office, p, err := s.predecessor(c)
	if err != nil {
		return err
	}
	if err := s.Drafts.RemovePredecessor(c.Request.Context(), office.ID, p.ID); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/")
	return nil
}

// firstOf is the first error there is.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
