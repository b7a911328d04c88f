package exporter

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/sheet"
)

// Rows of a sheet above its table: the report's title and the caption.
const (
	titleRow = 1
	nameRow  = 2
	gridRow  = 3
)

// renderXLSX writes a workbook: a sheet for each table as officially laid out,
// totals as formulas where they add up, and a flat sheet of everything that
// can be read back.
func renderXLSX(def *form.Definition, r *report.Report, opts Options) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	w := bookWriter{file: f, def: def, report: r, looks: map[look]int{}}
	d := newMarked(def, r, opts)
	for i := range d.Sections {
		if t := d.Sections[i].Table; t != nil {
			w.table(d, t)
		}
	}
	w.data()
	w.finish(d)
	if w.err != nil {
		return nil, w.err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return sorted(b.Bytes())
}

// sorted puts the parts of a package into a fixed order: the library writes
// them as they come.
func sorted(data []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("order workbook: %w", err)
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if err := out.Copy(f); err != nil {
			return nil, fmt.Errorf("order workbook: %s: %w", f.Name, err)
		}
	}
	if err := out.Close(); err != nil {
		return nil, fmt.Errorf("order workbook: %w", err)
	}
	return b.Bytes(), nil
}

// bookWriter fills a workbook. The first fault stops it.
type bookWriter struct {
	file   *excelize.File
	def    *form.Definition
	report *report.Report
	looks  map[look]int // styles made so far
	sheets int
	err    error
}

func (w *bookWriter) must(err error) {
	if w.err == nil {
		w.err = err
	}
}

// sheet begins a sheet under a name, which prints one page across. That has to
// be said before anything is written.
func (w *bookWriter) sheet(name, orientation string) *excelize.StreamWriter {
	if w.sheets == 0 {
		w.must(w.file.SetSheetName(w.file.GetSheetName(0), name))
	} else {
		_, err := w.file.NewSheet(name)
		w.must(err)
	}
	w.sheets++
	paper, across, down, fit := 9, 1, 0, true // 9 is A4
	w.must(w.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &across, FitToHeight: &down}))
	w.must(w.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	s, err := w.file.NewStreamWriter(name)
	w.must(err)
	return s
}

// look is how a cell of a workbook looks.
type look struct {
	align    string
	bold     bool
	border   bool
	size     float64
	decimals int // of a number
}

func (w *bookWriter) style(l look) int {
	if id, ok := w.looks[l]; ok {
		return id
	}
	s := &excelize.Style{
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.border},
		Font:      &excelize.Font{Family: fontTable, Size: l.size, Bold: l.bold},
	}
	if l.align == "left" && l.border {
		s.Alignment.Indent = 1
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	format := "0"
	if l.decimals > 0 {
		format += "." + strings.Repeat("0", l.decimals)
	}
	s.CustomNumFmt = &format
	id, err := w.file.NewStyle(s)
	w.must(err)
	w.looks[l] = id
	return id
}

// table writes a table with its merged headings.
func (w *bookWriter) table(d *Document, t *Table) {
	name, orientation := w.def.Table(t.ID).Name, "portrait"
	if t.Layout == form.Across {
		orientation = "landscape"
	}
	s := w.sheet(name, orientation)
	if w.err != nil {
		return
	}
	for i, width := range t.Widths(sheetWidth, 1) {
		w.must(s.SetColWidth(i+1, i+1, float64(width)+1))
	}
	if t.HeadRows > 0 {
		w.must(s.SetPanes(&excelize.Panes{Freeze: true, XSplit: t.LabelColumns, YSplit: gridRow - 1 + t.HeadRows,
			TopLeftCell: at(t.LabelColumns, gridRow+t.HeadRows), ActivePane: "bottomRight"}))
	}
	w.must(s.SetRow(at(0, titleRow), []any{excelize.Cell{StyleID: w.style(look{align: "center", bold: true, size: sizeFour}), Value: d.Title}}, excelize.RowOpts{Height: 30}))
	caption := strings.TrimSpace(name + wide + t.Caption + wide + d.Mark)
	w.must(s.SetRow(at(0, nameRow), []any{excelize.Cell{StyleID: w.style(look{align: "center", size: 12}), Value: caption}}, excelize.RowOpts{Height: 22}))
	places := t.places()
	heights := t.heights(t.Widths(sheetWidth, 1), 1)
	for i := range t.Rows {
		w.must(s.SetRow(at(0, gridRow+i), w.row(t, i, places), excelize.RowOpts{Height: float64(heights[i])*tableHeight + 6}))
	}
	for _, row := range []int{titleRow, nameRow} {
		w.must(s.MergeCell(at(0, row), at(t.Columns-1, row)))
	}
	w.merge(s, t)
	w.must(s.Flush())
}

// sheetWidth is the width of a table in half-width columns.
const sheetWidth = 110

