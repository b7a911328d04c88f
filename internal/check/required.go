package check

import (
	"slices"
	"strconv"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
	"nianbao/internal/requirement"
)

// required: what the county's notice asks for beyond the format. One check
// asks for one thing; nothing is said without a notice for the year.
type required struct {
	judgeIt func(*judgement, *requirement.Requirement)
}

// asked are the things a notice may ask for.
var asked = map[string]func(*judgement, *requirement.Requirement){
	"headings": askHeadings, "paragraphs": askParagraphs, "length": askLength,
	"decimals": askDecimals, "title": askTitle, "cite": askCite,
}

func compileRequired(c *compiler) rule {
	judge, ok := asked[c.check.Asks]
	if !ok {
		c.fault("asks for unknown %q", c.check.Asks)
	}
	return &required{judge}
}

func (k *required) judge(j *judgement) {
	q := j.in.Requirement
	if _, ok := q.Of(j.def.Format, j.report.Year); ok {
		k.judgeIt(j, q)
	}
}

// written is a section whose text can be judged; nil if it has none yet.
func (j *judgement) written(number int) *form.Section {
	if len(j.report.Text[report.SectionPlace(number)]) == 0 {
		return nil
	}
	return j.def.Section(number)
}

func askHeadings(j *judgement, q *requirement.Requirement) {
	subject := narrative.Subject{Definition: j.def, Report: j.report, Headings: map[report.Place][]string{}}
	for number, titles := range q.HeadingsByPlace() {
		subject.Headings[report.SectionPlace(number)] = titles
	}
	for _, s := range q.Sections {
		sec := j.written(s.Number)
		if sec == nil || len(s.Headings) == 0 {
			continue
		}
		var titles []string
		for _, a := range subject.Absent(sec) {
			titles = append(titles, a.Title)
		}
		if len(titles) > 0 {
			j.findIn(sec, "headings", Finding{Expected: list(titles), Message: headingsAskedText(q.Source(), sec.Heading, titles)})
		}
	}
}

func askParagraphs(j *judgement, q *requirement.Requirement) {
	for _, s := range q.Sections {
		sec := j.written(s.Number)
		if sec == nil {
			continue
		}
		place := report.SectionPlace(s.Number)
		text := j.report.Narrative(place) + j.report.Narrative(report.AfterTable(place))
		for n, r := range s.Required {
			if !slices.ContainsFunc(r.Words, func(word string) bool { return strings.Contains(text, word) }) {
				j.findIn(sec, strconv.Itoa(n), Finding{Expected: r.Text, Message: paragraphAskedText(q.Source(), sec.Heading, r.Text)})
			}
		}
	}
}

func askLength(j *judgement, q *requirement.Requirement) {
	for _, s := range q.Sections {
		sec := j.written(s.Number)
		if sec == nil || s.MaxChars == 0 {
			continue
		}
		place := report.SectionPlace(s.Number)
		have := requirement.Chars(j.report.Narrative(place)) + requirement.Chars(j.report.Narrative(report.AfterTable(place)))
		if have > s.MaxChars {
			j.findIn(sec, "length", Finding{Found: strconv.Itoa(have), Expected: strconv.Itoa(s.MaxChars),
				Message: lengthAskedText(q.Source(), sec.Heading, have, s.MaxChars)})
		}
	}
}

// findIn records a finding about the text of a section.
func (j *judgement) findIn(sec *form.Section, what string, f Finding) {
	place := strconv.Itoa(sec.Number)
	f.Key, f.Section, f.Place = sectionKey(place)+":"+what, sec.Number, place
	j.find(f, facts{})
}

func askDecimals(j *judgement, q *requirement.Requirement) {
	for _, d := range q.Decimals {
		cell := slices.IndexFunc(j.fields, func(f form.Field) bool { return f.Code == d.Code })
		if cell < 0 {
			continue
		}
		n, ok := j.now[cell].Decimal()
		found := j.now[cell].String()
		_, places, _ := strings.Cut(found, ".")
		if !ok || n.IsZero() || len(places) == d.Places {
			continue
		}
		expected := n.StringFixed(int32(d.Places))
		f := Finding{Key: string(d.Code), Section: j.fields[cell].Section, Cells: j.codes(cell), Found: found, Expected: expected,
			Message: whereText(j.fields[cell].Label, decimalsAskedText(q.Source(), found, d.Places)), Fix: changeText(expected)}
		if len(places) < d.Places { // rounding loses something, and is for people to decide
			f.Repair = []Repair{{d.Code, expected}}
		}
		j.find(f, facts{})
	}
}

func askTitle(j *judgement, q *requirement.Requirement) {
	r := j.report
	expected := q.ComposeTitle(r.Issuer, r.County, strconv.Itoa(r.Year))
	if expected == "" || squeezed(r.Title) == "" || squeezed(r.Title) == squeezed(expected) {
		return
	}
	j.find(Finding{Key: headKey("title"), Place: "title", Quote: r.Title, Found: r.Title, Expected: expected,
		Message: titleAskedText(q.Source(), r.Title), Fix: titleFixText(expected)}, facts{})
}

func askCite(j *judgement, q *requirement.Requirement) {
	preface := j.report.Narrative(report.Preface)
	if preface == "" {
		return
	}
	var missing []string
	for _, cited := range q.Cite {
		if !strings.Contains(squeezed(preface), squeezed(cited)) {
			missing = append(missing, cited)
		}
	}
	if len(missing) > 0 {
		j.find(Finding{Key: string(report.Preface), Place: string(report.Preface), Expected: list(missing),
			Message: citeAskedText(q.Source(), missing)}, facts{})
	}
}
