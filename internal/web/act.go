package web

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
)

// newID names a change that a form makes.
func newID() string {
	b := make([]byte, 12)
	rand.Read(b) // never fails: see crypto/rand
	return hex.EncodeToString(b)
}

// act stores a change that a form asks for. Decide sees the report as it is
// when the change is made, and all that belongs to it. A change of an id that
// is stored is not made again.
func (s *Server) act(c *gin.Context, id string, decide func(o *open) (draft.Change, error)) error {
	office, year, err := s.target(c)
	if err != nil {
		return toSetup(c, err)
	}
	_, _, err = s.Drafts.Update(c.Request.Context(), office.ID, year, id, func(d *draft.Draft) (draft.Change, error) {
		o, err := s.inspect(c, office, d, true)
		if err != nil {
			return draft.Change{}, err
		}
		return decide(o)
	})
	return err
}

// note stores a change that the domain has put together.
func (s *Server) note(c *gin.Context, request func(*open) (draft.Request, error)) error {
	if err := readForm(c); err != nil {
		return err
	}
	id := newID()
	return s.act(c, id, func(o *open) (draft.Change, error) {
		req, err := request(o)
		if err != nil || len(req.Edits) == 0 {
			return draft.Change{}, err
		}
		req.ID, req.By = id, by(c)
		return o.draft.Apply(o.def, req, s.Now())
	})
}

// toPart answers a form: the browser goes on to a page of the report.
func toPart(c *gin.Context, part string) error {
	c.Redirect(http.StatusSeeOther, "/reports/"+c.Param("year")+"/"+part)
	return nil
}

// toHome answers a form with the overview.
func toHome(c *gin.Context) error {
	c.Redirect(http.StatusSeeOther, "/")
	return nil
}
