package web

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/prosediff"
)

// conflictView is a conflict as the page shows it: a box with both values and
// a button for each way out of it.
type conflictView struct {
	draft.Conflict
	Box string `json:"box"`
}

// conflictBox is what the box says.
type conflictBox struct {
	Title, Message string
	Prose          []sideView // a paragraph: what each has written
	Choices        []choiceView
}

// sideView is what one of the two has written, with what the other has not.
type sideView struct {
	Who    string
	Pieces []prosediff.Piece
}

// choiceView is a button; How is what the script does.
type choiceView struct{ How, Text string }

// setBy is who put there what a change met.
type setBy struct {
	name string // "" for the person himself, in another window
	when string
}

// conflictHistory is how many changes back the author of a value is looked for.
const conflictHistory = 200

// conflicts puts into words what a change met.
func (s *Server) conflicts(c *gin.Context, met []draft.Conflict) []conflictView {
	history, def, err := s.historyOf(c)
	if err != nil { // then the box names nobody, and is shown all the same
		s.Log.Warn("author of a value", "error", err)
	}
	out := []conflictView{}
	for _, m := range met {
		box, err := s.fragment("section", "conflict", viewConflict(def, m, author(history, m, by(c))))
		if err != nil {
			s.Log.Error("conflict box", "error", err)
		}
		out = append(out, conflictView{m, box})
	}
	return out
}

// historyOf is the latest history of the report that a request is about.
func (s *Server) historyOf(c *gin.Context) ([]draft.Change, *form.Definition, error) {
	office, year, err := s.target(c)
	if err != nil {
		return nil, nil, err
	}
	d, err := s.Drafts.Load(c.Request.Context(), office.ID, year)
	if err != nil {
		return nil, nil, err
	}
	def, err := s.Formats.ForFormat(d.Report.Format)
	if err != nil {
		return nil, nil, err
	}
	history, err := s.Drafts.History(c.Request.Context(), office.ID, year, 0, conflictHistory)
	return history, def, err
}

// author finds who made what is there now: the last change of the field, of a
// paragraph the last one that wrote it.
func author(history []draft.Change, met draft.Conflict, me string) setBy {
	touches := func(c draft.Change) (touched, wrote bool) {
		for _, e := range slices.Concat(c.Edits, c.Derived) {
			if e.Field == met.Field {
				touched, wrote = true, wrote || met.Theirs == "" || strings.Contains(e.After, met.Theirs)
			}
		}
		return touched, wrote
	}
	var last *draft.Change
	for i := range history { // the newest first
		if history[i].Outcome != draft.Applied {
			continue
		}
		touched, wrote := touches(history[i])
		if touched && (last == nil || wrote) {
			last = &history[i]
		}
		if wrote {
			break
		}
	}
	if last == nil {
		return setBy{name: textColleague}
	}
	by := setBy{when: last.At.Local().Format("15:04")}
	if last.By != me {
		by.name = personText(last.By)
	}
	return by
}

func viewConflict(def *form.Definition, met draft.Conflict, by setBy) conflictBox {
	if strings.HasPrefix(met.Field, draft.TextPrefix) {
		return proseConflict(met, by)
	}
	name, title := textThisField, textTwoContents
	if def != nil {
		name = fieldName(def, met.Field)
		if _, cell := def.Field(form.Code(met.Field)); cell {
			title = textTwoValues
		}
	}
	return conflictBox{Title: title, Message: twoValuesText(name, met, by),
		Choices: []choiceView{{"yours", useText(met.Yours)}, {"theirs", useText(met.Theirs)}}}
}

// proseConflict shows what each has written, with the differences marked.
func proseConflict(met draft.Conflict, by setBy) conflictBox {
	box := conflictBox{Title: bothWroteText(by), Choices: []choiceView{{"yours", textUseMine}, {"theirs", useTheirsText(by)}}}
	if met.Yours != "" && met.Theirs != "" {
		box.Choices = append(box.Choices, choiceView{"both", textKeepBoth})
	}
	var mine, theirs []prosediff.Piece
	for _, p := range prosediff.Diff(short(met.Theirs), short(met.Yours)) {
		if p.Op != prosediff.Removed {
			mine = append(mine, p)
		}
		if p.Op == prosediff.Added {
			continue
		}
		if p.Op == prosediff.Removed {
			p.Op = prosediff.Added // marked the same way on both sides
		}
		theirs = append(theirs, p)
	}
	box.Prose = []sideView{{textYourText, mine}, {theirTextText(by), theirs}}
	return box
}

// shownProse is how much of a paragraph the box compares.
const shownProse = 2000

// short cuts what would fill more than the box.
func short(text string) string {
	if runes := []rune(text); len(runes) > shownProse {
		return string(runes[:shownProse]) + "…"
	}
	return text
}
