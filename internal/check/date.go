package check

import "time"

// date: the report is dated in January to March of the year after, and not
// after the day the county has set.
type date struct {
	fields []headField
}

func compileDate(c *compiler) rule { return &date{c.heads()} }

func (k *date) judge(j *judgement) {
	for _, field := range k.fields {
		value, _ := headValue(j.report, field.code)
		day, monthOnly, ok := parseDate(value)
		if !ok || j.report.Year == 0 {
			continue
		}
		next := j.report.Year + 1
		f := Finding{Key: headKey(field.code), Place: field.code, Quote: value, Found: value}
		switch {
		case day.Year() != next || day.Month() > time.March:
			f.Message = dateText(dayText(day, monthOnly), next)
		case isAfter(day, monthOnly, j.in.Deadline):
			f.Message = lateText(dayText(day, monthOnly), dayText(j.in.Deadline, false))
			f.Expected = j.in.Deadline.Format(time.DateOnly)
		default:
			continue
		}
		j.find(f, facts{})
	}
}

// parseDate reads YYYY-MM-DD or YYYY-MM.
func parseDate(s string) (day time.Time, monthOnly, ok bool) {
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day, false, true
	}
	day, err := time.Parse("2006-01", s)
	return day, true, err == nil
}

// isAfter compares calendar days, or months where no day is given.
func isAfter(day time.Time, monthOnly bool, deadline time.Time) bool {
	if deadline.IsZero() {
		return false
	}
	layout := time.DateOnly
	if monthOnly {
		layout = "2006-01"
	}
	return day.Format(layout) > deadline.Format(layout)
}
