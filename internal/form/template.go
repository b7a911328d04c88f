package form

import (
	"fmt"
	"slices"
	"strings"
)

// Template is the usual wording of one place of a report: how it is begun
// without last year's. Place is a narrative ("preface", "1", "6" …) or a field
// of head or foot.
type Template struct {
	ID     string  `yaml:"id" validate:"required"`
	Place  string  `yaml:"place" validate:"required"`
	Name   string  `yaml:"name" validate:"required"`
	Pieces []Piece `yaml:"pieces" validate:"required,min=1,unique=ID,dive"`
}

// Piece is a thing a template says, in one of several wordings: the first
// whose condition holds. Where none does, nothing is said. Pieces of an aspect
// stand under its sub-heading. One of Words in a report shows that it says so
// already, in whatever words.
type Piece struct {
	ID     string    `yaml:"id" validate:"required"`
	Name   string    `yaml:"name" validate:"required"`
	Aspect string    `yaml:"aspect"`
	Words  []string  `yaml:"words"`
	Says   []Wording `yaml:"says" validate:"required,min=1,unique=ID,dive"`
}

// Wording is a text with fields, see ReadWording. If says in words what When
// says in codes.
type Wording struct {
	ID   string    `yaml:"id" validate:"required"`
	If   string    `yaml:"if" validate:"required_with=When"`
	When *Occasion `yaml:"when"`
	Text string    `yaml:"text" validate:"required"`

	key   string
	parts []Part
}

// Occasion is when a wording fits: all that is stated must hold. Operands of
// Zero and Some are full codes, in which "*" may stand for parts.
type Occasion struct {
	Zero      []string `yaml:"zero"`  // every cell holds 0
	Some      []string `yaml:"some"`  // one of the cells is above 0
	Given     []string `yaml:"given"` // fields that hold something
	Office    []string `yaml:"office" validate:"dive,oneof=town township ethnic_township subdistrict department county other"`
	NotOffice []string `yaml:"not_office" validate:"dive,oneof=town township ethnic_township subdistrict department county other"`
}

// Sentence names the wording that a question's answer writes.
type Sentence struct {
	Template string `yaml:"template" validate:"required"`
	Piece    string `yaml:"piece" validate:"required"`
	Wording  string `yaml:"wording" validate:"required"`
}

// Key names the wording in the format: template, piece and its own id.
func (w *Wording) Key() string { return w.key }

// Parts is the text taken apart.
func (w *Wording) Parts() []Part { return w.parts }

// Template finds a template by its id; nil if there is none.
func (d *Definition) Template(id string) *Template {
	for i := range d.Templates {
		if d.Templates[i].ID == id {
			return &d.Templates[i]
		}
	}
	return nil
}

// TemplateFor is the template of a place; nil if there is none.
func (d *Definition) TemplateFor(place string) *Template {
	for i := range d.Templates {
		if d.Templates[i].Place == place {
			return &d.Templates[i]
		}
	}
	return nil
}

// Piece finds a piece by its id; nil if there is none.
func (t *Template) Piece(id string) *Piece {
	for i := range t.Pieces {
		if t.Pieces[i].ID == id {
			return &t.Pieces[i]
		}
	}
	return nil
}

// Wording finds a wording by its id; nil if there is none.
func (p *Piece) Wording(id string) *Wording {
	for i := range p.Says {
		if p.Says[i].ID == id {
			return &p.Says[i]
		}
	}
	return nil
}

// SentenceOf is what the answer "no" writes, with its template and piece; all
// nil where it writes nothing.
func (d *Definition) SentenceOf(q *Question) (*Template, *Piece, *Wording) {
	if q.Says == nil {
		return nil, nil, nil
	}
	t := d.Template(q.Says.Template)
	if t == nil {
		return nil, nil, nil
	}
	p := t.Piece(q.Says.Piece)
	if p == nil {
		return nil, nil, nil
	}
	w := p.Wording(q.Says.Wording)
	if w == nil {
		return nil, nil, nil
	}
	return t, p, w
}

