package requirement

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"nianbao/internal/form"
)

// Problem is something in a file that is to be mended, and where. Line 0 is
// the file as a whole.
type Problem struct {
	Line    int
	Key     string
	Message string
}

// Problems is the error of a file that cannot be taken over: all that is to be
// mended.
type Problems []Problem

// Error lists the problems a line each.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Limits of a file: beyond them it is not a notice's.
const (
	maxProblems = 20
	maxList     = 50
	maxText     = 500
	maxPlaces   = 6
	maxLimit    = 100_000
)

// Parse reads a file. Formats are those the program knows. The error is
// Problems.
func Parse(data []byte, formats *form.Catalog) (*Requirement, error) {
	switch {
	case len(data) > MaxBytes:
		return nil, Problems{{Message: textTooLarge}}
	case !utf8.Valid(data):
		return nil, Problems{{Message: textNotUTF8}}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, Problems{{Line: lineOf(err), Message: textNotYAML}}
	}
	p := &parser{formats: formats, q: &Requirement{}}
	if len(root.Content) == 0 || root.Content[0].Kind != yaml.MappingNode {
		return nil, Problems{{Message: textNoContent}}
	}
	top := root.Content[0]
	if !p.schema(top) {
		return nil, p.problems
	}
	p.read(top)
	if len(p.problems) > 0 {
		slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Line - b.Line })
		return nil, p.problems
	}
	return p.q, nil
}

// lineOf takes the line out of the library's message; 0 if it has none.
func lineOf(err error) int {
	_, rest, ok := strings.Cut(err.Error(), "line ")
	if !ok {
		return 0
	}
	digits, _, _ := strings.Cut(rest, ":")
	line, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return line
}

// parser reads the nodes of one file and collects what is to be mended.
type parser struct {
	formats  *form.Catalog
	def      *form.Definition // nil while the format is not known
	q        *Requirement
	problems Problems
}

func (p *parser) problem(n *yaml.Node, key, message string) {
	if len(p.problems) < maxProblems {
		p.problems = append(p.problems, Problem{n.Line, key, message})
	}
}

// schema refuses files of another kind, which nothing else is to be said of.
func (p *parser) schema(top *yaml.Node) bool {
	n := member(top, "schema")
	base, version, _ := strings.Cut(Schema, "/v")
	switch {
	case n == nil:
		p.problem(top, "schema", textNoSchema)
	case n.Value == Schema:
		return true
	case strings.HasPrefix(n.Value, base+"/v") && n.Value[len(base)+2:] != version:
		p.problem(n, "schema", newerText(n.Value))
	default:
		p.problem(n, "schema", otherSchemaText(shown(n.Value)))
	}
	return false
}

// member is the value of a key; nil if the mapping lacks it.
func member(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// each calls the reader of every key; a key without one is a problem.
func (p *parser) each(n *yaml.Node, where string, readers map[string]func(*yaml.Node, string)) {
	if n.Kind != yaml.MappingNode {
		p.problem(n, where, textMapping)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		read, ok := readers[key.Value]
		at := path(where, key.Value)
		switch {
		case value.Kind == yaml.AliasNode:
			p.problem(key, at, textAlias)
		case !ok:
			p.problem(key, at, unknownKeyText(shown(key.Value)))
		case seen[key.Value]:
			p.problem(key, at, textTwice)
		default:
			read(value, at)
		}
		seen[key.Value] = true
	}
}

func path(where, key string) string {
	if where == "" {
		return shown(key)
	}
	return where + "." + shown(key)
}

// shown is a piece of the file that is quoted back.
func shown(s string) string {
	if utf8.RuneCountInString(s) > 40 {
		return string([]rune(s)[:40]) + "…"
	}
	return s
}

func (p *parser) read(top *yaml.Node) {
	q := p.q
	if n := member(top, "format"); n != nil {
		p.format(n)
	} else {
		p.def = p.formats.Latest()
		q.Format = p.def.Format
	}
	p.each(top, "", map[string]func(*yaml.Node, string){
		"schema": func(*yaml.Node, string) {}, "format": func(*yaml.Node, string) {},
		"county": p.text(&q.County), "title": p.title, "cite": p.texts(&q.Cite),
		"notice": func(n *yaml.Node, at string) {
			p.each(n, at, map[string]func(*yaml.Node, string){"title": p.text(&q.Notice.Title), "number": p.text(&q.Notice.Number)})
		},
		"years": p.years, "sections": p.sections, "decimals": p.decimals,
	})
	if q.Notice.Title == "" && q.Notice.Number == "" {
		p.problem(top, "notice", textNoNotice)
	}
	if member(top, "years") == nil {
		p.problem(top, "years", textNoYears)
	}
}

func (p *parser) format(n *yaml.Node) {
	def, err := p.formats.ForFormat(n.Value)
	if err != nil {
		p.problem(n, "format", unknownFormatText(shown(n.Value)))
		return
	}
	p.def, p.q.Format = def, def.Format
}

// text reads one line of text.
func (p *parser) text(into *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		text := strings.TrimSpace(n.Value)
		switch {
		case n.Kind != yaml.ScalarNode || text == "":
			p.problem(n, at, textNeedsText)
		case utf8.RuneCountInString(text) > maxText:
			p.problem(n, at, longText(maxText))
		case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }):
			p.problem(n, at, textOneLine)
		default:
			*into = text
		}
	}
}

