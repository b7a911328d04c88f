package typeset

import "strconv"

// item is a piece that is not broken over pages: a line, a row, a table.
type item struct {
	height        float64
	before, after float64 // space; none before at the top of a page
	keepNext      bool
	bookmark      string
	draw          func(y float64)
	end           func(y float64) // drawn behind the last item of a page, nil for nothing
	// again is drawn above the item where it begins a page: the headings of
	// its table.
	again *item
}

// pages places items one below the other.
func (b *Book) pages(items []item) {
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n-1].keepNext {
			n++
		}
		if b.y > 0 && b.room() < heightOf(items[:n]) && heightOf(items[:n]) <= b.Page.textHeight()+slack {
			b.y = 0 // all of them fit the next page
		}
		for _, it := range items[:n] {
			b.place(it)
		}
		items = items[n:]
	}
}

// room is what is left of the page.
func (b *Book) room() float64 { return b.Page.textHeight() - b.y + slack }

// heightOf is what items need together, without space at either end.
func heightOf(items []item) float64 {
	total := 0.0
	for i, it := range items {
		total += it.height
		if i > 0 {
			total += it.before + items[i-1].after
		}
	}
	return total
}

func (b *Book) place(it item) {
	if b.number == 0 || b.y == 0 || b.room() < it.before+it.height {
		b.newPage()
		if it.again != nil {
			it.again.draw(b.Page.Top)
			b.y = it.again.height
		}
	} else {
		b.y += it.before
	}
	if it.bookmark != "" {
		b.Canvas.Bookmark(it.bookmark)
	}
	top := b.Page.Top + b.y
	it.draw(top)
	b.end = nil
	if it.end != nil {
		b.end = func() { it.end(top) }
	}
	b.y += it.height + it.after
}

// newPage begins a page with its mark and number: — 1 —, on the right of odd
// pages and the left of even ones.
func (b *Book) newPage() {
	if b.end != nil {
		b.end()
		b.end = nil
	}
	b.Canvas.Page(b.Page.Width, b.Page.Height)
	b.number++
	b.y = 0
	if b.Mark != "" {
		b.drawLine(b.chars([]Run{{Text: b.Mark}}, b.MarkLook), b.MarkLook, b.Page.Left, b.Page.Top/2, b.Page.textWidth(), true)
	}
	number := b.Number
	number.Align = Right
	if b.number%2 == 0 {
		number.Align = Left
	}
	inset := number.Size
	line := b.chars([]Run{{Text: "— " + strconv.Itoa(b.number) + " —"}}, number)
	b.drawLine(line, number, b.Page.Left+inset, b.Page.Height-b.Page.Bottom+b.Foot, b.Page.textWidth()-2*inset, true)
}
