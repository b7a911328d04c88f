package extract

import (
	"slices"
	"strconv"
	"strings"
)

// docRow is a row of a table as stored.
type docRow struct {
	cells [][]item
	props paraProps
}

// docFlow takes text apart at its marks.
type docFlow struct {
	d     *docReader
	out   []item
	text  []rune // of the paragraph under way
	field []bool // whether the field shows its result already
	cell  []item
	row   [][]item
	rows  []docRow

	boxes map[int]docBox // by the character they hang on
	hooks []int          // of the paragraph under way

	// The paragraph that was looked at last, and whether its style hides it.
	from, to int
	hidden   bool
}

// docParts are where the head of a file says how long the parts of its text
// are: body, footnotes, headers and footers, macros, remarks in the margin,
// endnotes, text boxes.
var docParts = []int{0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64}

// Those that are no text of the report, or not in a row.
const (
	headerPart = 2
	macroPart  = 3
	remarkPart = 4
	boxPart    = 6
)

// write reads the parts of the document that are text of the report: the
// body with its text boxes, and footnotes. Remarks in the margin are comments.
func (d *docReader) write() error {
	at := 0
	parts := make([]docBox, len(docParts))
	for i, offset := range docParts {
		if length := u32(d.word, offset); length > 0 && at < len(d.text) {
			parts[i] = docBox{at, min(at+length, len(d.text))}
			at = parts[i].to
		}
	}
	boxes := d.boxes(parts[boxPart].from, parts[boxPart].to)
	for i, p := range parts {
		if p.to == 0 || i == headerPart || i == macroPart || i == boxPart && len(boxes) > 0 {
			continue
		}
		part := &docFlow{d: d}
		if i == 0 {
			part.boxes = boxes
		}
		items := part.read(p.from, p.to)
		if i != remarkPart {
			if err := d.in.flow(items); err != nil {
				return err
			}
			continue
		}
		for _, it := range items {
			if text := tidyCell(it.text); text != "" {
				d.in.doc.Comments = append(d.in.doc.Comments, Comment{Text: text})
			}
		}
	}
	if d.revised {
		d.in.note(Revised, 0, "")
	}
	d.in.pictures(d.pictures)
	return nil
}

// shapeMark is the character a shape hangs on.
const shapeMark = 0x08

func (f *docFlow) read(from, to int) []item {
	for i := from; i < to; i++ {
		r := f.d.text[i]
		switch r {
		case '\r', '\f', 0x07:
			f.end(r, f.d.propsAt(f.d.places[i]))
		case 0x13:
			f.field = append(f.field, false)
		case 0x14:
			if n := len(f.field); n > 0 {
				f.field[n-1] = true
			}
		case 0x15:
			if n := len(f.field); n > 0 {
				f.field = f.field[:n-1]
			}
		case 0x01, shapeMark: // a picture in the line, one beside it or a text box
			if _, isBox := f.boxes[i]; isBox {
				f.hooks = append(f.hooks, i)
			} else if !slices.Contains(f.field, false) {
				f.d.pictures++
			}
		default:
			if slices.Contains(f.field, false) {
				break
			}
			if gone, isRaised := f.look(i); isRaised && !gone {
				f.text = append(f.text, []rune(raised(string(shown(r))))...)
			} else if !gone {
				f.text = append(f.text, shown(r)...)
			}
		}
	}
	f.end('\r', paraProps{})
	f.endTable()
	return f.out
}

// look tells characters that were deleted with changes tracked or are hidden,
// and those printed above the line.
func (f *docFlow) look(i int) (gone, isRaised bool) {
	place := f.d.places[i]
	hidden := f.hidesParagraph(place)
	eachOp(runAt(f.d.characters, place).ops, func(op int, arg []byte) {
		switch on := arg[0] == 1; op {
		case opDeleted:
			gone = gone || on
			f.d.revised = f.d.revised || on
		case opHidden:
			hidden = on
		case opCharStyle:
			hidden = hidden || f.d.hides(u16(arg, 0))
		case opRaised:
			isRaised = on
		}
	})
	return gone || hidden, isRaised
}

