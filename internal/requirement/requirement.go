// Package requirement holds what a county's notice asks of the annual reports
// of its offices beyond the official format: dates, sub-headings, paragraphs,
// lengths. It is one file that the county hands out and an office takes over.
//
// It imports form only, and touches no file, clock or network. Start reading
// at Parse. A requirement changes nothing by itself: checks and pages read it.
package requirement

import (
	"strings"
	"unicode/utf8"

	"nianbao/internal/form"
)

// Schema is the identifier of the files this package reads and writes.
const Schema = "nianbao/requirements/v1"

// MaxBytes is the largest file.
const MaxBytes = 64 << 10

// Requirement is what a notice asks for. Everything but the notice and the
// years may be left out.
type Requirement struct {
	Format   string
	County   string
	Notice   Notice
	Years    []Year // by year
	Sections []Section
	Decimals []Decimals
	Title    string   // with {county}, {issuer} and {year}
	Cite     []string // what the preface must name
}

// Notice is the county's notice.
type Notice struct{ Title, Number string }

// Year is a report year the notice speaks of, with its dates YYYY-MM-DD, empty
// where it sets none.
type Year struct {
	Year            int
	Report, Publish string
}

// Section is what is asked of one section's text.
type Section struct {
	Number   int
	Headings []string
	Required []Paragraph
	MaxChars int // 0: no limit
}

// Paragraph is something a section must speak of; one of Words shows that it
// does.
type Paragraph struct {
	Text  string
	Words []string
}

// Decimals is how many places an amount is given with.
type Decimals struct {
	Code   form.Code
	Places int
}

// Of is what the requirement says of a report year; ok is false for years and
// formats it does not speak of. A nil Requirement speaks of none.
func (q *Requirement) Of(format string, year int) (y Year, ok bool) {
	if q == nil || q.Format != format {
		return Year{}, false
	}
	for _, y := range q.Years {
		if y.Year == year {
			return y, true
		}
	}
	return Year{}, false
}

// Section is what is asked of a section; the zero Section if nothing.
func (q *Requirement) Section(number int) Section {
	for _, s := range q.Sections {
		if s.Number == number {
			return s
		}
	}
	return Section{Number: number}
}

// ComposeTitle is the title the notice asks for; "" if it does not say. A name
// that begins with the county does not name it twice.
func (q *Requirement) ComposeTitle(issuer, county, year string) string {
	if q.Title == "" || issuer == "" {
		return ""
	}
	if county == "" {
		county = q.County
	}
	if strings.Contains(q.Title, "{county}") {
		issuer = strings.TrimPrefix(issuer, county)
	}
	return strings.NewReplacer("{county}", county, "{issuer}", issuer, "{year}", year).Replace(q.Title)
}

// Chars counts a text as a word limit does: every character but white space.
func Chars(text string) int {
	return utf8.RuneCountInString(strings.Join(strings.Fields(text), ""))
}

// HeadingsByPlace are the sub-headings asked for, by section number.
func (q *Requirement) HeadingsByPlace() map[int][]string {
	out := map[int][]string{}
	for _, s := range q.Sections {
		if len(s.Headings) > 0 {
			out[s.Number] = s.Headings
		}
	}
	return out
}
