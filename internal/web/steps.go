package web

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// lookedBack is how many of a person's changes are looked at to find the next
// one to undo: so many can be undone in a row.
const lookedBack = 300

// steps are what the person at the screen can undo and redo next.
func (s *Server) steps(c *gin.Context, o *open) (draft.Steps, error) {
	if o.locked() {
		return draft.Steps{}, nil
	}
	changes, err := s.Drafts.Steps(c.Request.Context(), o.office.ID, o.draft.Report.Year, by(c), lookedBack)
	return draft.NextSteps(changes), err
}

// stepsAfter are the steps after a change that was stored just now: a change
// can be undone and nothing redone. Only after undoing the history is asked.
func (s *Server) stepsAfter(c *gin.Context, o *open, change draft.Change) (draft.Steps, error) {
	if change.Cause == draft.Undo || len(change.Edits) == 0 {
		return s.steps(c, o)
	}
	return draft.Steps{Undo: change.ID}, nil
}

// fieldsOf lists the fields on a part's page, as edits that change nothing.
func fieldsOf(o *open, part string) []draft.Edit {
	var out []draft.Edit
	add := func(field string) { out = append(out, draft.Edit{Field: field}) }
	if part == partHead {
		for _, h := range o.def.Head {
			add(h.Code)
		}
		add(draft.TextPrefix + string(report.Preface))
		return out
	}
	number, err := strconv.Atoi(part)
	if err != nil {
		return nil
	}
	for _, f := range o.def.Fields() {
		if f.Section == number {
			add(string(f.Code))
		}
	}
	place := report.SectionPlace(number)
	add(draft.TextPrefix + string(place))
	add(draft.TextPrefix + string(report.AfterTable(place)))
	return out
}

// stateQuery is what a window says of itself.
type stateQuery struct {
	year, revision int
	part, window   string
}

func readState(c *gin.Context) (q stateQuery, err error) {
	if q.year, err = readYear(c); err != nil {
		return q, err
	}
	q.part, q.window = c.Query("part"), c.Query("window")
	q.revision, err = strconv.Atoi(c.Query("revision"))
	if err != nil || len(q.part) > 16 || len(q.window) > 64 || q.window == "" {
		return q, errBody
	}
	return q, nil
}
