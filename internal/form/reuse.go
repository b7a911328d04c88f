package form

import "fmt"

// Reuse says what of last year's published report a new one begins with.
type Reuse struct {
	// Same lists, by an earlier format, which of its codes mean the same here:
	// full codes, in which "*" may stand for parts. Codes compare only within
	// a format unless they stand here.
	Same []SameCodes `yaml:"same" validate:"unique=Format,dive"`
	// Cells are the figures of last year that count this year.
	Cells []Carry `yaml:"cells" validate:"dive"`
	// Answered are sentences that an answer to a question writes anew.
	Answered []Answered `yaml:"answered" validate:"unique=Question,dive"`
}

// SameCodes names the codes of an earlier format that mean the same. Note says
// what is not taken over from it, and why.
type SameCodes struct {
	Format string   `yaml:"format" validate:"required"`
	Codes  []string `yaml:"codes" validate:"required,min=1"`
	Note   string   `yaml:"note" validate:"required"`
	// Gone are words of what this format does not count any more.
	Gone []string `yaml:"gone"`
}

// Carry is a figure of last year that matters this year, in every row or
// column of Table that has it. Into takes it over; without Into it is only
// said, in View, where {where} is the row or column and {count} the figure.
type Carry struct {
	Table    string   `yaml:"table" validate:"required"`
	Each     string   `yaml:"each" validate:"oneof=row column"`
	Only     []string `yaml:"only"`
	Previous string   `yaml:"previous" validate:"required"`
	Into     string   `yaml:"into" validate:"required_without=View"`
	View     string   `yaml:"view"`
}

// Answered are the words by which a sentence that says there was nothing is
// known as one that the answer to Question writes.
type Answered struct {
	Question string   `yaml:"question" validate:"required"`
	Words    []string `yaml:"words" validate:"required,min=1"`
}

// Carried is a cell of last year with the cell of this year it goes into, ""
// if it is only looked at.
type Carried struct {
	Previous Code
	Into     Code
	View     string
}

// CarriedCells lists what is taken over or looked at, totals too.
func (d *Definition) CarriedCells() []Carried {
	var out []Carried
	for _, c := range d.Reuse.Cells {
		for _, in := range d.Instances(c.check()) {
			k := Carried{Previous: first(d.Resolve(in, c.Previous)), View: c.View}
			if c.Into != "" {
				k.Into = first(d.Resolve(in, c.Into))
			}
			if k.Previous != "" && (k.Into != "" || k.View != "") {
				out = append(out, k)
			}
		}
	}
	return out
}

// MeansSame reports whether a code of another format means the same in this
// one.
func (d *Definition) MeansSame(format string, code Code) bool {
	if _, ok := d.byCode[code]; !ok {
		return false
	}
	if format == d.Format {
		return true
	}
	for _, s := range d.Reuse.Same {
		if s.Format != format {
			continue
		}
		for _, operand := range s.Codes {
			if matchOperand(operand, string(code)) {
				return true
			}
		}
	}
	return false
}

// NoteOn is what is to be said about a report in an earlier format, "" if
// nothing.
func (d *Definition) NoteOn(format string) string {
	for _, s := range d.Reuse.Same {
		if s.Format == format {
			return s.Note
		}
	}
	return ""
}

// GoneSince are the words for what an earlier format counted and this one does
// not.
func (d *Definition) GoneSince(format string) []string {
	for _, s := range d.Reuse.Same {
		if s.Format == format {
			return s.Gone
		}
	}
	return nil
}

func (c Carry) check() *Check { return &Check{Table: c.Table, Each: c.Each, Only: c.Only} }

// verifyReuse checks the names in what is taken over.
func (d *Definition) verifyReuse(l *faultList) {
	for i, s := range d.Reuse.Same {
		for _, operand := range s.Codes {
			if _, err := d.Expand(Check{}, operand); err != nil {
				l.add(fmt.Sprintf("reuse.same[%d].codes", i), "reuse: %v", err)
			}
		}
	}
	for i, c := range d.Reuse.Cells {
		where := fmt.Sprintf("reuse.cells[%d]", i)
		if d.Table(c.Table) == nil {
			l.add(where+".table", "reuse: unknown table %q", c.Table)
			continue
		}
		for _, op := range []operand{{"previous", c.Previous}, {"into", c.Into}} {
			if _, err := d.Expand(*c.check(), op.value); op.value != "" && err != nil {
				l.add(where+"."+op.key, "reuse: %v", err)
			}
		}
	}
	for i, a := range d.Reuse.Answered {
		if d.Question(a.Question) == nil {
			l.add(fmt.Sprintf("reuse.answered[%d].question", i), "reuse: unknown question %q", a.Question)
		}
	}
}
