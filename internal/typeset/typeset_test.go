package typeset

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/internal/golden"
)

// recorder writes down what is drawn. Chinese characters are as wide as high,
// others half as wide; it has every character but ✗.
type recorder struct{ strings.Builder }

func (r *recorder) Page(w, h float64) { fmt.Fprintf(r, "page %.0fx%.0f\n", w, h) }
func (r *recorder) Text(font string, size, x, y, spacing float64, text string) {
	fmt.Fprintf(r, "%7.2f %7.2f %s %g %+.2f %s\n", x, y, font, size, spacing, text)
}
func (r *recorder) Line(x1, y1, x2, y2 float64) {
	fmt.Fprintf(r, "line %.1f,%.1f %.1f,%.1f\n", x1, y1, x2, y2)
}
func (r *recorder) Advance(_ string, c rune) float64 {
	if c < 0x80 {
		return 0.5
	}
	return 1
}
func (r *recorder) Has(font string, c rune) bool {
	return c != '✗' && (c != '㙍' || font == "other")
}
func (r *recorder) Bookmark(title string) { fmt.Fprintf(r, "bookmark %s\n", title) }

// small is a page of ten lines of twenty characters.
var small = Page{Width: 240, Height: 240, Top: 20, Right: 20, Bottom: 20, Left: 20}

var look = Look{Font: "body", Size: 10, Line: 20, Indent: 2}

func lines(t *testing.T, text string, width float64) []string {
	t.Helper()
	b := Book{Canvas: &recorder{}, fonts: map[glyph]string{}}
	var out []string
	for _, line := range fill(b.chars([]Run{{Text: text}}, look), width, 0) {
		s := ""
		for _, c := range line {
			s += string(c.r)
		}
		out = append(out, s)
	}
	return out
}

func TestFill(t *testing.T) {
	tests := []struct{ text, want string }{
		{"一二三四五六七八", "一二三四五|六七八"},
		{"一二三四五，六七", "一二三四|五，六七"},
		{"一二三四（五）六", "一二三四|（五）六"},
		{"一二三四2025年", "一二三四|2025年"},
		{"一二三四五……六", "一二三四|五……六"},
		{"一二三——四五六", "一二三——|四五六"},
		{"abcdefghijklmnop", "abcdefghij|klmnop"},
		{"一二三四五 六七", "一二三四五|六七"},
		{"，，，，，，，，", "，，，，，|，，，"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(lines(t, tt.text, 50), "|"); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestBook(t *testing.T) {
	body := func(text string) *Paragraph { return &Paragraph{Look: look, Lines: [][]Run{{{Text: text}}}} }
	head := func(text string) *Paragraph {
		p := body(text)
		p.KeepNext, p.Bookmark = true, text
		return p
	}
	table := func(rows int, together bool) *Table {
		t := &Table{Look: Look{Font: "cell", Size: 10, Line: 12}, Widths: []float64{50, 100, 50}, HeadRows: 1, Together: together, Pad: 2,
			Rows: [][]Cell{{{Column: 0, ColSpan: 3, RowSpan: 1, Text: "表头", Align: Center}}}}
		t.Rows = append(t.Rows, []Cell{{Column: 0, ColSpan: 1, RowSpan: rows, Text: "一组", Align: Center}, {Column: 1, ColSpan: 1, RowSpan: 1, Text: "第一行的标签很长要折行", Align: Left}, {Column: 2, ColSpan: 1, RowSpan: 1, Text: "1", Align: Center}})
		for i := 1; i < rows; i++ {
			t.Rows = append(t.Rows, []Cell{{Column: 1, ColSpan: 1, RowSpan: 1, Text: "标签", Align: Left}, {Column: 2, ColSpan: 1, RowSpan: 1, Text: fmt.Sprint(i + 1), Align: Center}})
		}
		return t
	}
	long := strings.Repeat("字", 90)
	tests := []struct {
		name   string
		blocks []Block
	}{
		{"heading kept with two lines", []Block{body(strings.Repeat("字", 158)), head("一、标题"), body(long)}},
		{"no line alone", []Block{body(long), body(strings.Repeat("文", 98))}},
		{"table together", []Block{body(long), head("表"), table(8, true)}},
		{"table over pages", []Block{body("前"), table(24, true), body("后")}},
		{"turned", []Block{body("前"), &Turn{small.Turned()}, body("横"), &Turn{small}, body("后")}},
		{"signature", []Block{body(long), &Paragraph{Look: Look{Font: "body", Size: 10, Line: 20, Align: Right}, Lines: [][]Run{{{Text: "机关"}}}, Right: 2, Before: 40}}},
		{"other fonts", []Block{&Paragraph{Look: look, Lines: [][]Run{{{Font: "lead", Text: "（一）头。"}, {Text: "正文㙍字✗完"}}}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &recorder{}
			b := Book{Canvas: c, Page: small, Fallback: []string{"other"}, Mark: "送审稿", MarkLook: look, Number: Look{Font: "body", Size: 8, Line: 8}, Foot: 2}
			if missing := string(b.Set(tt.blocks)); missing != "" {
				fmt.Fprintf(c, "missing %s\n", missing)
			}
			golden.Equal(t, filepath.Join("testdata", strings.ReplaceAll(tt.name, " ", "-")+".golden"), []byte(c.String()))
		})
	}
}
