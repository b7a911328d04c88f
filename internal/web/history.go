package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/compare"
	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/prosediff"
	"nianbao/internal/report"
)

// partHistory is the page of earlier states.
const partHistory = "history"

// historyStep is the number of changes on a page of the history.
const historyStep = 200

type historyPage struct {
	Frame
	Sittings []sittingView // newest first
	Now      int           // the present revision
	Newest   bool          // the first page
	Earlier  string        // the next page, "" at the end
}

// sittingView is what somebody did in one go.
type sittingView struct {
	Who, When string
	Lines     []historyLine
	Href      string // the state it left; "" for the present one
	More      int    // lines that are folded away
}

// historyLine is a field with what stood there and what was put there, or,
// with nothing but Place, something done to the report as a whole.
type historyLine struct {
	Place    string
	Note     string // 撤销, 恢复, 没选的
	Was, Now string
	Pieces   []prosediff.Piece // prose instead of Was and Now
	Aside    bool              // not chosen
}

// shownLines is how many lines a sitting shows at once.
const shownLines = 12

// reportHistory lists who changed what and when.
func (s *Server) reportHistory(c *gin.Context, o *open) error {
	before, err := strconv.ParseInt(c.DefaultQuery("before", "0"), 10, 64)
	if err != nil || before < 0 {
		return errNoPage
	}
	changes, err := s.Drafts.History(c.Request.Context(), o.office.ID, o.draft.Report.Year, before, historyStep+1)
	if err != nil {
		return err
	}
	p := historyPage{Frame: s.frame(o, partHistory, textHistoryPart), Now: o.draft.Report.Revision, Newest: before == 0}
	if len(changes) > historyStep {
		changes = changes[:historyStep]
		p.Earlier = partURL(o, partHistory) + "?before=" + strconv.FormatInt(changes[historyStep-1].Seq, 10)
	}
	for _, sitting := range draft.Sittings(changes) {
		p.Sittings = append(p.Sittings, viewSitting(o, sitting))
	}
	return s.render(c, http.StatusOK, "history", p)
}

func viewSitting(o *open, s draft.Sitting) sittingView {
	v := sittingView{Who: personText(s.By), When: periodText(s.From, s.To)}
	for _, l := range s.Lines {
		v.Lines = append(v.Lines, viewLine(o, l))
	}
	v.More = max(0, len(v.Lines)-shownLines)
	if s.Revision != o.draft.Report.Revision {
		v.Href = stateURL(o, s.Revision)
	}
	return v
}

// Shown are the lines that are not folded away.
func (v sittingView) Shown() []historyLine { return v.Lines[:len(v.Lines)-v.More] }

// Folded are the others.
func (v sittingView) Folded() []historyLine { return v.Lines[len(v.Lines)-v.More:] }

func stateURL(o *open, revision int) string {
	return partURL(o, partHistory+"/"+strconv.Itoa(revision))
}

func viewLine(o *open, l draft.Line) historyLine {
	if l.Field == "" {
		return historyLine{Place: eventText(l.Cause), Note: beginNote(o.draft.Report, l.Cause)}
	}
	v := historyLine{Place: lineName(o.def, l.Field), Note: causeNotes[l.Cause], Was: l.Before, Now: l.After, Aside: l.SetAside}
	if strings.HasPrefix(l.Field, draft.TextPrefix) {
		v.Pieces = prosediff.Diff(l.Before, l.After)
	}
	if l.SetAside {
		v.Note = textAside
	}
	return v
}

type statePage struct {
	Frame
	Revision  int
	When      string
	Who       string
	Lines     []historyLine // from then to now
	Document  string
	Restoring bool // something differs and may be changed
}

// historyState shows an earlier state and what has changed since.
func (s *Server) historyState(c *gin.Context) error {
	o, then, err := s.earlierState(c)
	if err != nil {
		return toSetup(c, err)
	}
	p := statePage{Frame: s.frame(o, partHistory, textHistoryPart), Revision: then.Revision,
		Document: stateURL(o, then.Revision) + "/document",
		Lines:    viewSince(o, compare.Compare(o.def, o.def, then, o.draft.Report))}
	p.Restoring = len(p.Lines) > 0 && !o.locked()
	if p.Who, p.When, err = s.leftBy(c, o, then.Revision); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "state", p)
}

// leftBy says who left the report in a state, and when.
func (s *Server) leftBy(c *gin.Context, o *open, revision int) (who, when string, err error) {
	change, err := s.Drafts.ChangeAt(c.Request.Context(), o.office.ID, o.draft.Report.Year, revision)
	if err != nil {
		return "", "", err
	}
	return personText(change.By), momentText(change.At), nil
}

// earlierState loads the report as it was at the revision in the address.
func (s *Server) earlierState(c *gin.Context) (*open, *report.Report, error) {
	o, err := s.open(c, false)
	if err != nil {
		return nil, nil, err
	}
	revision, err := strconv.Atoi(c.Param("revision"))
	if err != nil {
		return nil, nil, errNoPage
	}
	then, err := s.Drafts.At(c.Request.Context(), o.office.ID, o.draft.Report.Year, revision)
	return o, then, err
}

// viewSince lists the differences between an earlier state and now.
func viewSince(o *open, d compare.Diff) (out []historyLine) {
	for _, h := range d.Head {
		out = append(out, historyLine{Place: h.Label, Was: h.A, Now: h.B})
	}
	for _, cell := range d.Cells {
		out = append(out, historyLine{Place: fieldName(o.def, string(cell.Code)), Was: cell.A, Now: cell.B})
	}
	for _, p := range d.Paragraphs {
		out = append(out, historyLine{Place: fieldName(o.def, draft.TextPrefix+string(p.Place)), Was: p.A, Now: p.B,
			Pieces: prosediff.Diff(p.A, p.B)})
	}
	return out
}

// historyDocument is an earlier state as a finished report.
func (s *Server) historyDocument(c *gin.Context) error {
	o, then, err := s.earlierState(c)
	if err != nil {
		return toSetup(c, err)
	}
	return sendDocument(c, o.def, then, exporter.Options{})
}

// historyRestore brings the report back to an earlier state, as a change.
func (s *Server) historyRestore(c *gin.Context) error {
	_, then, err := s.earlierState(c)
	if err != nil {
		return toSetup(c, err)
	}
	if err := readForm(c); err != nil {
		return err
	}
	id := c.PostForm("id")
	if id == "" {
		id = newID()
	}
	err = s.act(c, id, func(o *open) (draft.Change, error) {
		return o.draft.Restore(o.def, then, draft.Request{ID: id, By: by(c)}, s.Now())
	})
	if err != nil {
		return err
	}
	return toPart(c, partHistory)
}
