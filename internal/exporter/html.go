package exporter

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/templates"
)

// styleSheet and htmlTemplate are parsed once, at start-up; a fault in an
// embedded file is a programmer's mistake.
var (
	styleSheet   = mustRead("report/html/style.css")
	markedSheet  = styleSheet + mustRead("report/html/mark.css")
	htmlTemplate = template.Must(template.ParseFS(templates.Report, "report/html/report.tmpl"))
)

func mustRead(name string) string {
	data, err := fs.ReadFile(templates.Report, name)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// StyleSheet is the text between <style> and </style> of every page this
// package writes: a Content-Security-Policy may allow it by its hash.
// One with a mark has a sheet of its own, so that finished pages do not change.
func StyleSheet(opts Options) string {
	if opts.Mark != "" {
		return markedSheet
	}
	return styleSheet
}

// page is what the template of a web page sees.
type page struct {
	*Document
	Name     string
	Style    template.CSS
	Sections []htmlSection
}

type htmlSection struct {
	Section
	Table *htmlTable // hides Section.Table
}

type htmlTable struct {
	Layout  form.Layout
	Small   bool // on one printed page only in smaller text
	Caption string
	Columns template.HTML
	Body    template.HTML
}

// renderHTML writes one page that stands alone: no script, nothing to fetch.
func renderHTML(def *form.Definition, r *report.Report, opts Options) ([]byte, error) {
	d := newMarked(def, r, opts)
	p := page{Document: d, Name: baseName(r), Style: template.CSS(StyleSheet(opts))}
	for _, s := range d.Sections {
		section := htmlSection{Section: s}
		if s.Table != nil {
			section.Table = newHTMLTable(s.Table)
		}
		p.Sections = append(p.Sections, section)
	}
	var b bytes.Buffer
	if err := htmlTemplate.Execute(&b, p); err != nil {
		return nil, fmt.Errorf("execute template: %w", err)
	}
	return b.Bytes(), nil
}

// LeadText is the sub-heading at the beginning of a paragraph.
func (p Paragraph) LeadText() string { return p.Text[:p.Lead] }

// Rest is the text behind the sub-heading.
func (p Paragraph) Rest() string { return p.Text[p.Lead:] }

// IsLoose reports whether the paragraph has a run of Latin text, an address
// say, that cannot be broken: justified, the line before it would be torn
// apart.
func (p Paragraph) IsLoose() bool { return longLatin.MatchString(p.Text) }

var longLatin = regexp.MustCompile(`[!-~]{16}`)

// newHTMLTable writes columns and rows itself: a thousand template actions for
// a table would take several times as long. All text goes through escape.
func newHTMLTable(t *Table) *htmlTable {
	small := false
	if t.Layout == form.Matrix {
		size, _ := t.fitting(typeArea*mm, 0, tablePad)
		small = size > 0
	}
	return &htmlTable{
		Layout: t.Layout, Small: small, Caption: t.Caption,
		Columns: template.HTML(htmlColumns(t, small)),
		Body:    template.HTML(htmlRows(t, t.classLook)),
	}
}

// printWidth is what fits beside each other in the type area at 五号: 42
// characters less the padding of the cells.
const printWidth = 76

// smallSize is that of small tables in the style sheet, in points.
const smallSize = 8

// widestClass is the widest column the style sheet has a class for.
const widestClass = 16

// htmlColumns names the width of each column of a matrix by a class, so that
// the page needs no style attributes; the other layouts share widths evenly.
func htmlColumns(t *Table, small bool) string {
	if t.Layout != form.Matrix {
		return ""
	}
	width, size := printWidth, sizeFive
	if small {
		size = smallSize
		width = int(printWidth * sizeFive / size)
	}
	flexible := t.flexible()
	var b strings.Builder
	b.WriteString("<colgroup>")
	for i, w := range t.Widths(width, 0) {
		w = int(math.Ceil(float64(w) * size / sizeFive))
		if i == flexible {
			b.WriteString("<col>")
		} else {
			b.WriteString(`<col class="w` + strconv.Itoa(min((w+1)/2*2, widestClass)) + `">`)
		}
	}
	b.WriteString("</colgroup>\n")
	return b.String()
}

// htmlRows writes thead and tbody. A table whose headings stand in its body
// gets a body for each bar, a matrix one for each label of the first level.
// Look gives the attributes of a cell beside those of its meaning.
func htmlRows(t *Table, look func(*Cell) string) string {
	var b strings.Builder
	open := ""
	for i, row := range t.Rows {
		if part := t.part(i); part != "" {
			if open != "" {
				b.WriteString("</" + open + ">\n")
			}
			b.WriteString("<" + part + ">\n")
			open = part
		}
		b.WriteString("<tr>")
		for n := range row.Cells {
			writeCell(&b, &row.Cells[n], look(&row.Cells[n]))
		}
		b.WriteString("</tr>\n")
	}
	if open != "" {
		b.WriteString("</" + open + ">")
	}
	return b.String()
}

// classLook is the class of a cell where there is a style sheet.
func (t *Table) classLook(c *Cell) string {
	if class := c.class(t); class != "" {
		return ` class="` + class + `"`
	}
	return ""
}

// plainLook is that of a cell without looks of its own.
func plainLook(*Cell) string { return "" }

// part is the part of the table that begins with row i, "" if none does.
func (t *Table) part(i int) string {
	first := len(t.Rows[i].Cells) > 0 && t.Rows[i].Cells[0].Column == 0
	switch {
	case i == 0 && t.HeadRows > 0:
		return "thead"
	case i < t.HeadRows:
		return ""
	case i == t.HeadRows:
		return "tbody"
	case t.HeadRows > 0 && first, t.Rows[i].Cells[0].Kind == form.BarCell:
		return "tbody"
	}
	return ""
}

func writeCell(b *strings.Builder, c *Cell, look string) {
	tag := "th"
	if c.Kind == form.ValueCell {
		tag = "td"
	}
	b.WriteString("<" + tag)
	if scope := c.scope(); scope != "" {
		b.WriteString(` scope="` + scope + `"`)
	}
	b.WriteString(look)
	if c.ColSpan > 1 {
		b.WriteString(` colspan="` + strconv.Itoa(c.ColSpan) + `"`)
	}
	if c.RowSpan > 1 {
		b.WriteString(` rowspan="` + strconv.Itoa(c.RowSpan) + `"`)
	}
	b.WriteString(">" + template.HTMLEscapeString(c.Text) + "</" + tag + ">")
}

// scope says what a heading is the heading of.
func (c *Cell) scope() string {
	switch {
	case c.Kind == form.ValueCell:
		return ""
	case c.Kind == form.BarCell, c.Kind == form.LabelCell && c.RowSpan > 1:
		return "rowgroup"
	case c.Kind == form.LabelCell:
		return "row"
	case c.ColSpan > 1:
		return "colgroup"
	}
	return "col"
}

// class tells the labels that stand left from those of groups.
func (c *Cell) class(t *Table) string {
	if c.Kind != form.LabelCell || t.Layout != form.Matrix {
		return ""
	}
	if c.RowSpan > 1 {
		return "group"
	}
	return "label"
}
