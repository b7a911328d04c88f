package web

import (
	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/rollover"
)

// fresh are the figures that the report would take over from last year's now.
func (s *Server) fresh(o *open) map[form.Code]report.Value {
	if _, _, taken := draft.Taken(o.draft.Report); !taken || o.previous == nil {
		return nil
	}
	return rollover.Cells(o.def, o.draft.Report.Year, s.lasts(o.last)...)
}

// renewal asks whether to follow a correction of last year's report; "" if
// there was none.
func (s *Server) renewal(o *open) string {
	if o.locked() || o.draft.Published() {
		return ""
	}
	edits := draft.Renewals(o.def, o.draft.Report, s.fresh(o))
	if len(edits) == 0 {
		return ""
	}
	if len(o.last) > 1 {
		return joinedText(o.def, edits)
	}
	return renewText(o.def, draft.Reached(o.previous, draft.Finished).Date, edits)
}

// reportRenew follows a correction of last year's report, as one change.
func (s *Server) reportRenew(c *gin.Context) error {
	err := s.note(c, func(o *open) (draft.Request, error) {
		return draft.Renew(o.def, o.draft.Report, s.fresh(o)), nil
	})
	if err != nil {
		return err
	}
	return toPart(c, partCheck)
}
