package narrative

import (
	"fmt"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Field is what a template may name.
type Field struct {
	ID    string // text field or code
	Name  string // what people write between the braces
	Group string // heading in the list of fields
}

// Fields lists what the templates of a format may name: the words first, then
// the figures in printing order.
func Fields(def *form.Definition) []Field {
	var out []Field
	for _, id := range form.TextFields {
		out = append(out, Field{id, fieldNames[id], textOffice})
	}
	for _, f := range def.Fields() {
		out = append(out, Field{string(f.Code), figureName(def, f), figureGroup(def, f)})
	}
	return out
}

func figureName(def *form.Definition, f form.Field) string {
	if f.Table == "" {
		return f.Label
	}
	return strings.Join([]string{def.Table(f.Table).Name, f.RowShort, f.ColShort}, nameJoint)
}

func figureGroup(def *form.Definition, f form.Field) string {
	if f.Table == "" {
		return textFigures
	}
	return def.Table(f.Table).Name
}

// Names turns the names people write into fields and back.
type Names struct {
	def  *form.Definition
	ids  map[string]string
	name map[string]string
}

// NamesOf are the names of a format's fields.
func NamesOf(def *form.Definition) *Names {
	n := &Names{def: def, ids: map[string]string{}, name: map[string]string{}}
	for _, f := range Fields(def) {
		n.ids[folded(f.Name)], n.name[f.ID] = f.ID, f.Name
	}
	return n
}

// folded forgives what a keyboard makes of a joint.
func folded(name string) string {
	return strings.NewReplacer(" ", "", "\u3000", "", ".", nameJoint, "\u2022", nameJoint, "\u30fb", nameJoint).Replace(name)
}

func (n *Names) field(name string) (string, bool) {
	if field, ok := n.def.FieldNamed(name); ok {
		return field, true
	}
	field, ok := n.ids[folded(name)]
	return field, ok
}

// Problem is something in a template's text that is to be mended.
type Problem struct {
	Line, Column int
	Message      string
}

// Parse reads a text that an office wrote and returns it with codes for names,
// or what is to be mended in it.
func (n *Names) Parse(text string) (string, []Problem) {
	text = strings.Join(report.SplitParagraphs(text), "\n")
	parts, flaws := form.ReadWording(text, n.field)
	if len(flaws) > 0 {
		out := make([]Problem, len(flaws))
		for i, f := range flaws {
			out[i] = Problem{f.Line, f.Column, n.problemText(f)}
		}
		return "", out
	}
	return write(parts, func(id string) string { return id }), nil
}

// Show is a text as people write it: with names for codes.
func (n *Names) Show(w *form.Wording) string {
	return write(w.Parts(), func(id string) string { return n.name[id] })
}

// write puts parts together again.
func write(parts []form.Part, name func(string) string) string {
	var b strings.Builder
	group := 0
	for _, p := range parts {
		if p.Group != group {
			if group != 0 {
				b.WriteByte(']')
			}
			if p.Group != 0 {
				b.WriteByte('[')
			}
			group = p.Group
		}
		switch {
		case p.Slot:
			b.WriteString("{?" + p.Hint + "}")
		case p.Field != "":
			b.WriteString("{" + name(p.Field) + "}")
		default:
			b.WriteString(p.Text)
		}
	}
	if group != 0 {
		b.WriteByte(']')
	}
	return b.String()
}

// near is a field whose name has something of an unknown one; "" if none has.
func (n *Names) near(name string) string {
	best, most := "", 1
	for _, f := range Fields(n.def) {
		common := 0
		for _, r := range name {
			if strings.ContainsRune(f.Name, r) && r != '\u00b7' {
				common++
			}
		}
		if common > most {
			best, most = f.Name, common
		}
	}
	return best
}

// value is what a field holds, "" for nothing.
func (s Subject) value(field string) string {
	r, o := s.Report, s.Office
	switch field {
	case "issuer":
		return r.Issuer
	case "short_name":
		return s.shortName()
	case "we":
		return weText(r.Kind(), s.name())
	case "county":
		return r.County
	case "year":
		return yearNumber(r.Year)
	case "last_year":
		return yearNumber(r.Year - 1)
	case "next_year":
		return yearNumber(r.Year + 1)
	case "address":
		return o.Address
	case "postcode":
		return o.Postcode
	case "phone":
		return o.Phone
	case "email":
		return o.Email
	case "website":
		return o.Website
	case "disclosure_office":
		return o.DisclosureOffice
	case "notice":
		return s.Definition.Notice.Number
	case "notice_title":
		return titled(s.Definition.Notice.Title)
	case "local_notice":
		return s.LocalNotice
	}
	return r.Cell(form.Code(field)).String()
}

func yearNumber(year int) string {
	if year < 1 {
		return ""
	}
	return fmt.Sprint(year)
}

func (s Subject) name() string {
	if s.Report.Issuer != "" {
		return s.Report.Issuer
	}
	return s.Office.Name
}

// shortName is the office's short name, else the full one without the county.
func (s Subject) shortName() string {
	if s.Office.ShortName != "" {
		return s.Office.ShortName
	}
	short := strings.TrimPrefix(s.name(), s.Report.County)
	if report.KindOf(short) == s.Report.Kind() {
		return short
	}
	return s.name()
}
