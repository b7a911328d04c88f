package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/intake"
	"nianbao/internal/profile"
	"nianbao/internal/report"
	"nianbao/internal/rollover"
)

// importedPage shows what was read beside its source.
type importedPage struct {
	Frame
	ID     string
	Name   string
	Source []intake.Line
	Result resultView
	Finish finishView
}

// resultView is what was read and what is asked about it.
type resultView struct {
	ID      string
	Head    string // 读出 196 格 …
	Lead    string // whose report of which year it is
	Notes   []string
	Ask     []questionRow // what a new year needs
	Later   []questionRow
	Done    []questionRow
	Loose   int // pieces of text without a place that no new year needs
	Blanks  int // doubts about figures that may all be left blank until later
	Groups  []figureGroup
	Carried string   // what goes over into the new year
	Why     []string // why some of it does not
	None    bool     // no figure does
	Tables  []readTable
	Prose   []readProse
	Sources bool // there is a source to look at
}

// questionRow is a doubt with where its buttons lead.
type questionRow struct {
	intake.Question
	Action  string
	Sourced bool // its source is on the page
}

// Key is the key that gives the offer at index i.
func (q questionRow) Key(i int) int { return i + 1 }

// Near reports whether the line is only near to what is asked about, which the
// source lacks.
func (q questionRow) Near() bool { return q.Doubt.Kind == missing }

// missing is the kind of a doubt about what the source lacks.
const missing = "missing"

