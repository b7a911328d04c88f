package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/prosediff"
	"nianbao/internal/report"
)

// comparisonPage shows where a file differs from a report of ours: an edited
// copy of a draft, or the page it was published on.
type comparisonPage struct {
	Frame
	ID       string
	Of       int // the report's year
	Name     string
	Purpose  intake.Purpose
	Same     bool
	Against  string // which state of the report it was held against
	Open     int
	Lists    []differenceList
	Unread   []differenceView
	Loose    []string // texts of the page that were found to be no part of the report
	Format   bool     // the file uses another format generation
	Notes    []string
	Comments []intake.Comment
	Noted    bool
	Closed   bool // nothing can be taken
	Final    bool // it was held against a final version
	Foreign  string
	Compared string // how much is the same, where all of it is
}

// differenceList are differences of one kind.
type differenceList struct {
	Name string
	Rows []differenceView
}

type differenceView struct {
	intake.Difference
	Parts []prosediff.Piece // of prose
}

// against is the report that a file is compared with: the draft as it is, or
// for a published page the final version.
func (s *Server) against(c *gin.Context, m *opened) (o *open, name string, err error) {
	ctx := c.Request.Context()
	d, err := s.Drafts.Load(ctx, m.office.ID, m.Year)
	if err != nil {
		return nil, "", err
	}
	if o, err = s.inspect(c, m.office, d, false); err != nil || m.Purpose == intake.Revision {
		return o, intake.DraftNow, err
	}
	versions, err := s.Drafts.Versions(ctx, m.office.ID, m.Year)
	if err != nil || len(versions) == 0 {
		return o, intake.DraftNow, err
	}
	v, err := s.Drafts.Version(ctx, m.office.ID, m.Year, versions[0].Number)
	if err != nil {
		return nil, "", err
	}
	r, err := report.Unmarshal(v.Document)
	if err != nil {
		return nil, "", fmt.Errorf("web: version %d: %w", v.Number, err)
	}
	final := *o
	final.draft = &draft.Draft{Office: d.Office, Report: r, UpdatedAt: v.At, UpdatedBy: v.By}
	return &final, versionTitle(v.Number), nil
}

func (s *Server) renderComparison(c *gin.Context, m *opened) error {
	o, name, err := s.against(c, m)
	if err != nil {
		return err
	}
	p, err := s.comparison(o, m, name)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "comparison", p)
}

func (s *Server) comparison(o *open, m *opened, name string) (comparisonPage, error) {
	c := m.Compare(o.def, m.def, o.draft.Report)
	p := comparisonPage{Frame: s.bareFrame(m.Purpose.Title()), ID: m.ID, Of: m.Year, Name: m.Name, Purpose: m.Purpose, Same: c.Same(), Against: name,
		Open: c.Open(), Format: c.OtherFormat, Notes: m.Notes, Noted: m.Noted, Comments: m.Comments}
	p.Office, p.Closed, p.Final = o.office.Profile.Name, o.locked(), name != intake.DraftNow || o.draft.Published()
	p.Foreign, p.Compared = foreign(o, m), compared(o.draft.Report)
	for _, list := range []differenceList{{Name: intake.TitleFigures, Rows: viewDifferences(c.Figures)},
		{Name: intake.TitleHead, Rows: viewDifferences(c.Head)}, {Name: intake.TitleProse, Rows: viewDifferences(c.Prose)}} {
		if len(list.Rows) > 0 {
			p.Lists = append(p.Lists, list)
		}
	}
	p.Unread = viewDifferences(c.Unread)
	if m.Purpose == intake.Webpage { // nothing is chosen there: totals count like others, and so does what is gone
		p.Open, p.Loose = c.All(), m.Loose()
	}
	return p, nil
}

// foreign says that a file is another year's or another office's report.
func foreign(o *open, m *opened) string {
	stranger := ""
	if !intake.SameOffice(m.Report.Issuer, o.office.Profile.Name, o.office.Profile.ShortName) {
		stranger = m.Report.Issuer
	}
	if stranger == "" && m.Report.Year == m.Year {
		return ""
	}
	return intake.ForeignText(stranger, m.Report.Year, m.Year)
}

func compared(r *report.Report) string {
	paragraphs := 0
	for _, text := range r.Text {
		paragraphs += len(text)
	}
	return intake.SameText(len(r.Cells), paragraphs)
}

func viewDifferences(list []intake.Difference) []differenceView {
	var out []differenceView
	for _, d := range list {
		v := differenceView{Difference: d}
		if d.Prose && d.Theirs != "" {
			v.Parts = prosediff.Diff(d.Ours, d.Theirs)
		}
		out = append(out, v)
	}
	return out
}

// importTake takes a difference into the report, leaves it, or notes the
// comments beside the text.
func (s *Server) importTake(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	m, err := s.openImport(c)
	if err != nil {
		return err
	}
	key := c.PostForm("key")
	switch do := c.PostForm("do"); {
	case m.Purpose != intake.Revision:
		return errBody
	case do == "take":
		err = s.takeDifference(c, m, key)
	case do == "all":
		err = s.takeAll(c, m)
	case do == "note":
		err = s.noteComments(c, m)
	case do == "leave", do == "back":
		_, err = s.Drafts.ChangeImport(c.Request.Context(), m.office.ID, m.ID, func(m *intake.Import) error {
			m.Leave(key, do == "leave")
			return nil
		})
	default:
		return errBody
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, importURL(m.ID)+"#differences")
	return nil
}

