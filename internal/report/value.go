package report

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// MaxValueRunes is the longest text a cell keeps.
const MaxValueRunes = 64

// MaxIntegerDigits is how long the whole part of a figure may be.
const MaxIntegerDigits = 12

// ErrTooLong says that a cell was given more than MaxValueRunes characters.
var ErrTooLong = errors.New("report: cell value too long")

// ValueKind tells what a cell holds.
type ValueKind int

// Kinds of values. Blank, the number 0 and a text such as 不适用 are three
// different things and never turn into one another.
const (
	Blank ValueKind = iota
	Number
	Text
)

// Value is the content of a cell. The zero Value is blank. Values are
// immutable and compare with Equal.
type Value struct {
	text   string
	number decimal.Decimal
	kind   ValueKind
}

// Kind tells whether v is blank, a number or some other text.
func (v Value) Kind() ValueKind { return v.kind }

// IsBlank reports whether nothing was entered or printed.
func (v Value) IsBlank() bool { return v.kind == Blank }

// String is the value as stored: digits, or the text verbatim; "" if blank.
func (v Value) String() string { return v.text }

// Decimal is the exact number; ok is false for a blank or a text.
func (v Value) Decimal() (n decimal.Decimal, ok bool) { return v.number, v.kind == Number }

// Equal reports whether both hold the same characters.
func (v Value) Equal(o Value) bool { return v.text == o.text }

// Places is the number of decimal places written.
func (v Value) Places() int {
	if _, frac, ok := strings.Cut(v.text, "."); ok && v.kind == Number {
		return len(frac)
	}
	return 0
}

// IntegerDigits is the number of digits written before the decimal point.
func (v Value) IntegerDigits() int {
	if v.kind != Number {
		return 0
	}
	whole, _, _ := strings.Cut(strings.TrimPrefix(v.text, "-"), ".")
	return len(whole)
}

// NumberValue writes an exact number as a value.
func NumberValue(n decimal.Decimal) Value {
	return Value{text: n.String(), number: n, kind: Number}
}

var figure = regexp.MustCompile(`^\+?(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)? ?(` + unitWords + `)?$`)

// ParseValue reads what a person typed or a source prints. Full-width digits,
// thousands separators, a leading plus and a unit behind the figure are
// normalised away, and the unit is returned; trailing zeros stay. Everything
// else is kept verbatim as a text. The only error is ErrTooLong.
func ParseValue(s string) (v Value, unit string, err error) {
	s = strings.TrimFunc(s, IsSpace)
	if s == "" {
		return Value{}, "", nil
	}
	if utf8.RuneCountInString(s) > MaxValueRunes {
		return Value{}, "", ErrTooLong
	}
	folded := s
	if !isDigits(s) {
		folded = foldFigure(s)
	}
	m := figure.FindStringSubmatch(folded)
	if m == nil {
		return Value{text: s, kind: Text}, "", nil
	}
	digits := m[1] + strings.ReplaceAll(m[2], ",", "") + m[3]
	n, err := decimal.NewFromString(digits)
	if err != nil { // cannot happen: digits is a plain decimal
		return Value{text: s, kind: Text}, "", nil
	}
	return Value{text: digits, number: n, kind: Number}, m[4], nil
}

// Figure is ParseValue for figures known to be well-formed, as in tests and
// literals; what does not parse is kept as a text.
func Figure(s string) Value {
	v, _, _ := ParseValue(s)
	return v
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// foldFigure brings digits, signs and separators to ASCII and 零 to 0.
func foldFigure(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '，':
			return ','
		case r == '．':
			return '.'
		case r == '＋':
			return '+'
		case r == '－' || r == '−' || r == '﹣':
			return '-'
		case r == zeroWord:
			return '0'
		case IsSpace(r):
			return ' '
		}
		return r
	}, s)
}

// IsSpace covers what editors and web pages put around text: the Unicode
// spaces, zero-width characters and the byte order mark.
func IsSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}
