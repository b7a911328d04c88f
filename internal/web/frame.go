package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
	"nianbao/internal/check"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/requirement"
)

// Frame is what every page shows around its content.
type Frame struct {
	Renewal string // last year was corrected: asks whether to follow
	Title   string
	Office  string
	Version string
	Year    int
	Status  string // "已保存 10:32"
	Rail    []railItem
	Part    string
	Reading string // that who looks at the page may only read, "" for others
	Doubts  int    // what was not settled when the report was read in
	Locked  string // what a final report says of itself, "" for others
	Words   scriptWords
	Look    *Look
	Menu    []menuGroup // of a report's pages

	Program  string // which program made the page: a hash of its scripts and styles
	Revision int    // of the report the page shows
}

// Look is who looks at a page, which is known when it is sent.
type Look struct {
	User, UserID, Role string // of who is signed in
	Edit, Manage       bool
}

func (f Frame) look() *Look { return f.Look }

func lookOf(c *gin.Context) Look {
	v := viewerOf(c)
	l := Look{Edit: v.may(account.Edit), Manage: v.may(account.Manage)}
	if v.user != nil {
		l.User, l.UserID, l.Role = v.user.Name, v.user.ID, v.user.Role.Label()
	}
	return l
}

// railItem is a step in the list of sections.
type railItem struct {
	Href    string
	Title   string
	State   string // 未填, 在写, 填好了, 2 处要改
	Class   string
	Current bool
}

// scriptWords are the texts the script shows by itself: it has none of its own.
type scriptWords struct {
	Saving, Offline, Unkept, Elsewhere, Failed, Leave string
}

var words = scriptWords{Saving: textSaving, Offline: textOffline, Unkept: textUnkept, Elsewhere: textElsewhere, Failed: textFailed, Leave: textLeave}

func (s *Server) bareFrame(title string) Frame {
	return Frame{Title: title, Version: s.Version, Program: s.assets.version, Words: words, Look: &Look{}}
}

// office is the office whose reports are edited; errNoSetup before set-up.
func (s *Server) office(c *gin.Context) (draft.Office, error) {
	offices, err := s.Drafts.Offices(c.Request.Context())
	if err != nil {
		return draft.Office{}, err
	}
	return officeOf(viewerOf(c), offices)
}

// toSetup sends a browser to the set-up page when there is no office yet.
func toSetup(c *gin.Context, err error) error {
	if errors.Is(err, errNoSetup) {
		c.Redirect(http.StatusSeeOther, "/setup")
		return nil
	}
	return err
}

// open is a report being looked at, with everything its pages need.
type open struct {
	office   draft.Office
	draft    *draft.Draft
	def      *form.Definition
	previous *report.Report // last year's published report, nil if there is none; after a merger the sum of
	last     []*report.Report
	findings []check.Finding
	insight  *insight
	reading  bool // who looks at it may not change it
	viewer   *viewer

	requirement *requirement.Requirement // what the county asks of it; nil if nothing
}

// locked reports whether nothing can be typed: the report is final, or who
// looks at it may only read.
func (o *open) locked() bool { return o.reading || o.draft.Report.Status == draft.Final }

// target is the office and the report year that a request is about.
func (s *Server) target(c *gin.Context) (draft.Office, int, error) {
	office, err := s.office(c)
	if err != nil {
		return draft.Office{}, 0, err
	}
	year, err := readYear(c)
	return office, year, err
}

// open loads the report the address names. Final also judges what only a
// finished report must have.
func (s *Server) open(c *gin.Context, final bool) (*open, error) {
	office, year, err := s.target(c)
	if err != nil {
		return nil, err
	}
	d, err := s.Drafts.Load(c.Request.Context(), office.ID, year)
	if err != nil {
		return nil, err
	}
	return s.inspect(c, office, d, final)
}

