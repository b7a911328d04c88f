package compare

import (
	"fmt"
	"strings"

	"nianbao/internal/report"
)

// Text lists the differences in plain Chinese, for a terminal or a mail.
func (d Diff) Text() string {
	if d.Same {
		return nothing + "\n"
	}
	var b strings.Builder
	if len(d.Head) > 0 {
		fmt.Fprintf(&b, headTitle+"\n", len(d.Head))
		for _, h := range d.Head {
			fmt.Fprintf(&b, "  "+twoSides+"\n", h.Label, shown(h.A), shown(h.B))
		}
	}
	if len(d.Cells) > 0 {
		fmt.Fprintf(&b, cellsTitle+"\n", len(d.Cells))
		for _, c := range d.Cells {
			b.WriteString("  " + c.text() + "\n")
		}
	}
	if len(d.Paragraphs) > 0 {
		fmt.Fprintf(&b, proseTitle+"\n", len(d.Paragraphs))
		for _, p := range d.Paragraphs {
			b.WriteString(p.text())
		}
	}
	if d.Repeat != nil && d.Repeat.Counted > 0 {
		fmt.Fprintf(&b, repeatTitle+"\n", d.Repeat.Percent)
		for _, s := range d.Repeat.Sections {
			fmt.Fprintf(&b, "  "+repeatOf+"\n", PlaceName(s.Place), s.Percent)
		}
	}
	return b.String()
}

func (c Cell) text() string {
	s := fmt.Sprintf(twoSides, c.Label, shown(c.A), shown(c.B))
	if c.Change != "" {
		s += fmt.Sprintf(changedBy, c.Change)
	}
	if c.LabelB != "" {
		s += fmt.Sprintf(otherLabel, c.LabelB)
	}
	if c.Lacks != "" {
		s += fmt.Sprintf(formatLacks, c.Lacks)
	}
	return s
}

func (p Paragraph) text() string {
	s := "  " + fmt.Sprintf(ops[p.Op], PlaceName(p.Place)) + "\n"
	if p.Op != Added {
		s += "    - " + p.A + "\n"
	}
	if p.Op != Removed {
		s += "    + " + p.B + "\n"
	}
	return s
}

// PlaceName names a narrative in messages.
func PlaceName(place report.Place) string {
	if place == report.Preface {
		return prefaceName
	}
	number, _, behind := strings.Cut(string(place), ".")
	name := number
	if n := strings.Index("123456", number); n >= 0 && len(number) == 1 {
		name = string([]rune(numerals)[n])
	}
	if behind {
		return fmt.Sprintf(behindTable, name)
	}
	return fmt.Sprintf(sectionName, name)
}

// shown makes a blank visible.
func shown(value string) string {
	if value == "" {
		return blank
	}
	return value
}
