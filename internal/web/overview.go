package web

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
	"nianbao/internal/check"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
)

type overviewPage struct {
	Frame
	Begins  string     // what the new year is begun from
	NewYear int        // 0 when this year's report is begun
	Current []cardView // the report that is due, and any later one
	Past    []yearView // newest first
	Merged  []predecessorView
	Deleted []deletedView
	Pending []pendingView // files that were read and not used
	Drop    dropView
	Invite  bool // last year's report is not there
}

// yearView is the line of an earlier year.
type yearView struct {
	draft.Summary
	Href   string
	State  string
	When   string
	Doubts int    // not looked at since it was read in
	Kept   string // how many files came back, "" for none
}

// cardView is the card of the year that is being worked on.
type cardView struct {
	Year      int
	Href      string
	State     string
	Saved     string
	Next      todoView
	Todos     []todoView
	Questions string // how many of the opening questions are answered, "" without any
	County    dueView
	Publish   dueView
	Ticks     []tickView
	Remarks   []draft.Remark
	HandOver  menuItem // the page that takes a file for the report
	Final     bool
	Reading   bool // by somebody who may not write
	Menu      []menuGroup
}

// Left says how much there is left to do.
func (v cardView) Left() string {
	return leftText(len(v.Todos)+openRemarks(v.Remarks), v.Final, v.Reading)
}

// todoView is something that is left to do.
type todoView struct{ Href, Text, State, Class string }

// deletedView is the line of a report that was put away.
type deletedView struct {
	Year  int
	When  string
	Taken bool // there is another one for that year by now
}

// overview shows the card of this year and a line for each earlier one.
func (s *Server) overview(c *gin.Context) error {
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	p := overviewPage{Frame: s.bareFrame(textOverview), NewYear: s.reportYear()}
	p.Office, p.Drop = office.Profile.Name, s.newDrop()
	if viewerOf(c).may(account.Edit) {
		if p.Pending, err = s.pending(c, office); err != nil {
			return err
		}
	}
	list, err := s.Drafts.List(c.Request.Context(), office.ID)
	if err != nil {
		return err
	}
	files, err := s.Drafts.Files(c.Request.Context(), office.ID, 0)
	if err != nil {
		return err
	}
	counts := countKept(files)
	taken := map[int]bool{}
	for _, summary := range list {
		taken[summary.Year] = true
		if err := s.addYear(c, office, &p, summary, counts[summary.Year]); err != nil {
			return err
		}
	}
	p.Invite = !taken[p.NewYear] && !taken[p.NewYear-1] && len(p.Pending) == 0
	last, err := s.lastYear(c, office, p.NewYear)
	if err != nil {
		return err
	}
	p.Begins = beginsText(p.NewYear-1, len(last))
	if taken[p.NewYear] {
		p.NewYear = 0
	}
	if p.Merged, err = s.predecessors(c, office); err != nil {
		return err
	}
	deleted, err := s.Drafts.Deleted(c.Request.Context(), office.ID)
	if err != nil {
		return err
	}
	for _, summary := range deleted {
		p.Deleted = append(p.Deleted, deletedView{summary.Year, deletedText(summary.DeletedAt.Local()), taken[summary.Year]})
	}
	return s.render(c, http.StatusOK, "overview", p)
}

