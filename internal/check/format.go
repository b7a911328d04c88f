package check

import "strconv"

// format: the report year is one of those the format serves.
type format struct {
	name  string
	years string
}

func compileFormat(c *compiler) rule {
	return &format{c.def.Name, yearsText(c.def.Years.From, c.def.Years.To)}
}

func (k *format) judge(j *judgement) {
	year := j.report.Year
	if year == 0 || j.def.Years.Contains(year) {
		return
	}
	found := strconv.Itoa(year)
	j.find(Finding{Key: headKey("year"), Place: "year", Found: found, Message: formatText(found, k.name, k.years)}, facts{})
}
