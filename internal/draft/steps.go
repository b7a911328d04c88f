package draft

import "slices"

// Steps are the changes a person can take back and bring back next; empty
// where there is none.
type Steps struct {
	Undo string `json:"undo"` // id of the change to take back
	Redo string `json:"redo"` // id of the undoing to take back
}

// NextSteps follows a person's changes of a draft, newest first and without
// those that have no edits: a change can be undone, its undoing redone, and a
// new change ends what could be redone. An undoing that met a newer value is
// passed over. The contents of the changes are not needed.
func NextSteps(changes []Change) Steps {
	var undo, redo []string
	for _, c := range slices.Backward(changes) {
		switch {
		case !c.Cause.Undoable():
		case c.Cause == Undo && drop(&undo, c.Undoes):
			redo = appendApplied(redo, c)
		case c.Cause == Undo && drop(&redo, c.Undoes):
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
