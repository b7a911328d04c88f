package intake

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// Answer is what somebody decided about a doubt.
type Answer struct {
	Choice Choice `json:"choice"`
	Text   string `json:"text,omitzero"` // Fill: a figure for each cell, or one for all; Put: the place
}

// Choice tells answers apart.
type Choice string

// Choices.
const (
	Keep  Choice = "keep"  // as it was read: what is blank stays blank
	Clear Choice = "clear" // blank, though something was read
	Fill  Choice = "fill"
	Put   Choice = "put" // text into a place
	Drop  Choice = "drop"
)

// Kinds and scopes of doubts.
const (
	kindMissing   = "missing"
	kindAmbiguous = "ambiguous"
	kindSuspect   = "suspect"
	kindUnplaced  = "unplaced"
	scopeCell     = "cell"
	scopeTable    = "table"
)

// Errors of an answer.
var (
	ErrNoDoubt = errors.New("intake: no such doubt")
	ErrAnswer  = errors.New("intake: the doubt has no such answer")
	ErrFigures = errors.New("intake: not as many figures as cells")
)

// gap stands in a reading where a column has no figure.
const gap = "\uff3f"

// maxHeadRunes is the longest head field a draft takes.
const maxHeadRunes = 500

// Settle keeps the answer to the doubt at index i; an empty choice takes one
// back.
func (m *Import) Settle(def *form.Definition, i int, a Answer) error {
	if m.Report == nil || i < 0 || i >= len(m.Report.Doubts) {
		return ErrNoDoubt
	}
	answers := maps.Clone(m.Answers)
	if answers == nil {
		answers = map[int]Answer{}
	}
	if a.Choice == "" {
		delete(answers, i)
		m.Answers = answers
		return nil
	}
	if err := check(def, m.Report.Doubts[i], a); err != nil {
		return err
	}
	answers[i] = a
	m.Answers = answers
	return nil
}

// Type keeps a figure typed over what was read.
func (m *Import) Type(def *form.Definition, code form.Code, text string) error {
	if _, ok := def.Field(code); !ok || m.Report == nil || def.Computed(code) {
		return ErrNoDoubt
	}
	if _, _, err := report.ParseValue(text); err != nil {
		return err
	}
	typed := maps.Clone(m.Typed)
	if typed == nil {
		typed = map[form.Code]string{}
	}
	typed[code] = text
	m.Typed = typed
	return nil
}

// check refuses answers that say nothing about the doubt.
func check(def *form.Definition, d report.Doubt, a Answer) error {
	unplaced := d.Kind == kindUnplaced
	switch a.Choice {
	case Keep, Clear:
		if unplaced {
			return ErrAnswer
		}
		return nil
	case Drop:
		if !unplaced {
			return ErrAnswer
		}
		return nil
	case Put:
		if !unplaced && !misplaced(d) || !slices.Contains(report.Places, report.Place(a.Text)) {
			return ErrAnswer
		}
		return nil
	case Fill:
		if unplaced {
			return ErrAnswer
		}
		return checkFill(def, d, a.Text)
	}
	return ErrAnswer
}

func checkFill(def *form.Definition, d report.Doubt, text string) error {
	if strings.TrimSpace(text) == "" {
		return ErrAnswer
	}
	cells := Covered(def, d)
	if len(cells) == 0 {
		_, isYear := yearOf(text)
		known := headField(&report.Report{}, d.Code) != nil || d.Code == "year" && isYear
		if !known || utf8.RuneCountInString(text) > maxHeadRunes {
			return ErrAnswer
		}
		return nil
	}
	values := figures(text, len(cells))
	if values == nil {
		return ErrFigures
	}
	for _, v := range values {
		if _, _, err := report.ParseValue(v); err != nil {
			return err
		}
	}
	return nil
}

// figures takes a text apart into one value for each of n cells. One value
// stands for all. It is nil if there are more or fewer.
func figures(text string, n int) []string {
	if n == 1 {
		return []string{strings.TrimSpace(text)}
	}
	values := strings.FieldsFunc(text, separates)
	if len(values) == 1 {
		return slices.Repeat(values, n)
	}
	if len(values) != n {
		return nil
	}
	for i, v := range values {
		if v == gap {
			values[i] = ""
		}
	}
	return values
}

// Joined puts figures typed into one box each into the line that answers a
// question about several cells: a box left empty is a blank.
func Joined(boxes []string) string {
	if len(boxes) < 2 {
		return strings.Join(boxes, "")
	}
	typed := false
	out := make([]string, len(boxes))
	for i, text := range boxes {
		out[i] = strings.Map(func(r rune) rune {
			if separates(r) {
				return -1
			}
			return r
		}, text)
		if typed = typed || out[i] != ""; out[i] == "" {
			out[i] = gap
		}
	}
	if !typed {
		return ""
	}
	return strings.Join(out, " ")
}

// separates reports whether a character stands between figures.
func separates(r rune) bool { return strings.ContainsRune(" \t\n\u3000,，、|｜;；·", r) }

