package recognise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/internal/extract"
	"nianbao/internal/report"
)

// verdict decides whether the document is such a report, and of which year.
func (a *reading) verdict(opts Options) error {
	sections, special := 0, false
	for s, row := range a.heads {
		if row >= 0 && a.candidateLike(row, s) >= 0.8 {
			sections++
			// reports of every kind have problems and a general part
			special = special || a.def.Sections[s].Table != nil
		}
	}
	titled := a.report.Title != ""
	year := opts.Year
	if year == 0 {
		year = a.year()
	}
	if first := a.catalog.Definitions()[0].Years.From; titled && year > 0 && year < first {
		return &Refusal{Sentence: fmt.Sprintf(tooOld, year), Year: year}
	}
	other := a.otherReport()
	switch tables := len(a.present); {
	case titled && tables+sections > 0, tables > 1, tables > 0 && sections > 0 && other == "", sections >= 3 && special && other == "":
		a.report.Year = year
		if year == 0 {
			return &Refusal{Sentence: noYear, NoYear: true}
		}
		return nil
	}
	if other != "" {
		return &Refusal{Sentence: fmt.Sprintf(anotherReport, shorten(other, maxQuote))}
	}
	if titled {
		return &Refusal{Sentence: titleAlone, Title: true}
	}
	lacks := []string{lackTitle}
	if sections == 0 {
		lacks = append(lacks, lackSections)
	}
	if len(a.present) == 0 {
		lacks = append(lacks, lackTables)
	}
	return &Refusal{Sentence: fmt.Sprintf(unlikeReport, strings.Join(lacks, listComma)), Unlike: true}
}

func (a *reading) candidateLike(row, s int) float64 {
	return a.likeHeading(key(bareHeading(trim(a.rows[row].text))), s)
}

// otherReport is the title of an annual report of another kind.
func (a *reading) otherReport() string {
	for i := range a.rows[:min(len(a.rows), 40)] {
		text := squeeze(a.rows[i].text)
		if utf8.RuneCountInString(text) <= maxTitle && otherTitle.MatchString(text) && !titleLine.MatchString(text) && !wayLine.MatchString(text) {
			return text
		}
	}
	return ""
}

// foldNumbers writes Chinese figures of a date as Arabic ones.
func foldNumbers(text string) string {
	var b strings.Builder
	runes := []rune(text)
	for i, r := range runes {
		before := i > 0 && isNumeral(runes[i-1])
		after := i+1 < len(runes) && isNumeral(runes[i+1])
		d, ok := chineseDigits[r]
		switch {
		case r == ten && before && after:
		case r == ten && before:
			b.WriteRune('0')
		case r == ten && after:
			b.WriteRune('1')
		case r == ten:
			b.WriteString("10")
		case ok:
			b.WriteRune(d)
		default:
			b.WriteRune(fold(r))
		}
	}
	return b.String()
}

func isNumeral(r rune) bool {
	_, ok := chineseDigits[r]
	return ok
}

// finish reads whose report it is and puts the doubts into their order.
func (a *reading) finish() {
	a.readIssuer()
	if a.report.Title == "" {
		a.doubt("title", "head", missing, noTitle, 1)
	}
	a.quoteLeft()
	a.sayOtherSheets()
	a.noteDoubts()
	a.mergeDoubts()
	a.pictureDoubts()
	slices.SortStableFunc(a.doubts, func(x, y *report.Doubt) int { return x.Line - y.Line })
	for _, d := range a.doubts {
		a.report.Doubts = append(a.report.Doubts, *d)
	}
	for _, p := range report.Places {
		if len(a.report.Text[p]) == 0 {
			delete(a.report.Text, p)
		}
	}
}

// broken are the characters of a section or the head that were broken.
type broken struct {
	lines          []int
	repaired, left []string
}

// noteDoubts says where characters of the source were broken, once a section.
func (a *reading) noteDoubts() {
	of := map[string]*broken{}
	var codes []string
	for _, n := range a.doc.Notes {
		if n.Kind != extract.Repaired && n.Kind != extract.Broken {
			continue
		}
		i := slices.IndexFunc(a.rows, func(r row) bool { return r.at >= n.Line })
		if i < 0 || n.Line == 0 {
			continue
		}
		code := a.sectionOf(i)
		b := of[code]
		if b == nil {
			b = &broken{}
			of[code], codes = b, append(codes, code)
		}
		b.lines = append(b.lines, n.Line)
		text := shorten(trim(a.rows[i].text), maxQuote/2)
		if n.Kind == extract.Repaired {
			b.repaired = append(b.repaired, text)
		} else {
			b.left = append(b.left, text)
		}
	}
	for _, code := range codes {
		b := of[code]
		scope, name := "head", ""
		if number, inSection := strings.CutPrefix(code, "section."); inSection {
			scope, name = "section", fmt.Sprintf(sectionName, numeral(number))+colon
		}
		d := a.doubt(code, scope, suspect, name+b.message(), b.lines[0])
		for _, line := range b.lines[1:] {
			d.Excerpt = shorten(d.Excerpt+"\n"+a.excerpt(line), maxExcerpt)
		}
	}
}

// message says what was broken.
func (b *broken) message() string {
	switch {
	case len(b.left) == 0:
		return fmt.Sprintf(repairedText, len(b.repaired), some(b.repaired))
	case len(b.repaired) == 0:
		return fmt.Sprintf(brokenText, len(b.left), some(b.left))
	}
	return fmt.Sprintf(brokenSome, len(b.repaired)+len(b.left), len(b.repaired), some(b.repaired), some(b.left))
}

// numeral writes the number of a section in Chinese.
func numeral(number string) string {
	n, _ := strconv.Atoi(number)
	if n < 1 || n > 9 {
		return number
	}
	return string([]rune(ordinals)[n-1])
}
