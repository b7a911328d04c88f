package check

import (
	"strconv"

	"nianbao/internal/report"
)

// carried: prose taken over from last year that nobody has confirmed, one
// finding per narrative. Open slots are the kind slot's.
type carried struct {
	names map[report.Place]string
}

func compileCarried(c *compiler) rule { return &carried{placeNames(c)} }

func (k *carried) judge(j *judgement) {
	for _, place := range report.Places {
		left, quote := 0, ""
		for _, p := range j.report.Text[place] {
			n := unconfirmed(p)
			if n > 0 && left == 0 {
				quote = j.report.Render(p)
			}
			left += n
		}
		if left == 0 {
			continue
		}
		section, _ := strconv.Atoi(string(place[:1]))
		j.find(Finding{Key: "carried:" + string(place), Section: section, Place: string(place), Quote: quote, Found: strconv.Itoa(left),
			Message: whereText(k.names[place], carriedText(left))}, facts{where: k.names[place]})
	}
}

// unconfirmed counts what is to be confirmed in a paragraph: the paragraph,
// and each stretch of it that is to be confirmed by itself.
func unconfirmed(p report.Paragraph) int {
	n := 0
	if p.Carried {
		n++
	}
	open := false
	for _, run := range p.Runs {
		if run.Confirm && !open {
			n++
		}
		open = run.Confirm
	}
	return n
}
