package sheet

import (
	"fmt"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// missing doubts what the rows lack: the largest unit that is absent, once. A
// row with an empty value is there, and blank.
func (rd *reader) missing() {
	if _, ok := rd.first[Title]; !ok {
		rd.lacks(Title, "head", headLabel(rd.def, Title))
	}
	for i := range rd.def.Sections {
		s := &rd.def.Sections[i]
		place := report.SectionPlace(s.Number)
		if _, ok := rd.first[codeOf(place)]; !ok && s.Prose {
			rd.lacks(codeOf(place), "section", s.Heading)
		}
		if s.Table != nil {
			rd.missingCells(s.Table)
		}
	}
}

func (rd *reader) missingCells(t *form.Table) {
	rows := map[string][]form.Field{} // what is missing, by row
	total, gone := map[string]int{}, 0
	var order []string
	for _, f := range rd.def.Fields() {
		if f.Table != t.ID {
			continue
		}
		if total[f.Row]++; total[f.Row] == 1 {
			order = append(order, f.Row)
		}
		if _, ok := rd.first[string(f.Code)]; !ok {
			rows[f.Row] = append(rows[f.Row], f)
			gone++
		}
	}
	if gone == sum(total) {
		rd.lacks(t.ID, "table", t.Name)
		return
	}
	for _, id := range order {
		rd.missingRow(t, id, rows[id], total[id])
	}
}

func (rd *reader) missingRow(t *form.Table, row string, fields []form.Field, total int) {
	if len(fields) > 0 && len(fields) == total {
		rd.lacks(t.ID+"."+row, "row", t.Name+"·"+fields[0].RowShort)
		return
	}
	for _, f := range fields {
		rd.lacks(string(f.Code), "cell", t.Name+"·"+f.Label)
	}
}

func (rd *reader) lacks(code, scope, label string) {
	rd.doubt(report.Doubt{Code: code, Scope: scope, Kind: "missing", Message: fmt.Sprintf(notThere, label)})
}

func sum(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}
