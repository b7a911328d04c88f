package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// compiler turns the checks of one definition into rules, and operands into
// indexes of fields, so that judging looks nothing up.
type compiler struct {
	def       *form.Definition
	fields    []form.Field
	index     map[form.Code]int
	check     *form.Check // the one being compiled
	equations []equation
	faults    form.Faults
}

func newCompiler(def *form.Definition) *compiler {
	c := &compiler{def: def, fields: def.Fields(), index: map[form.Code]int{}}
	for i, f := range c.fields {
		c.index[f.Code] = i
	}
	return c
}

// fault records a mistake of the check being compiled.
func (c *compiler) fault(format string, args ...any) {
	c.faults = append(c.faults, form.Fault{
		File: c.def.Format + ".yaml",
		Line: c.check.Line,
		Text: fmt.Sprintf("check %s (%s): ", c.check.ID, c.check.Kind) + fmt.Sprintf(format, args...),
	})
}

// compile compiles one check; nil if it cannot be.
func (c *compiler) compile() rule {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == c.check.Kind })
	if i < 0 {
		c.fault("unknown kind %q", c.check.Kind)
		return nil
	}
	before := len(c.faults)
	c.parameters(kinds[i])
	c.message(kinds[i])
	c.when()
	if len(c.faults) > before {
		return nil
	}
	return kinds[i].compile(c)
}

// parameters refuses what the kind needs and does not get, and what it is
// given and does not use.
func (c *compiler) parameters(k kind) {
	needs, takes := strings.Fields(k.needs), strings.Fields(k.takes)
	given := c.given()
	for _, name := range needs {
		if !slices.Contains(given, name) {
			c.fault("needs %s", name)
		}
	}
	for _, name := range given {
		if !slices.Contains(needs, name) && !slices.Contains(takes, name) {
			c.fault("takes no %s", name)
		}
	}
}

