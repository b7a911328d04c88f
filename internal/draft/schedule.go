package draft

import (
	"time"

	"nianbao/internal/report"
)

// Due is a date that the county's notice sets.
type Due string

// Dates of the county's notice.
const (
	DueCounty  Due = "county"  // 报县: the report is handed in
	DuePublish Due = "publish" // 公布: the report is on the web site
)

// Schedule puts together the change that notes the two dates of the county's
// notice, each YYYY-MM-DD or empty. A date that cannot be meant is a
// *FieldError.
func Schedule(r *report.Report, county, publish string) (Request, error) {
	req := Request{Cause: Dated}
	for _, d := range []struct {
		due  Due
		date string
	}{{DueCounty, county}, {DuePublish, publish}} {
		key := keyDue + string(d.due)
		if d.date != "" && !isDue(r.Year, d.date) {
			return Request{}, &FieldError{WorkPrefix + key, BadValue}
		}
		req.Edits = append(req.Edits, note(r, key, d.date))
	}
	return req, nil
}

// isDue tells dates that a report of the year may be asked for: from its last
// month to the end of the year after.
func isDue(year int, date string) bool {
	at, err := time.Parse(time.DateOnly, date)
	return err == nil && (at.Year() == year+1 || at.Year() == year && at.Month() == time.December)
}

// DueOn is a date of the county's notice.
func DueOn(r *report.Report, due Due) (time.Time, bool) {
	return day(r, keyDue+string(due))
}

// Deadline is the day after which a signature is late: that of publishing,
// else that of handing in; zero if neither is known. Offices sign what the
// county has seen, so the first date is passed by then.
func Deadline(r *report.Report) time.Time {
	for _, due := range []Due{DuePublish, DueCounty} {
		if at, ok := DueOn(r, due); ok {
			return at
		}
	}
	return time.Time{}
}

// DaysLeft counts the days from now to a date, less than 0 once it is passed.
func DaysLeft(date, now time.Time) int {
	year, month, dom := now.Date()
	today := time.Date(year, month, dom, 0, 0, 0, 0, time.UTC)
	return int(date.Sub(today).Hours() / 24)
}

// Dates are those of a county's notice, each YYYY-MM-DD or empty.
type Dates struct{ County, Publish string }

// Reschedule puts together the change that takes over a notice's dates: where
// there is none yet, or the one that the notice before set. A date set by hand
// stays. Changes is false where nothing would change.
func Reschedule(r *report.Report, was, is Dates) (req Request, changes bool) {
	req = Request{Cause: Dated}
	for _, d := range []struct {
		due     Due
		was, is string
	}{{DueCounty, was.County, is.County}, {DuePublish, was.Publish, is.Publish}} {
		key := keyDue + string(d.due)
		have := r.Work[key]
		if have == d.is || have != "" && have != d.was || d.is != "" && !isDue(r.Year, d.is) {
			continue
		}
		req.Edits = append(req.Edits, note(r, key, d.is))
	}
	return req, len(req.Edits) > 0
}

// Expect puts a notice's dates into a report that is being begun.
func Expect(r *report.Report, is Dates) {
	req, _ := Reschedule(r, Dates{}, is)
	for _, e := range req.Edits {
		putWork(r, e.Field, e.After)
	}
}
