package draft

import (
	"maps"
	"slices"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Renewals are the edits by which a report follows last year's where that was
// corrected after the year was begun. Fresh are the figures a year would take
// over now; what somebody changed since is left alone, and so are totals,
// which follow.
func Renewals(def *form.Definition, r *report.Report, fresh map[form.Code]report.Value) []Edit {
	var out []Edit
	for pair := range strings.FieldsSeq(r.Work[keyTakenCells]) {
		name, taken, _ := strings.Cut(pair, "=")
		code := form.Code(name)
		now, ok := fresh[code]
		if ok && !def.Computed(code) && now.String() != taken && r.Cell(code).String() == taken {
			out = append(out, Edit{Field: name, Before: taken, After: now.String()})
		}
	}
	return out
}

// Renew puts together the change that follows last year's correction.
func Renew(def *form.Definition, r *report.Report, fresh map[form.Code]report.Value) Request {
	edits := Renewals(def, r, fresh)
	if len(edits) == 0 {
		return Request{Cause: Renewed}
	}
	return Request{Cause: Renewed, Edits: append(edits, note(r, keyTakenCells, cellList(fresh)))}
}

// cellList writes figures for Report.Work.
func cellList(cells map[form.Code]report.Value) string {
	var out []string
	for _, code := range slices.Sorted(maps.Keys(cells)) {
		out = append(out, string(code)+"="+cells[code].String())
	}
	return strings.Join(out, " ")
}
