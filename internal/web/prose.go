package web

import (
	"encoding/json"

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
