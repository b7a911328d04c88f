package form

import (
	"fmt"
	"slices"
	"strings"
)

// Instance is a check applied to one row, one column or the whole report.
type Instance struct {
	Check  *Check
	Column string // with Each "column"
	Row    string // with Each "row"
}

// Sum is a computed total: the cell and the cells it adds up.
type Sum struct {
	Total Code
	Parts []Code
}

// Instances lists what a check is applied to: every row or column of its table
// that has the operands, or once.
func (d *Definition) Instances(c *Check) []Instance {
	if c.Each == "" {
		return []Instance{{Check: c}}
	}
	var out []Instance
	for _, name := range d.axis(c) {
		if len(c.Only) > 0 && !slices.Contains(c.Only, name) {
			continue
		}
		in := Instance{Check: c}
		if c.Each == "column" {
			in.Column = name
		} else {
			in.Row = name
		}
		out = append(out, in)
	}
	return out
}

// axis lists the distinct column or row ids of the check's table.
func (d *Definition) axis(c *Check) []string {
	var names []string
	for _, f := range d.fields {
		if f.Table != c.Table {
			continue
		}
		name := f.Row
		if c.Each == "column" {
			name = f.Column
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Resolve turns an operand of the instance's check into codes. Codes the row
// or column lacks are left out.
func (d *Definition) Resolve(in Instance, operand string) []Code {
	var out []Code
	for _, f := range d.fields {
		if in.matches(f, operand) {
			out = append(out, f.Code)
		}
	}
	return out
}

func (in Instance) matches(f Field, operand string) bool {
	switch in.Check.Each {
	case "column":
		return f.Table == in.Check.Table && f.Column == in.Column && matchOperand(operand, f.Row)
	case "row":
		return f.Table == in.Check.Table && f.Row == in.Row && matchOperand(operand, f.Column)
	}
	return matchOperand(operand, string(f.Code))
}

// matchOperand compares an id with an operand, in which a trailing ".*" stands
// for all members of a group and an inner "*" for one step.
func matchOperand(operand, id string) bool {
	if operand == id {
		return true
	}
	if !strings.Contains(operand, "*") {
		return false
	}
	if group, ok := strings.CutSuffix(operand, ".*"); ok && !strings.Contains(group, "*") {
		return strings.HasPrefix(id, group+".")
	}
	want, have := strings.Split(operand, "."), strings.Split(id, ".")
	if len(want) != len(have) {
		return false
	}
	for i := range want {
		if want[i] != "*" && want[i] != have[i] {
			return false
		}
	}
	return true
}

// Expand resolves an operand over all instances of a check; an operand that
// stands for no field at all is an error.
func (d *Definition) Expand(c Check, operand string) ([]Code, error) {
	var out []Code
	for _, in := range d.Instances(&c) {
		out = append(out, d.Resolve(in, operand)...)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("unknown code %q", operand)
	}
	return out, nil
}

// compileSums derives the computed totals from the checks that say so.
func (d *Definition) compileSums() {
	d.byTotal, d.parents = map[Code]int{}, map[Code][]int{}
	for i := range d.Checks {
		c := &d.Checks[i]
		if !c.Computed {
			continue
		}
		for _, in := range d.Instances(c) {
			d.addSum(in)
		}
	}
}

func (d *Definition) addSum(in Instance) {
	totals := d.Resolve(in, in.Check.Total)
	if len(totals) != 1 {
		return
	}
	s := Sum{Total: totals[0]}
	for _, part := range in.Check.Parts {
		s.Parts = append(s.Parts, d.Resolve(in, part)...)
	}
	for _, p := range s.Parts {
		d.parents[p] = append(d.parents[p], len(d.sums))
	}
	if _, given := d.byTotal[s.Total]; !given {
		d.byTotal[s.Total] = len(d.sums)
	}
	d.sums = append(d.sums, s)
}

// Computed reports whether the form fills the cell itself.
func (d *Definition) Computed(code Code) bool {
	_, ok := d.byTotal[code]
	return ok
}

// SumOf is the addition that gives a computed cell. A cell that two sums give
// (the total of totals) is reported with the first.
func (d *Definition) SumOf(code Code) (Sum, bool) {
	i, ok := d.byTotal[code]
	if !ok {
		return Sum{}, false
	}
	return d.sums[i], true
}

// Group lists the cells of a column in the rows of a group.
func (d *Definition) Group(table, group, column string) []Code {
	return d.groups[CellCode(table, group, column)]
}

// compileGroups puts every cell into the groups its row is in.
func (d *Definition) compileGroups() {
	d.groups = map[Code][]Code{}
	for _, f := range d.fields {
		for i, c := range f.Row {
			if c == '.' {
				group := CellCode(f.Table, f.Row[:i], f.Column)
				d.groups[group] = append(d.groups[group], f.Code)
			}
		}
	}
}

// SumsWith lists the computed totals that a cell is a part of.
func (d *Definition) SumsWith(code Code) []Sum {
	var out []Sum
	for _, i := range d.parents[code] {
		out = append(out, d.sums[i])
	}
	return out
}
