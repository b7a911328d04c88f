package recognise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// readBody finds the sections and their prose, head and foot.
func (a *reading) readBody() {
	a.inZone = make([]bool, len(a.rows))
	for _, z := range a.found {
		for i := z.from; i < z.to; i++ {
			a.inZone[i] = true
		}
	}
	a.heads = a.headings()
	var order []int // sections that are there, as they come
	for s, row := range a.heads {
		if row >= 0 {
			order = append(order, s)
		}
	}
	slices.SortFunc(order, func(x, y int) int { return a.heads[x] - a.heads[y] })
	front := len(a.rows)
	if len(order) > 0 {
		front = a.heads[order[0]]
	} else if len(a.found) > 0 {
		front = a.found[0].from
	}
	rows, overview := a.splitOverview(a.prose(0, front), order)
	a.readFront(rows)
	a.narrative(report.SectionPlace(a.def.Sections[0].Number), a.paragraphs(a.withoutDebris(overview, false)))
	for n, s := range order {
		to := len(a.rows)
		if n+1 < len(order) {
			to = a.heads[order[n+1]]
		}
		from := a.heads[s] + 1
		rows := a.prose(from, to)
		if n+1 < len(order) && order[n+1] == len(a.heads)-1 {
			rows, a.early = a.splitFee(rows)
		}
		if s == len(a.heads)-1 {
			rows = append(a.early, rows...)
		}
		a.readSection(s, rows, from, to, n+1 == len(order))
	}
	if len(order) == 0 && front < len(a.rows) {
		for _, i := range a.readTail(a.prose(front, len(a.rows))) {
			a.quote(a.sectionOf(i), i)
		}
	}
	a.foreignTables()
	a.missingSections(order)
	a.contact = readContact(a.report.Narrative(report.Preface))
	if a.contact == (Contact{}) { // some put the preface under the first heading
		a.contact = readContact(a.report.Narrative("1"))
	}
}

// prose lists the rows of a stretch that are text.
func (a *reading) prose(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		r := &a.rows[i]
		if a.inZone[i] || r.isPage || r.grid > 0 && r.width > 1 || trim(r.text) == "" || trim(strings.ReplaceAll(r.text, "|", "")) == "" {
			continue
		}
		out = append(out, i)
	}
	return out
}

// splitOverview parts off the points of the first section, from （一） on, where
// its heading is not printed and the next section follows.
func (a *reading) splitOverview(rows, order []int) (before, points []int) {
	if a.heads[0] >= 0 || len(order) == 0 || order[0] != 1 {
		return rows, nil
	}
	for n, i := range rows {
		if bracketed.MatchString(a.rows[i].text) {
			return rows[:n], rows[n:]
		}
	}
	return rows, nil
}

// splitFee parts off what a source says of the processing fee under a number
// of its own, in front of the last section: it belongs there, heading and all.
func (a *reading) splitFee(rows []int) (before, fee []int) {
	for n, i := range rows {
		text := trim(a.rows[i].text)
		if utf8.RuneCountInString(text) <= maxHeading && feeWords.MatchString(text) && numberOf(text) >= len(a.heads) && !sentenceEnds.MatchString(text) {
			return rows[:n], rows[n:]
		}
	}
	return rows, nil
}

func (a *reading) readSection(s int, rows []int, from, to int, last bool) {
	section := &a.def.Sections[s]
	if printed := trim(a.rows[from-1].text); key(printed) != key(section.Heading) || numberOf(printed) != section.Number || !startsAlike(printed, section.Heading) {
		a.printHeading(strconv.Itoa(section.Number), printed)
	}
	rows = slices.DeleteFunc(rows, func(i int) bool { return a.repeats(i, s) })
	if last {
		rows = a.readTail(rows)
	}
	rows = a.withoutDebris(rows, last)
	behind := a.behindTable(section.Number, from, to)
	var before, after []int
	for _, i := range rows {
		if behind >= 0 && i >= behind {
			after = append(after, i)
		} else {
			before = append(before, i)
		}
	}
	place := report.SectionPlace(section.Number)
	a.narrative(place, a.paragraphs(before))
	if len(after) > 0 {
		a.narrative(report.AfterTable(place), a.paragraphs(after))
	}
}