// inspect finds what belongs to a draft: its format, last year, its findings.
func (s *Server) inspect(c *gin.Context, office draft.Office, d *draft.Draft, final bool) (*open, error) {
	def, err := s.Formats.ForFormat(d.Report.Format)
	if err != nil {
		return nil, err
	}
	def = def.WithWordings(office.Wordings[def.Format])
	o := &open{office: office, draft: d, def: def, requirement: s.requirementOf(office, d.Report),
		reading: !viewerOf(c).may(account.Edit), viewer: viewerOf(c)}
	if o.last, err = s.lastYear(c, office, d.Report.Year); err != nil {
		return nil, err
	}
	o.previous = s.sums.of(office.ID, o.last)
	o.insight = s.insight(o, final)
	o.findings = o.insight.judged(func() []check.Finding { return s.check(o, final) })
	return o, nil
}

func (s *Server) check(o *open, final bool) []check.Finding {
	in := check.Input{Definition: o.def, Report: o.draft.Report, Office: o.office.Profile.Name, Today: s.Now(), Final: final,
		Deadline: draft.Deadline(o.draft.Report), Requirement: o.requirement, Previous: o.last}
	return s.checks[o.def.Format].Run(in)
}

// frame builds the surroundings of a report page.
func (s *Server) frame(o *open, part, title string) Frame {
	f := s.bareFrame(title)
	f.Office, f.Year, f.Part = o.office.Profile.Name, o.draft.Report.Year, part
	f.Status, f.Revision = savedAt(o.draft), o.draft.Report.Revision
	f.Doubts = len(draft.OpenDoubts(o.draft.Report))
	if o.draft.Report.Status == draft.Final {
		f.Locked = lockedText(o.draft.Report)
	}
	if o.reading {
		f.Reading = fmt.Sprintf(textReading, o.viewer.role().Label())
	}
	f.Renewal = s.renewal(o)
	f.Rail, f.Menu = rail(o, part), menu(o, part)
	return f
}

func savedAt(d *draft.Draft) string {
	if d.Report.Revision == 0 {
		return ""
	}
	return fmt.Sprintf(textSavedAt, d.UpdatedAt.Local().Format("15:04"))
}

// rail lists the parts of a report with their state.
func rail(o *open, current string) []railItem {
	items := []railItem{railHead(o, current)}
	for i := range o.def.Sections {
		sec := &o.def.Sections[i]
		part := strconv.Itoa(sec.Number)
		item := railItem{Href: partURL(o, part), Title: shortHeading(sec), Current: part == current}
		item.State, item.Class = sectionState(o, sec)
		items = append(items, item)
	}
	return items
}

// shortHeading is the heading's ordinal with the section's short name.
func shortHeading(sec *form.Section) string {
	ordinal, _, found := strings.Cut(sec.Heading, headingMark)
	if !found {
		return sec.Short
	}
	return ordinal + headingMark + sec.Short
}

func railHead(o *open, current string) railItem {
	item := railItem{Href: partURL(o, partHead), Title: textHeadPart, Current: current == partHead}
	progress := draft.Progress{Prose: true, Written: len(o.draft.Report.Text[report.Preface]) > 0,
		Unread: draft.Unread(o.draft.Report, report.Preface)}
	item.State, item.Class = progressState(progress, countErrors(o.findings, 0))
	return item
}

func sectionState(o *open, sec *form.Section) (text, class string) {
	return progressState(draft.SectionProgress(o.def, o.draft.Report, sec), countErrors(o.findings, sec.Number))
}

func progressState(p draft.Progress, wrong int) (text, class string) {
	switch {
	case wrong > 0:
		return fmt.Sprintf(textToMend, wrong), "error"
	case p.Complete():
		return textComplete, "ok"
	case p.Started():
		return textStarted, "some"
	}
	return textUntouched, "untouched"
}

func countErrors(findings []check.Finding, section int) int {
	n := 0
	for _, f := range findings {
		if f.Section == section && f.Severity == form.Error {
			n++
		}
	}
	return n
}

func partURL(o *open, part string) string {
	return fmt.Sprintf("/reports/%d/%s", o.draft.Report.Year, part)
}
