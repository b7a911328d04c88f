package exporter

import (
	"fmt"

	"github.com/shopspring/decimal"

	"nianbao/internal/check"
	"nianbao/internal/docx"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Approval is the sheet a report is signed off with: what those who sign want
// to know, on one page, and the lines they sign on.
type Approval struct {
	Heading  string
	Title    string // of the report
	Mark     string // which draft it is; "" once it is final
	Year     int
	LastYear int // 0: nothing to compare with
	Topics   []ApprovalTopic
	Verdict  string
	Balanced bool     // nothing is left open
	Open     []string // what is, as far as there is room
	Accepted []string // what was let stand, with the reason
	Changes  []string // figures that changed much
	Signs    []string // who signs
}

// ApprovalTopic is a group of figures.
type ApprovalTopic struct {
	Title string
	Rows  []ApprovalRow
}

// ApprovalRow is a figure, this year and last.
type ApprovalRow struct{ Label, Now, Last, Change string }

// approvalLines is how many findings of a kind there is room for.
const approvalLines = 5

// NewApproval puts the sheet together. Findings are those of the whole check,
// accepted ones marked.
func NewApproval(def *form.Definition, r *report.Report, findings []check.Finding, opts Options) *Approval {
	a := &Approval{Heading: approvalHeading, Title: clean(r.Title), Mark: clean(opts.Mark), Year: r.Year, Signs: approvalSigns}
	previous := opts.Previous
	if previous != nil && previous.Format != r.Format {
		previous = nil
	}
	if previous != nil {
		a.LastYear = previous.Year
	}
	for _, t := range def.Summary {
		a.topic(def, t, r, previous)
	}
	a.judge(findings)
	return a
}

func (a *Approval) topic(def *form.Definition, t form.Topic, r, previous *report.Report) {
	topic := ApprovalTopic{Title: t.Title}
	figures, parts := def.Digests(t)
	for _, d := range append(figures, parts...) {
		now, known := amount(r, d)
		last, before := amount(previous, d)
		row := ApprovalRow{Label: d.Label}
		if d.Unit != usualUnit {
			row.Label += fmt.Sprintf(inUnit, d.Unit)
		}
		if known {
			row.Now = now.String()
		}
		if before {
			row.Last = last.String()
		}
		if known && before {
			row.Change = signed(now.Sub(last))
			if large(now, last) {
				a.Changes = append(a.Changes, fmt.Sprintf(approvalChange, d.Label, row.Last, row.Now))
			}
		}
		topic.Rows = append(topic.Rows, row)
	}
	a.Topics = append(a.Topics, topic)
}

func signed(n decimal.Decimal) string {
	if n.IsPositive() {
		return "+" + n.String()
	}
	return n.String()
}

// large tells changes that somebody will ask about: by ten and by half.
func large(now, last decimal.Decimal) bool {
	change := now.Sub(last).Abs()
	return change.GreaterThanOrEqual(decimal.NewFromInt(10)) && change.Mul(decimal.NewFromInt(2)).GreaterThanOrEqual(last)
}

func (a *Approval) judge(findings []check.Finding) {
	open, hidden := 0, 0
	for i := range findings {
		f := &findings[i]
		switch {
		case f.Accepted != nil && len(a.Accepted) < approvalLines:
			a.Accepted = append(a.Accepted, clean(fmt.Sprintf(approvalAccepted, f.Message, f.Accepted.Reason)))
		case f.Accepted != nil:
			hidden++
		case f.Severity == form.Hint:
		default:
			if open++; len(a.Open) < approvalLines {
				a.Open = append(a.Open, clean(f.Message))
			}
		}
	}
	if hidden > 0 {
		a.Accepted = append(a.Accepted, fmt.Sprintf(approvalMore, hidden))
	}
	if more := open - len(a.Open); more > 0 {
		a.Open = append(a.Open, fmt.Sprintf(approvalMore, more))
	}
	if len(a.Changes) > approvalLines {
		a.Changes = append(a.Changes[:approvalLines:approvalLines], fmt.Sprintf(approvalMore, len(a.Changes)-approvalLines))
	}
	a.Balanced = open == 0
	a.Verdict = approvalBalanced
	if !a.Balanced {
		a.Verdict = fmt.Sprintf(approvalOpen, open)
	}
}

// DOCX writes the sheet as a Word file of one page.
func (a *Approval) DOCX() ([]byte, error) {
	page := officialPage
	page.Top, page.Bottom = docx.Millimetres(22), docx.Millimetres(18)
	page.Header = docx.Millimetres(12)
	f := &docx.File{Properties: docx.Properties{Title: a.Title + a.Heading, Program: program}, Fonts: wordFonts, Styles: wordStyles, Page: page}
	title := docx.Text(styleTitle, a.Heading)
	name := a.Title
	if a.Mark != "" {
		name += wide + a.Mark
	}
	t := approvalTable{docx.Table{Widths: approvalWidths(), CellMargin: 2 * cellMargin, Together: true}}
	t.line(approvalReport, name)
	t.figures(a)
	t.line(approvalVerdict, append([]string{a.Verdict}, a.Open...)...)
	t.some(approvalStands, a.Accepted)
	t.some(approvalLarge, a.Changes)
	for _, sign := range a.Signs {
		t.sign(sign)
	}
	f.Body = []docx.Block{title, &t.Table}
	return f.Write()
}

// approvalColumns are two groups of label, this year, last year, change.
const approvalColumns = 8

func approvalWidths() []docx.Twips {
	out := make([]docx.Twips, 0, approvalColumns)
	for range 2 {
		for _, mm := range []float64{37, 15, 15, 11} {
			out = append(out, docx.Millimetres(mm))
		}
	}
	return out
}

// approvalTable is the sheet's table being filled.
type approvalTable struct{ docx.Table }

func approvalCell(column, span int, align docx.Align, lines ...string) docx.Cell {
	p := &docx.Paragraph{Style: styleCell, Align: align}
	for i, line := range lines {
		if i > 0 {
			p.Runs = append(p.Runs, docx.Run{Break: true})
		}
		p.Runs = append(p.Runs, docx.Run{Text: line})
	}
	return docx.Cell{Column: column, ColSpan: span, RowSpan: 1, Paragraph: p}
}

func (t *approvalTable) row(height float64, cells ...docx.Cell) {
	t.Rows = append(t.Rows, docx.Row{Height: docx.Points(height), Cells: cells})
}

// line is a label with text over the rest of the width.
func (t *approvalTable) line(label string, lines ...string) {
	t.row(22, approvalCell(0, 1, docx.Center, label), approvalCell(1, approvalColumns-1, docx.Left, lines...))
}

func (t *approvalTable) some(label string, lines []string) {
	if len(lines) > 0 {
		t.line(label, lines...)
	}
}

// figures stand in two groups beside each other.
func (t *approvalTable) figures(a *Approval) {
	var head []docx.Cell
	last := approvalNone
	if a.LastYear > 0 {
		last = fmt.Sprintf(approvalYear, a.LastYear)
	}
	for _, at := range []int{0, approvalColumns / 2} {
		for i, text := range []string{approvalItem, fmt.Sprintf(approvalYear, a.Year), last, approvalDelta} {
			head = append(head, approvalCell(at+i, 1, docx.Center, text))
		}
	}
	t.row(20, head...)
	var rows []ApprovalRow
	for _, topic := range a.Topics {
		rows = append(rows, topic.Rows...)
	}
	half := (len(rows) + 1) / 2
	for i := range half {
		var cells []docx.Cell
		for n, at := range []int{0, approvalColumns / 2} {
			var r ApprovalRow
			if k := i + n*half; k < len(rows) {
				r = rows[k]
			}
			cells = append(cells, approvalCell(at, 1, docx.Left, r.Label), approvalCell(at+1, 1, docx.Center, r.Now),
				approvalCell(at+2, 1, docx.Center, r.Last), approvalCell(at+3, 1, docx.Center, r.Change))
		}
		t.row(18, cells...)
	}
}

// sign is a line for an opinion, a name and a date.
func (t *approvalTable) sign(label string) {
	half := approvalColumns / 2
	t.row(34, approvalCell(0, 1, docx.Center, label), approvalCell(1, half-1, docx.Left, ""),
		approvalCell(half, approvalColumns-half, docx.Left, approvalSign))
}
