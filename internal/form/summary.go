package form

import (
	"fmt"
	"strings"
)

// Topic is a handful of figures that tell how a year went: on the sheet the
// report is signed off with and in the picture for residents. Operands are
// codes with * for any part; the figures of one operand are added up.
type Topic struct {
	Title   string   `yaml:"title" validate:"required"`
	Figures []string `yaml:"figures" validate:"required,min=1"`
	// Parts are what the last of the figures but one consists of, drawn as bars.
	Parts []string `yaml:"parts"`
	// Labels are for people who do not know the form, by operand.
	Labels map[string]string `yaml:"labels"`
	// None is said where all of it is 0; {year} is the report year.
	None string `yaml:"none"`
}

// Digest is an operand of a Topic: its label and the cells it adds up.
type Digest struct {
	Label string
	Unit  string
	Codes []Code
}

// Digests resolves the figures and the parts of a Topic in their order.
func (d *Definition) Digests(t Topic) (figures, parts []Digest) {
	return d.digests(t, t.Figures), d.digests(t, t.Parts)
}

func (d *Definition) digests(t Topic, operands []string) []Digest {
	out := make([]Digest, 0, len(operands))
	for _, operand := range operands {
		digest := d.digest(operand)
		if label := t.Labels[operand]; label != "" {
			digest.Label = label
		}
		out = append(out, digest)
	}
	return out
}

func (d *Definition) digest(operand string) Digest {
	var out Digest
	for _, f := range d.fields {
		if !matchOperand(operand, string(f.Code)) {
			continue
		}
		out.Codes = append(out.Codes, f.Code)
		out.Unit = f.Unit
		switch {
		case len(out.Codes) > 1:
			out.Label = d.groupLabel(f)
		case d.Computed(f.Code):
			out.Label = f.RowShort
		default:
			out.Label = f.Label
		}
	}
	return out
}

// groupLabel is the label of the group of rows that a cell is in.
func (d *Definition) groupLabel(f Field) string {
	t := d.Table(f.Table)
	for b := range t.Blocks {
		for _, line := range t.Blocks[b].Lines() {
			if line.ID == f.Row && line.Group != nil {
				return line.Group.ShortLabel()
			}
		}
	}
	return f.RowShort
}

// verifySummary checks that every operand stands for figures of one unit.
func (d *Definition) verifySummary(l *faultList) {
	for i, t := range d.Summary {
		for _, operand := range append(t.Figures[:len(t.Figures):len(t.Figures)], t.Parts...) {
			if len(d.digest(operand).Codes) == 0 {
				l.add(fmt.Sprintf("summary[%d]", i), "%q stands for no field", operand)
			}
		}
		if rest := strings.ReplaceAll(t.None, "{year}", ""); strings.ContainsAny(rest, "{}") {
			l.add(fmt.Sprintf("summary[%d].none", i), "unknown placeholder in %q", t.None)
		}
	}
}