// change stores edits of the report that a file is held against, as a change
// like any other: it can be undone, and meets what others changed meanwhile.
func (s *Server) changeAgainst(c *gin.Context, m *opened, edits func(*form.Definition, *intake.Comparison) []draft.Edit) error {
	id := newID()
	_, _, err := s.Drafts.Update(c.Request.Context(), m.office.ID, m.Year, id, func(d *draft.Draft) (draft.Change, error) {
		def, err := s.Formats.ForFormat(d.Report.Format)
		if err != nil {
			return draft.Change{}, err
		}
		list := edits(def, m.Compare(def, m.def, d.Report))
		if len(list) == 0 {
			return draft.Change{}, errGone
		}
		return d.Apply(def, draft.Request{ID: id, Edits: list, By: by(c)}, s.Now())
	})
	return err
}

// takeDifference takes one difference. It is looked up in the report as it is
// now: what has changed since the page was shown is not overwritten.
func (s *Server) takeDifference(c *gin.Context, m *opened, key string) error {
	return s.changeAgainst(c, m, func(_ *form.Definition, now *intake.Comparison) []draft.Edit {
		if d := now.Find(key); d != nil && !d.Fixed {
			return []draft.Edit{d.Edit()}
		}
		return nil
	})
}

// takeAll takes what is neither taken nor left. Paragraphs go from the end, so
// that their places hold.
func (s *Server) takeAll(c *gin.Context, m *opened) error {
	return s.changeAgainst(c, m, func(_ *form.Definition, now *intake.Comparison) []draft.Edit {
		var out []draft.Edit
		slices.Reverse(now.Prose)
		for _, list := range [][]intake.Difference{now.Figures, now.Head, now.Prose} {
			for _, d := range list {
				if !d.Fixed && !d.Left {
					out = append(out, d.Edit())
				}
			}
		}
		return out
	})
}

// noteComments puts the comments on the list of what is left to do.
func (s *Server) noteComments(c *gin.Context, m *opened) error {
	if err := s.addRemarks(c, m.office, m.Year, m.Remarks(s.Now())); err != nil {
		return err
	}
	_, err := s.Drafts.ChangeImport(c.Request.Context(), m.office.ID, m.ID, func(m *intake.Import) error {
		m.Noted = true
		return nil
	})
	return err
}

func (s *Server) addRemarks(c *gin.Context, office draft.Office, year int, remarks []draft.Remark) error {
	id := newID()
	_, _, err := s.Drafts.Update(c.Request.Context(), office.ID, year, id, func(d *draft.Draft) (draft.Change, error) {
		def, err := s.Formats.ForFormat(d.Report.Format)
		if err != nil {
			return draft.Change{}, err
		}
		req := draft.AddRemarks(d.Report, remarks, by(c))
		if len(req.Edits) == 0 {
			return draft.Change{}, nil // all of them are noted
		}
		req.ID = id
		return d.Apply(def, req, s.Now())
	})
	return err
}

// remarkSet ticks a remark, opens it again, or adds those that were pasted, a
// line each.
func (s *Server) remarkSet(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	office, year, err := s.target(c)
	if err != nil {
		return err
	}
	if text := c.PostForm("text"); text != "" {
		var remarks []draft.Remark
		for _, line := range report.SplitParagraphs(text) {
			remarks = append(remarks, draft.Remark{Text: line})
		}
		if err := s.addRemarks(c, office, year, remarks); err != nil {
			return err
		}
		return toHome(c)
	}
	err = s.note(c, func(o *open) (draft.Request, error) {
		number, err := strconv.Atoi(c.PostForm("number"))
		if err != nil {
			return draft.Request{}, errBody
		}
		return draft.SetRemark(o.draft.Report, number, c.PostForm("done") != "", by(c), s.Now())
	})
	if err != nil {
		return err
	}
	return toHome(c)
}

// partDoubts is the page of what was not settled when a report was read in.
const partDoubts = "doubts"

type doubtsPage struct {
	Frame
	Open []questionRow
}

func (s *Server) reportDoubts(c *gin.Context, o *open) error {
	p := doubtsPage{Frame: s.frame(o, partDoubts, intake.PageDoubts)}
	for _, at := range draft.OpenDoubts(o.draft.Report) {
		p.Open = append(p.Open, questionRow{intake.Ask(o.def, o.draft.Report, at), partURL(o, partDoubts), false})
	}
	return s.render(c, http.StatusOK, "doubts", p)
}

// doubtSettle answers a doubt of a report that is kept already, as a change of
// the report.
func (s *Server) doubtSettle(c *gin.Context) error {
	err := s.note(c, func(o *open) (draft.Request, error) {
		at, err := strconv.Atoi(c.PostForm("doubt"))
		if err != nil || at < 0 || at >= len(o.draft.Report.Doubts) {
			return draft.Request{}, errBody
		}
		a, err := answerOf(c, intake.Ask(o.def, o.draft.Report, at))
		if err != nil {
			return draft.Request{}, err
		}
		return intake.Settled(o.def, o.draft.Report, at, a, by(c))
	})
	var field *draft.FieldError
	if errors.As(err, &field) && field.Reason == draft.ComputedField {
		return errTotal
	}
	if err != nil {
		return err
	}
	return toPart(c, partDoubts)
}