// startsAlike reports whether two headings begin with the same character.
func startsAlike(x, y string) bool {
	p, _ := utf8.DecodeRuneInString(x)
	q, _ := utf8.DecodeRuneInString(y)
	return fold(p) == fold(q)
}

// repeats reports whether a row says the heading of its section again, as the
// caption of a table does.
func (a *reading) repeats(i, s int) bool {
	k := key(bareHeading(captionMark.ReplaceAllString(trim(a.rows[i].text), "")))
	return slices.Contains(a.headKeys[s], k) && a.def.Sections[s].Table != nil
}

// behindTable is the row behind the table of a section, or -1.
func (a *reading) behindTable(section, from, to int) int {
	behind := -1
	for _, z := range a.found {
		if z.from >= from && z.from < to && a.ix.tables[z.table].section == section {
			behind = z.to
		}
	}
	return behind
}

// withoutDebris takes out what web pages put between or behind the text.
func (a *reading) withoutDebris(rows []int, last bool) []int {
	return slices.DeleteFunc(rows, func(i int) bool {
		line := trim(a.rows[i].text)
		if utf8.RuneCountInString(line) > maxHeading || !debris.MatchString(squeeze(line)) {
			return false
		}
		a.quote(a.sectionOf(i), i)
		return true
	})
}

// sectionOf is the code of the section a row stands in.
func (a *reading) sectionOf(row int) string {
	at, code := -1, headCode
	for s, head := range a.heads {
		if head >= 0 && head < row && head > at {
			at, code = head, "section."+strconv.Itoa(a.def.Sections[s].Number)
		}
	}
	if at >= 0 {
		return code
	}
	for _, z := range a.found { // no heading, but a table of the section
		if z.to <= row {
			code = "section." + strconv.Itoa(a.ix.tables[z.table].section)
		}
	}
	return code
}

func (a *reading) lastSection() string { return a.sectionOf(len(a.rows)) }

// narrative stores prose.
func (a *reading) narrative(place report.Place, list []paragraph) {
	if len(list) > 0 {
		a.report.SetNarrative(place, textOf(list))
	}
}

// foreignTables quotes tables that are none of the report's.
func (a *reading) foreignTables() {
	for i := range a.rows {
		r := &a.rows[i]
		if r.grid == 0 || r.width <= 1 || a.inZone[i] || slices.Contains(a.heads, i) || oneLine(r.text) == "" {
			continue
		}
		a.quote(a.sectionOf(i), i)
	}
}

// missingSections says which sections and tables are not there, and where the
// text of a section without its heading may have gone.
func (a *reading) missingSections(order []int) {
	gone := map[report.Place][]string{} // place behind a table → sections that may stand there
	for s := range a.def.Sections {
		if a.heads[s] >= 0 {
			continue
		}
		section := &a.def.Sections[s]
		name := numeral(strconv.Itoa(section.Number))
		t := slices.IndexFunc(a.ix.tables, func(t *table) bool { return t.section == section.Number })
		if a.hasText(report.SectionPlace(section.Number)) {
			a.doubt("section."+strconv.Itoa(section.Number), "section", missing, fmt.Sprintf(noHeadingText, name), a.lineAfter(s, order))
			continue
		}
		place := a.swallowed(s, order)
		inTable := place != "" && place != report.Preface && a.def.Sections[a.sectionAt(place)].Table != nil
		if inTable {
			gone[place] = append(gone[place], name)
		}
		message := fmt.Sprintf(noSection, name)
		switch {
		case t >= 0 && a.present[t]:
			message = fmt.Sprintf(noHeading, name)
		case place != "" && (inTable || t < 0):
			message = fmt.Sprintf(noHeadingIn, name, a.placeName(place))
		}
		a.doubt("section."+strconv.Itoa(section.Number), "section", missing, message, a.lineAfter(s, order))
	}
	for _, place := range report.Places {
		if gone[place] != nil {
			a.misplaced(place, gone[place])
		}
	}
	for t, tb := range a.ix.tables {
		if a.present[t] {
			continue
		}
		s := slices.IndexFunc(a.def.Sections, func(s form.Section) bool { return s.Number == tb.section })
		line := a.lineAfter(s, order)
		if a.heads[s] >= 0 {
			line = a.rows[a.heads[s]].at
		}
		a.doubt(tb.form.ID, "table", missing, fmt.Sprintf(noTable, tb.form.Name), line)
	}
}

