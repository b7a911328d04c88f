package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// partDelete is the page that asks before a report is put away.
const partDelete = "delete"

func (s *Server) reportDeleteForm(c *gin.Context, o *open) error {
	f := s.bareFrame(textDeletePart)
	f.Office = o.office.Profile.Name
	return s.render(c, http.StatusOK, "delete", deletePage{Frame: f, Report: o.draft.Report.Year, State: stateText(o.draft.Report)})
}

type deletePage struct {
	Frame
	Report int // its year
	State  string
}

// reportDelete puts a report away; it is kept.
func (s *Server) reportDelete(c *gin.Context) error {
	return s.putAway(c, func(office string, year int) error {
		return s.Drafts.Delete(c.Request.Context(), office, year, by(c))
	})
}

// reportUndelete gives a deleted report back.
func (s *Server) reportUndelete(c *gin.Context) error {
	return s.putAway(c, func(office string, year int) error {
		return s.Drafts.Undelete(c.Request.Context(), office, year, by(c))
	})
}

func (s *Server) putAway(c *gin.Context, do func(office string, year int) error) error {
	office, year, err := s.target(c)
	if err != nil {
		return toSetup(c, err)
	}
	if err := do(office.ID, year); err != nil {
		return err
	}
	return toHome(c)
}
