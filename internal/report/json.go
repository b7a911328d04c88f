package report

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"nianbao/internal/form"
)

// ErrSchema says that a JSON object is not a report of this schema.
var ErrSchema = errors.New("report: unknown schema")

// wire is the report JSON member by member, in the order it is written.
type wire struct {
	Schema         string                    `json:"schema"`
	Format         string                    `json:"format"`
	Year           int                       `json:"year"`
	Issuer         string                    `json:"issuer"`
	IssuerKind     IssuerKind                `json:"issuer_kind,omitzero"`
	County         string                    `json:"county,omitzero"`
	Title          string                    `json:"title"`
	DocumentNumber string                    `json:"document_number"`
	Preface        *string                   `json:"preface"`
	Sections       map[string]string         `json:"sections"`
	SectionsAfter  map[string]string         `json:"sections_after,omitzero"`
	Cells          map[form.Code]cellText    `json:"cells"`
	Units          map[form.Code]string      `json:"units,omitempty"`
	Signature      Signature                 `json:"signature"`
	Printed        Printed                   `json:"printed,omitzero"`
	Sources        map[form.Code]Source      `json:"sources,omitempty"`
	Doubts         []Doubt                   `json:"doubts,omitempty"`
	Text           map[Place][]Paragraph     `json:"text,omitempty"`
	Accepted       []Accepted                `json:"accepted,omitempty"`
	Work           Work                      `json:"work,omitempty"`
	Status         string                    `json:"status,omitzero"`
	Revision       int                       `json:"revision,omitzero"`
	Extra          map[string]jsontext.Value `json:",embed"`
}

// cellText reads a cell given as a string or, by lenient writers, as a JSON
// number, whose digits are kept exactly.
type cellText string

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (c *cellText) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	tok, err := dec.ReadToken()
	if err != nil {
		return err
	}
	switch tok.Kind() {
	case '"', '0':
		*c = cellText(tok.String())
	case 'n':
		*c = ""
	default:
		return errors.New("a cell must be a string")
	}
	return nil
}

// UnmarshalJSONFrom implements json.UnmarshalerFrom. What is no note of ours is
// left out: it must not keep a report from being read.
func (w *Work) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	value, err := dec.ReadValue()
	if err != nil {
		return err
	}
	var members map[string]jsontext.Value
	if value.Kind() != '{' || json.Unmarshal(value, &members) != nil {
		return nil
	}
	*w = Work{}
	for key, member := range members {
		var text string
		if json.Unmarshal(member, &text) == nil && member.Kind() == '"' {
			(*w)[key] = text
		}
	}
	return nil
}

// Unmarshal reads report JSON. A text that differs from its section's prose
// gives way to it. It returns ErrSchema for other JSON objects, ErrTooLong for
// a cell beyond MaxValueRunes, and syntax errors of the JSON library with
// their position.
func Unmarshal(data []byte) (*Report, error) {
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		var semantic *json.SemanticError
		if errors.As(err, &semantic) {
			return nil, fmt.Errorf("%w: %w", ErrSchema, err)
		}
		return nil, fmt.Errorf("report: %w", err)
	}
	if head.Schema != Schema {
		return nil, fmt.Errorf("%w: %q", ErrSchema, head.Schema)
	}
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return w.report()
}

func (w *wire) report() (*Report, error) {
	r := New(w.Format, w.Year)
	r.Issuer, r.IssuerKind, r.County = w.Issuer, w.IssuerKind, w.County
	r.Title, r.DocumentNumber = w.Title, w.DocumentNumber
	r.Signature, r.Printed, r.Sources, r.Doubts = w.Signature, w.Printed, w.Sources, w.Doubts
	r.Accepted, r.Work, r.Status, r.Revision, r.Extra = w.Accepted, w.Work, w.Status, w.Revision, w.Extra
	maps.Copy(r.Units, w.Units)
	if err := r.readCells(w.Cells); err != nil {
		return nil, err
	}
	if w.Text != nil {
		r.Text = w.Text
	}
	r.readProse(w)
	return r, nil
}

