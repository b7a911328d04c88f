package draft

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// headFields are the fields of head and foot, as edits name them.
var headFields = []string{"issuer", "issuer_kind", "county", "title", "document_number",
	"signature.issuer", "signature.date", "printed.note"}

// Restore makes a change that brings everything a person can edit back to an
// earlier state: the edits that lead there from what is there now, so that it
// can itself be undone. A change without edits says that nothing differs.
func (d *Draft) Restore(def *form.Definition, then *report.Report, req Request, now time.Time) (Change, error) {
	return d.lead(def, d.Report.Clone(), then, req, now)
}

// Replace is Restore with what was read from another file. Its doubts are
// open, and those of the file before are noted as settled by what is said;
// both are edits, so that undoing it turns them round.
func (d *Draft) Replace(def *form.Definition, read *report.Report, said string, req Request, now time.Time) (Change, error) {
	from, then := d.Report.Clone(), read.Clone()
	from.Sources = then.Sources
	if from.Work == nil {
		from.Work = map[string]string{}
	}
	if then.Work == nil {
		then.Work = map[string]string{}
	}
	for i := range from.Doubts {
		key := keyDoubt + strconv.Itoa(i)
		if then.Work[key] = from.Work[key]; then.Work[key] == "" {
			then.Work[key] = said
		}
	}
	for _, doubt := range then.Doubts {
		from.Work[keyDoubt+strconv.Itoa(len(from.Doubts))] = said
		from.Doubts = append(from.Doubts, doubt)
	}
	return d.lead(def, from, then, req, now)
}

// lead makes the change that leads from a copy of the report to an earlier or
// another one.
func (d *Draft) lead(def *form.Definition, from, then *report.Report, req Request, now time.Time) (Change, error) {
	switch {
	case !validID(req.ID):
		return Change{}, ErrChangeID
	case d.Report.Status == Final:
		return Change{}, ErrFinal
	}
	w := &writer{def: def, report: from, by: req.By, now: now, undoing: true}
	c := Change{ID: req.ID, Cause: Restore, By: req.By, At: w.now, Outcome: Applied, Revision: d.Report.Revision}
	for _, step := range []func(*report.Report) []Edit{w.headTo, w.cellsTo, w.unitsTo, w.acceptedTo, w.answersTo, w.textTo} {
		for _, e := range step(then) {
			done, conflict, err := w.apply(e)
			if err != nil {
				return Change{}, err
			}
			if conflict == nil && done.changes() {
				c.Edits = append(c.Edits, done)
			}
		}
	}
	w.derived = w.recompute(c.Edits)
	w.totalsTo(then)
	if c.Derived = w.changed(); len(c.Edits) == 0 {
		if len(c.Derived) == 0 {
			return c, nil
		}
		c.Edits, c.Derived = c.Derived, nil // totals alone: a source's own
	}
	d.commit(w.report, &c)
	return c, nil
}

// changed lists what was derived and still differs.
func (w *writer) changed() []Edit {
	return slices.DeleteFunc(w.derived, func(e Edit) bool { return e.Before == e.After })
}

func (w *writer) headTo(then *report.Report) (edits []Edit) {
	for _, field := range headFields {
		before, after := *HeadField(w.report, field), *HeadField(then, field)
		if before != after {
			edits = append(edits, Edit{Field: field, Before: before, After: after})
		}
	}
	return edits
}

// cellsTo leads to the figures, each with its unit, which a figure without one
// would lose.
func (w *writer) cellsTo(then *report.Report) (edits []Edit) {
	for _, f := range w.def.Fields() {
		before, after := w.report.Cell(f.Code), then.Cell(f.Code)
		unit := then.Units[f.Code]
		if w.def.Computed(f.Code) || before.Equal(after) && w.report.Units[f.Code] == unit {
			continue
		}
		text := after.String()
		if _, isNumber := after.Decimal(); isNumber {
			text += unit
		}
		edits = append(edits, Edit{Field: string(f.Code), Before: before.String(), After: text})
	}
	return edits
}

// unitsTo leads to the units that the figures did not bring along.
func (w *writer) unitsTo(then *report.Report) (edits []Edit) {
	for _, f := range w.def.Fields() {
		before, after := w.report.Units[f.Code], then.Units[f.Code]
		if before != after {
			edits = append(edits, Edit{Field: UnitPrefix + string(f.Code), Before: before, After: after})
		}
	}
	return edits
}

func (w *writer) acceptedTo(then *report.Report) (edits []Edit) {
	for _, a := range w.report.Accepted {
		if id := acceptedID(a); acceptedReason(then, id) == "" {
			edits = append(edits, Edit{Field: AcceptedPrefix + id, Before: a.Reason})
		}
	}
	for i, a := range then.Accepted {
		id := acceptedID(a)
		if before := acceptedReason(w.report, id); before != a.Reason {
			edits = append(edits, Edit{Field: AcceptedPrefix + id, At: i, Before: before, After: a.Reason, NowAccepted: &a})
		}
	}
	return edits
}

// answersTo leads to the answers of the questions and of the doubts. What
// happened to the report since, such as dates and steps, stays.
func (w *writer) answersTo(then *report.Report) (edits []Edit) {
	keys := map[string]bool{}
	for _, work := range []map[string]string{w.report.Work, then.Work} {
		for key := range work {
			if strings.HasPrefix(key, keyAnswer) || strings.HasPrefix(key, keyDoubt) {
				keys[key] = true
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if before, after := w.report.Work[key], then.Work[key]; before != after {
			edits = append(edits, Edit{Field: WorkPrefix + key, Before: before, After: after})
		}
	}
	return edits
}

// textTo leads to the prose with its bindings. The totals printed in it still
// are those of now: they follow later, as with any change.
func (w *writer) textTo(then *report.Report) (edits []Edit) {
	for _, place := range report.Places {
		if e, ok := TextEdit(w.report, place, then.Text[place]); ok {
			edits = append(edits, e)
		}
	}
	return edits
}

// TextEdit is the edit that gives a narrative other paragraphs; ok is false if
// it has them already.
func TextEdit(r *report.Report, place report.Place, want []report.Paragraph) (e Edit, ok bool) {
	old := r.Text[place]
	head, tail := sameEnds(old, want)
	now := want[head : len(want)-tail]
	before := r.Paragraphs(place)[head : len(old)-tail]
	var after []string
	for _, p := range now {
		after = append(after, r.Render(p))
	}
	return Edit{Field: TextPrefix + string(place), At: head,
		Before: strings.Join(before, "\n"), After: strings.Join(after, "\n"), Now: now}, len(before)+len(after) > 0
}

// sameEnds counts the paragraphs that are alike at both ends.
func sameEnds(a, b []report.Paragraph) (head, tail int) {
	for head < min(len(a), len(b)) && reflect.DeepEqual(a[head], b[head]) {
		head++
	}
	for tail < min(len(a), len(b))-head && reflect.DeepEqual(a[len(a)-1-tail], b[len(b)-1-tail]) {
		tail++
	}
	return head, tail
}

// totalsTo gives computed totals the values they had, one that did not add up
// included.
func (w *writer) totalsTo(then *report.Report) {
	for _, f := range w.def.Fields() {
		before, after := w.report.Cell(f.Code), then.Cell(f.Code)
		if w.def.Computed(f.Code) && !before.Equal(after) {
			w.report.SetCell(f.Code, after)
			w.derive(Edit{Field: string(f.Code), Before: before.String(), After: after.String()})
		}
	}
}
