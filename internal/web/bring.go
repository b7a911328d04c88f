package web

import (
	"slices"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/rollover"
)

// bringRequest asks for a paragraph of last year.
type bringRequest struct {
	changeRequest
	Place report.Place `json:"place"`
	N     int          `json:"n"`  // which paragraph of last year
	At    int          `json:"at"` // before which of this year
}

// changeBring puts a paragraph of last year into this year's narrative, its
// years moved on and its figures open, to be confirmed like all that is carried
// over.
func (s *Server) changeBring(c *gin.Context) (any, error) {
	var body bringRequest
	if err := readJSON(c, &body); err != nil {
		return nil, err
	}
	o, err := s.open(c, false)
	if err != nil {
		return nil, err
	}
	if o.previous == nil || body.N < 0 || body.N >= len(o.previous.Text[body.Place]) {
		return nil, errBody
	}
	last := o.previous.Clone()
	last.Text = map[report.Place][]report.Paragraph{body.Place: {last.Text[body.Place][body.N]}}
	rolled, err := rollover.Roll(o.def, o.draft.Report.Year, s.lasts([]*report.Report{last})...)
	if err != nil {
		return nil, err
	}
	brought := rolled.Report.Text[body.Place]
	if len(brought) == 0 {
		return nil, errNothingBrought
	}
	return s.store(c, body.changeRequest, func(d *draft.Draft, def *form.Definition) (draft.Change, error) {
		have := d.Report.Text[body.Place]
		at := min(max(body.At, 0), len(have))
		edit, _ := draft.TextEdit(d.Report, body.Place, slices.Concat(have[:at], brought, have[at:]))
		return d.Apply(def, draft.Request{ID: body.ID, By: by(c), Edits: []draft.Edit{edit}}, s.Now())
	})
}
