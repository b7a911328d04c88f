package draft

import (
	"errors"
	"net/url"
	"time"
	"unicode/utf8"

	"nianbao/internal/report"
)

// ErrOrder says that a milestone cannot be set yet, or not by hand.
var ErrOrder = errors.New("draft: the milestone before it is not reached")

// Milestone is a step of a report's life that somebody ticks.
type Milestone string

// Milestones in order. Finished is set by Finalise alone.
const (
	Begun     Milestone = "begun"     // 起草
	InReview  Milestone = "review"    // 送审
	ToCounty  Milestone = "county"    // 报县
	Finished  Milestone = "final"     // 定稿盖章
	Announced Milestone = "published" // 已公布
	Archived  Milestone = "archived"  // 已归档
)

// Milestones lists them in order.
var Milestones = []Milestone{Begun, InReview, ToCounty, Finished, Announced, Archived}

// Tick is a milestone that was reached. URL is where the report was published.
type Tick struct {
	Milestone Milestone
	Date      time.Time // zero: not reached
	By        string
	URL       string
}

// Done reports whether the milestone is reached.
func (t Tick) Done() bool { return !t.Date.IsZero() }

// Reached describes a milestone of a report.
func Reached(r *report.Report, m Milestone) Tick {
	key := keyStep + string(m)
	t := Tick{Milestone: m, By: r.Work[key+endBy], URL: r.Work[key+endURL]}
	t.Date, _ = day(r, key)
	if !t.Done() {
		t.By, t.URL = "", ""
	}
	return t
}

// SetTick puts together the change that ticks a milestone, on a date written
// YYYY-MM-DD. Publishing needs a final report or one that was read in as
// published, archiving a published one: ErrOrder. The address may be empty.
func SetTick(r *report.Report, m Milestone, date, address, by string) (Request, error) {
	key := keyStep + string(m)
	if err := reachable(r, m); err != nil {
		return Request{}, err
	}
	if at, err := time.Parse(time.DateOnly, date); err != nil || at.Year() < r.Year || at.Year() > r.Year+maxLater {
		return Request{}, &FieldError{WorkPrefix + key, BadValue}
	}
	if m != Announced {
		address = ""
	}
	if address != "" && !isWebAddress(address) {
		return Request{}, &FieldError{WorkPrefix + key + endURL, BadValue}
	}
	return Request{By: by, Cause: Ticked, Edits: []Edit{
		note(r, key, date), note(r, key+endBy, by), note(r, key+endURL, address)}}, nil
}

// maxLater is how many years after the report year something may still happen
// to a report.
const maxLater = 30

// ClearTick puts together the change that takes a tick back.
func ClearTick(r *report.Report, m Milestone, by string) (Request, error) {
	if m == Finished || !known(m) {
		return Request{}, ErrOrder
	}
	key := keyStep + string(m)
	return Request{By: by, Cause: Ticked, Edits: []Edit{note(r, key, ""), note(r, key+endBy, ""), note(r, key+endURL, "")}}, nil
}

func reachable(r *report.Report, m Milestone) error {
	switch {
	case !known(m), m == Finished,
		m == Announced && r.Status != Final && r.Status != Published,
		m == Archived && !Reached(r, Announced).Done():
		return ErrOrder
	}
	return nil
}

func known(m Milestone) bool {
	for _, other := range Milestones {
		if m == other {
			return true
		}
	}
	return false
}

func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" &&
		utf8.RuneCountInString(s) <= maxHeadRunes
}
