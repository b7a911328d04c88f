package check

import (
	"maps"
	"slices"
	"strings"

	"nianbao/internal/form"
)

// labels: printed labels are the official ones, character by character. A
// report names what differs by "t3.*.social" for a column, "t3.granted.*" or
// "t3.granted" for a row, and a field code for a column of that row only.
type labels struct {
	def *form.Definition
}

func compileLabels(c *compiler) rule { return &labels{c.def} }

func (k *labels) judge(j *judgement) {
	printed := j.report.Printed.Labels
	for _, key := range slices.Sorted(maps.Keys(printed)) {
		table, official := officialLabel(k.def, key)
		if official == "" || squeezed(printed[key]) == squeezed(official) {
			continue
		}
		j.find(Finding{Key: "label:" + key, Section: table.Section, Quote: printed[key], Found: printed[key], Expected: official,
			Message: whereText(k.def.Table(table.Table).Name, printedText(printed[key], official))}, facts{})
	}
}

// officialLabel is the label a key of the printed labels stands for, and a
// field of its table; "" if there is none.
func officialLabel(def *form.Definition, key string) (form.Field, string) {
	table, rest, _ := strings.Cut(key, ".")
	if def.Table(table) == nil {
		return form.Field{}, ""
	}
	column, isColumn := strings.CutPrefix(rest, "*.")
	row := strings.TrimSuffix(rest, ".*")
	for _, f := range def.Fields() {
		switch {
		case f.Table != table:
		case isColumn && f.Column == column, string(f.Code) == key:
			return f, f.ColLabel
		case f.Row == row:
			return f, f.RowLabel
		}
	}
	return groupLabel(def, table, row)
}

// groupLabel is the label of a group of rows.
func groupLabel(def *form.Definition, table, id string) (form.Field, string) {
	for i := range def.Table(table).Blocks {
		r := findRow(def.Table(table).Blocks[i].Rows, "", id)
		if r == nil {
			continue
		}
		for _, f := range def.Fields() {
			if f.Table == table {
				return f, r.Label
			}
		}
	}
	return form.Field{}, ""
}

// squeezed is a label without white space, which sources put anywhere.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }
