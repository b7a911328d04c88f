package draft

import (
	"slices"
	"strings"
	"time"
)

// Steps are the changes a person can take back and bring back next; empty
// where there is none.
type Steps struct {
	Undo string `json:"undo"` // id of the change to take back
	Redo string `json:"redo"` // id of the undoing to take back
}

// NextSteps follows a person's changes of a draft, newest first and without
// those that have no edits: a change can be undone, its undoing redone, and a
// new change ends what could be redone. Changes that are not undone this way,
// and an undoing that met a newer value, are passed over. The contents of the
// changes are not needed.
func NextSteps(changes []Change) Steps {
	var undo, redo []string
	for _, c := range slices.Backward(changes) {
		switch {
		case !c.Cause.Undoable():
		case c.Cause == Undo && dropAll(&undo, c.Undoes):
			redo = appendApplied(redo, c)
		case c.Cause == Undo && dropAll(&redo, c.Undoes):
			undo = appendApplied(undo, c)
		case c.Cause == Undo && c.Outcome == Applied:
			redo = append(redo, c.ID) // of a change before those we know
		case c.Cause != Undo && c.Outcome == Applied:
			undo, redo = append(undo, c.ID), nil
		}
	}
	return Steps{Undo: last(undo), Redo: last(redo)}
}

func appendApplied(list []string, c Change) []string {
	if c.Outcome != Applied {
		return list
	}
	return append(list, c.ID)
}

// dropAll takes the changes that were undone out of a list, if the latest of
// them is in it.
func dropAll(list *[]string, undone string) bool {
	ids := strings.Fields(undone)
	if len(ids) == 0 || !drop(list, ids[0]) {
		return false
	}
	for _, id := range ids[1:] {
		drop(list, id)
	}
	return true
}

// drop takes an id out of a list.
func drop(list *[]string, id string) bool {
	i := slices.Index(*list, id)
	if i < 0 {
		return false
	}
	*list = slices.Delete(*list, i, i+1)
	return true
}

func last(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// pause ends a stretch of typing: what was typed without one is undone at once.
const pause = 3 * time.Second

// Stretch joins a change with those before it that typed on the same field
// without a pause, since every key may be a change. Before are the changes
// before it, newest first. The joined change has the ids of all, the latest
// first.
func Stretch(latest Change, before []Change) Change {
	if !isTyping(latest) {
		return latest
	}
	from := latest
	latest.Edits, latest.Derived = slices.Clone(latest.Edits), slices.Clone(latest.Derived)
	for _, c := range before {
		if c.By != latest.By {
			continue
		}
		if !isTyping(c) || !follows(c, from) {
			break
		}
		latest.ID += " " + c.ID
		e := &latest.Edits[0]
		e.Before, e.Was = c.Edits[0].Before, c.Edits[0].Was
		latest.Derived = joinDerived(c.Derived, latest.Derived)
		from = c
	}
	return latest
}

func isTyping(c Change) bool {
	return c.Cause == Typed && c.Outcome == Applied && len(c.Edits) == 1 && !strings.HasPrefix(c.Edits[0].Field, AcceptedPrefix)
}

// follows reports whether later goes on where c ended.
func follows(c, later Change) bool {
	a, b := c.Edits[0], later.Edits[0]
	return a.Field == b.Field && a.At == b.At && a.After == b.Before && a.Before != a.After && b.Before != b.After &&
		later.At.Sub(c.At).Abs() <= pause
}

// joinDerived lists what followed from two changes in a row, the totals of the
// second as they were before the first.
func joinDerived(first, second []Edit) []Edit {
	for _, e := range first {
		i := slices.IndexFunc(second, func(o Edit) bool { return o.Field == e.Field })
		if i < 0 {
			second = append(second, e)
			continue
		}
		second[i].Before = e.Before
	}
	return second
}
