package check

// identical: a table whose figures are all last year's, and not all 0.
type identical struct {
	table, where string
	section      int
	cells        []int
}

func compileIdentical(c *compiler) rule {
	k := &identical{table: c.check.Table, where: c.def.Table(c.check.Table).Name, cells: c.tableCells(c.check.Table)}
	k.section = c.fields[k.cells[0]].Section
	return k
}

func (k *identical) judge(j *judgement) {
	var cells []int
	for _, cell := range k.cells {
		now, ok := j.now[cell].Decimal()
		before, okBefore := j.prev[cell].Decimal()
		if !ok || !okBefore || !now.Equal(before) {
			return
		}
		if now.Sign() != 0 {
			cells = append(cells, cell)
		}
	}
	if len(cells) > 0 {
		j.find(Finding{Key: k.table, Section: k.section, Cells: j.codes(cells...), Message: whereText(k.where, identicalText)},
			facts{where: k.where})
	}
}
