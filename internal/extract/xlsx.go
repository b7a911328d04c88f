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
	merges, err := in.workbookParts(a)
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
		in.sheet = name
		if err := in.readSheet(f, name, merges[name]); err != nil {
			return err
		}
	}
	return nil
}

// sheetRow is a row of a sheet with its texts; column counts from 0.
type sheetRow struct {
	number int // from 1
	texts  []string
	filled int
	first  int // column of the first text
}

func (in *input) readSheet(f *excelize.File, name string, merges []string) error {
	rows, err := in.sheetRows(f, name)
	if err != nil {
		return err
	}
	spans, covered := mergedCells(merges)
	var table []sheetRow
	end := func() error {
		err := in.sheetTable(table, spans, covered)
		table = nil
		return err
	}
	for i, row := range rows {
		apart := i > 0 && rows[i-1].number < row.number-1 && !covered[cellKey{row.number - 1, row.first}]
		prose := row.filled == 1 && in.isProse(row, rows[i+1:], spans)
		if apart || prose {
			if err := end(); err != nil {
				return err
			}
		}
		if prose {
			for line := range strings.SplitSeq(row.texts[row.first], "\n") {
				in.paragraph(line, 0)
			}
			continue
		}
		table = append(table, row)
	}
	return end()
}

// sheetRows are the rows that hold a text.
func (in *input) sheetRows(f *excelize.File, name string) ([]sheetRow, error) {
	it, err := f.Rows(name)
	if err != nil {
		return nil, fail(ErrDamaged, damaged, err)
	}
	defer func() { _ = it.Close() }()
	var rows []sheetRow
	for number := 1; it.Next(); number++ {
		if err := in.stopped(); err != nil {
			return nil, err
		}
		texts, err := it.Columns()
		if err != nil {
			return nil, fail(ErrDamaged, damaged, err)
		}
		row := sheetRow{number: number, first: -1}
		for i, text := range texts {
			if tidyCell(text) == "" {
				continue
			}
			if row.filled++; row.first < 0 {
				row.first = i
			}
		}
		if row.filled == 0 {
			continue
		}
		if in.cellsLeft -= len(texts); in.cellsLeft < 0 || len(texts) > maxColumns {
			return nil, fail(ErrTooLarge, tooMuch, nil)
		}
		row.texts = texts
		rows = append(rows, row)
	}
	return rows, it.Error()
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
func (in *input) isProse(row sheetRow, rest []sheetRow, spans map[cellKey]cellSpan) bool {
	text := row.texts[row.first]
	span := spans[cellKey{row.number, row.first}]
	switch {
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

// sheetTable writes rows as a grid; every cell knows its reference.
func (in *input) sheetTable(rows []sheetRow, spans map[cellKey]cellSpan, covered map[cellKey]bool) error {
	if len(rows) == 0 {
		return nil
	}
	first, last := len(rows[0].texts), 0
	for _, row := range rows {
		first = min(first, row.first)
		for i, text := range row.texts {
			if text != "" {
				last = max(last, i, i+spans[cellKey{row.number, i}].columns-1)
			}
		}
	}
	raw := make([]rawRow, len(rows))
	for r, row := range rows {
		for c := first; c <= last; c++ {
			key := cellKey{row.number, c}
			if covered[key] {
				continue
			}
			cell := rawCell{rowSpan: spans[key].rows, colSpan: spans[key].columns}
			if c < len(row.texts) {
				cell.text = row.texts[c]
			}
			cell.ref, _ = excelize.CoordinatesToCellName(c+1, row.number)
			raw[r].cells = append(raw[r].cells, cell)
		}
	}
	return in.table(raw)
}
