package web

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

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
	Progress string
}

type rowView struct {
	Head  bool
	Group string
	Line  string
	Cells []cellView
}

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
}

// Fixed figures of the grid: kinds in templates read better by name.
func (c cellView) IsValue() bool  { return c.Kind == form.ValueCell }
func (c cellView) IsLabel() bool  { return c.Kind == form.LabelCell }
func (c cellView) IsBar() bool    { return c.Kind == form.BarCell }
func (c cellView) IsCorner() bool { return c.Kind == form.CornerCell }

func table(o *open, t *form.Table) *tableView {
	g := t.Grid()
	v := &tableView{ID: t.ID, Caption: t.Caption, Layout: t.Layout, HeadRows: g.HeadRows, Columns: g.Columns, Progress: progressText(o, t)}
	marks := marks(o.findings)
	for y, row := range g.Rows {
		rv := rowView{Head: row.Head, Group: row.Group, Line: row.Line}
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
	v.Computed, v.Mark, v.Unit, v.Signed = o.def.Computed(cell.Code), string(marks[cell.Code]), o.draft.Report.Unit(f), f.Type == form.Change
	if o.previous != nil && o.previous.Format == o.draft.Report.Format {
		v.Last = o.previous.Cell(cell.Code).String()
	}
	return v
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

// progressText says what is left of a table, or that all of it balances.
func progressText(o *open, t *form.Table) string {
	for i := range o.def.Sections {
		sec := &o.def.Sections[i]
		if sec.Table != t {
			continue
		}
		p := draft.SectionProgress(o.def, o.draft.Report, sec)
		switch {
		case p.Blank > 0:
			return fmt.Sprintf(textCellsLeft, p.Blank)
		case countErrors(o.findings, sec.Number) > 0:
			return fmt.Sprintf(textTableMend, countErrors(o.findings, sec.Number))
		}
	}
	return textTableDone
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
	v := findingView{Finding: f, Href: href(o, f), Place: placeName(o, f), Year: o.draft.Report.Year,
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

// href leads to the field a finding speaks of.
func href(o *open, f check.Finding) string {
	part := partHead
	if f.Section > 0 {
		part = strconv.Itoa(f.Section)
	}
	target := f.Place
	if len(f.Cells) > 0 {
		target = string(firstEditable(o, f.Cells))
	} else if isPlace(f.Place) {
		target = draft.TextPrefix + f.Place
	}
	return partURL(o, part) + "#" + strings.TrimSpace(target)
}

func isPlace(name string) bool {
	for _, p := range report.Places {
		if string(p) == name {
			return true
		}
	}
	return false
}

func firstEditable(o *open, codes []form.Code) form.Code {
	for _, code := range codes {
		if !o.def.Computed(code) {
			return code
		}
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
