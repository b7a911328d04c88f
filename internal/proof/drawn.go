package proof

import (
	"regexp"
	"strings"

	"nianbao/internal/exporter"
	"nianbao/internal/form"
)

// drawnTop is the upper border of a table in a text file. Prose is indented.
var drawnTop = regexp.MustCompile(`^\+[-+]+$`)

// drawnGrid is where the borders of such a table stand.
type drawnGrid struct{ x, y []int }

func (g drawnGrid) height() int { return g.y[len(g.y)-1] + 1 }

// drawnGrids are those of a text file's tables; other kinds have none.
func (p *prover) drawnGrids() []drawnGrid {
	if p.kind != exporter.Text {
		return nil
	}
	var out []drawnGrid
	for _, s := range exporter.NewDocument(p.def, p.report).Sections {
		if s.Table != nil {
			x, y := s.Table.TextEdges()
			out = append(out, drawnGrid{x, y})
		}
	}
	return out
}

// drawn compares a table that is drawn with lines: a cell says what stands
// between its borders.
func (p *prover) drawn(t *form.Table, lines []string) {
	var g drawnGrid
	for i, other := range p.def.Tables() {
		if other == t {
			g = p.drawnGrids()[i]
		}
	}
	slots := make([][]string, len(lines))
	for i, line := range lines {
		slots[i] = slotsOf(line)
	}
	grid := t.Grid()
	for i := range grid.Rows {
		for n := range grid.Rows[i].Cells {
			c := &grid.Rows[i].Cells[n]
			var read strings.Builder
			for y := g.y[i] + 1; y < g.y[i+c.RowSpan] && y < len(slots); y++ {
				left, right := g.x[c.Column]+1, g.x[c.Column+c.ColSpan]
				for x := left; x < right && x < len(slots[y]); x++ {
					read.WriteString(slots[y][x])
				}
			}
			want := p.cellTexts(c)
			if have := squeeze(read.String()); have != want[0] && have != want[1] {
				p.differs(p.cellName(t, c, i), want[1], have)
			}
		}
	}
}

// slotsOf is a line as a slot for each half-width column; a wide character
// takes two.
func slotsOf(line string) []string {
	var out []string
	for _, r := range line {
		switch width := exporter.RuneWidth(r); {
		case width > 0:
			out = append(out, string(r))
			for range width - 1 {
				out = append(out, "")
			}
		case len(out) > 0:
			out[len(out)-1] += string(r)
		}
	}
	return out
}
