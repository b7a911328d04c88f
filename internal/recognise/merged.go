package recognise

// Some programs print what stands in a merged cell for every column and row
// that it covers. A figure that comes again below a heading that comes again
// is one.

// maxHeadAbove is how many rows above its figures a heading is looked for.
const maxHeadAbove = 4

// merged leaves out figures that are printed again for a merged cell.
func (a *reading) merged(values []*token) []*token {
	head := a.headRow(values[0].row)
	if head == nil {
		return nil
	}
	var out []*token
	for i, v := range values {
		if v.row != values[0].row {
			return nil
		}
		again := i > 0 && v.place == values[i-1].place+1 && v.text == values[i-1].text &&
			head.cells[v.place].text != "" && head.cells[v.place].text == head.cells[v.place-1].text
		if !again {
			out = append(out, v)
		}
	}
	return out
}

// headRow is the row of headings above a row of as many cells.
func (a *reading) headRow(n int) *row {
	r := &a.rows[n]
	if !r.split || r.grid > 0 {
		return nil
	}
	for i := n - 1; i >= max(0, n-maxHeadAbove); i-- {
		if h := &a.rows[i]; h.split && len(h.cells) == len(r.cells) && h.values == 0 && h.labels > 0 {
			return h
		}
	}
	return nil
}
