package importer

import (
	"encoding/csv"
	"strings"

	"nianbao/internal/extract"
)

// fewCells is how many cells a row of a table has at least.
const fewCells = 3

// readSpread reads a csv file that is a report as it is printed, as a
// spreadsheet program saves one: nil if it is none.
func (in *input) readSpread() *Reading {
	if !isNamedCSV(in) || hasColumns(in) || len(in.data) > maxData {
		return nil
	}
	text, isText := extract.Decode(in.data)
	if !isText {
		return nil
	}
	lines, tables := []string(nil), 0
	for _, delimiter := range delimiters {
		if l, n := spread(text, delimiter); n > tables {
			lines, tables = l, n
		}
	}
	if tables == 0 {
		return nil
	}
	as := *in
	as.name, as.data = in.name+".txt", []byte(strings.Join(lines, "\n"))
	r, err := as.readPublished()
	if err != nil {
		return nil
	}
	return r
}

// spread makes lines of the rows of a sheet, their cells parted by tabs, and
// counts those of several cells.
func spread(text string, delimiter rune) (lines []string, tables int) {
	rd := csv.NewReader(strings.NewReader(text))
	rd.Comma, rd.FieldsPerRecord, rd.LazyQuotes = delimiter, -1, true
	for len(lines) < mostRows {
		record, err := rd.Read()
		if err != nil {
			return lines, tables
		}
		if len(record) >= fewCells {
			tables++
		}
		for i, field := range record {
			record[i] = strings.Join(strings.Fields(field), " ")
		}
		if strings.Join(record[1:], "") == "" {
			record = record[:1] // a paragraph, filled up to the width of the sheet
		}
		lines = append(lines, strings.Join(record, "\t"))
	}
	return lines, tables
}
