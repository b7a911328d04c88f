package extract

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

func (in *input) isXLSX() bool { return in.holds("xl/") }

// readXLSX reads the sheets that are shown: cells as they are printed, merged
// ones with their spans. Rows with a single text are paragraphs.
func readXLSX(in *input) error {
	a, err := openZip(in)
	if err != nil {
		return err
	}
	if err := a.checkSize(); err != nil {
		return err
	}
	parts, raised, err := in.workbookParts(a)
	if err != nil {
		return err
	}
	f, err := excelize.OpenReader(bytes.NewReader(in.data), excelize.Options{
		UnzipSizeLimit: in.limits.Unpacked, UnzipXMLSizeLimit: in.limits.Unpacked,
	})
	if err != nil {
		if errors.Is(err, excelize.ErrWorkbookPassword) {
			return fail(ErrEncrypted, encrypted, err)
		}
		return fail(ErrDamaged, damaged, err)
	}
	defer func() { _ = f.Close() }()
	in.pictures(a.count("xl/media/"))
	for _, name := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(name); err == nil && !shown {
			in.note(Omitted, 0, name)
			continue
		}
		s := &sheetReader{in: in, file: f, name: name, parts: parts[name], raised: raised}
		if s.parts == nil {
			s.parts = &sheetParts{}
		}
		in.sheet = name
		if err := s.read(); err != nil {
			return err
		}
	}
	return nil
}

// sheetReader reads one sheet.
type sheetReader struct {
	in      *input
	file    *excelize.File
	name    string
	parts   *sheetParts
	spans   map[cellKey]cellSpan
	covered map[cellKey]bool
	raised  bool // some text of the workbook has a part above the line
}

// sheetRow is a row of a sheet with its texts; column counts from 0.
type sheetRow struct {
	number int // from 1
	texts  []string
	filled int
	first  int // column of the first text
}

func (s *sheetReader) read() error {
	rows, err := s.rows()
	if err != nil {
		return err
	}
	s.spans, s.covered = mergedCells(s.parts.merges)
	var table []sheetRow
	end := func() error {
		err := s.table(table)
		table = nil
		return err
	}
	for i, row := range rows {
		apart := i > 0 && !s.joined(rows[i-1], row)
		prose := row.filled == 1 && s.isProse(row, rows[i+1:])
		if apart || prose {
			if err := end(); err != nil {
				return err
			}
		}
		if prose {
			for line := range strings.SplitSeq(row.texts[row.first], "\n") {
				s.in.paragraph(line, 0)
			}
			continue
		}
		table = append(table, row)
	}
	return end()
}

// joined reports whether no blank row stands between two: one that is covered
// by a merged cell or hidden is none.
func (s *sheetReader) joined(above, below sheetRow) bool {
	for n := below.number - 1; n > above.number; n-- {
		if !s.parts.rows[n] && !s.spanned(n, len(below.texts)) {
			return false
		}
	}
	return true
}

// spanned reports whether a merged cell reaches into a row from above.
func (s *sheetReader) spanned(row, columns int) bool {
	for c := range columns {
		if s.covered[cellKey{row, c}] && (s.covered[cellKey{row - 1, c}] || s.spans[cellKey{row - 1, c}].rows > 1) {
			return true
		}
	}
	return false
}

// rows are the rows that are shown and hold a text.
func (s *sheetReader) rows() ([]sheetRow, error) {
	it, err := s.file.Rows(s.name)
	if err != nil {
		return nil, fail(ErrDamaged, damaged, err)
	}
	defer func() { _ = it.Close() }()
	var rows []sheetRow
	for number := 1; it.Next(); number++ {
		if err := s.in.stopped(); err != nil {
			return nil, err
		}
		texts, err := it.Columns()
		if err != nil {
			return nil, fail(ErrDamaged, damaged, err)
		}
		if s.parts.rows[number] {
			continue
		}
		row := sheetRow{number: number, first: -1}
		for i, text := range texts {
			if s.parts.hides(i) {
				texts[i] = ""
			}
			if tidyCell(texts[i]) == "" {
				continue
			}
			texts[i] = s.unraised(text, number, i)
			if row.filled++; row.first < 0 {
				row.first = i
			}
		}
		if row.filled == 0 {
			continue
		}
		if s.in.cellsLeft -= len(texts); s.in.cellsLeft < 0 || len(texts) > maxColumns {
			return nil, fail(ErrTooLarge, tooMuch, nil)
		}
		row.texts = texts
		rows = append(rows, row)
	}
	return rows, it.Error()
}

