package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/check"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Parts of a report that are not numbered sections.
const (
	partHead    = "head"
	partCheck   = "check"
	partPreview = "preview"
)

// reportOpen goes to where there is something left to do.
func (s *Server) reportOpen(c *gin.Context) error {
	o, err := s.open(c, false)
	if err != nil {
		return toSetup(c, err)
	}
	target := partURL(o, partCheck)
	for _, item := range rail(o, "") {
		if item.Class != "ok" {
			target = item.Href
			break
		}
	}
	c.Redirect(http.StatusSeeOther, target)
	return nil
}

// reportPart shows one page of a report.
func (s *Server) reportPart(c *gin.Context) error {
	part := c.Param("part")
	o, err := s.open(c, part == partCheck || part == partFinal || part == partApproval)
	if err != nil {
		return toSetup(c, err)
	}
	switch part {
	case partHead:
		return s.render(c, http.StatusOK, "head", s.headPage(o))
	case partCheck:
		return s.render(c, http.StatusOK, "check", s.checkPage(o))
	case partPreview:
		return s.reportPreview(c, o)
	case partQuestions:
		return s.reportQuestions(c, o)
	case partFinal:
		return s.reportFinal(c, o)
	case partDelete:
		return s.reportDeleteForm(c, o)
	case partDoubts:
		return s.reportDoubts(c, o)
	case partCompare:
		return s.reportCompare(c, o)
	case partApproval:
		return s.reportApproval(c, o)
	case partCopy:
		return s.reportCopy(c, o)
	case partArchive:
		return s.reportArchive(c, o)
	case partHistory:
		return s.reportHistory(c, o)
	}
	number, err := strconv.Atoi(part)
	if err != nil || o.def.Section(number) == nil {
		return errNoPage
	}
	return s.render(c, http.StatusOK, "section", s.sectionPage(o, o.def.Section(number)))
}

type sectionPage struct {
	Frame
	Section  *form.Section
	Prose    narrativeView
	Table    *tableView
	After    *narrativeView
	Figures  []figureView
	How      []explanationView
	Asked    []questionView
	Outline  *outlineView
	Usual    usualView
	Folded   bool // the table is filled by an answer
	Findings findingsView
	Next     railItem
}

// sectionPart is the address of a section's page.
func sectionPart(sec *form.Section) string { return strconv.Itoa(sec.Number) }

func (s *Server) sectionPage(o *open, sec *form.Section) sectionPage {
	part := sectionPart(sec)
	place := report.SectionPlace(sec.Number)
	p := sectionPage{
		Frame: s.frame(o, part, sec.Heading), Section: sec,
		Prose:   s.viewNarrative(o, place, sec.Heading),
		Figures: figures(o, sec.Number), How: explanations(o.def, sec.Number), Findings: findings(o, sec.Number),
		Next: next(o, part), Asked: sectionQuestions(o, sec), Usual: viewUsual(o, part),
	}
	p.Folded = folded(p.Asked)
	if sec.Prose {
		view := viewOutline(o, sec)
		p.Outline = &view
	}
	if sec.Table != nil {
		after := s.viewNarrative(o, report.AfterTable(place), textAfterTable)
		p.Prose.Label, p.After = textBeforeTable, &after
		p.Table = s.table(o, sec.Table)
	}
	return p
}

// next is the step after a part, the check after the last. Tables that an
// answer has filled are passed over, and so is the check where it would find
// nothing.
func next(o *open, part string) railItem {
	items := rail(o, part)
	for i, item := range items {
		if !item.Current {
			continue
		}
		for _, after := range items[i+1:] {
			if !settled(o, after) {
				return after
			}
		}
	}
	wrong, doubtful, _ := check.Count(o.findings)
	if wrong+doubtful == 0 && !o.locked() && len(incomplete(o)) == 0 {
		return railItem{Href: partURL(o, partFinal), Title: textFinalPart}
	}
	return railItem{Href: partURL(o, partCheck), Title: textCheckPart}
}

// settled reports whether a step is a table that an answer has filled.
func settled(o *open, item railItem) bool {
	for i := range o.def.Sections {
		sec := &o.def.Sections[i]
		if partURL(o, sectionPart(sec)) == item.Href {
			return item.Class == "ok" && folded(sectionQuestions(o, sec))
		}
	}
	return false
}

// narrativeView is a piece of prose with what stood there last year.
type narrativeView struct {
	Field  string
	Label  string
	Text   string
	Rows   int
	Last   []string
	Lock   bool
	Runs   string // JSON of what is more than text in it
	Offers []offerView
}

func (s *Server) viewNarrative(o *open, place report.Place, label string) narrativeView {
	v := narrativeView{Field: draft.TextPrefix + string(place), Label: label, Text: o.draft.Report.Narrative(place), Lock: o.locked(), Runs: proseJSON(o, place), Offers: s.offers(o, place)}
	if o.previous != nil {
		v.Last = o.previous.Paragraphs(place)
	}
	v.Rows = min(max(4, len([]rune(v.Text))/34+len(o.draft.Report.Text[place])+1), 30)
	return v
}

// explanationView says how a row or a figure is counted.
type explanationView struct {
	ID, Label string
	form.Explanation
}

// explanations are those of a section's rows and figures, each once.
func explanations(def *form.Definition, section int) []explanationView {
	var out []explanationView
	seen := map[string]bool{}
	for _, f := range def.Fields() {
		id := f.Row
		if f.Table == "" {
			id = string(f.Code)
		}
		if f.Section != section || seen[id] {
			continue
		}
		seen[id] = true
		out = append(out, explanationView{id, f.RowLabel, f.RowHelp})
	}
	return out
}

// figureView is a figure without a table.
type figureView struct {
	Field form.Field
	Value string
	Last  string
}

func figures(o *open, section int) []figureView {
	var out []figureView
	for _, f := range o.def.Fields() {
		if f.Table != "" || f.Section != section {
			continue
		}
		v := figureView{Field: f, Value: o.draft.Report.Cell(f.Code).String()}
		if o.previous != nil {
			v.Last = o.previous.Cell(f.Code).String()
		}
		out = append(out, v)
	}
	return out
}

type headPage struct {
	Frame
	Fields   []headView
	Later    []headView // optional ones that are not filled in
	Preface  narrativeView
	Must     []string
	Usual    usualView
	Findings findingsView
	Next     railItem
}

// headView is a field of head or foot.
type headView struct {
	form.Head
	Value   string
	Problem string
	Lock    bool
	Kinds   []kindView // to choose from
}

type kindView struct {
	Value, Label string
	Chosen       bool
}

func (s *Server) headPage(o *open) headPage {
	p := headPage{
		Frame: s.frame(o, partHead, textHeadPart), Preface: s.viewNarrative(o, report.Preface, textPreface),
		Must: o.def.Preface.Must, Usual: viewUsual(o, partHead), Findings: findings(o, 0), Next: next(o, partHead),
	}
	for _, h := range o.def.Head {
		value, _ := draft.Value(o.def, o.draft.Report, h.Code)
		v := headView{Head: h, Value: value, Problem: headProblem(h.Code, value), Lock: o.locked(), Kinds: kinds(string(o.draft.Report.Kind()))}
		if h.Required || value != "" {
			p.Fields = append(p.Fields, v)
		} else {
			p.Later = append(p.Later, v)
		}
	}
	return p
}

func kinds(chosen string) []kindView {
	var out []kindView
	for _, k := range report.IssuerKinds {
		out = append(out, kindView{string(k), kindNames[k], string(k) == chosen})
	}
	return out
}
