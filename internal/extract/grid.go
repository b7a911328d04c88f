package extract

import "strings"

// maxColumns is what browsers allow a table; wider spans are slips.
const maxColumns = 1000

// rawCell is a cell as the file has it, before it is placed.
type rawCell struct {
	text             string
	rowSpan, colSpan int // below 1: 1
	ref              string
	page             int
}

// rawRow is a row as the file has it. Spans end with the group, which is
// numbered by end: the index of the row behind it; 0 means the table.
type rawRow struct {
	cells []rawCell
	end   int
	line  int // in the source; 0: the row makes a line of its own
}

// table places the cells of rows as a browser does and adds the block. A table
// without text adds nothing.
func (b *builder) table(rows []rawRow) error {
	t, err := b.place(rows)
	if err != nil || t == nil {
		return err
	}
	first := 0
	for r := range t.Rows {
		line := rows[r].line
		if line == 0 && len(t.Rows[r]) > 0 {
			line = b.addLine(rowText(t.Rows[r]))
		}
		if first == 0 {
			first = line
		}
		for c := range t.Rows[r] {
			t.Rows[r][c].Line = line
		}
	}
	b.doc.Blocks = append(b.doc.Blocks, Block{Line: first, Page: b.page, Sheet: b.sheet, Table: t})
	return nil
}

// rowText is a row in one line: cells parted by tabs, lines in them by spaces.
func rowText(cells []Cell) string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = strings.ReplaceAll(c.Text, "\n", " ")
	}
	return strings.Join(texts, "\t")
}

func (b *builder) place(rows []rawRow) (*Table, error) {
	t := &Table{Rows: make([][]Cell, len(rows))}
	var until []int // by column: the row at which it is free again
	some := false
	for r, row := range rows {
		end := row.end
		if end <= r || end > len(rows) {
			end = len(rows)
		}
		column := 0
		for _, raw := range row.cells {
			for column < len(until) && until[column] > r {
				column++
			}
			width := raw.colSpan
			if width < 1 || width > maxColumns || column+width > maxColumns {
				width = 1
			}
			height := min(max(raw.rowSpan, 1), end-r)
			if column >= maxColumns {
				break
			}
			for len(until) < column+width {
				until = append(until, 0)
			}
			for c := column; c < column+width; c++ {
				until[c] = max(until[c], r+height)
			}
			text := tidyCell(raw.text)
			some = some || text != ""
			page := raw.page
			if page == 0 {
				page = b.page
			}
			t.Rows[r] = append(t.Rows[r], Cell{
				Row: r, Column: column, RowSpan: height, ColSpan: width,
				Text: text, Ref: raw.ref, Page: page,
			})
			column += width
		}
		if b.cellsLeft -= len(until); b.cellsLeft < 0 {
			return nil, fail(ErrTooLarge, tooMuch, nil)
		}
	}
	t.Columns = len(until)
	if !some {
		return nil, nil
	}
	t.compact()
	return t, nil
}

// compact takes out columns in which no cell begins: a sheet has one set of
// columns for all its tables, and office programs split columns by a hair.
func (t *Table) compact() {
	begins := make([]bool, t.Columns+1)
	for _, row := range t.Rows {
		for _, c := range row {
			begins[c.Column] = true
		}
	}
	at := make([]int, t.Columns+1) // of the column that takes this one in
	n := -1
	for c := range t.Columns {
		if begins[c] {
			n++
		}
		at[c] = max(n, 0)
	}
	at[t.Columns] = n + 1
	for _, row := range t.Rows {
		for i := range row {
			c := &row[i]
			end := c.Column + c.ColSpan
			c.Column = at[c.Column]
			if end < t.Columns && !begins[end] {
				c.ColSpan = at[end] - c.Column + 1
			} else {
				c.ColSpan = at[end] - c.Column
			}
		}
	}
	t.Columns = n + 1
}

// tidyCell tidies every line of a cell and drops the empty ones.
func tidyCell(text string) string {
	if !strings.Contains(text, "\n") {
		return tidy(text)
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = tidy(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
