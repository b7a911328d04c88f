// Package compare says how two reports differ: figures, head fields, and prose
// paragraph by paragraph.
//
// It may import form and report, and touches no file, clock or network. Start
// reading at Compare.
package compare

import (
	"slices"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Diff is what differs between report A and report B. Same is true if nothing
// does.
type Diff struct {
	Cells      []Cell      `json:"cells"`
	Head       []Head      `json:"head"`
	Paragraphs []Paragraph `json:"paragraphs"`
	Same       bool        `json:"same"`
	// Repeat says how much of B's prose is A's, where A is the year before.
	Repeat *Repeat `json:"repeat,omitempty"`
}

// Repeat is how much of a text stood there the year before, in all and by
// place.
type Repeat struct {
	Rate
	Percent  int           `json:"percent"`
	Sections []PlaceRepeat `json:"sections"`
}

// PlaceRepeat is the Repeat of one place.
type PlaceRepeat struct {
	Place report.Place `json:"place"`
	Rate
	Percent int `json:"percent"`
}

// Cell is a figure that differs. A and B are as printed, with the unit where
// the units differ; "" is a blank. Change is B less A where both are numbers
// of the same unit and meaning.
type Cell struct {
	Code   form.Code `json:"code"`
	Label  string    `json:"label"`
	A      string    `json:"a"`
	B      string    `json:"b"`
	Change string    `json:"change,omitempty"`
	// LabelB is the label in B's format where it differs: the code may mean
	// something else there.
	LabelB string `json:"label_b,omitempty"`
	// Lacks is the format that does not have the code.
	Lacks string `json:"lacks,omitempty"`
}

// Head is a field of head or foot that differs.
type Head struct {
	Field string `json:"field"`
	Label string `json:"label"`
	A     string `json:"a"`
	B     string `json:"b"`
}

// Op says what happened to a paragraph on the way from A to B.
type Op string

// What may happen to a paragraph.
const (
	Removed Op = "removed"
	Added   Op = "added"
	Changed Op = "changed"
)

// Paragraph is a paragraph that differs. A is "" if it was added, B if it was
// removed.
type Paragraph struct {
	Place report.Place `json:"place"`
	Op    Op           `json:"op"`
	A     string       `json:"a"`
	B     string       `json:"b"`
}

// Compare compares two reports, each with its definition; the formats may
// differ.
func Compare(defA, defB *form.Definition, a, b *report.Report) Diff {
	d := Diff{Cells: []Cell{}, Head: []Head{}, Paragraphs: []Paragraph{}}
	d.cells(side{defA, a}, side{defB, b})
	d.head(defA, a, b)
	for _, place := range report.Places {
		d.paragraphs(place, a.Paragraphs(place), b.Paragraphs(place))
	}
	d.repeat(a, b)
	d.Same = len(d.Cells)+len(d.Head)+len(d.Paragraphs) == 0
	return d
}

// repeat weighs a report's prose against that of the year before.
func (d *Diff) repeat(a, b *report.Report) {
	if a.Year == 0 || b.Year != a.Year+1 {
		return
	}
	reading := Read(a, b)
	d.Repeat = &Repeat{Rate: reading.Rate, Percent: reading.Rate.Percent(), Sections: []PlaceRepeat{}}
	for _, n := range reading.Narratives {
		if n.Rate.Counted > 0 {
			d.Repeat.Sections = append(d.Repeat.Sections, PlaceRepeat{n.Place, n.Rate, n.Rate.Percent()})
		}
	}
}

// side is one of the two reports.
type side struct {
	def *form.Definition
	r   *report.Report
}

// cells compares every code of A's format in printing order, then the codes
// that only B's has.
func (d *Diff) cells(a, b side) {
	for _, code := range codes(a, b) {
		if c, differs := compareCell(code, a, b); differs {
			d.Cells = append(d.Cells, c)
		}
	}
}

// codes lists every code of either format, and those that only the reports
// have.
func codes(sides ...side) []form.Code {
	var out []form.Code
	seen := map[form.Code]bool{}
	add := func(code form.Code) {
		if !seen[code] {
			seen[code] = true
			out = append(out, code)
		}
	}
	for _, s := range sides {
		for _, f := range s.def.Fields() {
			add(f.Code)
		}
	}
	known := len(out)
	for _, s := range sides {
		for code := range s.r.Cells {
			add(code)
		}
	}
	slices.Sort(out[known:])
	return out
}

func compareCell(code form.Code, a, b side) (c Cell, differs bool) {
	va, vb := a.r.Cell(code), b.r.Cell(code)
	fa, inA := a.def.Field(code)
	fb, inB := b.def.Field(code)
	ua, ub := a.unit(code, fa), b.unit(code, fb)
	sameUnit := ua == ub || va.IsBlank() || vb.IsBlank()
	if va.Equal(vb) && sameUnit {
		return Cell{}, false
	}
	c = Cell{Code: code, Label: fa.Label, A: va.String(), B: vb.String()}
	switch {
	case !inA && !inB:
		c.Label = string(code)
	case !inA:
		c.Label, c.Lacks = fb.Label, a.def.Format
	case !inB:
		c.Lacks = b.def.Format
	case fa.Label != fb.Label:
		c.LabelB = fb.Label
	}
	if !sameUnit {
		c.A, c.B = c.A+ua, c.B+ub
	}
	if sameUnit && c.LabelB == "" {
		c.Change = change(va, vb)
	}
	return c, true
}

// unit is the unit of a figure: amounts may state one of their own.
func (s side) unit(code form.Code, f form.Field) string {
	if u := s.r.Units[code]; u != "" {
		return u
	}
	return f.Unit
}

// change is b less a, with its sign; "" unless both are numbers.
func change(a, b report.Value) string {
	x, okA := a.Decimal()
	y, okB := b.Decimal()
	if !okA || !okB {
		return ""
	}
	diff := y.Sub(x)
	if diff.IsPositive() {
		return "+" + diff.String()
	}
	return diff.String()
}
