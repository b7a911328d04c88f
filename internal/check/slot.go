package check

import (
	"slices"
	"strconv"

	"nianbao/internal/report"
)

// slot: gaps left in the prose, one finding per narrative. A bound
// figure whose cell is blank is printed as one.
type slot struct {
	names map[report.Place]string
}

func compileSlot(c *compiler) rule { return &slot{placeNames(c)} }

// placeNames names the narratives in messages.
func placeNames(c *compiler) map[report.Place]string {
	names := map[report.Place]string{report.Preface: c.def.Preface.Label}
	for _, s := range c.def.Sections {
		place := report.SectionPlace(s.Number)
		names[place], names[report.AfterTable(place)] = s.Heading, s.Heading
	}
	return names
}

func (k *slot) judge(j *judgement) {
	for _, place := range report.Places {
		open := 0
		for _, p := range j.report.Text[place] {
			for _, run := range p.Runs {
				if j.gap(run) {
					open++
				}
			}
		}
		if open == 0 {
			continue
		}
		first := slices.IndexFunc(j.report.Text[place], func(p report.Paragraph) bool { return slices.ContainsFunc(p.Runs, j.gap) })
		section, _ := strconv.Atoi(string(place[:1]))
		j.find(Finding{Key: sectionKey(string(place)), Section: section, Place: string(place),
			Quote: j.report.Render(j.report.Text[place][first]), Found: strconv.Itoa(open),
			Message: whereText(k.names[place], slotsText(open))}, facts{where: k.names[place]})
	}
}

func (j *judgement) gap(run report.Run) bool {
	return run.Slot != nil || run.Ref != "" && j.report.Cell(run.Ref).IsBlank()
}
