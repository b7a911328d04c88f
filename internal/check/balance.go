package check

import "nianbao/internal/form"

// balance: applications received and carried in equal those answered and
// carried out, in each column of a table. Mend is what is carried out.
type balance struct {
	of []balanceAt
}

type balanceAt struct {
	spot
	equation
	codes []form.Code
	unit  string
	mends string // label of the mend cell
}

func compileBalance(c *compiler) rule {
	k := &balance{}
	left, right := c.check.Left, c.check.Right
	if len(left.Plus) == 0 || len(right.Plus) == 0 || len(left.Minus)+len(left.Previous)+len(right.Minus)+len(right.Previous) > 0 {
		c.fault("left and right take operands to add, nothing else")
		return nil
	}
	for _, s := range c.spots() {
		at := balanceAt{spot: s, equation: equation{c.allCells(s, left.Plus), c.allCells(s, right.Plus), -1}}
		if at.left == nil || at.right == nil {
			continue
		}
		if !c.mend(&at) {
			return nil
		}
		for _, cell := range append(append([]int{}, at.left...), at.right...) {
			at.codes = append(at.codes, c.fields[cell].Code)
		}
		at.unit = c.fields[at.left[0]].Unit
		c.equations = append(c.equations, at.equation)
		k.of = append(k.of, at)
	}
	if len(k.of) == 0 {
		c.fault("no row or column has both left and right")
	}
	return k
}

// mend finds the cell that may be filled, which must be one of the equation's.
func (c *compiler) mend(at *balanceAt) bool {
	if c.check.Mend == "" {
		return true
	}
	cells := c.cells(at.spot, c.check.Mend)
	if len(cells) != 1 || !at.has(cells[0]) {
		c.fault("mend %q is not one cell of the equation", c.check.Mend)
		return false
	}
	at.equation.mend = cells[0]
	at.mends = c.fields[cells[0]].RowShort
	if c.check.Each == "row" {
		at.mends = c.fields[cells[0]].ColShort
	}
	return true
}

func (k *balance) judge(j *judgement) {
	for i := range k.of {
		at := &k.of[i]
		left, right, ok := at.sums(j)
		if !ok || left.Equal(right) {
			continue
		}
		difference := left.Sub(right).Abs().String()
		f := Finding{Key: at.key, Section: at.section, Cells: append([]form.Code{}, at.codes...),
			Found: right.String(), Expected: left.String()}
		f.Message = whereText(at.where, balanceText(f.Expected, f.Found, difference, at.unit))
		if at.equation.mend >= 0 && j.alone(at.equation) {
			f.Repair = j.repair(at.equation.mend)
		}
		if len(f.Repair) > 0 {
			f.Fix = mendText(at.mends, f.Repair[0].Value)
		}
		j.find(f, facts{where: at.where, left: f.Expected, right: f.Found, difference: difference})
	}
}
