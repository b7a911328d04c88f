package draft

import (
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// MaxTextRunes is the longest narrative; real sections stay below 10,000.
const MaxTextRunes = 100_000

// maxHeadRunes is the longest head field.
const maxHeadRunes = 500

// Prefixes of fields that are not cells or head fields.
const (
	TextPrefix     = "text."
	UnitPrefix     = "unit."
	AcceptedPrefix = "accepted."
)

// writer applies edits to a report that is thrown away if one of them fails.
type writer struct {
	def     *form.Definition
	report  *report.Report
	by      string
	now     time.Time
	cause   Cause
	derived []Edit // what followed from the edits
	undoing bool   // what was there once is good enough
}

// applyAll applies edits in order. Edits that change nothing are dropped.
func (w *writer) applyAll(edits []Edit) (done []Edit, conflicts []Conflict, err error) {
	for _, e := range edits {
		applied, conflict, err := w.apply(e)
		switch {
		case err != nil:
			return nil, nil, err
		case conflict != nil:
			conflicts = append(conflicts, *conflict)
		case applied.changes():
			done = append(done, applied)
		}
	}
	return done, conflicts, nil
}

// changes reports whether an edit made a difference: to the text, or to what
// is bound or still to be confirmed in it.
func (e Edit) changes() bool {
	return e.Before != e.After || !reflect.DeepEqual(e.Was, e.Now)
}

func (w *writer) apply(e Edit) (Edit, *Conflict, error) {
	if place, ok := strings.CutPrefix(e.Field, TextPrefix); ok {
		return w.applyText(report.Place(place), e)
	}
	current, ok := Value(w.def, w.report, e.Field)
	if !ok || !w.may(e.Field) {
		return e, nil, &FieldError{e.Field, UnknownField}
	}
	after, reason := w.normal(e)
	if reason != "" {
		return e, nil, &FieldError{e.Field, reason}
	}
	if current != e.Before && current != w.seen(e) && current != after {
		return e, &Conflict{Field: e.Field, Before: e.Before, Yours: after, Theirs: current}, nil
	}
	e.Before, e.After = current, after
	w.set(&e)
	return w.unitOnly(e), nil, nil
}

// seen is the value the author saw in the form it is stored in: a client that
// was offline says what was typed.
func (w *writer) seen(e Edit) string {
	if _, ok := w.def.Field(form.Code(e.Field)); ok {
		return report.Figure(e.Before).String()
	}
	if isWork(e.Field) {
		return e.Before
	}
	return oneLine(e.Before)
}

// unitOnly turns an edit that left the figure but changed its unit into an
// edit of the unit.
func (w *writer) unitOnly(e Edit) Edit {
	last := len(w.derived) - 1
	if e.Before != e.After || last < 0 || w.derived[last].Field != UnitPrefix+e.Field {
		return e
	}
	e = w.derived[last]
	w.derived = w.derived[:last]
	return e
}

// normal brings the new value of a scalar field into the form it is stored in.
func (w *writer) normal(e Edit) (string, Reason) {
	if f, ok := w.def.Field(form.Code(e.Field)); ok {
		return w.normalCell(f, e.After)
	}
	if isWork(e.Field) {
		return e.After, "" // put together by this package
	}
	after := oneLine(e.After)
	if utf8.RuneCountInString(after) > maxHeadRunes {
		return "", TooLong
	}
	if e.Field == "issuer_kind" && !knownKind(after) {
		return "", BadValue
	}
	return after, ""
}

func oneLine(text string) string { return strings.Join(report.SplitParagraphs(text), " ") }

func (w *writer) normalCell(f form.Field, after string) (string, Reason) {
	v, unit, err := report.ParseValue(after)
	if err != nil {
		return "", TooLong
	}
	if w.def.Computed(f.Code) && !w.undoing && !w.isSum(f.Code, v) {
		return "", ComputedField
	}
	if f.Type == form.Amount {
		w.deriveUnit(f, unit)
	}
	return v.String(), ""
}

// deriveUnit keeps a unit typed behind an amount, because it changes what the
// figure means. Where the format fixes the unit, a bare figure is in that unit
// again.
func (w *writer) deriveUnit(f form.Field, unit string) {
	if unit == f.Unit {
		unit = ""
	}
	was := w.report.Units[f.Code]
	if was == unit || unit == "" && f.Unit == "" {
		return
	}
	setUnit(w.report, f.Code, unit)
	w.derived = append(w.derived, Edit{Field: UnitPrefix + string(f.Code), Before: was, After: unit})
}

// isSum reports whether a computed cell is to take the sum of its parts, which
// is how a printed total that differs is put right.
func (w *writer) isSum(code form.Code, v report.Value) bool {
	sum, ok := w.def.SumOf(code)
	if !ok {
		return false
	}
	return Add(w.report, sum).Equal(v)
}

func knownKind(kind string) bool {
	if kind == "" {
		return true
	}
	for _, k := range report.IssuerKinds {
		if string(k) == kind {
			return true
		}
	}
	return false
}

// Value reads a scalar field of a report as Edits name it; ok is false for
// fields the format lacks.
func Value(def *form.Definition, r *report.Report, field string) (value string, ok bool) {
	if _, ok := def.Field(form.Code(field)); ok {
		return r.Cell(form.Code(field)).String(), true
	}
	if code, ok := strings.CutPrefix(field, UnitPrefix); ok {
		_, known := def.Field(form.Code(code))
		return r.Units[form.Code(code)], known
	}
	if id, ok := strings.CutPrefix(field, AcceptedPrefix); ok {
		return acceptedReason(r, id), id != "" && len(id) <= maxHeadRunes
	}
	if p := HeadField(r, field); p != nil {
		return *p, true
	}
	return workValue(r, field)
}

// set puts the new value of an edit into the report.
func (w *writer) set(e *Edit) {
	if id, ok := strings.CutPrefix(e.Field, AcceptedPrefix); ok {
		w.accept(id, e)
		return
	}
	put(w.report, e.Field, e.After)
}

// put overwrites a field that holds one value.
func put(r *report.Report, field, value string) {
	code, unit := strings.CutPrefix(field, UnitPrefix)
	head := HeadField(r, field)
	switch {
	case isWork(field):
		putWork(r, field, value)
	case unit:
		setUnit(r, form.Code(code), value)
	case head != nil:
		*head = value
	default:
		r.SetCell(form.Code(field), report.Figure(value))
	}
}

func setUnit(r *report.Report, code form.Code, unit string) {
	if unit == "" {
		delete(r.Units, code)
		return
	}
	r.Units[code] = unit
}

// HeadField points to a field of head or foot; nil if there is none of that
// name. The names are those of the report JSON.
func HeadField(r *report.Report, field string) *string {
	switch field {
	case "issuer":
		return &r.Issuer
	case "issuer_kind":
		return (*string)(&r.IssuerKind)
	case "county":
		return &r.County
	case "title":
		return &r.Title
	case "document_number":
		return &r.DocumentNumber
	case "signature.issuer":
		return &r.Signature.Issuer
	case "signature.date":
		return &r.Signature.Date
	case "printed.note":
		return &r.Printed.Note
	}
	return nil
}

// applyText replaces paragraphs. They are looked for where the author saw
// them, and elsewhere if somebody inserted or removed others meanwhile.
func (w *writer) applyText(place report.Place, e Edit) (Edit, *Conflict, error) {
	if !knownPlace(place) {
		return e, nil, &FieldError{e.Field, UnknownField}
	}
	current := w.report.Paragraphs(place)
	before, after := report.SplitParagraphs(e.Before), report.SplitParagraphs(e.After)
	if runes(current)-runes(before)+runes(after) > MaxTextRunes {
		return e, nil, &FieldError{e.Field, TooLong}
	}
	if w.cause == Typed && !w.prints(e.Now, after) {
		return e, nil, &FieldError{e.Field, BadRuns}
	}
	at := find(current, before, e.At)
	if at < 0 {
		at, before = w.findBound(place, current, e)
	}
	if at < 0 {
		if at = find(current, after, e.At); at >= 0 && len(after) > 0 {
			return Edit{Field: e.Field}, nil, nil // somebody did the same already
		}
		return e, &Conflict{Field: e.Field, At: e.At, Before: e.Before, Yours: strings.Join(after, "\n"),
			Theirs: strings.Join(window(current, e.At, len(report.SplitParagraphs(e.Before))), "\n")}, nil
	}
	return w.splice(place, at, before, after, e), nil, nil
}

// splice replaces the paragraphs that print before, and describes what it did.
func (w *writer) splice(place report.Place, at int, before, after []string, e Edit) Edit {
	e.At, e.Before = at, strings.Join(before, "\n")
	e.Was = bound(w.report.Text[place][at : at+len(before)])
	now := w.report.Splice(place, at, len(before), after)
	if len(e.Now) == len(after) && len(after) > 0 {
		now = w.report.PutParagraphs(place, at, e.Now)
	}
	e.Now = bound(now)
	e.After = strings.Join(w.report.Paragraphs(place)[at:at+len(now)], "\n")
	return e
}

// prints reports whether paragraphs that a client sent say what it showed. The
// figures of cells may have moved on since: they are read from the cells.
func (w *writer) prints(sent []report.Paragraph, texts []string) bool {
	if len(sent) == 0 {
		return true
	}
	if len(sent) != len(texts) {
		return false
	}
	for i, p := range sent {
		if !p.Prints(texts[i], func(code form.Code) bool { _, ok := w.def.Field(code); return ok }) {
			return false
		}
	}
	return true
}

// findBound looks for paragraphs by their bindings: they are the same even if
// a figure in them has changed.
func (w *writer) findBound(place report.Place, current []string, e Edit) (at int, printed []string) {
	n := len(e.Was)
	if n == 0 {
		return -1, nil
	}
	at = findFunc(len(current), n, e.At, func(i int) bool {
		return reflect.DeepEqual(w.report.Text[place][i:i+n], e.Was)
	})
	if at < 0 {
		return -1, nil
	}
	return at, current[at : at+n]
}

func knownPlace(place report.Place) bool {
	for _, p := range report.Places {
		if p == place {
			return true
		}
	}
	return false
}

func runes(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		n += utf8.RuneCountInString(p)
	}
	return n
}

// find returns where want stands in current: at the place given, else the one
// place that has it, else -1. Nothing stands everywhere.
func find(current, want []string, at int) int {
	if len(want) == 0 {
		return min(max(at, 0), len(current))
	}
	return findFunc(len(current), len(want), at, func(i int) bool {
		return slices.Equal(current[i:i+len(want)], want)
	})
}

// findFunc finds where n of length elements match: at the place given, else
// the one place that does, else -1.
func findFunc(length, n, at int, matches func(int) bool) int {
	if at >= 0 && at+n <= length && matches(at) {
		return at
	}
	found := -1
	for i := 0; i+n <= length; i++ {
		if !matches(i) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// window is what now stands where n paragraphs were expected.
func window(current []string, at, n int) []string {
	from := min(max(at, 0), len(current))
	return current[from:min(from+n, len(current))]
}

// bound keeps paragraphs for the history unless their text says it all.
func bound(paragraphs []report.Paragraph) []report.Paragraph {
	for _, p := range paragraphs {
		if !p.IsPlain() || len(p.Runs) != 1 {
			return append([]report.Paragraph(nil), paragraphs...)
		}
	}
	return nil
}
