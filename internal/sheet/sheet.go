// Package sheet holds a report as rows of a spreadsheet, "code, label, value,
// unit": what csv files and the data sheet of xlsx files carry, in both
// directions, so that what one program writes another reads back.
//
// It may import form and report, and touches no file, clock or network; bytes
// are the business of exporter and importer. Start reading at Rows and Read.
package sheet

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Codes of the rows that carry no figure. Narratives are "preface",
// "section.1" and "section.3.after".
const (
	Format          = "format"
	Year            = "year"
	Issuer          = "issuer"
	IssuerKind      = "issuer_kind"
	County          = "county"
	Title           = "title"
	DocumentNumber  = "document_number"
	SignatureIssuer = "signature.issuer"
	SignatureDate   = "signature.date"
	Note            = "printed.note"

	preface       = string(report.Preface)
	sectionPrefix = "section."
)

// Head are the titles of the columns.
var Head = [4]string{"code", "label", "value", "unit"}

// Row is a row of the sheet: a field code or the name of a head field or
// narrative, its label for people, the value, and the unit of a figure. Line
// says where it was read.
type Row struct {
	Code, Label, Value, Unit string
	Line                     int
}

// Rows lists a report: head, prose, every cell and figure, blank ones with an
// empty value, then signature and note.
func Rows(def *form.Definition, r *report.Report) []Row {
	rows := []Row{
		headRow(def, Format, r.Format),
		headRow(def, Year, strconv.Itoa(r.Year)),
		headRow(def, Issuer, r.Issuer),
		headRow(def, IssuerKind, string(r.IssuerKind)),
		headRow(def, County, r.County),
		headRow(def, Title, r.Title),
		headRow(def, DocumentNumber, r.DocumentNumber),
	}
	for _, place := range report.Places {
		text := r.Narrative(place)
		if text != "" || !strings.Contains(string(place), ".") {
			rows = append(rows, proseRow(def, place, text))
		}
	}
	for _, f := range def.Fields() {
		rows = append(rows, Row{Code: string(f.Code), Label: f.Label, Value: r.Cell(f.Code).String(), Unit: r.Unit(f)})
	}
	return append(append(rows, foreignRows(def, r)...),
		headRow(def, SignatureIssuer, r.Signature.Issuer),
		headRow(def, SignatureDate, r.Signature.Date),
		headRow(def, Note, r.Printed.Note),
	)
}

func headRow(def *form.Definition, code, value string) Row {
	return Row{Code: code, Label: headLabel(def, code), Value: value}
}

func headLabel(def *form.Definition, code string) string {
	if h, ok := def.HeadField(code); ok {
		return h.Label
	}
	return headLabels[code]
}

func proseRow(def *form.Definition, place report.Place, text string) Row {
	return Row{Code: codeOf(place), Label: placeLabel(def, place), Value: text}
}

// codeOf is the code of a narrative's row.
func codeOf(place report.Place) string {
	if place == report.Preface {
		return string(place)
	}
	return sectionPrefix + string(place)
}

// placeOf is the narrative that a row carries.
func placeOf(code string) (report.Place, bool) {
	for _, place := range report.Places {
		if codeOf(place) == code {
			return place, true
		}
	}
	return "", false
}

func placeLabel(def *form.Definition, place report.Place) string {
	number, _, behind := strings.Cut(string(place), ".")
	n, err := strconv.Atoi(number)
	if err != nil || def.Section(n) == nil {
		return headLabels[string(place)]
	}
	if behind {
		return def.Section(n).Heading + afterTable
	}
	return def.Section(n).Heading
}

// foreignRows are the cells whose codes the definition does not know: nothing
// that was stored is left out silently.
func foreignRows(def *form.Definition, r *report.Report) []Row {
	var rows []Row
	for _, code := range slices.Sorted(maps.Keys(r.Cells)) {
		if _, ok := def.Field(code); !ok {
			rows = append(rows, Row{Code: string(code), Value: r.Cell(code).String(), Unit: r.Units[code]})
		}
	}
	return rows
}
