package form

import (
	"fmt"
	"slices"
)

// Question is asked when a year is begun: "no" fills what is then 0 and writes
// the sentence that says so, a wording of a template. In Ask {year} is the
// report year; in Carried {count} is what last year carried over.
type Question struct {
	ID      string    `yaml:"id" validate:"required"`
	Section int       `yaml:"section" validate:"required"` // whose page it stands on
	Ask     string    `yaml:"ask" validate:"required"`
	Help    string    `yaml:"help"`
	Yes     string    `yaml:"yes" validate:"required"` // label of the answer that leaves all open
	No      string    `yaml:"no" validate:"required"`
	Fills   []string  `yaml:"fills" validate:"required,min=1"` // full codes; computed totals come by themselves
	Filled  string    `yaml:"filled" validate:"required"`      // what "no" did, for the page
	Keeps   []Keep    `yaml:"keeps" validate:"dive"`
	Carried string    `yaml:"carried" validate:"required_with=Keeps"`
	Says    *Sentence `yaml:"sentence"`

	filled  []Code
	kept    []Kept
	covered []string
}

// Keep says what stays open although the answer is "no", because last year
// carried something over: in every row or column of Table whose cell Previous
// was more than 0 last year, the cells of Open. Into, if any, takes over the
// figure. Operands are those of a check with the same Table and Each.
type Keep struct {
	Table    string   `yaml:"table" validate:"required"`
	Each     string   `yaml:"each" validate:"oneof=row column"`
	Previous string   `yaml:"previous" validate:"required"`
	Into     string   `yaml:"into"`
	Open     []string `yaml:"open" validate:"required,min=1"`
}

// Kept are the cells of one row or column that a Keep speaks of. Into is empty
// where the figure is not taken over.
type Kept struct {
	Previous Code
	Into     Code
	Open     []Code
}

// Question finds a question by its id; nil if there is none.
func (d *Definition) Question(id string) *Question {
	for i := range d.Questions {
		if d.Questions[i].ID == id {
			return &d.Questions[i]
		}
	}
	return nil
}

// FilledBy lists the cells that the answer "no" sets to 0, in printing order.
// The slice must not be changed.
func (d *Definition) FilledBy(q *Question) []Code { return q.filled }

func (d *Definition) filledBy(q *Question) []Code {
	var out []Code
	for _, f := range d.fields {
		filled := slices.ContainsFunc(q.Fills, func(operand string) bool { return matchOperand(operand, string(f.Code)) })
		if filled && !d.Computed(f.Code) {
			out = append(out, f.Code)
		}
	}
	return out
}

// KeptBy lists what may stay open, a row or column each. Those that consist of
// computed totals are left out. The slice must not be changed.
func (d *Definition) KeptBy(q *Question) []Kept { return q.kept }

func (d *Definition) keptBy(q *Question) []Kept {
	var out []Kept
	for _, k := range q.Keeps {
		for _, in := range d.Instances(k.check()) {
			kept := Kept{Open: d.typed(in, k.Open...)}
			kept.Previous = first(d.Resolve(in, k.Previous))
			kept.Into = first(d.typed(in, k.Into))
			if len(kept.Open) > 0 && kept.Previous != "" {
				out = append(out, kept)
			}
		}
	}
	return out
}

// Covers reports whether the answer "no" fills all of a table that a person
// would type.
func (d *Definition) Covers(q *Question, table string) bool { return slices.Contains(q.covered, table) }

func (d *Definition) covers(q *Question, table string) bool {
	return !slices.ContainsFunc(d.fields, func(f Field) bool {
		return f.Table == table && !d.Computed(f.Code) && !slices.Contains(q.filled, f.Code)
	})
}

// check is what gives the operands of a Keep their meaning.
func (k Keep) check() *Check { return &Check{Table: k.Table, Each: k.Each} }

// typed resolves operands to the cells among them that a person types.
func (d *Definition) typed(in Instance, operands ...string) []Code {
	var out []Code
	for _, operand := range operands {
		for _, code := range d.Resolve(in, operand) {
			if !d.Computed(code) {
				out = append(out, code)
			}
		}
	}
	return out
}

func first(codes []Code) Code {
	if len(codes) == 0 {
		return ""
	}
	return codes[0]
}

// verifyQuestions checks the names in the questions.
func (d *Definition) verifyQuestions(l *faultList) {
	for i := range d.Questions {
		q, where := &d.Questions[i], fmt.Sprintf("questions[%d]", i)
		if d.Section(q.Section) == nil {
			l.add(where+".section", "question %s: unknown section %d", q.ID, q.Section)
		}
		for _, operand := range q.Fills {
			if _, err := d.Expand(Check{}, operand); err != nil {
				l.add(where+".fills", "question %s: %v", q.ID, err)
			}
		}
		for n, k := range q.Keeps {
			d.verifyKeep(l, fmt.Sprintf("%s.keeps[%d]", where, n), q, k)
		}
		if _, _, w := d.SentenceOf(q); q.Says != nil && w == nil {
			l.add(where+".sentence", "question %s: unknown wording %s.%s.%s", q.ID, q.Says.Template, q.Says.Piece, q.Says.Wording)
		}
	}
}

func (d *Definition) verifyKeep(l *faultList, where string, q *Question, k Keep) {
	if d.Table(k.Table) == nil {
		l.add(where+".table", "question %s: unknown table %q", q.ID, k.Table)
		return
	}
	ops := []operand{{"previous", k.Previous}}
	if k.Into != "" {
		ops = append(ops, operand{"into", k.Into})
	}
	for _, open := range k.Open {
		ops = append(ops, operand{"open", open})
	}
	for _, op := range ops {
		if _, err := d.Expand(*k.check(), op.value); err != nil {
			l.add(where+"."+op.key, "question %s: %v", q.ID, err)
		}
	}
}

// Aspect finds a sub-section by its id; nil if there is none.
func (s *Section) Aspect(id string) *Aspect {
	for i := range s.Aspects {
		if s.Aspects[i].ID == id {
			return &s.Aspects[i]
		}
	}
	return nil
}
