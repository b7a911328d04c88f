package check

import "strconv"

// headings: printed section headings are the official ones.
type headings struct {
	official map[string]string // by section number
	numbers  []string
}

func compileHeadings(c *compiler) rule {
	k := &headings{official: map[string]string{}}
	for _, s := range c.def.Sections {
		n := strconv.Itoa(s.Number)
		k.official[n] = s.Heading
		k.numbers = append(k.numbers, n)
	}
	return k
}

func (k *headings) judge(j *judgement) {
	for _, n := range k.numbers {
		printed, official := j.report.Printed.Headings[n], k.official[n]
		if printed == "" || squeezed(printed) == squeezed(official) {
			continue
		}
		section, _ := strconv.Atoi(n)
		j.find(Finding{Key: sectionKey(n), Section: section, Place: n, Quote: printed, Found: printed, Expected: official,
			Message: headingText(printed, official)}, facts{})
	}
}