// hidesParagraph reports whether the style of the paragraph at a place hides it.
func (f *docFlow) hidesParagraph(place int) bool {
	if place < f.from || place >= f.to || f.to == 0 {
		run := runAt(f.d.paragraphs, place)
		f.from, f.to, f.hidden = run.from, run.to, f.d.hides(run.style)
	}
	return f.hidden
}

// shown is what a character prints.
func shown(r rune) []rune {
	switch {
	case r == 0x0B:
		return []rune{'\n'}
	case r == 0x1E:
		return []rune{'-'}
	case r == '\t', r >= ' ':
		return []rune{r}
	}
	return nil
}

// end ends a paragraph, and with it a cell, a row or the table.
func (f *docFlow) end(mark rune, p paraProps) {
	it := item{text: joinPairs(f.text), level: p.level}
	f.text = nil
	if p.list > 0 && strings.TrimSpace(it.text) != "" {
		it.text = numbered(f.d.numbering.next(strconv.Itoa(p.list), p.listLevel), it.text)
	}
	if p.contents {
		f.d.in.note(Omitted, 0, tidy(it.text))
		return
	}
	inTable := p.inTable || p.depth > 0 || mark == 0x07
	if !inTable {
		f.endTable()
		if strings.TrimSpace(it.text) != "" {
			f.out = append(f.out, it)
		}
		f.out = append(f.out, f.hang()...)
		return
	}
	if mark == 0x07 && p.rowEnd && p.depth <= 1 {
		f.rows = append(f.rows, docRow{f.row, p})
		f.row, f.cell = nil, nil
		return
	}
	f.cell = append(append(f.cell, it), f.hang()...)
	if mark == 0x07 && p.depth <= 1 {
		f.row = append(f.row, f.cell)
		f.cell = nil
	}
}

// endTable makes a table of the rows so far.
func (f *docFlow) endTable() {
	if len(f.row) > 0 || len(f.cell) > 0 { // its last row never ended
		f.rows = append(f.rows, docRow{cells: append(f.row, f.cell)})
		f.row, f.cell = nil, nil
	}
	if len(f.rows) == 0 {
		return
	}
	edges := f.edges()
	rows := make([][]*docxCell, len(f.rows))
	for i := range f.rows {
		rows[i] = f.rows[i].place(edges)
	}
	f.rows = nil
	f.out = append(f.out, item{table: mergeDown(rows)})
}

// sameEdge is how far edges of cells may differ that are one: 1 mm, in twips.
const sameEdge = 57

// edges are the places where cells of any row begin or end.
func (f *docFlow) edges() []int {
	var all []int
	for _, row := range f.rows {
		all = append(all, row.props.edges...)
	}
	slices.Sort(all)
	var out []int
	for _, e := range all {
		if len(out) == 0 || e-out[len(out)-1] > sameEdge {
			out = append(out, e)
		}
	}
	return out
}

// place gives the cells of a row their columns.
func (r *docRow) place(edges []int) []*docxCell {
	column := func(edge int) int {
		i, _ := slices.BinarySearch(edges, edge+1)
		return max(i-1, 0)
	}
	var out []*docxCell
	for i, items := range r.cells {
		c := &docxCell{flowCell: flowCell{items: items, rowSpan: 1, colSpan: 1}, column: i}
		if i+1 < len(r.props.edges) {
			c.column = column(r.props.edges[i])
			c.colSpan = max(column(r.props.edges[i+1])-c.column, 1)
			c.merge = r.props.merged[i].down
			if n := len(out); r.props.merged[i].left && n > 0 {
				out[n-1].colSpan += c.colSpan
				continue
			}
			if i == 0 && c.column > 0 {
				out = append(out, &docxCell{flowCell: flowCell{rowSpan: 1, colSpan: c.column}})
			}
		}
		out = append(out, c)
	}
	return out
}
