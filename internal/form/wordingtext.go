package form

import "strings"

// TextFields are the fields of a template that stand for words. Every other
// field is the code of a figure, which stays bound to its cell.
var TextFields = []string{
	"issuer", "short_name", "we", "county", "year", "last_year", "next_year",
	"address", "postcode", "phone", "email", "website", "disclosure_office",
	"notice", "notice_title", "local_notice",
}

// Part is a piece of a wording, exactly one of: text, a field, or an open slot
// with its hint. Parts of one Group other than 0 are left out together where
// one of their fields holds nothing.
type Part struct {
	Text  string
	Field string
	Slot  bool
	Hint  string
	Group int
}

// Code is the figure a part stands for, "" if it stands for words.
func (p Part) Code() Code {
	if strings.Contains(p.Field, ".") {
		return Code(p.Field)
	}
	return ""
}

// FlawKind says what is wrong with a text.
type FlawKind string

// Kinds of flaws.
const (
	UnknownName FlawKind = "unknown field"
	EmptyName   FlawKind = "empty field"
	Unclosed    FlawKind = "not closed"
	Unopened    FlawKind = "not opened"
	Nested      FlawKind = "nested"
	Directive   FlawKind = "directive"
	TooLongText FlawKind = "too long"
)

// Flaw is one thing wrong with a text, and where: the line, and the character
// in it, both counted from 1.
type Flaw struct {
	Kind   FlawKind
	Text   string
	Line   int
	Column int
}

// Limits of a wording.
const (
	MaxWordingRunes = 5000
	maxFlaws        = 20
	maxNameRunes    = 60
)

// ReadWording takes a text apart. {name} is a field, {?hint} an open slot, and
// what stands in square brackets is left out where a field in it holds
// nothing; brackets without a field are just brackets. There are no loops, and
// nothing stands inside another. Known turns a name into a field.
func ReadWording(text string, known func(name string) (field string, ok bool)) ([]Part, []Flaw) {
	r := &wordingReader{known: known, line: 1, column: 1}
	runes := []rune(text)
	if len(runes) > MaxWordingRunes {
		return nil, []Flaw{{Kind: TooLongText, Line: 1, Column: 1}}
	}
	r.read(runes)
	if r.open != nil {
		r.literal()
	}
	r.flush()
	if len(r.flaws) > 0 {
		return nil, r.flaws
	}
	return r.parts, nil
}

// wordingReader reads a text once, from left to right.
type wordingReader struct {
	known        func(string) (string, bool)
	line, column int
	text         strings.Builder // not yet a part
	parts        []Part
	flaws        []Flaw

	open   []Part // of the bracket that is open; nil: none is
	opened Flaw   // where
	groups int
}

func (r *wordingReader) read(runes []rune) {
	for i := 0; i < len(runes); {
		step := 1
		switch runes[i] {
		case '{':
			step = r.field(runes[i:])
		case '}':
			r.flaw(Unopened, "}")
		case '[':
			r.bracket()
		case ']':
			r.close()
		default:
			r.text.WriteRune(runes[i])
		}
		for _, c := range runes[i : i+step] {
			r.column++
			if c == '\n' {
				r.line, r.column = r.line+1, 1
			}
		}
		i += step
	}
}

// field reads from a brace and returns how far.
func (r *wordingReader) field(runes []rune) int {
	end := 1
	for end < len(runes) && end <= maxNameRunes && !strings.ContainsRune("{}\n", runes[end]) {
		end++
	}
	name := strings.TrimSpace(string(runes[1:end]))
	switch {
	case end == 1 && end < len(runes) && runes[end] == '{':
		end = doubled(runes)
		r.flaw(Directive, string(runes[:end]))
		return end
	case end < len(runes) && runes[end] == '{':
		r.flaw(Nested, string(runes[:end+1]))
		return end + 1
	case end == len(runes) || runes[end] != '}':
		r.flaw(Unclosed, string(runes[:end]))
		return end
	case strings.ContainsAny(name, "%#/"):
		r.flaw(Directive, "{"+name+"}")
	case name == "":
		r.flaw(EmptyName, "{}")
	default:
		r.named(name)
	}
	return end + 1
}

// doubled is how far a {{directive}} reaches.
func doubled(runes []rune) int {
	end := 2
	for end < len(runes) && end <= maxNameRunes && !strings.ContainsRune("{}\n", runes[end]) {
		end++
	}
	for n := 0; n < 2 && end < len(runes) && runes[end] == '}'; n++ {
		end++
	}
	return end
}

func (r *wordingReader) named(name string) {
	for _, mark := range slotMarks {
		if hint, ok := strings.CutPrefix(name, mark); ok {
			r.add(Part{Slot: true, Hint: strings.TrimSpace(hint)})
			return
		}
	}
	field, ok := r.known(name)
	if !ok {
		r.flaw(UnknownName, name)
		return
	}
	r.add(Part{Field: field})
}

// slotMarks begin a slot; the second is what a Chinese keyboard gives.
var slotMarks = []string{"?", "\uff1f"}

func (r *wordingReader) flush() {
	if r.text.Len() > 0 {
		text := r.text.String()
		r.text.Reset()
		r.add(Part{Text: text})
	}
}

func (r *wordingReader) add(p Part) {
	if p.Text == "" {
		r.flush()
	}
	if r.open != nil {
		r.open = append(r.open, p)
		return
	}
	r.parts = append(r.parts, p)
}

func (r *wordingReader) bracket() {
	if r.open != nil {
		r.flaw(Nested, "[")
		return
	}
	r.flush()
	r.open = []Part{}
	r.opened = Flaw{Line: r.line, Column: r.column}
}

func (r *wordingReader) close() {
	if r.open == nil {
		r.text.WriteRune(']')
		return
	}
	r.flush()
	parts := r.open
	r.open = nil
	if !hasField(parts) {
		r.parts = append(r.parts, Part{Text: "["})
		r.parts = append(r.parts, parts...)
		r.parts = append(r.parts, Part{Text: "]"})
		return
	}
	r.groups++
	for _, p := range parts {
		p.Group = r.groups
		r.parts = append(r.parts, p)
	}
}

// literal takes a bracket that is not closed for what it is, unless it was
// meant to hold a field.
func (r *wordingReader) literal() {
	r.flush()
	if hasField(r.open) {
		r.flaws = append(r.flaws, Flaw{Unclosed, "[", r.opened.Line, r.opened.Column})
	}
	r.parts = append(append(r.parts, Part{Text: "["}), r.open...)
	r.open = nil
}

func hasField(parts []Part) bool {
	for _, p := range parts {
		if p.Field != "" {
			return true
		}
	}
	return false
}

func (r *wordingReader) flaw(kind FlawKind, text string) {
	if len(r.flaws) < maxFlaws {
		r.flaws = append(r.flaws, Flaw{kind, text, r.line, r.column})
	}
}
