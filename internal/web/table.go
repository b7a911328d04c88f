package web

import (
	"encoding/json"
	"fmt"
	"strconv"

	"nianbao/internal/check"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// tableView is an official table as a grid of fields.
type tableView struct {
	ID       string
	Caption  string
	Layout   form.Layout
	HeadRows int
	Columns  int
	Rows     []rowView
	Progress progressView
	Strips   map[string]check.Strip // by column, where the table has a balance
}

type rowView struct {
	Head  bool
	Group string
	Line  string
	Cells []cellView
	Sum   *subtotalView // a line above the row that stands for its folded group
}

// subtotalView is the line a folded group shows. It is not printed.
type subtotalView struct {
	Group, Label string
	LabelSpan    int
	Cells        []subtotalCell
}

type subtotalCell struct{ ID, Value string }

type cellView struct {
	form.GridCell
	Scope    string // of a heading, for screen readers
	Value    string
	Last     string
	Name     string // spoken name of the field
	Computed bool
	Mark     string
	Unit     string
	Signed   bool
	X, Y     int // position among the fields, for the arrow keys
	RowID    string
	ColumnID string
	Lock     bool
}

// Fixed figures of the grid: kinds in templates read better by name.
func (c cellView) IsValue() bool  { return c.Kind == form.ValueCell }
func (c cellView) IsLabel() bool  { return c.Kind == form.LabelCell }
func (c cellView) IsBar() bool    { return c.Kind == form.BarCell }
func (c cellView) IsCorner() bool { return c.Kind == form.CornerCell }

// LastColumn is the last grid column the cell covers.
func (c cellView) LastColumn() int { return c.Column + c.ColSpan - 1 }

func (s *Server) table(o *open, t *form.Table) *tableView {
	g := t.Grid()
	v := &tableView{ID: t.ID, Caption: t.Caption, Layout: t.Layout, HeadRows: g.HeadRows, Columns: g.Columns,
		Progress: progress(o, t), Strips: s.strips(o, t)}
	marks := marks(o.findings)
	for y, row := range g.Rows {
		rv := rowView{Head: row.Head, Group: row.Group, Line: row.Line, Sum: subtotal(o, t, g, row)}
		for _, cell := range row.Cells {
			rv.Cells = append(rv.Cells, viewCell(o, cell, marks, y))
		}
		v.Rows = append(v.Rows, rv)
	}
	return v
}

func viewCell(o *open, cell form.GridCell, marks map[form.Code]form.Severity, y int) cellView {
	v := cellView{GridCell: cell, X: cell.Column, Y: y, Scope: scope(cell)}
	if cell.Kind != form.ValueCell {
		return v
	}
	f, _ := o.def.Field(cell.Code)
	v.Value, v.Name = o.draft.Report.Cell(cell.Code).String(), f.RowLabel+" "+f.ColLabel
	v.RowID, v.ColumnID, v.Lock = f.Row, f.Column, o.locked()
	v.Computed, v.Mark, v.Unit, v.Signed = o.def.Computed(cell.Code), string(marks[cell.Code]), o.draft.Report.Unit(f), f.Type == form.Change
	if o.previous != nil && o.previous.Format == o.draft.Report.Format {
		v.Last = o.previous.Cell(cell.Code).String()
	}
	return v
}

// subtotal is the line for a group, before the group's first row.
func subtotal(o *open, t *form.Table, g form.Grid, row form.GridRow) *subtotalView {
	for _, cell := range row.Cells {
		if cell.Group == "" {
			continue
		}
		v := &subtotalView{Group: cell.Group, Label: cell.Text, LabelSpan: g.LabelColumns - cell.Column}
		for _, c := range t.Blocks[0].Leaves() {
			value := draft.Subtotal(o.def, o.draft.Report, t.ID, cell.Group, c.ID)
			v.Cells = append(v.Cells, subtotalCell{subtotalID(t.ID, cell.Group, c.ID), value.String()})
		}
		return v
	}
	return nil
}

func subtotalID(table, group, column string) string {
	return "sum." + string(form.CellCode(table, group, column))
}

// subtotals gives the script the lines of folded groups anew, by element id.
func subtotals(o *open, t *form.Table) map[string]string {
	out := map[string]string{}
	g := t.Grid()
	for _, row := range g.Rows {
		if sum := subtotal(o, t, g, row); sum != nil {
			for _, c := range sum.Cells {
				out[c.ID] = c.Value
			}
		}
	}
	return out
}

// strips are the balances of a table in words, by column.
func (s *Server) strips(o *open, t *form.Table) map[string]check.Strip {
	out := map[string]check.Strip{}
	for _, strip := range s.checks[o.def.Format].Strips(o.draft.Report) {
		if strip.Table == t.ID {
			out[strip.Column] = strip
		}
	}
	return out
}

// scope is the scope attribute of a heading cell.
func scope(c form.GridCell) string {
	switch {
	case c.Kind == form.HeadCell && c.ColSpan > 1:
		return "colgroup"
	case c.Kind == form.HeadCell || c.Kind == form.CornerCell:
		return "col"
	case c.Kind == form.LabelCell && c.RowSpan > 1:
		return "rowgroup"
	case c.Kind == form.LabelCell:
		return "row"
	}
	return ""
}

// marks gives every cell its strongest unaccepted finding.
func marks(findings []check.Finding) map[form.Code]form.Severity {
	out := map[form.Code]form.Severity{}
	for _, f := range findings {
		if f.Accepted != nil {
			continue
		}
		for _, code := range f.Cells {
			if _, marked := out[code]; !marked { // findings come strongest first
				out[code] = f.Severity
			}
		}
	}
	return out
}

// progressView says what is left of a table, or that all of it balances.
type progressView struct {
	Text  string
	Blank int // cells a person still has to fill
	Even  bool
	Lock  bool
}

func progress(o *open, t *form.Table) progressView {
	sec := o.def.Section(sectionOf(o.def, t))
	blank := draft.SectionProgress(o.def, o.draft.Report, sec).Blank
	wrong := countErrors(o.findings, sec.Number)
	switch {
	case blank > 0:
		return progressView{Text: fmt.Sprintf(textCellsLeft, blank), Blank: blank, Lock: o.locked()}
	case wrong > 0:
		return progressView{Text: fmt.Sprintf(textTableMend, wrong)}
	}
	return progressView{Text: textTableDone, Even: true}
}

func sectionOf(def *form.Definition, t *form.Table) int {
	for _, sec := range def.Sections {
		if sec.Table == t {
			return sec.Number
		}
	}
	return 0
}

// findingsView is the list beside the form.
type findingsView struct {
	Here  []findingView // of this section
	Other int           // 必须改 and 请核实 in other sections
	Check string        // address of the full list
}

type findingView struct {
	check.Finding
	Href    string
	Place   string
	Repairs string // edits that mend it, as JSON
	Field   string // edit that accepts it
	Year    int
	Lock    bool
}

func findings(o *open, section int) findingsView {
	v := findingsView{Check: partURL(o, partCheck)}
	for _, f := range o.findings {
		switch {
		case f.Section == section:
			v.Here = append(v.Here, viewFinding(o, f))
		case f.Severity != form.Hint && f.Accepted == nil:
			v.Other++
		}
	}
	return v
}

func viewFinding(o *open, f check.Finding) findingView {
	v := findingView{Finding: f, Href: href(o, f), Place: placeName(o, f), Year: o.draft.Report.Year, Lock: o.locked(),
		Field: draft.AcceptedField(f.Rule, f.Key, f.Found, f.Expected)}
	v.Repairs = repairs(o, f)
	return v
}

// repairs are the edits of a sure mend, which the script sends back as they are.
func repairs(o *open, f check.Finding) string {
	var edits []changeEdit
	for _, r := range f.Repair {
		edits = append(edits, changeEdit{Field: string(r.Code), Before: o.draft.Report.Cell(r.Code).String(), After: r.Value})
	}
	if len(edits) == 0 {
		return ""
	}
	data, _ := json.Marshal(edits) // strings and numbers only: cannot fail
	return string(data)
}

// href leads to the field that mends a finding: the text or the head field it
// speaks of, else a figure.
func href(o *open, f check.Finding) string {
	switch {
	case isPlace(f.Place):
		return sectionURL(o, f.Section) + "#" + draft.TextPrefix + f.Place
	case f.Place != "":
		return sectionURL(o, 0) + "#" + f.Place
	case len(f.Cells) > 0:
		field, _ := o.def.Field(firstEditable(o.def, f.Cells))
		return sectionURL(o, field.Section) + "#" + string(field.Code)
	}
	return sectionURL(o, f.Section)
}

// sectionURL is the page of a section; 0 is head and foot.
func sectionURL(o *open, section int) string {
	if section == 0 {
		return partURL(o, partHead)
	}
	return partURL(o, strconv.Itoa(section))
}

func isPlace(name string) bool {
	for _, p := range report.Places {
		if string(p) == name {
			return true
		}
	}
	return false
}

// firstEditable is the first figure that is typed; where all are totals, the
// first one that the first of them adds up.
func firstEditable(def *form.Definition, codes []form.Code) form.Code {
	for _, code := range codes {
		if !def.Computed(code) {
			return code
		}
	}
	if sum, ok := def.SumOf(codes[0]); ok {
		return firstEditable(def, sum.Parts)
	}
	return codes[0]
}

func placeName(o *open, f check.Finding) string {
	if sec := o.def.Section(f.Section); sec != nil {
		return sec.Heading
	}
	return textHeadPart
}

func shape(s form.Severity) string { return shapes[s] }

func severityName(s form.Severity) string { return severityNames[s] }
