package draft

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// ErrHistory says that a change does not fit the report it is taken back from.
var ErrHistory = errors.New("draft: the history does not fit the report")

// Revert makes a change that takes an earlier one back. Edits that somebody
// has changed again since are conflicts, as with any change. Totals go back to
// what they were, a printed one that did not add up included. A change that
// was set aside, or one that finalised or unlocked the report, has nothing to
// take back: ErrEmpty.
func (d *Draft) Revert(def *form.Definition, earlier Change, req Request, now time.Time) (Change, error) {
	if earlier.Outcome == SetAside || !earlier.Cause.Undoable() {
		return Change{}, ErrEmpty
	}
	req.Cause, req.Edits = Undo, inverse(earlier.Edits)
	before := d.Report
	c, err := d.apply(&writer{def: def, report: d.Report.Clone(), by: req.By, now: now, undoing: true}, req)
	if c.ID != "" {
		c.Undoes = earlier.ID
	}
	if err != nil || len(c.Edits) == 0 {
		return c, err
	}
	for _, e := range inverse(earlier.Derived) {
		d.restoreDerived(def, before, e, &c)
	}
	if before.Revision == earlier.Revision {
		d.keepUntouched(before, earlier, &c)
	}
	return c, nil
}

// keepUntouched makes undoing the latest change exact: totals that it did not
// move stay as they were, even where they do not add up.
func (d *Draft) keepUntouched(before *report.Report, earlier Change, c *Change) {
	was := map[string]string{}
	for _, e := range earlier.Edits {
		was[e.Field] = e.Before
	}
	for i, e := range c.Derived {
		if slices.ContainsFunc(earlier.Derived, func(o Edit) bool { return o.Field == e.Field }) {
			continue
		}
		value, edited := was[e.Field]
		if !edited {
			value = before.Cell(form.Code(e.Field)).String()
		}
		if !strings.HasPrefix(e.Field, UnitPrefix) {
			put(d.Report, e.Field, value)
			c.Derived[i].After = value
		}
	}
	c.Derived = slices.DeleteFunc(c.Derived, func(e Edit) bool { return e.Before == e.After })
}

// inverse turns edits round, last first.
func inverse(edits []Edit) []Edit {
	out := make([]Edit, 0, len(edits))
	for _, e := range edits {
		now := e.Was
		if now == nil && strings.HasPrefix(e.Field, TextPrefix) {
			now = plain(report.SplitParagraphs(e.Before))
		}
		out = append(out, Edit{Field: e.Field, At: e.At, Before: e.After, After: e.Before, Was: e.Now, Now: now,
			WasAccepted: e.NowAccepted, NowAccepted: e.WasAccepted})
	}
	slices.Reverse(out)
	return out
}

func plain(texts []string) []report.Paragraph {
	out := make([]report.Paragraph, 0, len(texts))
	for _, text := range texts {
		out = append(out, report.Plain(text))
	}
	return out
}

// restoreDerived gives a derived value its old content if it still had the one
// the undone change gave it.
func (d *Draft) restoreDerived(def *form.Definition, before *report.Report, e Edit, c *Change) {
	if was, _ := Value(def, before, e.Field); was != e.Before {
		return
	}
	put(d.Report, e.Field, e.After)
	w := writer{derived: c.Derived}
	w.derive(e)
	c.Derived = w.derived
}

// TakeBack undoes the latest applied change of a report that may be changed,
// to look at an earlier state. Nothing is decided here and no format is
// needed; a change that does not fit is ErrHistory, and the report is then of
// no use.
func TakeBack(r *report.Report, c Change) error {
	if r.Revision != c.Revision {
		return fmt.Errorf("%w: revision %d at change %s", ErrHistory, r.Revision, c.ID)
	}
	w := writer{report: r, undoing: true}
	for _, e := range slices.Concat(inverse(c.Derived), inverse(c.Edits)) {
		if !w.takeBack(e) {
			return fmt.Errorf("%w: %s in change %s", ErrHistory, e.Field, c.ID)
		}
	}
	if len(c.Edits) > 0 {
		r.Revision--
	}
	return nil
}

// takeBack applies an inverse edit to exactly the state it was made in.
func (w *writer) takeBack(e Edit) bool {
	name, isText := strings.CutPrefix(e.Field, TextPrefix)
	if !isText {
		w.set(&e)
		return true
	}
	place := report.Place(name)
	before, after := report.SplitParagraphs(e.Before), report.SplitParagraphs(e.After)
	current := w.report.Paragraphs(place)
	if e.At < 0 || e.At+len(before) > len(current) || !slices.Equal(current[e.At:e.At+len(before)], before) {
		return false
	}
	w.splice(place, e.At, before, after, e)
	return true
}