func (r *Report) readCells(cells map[form.Code]cellText) error {
	for _, code := range slices.Sorted(maps.Keys(cells)) {
		v, unit, err := ParseValue(string(cells[code]))
		if err != nil {
			return fmt.Errorf("%w: %s", err, code)
		}
		r.SetCell(code, v)
		if unit != "" && r.Units[code] == "" && isMoney(unit) {
			r.Units[code] = unit
		}
	}
	return nil
}

// isMoney tells the units whose loss would change the figure ten thousandfold.
func isMoney(unit string) bool { return strings.HasSuffix(unit, moneyUnit) }

// readProse lets the plain narratives win over text where they differ. Text of
// places without a plain narrative comes into normal form as well.
func (r *Report) readProse(w *wire) {
	for _, place := range slices.Collect(maps.Keys(r.Text)) {
		r.SetNarrative(place, r.Narrative(place))
	}
	if w.Preface != nil {
		r.SetNarrative(Preface, *w.Preface)
	}
	for key, prose := range w.Sections {
		r.SetNarrative(Place(key), prose)
	}
	for key, prose := range w.SectionsAfter {
		r.SetNarrative(AfterTable(Place(key)), prose)
	}
}

// Marshal writes report JSON on one line, members in a fixed order.
func Marshal(r *Report) ([]byte, error) { return marshal(r) }

// MarshalIndent writes report JSON for people: two spaces, a final newline.
func MarshalIndent(r *Report) ([]byte, error) {
	data, err := marshal(r, jsontext.WithIndent("  "))
	return append(data, '\n'), err
}

func marshal(r *Report, opts ...jsontext.Options) ([]byte, error) {
	data, err := json.Marshal(r.wire(), append(opts, json.Deterministic(true))...)
	if err != nil {
		return nil, fmt.Errorf("report: marshal: %w", err)
	}
	return data, nil
}

func (r *Report) wire() *wire {
	preface := r.Narrative(Preface)
	w := &wire{
		Schema: Schema, Format: r.Format, Year: r.Year,
		Issuer: r.Issuer, IssuerKind: r.IssuerKind, County: r.County,
		Title: r.Title, DocumentNumber: r.DocumentNumber,
		Preface:  &preface,
		Sections: map[string]string{"1": "", "2": "", "3": "", "4": "", "5": "", "6": ""},
		Cells:    make(map[form.Code]cellText, len(r.Cells)),
		Units:    r.Units, Signature: r.Signature, Printed: r.Printed, Sources: r.Sources,
		Doubts: r.Doubts, Accepted: r.Accepted, Work: r.Work, Status: r.Status, Revision: r.Revision, Extra: r.Extra,
	}
	for code, v := range r.Cells {
		w.Cells[code] = cellText(v.String())
	}
	for place, paragraphs := range r.Text {
		w.addProse(place, r.Narrative(place))
		if slices.ContainsFunc(paragraphs, func(p Paragraph) bool { return !p.IsPlain() }) {
			if w.Text == nil {
				w.Text = map[Place][]Paragraph{}
			}
			w.Text[place] = paragraphs
		}
	}
	return w
}

func (w *wire) addProse(place Place, prose string) {
	if place == Preface {
		return
	}
	section, after := strings.CutSuffix(string(place), ".after")
	if !after {
		w.Sections[section] = prose
		return
	}
	if w.SectionsAfter == nil {
		w.SectionsAfter = map[string]string{}
	}
	w.SectionsAfter[section] = prose
}

// ParseParagraphs reads paragraphs as they stand in the report JSON.
func ParseParagraphs(data []byte) ([]Paragraph, error) {
	var out []Paragraph
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("report: paragraphs: %w", err)
	}
	return out, nil
}

// JSON writes a paragraph as it stands in the report JSON.
func (p Paragraph) JSON() ([]byte, error) {
	data, err := json.Marshal(p, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("report: paragraph: %w", err)
	}
	return data, nil
}
