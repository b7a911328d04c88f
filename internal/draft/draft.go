// Package draft is the life of a report between the first figure and the file
// in the archive: what may be changed, how changes made at the same time meet,
// how they are undone, and who may do what.
//
// It holds every decision and no file, clock, network or database: the time is
// passed in, and internal/storage keeps what it decides. It may import form
// and report. Start reading at Draft.Apply.
package draft

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Errors of a draft's life. Storage returns them too, so that the web layer
// need not know the storage.
var (
	ErrNotFound = errors.New("draft: not found")
	ErrExists   = errors.New("draft: the office has a report for that year")
	ErrFinal    = errors.New("draft: the report is final")
	ErrChangeID = errors.New("draft: change id must be 1 to 64 letters, digits, - or _")
	ErrEmpty    = errors.New("draft: change without edits")
	ErrTooMany  = errors.New("draft: too many edits in one change")
)

// MaxEdits is the largest change: every field of the largest format, twice.
const MaxEdits = 512

// States a report passes through. The empty state is a draft.
const (
	Drafting  = "draft"
	Final     = "final"
	Published = "published"
)

// Draft is one office's report of one year with its place in the storage.
type Draft struct {
	Office    string
	Report    *report.Report
	UpdatedAt time.Time
	UpdatedBy string
}

// Summary is a line in the list of years.
type Summary struct {
	Year      int
	Title     string
	Status    string
	Revision  int
	UpdatedAt time.Time
	UpdatedBy string
	DeletedAt time.Time // zero unless it was deleted
}

// Summary describes the draft without its content.
func (d *Draft) Summary() Summary {
	return Summary{Year: d.Report.Year, Title: d.Report.Title, Status: d.Report.Status,
		Revision: d.Report.Revision, UpdatedAt: d.UpdatedAt, UpdatedBy: d.UpdatedBy}
}

// Request is a change as somebody asks for it. Every edit says what its author
// saw before, so that two people on one field are noticed.
type Request struct {
	ID    string // made by the client; the same id is stored once
	Edits []Edit
	By    string
	Cause Cause
}

// Edit is one field of a change. Field is a cell code, a head field, "unit."
// and a cell code, "accepted." and a finding, or "text." and a place. For text, At
// is the index of the first paragraph concerned, and Before and After are
// paragraphs separated by a newline: no Before inserts, no After deletes.
type Edit struct {
	Field  string `json:"field"`
	At     int    `json:"at,omitzero"`
	Before string `json:"before"`
	After  string `json:"after"`

	// Was and Now keep the paragraphs with their bindings, where they have
	// any, so that undoing gives them back. WasAccepted and NowAccepted do the
	// same for an acceptance, whose At is its place in the list; a client does
	// not send those.
	Was         []report.Paragraph `json:"was,omitempty"`
	Now         []report.Paragraph `json:"now,omitempty"`
	WasAccepted *report.Accepted   `json:"was_accepted,omitempty"`
	NowAccepted *report.Accepted   `json:"now_accepted,omitempty"`
}

// Cause tells why a change came about, for the history.
type Cause string

// Causes of changes. The empty cause is a person typing. Create, Delete and
// Undelete concern the draft as a whole and have no edits.
const (
	Typed    Cause = ""
	Undo     Cause = "undo"
	Create   Cause = "create"
	Restore  Cause = "restore"
	Delete   Cause = "delete"
	Undelete Cause = "undelete"

	// Inserted is the usual wording put into a report; see InsertTemplate.
	Inserted Cause = "insert"

	// Causes of changes that internal/draft puts together itself. Only they
	// write what Report.Work holds, and the last two the status.
	Answered  Cause = "answer"   // Answer
	Dated     Cause = "dates"    // Schedule
	Ticked    Cause = "tick"     // Tick
	Reviewed  Cause = "review"   // Review
	Remarked  Cause = "remark"   // AddRemarks, SetRemark
	Looked    Cause = "look"     // SettleDoubt
	Finalised Cause = "finalise" // Finalise
	Unlocked  Cause = "unlock"   // Unlock
	Renewed   Cause = "renew"    // Renew
)

// Undoable reports whether changes of the cause may be taken back by undoing.
// What happened to a report is taken back in ways of its own.
func (c Cause) Undoable() bool { return c == Answered || c == Looked || !c.notes() }

