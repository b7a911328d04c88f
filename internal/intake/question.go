package intake

import (
	"slices"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Question is a doubt as it is asked.
type Question struct {
	At     int // place of the doubt
	Doubt  report.Doubt
	Start  bool     // a new year needs to know
	Offers []Offer  // in the order of their keys, 1 the first
	Types  int      // how many figures may be typed: 0 none
	Text   bool     // a text may be typed
	Places []Place  // where unplaced text may go
	Answer *Answer  // nil while it is open
	Says   string   // the answer in words
	Typed  bool     // figures typed over its cells have answered it
	Cells  []string // names of the cells, where several figures may be typed
	Now    []string // what stands in them, to be mended
}

// Offer is an answer that one key gives.
type Offer struct {
	Label  string
	Values []string // of the question's Cells, where it gives one to each
	Answer
}

// Loose reports whether the question is about a piece of text without a place.
func (q Question) Loose() bool { return q.Doubt.Kind == kindUnplaced }

// Blank reports whether the question is about figures that were not read: they
// may be left blank.
func (q Question) Blank() bool {
	return !strings.HasPrefix(q.Doubt.Code, sectionPrefix) && headField(&report.Report{}, q.Doubt.Code) == nil && (q.Doubt.Kind == kindMissing || q.Doubt.Kind == kindAmbiguous)
}

// Place is where text may be put.
type Place struct {
	Value report.Place
	Label string
}

// mostTyped is the largest number of figures that are typed in one line.
const mostTyped = 7

// Questions lists the doubts, those that a new year needs first.
func (m *Import) Questions(def *form.Definition, needed []form.Code) []Question {
	if m.Report == nil {
		return nil
	}
	var out []Question
	now := m.Result(def)
	for i, d := range m.Report.Doubts {
		q := ask(def, now, d)
		q.At, q.Start = i, matters(def, d, needed)
		if a, ok := m.Answers[i]; ok {
			q.Answer, q.Says = &a, answerText(q, a)
		} else if m.typedOver(def, d) {
			q.Answer, q.Says, q.Typed = &Answer{Choice: Keep}, textTyped, true
		}
		out = append(out, q)
	}
	slices.SortStableFunc(out, func(a, b Question) int {
		switch {
		case a.Start == b.Start:
			return 0
		case a.Start:
			return -1
		}
		return 1
	})
	return out
}

// Ask puts a doubt of a stored report as a question.
func Ask(def *form.Definition, r *report.Report, at int) Question {
	q := ask(def, r, r.Doubts[at])
	q.At = at
	return q
}

func ask(def *form.Definition, r *report.Report, d report.Doubt) Question {
	q := Question{Doubt: d}
	cells := Covered(def, d)
	switch d.Kind {
	case kindUnplaced:
		q.Places = Places(def)
		q.Offers = []Offer{{Label: textDrop, Answer: Answer{Choice: Drop}}}
		if place, ok := foundIn(q.Places, d.Code); ok {
			q.Offers = append(q.Offers, Offer{Label: putText(place), Answer: Answer{Put, string(place)}})
		}
		return q
	case kindAmbiguous:
		if onlyZeros(d.Readings) {
			q.Offers = append(q.Offers, Offer{Label: zeroText(len(cells)), Answer: Answer{Fill, "0"}})
		} else {
			for _, reading := range d.Readings {
				q.offerReading(reading, len(cells), fmtReading)
			}
		}
		q.Offers = append(q.Offers, Offer{Label: textLeaveBlank, Answer: Answer{Choice: Keep}})
	case kindSuspect:
		q.offerSuspect(def, r, cells)
		if from, _ := textOf(r, d); from != "" {
			q.Places = Places(def)
			q.offerMove(def, r, from)
		}
	default:
		for _, reading := range d.Readings {
			q.offerReading(reading, len(cells), fmtUse)
		}
		q.Offers = append(q.Offers, Offer{Label: textLeaveBlank, Answer: Answer{Choice: Keep}})
		if len(cells) > 0 {
			q.Offers = append(q.Offers, Offer{Label: zeroText(len(cells)), Answer: Answer{Fill, "0"}})
		}
	}
	q.offerTyping(def, cells)
	if q.Cells != nil && d.Kind == kindSuspect {
		q.Now = valuesOf(r, cells)
	}
	return q
}

// offerMove offers to put text into the next narrative that is empty.
func (q *Question) offerMove(def *form.Definition, r *report.Report, from report.Place) {
	q.Offers[0].Label = textStay
	behind := false
	for i := range def.Sections {
		sec := &def.Sections[i]
		place := report.SectionPlace(sec.Number)
		if behind && sec.Prose && len(r.Text[place]) == 0 {
			q.Offers = append(q.Offers, Offer{Label: putText(place), Answer: Answer{Put, string(place)}})
			return
		}
		behind = behind || place == from || report.AfterTable(place) == from
	}
}

// onlyZeros reports whether several readings are nothing but zeros that a gap
// stands between here or there: then nobody needs to say where.
func onlyZeros(readings []string) bool {
	for _, reading := range readings {
		for _, v := range strings.Fields(reading) {
			if v != "0" && v != gap {
				return false
			}
		}
	}
	return len(readings) > 1
}

// foundIn is the place that unplaced text was found in; before the first
// section that is the preface.
func foundIn(places []Place, code string) (report.Place, bool) {
	place, isSection := strings.CutPrefix(code, sectionPrefix)
	if !isSection {
		return report.Preface, code == titleCode
	}
	known := slices.ContainsFunc(places, func(p Place) bool { return string(p.Value) == place })
	return report.Place(place), known
}

// titleCode is what text between the title and the first section is found at.
const titleCode = "title"

// offerSuspect offers what stands there, and what it might be instead.
func (q *Question) offerSuspect(def *form.Definition, r *report.Report, cells []form.Code) {
	now := values(r, cells)
	if len(cells) > mostTyped {
		now = "" // a whole table; it stands beside
	}
	q.Offers = []Offer{{Label: keepText(now), Answer: Answer{Choice: Keep}}}
	if strings.HasPrefix(q.Doubt.Code, sectionPrefix) {
		q.Offers[0].Label = textSeen
	}
	if len(cells) > 1 && len(cells) <= mostTyped {
		q.Offers[0].Values = valuesOf(r, cells)
	}
	readings := slices.Clone(q.Doubt.Readings)
	for _, reading := range []string{added(def, r, cells), converted(def, r, cells)} {
		if reading != "" && !slices.Contains(readings, reading) {
			readings = append(readings, reading)
		}
	}
	for _, reading := range readings {
		if reading != values(r, cells) {
			q.offerReading(reading, len(cells), fmtUse)
		}
	}
	if marksOnly(r, cells) {
		q.Offers = append(q.Offers, Offer{Label: zeroText(len(cells)), Answer: Answer{Fill, "0"}})
	}
	if len(cells) > 0 {
		q.Offers = append(q.Offers, Offer{Label: clearText(len(cells)), Answer: Answer{Choice: Clear}})
	}
}

// marksOnly reports whether something else than figures stands in all of some
// cells: 无, or a stroke.
func marksOnly(r *report.Report, cells []form.Code) bool {
	for _, code := range cells {
		if r.Cell(code).Kind() != report.Text {
			return false
		}
	}
	return len(cells) > 0
}

// added is what cells say if totals are what adds up; "" where they are.
func added(def *form.Definition, r *report.Report, cells []form.Code) string {
	now, other := valuesOf(r, cells), false
	if len(cells) > mostTyped || slices.Contains(now, "") {
		return ""
	}
	for i, code := range cells {
		if sum, ok := def.SumOf(code); ok && (len(cells) == 1 || contains(cells, sum.Parts)) {
			if _, total, differs := sumDiffers(r, sum); differs {
				now[i], other = total, true
			}
		}
	}
	if !other {
		return ""
	}
	return strings.Join(now, " ")
}

func contains(cells, parts []form.Code) bool {
	return !slices.ContainsFunc(parts, func(c form.Code) bool { return !slices.Contains(cells, c) })
}

// converted is a cell in the unit of the form, where the source prints another
// one that is a ten-thousandth of it; "" otherwise.
func converted(def *form.Definition, r *report.Report, cells []form.Code) string {
	if len(cells) != 1 || r.Units[cells[0]] != unitYuan {
		return ""
	}
	f, _ := def.Field(cells[0])
	n, ok := r.Cell(cells[0]).Decimal()
	if f.Unit != unitWan || !ok {
		return ""
	}
	return n.Shift(-4).String() + unitWan
}

// mostOffers is how many keys there are.
const mostOffers = 9

// offerReading offers a reading that fits the cells, or a text for a head
// field.
func (q *Question) offerReading(reading string, cells int, label func(string) string) {
	values := figures(reading, max(cells, 1))
	if cells > 0 && values == nil || len(q.Offers) >= mostOffers-1 {
		return
	}
	offer := Offer{Label: label(reading), Answer: Answer{Fill, reading}}
	if cells > 1 {
		offer.Values = values
	}
	q.Offers = append(q.Offers, offer)
}

// offerTyping says what may be typed. A total that adds up by itself is asked
// about, not typed.
func (q *Question) offerTyping(def *form.Definition, cells []form.Code) {
	switch {
	case len(cells) == 0:
		q.Text = headField(&report.Report{}, q.Doubt.Code) != nil || q.Doubt.Code == "year"
	case len(cells) <= mostTyped:
		q.Types = len(cells)
	}
	if len(cells) < 2 || q.Types == 0 {
		return
	}
	for _, code := range cells {
		f, _ := def.Field(code)
		name := f.ColShort
		if f.Row != firstRow(def, cells) {
			name = f.RowShort
		}
		q.Cells = append(q.Cells, name)
	}
}

func firstRow(def *form.Definition, cells []form.Code) string {
	f, _ := def.Field(cells[0])
	return f.Row
}

// values are the figures of some cells in one line; blank ones are left out.
func values(r *report.Report, cells []form.Code) string {
	var out []string
	for _, code := range cells {
		if v := r.Cell(code); !v.IsBlank() {
			out = append(out, v.String()+r.Units[code])
		}
	}
	return strings.Join(out, " ")
}

// valuesOf are the figures of some cells, one each; "" for a blank.
func valuesOf(r *report.Report, cells []form.Code) []string {
	out := make([]string, len(cells))
	for i, code := range cells {
		out[i] = r.Cell(code).String() + r.Units[code]
	}
	return out
}

// Places lists where text may be put, in printing order.
func Places(def *form.Definition) []Place {
	out := []Place{{report.Preface, def.Preface.Label}}
	if out[0].Label == "" {
		out[0].Label = textPreface
	}
	for i := range def.Sections {
		sec := &def.Sections[i]
		place := report.SectionPlace(sec.Number)
		out = append(out, Place{place, sec.Heading})
		if sec.Table != nil {
			out = append(out, Place{report.AfterTable(place), behindText(sec.Heading)})
		}
	}
	return out
}

// Count is how much was read and how much is open.
type Count struct {
	Cells int
	Look  int // questions that a new year needs
	Loose int // pieces of text that a new year may need, without a place
	Later int
}

// Tally counts what is open.
func (m *Import) Tally(questions []Question) Count {
	c := Count{Cells: m.Cells()}
	for _, q := range questions {
		switch {
		case q.Answer != nil:
		case q.Start && q.Doubt.Kind == kindUnplaced:
			c.Loose++
		case q.Start:
			c.Look++
		default:
			c.Later++
		}
	}
	return c
}
