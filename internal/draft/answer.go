package draft

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
)

// Answers to a question of the definition. The empty answer is none.
const (
	Yes  = "yes"
	No   = "no"
	Zero = "zero" // No, and what says otherwise becomes 0
)

// markText stands among the cells that were filled before an answer, where
// the sentence was there before.
const markText = "text"

// nought is what the answer No puts into a cell.
const nought = "0"

// Answer puts together the change that answers a question. No fills the cells
// it speaks of with 0 and writes its sentence; what last year carried over
// stays open. What somebody typed is left alone, unless the answer is Zero.
// Another answer, or none, takes back what the one before put there and is
// still so. Previous is last year's published report or nil.
func Answer(def *form.Definition, r, previous *report.Report, q *form.Question, answer string) (Request, error) {
	a := newAnswering(def, r, previous, q)
	given := answer
	switch answer {
	case Zero:
		given = No
	case "", Yes, No:
	default:
		return Request{}, &FieldError{WorkPrefix + keyAnswer + q.ID, BadValue}
	}
	for _, code := range a.filled {
		a.answerCell(code, given, answer == Zero)
	}
	a.answerText(given)
	key := keyAnswer + q.ID
	a.edits = append(a.edits, note(r, key, given), note(r, key+endKept, strings.Join(a.stays, " ")))
	return Request{Cause: Answered, Edits: a.edits}, nil
}

// answering is a question being answered.
type answering struct {
	def      *form.Definition
	r        *report.Report
	previous *report.Report // nil: not known
	question *form.Question
	filled   []form.Code
	open     map[form.Code]bool   // cells that No leaves open
	carried  map[form.Code]string // what is taken over from last year
	count    decimal.Decimal      // carried over in all
	still    bool                 // some of it counts in the table this year
	before   string               // the answer until now
	kept     []string             // what was filled before it

	edits []Edit
	stays []string // what is filled before the new answer
}

func newAnswering(def *form.Definition, r, previous *report.Report, q *form.Question) *answering {
	key := keyAnswer + q.ID
	a := &answering{def: def, r: r, previous: previous, question: q, filled: def.FilledBy(q),
		open: map[form.Code]bool{}, carried: map[form.Code]string{},
		before: r.Work[key], kept: strings.Fields(r.Work[key+endKept])}
	if previous == nil {
		return a
	}
	for _, k := range def.KeptBy(q) {
		a.carry(k, previous.Cell(k.Previous))
	}
	return a
}

// carry leaves a row or column open that has something from last year, or of
// which it is not known.
func (a *answering) carry(k form.Kept, last report.Value) {
	n, ok := last.Decimal()
	if ok && n.IsZero() {
		return
	}
	for _, code := range k.Open {
		a.open[code] = true
	}
	if !ok {
		a.open[k.Into] = true
		return
	}
	a.count = a.count.Add(n)
	if k.Into == "" {
		a.still = true
		return
	}
	a.carried[k.Into] = last.String()
}

// put is what an answer puts into a cell; "" for nothing.
func (a *answering) put(code form.Code, answer string) string {
	carried, ok := a.carried[code]
	switch {
	case answer != "" && ok:
		return carried
	case answer != No || a.open[code]:
		return ""
	}
	return nought
}

// ours reports whether a cell still holds what the answer until now put there.
func (a *answering) ours(code form.Code) bool {
	value := a.r.Cell(code).String()
	if a.before == "" || value == "" || slices.Contains(a.kept, string(code)) {
		return false
	}
	_, carried := a.carried[code]
	return a.before == No && value == nought && !a.open[code] || carried && value == a.carried[code]
}

func (a *answering) answerCell(code form.Code, answer string, force bool) {
	value, want := a.r.Cell(code).String(), a.put(code, answer)
	switch {
	case value == "" || a.ours(code):
	case force && a.contrary(code):
	default:
		if want != "" {
			a.stays = append(a.stays, string(code))
		}
		return
	}
	if value != want {
		a.edits = append(a.edits, Edit{Field: string(code), Before: value, After: want})
	}
}

// contrary reports whether a cell says that there was something.
func (a *answering) contrary(code form.Code) bool {
	v := a.r.Cell(code)
	if v.IsBlank() || a.open[code] || v.String() == a.carried[code] {
		return false
	}
	n, ok := v.Decimal()
	return !ok || !n.IsZero()
}

// answerText writes the question's sentence or takes it back.
func (a *answering) answerText(answer string) {
	t, piece, wording := a.def.SentenceOf(a.question)
	if wording == nil {
		return
	}
	subject := narrative.Subject{Definition: a.def, Report: a.r}
	place := report.Place(t.Place)
	at, stands := subject.Stands(place, wording)
	there := at >= 0 || says(a.r, place, subject.Say(wording))
	ours := at >= 0 && a.before == No && !slices.Contains(a.kept, markText)
	switch {
	case answer == No && a.still: // that there was nothing would not be true
	case answer == No && !there:
		a.edits = append(a.edits, rewrite(a.r, place, subject.Insert(t, narrative.Said{Piece: piece, Wording: wording, Paragraphs: subject.Say(wording)})))
	case answer == No && !ours:
		a.stays = append(a.stays, markText)
	case answer != No && ours:
		a.edits = append(a.edits, rewrite(a.r, place, slices.Delete(slices.Clone(a.r.Text[place]), at, at+len(stands))))
	}
}

// says reports whether a narrative has paragraphs among other words.
func says(r *report.Report, place report.Place, paragraphs []report.Paragraph) bool {
	text := r.Narrative(place)
	return !slices.ContainsFunc(paragraphs, func(p report.Paragraph) bool { return !strings.Contains(text, r.Render(p)) })
}

// Standing is how a question stands.
type Standing struct {
	Question *form.Question
	Answer   string      // "" , Yes or No
	Carried  string      // with No: what last year carried over, "" if nothing
	Open     int         // with No: cells left open and still blank
	Contrary []form.Code // with No: cells that say there was something
	Unknown  bool        // something may be carried over, but there is no last year's report
}

// CarriesOver reports whether last year left something open of which a question
// asks, so that No is not all there is to say.
func CarriesOver(def *form.Definition, r, previous *report.Report) bool {
	return slices.ContainsFunc(def.Questions, func(q form.Question) bool {
		return newAnswering(def, r, previous, &q).count.IsPositive()
	})
}

// StandingOf describes how a question stands.
func StandingOf(def *form.Definition, r, previous *report.Report, q *form.Question) Standing {
	a := newAnswering(def, r, previous, q)
	s := Standing{Question: q, Answer: a.before}
	if s.Answer != No {
		return s
	}
	s.Unknown = previous == nil && len(q.Keeps) > 0
	if a.count.IsPositive() {
		s.Carried = a.count.String()
	}
	for _, code := range a.filled {
		switch {
		case a.open[code] && r.Cell(code).IsBlank():
			s.Open++
		case a.contrary(code):
			s.Contrary = append(s.Contrary, code)
		}
	}
	return s
}
