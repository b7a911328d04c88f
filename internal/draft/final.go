package draft

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Errors of finishing a report.
var (
	ErrStale    = errors.New("draft: the report has changed since it was looked at")
	ErrNotFinal = errors.New("draft: the report is not final")
	ErrReason   = errors.New("draft: a published report is opened again with a reason only")
)

// Version is a report as it was when it was finalised. Versions are never
// changed. Number counts them from 1 and is given by the storage.
type Version struct {
	Number   int
	Revision int
	Document []byte // the canonical report JSON
	Hash     string // SHA-256 of Document, hexadecimal
	By       string
	At       time.Time
	Note     string // why the report was opened again, if it had been published
}

// Open counts what keeps a report from being finalised: findings to mend, and
// findings to verify that nobody has accepted.
type Open struct{ Errors, Warnings int }

// OpenError says that a report cannot be finalised yet.
type OpenError struct{ Open }

// Error implements error.
func (e *OpenError) Error() string {
	return fmt.Sprintf("draft: %d errors and %d warnings are open", e.Errors, e.Warnings)
}

// Finalise locks the report and makes a version of it. Revision is the one
// its author has looked at: ErrStale if it is another now.
func (d *Draft) Finalise(def *form.Definition, open Open, revision int, req Request, now time.Time) (Change, error) {
	r := d.Report
	switch {
	case d.Published():
		return Change{}, ErrFinal
	case r.Revision != revision:
		return Change{}, ErrStale
	case open != Open{}:
		return Change{}, &OpenError{open}
	}
	key := keyStep + string(Finished)
	req.Cause = Finalised
	req.Edits = []Edit{{Field: StatusField, Before: r.Status, After: Final},
		note(r, key, now.Format(time.DateOnly)), note(r, key+endBy, req.By)}
	c, err := d.Apply(def, req, now)
	if err != nil {
		return c, err
	}
	c.Version, err = newVersion(d.Report, req.By, now)
	return c, err
}

func newVersion(r *report.Report, by string, now time.Time) (*Version, error) {
	data, err := report.Marshal(r)
	if err != nil {
		return nil, err
	}
	return &Version{Revision: r.Revision, Document: data, Hash: hash(data), By: by, At: now, Note: r.Work[keyCorrection]}, nil
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Unlock opens a final report again. One that was published is corrected, and
// that needs a reason: ErrReason.
func (d *Draft) Unlock(def *form.Definition, reason string, req Request, now time.Time) (Change, error) {
	r := d.Report
	reason = oneLine(reason)
	switch {
	case r.Status != Final:
		return Change{}, ErrNotFinal
	case reason == "" && Reached(r, Announced).Done():
		return Change{}, ErrReason
	case utf8.RuneCountInString(reason) > maxHeadRunes:
		return Change{}, &FieldError{WorkPrefix + keyCorrection, TooLong}
	}
	key := keyStep + string(Finished)
	req.Cause = Unlocked
	req.Edits = []Edit{{Field: StatusField, Before: Final, After: Drafting},
		note(r, key, ""), note(r, key+endBy, ""), note(r, keyCorrection, reason)}
	return d.Apply(def, req, now)
}

// Correction is why the report was opened again after it had been published.
func Correction(r *report.Report) string { return r.Work[keyCorrection] }

// Mark is what a report carries in print until it is final: the number of the
// review print and its day.
type Mark struct {
	Number int
	Date   time.Time
}

// MarkOf is the mark of a report as it is now: that of the last review print
// while it still says the same, else the next one's. ok is false where a
// report needs none.
func MarkOf(r *report.Report, now time.Time) (m Mark, ok bool, err error) {
	if r.Status == Final || r.Status == Published {
		return Mark{}, false, nil
	}
	of, err := content(r)
	if err != nil {
		return Mark{}, false, err
	}
	m = Mark{Number: number(r, keyReview) + 1, Date: now}
	if printed, isDay := day(r, keyReviewDate); isDay && r.Work[keyReviewOf] == of {
		m = Mark{Number: m.Number - 1, Date: printed}
	}
	return m, true, nil
}

// Review puts together the change that counts a review print. It has no edits
// where the last print still says the same, and is then not to be made.
func Review(r *report.Report, by string, now time.Time) (Request, error) {
	m, ok, err := MarkOf(r, now)
	if err != nil {
		return Request{}, err
	}
	if !ok {
		return Request{}, ErrFinal
	}
	req := Request{By: by, Cause: Reviewed}
	if m.Number == number(r, keyReview) {
		return req, nil
	}
	of, err := content(r)
	req.Edits = []Edit{note(r, keyReview, strconv.Itoa(m.Number)),
		note(r, keyReviewDate, now.Format(time.DateOnly)), note(r, keyReviewOf, of)}
	return req, err
}

// content is a short hash of what readers see of a report.
func content(r *report.Report) (string, error) {
	seen := *r
	seen.Work, seen.Status, seen.Revision, seen.Accepted = nil, "", 0, nil
	data, err := report.Marshal(&seen)
	return hash(data)[:16], err
}
