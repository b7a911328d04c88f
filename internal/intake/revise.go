package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"nianbao/internal/compare"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Difference is a place where a file says something else than a report of ours.
type Difference struct {
	Key    string // the same as long as both sides are
	Name   string
	Field  string // as edits name it
	Prose  bool
	Ours   string
	Theirs string
	Fixed  bool // a total that follows from others: it is not taken by itself
	Left   bool // it is to stay as it is

	at int // index of the paragraph
}

// Comparison is how a file differs from a report of ours.
type Comparison struct {
	Figures []Difference
	Head    []Difference
	Prose   []Difference
	// Unread are fields that we have and the file lacks: it may have lost them
	// on the way, which says nothing about them.
	Unread []Difference
	// OtherFormat is set where the file uses another format generation.
	OtherFormat bool
}

// Same reports whether nothing differs.
func (c *Comparison) Same() bool {
	return c.All() == 0 && !c.OtherFormat
}

// All counts the differences, and what is lacking.
func (c *Comparison) All() int {
	return len(c.Figures) + len(c.Head) + len(c.Prose) + len(c.Unread)
}

// Open counts the differences that are neither taken nor left.
func (c *Comparison) Open() int {
	n := 0
	for _, list := range [][]Difference{c.Figures, c.Head, c.Prose} {
		for _, d := range list {
			if !d.Left && !d.Fixed {
				n++
			}
		}
	}
	return n
}

// Compare holds what was read against a report of ours. White space in prose
// does not count: files break lines as they like.
func (m *Import) Compare(ourDef, theirDef *form.Definition, ours *report.Report) *Comparison {
	theirs := m.Result(theirDef)
	c := &Comparison{OtherFormat: ourDef.Format != theirDef.Format}
	diff := compare.Compare(ourDef, theirDef, ours, theirs)
	for _, cell := range diff.Cells {
		if cell.Lacks != "" || cell.LabelB != "" {
			continue // said by OtherFormat
		}
		f, _ := ourDef.Field(cell.Code)
		if f.Table == "" && cell.B == "" {
			continue // printed in sentences, which are compared themselves
		}
		c.add(&c.Figures, Difference{Name: Name(ourDef, f), Field: string(cell.Code), Ours: cell.A, Theirs: cell.B, Fixed: ourDef.Computed(cell.Code)})
	}
	for _, h := range diff.Head {
		_, known := draft.Value(ourDef, ours, h.Field)
		if squeeze(h.A) != squeeze(h.B) && !slices.Contains(unprinted, h.Field) && (known || h.Field == "year") {
			c.add(&c.Head, Difference{Name: h.Label, Field: h.Field, Ours: h.A, Theirs: h.B, Fixed: !known})
		}
	}
	c.Unread = gathered(ourDef, ours, c.Unread)
	c.prose(diff.Paragraphs, ours, theirs)
	for _, list := range [][]Difference{c.Figures, c.Head, c.Prose} {
		for i := range list {
			list[i].Key = list[i].key()
			list[i].Left = slices.Contains(m.Left, list[i].Key)
		}
	}
	return c
}

// unprinted are head fields that no report prints.
var unprinted = []string{"issuer_kind", "county"}

func (c *Comparison) add(list *[]Difference, d Difference) {
	if d.Theirs == "" {
		list = &c.Unread
	}
	*list = append(*list, d)
}

// prose lists the paragraphs that differ. A text that was only broken
// elsewhere is the same.
func (c *Comparison) prose(changed []compare.Paragraph, ours, theirs *report.Report) {
	for _, place := range report.Places {
		a, b := ours.Paragraphs(place), theirs.Paragraphs(place)
		if squeeze(strings.Join(a, "")) == squeeze(strings.Join(b, "")) {
			continue
		}
		name := compare.PlaceName(place)
		if len(b) == 0 {
			c.Unread = append(c.Unread, Difference{Name: name, Field: draft.TextPrefix + string(place), Prose: true, Ours: strings.Join(a, "\n")})
			continue
		}
		used := 0
		for _, p := range changed {
			if p.Place != place || squeeze(p.A) == squeeze(p.B) {
				continue
			}
			d := Difference{Name: name, Field: draft.TextPrefix + string(place), Prose: true, Ours: p.A, Theirs: p.B}
			if p.Op == compare.Added {
				d.at, used = insertion(a, b, p.B, used)
			} else {
				d.at = max(slices.Index(a, p.A), 0)
			}
			c.Prose = append(c.Prose, d)
		}
	}
}