// swallowed is where the text of a section without heading must stand if there
// is any: at the end of what comes before it; "" where nothing does.
func (a *reading) swallowed(s int, order []int) report.Place {
	for before := s - 1; before >= 0; before-- {
		if a.heads[before] < 0 {
			continue
		}
		place := report.SectionPlace(a.def.Sections[before].Number)
		t := slices.IndexFunc(a.ix.tables, func(t *table) bool { return t.section == a.def.Sections[before].Number })
		if t >= 0 && a.present[t] {
			place = report.AfterTable(place)
		}
		if a.hasText(place) {
			return place
		}
		return ""
	}
	if a.hasText(report.Preface) && (s == 0 || len(order) > 0) {
		return report.Preface
	}
	return ""
}

// sectionAt is the index of the section of a place.
func (a *reading) sectionAt(place report.Place) int {
	return slices.IndexFunc(a.def.Sections, func(s form.Section) bool {
		p := report.SectionPlace(s.Number)
		return place == p || place == report.AfterTable(p)
	})
}

func (a *reading) placeName(place report.Place) string {
	if place == report.Preface {
		return prefaceName
	}
	return fmt.Sprintf(sectionName, numeral(strconv.Itoa(a.def.Sections[a.sectionAt(place)].Number)))
}

// misplaced marks the text of a section with a table that may be that of
// sections whose headings are lost.
func (a *reading) misplaced(place report.Place, names []string) {
	section := &a.def.Sections[a.sectionAt(place)]
	text := a.report.Narrative(place)
	first, _, _ := strings.Cut(text, "\n")
	line := a.rows[a.heads[a.sectionAt(place)]].at
	for i := range a.rows {
		if a.left.kept[i] && a.rows[i].at > line && trim(a.rows[i].text) != "" && strings.HasPrefix(first, trim(a.rows[i].text)) {
			line = a.rows[i].at
			break
		}
	}
	number := strconv.Itoa(section.Number)
	d := a.doubt("section."+number, "section", suspect,
		fmt.Sprintf(misplacedText, numeral(number), strings.Count(text, "\n")+1, strings.Join(names, listComma)), line)
	d.Excerpt, d.Text = shorten(text, maxExcerpt), text
}

// lineAfter is where a section that is not there should stand.
func (a *reading) lineAfter(s int, order []int) int {
	for next := s + 1; next < len(a.heads); next++ {
		if a.heads[next] >= 0 {
			return a.rows[a.heads[next]].at
		}
	}
	return len(a.doc.Lines)
}

// readContact takes the ways to reach the office out of the preface.
func readContact(preface string) Contact {
	pick := func(name string) string {
		m := contactPatterns[name].FindStringSubmatch(preface)
		if m == nil {
			return ""
		}
		return trim(m[1])
	}
	return Contact{Office: pick("office"), Address: pick("address"), Postcode: pick("postcode"), Phone: pick("phone"),
		Fax: pick("fax"), Email: pick("email"), Website: pick("website")}
}
