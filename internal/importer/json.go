package importer

import (
	"errors"
	"fmt"
	"regexp"

	"nianbao/internal/extract"
	"nianbao/internal/report"
)

// jsonStart is the beginning of a JSON object, in UTF-16 too.
var jsonStart = regexp.MustCompile(`^[\s\x00]*\{[\s\x00]*["}]`)

// isJSON tells a JSON object by how it begins.
func isJSON(in *input) bool {
	return jsonStart.Match(extract.TrimMark(in.data[:min(len(in.data), headBytes)]))
}

// readJSON reads the report JSON of the published contract.
func readJSON(in *input) (*report.Report, error) {
	if !in.isText {
		return nil, fail(ErrUnreadable, damaged, nil)
	}
	r, err := report.Unmarshal([]byte(in.text))
	switch {
	case errors.Is(err, report.ErrSchema):
		return nil, fail(ErrNotReport, fmt.Sprintf(unknownSchema, report.Schema), err)
	case errors.Is(err, report.ErrTooLong):
		return nil, fail(ErrUnreadable, fmt.Sprintf(cellTooLong, report.MaxValueRunes), err)
	case err != nil:
		return nil, fail(ErrUnreadable, damagedJSON, err)
	}
	def, year, err := in.definition(r.Format, r.Year)
	if err != nil {
		return nil, err
	}
	r.Format, r.Year = def.Format, year
	return r, nil
}
