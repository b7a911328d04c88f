package check

import "strconv"

// year: the year in the title is the report's. A title without one is not
// judged here.
type year struct {
	fields []headField
	tail   string
}

func compileYear(c *compiler) rule { return &year{c.heads(), titleTail(c.def)} }

func (k *year) judge(j *judgement) {
	for _, field := range k.fields {
		value, _ := headValue(j.report, field.code)
		have := splitTitle(value, k.tail).year
		if have == 0 || j.report.Year == 0 || have == j.report.Year {
			continue
		}
		found, expected := strconv.Itoa(have), strconv.Itoa(j.report.Year)
		j.find(Finding{Key: headKey(field.code), Place: field.code, Quote: value, Found: found, Expected: expected,
			Message: yearText(found, expected), Fix: changeText(expected)}, facts{})
	}
}