// unraised is a text whose digits above the line are told from the others.
func (s *sheetReader) unraised(text string, row, column int) string {
	if !s.raised {
		return text
	}
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return text
	}
	runs, err := s.file.GetCellRichText(s.name, name)
	if err != nil {
		return text
	}
	whole, out := "", ""
	for _, r := range runs {
		whole += r.Text
		if r.Font != nil && r.Font.VertAlign == "superscript" {
			out += raised(r.Text)
		} else {
			out += r.Text
		}
	}
	if whole != text {
		return text
	}
	return out
}

type cellKey struct{ row, column int } // row from 1, column from 0

type cellSpan struct{ rows, columns int }

// mergedCells are the spans of merged cells by their first cell, and all other
// cells they cover.
func mergedCells(merges []string) (map[cellKey]cellSpan, map[cellKey]bool) {
	spans, covered := map[cellKey]cellSpan{}, map[cellKey]bool{}
	area := 0
	for _, ref := range merges {
		start, end, _ := strings.Cut(ref, ":")
		c0, r0, err0 := excelize.CellNameToCoordinates(start)
		c1, r1, err1 := excelize.CellNameToCoordinates(end)
		if err0 != nil || err1 != nil || r1 < r0 || c1 < c0 || (r1-r0+1)*(c1-c0+1) > 10_000 {
			continue
		}
		if area += (r1 - r0 + 1) * (c1 - c0 + 1); area > 100_000 {
			break
		}
		spans[cellKey{r0, c0 - 1}] = cellSpan{r1 - r0 + 1, c1 - c0 + 1}
		for r := r0; r <= r1; r++ {
			for c := c0; c <= c1; c++ {
				if r != r0 || c != c0 {
					covered[cellKey{r, c - 1}] = true
				}
			}
		}
	}
	return spans, covered
}

// proseRunes is longer than a heading inside a table.
const proseRunes = 40

// isProse tells a row with one text that is none of a table: not merged over
// columns above a row of several, or a heading.
func (s *sheetReader) isProse(row sheetRow, rest []sheetRow) bool {
	text := row.texts[row.first]
	span := s.spans[cellKey{row.number, row.first}]
	switch {
	case s.spanned(row.number, row.first): // a row without figures
		return false
	case (partMark.MatchString(text) || captionMark.MatchString(text)) && span.rows < 2:
		return true
	case span.rows > 1:
		return false
	case strings.HasSuffix(text, fullStop), utf8.RuneCountInString(text) > proseRunes:
		return true
	}
	above := len(rest) > 0 && rest[0].number == row.number+1 && rest[0].filled > 1
	return !(above && span.columns > 1)
}

// table writes rows as a grid; every cell knows its reference. What is hidden
// takes no place in it.
func (s *sheetReader) table(rows []sheetRow) error {
	if len(rows) == 0 {
		return nil
	}
	first, last := len(rows[0].texts), 0
	for _, row := range rows {
		first = min(first, row.first)
		for i, text := range row.texts {
			if text != "" {
				last = max(last, i, i+s.spans[cellKey{row.number, i}].columns-1)
			}
		}
	}
	raw := make([]rawRow, len(rows))
	for r, row := range rows {
		for c := first; c <= last; c++ {
			key := cellKey{row.number, c}
			if s.covered[key] || s.parts.hides(c) {
				continue
			}
			cell := s.shownSpan(key, rows[r:])
			if c < len(row.texts) {
				cell.text = row.texts[c]
			}
			cell.ref, _ = excelize.CoordinatesToCellName(c+1, row.number)
			raw[r].cells = append(raw[r].cells, cell)
		}
	}
	return s.in.table(raw)
}

// shownSpan is how many of the rows and columns of a merged cell are there.
func (s *sheetReader) shownSpan(key cellKey, rows []sheetRow) (cell rawCell) {
	span := s.spans[key]
	for i := 0; i < len(rows) && rows[i].number < key.row+span.rows; i++ {
		cell.rowSpan++
	}
	for c := key.column; c < key.column+span.columns; c++ {
		if !s.parts.hides(c) {
			cell.colSpan++
		}
	}
	return cell
}
