package check

import (
	"slices"
	"strings"

	"nianbao/internal/report"
)

// mention: a figure above 0 that the prose of some section must speak of.
type mention struct {
	cells    []int
	sections []int
	shorts   []string // of the sections
	words    []string
	wheres   []string
}

func compileMention(c *compiler) rule {
	k := &mention{c.codes(), c.check.Sections, nil, c.check.Words, c.wheres()}
	k.shorts = c.sections()
	return k
}

// sections names the check's sections.
func (c *compiler) sections() []string {
	var names []string
	for _, n := range c.check.Sections {
		s := c.def.Section(n)
		if s == nil {
			c.fault("unknown section %d", n)
			continue
		}
		names = append(names, s.Heading)
	}
	return names
}

func (k *mention) judge(j *judgement) {
	var cells []int
	var figures []string
	for _, cell := range k.cells {
		if j.positive(cell) {
			cells = append(cells, cell)
			figures = append(figures, k.wheres[cell]+" "+j.now[cell].String())
		}
	}
	if len(cells) == 0 || k.mentioned(j.report) {
		return
	}
	j.find(Finding{Key: string(j.fields[k.cells[0]].Code), Section: k.sections[0], Cells: j.codes(cells...),
		Place: string(report.SectionPlace(k.sections[0])), Found: j.now[cells[0]].String(),
		Message: mentionText(figures, k.shorts, k.words)}, facts{})
}

func (k *mention) mentioned(r *report.Report) bool {
	for _, n := range k.sections {
		place := report.SectionPlace(n)
		text := r.Narrative(place) + r.Narrative(report.AfterTable(place))
		if slices.ContainsFunc(k.words, func(word string) bool { return strings.Contains(text, word) }) {
			return true
		}
	}
	return false
}
