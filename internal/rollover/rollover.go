// Package rollover makes the draft of a new year from what was published for
// the last one: figures that are carried over, head, and prose whose years have
// moved on. Figures that counted last year become open slots, and what has to
// be looked at is marked, so that nothing of last year stands as a statement of
// the new one.
//
// It may import form, report, narrative and sentence, and touches no file, clock or
// network. What is carried is declared under reuse: in forms/*.yaml; sentences
// put together here are in wording.go. Start reading at Roll.
package rollover

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
)

// Errors of Roll.
var (
	ErrNothing = errors.New("rollover: no report to start from")
	ErrYears   = errors.New("rollover: reports of different years")
	ErrYear    = errors.New("rollover: the new year is not after the last one")
)

// Last is a report published last year with its format, nil if that is not
// known.
type Last struct {
	Def    *form.Definition
	Report *report.Report
}

// Result is the new draft and what is to be said about it.
type Result struct {
	Report *report.Report
	Notes  []Note
	Tally  Tally
}

// Tally counts what was carried.
type Tally struct {
	Cells      int // figures
	Paragraphs int
	Slots      int // figures and claims of last year, left open
	Confirms   int // sentences to be confirmed one by one
	Marked     int // paragraphs to be confirmed as a whole
	Sentences  int // sentences that somebody has to look at by themselves: with a slot, or to be confirmed
	Dropped    int // sentences not carried
}

// Text says what was carried.
func (t Tally) Text() string {
	return fmt.Sprintf(tally, t.Cells, t.Paragraphs, t.Slots, t.Confirms)
}

// Note says what was carried or not, and what to do. Section is 0 for head and
// preface.
type Note struct {
	Section int
	Text    string
}

// Roll makes the draft of a year in the format to. Several reports are those
// of offices that were merged: their figures are added, and the prose is the
// first one's.
func Roll(to *form.Definition, year int, last ...Last) (*Result, error) {
	if len(last) == 0 {
		return nil, ErrNothing
	}
	r := &roller{to: to, year: year, last: last, first: last[0], Result: Result{Report: report.New(to.Format, year)}}
	for _, l := range last {
		switch {
		case l.Report.Year != r.first.Report.Year:
			return nil, ErrYears
		case l.Report.Year >= year:
			return nil, ErrYear
		}
	}
	r.compile()
	r.formats()
	r.cells()
	r.head()
	for _, place := range report.Places {
		r.narrative(place)
	}
	r.merged()
	return &r.Result, nil
}

// Cells are the figures that a year takes over, without the prose.
func Cells(to *form.Definition, year int, last ...Last) map[form.Code]report.Value {
	if len(last) == 0 {
		return nil
	}
	r := &roller{to: to, year: year, last: last, first: last[0], Result: Result{Report: report.New(to.Format, year)}}
	r.cells()
	return r.Report.Cells
}

// roller is a new draft in the making.
type roller struct {
	Result
	to    *form.Definition
	year  int
	last  []Last
	first Last // whose prose is carried

	binder   *narrative.Binder
	notice   string   // number of the notice the format goes by
	parts    []string // names of the parts, in any wording known
	partList string   // the parts as the preface lists them
}

func (r *roller) note(section int, format string, args ...any) {
	n := Note{section, fmt.Sprintf(format, args...)}
	if !slices.Contains(r.Notes, n) {
		r.Notes = append(r.Notes, n)
	}
}

// formats says what another format means for the figures.
func (r *roller) formats() {
	for _, l := range r.last {
		switch {
		case l.Def == nil:
			r.note(0, unknownFormat, l.Report.Format)
		case l.Def != r.to:
			if text := r.to.NoteOn(l.Def.Format); text != "" {
				r.note(2, "%s", text)
			}
		}
	}
}

// head is the office, and the title with the new year. The document number and
// the date are the new report's own.
func (r *roller) head() {
	old, now := r.first.Report, r.Report
	now.Issuer, now.IssuerKind, now.County = old.Issuer, old.IssuerKind, old.County
	now.Signature.Issuer = old.Signature.Issuer
	now.Printed.Note = old.Printed.Note
	was, is := fmt.Sprint(old.Year), fmt.Sprint(r.year)
	switch {
	case strings.Contains(old.Title, was):
		now.Title = strings.ReplaceAll(old.Title, was, is)
	case old.Issuer != "":
		now.Title = r.to.ComposeTitle(old.Issuer, r.year)
	}
	if now.Issuer == "" {
		r.note(0, noIssuer)
	}
}

// merged says what a merger means for the prose.
func (r *roller) merged() {
	for _, l := range r.last[1:] {
		r.note(0, othersProse, l.Report.Issuer, r.first.Report.Issuer)
	}
}
