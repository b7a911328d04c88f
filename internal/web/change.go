package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/check"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// changeRequest is what the page's script sends: fields with what the person
// saw and what it is to be. Part is the page, whose panels are sent back.
type changeRequest struct {
	ID    string       `json:"id"`
	Part  string       `json:"part"`
	Undo  string       `json:"undo"` // id of the change to take back, instead of edits
	Redo  bool         `json:"redo"` // that change was an undoing
	Edits []changeEdit `json:"edits"`
}

type changeEdit struct {
	Field  string `json:"field"`
	At     int    `json:"at"`
	Before string `json:"before"`
	After  string `json:"after"`
	// Was and Now are the paragraphs with what is bound in them, where there
	// is anything, as they stand in the report JSON.
	Was json.RawMessage `json:"was"`
	Now json.RawMessage `json:"now"`
}

// edit reads what the script sent.
func (e changeEdit) edit() (draft.Edit, error) {
	out := draft.Edit{Field: e.Field, At: e.At, Before: e.Before, After: e.After}
	for into, data := range map[*[]report.Paragraph]json.RawMessage{&out.Was: e.Was, &out.Now: e.Now} {
		if len(data) == 0 {
			continue
		}
		var err error
		if *into, err = report.ParseParagraphs(data); err != nil {
			return out, errBody
		}
	}
	return out, nil
}

// changeAnswer tells the script what is stored now.
type changeAnswer struct {
	surroundings
	Values map[string]string       `json:"values"`
	Texts  map[string][]*proseView `json:"texts,omitempty"`  // of those values that are prose with more in it than text
	Offers map[string][]offerView  `json:"offers,omitempty"` // figures in prose that could follow a cell
	draft.Steps
	Note string `json:"note,omitempty"` // what was undone
}

// changeApply stores a change. It answers only after the commit.
func (s *Server) changeApply(c *gin.Context) (any, error) {
	var body changeRequest
	if err := readJSON(c, &body); err != nil {
		return nil, err
	}
	req := draft.Request{ID: body.ID, By: by(c)}
	for _, e := range body.Edits {
		edit, err := e.edit()
		if err != nil {
			return nil, err
		}
		req.Edits = append(req.Edits, edit)
	}
	return s.store(c, body, func(d *draft.Draft, def *form.Definition) (draft.Change, error) {
		return d.Apply(def, req, s.Now())
	})
}

// changeUndo takes an earlier change back, as a change of its own.
func (s *Server) changeUndo(c *gin.Context) (any, error) {
	var body changeRequest
	if err := readJSON(c, &body); err != nil {
		return nil, err
	}
	office, year, err := s.target(c)
	if err != nil {
		return nil, err
	}
	earlier, err := s.earlier(c, office, year, body.Undo)
	if err != nil {
		return nil, err
	}
	return s.store(c, body, func(d *draft.Draft, def *form.Definition) (draft.Change, error) {
		return d.Revert(def, earlier, draft.Request{ID: body.ID, By: by(c)}, s.Now())
	})
}

// longestStretch is how many changes before one are looked at to find those
// that were typed with it.
const longestStretch = 100

// earlier is the change to take back. That there is none is another thing than
// that there is no report.
func (s *Server) earlier(c *gin.Context, office draft.Office, year int, id string) (draft.Change, error) {
	if _, err := s.Drafts.Load(c.Request.Context(), office.ID, year); err != nil {
		return draft.Change{}, err
	}
	change, err := s.Drafts.Change(c.Request.Context(), office.ID, year, id)
	if errors.Is(err, draft.ErrNotFound) || err == nil && (len(change.Edits) == 0 || !change.Cause.Undoable()) {
		return draft.Change{}, errNoChange
	}
	if err != nil {
		return draft.Change{}, err
	}
	before, err := s.Drafts.History(c.Request.Context(), office.ID, year, change.Seq, longestStretch)
	return draft.Stretch(change, before), err
}

// store runs a decision of the domain in the storage's transaction and
// answers with the state after it.
func (s *Server) store(c *gin.Context, body changeRequest, decide func(*draft.Draft, *form.Definition) (draft.Change, error)) (any, error) {
	office, year, err := s.target(c)
	if err != nil {
		return nil, err
	}
	var def *form.Definition
	d, change, err := s.Drafts.Update(c.Request.Context(), office.ID, year, body.ID, func(d *draft.Draft) (draft.Change, error) {
		var err error
		if def, err = s.Formats.ForFormat(d.Report.Format); err != nil {
			return draft.Change{}, err
		}
		return decide(d, def)
	})
	if err != nil {
		return nil, s.refused(def, err)
	}
	if change.Outcome == draft.SetAside {
		return nil, s.asideAgain(d, change)
	}
	o, err := s.inspect(c, office, d, body.Part == partCheck)
	if err != nil {
		return nil, err
	}
	answer, err := s.changed(o, change, body.Part)
	if err != nil {
		return nil, err
	}
	answer.Note = undoneText(o.def, change, body.Redo)
	answer.Steps, err = s.stepsAfter(c, o, change)
	return answer, err
}

