package form

import (
	"fmt"
	"strings"
)

// Field is one value a report may hold: a table cell, or a figure without a
// table (then Table, Row and Column are empty).
type Field struct {
	Code     Code
	Table    string // "t3"
	Row      string // "denied.state_secret"
	Column   string // "natural_person"
	Section  int
	Label    string // "属于国家秘密·自然人"
	RowLabel string // verbatim
	ColLabel string
	RowShort string // for messages, without number
	ColShort string
	Unit     string
	Units    []string
	Type     Type
	Decimals int
	Required bool
	RowHelp  Explanation
	ColHelp  Explanation
	Aliases  []string // of a figure without a table: words that point at it in prose
}

// Fields lists every field in printing order: the tables, then the figures.
// The slice must not be changed.
func (d *Definition) Fields() []Field { return d.fields }

// Field looks a code up.
func (d *Definition) Field(code Code) (Field, bool) {
	i, ok := d.byCode[code]
	if !ok {
		return Field{}, false
	}
	return d.fields[i], true
}

// HeadField looks a field of head or foot up.
func (d *Definition) HeadField(code string) (Head, bool) {
	for _, h := range d.Head {
		if h.Code == code {
			return h, true
		}
	}
	return Head{}, false
}

// Tables lists the tables in printing order.
func (d *Definition) Tables() []*Table { return d.tables }

// Table finds a table by id; nil if there is none.
func (d *Definition) Table(id string) *Table {
	for _, t := range d.tables {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// Section finds a section by number; nil if there is none.
func (d *Definition) Section(number int) *Section {
	for i := range d.Sections {
		if d.Sections[i].Number == number {
			return &d.Sections[i]
		}
	}
	return nil
}

// ComposeTitle is the title the format prescribes for an issuer and a year.
func (d *Definition) ComposeTitle(issuer string, year int) string {
	return strings.NewReplacer("{issuer}", issuer, "{year}", fmt.Sprint(year)).Replace(d.Title)
}

// Line is a leaf row of a block: its id path, labels and the group it is in.
type Line struct {
	ID    string
	Row   *Row
	Group *Row // nearest enclosing group that has an id; nil if none
}

// Lines lists the leaf rows of a block in printing order.
func (b *Block) Lines() []Line { return lines(b.Rows, "", nil) }

func lines(rows []Row, prefix string, group *Row) []Line {
	var out []Line
	for i := range rows {
		r := &rows[i]
		id := join(prefix, r.ID)
		if len(r.Rows) == 0 {
			out = append(out, Line{id, r, group})
			continue
		}
		inner := group
		if r.ID != "" {
			inner = r
		}
		out = append(out, lines(r.Rows, id, inner)...)
	}
	return out
}

// Leaves lists the leaf columns of a block in printing order.
func (b *Block) Leaves() []*Column { return leaves(b.Columns) }

func leaves(columns []Column) []*Column {
	var out []*Column
	for i := range columns {
		if c := &columns[i]; len(c.Columns) == 0 {
			out = append(out, c)
		} else {
			out = append(out, leaves(c.Columns)...)
		}
	}
	return out
}

func join(prefix, id string) string {
	if prefix == "" || id == "" {
		return prefix + id
	}
	return prefix + "." + id
}

// CellCode is the code of a cell.
func CellCode(table, row, column string) Code {
	return Code(table + "." + row + "." + column)
}

// ShortLabel is the label as messages name the row.
func (r *Row) ShortLabel() string { return short(r.Short, r.Label) }

// ShortLabel is the label as messages name the column.
func (c *Column) ShortLabel() string { return short(c.Short, c.Label) }

func short(short, label string) string {
	if short != "" {
		return short
	}
	return label
}

// index derives fields, tables and sums from what was read.
func (d *Definition) index(l *faultList) {
	d.byCode = map[Code]int{}
	for i := range d.Sections {
		s := &d.Sections[i]
		if s.Table == nil {
			continue
		}
		d.tables = append(d.tables, s.Table)
		for b := range s.Table.Blocks {
			d.indexBlock(l, fmt.Sprintf("sections[%d].table.blocks[%d]", i, b), s, b)
		}
	}
	for i, f := range d.Figures {
		d.addField(l, fmt.Sprintf("figures[%d]", i), Field{
			Code: f.Code, Section: f.Section, Label: f.Label, RowLabel: f.Label, RowShort: f.Label,
			Unit: f.Unit, Type: f.Type, Decimals: f.Decimals, RowHelp: f.Explanation, Aliases: f.Aliases,
		})
	}
	d.compileSums()
	d.compileGroups()
}

func (d *Definition) indexBlock(l *faultList, where string, s *Section, n int) {
	t, b := s.Table, &s.Table.Blocks[n]
	for _, line := range b.Lines() {
		for _, col := range b.Leaves() {
			if line.Row.ID == "" || col.ID == "" || col.Type == "" {
				l.add(where, "row %q, column %q: id or type missing", line.Row.Label, col.Label)
				continue
			}
			d.addField(l, where, Field{
				Code: CellCode(t.ID, line.ID, col.ID), Table: t.ID, Row: line.ID, Column: col.ID, Section: s.Number,
				Label:    line.Row.ShortLabel() + "·" + col.ShortLabel(),
				RowLabel: line.Row.Label, ColLabel: col.Label,
				RowShort: line.Row.ShortLabel(), ColShort: col.ShortLabel(),
				Unit: col.Unit, Units: col.Units, Type: col.Type, Decimals: col.Decimals, Required: true,
				RowHelp: line.Row.Explanation, ColHelp: col.Explanation,
			})
		}
	}
}

func (d *Definition) addField(l *faultList, where string, f Field) {
	if _, dup := d.byCode[f.Code]; dup {
		l.add(where, "duplicate code %s", f.Code)
		return
	}
	d.byCode[f.Code] = len(d.fields)
	d.fields = append(d.fields, f)
}
