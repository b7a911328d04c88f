package importer

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"nianbao/internal/extract"
	"nianbao/internal/report"
	"nianbao/internal/sheet"
)

// delimiters are what spreadsheet programs put between columns; Excel takes
// the one of the system's settings.
const delimiters = ",;\t"

// separatorLine begins a line that tells Excel the delimiter.
const separatorLine = "sep="

// mostRows is many times what a report has.
const mostRows = 20_000

// headBytes is where the line of column titles is looked for.
const headBytes = 4096

// isCSV tells a sheet by its column titles, or by the ending of its name.
func isCSV(in *input) bool { return isNamedCSV(in) || hasColumns(in) }

func isNamedCSV(in *input) bool {
	return slices.Contains([]string{".csv", ".tsv"}, strings.ToLower(path.Ext(in.name)))
}

// hasColumns reports whether a file begins with the column titles.
func hasColumns(in *input) bool {
	head, _ := extract.Decode(in.data[:min(len(in.data), headBytes)])
	for line := range strings.Lines(head) {
		if _, _, ok := columns(line); ok {
			return true
		}
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, separatorLine) {
			return false
		}
	}
	return false
}

// columns reads the line of column titles: the delimiter, and where code,
// label, value and unit are; -1 for one that is not there. Code and value must
// be.
func columns(line string) (delimiter rune, at [4]int, ok bool) {
	line = strings.ToLower(strings.TrimSpace(line))
	for _, delimiter := range delimiters {
		cells := strings.Split(line, string(delimiter))
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), `"`)
		}
		for i, title := range sheet.Head {
			at[i] = slices.Index(cells, title)
		}
		if at[0] >= 0 && at[2] >= 0 {
			return delimiter, at, true
		}
	}
	return 0, at, false
}

// readCSV reads the sheet that exports write, in UTF-8 or GB18030, also after
// a spreadsheet program has saved it again.
func readCSV(in *input) (*report.Report, error) {
	if !in.isText {
		return nil, fail(ErrUnreadable, damaged, nil)
	}
	rows, err := csvRows(in.text)
	if err != nil {
		return nil, err
	}
	return in.readData(rows)
}

func csvRows(text string) ([]sheet.Row, error) {
	head, body, line := "", text, 0
	for head == "" && body != "" {
		head, body, _ = strings.Cut(body, "\n")
		line++
		if head = strings.TrimSpace(head); strings.HasPrefix(head, separatorLine) {
			head = ""
		}
	}
	delimiter, at, ok := columns(head)
	if !ok {
		return nil, fail(ErrNotReport, noColumns, nil)
	}
	rd := csv.NewReader(strings.NewReader(body))
	rd.Comma, rd.FieldsPerRecord = delimiter, -1
	var rows []sheet.Row
	for {
		record, err := rd.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fail(ErrUnreadable, fmt.Sprintf(brokenRow, brokenLine(err)+line), err)
		}
		if len(rows) >= mostRows {
			return nil, fail(ErrTooLarge, fmt.Sprintf(tooManyRows, mostRows), nil)
		}
		first, _ := rd.FieldPos(0)
		rows = append(rows, csvRow(record, at, first+line))
	}
}

// csvRow takes the named columns; others are a reader's own notes.
func csvRow(record []string, at [4]int, line int) sheet.Row {
	field := func(i int) string {
		if at[i] < 0 || at[i] >= len(record) {
			return ""
		}
		return sheet.Unguard(record[at[i]])
	}
	return sheet.Row{Code: strings.TrimSpace(field(0)), Label: field(1), Value: field(2), Unit: field(3), Line: line}
}

func brokenLine(err error) int {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return parse.Line
	}
	return 0
}
