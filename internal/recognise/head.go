package recognise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/internal/report"
)

// maxTitle is the longest title, over how many lines it may be broken.
const (
	maxTitle      = 70
	maxTitleLines = 4
)

// isTitle reports whether a line is the title of such a report, or its end.
func (a *reading) isTitle(text string) bool {
	text = strings.TrimRight(squeeze(text), bars)
	return utf8.RuneCountInString(text) <= maxTitle && isTitleText(text)
}

// isTitleText reports whether a text ends in the words of a title, or in them
// with a character wrong or out of order.
func isTitleText(text string) bool {
	if partOfName(text) {
		return false
	}
	if titleLine.MatchString(text) {
		return true
	}
	at := strings.LastIndex(text, titleCore)
	if at < 0 || !yearIn.MatchString(text) {
		return false
	}
	rest, right := []rune(text[at+len(titleCore):]), []rune(titleRest)
	if len(rest) != len(right) {
		return false
	}
	if distance(rest, right) <= 1 {
		return true
	}
	slices.Sort(rest)
	slices.Sort(right)
	return slices.Equal(rest, right)
}

// partOfName reports whether a line begins or ends within the name of a
// document: it is of a sentence.
func partOfName(text string) bool {
	opened := false
	for _, r := range text {
		if r == titleCloses && !opened {
			return true
		}
		opened = r == titleOpens || opened && r != titleCloses
	}
	return opened
}

// titleAt joins the lines from i on to a title; n is how many it takes.
func (a *reading) titleAt(rows []int, i int) (title string, n int) {
	for n = 1; n <= maxTitleLines && i+n <= len(rows); n++ {
		r := &a.rows[rows[i+n-1]]
		if len(r.text) > 4*maxTitle {
			return "", 0
		}
		line := titleTail.ReplaceAllString(strings.TrimRight(squeeze(r.text), bars), "")
		if utf8.RuneCountInString(title+line) > maxTitle || n == 1 && !strings.ContainsFunc(line, isHan) || sentenceEnds.MatchString(line) || n == 1 && aboutFile.MatchString(line) || noTitleLine.MatchString(line) ||
			documentNumber.MatchString(line) || a.isDate(line) {
			return "", 0
		}
		title += line
		if n > 1 && !titlePart.MatchString(squeeze(a.rows[rows[i+n-2]].text)) {
			return "", 0
		}
		if isTitleText(title) && (yearIn.MatchString(title) || n == 1 || n == 2 && bareTitle.MatchString(line) && a.isOffice(squeeze(a.rows[rows[i]].text))) {
			if above := squeeze(a.rows[rows[i+max(n-2, 0)]].text); n > 1 && isWhole(line) && (!endsInPlace.MatchString(above) || saysAgain(above, line)) {
				return "", 0 // what stands above is the menu of a page
			}
			return title, n
		}
	}
	return "", 0
}

// cardTitle is the title as the index card of a page gives it, which some print
// nowhere else: 标题：… in one cell or two.
func cardTitle(r *row) string {
	for i, c := range r.cells {
		m := titleField.FindStringSubmatch(squeeze(c.text))
		if m == nil {
			continue
		}
		text := m[1]
		if text == "" && i+1 < len(r.cells) {
			text = squeeze(r.cells[i+1].text)
		}
		if utf8.RuneCountInString(text) <= maxTitle && isWhole(text) && !noTitleLine.MatchString(text) {
			return text
		}
	}
	return ""
}

// saysAgain reports whether a line begins with what the line above ends in:
// that was no part of a broken title.
func saysAgain(above, line string) bool {
	r := []rune(above)
	for i := range max(len(r)-1, 0) {
		if strings.HasPrefix(line, string(r[i:])) {
			return true
		}
	}
	return false
}

// isWhole reports whether a line is a title by itself: office, year and all.
func isWhole(line string) bool {
	year := yearIn.FindStringIndex(line)
	return isTitleText(line) && year != nil && year[0] > 0
}