// WithWordings is the definition with an office's own texts in the place of
// the standard ones, by key. An empty text says nothing. Texts that have flaws,
// or whose wording the format no longer has, are left aside.
func (d *Definition) WithWordings(own map[string]string) *Definition {
	if len(own) == 0 {
		return d
	}
	out := *d
	out.Templates = slices.Clone(d.Templates)
	for i := range out.Templates {
		t := &out.Templates[i]
		t.Pieces = slices.Clone(t.Pieces)
		for j := range t.Pieces {
			p := &t.Pieces[j]
			p.Says = slices.Clone(p.Says)
			for n := range p.Says {
				if text, ok := own[p.Says[n].key]; ok {
					p.Says[n].reword(d, text)
				}
			}
		}
	}
	return &out
}

func (w *Wording) reword(d *Definition, text string) {
	parts, flaws := ReadWording(text, d.FieldNamed)
	if len(flaws) == 0 {
		w.Text, w.parts = text, parts
	}
}

// FieldNamed reports whether a template may name a field: a text field or the
// code of a figure.
func (d *Definition) FieldNamed(name string) (field string, ok bool) {
	_, figure := d.byCode[Code(name)]
	return name, figure || slices.Contains(TextFields, name)
}

// Named lists the fields that full codes stand for, in printing order.
func (d *Definition) Named(operands ...string) []Code {
	var out []Code
	for _, f := range d.fields {
		if slices.ContainsFunc(operands, func(operand string) bool { return matchOperand(operand, string(f.Code)) }) {
			out = append(out, f.Code)
		}
	}
	return out
}

// indexTemplates takes the texts apart.
func (d *Definition) indexTemplates(l *faultList) {
	for i := range d.Templates {
		t := &d.Templates[i]
		for j := range t.Pieces {
			p := &t.Pieces[j]
			for n := range p.Says {
				w := &p.Says[n]
				w.key = strings.Join([]string{t.ID, p.ID, w.ID}, ".")
				var flaws []Flaw
				w.parts, flaws = ReadWording(w.Text, d.FieldNamed)
				for _, f := range flaws {
					l.add(fmt.Sprintf("templates[%d].pieces[%d].says[%d].text", i, j, n), "wording %s: %s %q", w.key, f.Kind, f.Text)
				}
			}
		}
	}
}

// verifyTemplates checks the names in the templates.
func (d *Definition) verifyTemplates(l *faultList) {
	for i := range d.Templates {
		t, where := &d.Templates[i], fmt.Sprintf("templates[%d]", i)
		sec, ok := d.narrative(t.Place)
		_, head := d.HeadField(t.Place)
		if !ok && !head {
			l.add(where+".place", "template %s: unknown place %q", t.ID, t.Place)
		}
		if first := d.TemplateFor(t.Place); first != t {
			l.add(where+".place", "template %s: place %q is also that of %s", t.ID, t.Place, first.ID)
		}
		for j := range t.Pieces {
			p, where := &t.Pieces[j], fmt.Sprintf("%s.pieces[%d]", where, j)
			if p.Aspect != "" && (sec == nil || sec.Aspect(p.Aspect) == nil) {
				l.add(where+".aspect", "piece %s.%s: unknown aspect %q", t.ID, p.ID, p.Aspect)
			}
			for n := range p.Says {
				d.verifyWording(l, fmt.Sprintf("%s.says[%d]", where, n), p, n, head)
			}
		}
	}
}

func (d *Definition) verifyWording(l *faultList, where string, p *Piece, n int, head bool) {
	w := &p.Says[n]
	if n > 0 && p.Says[n-1].When == nil {
		l.add(where, "wording %s: the one before it always fits", w.key)
	}
	if head && slices.ContainsFunc(w.parts, func(part Part) bool { return part.Code() != "" || part.Slot }) {
		l.add(where+".text", "wording %s: a field of the head holds neither figures nor gaps", w.key)
	}
	if w.When == nil {
		return
	}
	for _, operand := range slices.Concat(w.When.Zero, w.When.Some) {
		if _, err := d.Expand(Check{}, operand); err != nil {
			l.add(where+".when", "wording %s: %v", w.key, err)
		}
	}
	for _, name := range w.When.Given {
		if _, ok := d.FieldNamed(name); !ok {
			l.add(where+".when", "wording %s: unknown field %q", w.key, name)
		}
	}
}

// narrative is the section of a narrative place, nil for the preface.
func (d *Definition) narrative(place string) (sec *Section, ok bool) {
	number, after := strings.CutSuffix(place, ".after")
	for i := range d.Sections {
		if fmt.Sprint(d.Sections[i].Number) == number {
			sec = &d.Sections[i]
		}
	}
	return sec, place == "preface" || sec != nil && (!after || sec.Table != nil)
}
