// Package recognise finds a report in a document: which paragraph is which
// section, which cell of a table is which field. What it looks for stands in
// the definitions of forms/; it knows no label of its own.
//
// It never guesses. What cannot be read for certain is left out or marked, and
// said in Report.Doubts; what no field takes is quoted there.
//
// It may import form, report and extract, and touches no file, clock or
// network. Start reading at Recognise. Tables: zones.go finds them, align.go
// gives their rows to those of the definition, place.go the figures to
// columns, solve.go reads figures run together. Prose: sections.go, head.go,
// body.go.
package recognise

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cmp"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Options override what the source says. Zero values override nothing.
type Options struct {
	Year   int
	Format string
}

// Result is what was found.
type Result struct {
	Report  *report.Report
	Contact Contact
}

// Contact is the block of the preface that tells whom to ask.
type Contact struct {
	Office   string
	Address  string
	Postcode string
	Phone    string
	Fax      string
	Email    string
	Website  string
}

// Refusal is a document that is no such report: a sentence for users.
type Refusal struct {
	Sentence string
	// Year is the year of the report where that is why.
	Year int
	// NoYear is set where it is such a report, but of nobody knows which year.
	NoYear bool
	// Title is set where there is the title of such a report and nothing of it;
	// Unlike where there is nothing at all.
	Title, Unlike bool
}

// Error is for logs; show users the Sentence.
func (r *Refusal) Error() string { return "recognise: not such a report" }

// UserMessage is the Sentence.
func (r *Refusal) UserMessage() string { return r.Sentence }

// reading is the work on one document.
type reading struct {
	catalog *form.Catalog
	doc     *extract.Document
	def     *form.Definition
	ix      *index
	rows    []row
	report  *report.Report
	contact Contact

	headKeys  [][]string
	found     []zone
	again     []zone // other prints of tables that are read
	inZone    []bool
	heads     []int // row of each section's heading, or -1
	early     []int // rows of the last section that stand before its heading
	present   map[int]bool
	offered   map[int]bool
	headUnits map[form.Code]string
	doubts    []*report.Doubt
	left      leftovers
	faults    map[string]*faults // by table
	titleRow  int

	otherSheets []string // of a workbook, with reports of other years
}

// Recognise reads a report. Its only error is *Refusal.
func Recognise(catalog *form.Catalog, doc *extract.Document, opts Options) (*Result, error) {
	a := &reading{catalog: catalog, doc: doc, rows: rowsOf(doc, newParter(catalog)), left: newLeftovers(), faults: map[string]*faults{}}
	a.oneYear(opts.Year)
	if err := a.chooseFormat(opts); err != nil {
		return nil, err
	}
	a.report = report.New(a.def.Format, 0)
	a.report.Sources = map[form.Code]report.Source{}
	a.readTables()
	a.readBody()
	if err := a.verdict(opts); err != nil {
		return nil, err
	}
	a.finish()
	return &Result{Report: a.report, Contact: a.contact}, nil
}

// chooseFormat takes the definition whose labels the source prints, whatever
// the year; where neither is printed the one of the year.
func (a *reading) chooseFormat(opts Options) error {
	var indexes []*index
	best, most := -1, 0
	for i, def := range a.catalog.Definitions() {
		ix := newIndex(def)
		indexes = append(indexes, ix)
		if def.Format == opts.Format {
			best, most = i, 1<<30
		}
	}
	for i, ix := range indexes {
		if n := a.ownLabels(ix, indexes); n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		best = len(indexes) - 1
		if y := cmp.Or(opts.Year, a.titleYear(), a.spokenYear()); y > 0 {
			for i, def := range a.catalog.Definitions() {
				if def.Years.Contains(y) {
					best = i
				}
			}
		}
	}
	a.use(indexes[best])
	return nil
}

func (a *reading) use(ix *index) {
	a.ix, a.def = ix, ix.def
	a.headKeys = headingKeys(ix.def)
	a.present, a.offered, a.headUnits = map[int]bool{}, map[int]bool{}, map[form.Code]string{}
	for i := range a.rows {
		a.rows[i].isPage = isPageNumber(trim(a.rows[i].text))
		if len(a.rows[i].text) <= maxLine {
			ix.tokenise(&a.rows[i], i)
		}
	}
}

// isPageNumber tells the line that numbers a page, or says what was printed.
func isPageNumber(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	if unicode.Is(unicode.Han, first) && !strings.HasPrefix(text, pageStart) {
		return false // most lines: not worth a closer look
	}
	return pageNumber.MatchString(text)
}

// ownLabels counts the labels in the source that only this format has.
func (a *reading) ownLabels(ix *index, all []*index) int {
	n := 0
	counted := map[string]bool{}
	for i := range a.rows {
		for _, c := range a.rows[i].cells {
			if len(c.text) > maxLine || isSentence(c.text) {
				continue
			}
			k := key(c.text)
			keys := []string{k}
			if ix.exact[k] == nil {
				keys = keys[:0]
				for _, t := range ix.scan(c.text) {
					if t.known {
						keys = append(keys, t.key)
					}
				}
			}
			for _, k := range keys {
				if !counted[k] && ix.only(k, all) {
					counted[k] = true
					n++
				}
			}
		}
	}
	return n
}

// only reports whether of all formats only this one has a label.
func (ix *index) only(k string, all []*index) bool {
	if ix.exact[k] == nil {
		return false
	}
	for _, other := range all {
		if other != ix && other.exact[k] != nil {
			return false
		}
	}
	return true
}