// readFront reads what stands before the first section.
func (a *reading) readFront(rows []int) {
	titled, title := false, a.lastTitle(rows)
	first := a.bestTitle(rows)
	var prose []int
	for i := 0; i < len(rows); i++ {
		r := &a.rows[rows[i]]
		line := bullet.ReplaceAllString(squeeze(r.text), "")
		if text, n := a.titleAt(rows, i); n > 0 && !(titled && a.goesOnWith(prose, rows[i])) {
			if !titled && i >= first { // what stands above is the menu of a page
				titled, a.report.Title, a.titleRow = true, text, r.at
				i += n - 1
				continue
			}
			a.quote(headCode, rows[i:i+n]...)
			i += n - 1
			continue
		}
		if text := cardTitle(r); title < 0 && !titled && text != "" {
			titled, a.report.Title, a.titleRow = true, text, r.at
			if r.split {
				a.quote(headCode, rows[i]) // the rest of the card
			}
			continue
		}
		switch {
		case i == 0 && draftLine.MatchString(line):
		case documentNumber.MatchString(line) && a.report.DocumentNumber == "":
			a.report.DocumentNumber = line
		case a.isHeading(r) && !bracketed.MatchString(line) || contentsWord.MatchString(line) || a.isDate(line) || a.isOffice(line): // a table of contents, a cover
			a.quote(headCode, rows[i])
		case prefaceHeads.MatchString(line):
			a.printHeading("preface", trim(r.text))
		case r.split && !r.isAlone(): // the index card of a page
			n := 1
			for i+n < len(rows) && a.rows[rows[i+n]].split && !a.rows[rows[i+n]].isAlone() && (titled || cardTitle(&a.rows[rows[i+n]]) == "") {
				n++
			}
			a.quote(headCode, rows[i:i+n]...)
			i += n - 1
		case debris.MatchString(line) && !isSentence(line) || emptyCard.MatchString(line) || !titled && i < title && !isProse(r.text) || titled && len(prose) == 0 && isRemark(line):
			a.quote(headCode, rows[i])
		default:
			prose = append(prose, rows[i])
		}
	}
	a.narrative(report.Preface, a.paragraphs(prose))
}

// goesOnWith reports whether prose that ends in the line above goes on in a
// row: its sentence is not at its end.
func (a *reading) goesOnWith(prose []int, row int) bool {
	n := len(prose) - 1
	return n >= 0 && prose[n] == row-1 && a.rows[row].level == 0 && goesOn(trim(a.rows[row-1].text), trim(a.rows[row].text))
}

// isRemark reports whether a line right below the title is too short to begin
// the preface.
func isRemark(line string) bool {
	return utf8.RuneCountInString(line) <= maxRemark && !sentenceEnds.MatchString(line) && !strings.ContainsAny(line, commas) && !subNumber.MatchString(line)
}

const maxRemark = 8

// lastTitle is where the last title begins, or -1.
func (a *reading) lastTitle(rows []int) int {
	for i := len(rows) - 1; i >= 0; i-- {
		if _, n := a.titleAt(rows, i); n > 0 {
			return i
		}
	}
	return -1
}

// bestTitle is where the title begins: the first that names both an office and
// a year, where those above it do not.
func (a *reading) bestTitle(rows []int) int {
	first := -1
	for i := range rows {
		text, n := a.titleAt(rows, i)
		switch {
		case n == 0:
		case yearIn.MatchString(text) && titleName(text) != "":
			return i
		case first < 0:
			first = i
		}
	}
	return first
}

func (a *reading) printHeading(section, text string) {
	if a.report.Printed.Headings == nil {
		a.report.Printed.Headings = map[string]string{}
	}
	a.report.Printed.Headings[section] = text
}

func (a *reading) isDate(line string) bool { return parseDate(line) != "" }

// isOffice reports whether a line is the name of an office.
func (a *reading) isOffice(line string) bool {
	n := utf8.RuneCountInString(line)
	return n >= 3 && n <= 40 && report.KindOf(line) != "" && officeName.MatchString(line)
}

