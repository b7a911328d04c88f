package check

import (
	"regexp"
	"slices"
	"strconv"

	"nianbao/internal/report"
)

// period: the period the preface states is the calendar year of the report.
// Nothing is said where it states none.
type period struct{}

func compilePeriod(*compiler) rule { return period{} }

var periodPattern = regexp.MustCompile(periodExpression)

func (period) judge(j *judgement) {
	if j.report.Year == 0 || len(j.report.Text[report.Preface]) == 0 {
		return
	}
	preface := j.report.Narrative(report.Preface)
	found := periodPattern.FindAllStringSubmatch(preface, -1)
	if len(found) == 0 || slices.ContainsFunc(found, func(m []string) bool { return isCalendarYear(m, j.report.Year) }) {
		return
	}
	quote, expected := found[0][0], calendarYearText(j.report.Year)
	j.find(Finding{Key: string(report.Preface), Place: string(report.Preface), Quote: quote, Found: quote, Expected: expected,
		Message: periodText(quote, expected)}, facts{})
}

// isCalendarYear reports whether a match runs from the first to the last day
// of a year: year, month, day, year (which may be left out), month, day.
func isCalendarYear(match []string, year int) bool {
	want := []int{year, 1, 1, year, 12, 31}
	for i, s := range match[1:] {
		n, err := strconv.Atoi(folded(s))
		if i == 3 && s == "" {
			continue
		}
		if err != nil || n != want[i] {
			return false
		}
	}
	return true
}