// Covered lists the cells that a doubt speaks of: those it names, else all of
// the cell, row, column or table of its code; none for head and sections.
func Covered(def *form.Definition, d report.Doubt) []form.Code {
	var out []form.Code
	for _, f := range def.Fields() {
		if f.Table != "" && speaksOf(d, f.Code) || string(f.Code) == d.Code {
			out = append(out, f.Code)
		}
	}
	return out
}

// speaksOf reports whether a doubt is about a cell.
func speaksOf(d report.Doubt, cell form.Code) bool {
	if len(d.Cells) > 0 {
		return slices.Contains(d.Cells, cell)
	}
	return covers(d.Code, cell)
}

// covers reports whether a doubt's code names a cell or what it is part of. A
// column is written with a star: t3.*.social.
func covers(code string, cell form.Code) bool {
	if code == string(cell) || strings.HasPrefix(string(cell), code+".") {
		return true
	}
	before, after, found := strings.Cut(code, "*")
	return found && strings.HasPrefix(string(cell), before) && strings.HasSuffix(string(cell), after)
}

// apply makes an answer come true in a report.
func apply(def *form.Definition, r *report.Report, d report.Doubt, a Answer) {
	cells := Covered(def, d)
	switch a.Choice {
	case Clear:
		for _, code := range cells {
			put(def, r, code, "")
		}
	case Fill:
		fill(def, r, d, cells, a.Text)
	case Put:
		place := report.Place(a.Text)
		if from, at := textOf(r, d); from != "" {
			r.Text[from] = slices.Delete(slices.Clone(r.Text[from]), at, at+len(report.SplitParagraphs(d.Text)))
		}
		for _, text := range report.SplitParagraphs(wholeText(d)) {
			r.Text[place] = append(slices.Clone(r.Text[place]), report.Plain(text))
		}
	}
}

// misplaced reports whether a doubt is about text that stands in a section and
// may be another's.
func misplaced(d report.Doubt) bool {
	return d.Kind == kindSuspect && d.Text != "" && strings.HasPrefix(d.Code, sectionPrefix)
}

// textOf is where misplaced text stands: the place, and the first of its
// paragraphs; "" where it stands there no more.
func textOf(r *report.Report, d report.Doubt) (place report.Place, at int) {
	if !misplaced(d) {
		return "", 0
	}
	place = report.Place(strings.TrimPrefix(d.Code, sectionPrefix))
	text := report.SplitParagraphs(d.Text)
	for _, p := range []report.Place{place, report.AfterTable(place)} {
		all := r.Paragraphs(p)
		for i := 0; i+len(text) <= len(all); i++ {
			if slices.Equal(all[i:i+len(text)], text) {
				return p, i
			}
		}
	}
	return "", 0
}

func fill(def *form.Definition, r *report.Report, d report.Doubt, cells []form.Code, text string) {
	for i, v := range figures(text, len(cells)) {
		if i < len(cells) {
			put(def, r, cells[i], v)
		}
	}
	if len(cells) > 0 {
		return
	}
	if head := headField(r, d.Code); head != nil {
		*head = strings.TrimSpace(text)
	}
	if year, ok := yearOf(text); ok && d.Code == "year" {
		r.Year = year
	}
}

// headField points to a field of head or foot that is typed. What kind of
// office it is is not: it follows from the name.
func headField(r *report.Report, code string) *string {
	if code == "issuer_kind" {
		return nil
	}
	return draft.HeadField(r, code)
}

// yearOf reads a report year.
func yearOf(text string) (int, bool) {
	text = strings.TrimSpace(text)
	year, err := strconv.Atoi(text)
	return year, err == nil && profile.HeadProblem("year", text) == ""
}

// put writes a figure with the unit typed behind it.
func put(def *form.Definition, r *report.Report, code form.Code, text string) {
	v, unit, err := report.ParseValue(text)
	if err != nil {
		return // refused when it was answered
	}
	r.SetCell(code, v)
	f, _ := def.Field(code)
	switch {
	case f.Type != form.Amount:
	case unit == "" || unit == f.Unit:
		if f.Unit != "" {
			delete(r.Units, code)
		}
	default:
		r.Units[code] = unit
	}
}

func wholeText(d report.Doubt) string {
	if d.Text != "" {
		return d.Text
	}
	return d.Excerpt
}

// sumDiffers reports whether a printed total is another number than the sum of
// its parts, which all are numbers.
func sumDiffers(r *report.Report, sum form.Sum) (printed, added string, differs bool) {
	total := r.Cell(sum.Total)
	if _, ok := total.Decimal(); !ok {
		return "", "", false
	}
	for _, part := range sum.Parts {
		if _, ok := r.Cell(part).Decimal(); !ok {
			return "", "", false
		}
	}
	v := draft.Add(r, sum)
	n, _ := total.Decimal()
	s, ok := v.Decimal()
	return total.String(), v.String(), ok && !n.Equal(s)
}