// parseDate reads a line that is a date, to the day or the month.
func parseDate(line string) string {
	m := dateLine.FindStringSubmatch(foldNumbers(line))
	if m == nil {
		return ""
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	if month < 1 || month > 12 || day > 31 {
		return ""
	}
	if m[3] == "" {
		return fmt.Sprintf("%s-%02d", m[1], month)
	}
	return fmt.Sprintf("%s-%02d-%02d", m[1], month, day)
}

// readTail takes signature, date and note off the end of the last section and
// returns the rows that are its text.
func (a *reading) readTail(rows []int) []int {
	end := len(rows)
	from := max(0, end-tailRows)
	at := -1
	for i := end - 1; i >= from; i-- {
		if line := squeeze(a.rows[rows[i]].text); a.isDate(line) || a.signedLine(line) {
			at = i
			break
		}
	}
	if at < 0 {
		return a.readOpenTail(rows)
	}
	line := squeeze(a.rows[rows[at]].text)
	if issuer, date, ok := splitSigned(line); ok {
		a.report.Signature = report.Signature{Issuer: issuer, Date: date}
	} else {
		a.report.Signature.Date = parseDate(line)
	}
	text := rows[:at]
	if a.report.Signature.Issuer == "" && at > 0 {
		if office := squeeze(a.rows[rows[at-1]].text); a.isSigner(office) {
			a.report.Signature.Issuer = office
			text = rows[:at-1]
		}
	}
	rest := rows[at+1:]
	if a.report.Signature.Issuer == "" && len(rest) > 0 {
		if office := squeeze(a.rows[rest[0]].text); a.isSigner(office) {
			a.report.Signature.Issuer = office
			rest = rest[1:]
		}
	}
	return a.dropTrailing(text, a.readNotes(rest))
}

// tailRows is how far from the end a signature is looked for.
const tailRows = 30

func (a *reading) signedLine(line string) bool {
	_, _, ok := splitSigned(line)
	return ok
}

// splitSigned parts a line of office and date.
func splitSigned(line string) (issuer, date string, ok bool) {
	m := signed.FindStringSubmatch(line)
	if m == nil || report.KindOf(m[1]) == "" || parseDate(m[2]) == "" {
		return "", "", false
	}
	return m[1], parseDate(m[2]), true
}

// isSigner reports whether a line names who signs: an office, or the end of
// the one in the title.
func (a *reading) isSigner(line string) bool {
	if utf8.RuneCountInString(line) > 40 || sentenceEnds.MatchString(line) || strings.ContainsAny(line, commas) {
		return false
	}
	if report.KindOf(line) != "" {
		return true
	}
	title := a.report.Title
	return utf8.RuneCountInString(line) >= 3 && strings.Contains(title, line)
}

// readNotes reads the note below the date; what else stands there is quoted.
func (a *reading) readNotes(rows []int) []int {
	var left []int
	for _, i := range rows {
		if line := squeeze(a.rows[i].text); a.report.Printed.Note == "" && noteLine.MatchString(line) {
			a.report.Printed.Note = line
			continue
		}
		left = append(left, i)
	}
	return left
}

// readOpenTail reads a report that ends without a date.
func (a *reading) readOpenTail(rows []int) []int {
	end := len(rows)
	for end > 0 {
		line := squeeze(a.rows[rows[end-1]].text)
		if !debris.MatchString(line) && !noteLine.MatchString(line) {
			break
		}
		end--
	}
	left := a.readNotes(rows[end:])
	if end > 0 {
		if office := squeeze(a.rows[rows[end-1]].text); a.isOffice(office) {
			a.report.Signature.Issuer = office
			end--
		}
	}
	return a.dropTrailing(rows[:end], left)
}

// dropTrailing quotes what stands behind the signature.
func (a *reading) dropTrailing(text, left []int) []int {
	a.quote(a.lastSection(), left...)
	return text
}
