package recognise

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// What no field took is said once where it stands together: what is round the
// title, what a page puts behind the report, what is left of a table. Sentences
// are kept apart from the rest, since they may be the report's.

// leftovers are what no field took.
type leftovers struct {
	rows   map[int]string    // row → code of where it was found
	tables map[int][]leftRow // by table
	kept   map[int]bool      // rows that became prose
}

// leftRow is a row of a table of which something is left.
type leftRow struct {
	row    int
	behind string // where its figures were read: its label, and what is left
}

func newLeftovers() leftovers {
	return leftovers{rows: map[int]string{}, tables: map[int][]leftRow{}, kept: map[int]bool{}}
}

// headCode is the code of what is left in front of the first section.
const headCode = "title"

// quote notes that no field took some rows; code is where they were found.
func (a *reading) quote(code string, rows ...int) {
	for _, i := range rows {
		a.left.rows[i] = code
	}
}

// quoteLeft says what no field took.
func (a *reading) quoteLeft() {
	var groups [][]int
	for _, i := range slices.Sorted(maps.Keys(a.left.rows)) {
		g := slices.IndexFunc(groups, func(g []int) bool { return a.together(g, i) })
		if g < 0 {
			groups = append(groups, []int{i})
			continue
		}
		groups[g] = append(groups[g], i)
	}
	for _, rows := range groups {
		code, scope := a.left.rows[rows[0]], "section"
		if code == headCode {
			scope = "head"
		}
		var message string
		switch quoted := a.quoted(rows); {
		case a.speaks(rows[0]):
			message = fmt.Sprintf(leftText, quoted)
		case len(rows) == 1:
			message = fmt.Sprintf(leftLine, quoted)
		case code == headCode:
			message = fmt.Sprintf(leftHead, len(rows), quoted)
		default:
			message = fmt.Sprintf(leftLines, len(rows), quoted)
		}
		a.leftDoubt(code, scope, message, rows)
	}
	for t := range a.ix.tables {
		a.leftOfTable(t)
	}
}

// together reports whether a row belongs to what is left above it.
func (a *reading) together(group []int, i int) bool {
	last := group[len(group)-1]
	code := a.left.rows[i]
	if a.left.rows[last] != code || a.speaks(last) != a.speaks(i) {
		return false
	}
	if code == headCode && !a.speaks(i) {
		return true
	}
	for k := last + 1; k < i; k++ {
		if _, left := a.left.rows[k]; left || a.left.kept[k] || a.inZone[k] {
			return false
		}
	}
	return true
}

// speaks reports whether a row says something in a sentence.
func (a *reading) speaks(i int) bool {
	text := trim(a.rows[i].text)
	return strings.Contains(text, sentenceEnd) && utf8.RuneCountInString(text) >= leastSentence && !debris.MatchString(squeeze(text))
}

// leastSentence is the length from which a sentence may be the report's.
const leastSentence = 24

// leftOfTable says what of a table no field took, all of it at once.
func (a *reading) leftOfTable(t int) {
	f := a.ix.tables[t].form
	var rows, behind []int
	var quotes []string
	for _, l := range a.left.tables[t] {
		if l.behind == "" {
			rows = append(rows, l.row)
			continue
		}
		behind, quotes = append(behind, l.row), append(quotes, l.behind)
	}
	message := ""
	if len(rows) > 0 {
		message = fmt.Sprintf(leftRows, len(rows), a.quoted(rows))
	}
	if len(behind) > 0 {
		message += fmt.Sprintf(leftBehind, len(behind), some(quotes))
	}
	if message != "" {
		all := append(rows, behind...)
		slices.Sort(all)
		a.leftDoubt(f.ID, "table", f.Name+message, slices.Compact(all))
	}
}

// leftDoubt quotes rows that no field took.
func (a *reading) leftDoubt(code, scope, message string, rows []int) {
	d := a.doubt(code, scope, unplaced, message, a.rows[rows[0]].at)
	var lines, texts []string
	for _, i := range rows {
		lines = append(lines, a.excerpt(a.rows[i].at))
		texts = append(texts, oneLine(a.rows[i].text))
	}
	d.Excerpt = shorten(strings.Join(lines, "\n"), maxExcerpt)
	if text := strings.Join(texts, "\n"); text != d.Excerpt {
		d.Text = text
	}
}

// quoted are the first of some rows, for a message.
func (a *reading) quoted(rows []int) string {
	var quotes []string
	for _, i := range rows {
		quotes = append(quotes, oneLine(a.rows[i].text))
	}
	return some(quotes)
}

// some are the first of several texts, for a message.
func some(texts []string) string {
	var out, different []string
	for _, text := range texts {
		if !slices.Contains(different, text) {
			different = append(different, text)
		}
	}
	for _, text := range different[:min(len(different), maxQuotes)] {
		out = append(out, shorten(text, maxQuote))
	}
	format := quotedAll
	if len(different) > maxQuotes {
		format = quotedSome
	}
	return fmt.Sprintf(format, strings.Join(out, quoteJoin))
}

// maxQuotes is how many texts a message repeats.
const maxQuotes = 2

// oneLine is a text without line ends, tabs and double spaces.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
