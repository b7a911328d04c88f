package intake

import (
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// gathered puts cells together that lack as a whole row, or as a whole table.
func gathered(def *form.Definition, ours *report.Report, list []Difference) []Difference {
	lacking, lackingRow := map[string]int{}, map[string]int{} // by table, by row
	for _, d := range list {
		f, _ := def.Field(form.Code(d.Field))
		lacking[f.Table]++
		lackingRow[rowOf(f)]++
	}
	have, values := map[string]int{}, map[string][]string{}
	for _, f := range def.Fields() {
		if v := ours.Cell(f.Code); !v.IsBlank() {
			have[f.Table]++
			values[rowOf(f)] = append(values[rowOf(f)], v.String())
		}
	}
	var out []Difference
	said := map[string]bool{}
	for _, d := range list {
		f, ok := def.Field(form.Code(d.Field))
		row := rowOf(f)
		switch {
		case !ok || f.Table == "":
		case said[f.Table] || said[row]:
			continue
		case lacking[f.Table] > 1 && lacking[f.Table] == have[f.Table]:
			said[f.Table] = true
			d = Difference{Name: def.Table(f.Table).Name, Field: f.Table, Ours: wholeTable(have[f.Table])}
		case lackingRow[row] > 1 && lackingRow[row] == len(values[row]):
			said[row] = true
			d = Difference{Name: rowName(def, f), Field: row, Ours: wholeRow(values[row])}
		}
		out = append(out, d)
	}
	return out
}

// rowOf names the row of a cell; tables have rows of the same name.
func rowOf(f form.Field) string { return strings.Join([]string{f.Table, f.Row}, ".") }