// merge joins the grid cells that are one.
func (w *bookWriter) merge(s *excelize.StreamWriter, t *Table) {
	for i := range t.Rows {
		for _, c := range t.Rows[i].Cells {
			if c.ColSpan > 1 || c.RowSpan > 1 {
				w.must(s.MergeCell(at(c.Column, gridRow+i), at(c.Column+c.ColSpan-1, gridRow+i+c.RowSpan-1)))
			}
		}
	}
}

// places says where each code stands.
func (t *Table) places() map[form.Code]string {
	out := map[form.Code]string{}
	for i := range t.Rows {
		for _, c := range t.Rows[i].Cells {
			if c.Kind == form.ValueCell {
				out[c.Code] = at(c.Column, gridRow+i)
			}
		}
	}
	return out
}

// row is a line of the grid. Cells below or beside a merged one are there too:
// they carry its border.
func (w *bookWriter) row(t *Table, i int, places map[form.Code]string) []any {
	out := make([]any, t.Columns)
	empty := excelize.Cell{StyleID: w.style(look{align: "center", border: true, size: sizeFive})}
	for n := range out {
		out[n] = empty
	}
	for n := range t.Rows[i].Cells {
		c := &t.Rows[i].Cells[n]
		out[c.Column] = w.cell(t, c, places)
	}
	return out
}

func (w *bookWriter) cell(t *Table, c *Cell, places map[form.Code]string) excelize.Cell {
	l := look{align: "center", border: true, size: sizeFive}
	if c.class(t) == "label" {
		l.align = "left"
	}
	if c.Kind != form.ValueCell {
		return excelize.Cell{StyleID: w.style(l), Value: c.Text}
	}
	n, ok := w.report.Cell(c.Code).Decimal()
	if _, behind, found := strings.Cut(c.Text, "."); found {
		l.decimals = len(behind)
	}
	number, _ := n.Float64()
	// A number that a spreadsheet would round or write another way is text.
	if !ok || n.NumDigits() > sheetDigits || decimal.NewFromFloat(number).StringFixed(int32(l.decimals)) != c.Text {
		l.decimals = 0
		return excelize.Cell{StyleID: w.style(l), Value: c.Text}
	}
	return excelize.Cell{StyleID: w.style(l), Value: number, Formula: w.formula(c.Code, n, places)}
}

// sheetDigits is how many digits of a number spreadsheets keep.
const sheetDigits = 15

// formula adds up a total, "" where the figures do not.
func (w *bookWriter) formula(code form.Code, total decimal.Decimal, places map[form.Code]string) string {
	sum, ok := w.def.SumOf(code)
	if !ok {
		return ""
	}
	added := decimal.Zero
	var parts []string
	for _, part := range sum.Parts {
		n, ok := w.report.Cell(part).Decimal()
		if !ok || places[part] == "" {
			return ""
		}
		added = added.Add(n)
		parts = append(parts, places[part])
	}
	if !added.Equal(total) {
		return ""
	}
	return "SUM(" + strings.Join(parts, ",") + ")"
}

// data writes the flat sheet. Everything in it is text: figures keep their
// digits as they were typed.
func (w *bookWriter) data() {
	s := w.sheet(dataSheet, "landscape")
	if w.err != nil {
		return
	}
	for i, width := range []float64{44, 60, 60, 10} {
		w.must(s.SetColWidth(i+1, i+1, width))
	}
	plain, head := w.style(look{align: "left", size: sizeFive}), w.style(look{align: "left", bold: true, size: sizeFive})
	row := func(n, style int, values ...string) {
		cells := make([]any, len(values))
		for i, v := range values {
			cells[i] = excelize.Cell{StyleID: style, Value: v}
		}
		w.must(s.SetRow(at(0, n), cells))
	}
	row(1, head, sheet.Head[:]...)
	for i, r := range sheet.Rows(w.def, w.report) {
		row(i+2, plain, clean(r.Code), clean(r.Label), cleanLines(r.Value), clean(r.Unit))
	}
	w.must(s.Flush())
}

// cleanLines keeps the line ends of prose.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = clean(lines[i])
	}
	return strings.Join(lines, "\n")
}

// finish writes what archives show of the file. Without dates the same report
// gives the same bytes.
func (w *bookWriter) finish(d *Document) {
	day := fullDate(w.report.Signature.Date)
	if day == "" {
		day = fmt.Sprintf("%04d-12-31", w.report.Year)
	}
	stamp := day + "T00:00:00Z"
	w.must(w.file.SetDocProps(&excelize.DocProperties{Title: d.Title, Creator: d.Issuer, LastModifiedBy: d.Issuer, Language: "zh-CN", Created: stamp, Modified: stamp}))
	w.must(w.file.SetAppProps(&excelize.AppProperties{Application: program}))
}

// SheetReference names the cell of a workbook that holds a cell of a table's
// grid.
func SheetReference(column, row int) string { return at(column, gridRow+row) }

// at names a cell: column from 0, row from 1.
func at(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column+1, row) // both are in range
	return name
}