// addYear puts a year on the overview.
func (s *Server) addYear(c *gin.Context, office draft.Office, p *overviewPage, summary draft.Summary, n kept) error {
	d, err := s.Drafts.Load(c.Request.Context(), office.ID, summary.Year)
	if err != nil {
		return err
	}
	// Last year's report stays a card until it is finished.
	if due := s.reportYear(); summary.Year < due-1 || summary.Year < due && d.Published() {
		v := yearView{Summary: summary, Href: fmt.Sprintf("/reports/%d", summary.Year), State: stateText(d.Report), Doubts: len(draft.OpenDoubts(d.Report))}
		if d.Published() {
			v.Href += "/" + partPreview
		}
		v.When = momentText(d.UpdatedAt.Local())
		if n.all > 0 {
			v.Kept = keptCount(n.all)
		}
		p.Past = append(p.Past, v)
		return nil
	}
	o, err := s.inspect(c, office, d, false)
	if err != nil {
		return err
	}
	left := incomplete(o)
	if len(left) == 0 && !d.Published() {
		o.findings = s.check(o, true) // what is not there is now a fault
		left = unsettled(o)
	}
	card := s.card(o, left)
	card.Ticks = withKept(o.viewer, card.Ticks, summary.Year, n)
	p.Current = append(p.Current, card)
	return nil
}

func (s *Server) card(o *open, left []todoView) cardView {
	r := o.draft.Report
	v := cardView{Year: r.Year, Href: fmt.Sprintf("/reports/%d", r.Year), State: stateText(r), Saved: momentText(o.draft.UpdatedAt.Local()),
		County: viewDue(r, draft.DueCounty, s.Now()), Publish: viewDue(r, draft.DuePublish, s.Now()),
		Ticks: restrict(o.viewer, viewTicks(r, s.Now())), Final: o.draft.Published(), Reading: o.reading, Menu: menu(o, "")}
	v.Remarks = draft.Remarks(r)
	v.HandOver = menuItem{Href: handOver(fitting(o), r.Year), Text: fitting(o).Title()}
	if !v.Final {
		v.Todos = left
	}
	v.Next = nextStep(o, v.Todos)
	answered := 0
	for i := range o.def.Questions {
		if viewQuestion(o, &o.def.Questions[i], "").Answer != "" {
			answered++
		}
	}
	if !v.Final && !v.Reading {
		v.Questions = questionsText(answered, len(o.def.Questions), len(left) > 0)
	}
	return v
}

// incomplete lists the parts in which something is not filled in.
func incomplete(o *open) []todoView {
	var out []todoView
	for _, item := range rail(o, "") {
		if item.Class != "ok" {
			out = append(out, todoView{item.Href, item.Title, item.State, item.Class})
		}
	}
	return out
}

// unsettled lists what is to be mended and to be verified.
func unsettled(o *open) []todoView {
	var out []todoView
	wrong, doubtful, _ := check.Count(o.findings)
	if wrong > 0 {
		out = append(out, todoView{partURL(o, partCheck), fmt.Sprintf(textMendLeft, wrong), severityNames[form.Error], "error"})
	}
	if doubtful > 0 {
		out = append(out, todoView{partURL(o, partCheck), fmt.Sprintf(textVerifyLeft, doubtful), severityNames[form.Warning], "warning"})
	}
	return out
}

// nextStep is where the card's button leads.
func nextStep(o *open, left []todoView) todoView {
	r := o.draft.Report
	switch {
	case o.draft.Published():
		return todoView{Href: partURL(o, partPreview), Text: textLookAt}
	case o.reading:
		return todoView{Href: partURL(o, partPreview), Text: textReadOn}
	case len(left) > 0:
		return todoView{Href: left[0].Href, Text: textGoOn}
	case !draft.Reached(r, draft.InReview).Done():
		return todoView{Href: partURL(o, partPreview), Text: textToReview}
	}
	return todoView{Href: partURL(o, partFinal), Text: textFinalPart}
}

// reportYear is the year whose report is due: last year until the summer,
// from then on the current one.
func (s *Server) reportYear() int {
	now := s.Now()
	if now.Month() <= 6 {
		return now.Year() - 1
	}
	return now.Year()
}

// formatOf is the format of a report year; a slip of the keyboard such as
// 20255 is none.
func (s *Server) formatOf(year int) (*form.Definition, error) {
	if profile.HeadProblem("year", strconv.Itoa(year)) != "" {
		return nil, form.ErrUnknownYear
	}
	return s.Formats.ForYear(year)
}
