package check

import "nianbao/internal/form"

// sum: a total is the sum of its parts, in each row or column of a table. One
// that the form computes can be mended for certain.
type sum struct {
	of []sumAt
}

type sumAt struct {
	spot
	equation
	total        int
	codes        []form.Code
	label, parts string // of the total, of the parts
}

func compileSum(c *compiler) rule {
	k := &sum{}
	parts := c.partsLabel()
	for _, s := range c.spots() {
		total, cells := c.cells(s, c.check.Total), c.allCells(s, c.check.Parts)
		if len(total) == 0 || cells == nil {
			continue
		}
		if len(total) > 1 {
			c.fault("total %q stands for %d cells in %s", c.check.Total, len(total), s.key)
			continue
		}
		at := sumAt{spot: s, equation: equation{total, cells, -1}, total: total[0], parts: parts}
		if c.check.Computed {
			at.mend = at.total
		}
		at.label = c.fields[at.total].ColShort
		if c.check.Each == "column" {
			at.label = c.fields[at.total].RowShort
		}
		for _, cell := range append(total, cells...) {
			at.codes = append(at.codes, c.fields[cell].Code)
		}
		c.equations = append(c.equations, at.equation)
		k.of = append(k.of, at)
	}
	if len(k.of) == 0 {
		c.fault("no row or column has both total and parts")
	}
	return k
}

// partsLabel names what is added: （一）至（六）各项 where the labels count.
func (c *compiler) partsLabel() string {
	parts := c.check.Parts
	return partsText(c.label(parts[0]), c.label(parts[len(parts)-1]))
}

func (k *sum) judge(j *judgement) {
	for i := range k.of {
		at := &k.of[i]
		total, parts, ok := at.sums(j)
		if !ok || total.Equal(parts) {
			continue
		}
		j.find(at.finding(j, parts.String(), total.Sub(parts).Abs().String()))
	}
}

func (at *sumAt) finding(j *judgement, parts, difference string) (Finding, facts) {
	f := Finding{Key: at.key, Section: at.section, Cells: append([]form.Code{}, at.codes...),
		Found: j.now[at.total].String(), Expected: parts}
	if at.mend >= 0 {
		f.Repair = j.repair(at.mend)
	}
	if len(f.Repair) > 0 {
		f.Fix = changeText(f.Repair[0].Value)
	}
	f.Message = whereText(at.where, sumText(at.parts, parts, at.label, f.Found, difference))
	return f, facts{where: at.where, total: at.label, parts: at.parts, difference: difference}
}
