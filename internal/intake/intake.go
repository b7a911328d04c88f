// Package intake is a file that was read and is being looked at, before it
// becomes a report of ours: what is asked about it, what the answers make of
// it, where each value stands in the source, and how it differs from a report
// that is there already.
//
// It may import form, report, profile, draft and compare, and touches no
// file, clock or network: internal/importer reads, internal/storage keeps. The
// sentences are in wording.go. Start reading at Import.
package intake

import (
	"slices"
	"strings"
	"time"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// Purpose is what a file was handed over for.
type Purpose string

// Purposes. The empty one is a report to be kept, or begun from.
const (
	Reading  Purpose = ""
	Revision Purpose = "revision" // an edited copy of a draft of ours
	Webpage  Purpose = "webpage"  // our report as it was published
	Merged   Purpose = "merged"   // the report of an office that went into ours
)

// Import is a file on its way to a report. What was read never changes;
// answers are kept beside it.
type Import struct {
	ID      string
	Office  string // empty before the office is set up
	Batch   string // of files handed over together
	Purpose Purpose
	Year    int    // of our report it is held against; 0 for Reading
	Name    string // of the file
	By      string
	At      time.Time
	Data    []byte // the file, unless it is beyond MaxKept

	Content
	State
}

// Batch are files that were handed over together.
type Batch struct {
	ID    string
	Files int
	At    time.Time // of the first of them
}

// MaxKept is the largest file that is kept beside what was read from it.
const MaxKept = 4 << 20

// Content is what was read.
type Content struct {
	Problem  string          `json:"problem,omitzero"` // why nothing was read; then there is no Report
	Report   *report.Report  `json:"-"`
	Lines    []string        `json:"lines,omitempty"` // of the source, as people are shown them
	Comments []Comment       `json:"comments,omitempty"`
	Notes    []string        `json:"notes,omitempty"` // what was done to the text, for the reader
	Contact  profile.Profile `json:"contact,omitzero"`
}

// Comment is a remark somebody wrote beside the text of a file.
type Comment struct {
	Author string `json:"author,omitzero"`
	Text   string `json:"text"`
	Quote  string `json:"quote,omitzero"` // the words it stands beside

	Resolved bool      `json:"resolved,omitzero"` // ticked off in the file
	Replies  []Comment `json:"replies,omitempty"` // answers, which have none of their own
}

// State is what was decided so far.
type State struct {
	Answers map[int]Answer       `json:"answers,omitempty"` // by the place of the doubt
	Typed   map[form.Code]string `json:"typed,omitempty"`   // figures typed over what was read
	Left    []string             `json:"left,omitempty"`    // differences that are to stay as they are
	Noted   bool                 `json:"noted,omitzero"`    // the comments were taken over
}

// Complete adds to what was read the totals that do not add up: the source's
// figure stays, and the sum is offered.
func (c *Content) Complete(def *form.Definition) {
	r := c.Report
	for _, f := range def.Fields() {
		sum, computed := def.SumOf(f.Code)
		if !computed || asked(r.Doubts, f) {
			continue
		}
		if printed, added, differs := sumDiffers(r, sum); differs {
			src := r.Sources[f.Code]
			r.Doubts = append(r.Doubts, report.Doubt{Code: string(f.Code), Scope: scopeCell, Kind: kindSuspect,
				Message: totalText(def, f, printed, added), Line: src.Line, Excerpt: src.Excerpt, Readings: []string{added}})
		}
	}
}

func asked(doubts []report.Doubt, f form.Field) bool {
	return slices.ContainsFunc(doubts, func(d report.Doubt) bool {
		return d.Kind != kindUnplaced && speaksOf(d, f.Code)
	})
}

// Result is the report as the answers make it. Doubts without an answer stay
// with it.
func (m *Import) Result(def *form.Definition) *report.Report {
	r := m.Report.Clone()
	r.Doubts = nil
	for i, d := range m.Report.Doubts {
		a, ok := m.Answers[i]
		switch {
		case ok:
			apply(def, r, d, a)
		case !m.typedOver(def, d):
			r.Doubts = append(r.Doubts, d)
		}
	}
	for code, text := range m.Typed {
		put(def, r, code, text)
	}
	m.addTotals(def, r)
	return r
}

// addTotals adds up the totals that the file lacks and whose parts were typed,
// as the form does.
func (m *Import) addTotals(def *form.Definition, r *report.Report) {
	for _, f := range def.Fields() {
		sum, computed := def.SumOf(f.Code)
		if !computed || !r.Cell(f.Code).IsBlank() {
			continue
		}
		typed := slices.ContainsFunc(sum.Parts, func(part form.Code) bool { return m.Typed[part] != "" })
		if typed {
			r.SetCell(f.Code, draft.Add(r, sum))
		}
	}
}

// typedOver reports whether somebody typed all the figures that a doubt is
// about, so that nothing is left to ask.
func (m *Import) typedOver(def *form.Definition, d report.Doubt) bool {
	typed := 0
	for _, code := range Covered(def, d) {
		switch _, ok := m.Typed[code]; {
		case ok:
			typed++
		case !def.Computed(code):
			return false
		}
	}
	return typed > 0
}

// Cells is how many figures were read.
func (m *Import) Cells() int { return len(m.Report.Cells) }

// SameOffice reports whether a report's issuer is an office of ours: by its
// name in full, without the county before it, or in short. No name is nobody
// else's.
func SameOffice(issuer, name, short string) bool {
	if issuer == "" || name == "" || issuer == short {
		return true
	}
	return strings.HasSuffix(issuer, name) || strings.HasSuffix(name, issuer)
}
