package check

import (
	"nianbao/internal/report"
)

// present: a section of prose has text, a section with a table has a figure in
// it.
type present struct {
	sections []presentSection
}

type presentSection struct {
	number         int
	key            string
	heading, table string // name of the table; empty for prose
	cells          []int
}

func compilePresent(c *compiler) rule {
	k := &present{}
	headings := c.sections()
	for i, n := range c.check.Sections {
		s := c.def.Section(n)
		if s == nil || !s.Prose && s.Table == nil {
			continue
		}
		p := presentSection{number: n, key: sectionKey(string(report.SectionPlace(n))), heading: headings[i]}
		if s.Table != nil {
			p.table, p.cells = s.Table.Name, c.tableCells(s.Table.ID)
		}
		k.sections = append(k.sections, p)
	}
	return k
}

func (k *present) judge(j *judgement) {
	for i := range k.sections {
		s := &k.sections[i]
		place := report.SectionPlace(s.number)
		switch {
		case s.table != "" && !j.anyFilled(s.cells):
			j.find(Finding{Key: s.key, Section: s.number, Cells: j.codes(s.cells...),
				Message: whereText(s.heading, tableMissingText(s.table))}, facts{where: s.heading})
		case s.table == "" && j.report.Narrative(place) == "":
			j.find(Finding{Key: s.key, Section: s.number, Place: string(place),
				Message: whereText(s.heading, proseMissingText)}, facts{where: s.heading})
		}
	}
}

// sectionKey is the key of findings about a narrative.
func sectionKey(place string) string {
	if place == string(report.Preface) {
		return place
	}
	return "section:" + place
}
