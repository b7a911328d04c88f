package draft

import (
	"slices"
	"time"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Revert makes a change that takes an earlier one back. Edits that somebody
// has changed again since are conflicts, as with any change. Totals go back to
// what they were, a printed one that did not add up included.
func (d *Draft) Revert(def *form.Definition, earlier Change, req Request, now time.Time) (Change, error) {
	req.Cause, req.Edits = Undo, inverse(earlier.Edits)
	before := d.Report
	c, err := d.Apply(def, req, now)
	if err != nil {
		return c, err
	}
	c.Undoes = earlier.ID
	for _, e := range inverse(earlier.Derived) {
		d.restoreDerived(def, before, e, &c)
	}
	return c, nil
}

// inverse turns edits round, last first.
func inverse(edits []Edit) []Edit {
	out := make([]Edit, 0, len(edits))
	for _, e := range edits {
		out = append(out, Edit{Field: e.Field, At: e.At, Before: e.After, After: e.Before, Was: e.Now, Now: e.Was})
	}
	slices.Reverse(out)
	return out
}

// restoreDerived gives a derived value its old content if it still had the one
// the undone change gave it.
func (d *Draft) restoreDerived(def *form.Definition, before *report.Report, e Edit, c *Change) {
	if was, _ := Value(def, before, e.Field); was != e.Before {
		return
	}
	w := writer{def: def, report: d.Report, derived: c.Derived}
	w.set(e.Field, e.After)
	w.derive(e)
	c.Derived = w.derived
}
