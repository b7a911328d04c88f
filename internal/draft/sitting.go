package draft

import (
	"slices"
	"strings"
	"time"
)

// sittingGap is the pause after which a person's changes count as another
// sitting.
const sittingGap = 10 * time.Minute

// Sitting is what one person did in one go. Revision is the state it left.
type Sitting struct {
	By       string
	From, To time.Time
	First    int64 // Seq of its first change
	Revision int
	Lines    []Line
}

// Line is what became of a field in a sitting, or, without a field, something
// done to the draft as a whole. A line that was SetAside was not chosen.
type Line struct {
	Field    string
	At       int
	Before   string
	After    string
	Cause    Cause
	SetAside bool
}

// Sittings groups a history, newest first as it is kept: the order is that of
// Seq, since clocks are set back at times. Several changes of a field are one
// line; lines that came to nothing are left out. What a change notes beside the
// report, such as a date, is told by its cause.
func Sittings(history []Change) []Sitting {
	var out []Sitting
	open := map[string]int{} // the person's earliest sitting so far
	for _, c := range history {
		i, ok := open[c.By]
		if !ok || c.Cause == Restore || apart(c.At, out[i].From) {
			out = append(out, Sitting{By: c.By, To: c.At, Revision: c.Revision})
			i = len(out) - 1
			open[c.By] = i
		}
		s := &out[i]
		s.From, s.First = c.At, c.Seq
		s.add(c)
		if c.Cause == Restore { // stands for itself
			delete(open, c.By)
		}
	}
	for i := range out {
		out[i].Lines = slices.DeleteFunc(out[i].Lines, func(l Line) bool { return l.Field != "" && l.Before == l.After })
		slices.Reverse(out[i].Lines)
	}
	return out
}

func apart(a, b time.Time) bool { return b.Sub(a).Abs() > sittingGap }

// add puts a change before those the sitting has.
func (s *Sitting) add(c Change) {
	if len(c.Edits) == 0 || c.Cause.notes() || c.Cause == Restore {
		defer func() { s.Lines = append(s.Lines, Line{Cause: c.Cause}) }()
	}
	for _, e := range slices.Backward(c.Edits) {
		if isWork(e.Field) {
			continue
		}
		l := Line{Field: e.Field, At: e.At, Before: e.Before, After: e.After, Cause: c.Cause, SetAside: c.Outcome == SetAside}
		if !s.merge(l) {
			s.Lines = append(s.Lines, l)
		}
	}
}

// merge joins a line with the one that went on from it. A value set aside that
// was chosen after all is told by the line that put it.
func (s *Sitting) merge(l Line) bool {
	for i := len(s.Lines) - 1; i >= 0; i-- {
		later := &s.Lines[i]
		if later.Field != l.Field || later.SetAside && !(l.SetAside && later.After == l.After) {
			continue
		}
		if l.SetAside {
			return later.After == l.After
		}
		if later.Before != l.After || strings.HasPrefix(l.Field, TextPrefix) && later.At != l.At {
			return false
		}
		if later.Before = l.Before; later.Cause != l.Cause {
			later.Cause = Typed
		}
		return true
	}
	return false
}
