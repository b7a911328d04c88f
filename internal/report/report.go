// Package report holds the values of one annual report: its cells, its
// narratives, head and foot, and what is known about where they come from.
//
// It may import form only, and touches no file, clock or network. Start
// reading at Report; json.go reads and writes the published JSON schema.
package report

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"nianbao/internal/form"
)

// Schema is the identifier of the report JSON this package reads and writes.
const Schema = "nianbao/report/v1"

// Report is one office's annual report of one year, complete or not.
type Report struct {
	Format         string
	Year           int
	Issuer         string
	IssuerKind     IssuerKind
	County         string
	Title          string
	DocumentNumber string
	Text           map[Place][]Paragraph
	Cells          map[form.Code]Value // blank cells are absent
	Units          map[form.Code]string
	Signature      Signature
	Printed        Printed
	Sources        map[form.Code]Source
	Doubts         []Doubt
	Accepted       []Accepted
	Work           Work
	Status         string
	Revision       int

	// Extra keeps the members of the JSON object this program does not know.
	Extra map[string]jsontext.Value
}

// New is an empty report.
func New(format string, year int) *Report {
	return &Report{
		Format: format, Year: year,
		Text: map[Place][]Paragraph{}, Cells: map[form.Code]Value{}, Units: map[form.Code]string{},
	}
}

// Work is what an office noted on the way to its report: answers, dates,
// ticks. internal/draft gives the entries their meaning.
type Work map[string]string

// Place names a narrative: "preface", a section "1" … "6", or the prose behind
// a section's table, "3.after".
type Place string

// Preface is the place before section one.
const Preface Place = "preface"

// SectionPlace is the prose of a section, or that before its table.
func SectionPlace(number int) Place { return Place(strconv.Itoa(number)) }

// AfterTable is the place behind the table of a section.
func AfterTable(section Place) Place { return section + ".after" }

// Places lists the narratives in printing order.
var Places = []Place{Preface, "1", "2", "2.after", "3", "3.after", "4", "4.after", "5", "6"}

// Signature closes the report. Date is YYYY-MM-DD or YYYY-MM.
type Signature struct {
	Issuer string `json:"issuer"`
	Date   string `json:"date"`

	Extra map[string]jsontext.Value `json:",embed"`
}

// Printed is wording of a source that differs from the official one. Checks
// read it; exports print the official wording.
type Printed struct {
	Headings map[string]string `json:"headings,omitzero"`
	Labels   map[string]string `json:"labels,omitzero"`
	Note     string            `json:"note,omitzero"`

	Extra map[string]jsontext.Value `json:",embed"`
}

// IsZero reports whether nothing differs.
func (p Printed) IsZero() bool {
	return len(p.Headings) == 0 && len(p.Labels) == 0 && p.Note == "" && len(p.Extra) == 0
}

// Source is where a value was read.
type Source struct {
	Line    int    `json:"line,omitzero"`
	Page    int    `json:"page,omitzero"`
	Sheet   string `json:"sheet,omitzero"`
	Ref     string `json:"ref,omitzero"`
	Excerpt string `json:"excerpt,omitzero"`

	Extra map[string]jsontext.Value `json:",embed"`
}

// Doubt is something an import could not read for certain.
type Doubt struct {
	Code     string   `json:"code"`
	Scope    string   `json:"scope"` // cell, row, column, table, section or head
	Kind     string   `json:"kind"`  // missing, ambiguous, suspect or unplaced
	Message  string   `json:"message"`
	Line     int      `json:"line,omitzero"`
	Excerpt  string   `json:"excerpt,omitzero"`
	Readings []string `json:"readings,omitzero"`
	// Cells are the cells that are meant, where they are not all that the code
	// names: the blank ones of a table.
	Cells []form.Code `json:"cells,omitzero"`
	// Text is all of an unplaced text in simplified script, where the excerpt
	// is shorter or in another script.
	Text string `json:"text,omitzero"`

	Extra map[string]jsontext.Value `json:",embed"`
}

// Accepted is a finding somebody looked at and let stand, with the reason. It
// holds as long as the finding's figures do.
type Accepted struct {
	Rule     string    `json:"rule"`
	Key      string    `json:"key"`
	Reason   string    `json:"reason"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Found    string    `json:"found,omitzero"`
	Expected string    `json:"expected,omitzero"`

	Extra map[string]jsontext.Value `json:",embed"`
}

// IssuerKind is the kind of office; rules and wording follow it.
type IssuerKind string

// Kinds of offices. The empty kind is unknown.
const (
	Town           IssuerKind = "town"
	Township       IssuerKind = "township"
	EthnicTownship IssuerKind = "ethnic_township"
	Subdistrict    IssuerKind = "subdistrict"
	Department     IssuerKind = "department"
	County         IssuerKind = "county"
	OtherOffice    IssuerKind = "other"
)

// IssuerKinds lists the kinds an office may choose from.
var IssuerKinds = []IssuerKind{Town, Township, EthnicTownship, Subdistrict, Department, County, OtherOffice}

// KindOf tells the kind of office from the end of its name, or "".
func KindOf(name string) IssuerKind {
	for _, e := range issuerEndings {
		if strings.HasSuffix(name, e.ending) {
			return e.kind
		}
	}
	return ""
}

// Kind is the stated kind of office, else the one its name tells.
func (r *Report) Kind() IssuerKind {
	if r.IssuerKind != "" {
		return r.IssuerKind
	}
	return KindOf(r.Issuer)
}

// Cell is the value of a cell; the zero Value if it is blank.
func (r *Report) Cell(code form.Code) Value { return r.Cells[code] }

// SetCell stores a value; a blank one removes the cell.
func (r *Report) SetCell(code form.Code, v Value) {
	if v.IsBlank() {
		delete(r.Cells, code)
		return
	}
	r.Cells[code] = v
}

// Unit is the unit of a cell: the one the report states, else the format's.
func (r *Report) Unit(f form.Field) string {
	if u := r.Units[f.Code]; u != "" {
		return u
	}
	return f.Unit
}

// Clone copies the report so that a change to one does not reach the other.
func (r *Report) Clone() *Report {
	c := *r
	c.Text = make(map[Place][]Paragraph, len(r.Text))
	for place, paragraphs := range r.Text {
		c.Text[place] = slices.Clone(paragraphs)
	}
	c.Cells = maps.Clone(r.Cells)
	c.Units = maps.Clone(r.Units)
	c.Printed.Headings = maps.Clone(r.Printed.Headings)
	c.Printed.Labels = maps.Clone(r.Printed.Labels)
	c.Sources = maps.Clone(r.Sources)
	c.Doubts = slices.Clone(r.Doubts)
	c.Accepted = slices.Clone(r.Accepted)
	c.Work = maps.Clone(r.Work)
	c.Extra = maps.Clone(r.Extra)
	return &c
}