// Quote is the excerpt, line by line in cells, where it speaks of the matter
// and the message does not say it already.
func (q questionRow) Quote() [][]string {
	var out [][]string
	if q.Near() || strings.Contains(q.Doubt.Message, q.Doubt.Excerpt) {
		return out
	}
	for line := range strings.SplitSeq(q.Doubt.Excerpt, "\n") {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

// figureGroup are figures of one row or column that the new year needs.
type figureGroup struct {
	Name  string
	Cells []neededCell
}

type neededCell struct {
	Code  form.Code
	Label string
	Name  string // spoken
	Value string
	Line  int
	Typed bool
}

// readTable is a table as it was read.
type readTable struct {
	ID, Name, Caption string
	Layout            form.Layout
	HeadRows          int
	Rows              []readRow
	Filled            int
}

type readRow struct {
	Head  bool
	Cells []readCell
}

type readCell struct {
	cellView
	Line int
}

// readProse is a narrative as it was read.
type readProse struct {
	Name       string
	Paragraphs []intake.Paragraph
}

// finishView is the form that keeps what was read.
type finishView struct {
	ID       string
	Year     int // of the report that was read
	NewYear  int // the year that may begin from it, 0 if none
	Exists   bool
	Format   bool // the report that is there can be replaced
	Final    bool // it is locked
	Draft    bool // it is of the year that is due
	Future   bool // it is of a year that is not due yet
	Stranger string
	Ours     string // the office's name, beside the stranger's
	Replace  bool   // ticked: what is there may go
	Refused  string // why nothing was kept
	Merged   bool   // it was read as that of an office that went into ours
	Issuer   string
	First    bool
	Fields   []setupField
	Blank    []setupField // fields that the file says nothing of
	Kinds    []kindView
	Problems map[string]string
}

func (s *Server) renderImported(c *gin.Context, status int, m *opened, problems map[string]string) error {
	f, err := s.finish(c, m, problems)
	if err != nil {
		return err
	}
	return s.renderFinish(c, status, m, f)
}

func (s *Server) renderFinish(c *gin.Context, status int, m *opened, f finishView) error {
	p := importedPage{Frame: s.bareFrame(intake.PageImported), ID: m.ID, Name: m.Name, Source: m.Source(m.def), Result: s.result(m), Finish: f}
	p.Office = m.office.Profile.Name
	return s.render(c, status, "imported", p)
}

// refuseKeep shows the page again with why nothing was kept, and with what was
// ticked and typed.
func (s *Server) refuseKeep(c *gin.Context, m *opened, err error) error {
	p := s.problem(err)
	if p.Reference != "" || wantsJSON(c) {
		return err
	}
	f, err := s.finish(c, m, map[string]string{})
	if err != nil {
		return err
	}
	f.Refused, f.Replace = p.Message, c.PostForm("replace") != ""
	return s.renderFinish(c, p.Status, m, f)
}

// newYear is the format of the year after the one that was read; that of the
// report itself where there is none.
func (s *Server) newYear(m *opened) *form.Definition {
	if def, err := s.Formats.ForYear(m.Report.Year + 1); err == nil {
		return def
	}
	return m.def
}

func (s *Server) result(m *opened) resultView {
	r := m.Import.Result(m.def)
	needed := intake.Needed(m.def, s.newYear(m), r.Kind())
	questions := m.Questions(m.def, needed)
	count := m.Tally(questions)
	v := resultView{ID: m.ID, Head: intake.CountText(count), Lead: intake.Describe(m.Import), Notes: m.Notes, Sources: len(m.Lines) > 0,
		Groups: groups(m, r, needed), Tables: readTables(m, r), Prose: readNarratives(m, r)}
	for _, q := range questions {
		row := questionRow{q, importURL(m.ID) + "/settle", len(m.Lines) > 0}
		switch {
		case q.Answer != nil:
			v.Done = append(v.Done, row)
		case q.Start:
			v.Ask = append(v.Ask, row)
		default:
			v.Later = append(v.Later, row)
		}
		if q.Answer == nil && !q.Start && q.Loose() {
			v.Loose++
		}
		if q.Answer == nil && !q.Start && q.Blank() {
			v.Blanks++
		}
	}
	if res, err := rollover.Roll(s.newYear(m), r.Year+1, rollover.Last{Def: m.def, Report: r}); err == nil {
		v.Carried, v.None = res.Tally.Text(), res.Tally.Cells == 0
		for _, n := range res.Notes {
			v.Why = append(v.Why, n.Text)
		}
	}
	slices.SortStableFunc(v.Later, func(a, b questionRow) int { return len(a.Places) - len(b.Places) }) // loose text last
	return v
}

// groups puts figures of one row together, and single ones of one column.
func groups(m *opened, r *report.Report, codes []form.Code) []figureGroup {
	inRow := map[string]int{}
	for _, code := range codes {
		f, _ := m.def.Field(code)
		inRow[f.Table+"."+f.Row]++
	}
	var out []figureGroup
	for _, code := range codes {
		f, _ := m.def.Field(code)
		name, label := f.ColLabel, f.RowShort
		if inRow[f.Table+"."+f.Row] > 1 {
			name, label = f.RowShort, f.ColShort
		}
		cell := neededCell{Code: code, Label: label, Name: name + " " + label, Value: r.Cell(code).String(), Line: m.Report.Sources[code].Line}
		_, cell.Typed = m.Typed[code]
		if last := len(out) - 1; last < 0 || out[last].Name != name {
			out = append(out, figureGroup{Name: name})
		}
		out[len(out)-1].Cells = append(out[len(out)-1].Cells, cell)
	}
	return out
}

func readTables(m *opened, r *report.Report) []readTable {
	var out []readTable
	for _, t := range m.def.Tables() {
		g := t.Grid()
		v := readTable{ID: t.ID, Name: t.Name, Caption: t.Caption, Layout: t.Layout, HeadRows: g.HeadRows}
		for _, row := range g.Rows {
			rv := readRow{Head: row.Head}
			for _, cell := range row.Cells {
				rc := readCell{cellView: cellView{GridCell: cell, Scope: scope(cell)}}
				if cell.Kind == form.ValueCell {
					f, _ := m.def.Field(cell.Code)
					rc.Value, rc.Name, rc.Line = r.Cell(cell.Code).String()+r.Units[cell.Code], intake.Name(m.def, f), m.Report.Sources[cell.Code].Line
				}
				if rc.Value != "" {
					v.Filled++
				}
				rv.Cells = append(rv.Cells, rc)
			}
			v.Rows = append(v.Rows, rv)
		}
		out = append(out, v)
	}
	return out
}

func readNarratives(m *opened, r *report.Report) []readProse {
	var out []readProse
	index := m.NewIndex()
	for _, place := range intake.Places(m.def) {
		if paragraphs := m.Narrative(r, place.Value, index); len(paragraphs) > 0 {
			out = append(out, readProse{place.Label, paragraphs})
		}
	}
	return out
}

// finish offers what can be done with what was read.
func (s *Server) finish(c *gin.Context, m *opened, problems map[string]string) (finishView, error) {
	r := m.Import.Result(m.def)
	v := finishView{ID: m.ID, Year: r.Year, Draft: r.Year >= s.reportYear(), Future: r.Year > s.reportYear(), First: m.office.ID == "", Problems: problems}
	if v.Merged = m.Purpose == intake.Merged; v.Merged {
		v.Issuer = r.Issuer
		return v, nil
	}
	ctx := c.Request.Context()
	if !v.First {
		d, err := s.Drafts.Load(ctx, m.office.ID, r.Year)
		if err != nil && !errors.Is(err, draft.ErrNotFound) {
			return v, err
		}
		if v.Exists = err == nil; v.Exists {
			v.Final = d.Report.Status == draft.Final
			v.Format = d.Report.Format == r.Format && !v.Final
		}
	}
	if r.Year == s.reportYear()-1 {
		v.NewYear = r.Year + 1
		if !v.First {
			_, err := s.Drafts.Load(ctx, m.office.ID, v.NewYear)
			if err == nil {
				v.NewYear = 0
			} else if !errors.Is(err, draft.ErrNotFound) {
				return v, err
			}
		}
	}
	s.finishOffice(c, m, r, &v)
	return v, nil
}

// finishOffice asks for what the file says of the office and we do not know.
func (s *Server) finishOffice(c *gin.Context, m *opened, r *report.Report, v *finishView) {
	p, known := learned(m, r), m.office.Profile
	if problems := v.Problems; problems != nil {
		p = readProfile(c, p)
	}
	if !v.First && !intake.SameOffice(r.Issuer, known.Name, known.ShortName) {
		v.Stranger, v.Ours = r.Issuer, known.Name
		return // another office's address is none of ours
	}
	for _, f := range setupFields(p, v.Problems) {
		switch {
		case v.First && f.Value == "" && f.Problem == "" && !f.Required:
			v.Blank = append(v.Blank, f)
		case v.First, f.Value != "" && profileValue(known, f.Name) == "":
			v.Fields = append(v.Fields, f)
		}
	}
	if v.First {
		v.Kinds = kinds(p.Kind)
	}
}

// learned is what a report says of its office, as far as it can be kept.
func learned(m *opened, r *report.Report) profile.Profile {
	p := m.Contact
	for _, f := range profileFields {
		if value := f.value(&p); profile.HeadProblem(f.name, *value) != "" {
			*value = ""
		}
	}
	p.Name, p.Kind = r.Issuer, string(r.Kind())
	if r.County != "" {
		p.County = r.County
	}
	return p
}

func profileValue(p profile.Profile, name string) string {
	for _, f := range profileFields {
		if f.name == name {
			return *f.value(&p)
		}
	}
	return ""
}

// importSettle keeps one decision, and answers with what is asked next.
func (s *Server) importSettle(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	m, err := s.openImport(c)
	if err != nil {
		return err
	}
	decided, err := s.Drafts.ChangeImport(c.Request.Context(), m.office.ID, m.ID, func(now *intake.Import) error {
		return s.decide(c, &opened{now, m.office, m.def})
	})
	if err != nil {
		return err
	}
	m.Import = decided
	if !wantsJSON(c) {
		c.Redirect(http.StatusSeeOther, importURL(m.ID)+"#result")
		return nil
	}
	html, view := gin.H{}, s.result(m)
	for _, part := range []string{"result", "rest"} {
		if html[part], err = s.fragment("imported", part, view); err != nil {
			return err
		}
	}
	c.JSON(http.StatusOK, gin.H{"html": html, "values": gin.H{"name": m.Import.Result(m.def).Issuer}})
	return nil
}

// decide reads one decision of the page's forms.
func (s *Server) decide(c *gin.Context, m *opened) error {
	if code := c.PostForm("code"); code != "" {
		return m.Type(m.def, form.Code(code), c.PostForm("value"))
	}
	questions := m.Questions(m.def, intake.Needed(m.def, s.newYear(m), m.Import.Result(m.def).Kind()))
	switch {
	case c.PostForm("loose") != "":
		return settleLater(m, questions, intake.Question.Loose, intake.Drop)
	case c.PostForm("blank") != "":
		return settleLater(m, questions, intake.Question.Blank, intake.Keep)
	}
	at, err := strconv.Atoi(c.PostForm("doubt"))
	if err != nil {
		return errBody
	}
	for _, q := range questions {
		if q.At == at {
			a, err := answerOf(c, q)
			if err != nil {
				return err
			}
			return m.Settle(m.def, at, a)
		}
	}
	return intake.ErrNoDoubt
}

// settleLater answers at once all the questions of a sort that no new year
// needs.
func settleLater(m *opened, questions []intake.Question, sort func(intake.Question) bool, choice intake.Choice) error {
	for _, q := range questions {
		if !sort(q) || q.Start || q.Answer != nil {
			continue
		}
		if err := m.Settle(m.def, q.At, intake.Answer{Choice: choice}); err != nil {
			return err
		}
	}
	return nil
}

// answerOf reads the answer to a question: one that was offered, a text that
// was typed, a place that was chosen, or that it is open again.
func answerOf(c *gin.Context, q intake.Question) (intake.Answer, error) {
	switch c.PostForm("do") {
	case "type":
		return intake.Answer{Choice: intake.Fill, Text: intake.Joined(c.PostFormArray("text"))}, nil
	case "put":
		return intake.Answer{Choice: intake.Put, Text: c.PostForm("place")}, nil
	case "back":
		return intake.Answer{}, nil
	}
	n, err := strconv.Atoi(c.PostForm("offer"))
	if err != nil || n < 1 || n > len(q.Offers) {
		return intake.Answer{}, intake.ErrAnswer
	}
	return q.Offers[n-1].Answer, nil
}

// importKeep keeps what was read as its year's report, begins the new year
// from it, or both.
func (s *Server) importKeep(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	m, err := s.openImport(c)
	if err != nil {
		return err
	}
	what := c.PostForm("do")
	r := m.Import.Result(m.def)
	if _, err := s.formatOf(r.Year); err != nil {
		return err
	}
	if what == joinOurs {
		if err := s.joins(c, m, r); err != nil {
			return s.refuseKeep(c, m, err)
		}
		return nil
	}
	f, err := s.finish(c, m, nil)
	switch {
	case err != nil:
		return err
	case f.Merged:
		return errBody
	case f.Stranger != "" && c.Query("ours") == "":
		return s.refuseKeep(c, m, errStranger)
	case what != startOnly && f.Exists && f.Final:
		return s.refuseKeep(c, m, draft.ErrFinal)
	case what != startOnly && f.Exists && f.Format && c.PostForm("replace") == "":
		return s.refuseKeep(c, m, errNotReplaced)
	case what != keepOnly && f.NewYear == 0, what != startOnly && f.Exists && !f.Format:
		return s.refuseKeep(c, m, draft.ErrExists)
	}
	problems, err := s.saveOffice(c, m, r)
	if err != nil || problems != nil {
		if err == nil {
			err = s.renderImported(c, http.StatusUnprocessableEntity, m, problems)
		}
		return err
	}
	if what != startOnly {
		if err := s.keepRead(c, m, r, f.Exists); err != nil {
			return err
		}
	}
	target := fmt.Sprintf("/reports/%d/%s", r.Year, partCheck)
	if what != keepOnly {
		if target, err = s.startFrom(c, m, r); err != nil {
			return err
		}
	}
	if err := s.Drafts.RemoveImport(c.Request.Context(), m.office.ID, m.ID); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, target)
	return nil
}

// What is done with what was read; anything else is both.
const (
	keepOnly  = "keep"
	startOnly = "start"
	joinOurs  = "join" // as the report of an office that went into ours
)

// saveOffice stores what was confirmed about the office.
func (s *Server) saveOffice(c *gin.Context, m *opened, r *report.Report) (problems map[string]string, err error) {
	p := m.office.Profile
	if m.office.ID == "" {
		p = readProfile(c, learned(m, r))
		if p.Kind == "" {
			p.Kind = string(report.KindOf(p.Name))
		}
	} else {
		for _, f := range profileFields {
			value := f.value(&p)
			if sent, ok := c.GetPostForm(f.name); ok && *value == "" {
				*value = sent
			}
		}
	}
	if m.office.ID != "" && p == m.office.Profile {
		return nil, nil
	}
	if problems := p.Problems(); len(problems) > 0 {
		return problems, nil
	}
	m.office.Profile = p
	m.office, err = s.Drafts.SaveOffice(c.Request.Context(), m.office)
	return nil, err
}

// keepRead stores what was read: as a new report, or as a change of the one
// that is there. One of a year that is over is what the office has published,
// whatever the file calls it; of the year that is due it may be a draft from
// another PC.
func (s *Server) keepRead(c *gin.Context, m *opened, r *report.Report, exists bool) error {
	ctx := c.Request.Context()
	if !exists {
		draft.Adopt(r, r.Year >= s.reportYear())
		_, err := s.Drafts.Create(ctx, m.office.ID, r, by(c))
		return err
	}
	id := "import-" + m.ID
	_, _, err := s.Drafts.Update(ctx, m.office.ID, r.Year, id, func(d *draft.Draft) (draft.Change, error) {
		return d.Replace(m.def, r, textReread, draft.Request{ID: id, By: by(c)}, s.Now())
	})
	return err
}

// startFrom begins the next year from what was read, and from the predecessors
// of that year.
func (s *Server) startFrom(c *gin.Context, m *opened, last *report.Report) (target string, err error) {
	year := last.Year + 1
	def, err := s.formatOf(year)
	if err != nil {
		return "", err
	}
	of, err := s.lastYear(c, m.office, year)
	if err != nil {
		return "", err
	}
	own, _, err := s.published(c, m.office, last.Year)
	if err != nil {
		return "", err
	}
	of = slices.DeleteFunc(of, func(r *report.Report) bool { return r == own }) // what was read is in its place
	return s.begin(c, m.office, def, year, append([]*report.Report{last}, of...))
}