// asideAgain answers a change that was sent once more after it had been set
// aside: what it meets now, or, where it would meet nothing any more, what is
// there.
func (s *Server) asideAgain(d *draft.Draft, change draft.Change) error {
	def, err := s.Formats.ForFormat(d.Report.Format)
	if err != nil {
		return err
	}
	work := *d
	_, err = work.Apply(def, draft.Request{ID: change.ID, Edits: change.Edits, By: change.By}, s.Now())
	if err != nil {
		return s.refused(def, err)
	}
	again := &draft.ConflictError{}
	for _, e := range change.Edits {
		theirs, ok := draft.Value(def, d.Report, e.Field)
		if !ok {
			theirs = e.Before
		}
		again.Conflicts = append(again.Conflicts, draft.Conflict{Field: e.Field, At: e.At, Before: e.Before, Yours: e.After, Theirs: theirs})
	}
	return again
}

// refused adds the sentence for a field that cannot take a value.
func (s *Server) refused(def *form.Definition, err error) error {
	var field *draft.FieldError
	if def != nil && errors.As(err, &field) {
		return &fieldProblem{FieldError: field, text: fieldText(def, field)}
	}
	return err
}

// fieldProblem is a FieldError with its sentence.
type fieldProblem struct {
	*draft.FieldError
	text string
}

func (p *fieldProblem) UserMessage() string { return p.text }
func (p *fieldProblem) HTTPStatus() int     { return http.StatusUnprocessableEntity }
func (p *fieldProblem) Unwrap() error       { return p.FieldError }

func (s *Server) changed(o *open, change draft.Change, part string) (changeAnswer, error) {
	around, err := s.around(o, part)
	a := changeAnswer{surroundings: around, Values: values(o, change)}
	for _, place := range placesOf(part) {
		field := draft.TextPrefix + string(place)
		if _, ok := a.Values[field]; ok {
			s.addText(&a, o, field, place)
		}
	}
	return a, err
}

// addText adds the paragraphs of a narrative, if any of them is more than text,
// and the figures that could be bound in them.
func (s *Server) addText(a *changeAnswer, o *open, field string, place report.Place) {
	if a.Texts == nil {
		a.Texts, a.Offers = map[string][]*proseView{}, map[string][]offerView{}
	}
	if views := viewProse(o, place); views != nil {
		a.Texts[field] = views
	}
	a.Offers[field] = s.offers(o, place)
}

// tableOf is the table on a part's page; nil if it has none.
func tableOf(def *form.Definition, part string) *form.Table {
	number, err := strconv.Atoi(part)
	if err != nil || def.Section(number) == nil {
		return nil
	}
	return def.Section(number).Table
}

// explain says how a computed total comes about.
func (s *Server) explain(c *gin.Context) (any, error) {
	o, err := s.open(c, false)
	if err != nil {
		return nil, err
	}
	text := s.checks[o.def.Format].Explain(o.draft.Report, form.Code(c.Query("code")))
	if text == "" {
		return nil, errNoPage
	}
	return gin.H{"text": text}, nil
}

// values gives the script what is stored now in the fields of a change and in
// the prose that prints them.
func values(o *open, change draft.Change) map[string]string {
	out := map[string]string{}
	for _, edits := range [][]draft.Edit{change.Edits, change.Derived} {
		for _, e := range edits {
			if value, ok := draft.Value(o.def, o.draft.Report, e.Field); ok {
				out[e.Field] = value
			} else if place, ok := strings.CutPrefix(e.Field, draft.TextPrefix); ok {
				out[e.Field] = o.draft.Report.Narrative(report.Place(place))
			}
		}
	}
	for place, paragraphs := range o.draft.Report.Text {
		for _, p := range paragraphs {
			if !p.IsPlain() {
				out[draft.TextPrefix+string(place)] = o.draft.Report.Narrative(place)
				break
			}
		}
	}
	return out
}

// panels renders what stands around the form anew.
func (s *Server) panels(o *open, part string) (map[string]string, error) {
	html := map[string]string{}
	add := func(id, block string, data any) error {
		text, err := s.fragment("section", block, data)
		html[id] = text
		return err
	}
	number, _ := strconv.Atoi(part)
	err := add("rail", "rail", rail(o, part))
	if part == partCheck {
		return html, errors.Join(err, add("findings", "findings-all", s.checkPage(o)))
	}
	err = errors.Join(err, add("findings", "findings", findings(o, number)), add("next", "next", next(o, part)))
	if v := viewUsual(o, part); hasUsual(o.def, part) {
		err = errors.Join(err, add("usual", "usual", v))
	}
	if sec := o.def.Section(number); hasQuestion(o.def, number) {
		err = errors.Join(err, add("asked", "asked", sectionQuestions(o, sec)))
	}
	if sec := o.def.Section(number); sec != nil && sec.Prose {
		view := viewOutline(o, sec)
		err = errors.Join(err, add("outline", "outline", view), add("outline-line", "outline-line", view))
	}
	if t := tableOf(o.def, part); t != nil {
		err = errors.Join(err, add("progress", "progress", progress(o, t)))
	}
	return html, err
}

// checkPage is the full list of findings.
type checkPage struct {
	Frame
	Groups   []findingGroup
	Errors   int
	Warnings int
	Hints    int
}

type findingGroup struct {
	Severity form.Severity
	Findings []findingView
}

func (s *Server) checkPage(o *open) checkPage {
	p := checkPage{Frame: s.frame(o, partCheck, textCheckPart)}
	p.Errors, p.Warnings, p.Hints = check.Count(o.findings)
	for _, severity := range []form.Severity{form.Error, form.Warning, form.Hint} {
		g := findingGroup{Severity: severity}
		for _, f := range o.findings {
			if f.Severity == severity {
				g.Findings = append(g.Findings, viewFinding(o, f))
			}
		}
		if len(g.Findings) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return p
}
