// Package profile holds what an office says about itself, and judges it and the
// fields of a report's head: telephone, e-mail, postcode, document number.
//
// It imports report for the kinds of offices only. Sentences are in wording.go.
package profile

import (
	"errors"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"

	"nianbao/internal/report"
)

// Profile is the office that uses the program. Everything but the name may be
// empty.
type Profile struct {
	Name             string `json:"name" validate:"required,max=100,plain"` // in full, as on the seal
	ShortName        string `json:"short_name" validate:"omitempty,max=30,plain"`
	Kind             string `json:"kind" validate:"omitempty,office_kind"`
	County           string `json:"county" validate:"omitempty,max=50,plain"`
	Address          string `json:"address" validate:"omitempty,max=200,plain"`
	Postcode         string `json:"postcode" validate:"omitempty,postcode_cn"`
	Phone            string `json:"phone" validate:"omitempty,phone_cn"`
	Email            string `json:"email" validate:"omitempty,max=100,email"`
	Website          string `json:"website" validate:"omitempty,max=200,http_url"`
	DisclosureOffice string `json:"disclosure_office" validate:"omitempty,max=100,plain"`
}

// Problems says, for each field that has one, what to mend. Keys are the JSON
// names of the fields.
func (p Profile) Problems() map[string]string {
	var invalid validator.ValidationErrors
	if !errors.As(rules.Struct(p), &invalid) {
		return nil
	}
	problems := map[string]string{}
	for _, e := range invalid {
		problems[e.Field()] = problemText(e.Field(), e.Tag(), e.Param())
	}
	return problems
}

// headRules are the rules of a report's head fields, by their code. Empty
// values pass: what must not be empty is a matter of the checks.
var headRules = map[string]string{
	"issuer":            "omitempty,max=100,plain",
	"issuer_kind":       "omitempty,office_kind",
	"county":            "omitempty,max=50,plain",
	"title":             "omitempty,max=100",
	"year":              "omitempty,report_year",
	"document_number":   "omitempty,max=50,document_number",
	"signature.issuer":  "omitempty,max=100,plain",
	"signature.date":    "omitempty,report_date",
	"email":             "omitempty,max=100,email",
	"phone":             "omitempty,phone_cn",
	"postcode":          "omitempty,postcode_cn",
	"website":           "omitempty,max=200,http_url",
	"address":           "omitempty,max=200,plain",
	"disclosure_office": "omitempty,max=100,plain",
}

// HeadProblem says what to mend in a field of a report's head or foot, "" if
// nothing. A field it does not know has no problem.
func HeadProblem(field, value string) string {
	rule, ok := headRules[field]
	if !ok {
		return ""
	}
	var invalid validator.ValidationErrors
	if !errors.As(rules.Var(strings.TrimSpace(value), rule), &invalid) {
		return ""
	}
	return problemText(field, invalid[0].Tag(), invalid[0].Param())
}

// rules knows our own tags beside the library's.
var rules = newRules()

func newRules() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("json") })
	for tag, test := range map[string]func(string) bool{
		"plain":           isPlain,
		"office_kind":     isOfficeKind,
		"postcode_cn":     regexp.MustCompile(`^[0-9]{6}$`).MatchString,
		"phone_cn":        isPhone,
		"document_number": isDocumentNumber,
		"report_date":     isReportDate,
		"report_year":     isReportYear,
	} {
		if err := v.RegisterValidation(tag, func(fl validator.FieldLevel) bool { return test(fl.Field().String()) }); err != nil {
			panic(err) // a programmer's mistake: an empty tag
		}
	}
	return v
}

// isPlain refuses control characters and line breaks.
func isPlain(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0
}

func isOfficeKind(s string) bool {
	for _, k := range report.IssuerKinds {
		if s == string(k) {
			return true
		}
	}
	return false
}

// A landline has an area code of three or four digits, a number of seven or
// eight, and perhaps an extension; a mobile phone has eleven digits.
var (
	landline = regexp.MustCompile(`^(?:\(?0[0-9]{2,3}\)?[- ]?)?[1-9][0-9]{6,7}(?:-[0-9]{1,6})?$`)
	mobile   = regexp.MustCompile(`^(?:\+86[- ]?)?1[3-9][0-9]{9}$`)
)

func isPhone(s string) bool {
	s = strings.NewReplacer("（", "(", "）", ")", "－", "-", "—", "-").Replace(s)
	return landline.MatchString(s) || mobile.MatchString(s)
}

// isReportDate accepts a day or a month that exist, in the years of reports.
func isReportDate(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01"} {
		if day, err := time.Parse(layout, s); err == nil {
			return day.Year() >= firstYear && day.Year() <= lastYear
		}
	}
	return false
}

// Years that a report may be of.
const (
	firstYear = 2019
	lastYear  = 2100
)

func isReportYear(s string) bool {
	year, err := strconv.Atoi(s)
	return err == nil && len(s) == 4 && year >= firstYear && year <= lastYear
}