// insertion is where in a a paragraph that only b has belongs: behind the
// nearest one before it that both have. From is where in b to look from.
func insertion(a, b []string, text string, from int) (at, next int) {
	i := slices.Index(b[from:], text)
	if i < 0 {
		return len(a), from
	}
	i += from
	for k := i - 1; k >= 0; k-- {
		if j := slices.Index(a, b[k]); j >= 0 {
			return j + 1, i + 1
		}
	}
	return 0, i + 1
}

func (d *Difference) key() string {
	sum := sha256.Sum256([]byte(d.Field + "\x00" + d.Ours + "\x00" + d.Theirs))
	return hex.EncodeToString(sum[:8])
}

// Edit is the change that takes the file's side.
func (d *Difference) Edit() draft.Edit {
	return draft.Edit{Field: d.Field, At: d.at, Before: d.Ours, After: d.Theirs}
}

// Find looks a difference up by its key; nil if it is there no more.
func (c *Comparison) Find(key string) *Difference {
	for _, list := range [][]Difference{c.Figures, c.Head, c.Prose} {
		for i := range list {
			if list[i].Key == key {
				return &list[i]
			}
		}
	}
	return nil
}

// Leave keeps that a difference is to stay, or takes that back.
func (m *Import) Leave(key string, left bool) {
	m.Left = slices.DeleteFunc(slices.Clone(m.Left), func(k string) bool { return k == key })
	if left && len(key) <= 64 && len(m.Left) < mostLeft {
		m.Left = append(m.Left, key)
	}
}

// Loose lists the texts of a file that were put nowhere.
func (m *Import) Loose() []string {
	var out []string
	for _, d := range m.Report.Doubts {
		if d.Kind == kindUnplaced {
			out = append(out, wholeText(d))
		}
	}
	return out
}

// mostLeft bounds what is kept of decisions.
const mostLeft = 2000

// Remarks are the comments beside a file's text, as notes on a report: each
// with its answers, and settled now if the file has ticked it off.
func (m *Import) Remarks(now time.Time) []draft.Remark {
	var out []draft.Remark
	for _, c := range m.Comments {
		remark := draft.Remark{Text: c.Text, Quote: c.Quote, By: c.Author}
		for _, reply := range c.Replies {
			remark.Text += fmt.Sprintf(answered, reply.Author, reply.Text)
		}
		if c.Resolved {
			remark.Done = now
		}
		out = append(out, remark)
	}
	return out
}

// Settled puts together the change that answers a doubt of a report that is
// kept already.
func Settled(def *form.Definition, r *report.Report, at int, a Answer, by string) (draft.Request, error) {
	if at < 0 || at >= len(r.Doubts) {
		return draft.Request{}, ErrNoDoubt
	}
	d := r.Doubts[at]
	if err := check(def, d, a); err != nil {
		return draft.Request{}, err
	}
	then := r.Clone()
	apply(def, then, d, a)
	var edits []draft.Edit
	for _, code := range Covered(def, d) {
		before, after := r.Cell(code), then.Cell(code)
		if !before.Equal(after) || r.Units[code] != then.Units[code] {
			edits = append(edits, draft.Edit{Field: string(code), Before: before.String(), After: after.String() + then.Units[code]})
		}
	}
	if head := headField(r, d.Code); head != nil && *head != *headField(then, d.Code) {
		edits = append(edits, draft.Edit{Field: d.Code, Before: *head, After: *headField(then, d.Code)})
	}
	if from, at := textOf(r, d); from != "" && a.Choice == Put {
		edits = append(edits, draft.Edit{Field: draft.TextPrefix + string(from), At: at, Before: strings.Join(report.SplitParagraphs(d.Text), "\n")})
	}
	if a.Choice == Put {
		place := report.Place(a.Text)
		added := then.Paragraphs(place)[len(r.Text[place]):]
		edits = append(edits, draft.Edit{Field: draft.TextPrefix + a.Text, At: len(r.Text[place]), After: strings.Join(added, "\n")})
	}
	return draft.SettleDoubt(r, at, answerText(Ask(def, r, at), a), edits, by)
}
