package web

import (
	"encoding/json"
	"strings"
	"unicode/utf16"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// proseView is a paragraph for the editor: as it stands in the report JSON,
// and what each of its runs prints now.
type proseView struct {
	Paragraph json.RawMessage `json:"p"`
	Parts     []partView      `json:"parts"`
}

// partView is a run as printed; Name is that of the cell it follows.
type partView struct {
	Text string `json:"text"`
	Name string `json:"name,omitempty"`
	Href string `json:"href,omitempty"`
}

// viewProse describes a narrative one entry a paragraph, nil for those whose
// text says it all; nil altogether if that goes for each of them.
func viewProse(o *open, place report.Place) []*proseView {
	paragraphs := o.draft.Report.Text[place]
	var out []*proseView
	for i, p := range paragraphs {
		if p.IsPlain() {
			continue
		}
		if out == nil {
			out = make([]*proseView, len(paragraphs))
		}
		out[i] = viewParagraph(o, p)
	}
	return out
}

// viewParagraph is nil if the paragraph cannot be written, which a paragraph
// that was read always can.
func viewParagraph(o *open, p report.Paragraph) *proseView {
	data, err := p.JSON()
	if err != nil {
		return nil
	}
	v := &proseView{Paragraph: data}
	for i, text := range o.draft.Report.Parts(p) {
		part := partView{Text: text}
		if f, ok := o.def.Field(p.Runs[i].Ref); ok {
			part.Name, part.Href = fieldName(o.def, string(f.Code)), sectionURL(o, f.Section)+"#"+string(f.Code)
		}
		v.Parts = append(v.Parts, part)
	}
	return v
}

// offerView is a typed figure that could follow a cell: paragraph, place in its
// text counted as scripts count, and the cell.
type offerView struct {
	At   int       `json:"at"`
	From int       `json:"from"`
	Text string    `json:"text"`
	Code form.Code `json:"code"`
	Name string    `json:"name"`
	Href string    `json:"href"`
}

func (s *Server) offers(o *open, place report.Place) []offerView {
	out := []offerView{}
	if o.locked() {
		return out
	}
	r := o.draft.Report
	for _, offer := range s.binders[o.def.Format].Offers(r, r.Text[place]) {
		p := r.Text[place][offer.Paragraph]
		before := strings.Join(r.Parts(p)[:offer.Run], "") + p.Runs[offer.Run].Text[:offer.Start]
		f, _ := o.def.Field(offer.Code)
		out = append(out, offerView{At: offer.Paragraph, From: len(utf16.Encode([]rune(before))), Text: offer.Text, Code: f.Code,
			Name: fieldName(o.def, string(f.Code)), Href: sectionURL(o, f.Section) + "#" + string(f.Code)})
	}
	return out
}

// placesOf lists the narratives on a part's page.
func placesOf(part string) []report.Place {
	if part == partHead {
		return []report.Place{report.Preface}
	}
	return []report.Place{report.Place(part), report.AfterTable(report.Place(part))}
}

// proseJSON is viewProse for an attribute of the page, "" if it is nil.
func proseJSON(o *open, place report.Place) string {
	views := viewProse(o, place)
	if views == nil {
		return ""
	}
	data, err := json.Marshal(views)
	if err != nil {
		return ""
	}
	return string(data)
}
