package draft

import (
	"strconv"
	"strings"
	"time"

	"nianbao/internal/report"
)

// WorkPrefix begins the fields of Report.Work. They are written by the changes
// this package puts together, and by taking those back, never by a client.
const WorkPrefix = "work."

// StatusField is the field of the report's state; see Finalise and Unlock.
const StatusField = "status"

// Keys of Report.Work. An answer's key has the question's id behind it, a
// milestone's its own.
const (
	keyAnswer     = "answer."
	keyDue        = "due."
	keyStep       = "step."
	keyReview     = "review"      // number of the last review print
	keyReviewDate = "review.date" // its day
	keyReviewOf   = "review.of"   // hash of what it showed
	keyTaken      = "taken"       // figures and paragraphs taken over from last year
	keyTakenCells = "taken.cells" // the figures, to tell when last year is corrected
	keyCorrection = "correction"  // why a published report was opened again
)

// Endings of keys that say more of the same thing.
const (
	endKept = ".kept" // cells of an answer that were filled before
	endBy   = ".by"   // who set a milestone
	endURL  = ".url"  // where the report was published
)

func isWork(field string) bool {
	return field == StatusField || strings.HasPrefix(field, WorkPrefix)
}

// may reports whether the change that is being made may write a field.
func (w *writer) may(field string) bool {
	switch {
	case field == StatusField:
		return w.cause == Finalised || w.cause == Unlocked
	case isWork(field):
		return w.undoing || w.cause.notes()
	}
	return true
}

// notes reports whether changes of the cause write Report.Work.
func (c Cause) notes() bool {
	switch c {
	case Answered, Dated, Ticked, Reviewed, Remarked, Looked, Finalised, Unlocked, Renewed:
		return true
	}
	return false
}

// onFinal reports whether a change may be made to a final report: one that
// unlocks it, or that only notes what happens to it.
func onFinal(req Request) bool {
	if req.Cause == Unlocked {
		return true
	}
	for _, e := range req.Edits {
		key, ok := strings.CutPrefix(e.Field, WorkPrefix)
		if !ok || !strings.HasPrefix(key, keyStep) && !strings.HasPrefix(key, keyDue) {
			return false
		}
	}
	return true
}

func workValue(r *report.Report, field string) (value string, ok bool) {
	if field == StatusField {
		return r.Status, true
	}
	key, ok := strings.CutPrefix(field, WorkPrefix)
	return r.Work[key], ok && key != ""
}

func putWork(r *report.Report, field, value string) {
	if field == StatusField {
		r.Status = value
		return
	}
	key := strings.TrimPrefix(field, WorkPrefix)
	if value == "" {
		delete(r.Work, key)
		return
	}
	if r.Work == nil {
		r.Work = report.Work{}
	}
	r.Work[key] = value
}

// note is the edit that writes a key of Report.Work.
func note(r *report.Report, key, after string) Edit {
	return Edit{Field: WorkPrefix + key, Before: r.Work[key], After: after}
}

// day reads a date of Report.Work.
func day(r *report.Report, key string) (time.Time, bool) {
	at, err := time.Parse(time.DateOnly, r.Work[key])
	return at, err == nil
}

// number reads a count of Report.Work; what is none is 0.
func number(r *report.Report, key string) int {
	n, err := strconv.Atoi(r.Work[key])
	if err != nil || n < 0 || n > maxCount {
		return 0
	}
	return n
}

// maxCount bounds counts that a file brought along.
const maxCount = 10_000
