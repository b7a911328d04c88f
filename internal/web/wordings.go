package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
)

// The pages on which an office makes the usual wordings its own.

type usualPage struct {
	Frame
	Templates []templateView
}

type templateView struct {
	Name   string
	Pieces []pieceView
}

type pieceView struct {
	Name string
	Says []wordingView
}

// wordingView is a wording as people read it.
type wordingView struct {
	Key, If, Text string
	Own           bool // the office's own text, empty: it says nothing
	Rest          bool // it is for when the ones before it do not fit
}

// usual lists the wordings.
func (s *Server) usual(c *gin.Context) error {
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	own, def := s.ownWordings(office)
	names := narrative.NamesOf(def)
	p := usualPage{Frame: s.bareFrame(textUsual)}
	p.Office = office.Profile.Name
	for i := range def.Templates {
		t := &def.Templates[i]
		view := templateView{Name: t.Name}
		for j := range t.Pieces {
			piece := pieceView{Name: t.Pieces[j].Name}
			for n := range t.Pieces[j].Says {
				w := &t.Pieces[j].Says[n]
				_, changed := own[w.Key()]
				piece.Says = append(piece.Says, wordingView{w.Key(), w.If, names.Show(w), changed, n > 0 && w.When == nil})
			}
			view.Pieces = append(view.Pieces, piece)
		}
		p.Templates = append(p.Templates, view)
	}
	return s.render(c, http.StatusOK, "usual", p)
}

// ownWordings are an office's own texts in the newest format, and the format
// with them.
func (s *Server) ownWordings(office draft.Office) (map[string]string, *form.Definition) {
	def := s.Formats.Latest()
	own := office.Wordings[def.Format]
	return own, def.WithWordings(own)
}

type wordingPage struct {
	Frame
	wordingView
	Template, Piece string
	Standard        string
	Problems        []narrative.Problem
	Preview         previewView
	Groups          []fieldGroup
}

// previewView is a wording filled from a report.
type previewView struct {
	Paragraphs []string
	From       string // which report, in words
	Problems   []narrative.Problem
	Nothing    bool
}

// fieldGroup is a part of the list of fields.
type fieldGroup struct {
	Name   string
	Fields []narrative.Field
}

// wordingForm shows one wording to be changed.
func (s *Server) wordingForm(c *gin.Context) error {
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	p, err := s.wordingPage(c, office, c.Param("key"))
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "wording", p)
}

func (s *Server) wordingPage(c *gin.Context, office draft.Office, key string) (wordingPage, error) {
	own, def := s.ownWordings(office)
	t, piece, w := wordingOf(def, key)
	if w == nil {
		return wordingPage{}, errNoPage
	}
	names := narrative.NamesOf(def)
	_, _, standard := wordingOf(s.Formats.Latest(), key)
	_, changed := own[key]
	p := wordingPage{Frame: s.bareFrame(textUsual), Template: t.Name, Piece: piece.Name, Standard: names.Show(standard),
		wordingView: wordingView{Key: key, If: w.If, Text: names.Show(w), Own: changed}}
	p.Office = office.Profile.Name
	for _, f := range narrative.Fields(def) {
		if last := len(p.Groups) - 1; last < 0 || p.Groups[last].Name != f.Group {
			p.Groups = append(p.Groups, fieldGroup{Name: f.Group})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Fields = append(g.Fields, f)
	}
	var err error
	p.Preview, err = s.previewWording(c, office, w)
	return p, err
}

// wordingOf finds a wording by its key; nil if there is none.
func wordingOf(def *form.Definition, key string) (*form.Template, *form.Piece, *form.Wording) {
	for i := range def.Templates {
		t := &def.Templates[i]
		for j := range t.Pieces {
			p := &t.Pieces[j]
			for n := range p.Says {
				if p.Says[n].Key() == key {
					return t, p, &p.Says[n]
				}
			}
		}
	}
	return nil, nil, nil
}

// previewWording fills a wording from the newest report of the format.
func (s *Server) previewWording(c *gin.Context, office draft.Office, w *form.Wording) (previewView, error) {
	def := s.Formats.Latest()
	list, err := s.Drafts.List(c.Request.Context(), office.ID)
	if err != nil {
		return previewView{}, err
	}
	r := draft.Begin(def, office.Profile, s.reportYear(), "", time.Time{})
	v := previewView{From: previewFrom(0)}
	newest := 0
	for _, summary := range list {
		if summary.Year > newest && def.Years.Contains(summary.Year) {
			newest = summary.Year
		}
	}
	if newest > 0 {
		d, err := s.Drafts.Load(c.Request.Context(), office.ID, newest)
		if err != nil {
			return v, err
		}
		r, v.From = d.Report, previewFrom(newest)
	}
	o := &open{office: office, def: def, draft: &draft.Draft{Report: r}, requirement: s.requirementOf(office, r)}
	for _, p := range o.subject().Say(w) {
		v.Paragraphs = append(v.Paragraphs, r.Render(p))
	}
	v.Nothing = len(v.Paragraphs) == 0
	return v, nil
}

// wordingPreview answers with a text as it would read.
func (s *Server) wordingPreview(c *gin.Context) (any, error) {
	var body struct {
		Text string `json:"text"`
	}
	if err := readJSON(c, &body); err != nil {
		return nil, err
	}
	office, err := s.office(c)
	if err != nil {
		return nil, err
	}
	def := s.Formats.Latest()
	_, _, w := wordingOf(def, c.Param("key"))
	if w == nil {
		return nil, errNoPage
	}
	var v previewView
	text, problems := narrative.NamesOf(def).Parse(body.Text)
	if len(problems) > 0 {
		v.Problems = problems
	} else {
		_, _, w = wordingOf(def.WithWordings(map[string]string{w.Key(): text}), w.Key())
		if v, err = s.previewWording(c, office, w); err != nil {
			return nil, err
		}
	}
	html, err := s.fragment("wording", "wording-preview", v)
	return gin.H{"html": html}, err
}

// wordingSave stores an office's own text, or takes the standard one back.
func (s *Server) wordingSave(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	p, err := s.wordingPage(c, office, c.Param("key"))
	if err != nil {
		return err
	}
	def := s.Formats.Latest()
	reset := c.PostForm("standard") != ""
	text, problems := narrative.NamesOf(def).Parse(c.PostForm("text"))
	if problems == nil && !reset {
		problems = headProblems(def, p.Key, text)
	}
	if len(problems) > 0 && !reset {
		p.Text, p.Problems, p.Preview = c.PostForm("text"), problems, previewView{Problems: problems}
		return s.render(c, http.StatusUnprocessableEntity, "wording", p)
	}
	_, _, standard := wordingOf(def, p.Key)
	_, err = s.Drafts.ChangeOffice(c.Request.Context(), office.ID, func(o *draft.Office) error {
		o.Reword(def.Format, p.Key, text, !reset && text != standard.Text)
		return nil
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/usual#"+p.Key)
	return nil
}

// headProblems refuse figures and gaps in a text that goes into one line of
// the head.
func headProblems(def *form.Definition, key, text string) []narrative.Problem {
	t, _, w := wordingOf(def.WithWordings(map[string]string{key: text}), key)
	if _, head := def.HeadField(t.Place); !head {
		return nil
	}
	for _, p := range w.Parts() {
		if p.Slot || p.Code() != "" {
			return []narrative.Problem{{Line: 1, Column: 1, Message: textHeadWording}}
		}
	}
	if len(report.SplitParagraphs(text)) > 1 {
		return []narrative.Problem{{Line: 2, Column: 1, Message: textHeadWording}}
	}
	return nil
}