// given lists the parameters the check sets.
func (c *compiler) given() []string {
	k := c.check
	var names []string
	for _, p := range []struct {
		name string
		set  bool
	}{
		{"table", k.Table != ""}, {"each", k.Each != ""}, {"only", len(k.Only) > 0},
		{"total", k.Total != ""}, {"parts", len(k.Parts) > 0}, {"computed", k.Computed},
		{"left", k.Left != nil}, {"op", k.Op != ""}, {"right", k.Right != nil}, {"mend", k.Mend != ""},
		{"codes", len(k.Codes) > 0}, {"over", k.Over != ""}, {"factor", k.Factor != ""},
		{"sections", len(k.Sections) > 0}, {"fields", len(k.Fields) > 0}, {"words", len(k.Words) > 0},
		{"asks", k.Asks != ""},
	} {
		if p.set {
			names = append(names, p.name)
		}
	}
	return names
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// message refuses placeholders that the kind does not fill.
func (c *compiler) message(k kind) {
	says := append(strings.Fields(k.says), "where", "found", "expected", "year")
	for _, p := range placeholder.FindAllString(c.check.Message, -1) {
		if !slices.Contains(says, strings.Trim(p, "{}")) {
			c.fault("message: unknown placeholder %s", p)
		}
	}
}

func (c *compiler) when() {
	for _, office := range slices.Concat(c.check.When.Office, c.check.When.NotOffice) {
		if !slices.Contains(report.IssuerKinds, report.IssuerKind(office)) {
			c.fault("when: unknown office %q", office)
		}
	}
	if p := c.check.When.Previous; !slices.Contains([]string{"", "present", "same_format", "absent"}, p) {
		c.fault("when: unknown previous %q", p)
	}
	if c.check.Table != "" && c.def.Table(c.check.Table) == nil {
		c.fault("unknown table %q", c.check.Table)
	}
}

// spot is where a check is applied: a row, a column, or the whole report.
type spot struct {
	in      form.Instance
	name    string // 自然人
	where   string // 表三·自然人; empty for the whole report
	key     string // t3:natural_person
	section int
}

// spots lists where the check is applied.
func (c *compiler) spots() []spot {
	k := c.check
	if k.Each != "" && k.Table == "" {
		c.fault("each needs table")
		return nil
	}
	var out []spot
	var seen []string
	for _, in := range c.def.Instances(k) {
		s := spot{in: in}
		if k.Each != "" {
			c.place(&s)
		}
		seen = append(seen, in.Row+in.Column)
		out = append(out, s)
	}
	for _, name := range k.Only {
		if !slices.Contains(seen, name) {
			c.fault("only: unknown %s %q", k.Each, name)
		}
	}
	return out
}

// place names a row or column from any of its fields.
func (c *compiler) place(s *spot) {
	table := c.check.Table
	for _, f := range c.fields {
		if f.Table != table || s.in.Row != "" && f.Row != s.in.Row || s.in.Column != "" && f.Column != s.in.Column {
			continue
		}
		s.name = f.RowShort
		if s.in.Column != "" {
			s.name = f.ColShort
		}
		s.where, s.section = joined(c.def.Table(table).Name, s.name), f.Section
		s.key = table + ":" + s.in.Row + s.in.Column
		return
	}
}

// cells resolves an operand at a spot.
func (c *compiler) cells(s spot, operand string) []int {
	var out []int
	for _, code := range c.def.Resolve(s.in, operand) {
		out = append(out, c.index[code])
	}
	return out
}

// allCells resolves several operands at a spot; nil if one of them stands for
// nothing there.
func (c *compiler) allCells(s spot, operands []string) []int {
	var out []int
	for _, operand := range operands {
		cells := c.cells(s, operand)
		if len(cells) == 0 {
			return nil
		}
		out = append(out, cells...)
	}
	return out
}

// codes resolves the check's codes, each of which must stand for something.
func (c *compiler) codes() []int {
	var out []int
	for _, operand := range c.check.Codes {
		cells := c.cells(spot{in: form.Instance{Check: &form.Check{}}}, operand)
		if len(cells) == 0 {
			c.fault("unknown code %q", operand)
		}
		out = append(out, cells...)
	}
	return out
}

// tableCells lists the cells of a table in printing order.
func (c *compiler) tableCells(table string) []int {
	var out []int
	for i := range c.fields {
		if c.fields[i].Table == table {
			out = append(out, i)
		}
	}
	return out
}

// number reads a parameter that must be a decimal of at least min.
func (c *compiler) number(name, s string, min int64) decimal.Decimal {
	n, err := decimal.NewFromString(s)
	if err != nil || n.LessThan(decimal.NewFromInt(min)) {
		c.fault("%s %q is not a number of at least %d", name, s, min)
		return decimal.NewFromInt(min)
	}
	return n
}

// headField is a field of head or foot with its label.
type headField struct{ code, label string }

// heads lists the check's head fields; one that reports do not have is a fault.
func (c *compiler) heads() []headField {
	var out []headField
	for _, code := range c.check.Fields {
		h, known := c.def.HeadField(code)
		if _, ok := headValue(&report.Report{}, code); !ok || !known {
			c.fault("unknown head field %q", code)
		}
		out = append(out, headField{code, h.Label})
	}
	return out
}

// where names a cell in full: 表三·予以公开·自然人.
func (c *compiler) where(cell int) string {
	f := &c.fields[cell]
	if f.Table == "" {
		return f.Label
	}
	return joined(c.def.Table(f.Table).Name, f.RowShort, f.ColShort)
}

// wheres names all fields in full.
func (c *compiler) wheres() []string {
	out := make([]string, len(c.fields))
	for i := range out {
		out[i] = c.where(i)
	}
	return out
}

// label is the printed label of an operand in the check's table: of a row, a
// group of rows or a column.
func (c *compiler) label(operand string) string {
	operand = strings.TrimSuffix(operand, ".*")
	t := c.def.Table(c.check.Table)
	for i := range t.Blocks {
		if r := findRow(t.Blocks[i].Rows, "", operand); r != nil && c.check.Each == "column" {
			return r.Label
		}
		for _, col := range t.Blocks[i].Leaves() {
			if col.ID == operand && c.check.Each == "row" {
				return col.Label
			}
		}
	}
	return ""
}

// findRow finds a row or group of rows by its id path.
func findRow(rows []form.Row, prefix, id string) *form.Row {
	for i := range rows {
		r := &rows[i]
		path := strings.Trim(prefix+"."+r.ID, ".")
		if r.ID != "" && path == id {
			return r
		}
		if found := findRow(r.Rows, path, id); found != nil {
			return found
		}
	}
	return nil
}
