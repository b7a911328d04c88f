package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Lookup is the value of the first row with the code, "" if there is none.
func Lookup(rows []Row, code string) string {
	for _, row := range rows {
		if row.Code == code {
			return row.Value
		}
	}
	return ""
}

// Read makes a report of rows in any order. Nothing is dropped: a row that no
// field takes is a doubt that quotes it, and so is what the rows lack.
func Read(def *form.Definition, year int, rows []Row) *report.Report {
	rd := reader{def: def, r: report.New(def.Format, year), first: map[string]Row{}, disputed: map[string]bool{}}
	for _, row := range rows {
		rd.row(row)
	}
	rd.missing()
	return rd.r
}

type reader struct {
	def      *form.Definition
	r        *report.Report
	first    map[string]Row // the first row of each code
	disputed map[string]bool
}

func (rd *reader) row(row Row) {
	if row.Code == "" && row.Value == "" {
		return
	}
	before, again := rd.first[row.Code]
	if again {
		rd.repeated(before, row)
		return
	}
	rd.first[row.Code] = row
	place, isProse := placeOf(row.Code)
	_, isField := rd.def.Field(form.Code(row.Code))
	switch {
	case row.Code == Format, row.Code == Year: // the caller chose them
	case isProse:
		rd.r.SetNarrative(place, row.Value)
	case isField:
		rd.cell(row)
	case rd.headField(row):
	default:
		rd.unplaced(row)
	}
}

// headField stores a row of head or foot.
func (rd *reader) headField(row Row) bool {
	r := rd.r
	targets := map[string]*string{
		Issuer: &r.Issuer, County: &r.County, Title: &r.Title, DocumentNumber: &r.DocumentNumber,
		SignatureIssuer: &r.Signature.Issuer, SignatureDate: &r.Signature.Date, Note: &r.Printed.Note,
		IssuerKind: (*string)(&r.IssuerKind),
	}
	target, ok := targets[row.Code]
	if !ok {
		return false
	}
	*target = strings.TrimSpace(row.Value)
	switch row.Code {
	case SignatureDate:
		rd.date(row)
	case IssuerKind:
		rd.kind(row)
	}
	return true
}

// cell stores a figure. Its unit is kept where it says more than the format;
// one typed behind an amount outdoes the column.
func (rd *reader) cell(row Row) {
	code := form.Code(row.Code)
	field, _ := rd.def.Field(code)
	v, unit, err := report.ParseValue(row.Value)
	if err != nil {
		rd.unplaced(row)
		return
	}
	rd.r.SetCell(code, v)
	if field.Type != form.Amount || unit == "" {
		unit = strings.TrimSpace(row.Unit)
	}
	if unit != "" && unit != field.Unit {
		rd.r.Units[code] = unit
	}
}

// repeated judges a second row with the same code: alike is harmless, a
// figure with two values has none.
func (rd *reader) repeated(before, row Row) {
	code := form.Code(row.Code)
	field, isField := rd.def.Field(code)
	switch {
	case before.Value == row.Value && before.Unit == row.Unit:
	case !isField || rd.disputed[row.Code]:
		rd.unplaced(row)
	default:
		rd.disputed[row.Code] = true
		delete(rd.r.Cells, code)
		delete(rd.r.Units, code)
		rd.doubt(report.Doubt{
			Code: row.Code, Scope: "cell", Kind: "ambiguous", Line: row.Line, Excerpt: quote(row),
			Readings: []string{before.Value, row.Value},
			Message:  fmt.Sprintf(twoValues, field.Label, before.Value, row.Value),
		})
	}
}

var (
	plainDate = regexp.MustCompile(`^\d{4}-\d{2}(-\d{2})?$`)
	otherDate = regexp.MustCompile(dateForms)
)

// date brings back the form that spreadsheets change dates from.
func (rd *reader) date(row Row) {
	date := &rd.r.Signature.Date
	if *date == "" || plainDate.MatchString(*date) {
		return
	}
	m := otherDate.FindStringSubmatch(*date)
	if m == nil {
		rd.doubt(report.Doubt{
			Code: row.Code, Scope: "head", Kind: "suspect", Line: row.Line, Excerpt: quote(row),
			Message: fmt.Sprintf(strangeDate, *date),
		})
		return
	}
	month, _ := strconv.Atoi(m[2])
	*date = fmt.Sprintf("%s-%02d", m[1], month)
	if m[3] != "" {
		day, _ := strconv.Atoi(m[3])
		*date += fmt.Sprintf("-%02d", day)
	}
}

func (rd *reader) kind(row Row) {
	if kind := rd.r.IssuerKind; kind != "" && !slices.Contains(report.IssuerKinds, kind) {
		rd.r.IssuerKind = ""
		rd.unplaced(row)
	}
}

func (rd *reader) unplaced(row Row) {
	if row.Value == "" {
		return
	}
	scope := "section"
	if strings.HasPrefix(row.Code, "t") && strings.Contains(row.Code, ".") {
		scope = "cell"
	}
	rd.doubt(report.Doubt{
		Code: row.Code, Scope: scope, Kind: "unplaced", Line: row.Line, Excerpt: quote(row),
		Message: fmt.Sprintf(notPlaced, quote(row)),
	})
}

func (rd *reader) doubt(d report.Doubt) { rd.r.Doubts = append(rd.r.Doubts, d) }

// quoteRunes is the longest piece of a row that a doubt quotes in full.
const quoteRunes = 400

func quote(row Row) string {
	var parts []string
	for _, s := range []string{row.Code, row.Label, row.Value, row.Unit} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	runes := []rune(strings.Join(parts, " "))
	if len(runes) > quoteRunes {
		return string(runes[:quoteRunes]) + "…"
	}
	return string(runes)
}
