package narrative

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Offer is a typed figure that equals a cell its sentence speaks of: it may be
// bound. Start and End are bytes in the text of a run.
type Offer struct {
	Paragraph, Run int
	Start, End     int
	Text           string
	Code           form.Code
}

// Binder knows which words of a sentence point at which figure. It takes them
// from the templates and labels of a format, and does not change.
type Binder struct {
	def  *form.Definition
	cues []cue
}

// cue is what stands before a figure in a sentence, and the unit behind it.
type cue struct {
	words string
	unit  string
	code  form.Code
}

// NewBinder collects the words of a format.
func NewBinder(def *form.Definition) *Binder {
	b := &Binder{def: def}
	for i := range def.Templates {
		for j := range def.Templates[i].Pieces {
			for n := range def.Templates[i].Pieces[j].Says {
				b.fromWording(def.Templates[i].Pieces[j].Says[n].Parts())
			}
		}
	}
	for _, f := range def.Fields() {
		if !b.spoken(f) {
			continue
		}
		b.add(f.RowShort, f)
		for _, alias := range f.Aliases {
			b.add(alias, f)
		}
		if f.Table != "" && f.Column != totalColumn {
			b.add(f.RowShort+f.ColShort, f)
			b.add(f.ColShort+f.RowShort, f)
		}
	}
	return b
}

// totalColumn is what a sentence means that names a row only.
const totalColumn = "total"

// spoken reports whether labels alone tell a figure: those without a table, a
// row's total, and rows of a single column.
func (b *Binder) spoken(f form.Field) bool {
	if f.Table == "" || f.Column == totalColumn {
		return true
	}
	return !slices.ContainsFunc(b.def.Fields(), func(o form.Field) bool {
		return o.Table == f.Table && o.Row == f.Row && o.Column != f.Column
	})
}

func (b *Binder) fromWording(parts []form.Part) {
	before := ""
	for _, p := range parts {
		f, ok := b.def.Field(p.Code())
		if ok {
			if _, words := clause(before); utf8.RuneCountInString(words) >= minCue {
				b.cues = append(b.cues, cue{words, f.Unit, f.Code})
			}
		}
		before = p.Text
	}
}

func (b *Binder) add(words string, f form.Field) {
	if utf8.RuneCountInString(words) >= minCue {
		b.cues = append(b.cues, cue{words, f.Unit, f.Code})
	}
}

// minCue is how many characters point at a figure.
const minCue = 2

// clause is the end of a text since the last figure, and since the last mark.
func clause(before string) (since, last string) {
	since = before[strings.LastIndexAny(before, "0123456789")+1:]
	at := strings.LastIndexAny(since, clauseMarks)
	if at < 0 {
		return since, unitless(since)
	}
	_, width := utf8.DecodeRuneInString(since[at:])
	return since, since[at+width:]
}

// unitless takes the unit of the figure before off a clause.
func unitless(s string) string {
	for _, u := range unitWords {
		if rest, ok := strings.CutPrefix(s, u); ok {
			return rest
		}
	}
	return s
}

// figurePattern finds figures; years, ordinals and parts of longer ones are
// left out by what stands around them.
var figurePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?`) })

// Offers looks for figures to bind in paragraphs.
func (b *Binder) Offers(r *report.Report, paragraphs []report.Paragraph) []Offer {
	var out []Offer
	for i, p := range paragraphs {
		before := ""
		for n, run := range p.Runs {
			if isText(run) {
				for _, at := range figurePattern().FindAllStringIndex(run.Text, -1) {
					text := run.Text[at[0]:at[1]]
					if code := b.points(r, before+run.Text[:at[0]], text, run.Text[at[1]:]); code != "" {
						out = append(out, Offer{i, n, at[0], at[1], text, code})
					}
				}
			}
			before += r.Render(report.Paragraph{Runs: []report.Run{run}})
		}
	}
	return out
}

// points is the cell that a figure in a sentence means and equals; "" if it
// is not one and only one.
func (b *Binder) points(r *report.Report, before, text, behind string) form.Code {
	n, err := decimal.NewFromString(text)
	if err != nil {
		return ""
	}
	_, words := clause(before)
	best, length, twice := form.Code(""), 0, false
	for _, c := range b.cues {
		value, ok := r.Cell(c.code).Decimal()
		size := utf8.RuneCountInString(c.words)
		if !ok || !value.Equal(n) || size < length || !strings.HasPrefix(behind, c.unit) || !strings.Contains(words, c.words) {
			continue
		}
		twice = size == length && c.code != best || twice && size == length
		best, length = c.code, size
	}
	if twice {
		return ""
	}
	return best
}

// Bind lets a figure follow its cell. ok is false where the paragraph does not
// have the figure there, or the format lacks the cell.
func Bind(def *form.Definition, p report.Paragraph, o Offer) (out report.Paragraph, ok bool) {
	_, known := def.Field(o.Code)
	if !known || o.Run < 0 || o.Run >= len(p.Runs) || !isText(p.Runs[o.Run]) {
		return p, false
	}
	text := p.Runs[o.Run].Text
	if o.Start < 0 || o.End > len(text) || o.Start >= o.End || text[o.Start:o.End] != o.Text {
		return p, false
	}
	runs := appendText(slices.Clone(p.Runs[:o.Run]), text[:o.Start])
	runs = appendText(append(runs, report.Run{Ref: o.Code}), text[o.End:])
	out = p
	out.Runs = append(runs, p.Runs[o.Run+1:]...)
	return out, true
}
