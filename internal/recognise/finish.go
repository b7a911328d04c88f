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
	year := a.year()
	if opts.Year != 0 {
		year = opts.Year
	}
	if first := a.catalog.Definitions()[0].Years.From; titled && year > 0 && year < first {
		return &Refusal{Sentence: fmt.Sprintf(tooOld, year), Year: year}
	}
	other := a.otherReport()
	switch tables := len(a.present); {
	case titled && tables+sections > 0, tables > 1, tables > 0 && sections > 0 && other == "", sections >= 3 && special && other == "":
		a.report.Year = year
		if year == 0 {
			return &Refusal{Sentence: noYear}
		}
		return nil
	}
	if other != "" {
		return &Refusal{Sentence: fmt.Sprintf(anotherReport, shorten(other, maxQuote))}
	}
	var lacks []string
	if !titled {
		lacks = append(lacks, lackTitle)
	}
	if sections == 0 {
		lacks = append(lacks, lackSections)
	}
	if len(a.present) == 0 {
		lacks = append(lacks, lackTables)
	}
	return &Refusal{Sentence: fmt.Sprintf(unlikeReport, strings.Join(lacks, listComma))}
}

func (a *reading) candidateLike(row, s int) float64 {
	return a.likeHeading(key(bareHeading(trim(a.rows[row].text))), s)
}

// otherReport is the title of an annual report of another kind.
func (a *reading) otherReport() string {
	for i := range a.rows[:min(len(a.rows), 40)] {
		text := squeeze(a.rows[i].text)
		if utf8.RuneCountInString(text) <= maxTitle && otherTitle.MatchString(text) && !titleLine.MatchString(text) {
			return text
		}
	}
	return ""
}

// titleYear is the year of the first title in the source.
func (a *reading) titleYear() int {
	var all []int
	for i := range a.rows[:min(len(a.rows), 200)] {
		all = append(all, i)
	}
	for i := range all {
		if title, n := a.titleAt(all, i); n > 0 {
			if y := yearOf(title); y > 0 {
				return y
			}
		}
	}
	return 0
}

// year is the report's year: from the title, the period in the preface, or the
// date of the signature.
func (a *reading) year() int {
	if y := yearOf(a.report.Title); y > 0 {
		return y
	}
	for _, place := range report.Places {
		if m := period.FindStringSubmatch(a.report.Narrative(place)); m != nil {
			y, _ := strconv.Atoi(m[1])
			return y
		}
	}
	if y, err := strconv.Atoi(a.report.Signature.Date[:min(4, len(a.report.Signature.Date))]); err == nil {
		a.doubt("year", "head", suspect, fmt.Sprintf(guessedYear, y-1), 1)
		return y - 1
	}
	return 0
}

// yearOf finds a year in a title.
func yearOf(title string) int {
	m := yearIn.FindStringSubmatch(title)
	if m == nil {
		return 0
	}
	y, _ := strconv.Atoi(foldNumbers(m[1]))
	return y
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
	a.noteDoubts()
	a.mergeDoubts()
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

// readIssuer takes the full name of the office from title, signature or
// preface.
func (a *reading) readIssuer() {
	named := a.titleName()
	r := a.report
	switch {
	case report.KindOf(named) != "":
		r.Issuer = named
	case report.KindOf(r.Signature.Issuer) != "":
		r.Issuer = r.Signature.Issuer
	default:
		for _, m := range prefaceOffice.FindAllStringSubmatch(squeeze(r.Narrative(report.Preface)), -1) {
			if !ownWords.MatchString(m[1]) {
				r.Issuer = m[1]
				break
			}
		}
		if r.Issuer == "" {
			message := noIssuer
			if named != "" {
				message = fmt.Sprintf(shortIssuer, named)
			}
			a.doubt("issuer", "head", missing, message, a.titleRow)
		}
	}
	r.IssuerKind = report.KindOf(r.Issuer)
	for _, e := range shortEndings {
		if r.IssuerKind == "" && strings.HasSuffix(named, e.short) {
			r.IssuerKind = report.KindOf(named + e.rest)
		}
	}
	if m := countyOf.FindStringSubmatch(r.Issuer); m != nil && !countyOf.MatchString(r.Issuer[len(m[1]):]) {
		r.County = m[1]
	}
}

// titleName is what the title says before the year, or behind it.
func (a *reading) titleName() string {
	title := strings.TrimPrefix(a.report.Title, aboutWord)
	at := yearIn.FindStringIndex(title)
	if at == nil {
		at = titleLine.FindStringIndex(title)
		if at == nil {
			return ""
		}
		return title[:at[0]]
	}
	if at[0] > 0 {
		return title[:at[0]]
	}
	rest := strings.TrimLeft(title[at[1]:], degree)
	if end := titleLine.FindStringIndex(rest); end != nil {
		return rest[:end[0]]
	}
	return ""
}

// noteDoubts says where characters of the source were broken.
func (a *reading) noteDoubts() {
	for _, n := range a.doc.Notes {
		if n.Kind != extract.Repaired && n.Kind != extract.Broken {
			continue
		}
		i := slices.IndexFunc(a.rows, func(r row) bool { return r.at >= n.Line })
		if i < 0 || n.Line == 0 {
			continue
		}
		code, scope := a.sectionOf(i), "section"
		text := shorten(trim(a.rows[i].text), maxQuote/2)
		number, inSection := strings.CutPrefix(code, "section.")
		var message string
		switch {
		case inSection && n.Kind == extract.Repaired:
			message = fmt.Sprintf(repairedText, numeral(number), text)
		case inSection:
			message = fmt.Sprintf(brokenText, numeral(number), text)
		case n.Kind == extract.Repaired:
			scope, message = "head", fmt.Sprintf(repairedHead, text)
		default:
			scope, message = "head", fmt.Sprintf(brokenHead, text)
		}
		a.doubt(code, scope, suspect, message, n.Line)
	}
}

// numeral writes the number of a section in Chinese.
func numeral(number string) string {
	n, _ := strconv.Atoi(number)
	if n < 1 || n > 9 {
		return number
	}
	return string([]rune(ordinals)[n-1])
}
