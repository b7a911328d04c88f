package recognise_test

import (
	"strings"
	"testing"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// drawnWith draws a table without merged cells: between its rows a line, made
// of the first, inner and last joints, its strokes and its bars.
func drawnWith(first, inner, last, stroke, bar string) func(*sample, *form.Table) string {
	return func(s *sample, t *form.Table) string {
		m, _ := s.matrix(t)
		widths := make([]int, len(m[0]))
		for _, row := range m {
			for i, c := range row {
				widths[i] = max(widths[i], wide(c)+2)
			}
		}
		var line strings.Builder
		for i, w := range widths {
			if i > 0 {
				line.WriteString(inner)
			}
			line.WriteString(strings.Repeat(stroke, w))
		}
		rule := first + line.String() + last + "\n"
		out := rule
		for _, row := range m {
			for i, c := range row {
				out += bar + " " + c + strings.Repeat(" ", widths[i]-wide(c)-1)
			}
			out += bar + "\n" + rule
		}
		return out
	}
}

// linedOff is a table set out with spaces between lines of dashes.
func linedOff(s *sample, t *form.Table) string {
	lines := strings.Split(strings.TrimSuffix(drawnWith("  ", " ", "", "-", " ")(s, t), "\n"), "\n")
	out := lines[0] + "\n"
	for i := 1; i < len(lines); i += 2 {
		out += lines[i] + "\n"
	}
	return out + lines[0] + "\n"
}

// TestDrawn wants every figure of drawn tables, blank cells or not, and no line
// of strokes in a text.
func TestDrawn(t *testing.T) {
	layouts := []layout{
		{name: "plus and minus", write: drawnWith("+", "+", "+", "-", "|")},
		{name: "light lines", write: drawnWith("├", "┼", "┤", "─", "│")},
		{name: "double lines", write: drawnWith("╠", "╬", "╣", "═", "║")},
		{name: "lines of dashes", write: linedOff},
	}
	c := catalog(t)
	for _, l := range layouts {
		for _, seed := range corpusSeeds() {
			s := makeSample(c.Definitions()[seed%2], seed, true)
			if l.name != "lines of dashes" {
				noNoughts(s)
			}
			r := readSample(t, s, l)
			if sc := judge(s, r); sc.right != sc.printed || sc.silent+sc.invented > 0 {
				t.Errorf("%s/%d: %+v", l.name, seed, sc)
			}
			for _, place := range []string{"2", "3", "4"} {
				if text := r.Narrative(report.Place(place)); strings.ContainsAny(text, "-─═") {
					t.Errorf("%s/%d: %q in %s", l.name, seed, shortened(text), place)
				}
			}
		}
	}
}