// Outcome tells what became of a change.
type Outcome string

// Outcomes. A change that met another one is kept though not applied: the
// value not chosen must not be lost.
const (
	Applied  Outcome = "applied"
	SetAside Outcome = "set_aside"
)

// Change is an entry of the append-only history.
type Change struct {
	Seq      int64 // place in the history, given by the storage
	ID       string
	Revision int // of the draft with the change applied
	Edits    []Edit
	Derived  []Edit // computed totals that followed
	Cause    Cause
	Undoes   string // id of the change undone
	Outcome  Outcome
	By       string
	At       time.Time

	// Version is to be stored together with the change; it is not read back
	// with it.
	Version *Version
}

// Conflict is an edit whose author saw something else than what is there.
type Conflict struct {
	Field  string `json:"field"`
	At     int    `json:"at,omitzero"`
	Before string `json:"before"` // what the author saw
	Yours  string `json:"yours"`
	Theirs string `json:"theirs"`
}

// ConflictError says that a change was set aside because of its Conflicts.
type ConflictError struct{ Conflicts []Conflict }

// Error implements error.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("draft: %d edits meet newer values", len(e.Conflicts))
}

// Reason says why a field cannot take an edit.
type Reason string

// Reasons of a FieldError.
const (
	UnknownField  Reason = "unknown"  // the format has no such field
	TooLong       Reason = "too_long" // more than report.MaxValueRunes, or a text beyond MaxTextRunes
	ComputedField Reason = "computed" // a total the program adds up itself
	BadValue      Reason = "bad_value"
	BadRuns       Reason = "bad_runs" // paragraphs that do not print the text, or name an unknown cell
)

// FieldError says that a field cannot take an edit at all. Nothing of the
// change was applied.
type FieldError struct {
	Field  string
	Reason Reason
}

// Error implements error.
func (e *FieldError) Error() string { return fmt.Sprintf("draft: field %q: %s", e.Field, e.Reason) }

// Apply makes a change and the computed totals that follow from it. All edits
// are applied or none; edits that change nothing are dropped, and a change
// without any left need not be stored. It returns the history entry to store; with a
// *ConflictError the entry is to be stored too, as set aside. Any other error
// leaves nothing to store.
func (d *Draft) Apply(def *form.Definition, req Request, now time.Time) (Change, error) {
	return d.apply(&writer{def: def, report: d.Report.Clone(), by: req.By, now: now}, req)
}

func (d *Draft) apply(w *writer, req Request) (Change, error) {
	if err := req.validate(); err != nil {
		return Change{}, err
	}
	if d.Report.Status == Final && !onFinal(req) {
		return Change{}, ErrFinal
	}
	w.cause = req.Cause
	c := Change{ID: req.ID, Edits: req.Edits, Cause: req.Cause, By: req.By, At: w.now, Outcome: Applied}
	edits, conflicts, err := w.applyAll(req.Edits)
	switch {
	case err != nil:
		return Change{}, err
	case len(conflicts) > 0:
		c.Outcome, c.Revision = SetAside, d.Report.Revision
		return c, &ConflictError{conflicts}
	}
	c.Edits, c.Derived, c.Revision = edits, w.derived, d.Report.Revision
	if len(edits) > 0 {
		c.Derived = w.recompute(edits)
		d.commit(w.report, &c)
	}
	return c, nil
}

// commit makes the changed report the draft's own.
func (d *Draft) commit(r *report.Report, c *Change) {
	r.Revision++
	c.Revision = r.Revision
	d.Report, d.UpdatedAt, d.UpdatedBy = r, c.At, c.By
}

func (r *Request) validate() error {
	switch {
	case !validID(r.ID):
		return ErrChangeID
	case len(r.Edits) == 0:
		return ErrEmpty
	case len(r.Edits) > MaxEdits:
		return ErrTooMany
	}
	for _, e := range r.Edits {
		if !utf8.ValidString(e.Before) || !utf8.ValidString(e.After) {
			return &FieldError{e.Field, BadValue}
		}
	}
	return nil
}

func validID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, c := range []byte(id) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// Published reports whether the report is what the office stands by: final,
// or read in as last year's published one. Only such a report is compared
// with the next year's.
func (d *Draft) Published() bool {
	return d.Report.Status == Final || d.Report.Status == Published
}
