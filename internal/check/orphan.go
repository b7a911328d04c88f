package check

import "strconv"

// orphan: figures that come of another table's, while that table has been all
// 0 this year and last.
type orphan struct {
	cells  []int
	table  []int
	key    string
	name   string // of the table
	wheres []string
}

func compileOrphan(c *compiler) rule {
	k := &orphan{cells: c.codes(), table: c.tableCells(c.check.Table), name: c.def.Table(c.check.Table).Name, wheres: c.wheres()}
	if len(k.cells) > 0 {
		k.key = c.fields[k.cells[0]].Table
	}
	return k
}

func (k *orphan) judge(j *judgement) {
	var cells []int
	var figures, found []string
	for _, cell := range k.cells {
		if j.positive(cell) {
			cells = append(cells, cell)
			found = append(found, j.now[cell].String())
			figures = append(figures, k.wheres[cell]+" "+j.now[cell].String())
		}
	}
	if len(cells) == 0 || !allZero(j.now, k.table) || !allZero(j.prev, k.table) {
		return
	}
	j.find(Finding{Key: k.key, Section: j.fields[cells[0]].Section, Cells: j.codes(cells...), Found: list(found),
		Message: orphanText(figures, k.name, strconv.Itoa(j.report.Year-1), strconv.Itoa(j.report.Year))}, facts{})
}