// texts reads a list of texts.
func (p *parser) texts(into *[]string) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		for _, item := range p.items(n, at) {
			var text string
			p.text(&text)(item, at)
			if text != "" {
				*into = append(*into, text)
			}
		}
	}
}

func (p *parser) items(n *yaml.Node, at string) []*yaml.Node {
	switch {
	case n.Kind != yaml.SequenceNode:
		p.problem(n, at, textList)
		return nil
	case len(n.Content) > maxList:
		p.problem(n, at, manyText(maxList))
		return nil
	}
	return n.Content
}

func (p *parser) number(into *int, from, to int) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		v, err := strconv.Atoi(n.Value)
		if n.Kind != yaml.ScalarNode || err != nil || v < from || v > to {
			p.problem(n, at, numberText(from, to))
			return
		}
		*into = v
	}
}

func (p *parser) title(n *yaml.Node, at string) {
	p.text(&p.q.Title)(n, at)
	rest := strings.NewReplacer("{county}", "", "{issuer}", "", "{year}", "").Replace(p.q.Title)
	if p.q.Title != "" && (strings.ContainsAny(rest, "{}") || !strings.Contains(p.q.Title, "{issuer}") || !strings.Contains(p.q.Title, "{year}")) {
		p.problem(n, at, textTitleFields)
	}
}

func (p *parser) years(n *yaml.Node, at string) {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 || len(n.Content) > 2*maxList {
		p.problem(n, at, textYears)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		var y Year
		p.number(&y.Year, 2019, 2100)(n.Content[i], at)
		where := path(at, n.Content[i].Value)
		if p.def != nil && y.Year != 0 && !p.def.Years.Contains(y.Year) {
			p.problem(n.Content[i], where, otherFormatText(y.Year, p.def.Name))
		}
		if slices.ContainsFunc(p.q.Years, func(o Year) bool { return o.Year == y.Year }) {
			p.problem(n.Content[i], where, textTwice)
		}
		p.each(n.Content[i+1], where, map[string]func(*yaml.Node, string){"report": p.date(&y, &y.Report), "publish": p.date(&y, &y.Publish)})
		p.q.Years = append(p.q.Years, y)
	}
	slices.SortFunc(p.q.Years, func(a, b Year) int { return a.Year - b.Year })
}

// date reads a day from the last month of the report year to the end of the
// year after.
func (p *parser) date(y *Year, into *string) func(*yaml.Node, string) {
	return func(n *yaml.Node, at string) {
		day, err := time.Parse(time.DateOnly, n.Value)
		if err != nil || y.Year != 0 && day.Year() != y.Year+1 && (day.Year() != y.Year || day.Month() != time.December) {
			p.problem(n, at, dateText(y.Year))
			return
		}
		*into = n.Value
	}
}

func (p *parser) sections(n *yaml.Node, at string) {
	for _, item := range p.items(n, at) {
		var s Section
		p.each(item, at, map[string]func(*yaml.Node, string){
			"number": p.number(&s.Number, 1, 6), "headings": p.texts(&s.Headings), "max_chars": p.number(&s.MaxChars, 1, maxLimit),
			"required": func(n *yaml.Node, at string) { p.required(n, at, &s) },
		})
		switch {
		case s.Number == 0 || p.def != nil && p.def.Section(s.Number) == nil:
			p.problem(item, path(at, "number"), textSectionNumber)
		case slices.ContainsFunc(p.q.Sections, func(o Section) bool { return o.Number == s.Number }):
			p.problem(item, path(at, "number"), textTwice)
		}
		p.q.Sections = append(p.q.Sections, s)
	}
}

func (p *parser) required(n *yaml.Node, at string, s *Section) {
	for _, item := range p.items(n, at) {
		var required Paragraph
		p.each(item, at, map[string]func(*yaml.Node, string){"text": p.text(&required.Text), "words": p.texts(&required.Words)})
		if required.Text == "" || len(required.Words) == 0 {
			p.problem(item, at, textRequired)
		}
		s.Required = append(s.Required, required)
	}
}

func (p *parser) decimals(n *yaml.Node, at string) {
	if n.Kind != yaml.MappingNode {
		p.problem(n, at, textDecimals)
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		d := Decimals{Code: form.Code(n.Content[i].Value)}
		where := path(at, string(d.Code))
		if p.def != nil {
			if f, ok := p.def.Field(d.Code); !ok || f.Type != form.Amount {
				p.problem(n.Content[i], where, notAmountText(shown(string(d.Code))))
				continue
			}
		}
		p.number(&d.Places, 0, maxPlaces)(n.Content[i+1], where)
		p.q.Decimals = append(p.q.Decimals, d)
	}
}

// String is the problem with its place, for people.
func (p Problem) String() string {
	where := ""
	if p.Line > 0 {
		where = fmt.Sprintf(textLine, p.Line)
	}
	if p.Key != "" {
		where += fmt.Sprintf(textKey, p.Key)
	}
	if where == "" {
		return p.Message
	}
	return where + textColon + p.Message
}
