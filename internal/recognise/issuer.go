package recognise

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/internal/report"
)

// readIssuer takes the full name of the office from title, signature, preface
// or the rest of the text.
func (a *reading) readIssuer() {
	named := titleName(a.report.Title)
	r := a.report
	switch {
	case relativeName.MatchString(named):
		a.absoluteIssuer(named)
	case report.KindOf(named) != "":
		r.Issuer = named
	case report.KindOf(r.Signature.Issuer) != "":
		r.Issuer = r.Signature.Issuer
	case wholeName.MatchString(named):
		r.Issuer = named
	case named != "":
		a.completeIssuer(named)
	default:
		a.searchIssuer()
	}
	r.IssuerKind = report.KindOf(r.Issuer)
	for _, e := range shortEndings {
		if r.IssuerKind == "" && strings.HasSuffix(named, e.short) {
			r.IssuerKind = report.KindOf(named + e.rest)
		}
	}
	for _, name := range []string{r.Issuer, named} {
		if m := countyOf.FindStringSubmatch(name); m != nil && r.County == "" && !countyOf.MatchString(name[len(m[1]):]) {
			r.County = m[1]
		}
	}
}

// absoluteIssuer looks for the place a name leaves out in front: 区统计局 of
// which district, as signature or preface print it.
func (a *reading) absoluteIssuer(named string) {
	if signed := a.report.Signature.Issuer; strings.HasSuffix(signed, named) && signed != named {
		a.report.Issuer = signed
		return
	}
	preface := squeeze(a.report.Narrative(report.Preface))
	for rest := preface; ; {
		before, after, found := strings.Cut(rest, named)
		if !found {
			break
		}
		rest = after
		if name := ownName(before); name != "" {
			a.report.Issuer = name + named
			return
		}
	}
	a.doubt("issuer", "head", missing, fmt.Sprintf(shortIssuer, named), a.titleRow)
}

// completeIssuer looks for the name a title cuts short: 青石镇, with or without
// the county in front of it, as the beginning of a full name.
func (a *reading) completeIssuer(named string) {
	names := []string{named}
	if m := countyOf.FindStringSubmatch(named); m != nil {
		names = append(names, named[len(m[1]):])
	}
	if place, cut := strings.CutSuffix(named, shortGovernment); cut {
		names = append(names, place)
	}
	preface := squeeze(a.report.Narrative(report.Preface))
	endings := slices.Concat(shortEndings, countyEndings)
	for _, name := range names {
		for _, e := range endings {
			if full := name + e.rest; strings.HasSuffix(name, e.short) && strings.Contains(preface, full) {
				a.report.Issuer = full
				return
			}
		}
	}
	for _, name := range names {
		for _, e := range endings {
			full := name + e.rest
			if !strings.HasSuffix(name, e.short) {
				continue
			}
			if i := slices.IndexFunc(a.rows, func(r row) bool { return strings.Contains(squeeze(r.text), full) }); i >= 0 {
				a.report.Issuer = full
				a.doubt("issuer", "head", suspect, fmt.Sprintf(completedIssuer, named, full), a.rows[i].at)
				return
			}
		}
	}
	if name, line := a.cardIssuer(named); name != "" {
		a.report.Issuer = name
		a.doubt("issuer", "head", suspect, fmt.Sprintf(cardIssuer, named, name), line)
		return
	}
	a.doubt("issuer", "head", missing, fmt.Sprintf(shortIssuer, named), a.titleRow)
}

// cardIssuer is the office the index card of a page names, where its name goes
// on from the one in the title.
func (a *reading) cardIssuer(named string) (name string, line int) {
	for i := range a.rows[:min(len(a.rows), maxFront)] {
		m := cardOffice.FindStringSubmatch(squeeze(a.rows[i].text))
		if m != nil && report.KindOf(m[1]) != "" && strings.Contains(m[1], named) {
			return m[1], a.rows[i].at
		}
	}
	return "", 0
}

// maxFront is how many rows from the top the index card of a page may stand.
const maxFront = 60

// searchIssuer looks for a full name where the title has none: in the sentence
// that names the report, in the preface, else the one the sections speak of
// most.
func (a *reading) searchIssuer() {
	preface, first := squeeze(a.report.Narrative(report.Preface)), squeeze(a.report.Narrative("1"))
	for _, text := range []string{preface, first} {
		if name := a.announcedOffice(text); name != "" {
			a.guessIssuer(name)
			return
		}
	}
	for _, m := range spokenOffice.FindAllStringSubmatch(preface, -1) {
		if name := m[1] + m[2] + m[3]; !ownWords.MatchString(name) {
			a.guessIssuer(name)
			return
		}
	}
	if names := officesIn(preface); len(names) > 0 {
		a.report.Issuer = names[0]
		return
	}
	if m := madeBy.FindStringSubmatch(preface + first); m != nil && report.KindOf(m[1]) != "" && !ownWords.MatchString(m[1]) {
		a.guessIssuer(m[1])
		return
	}
	times := map[string]int{}
	for _, place := range report.Places {
		text := a.report.Narrative(place)
		for _, name := range officesIn(squeeze(text)) {
			times[name]++
		}
		for _, m := range actingOffice.FindAllStringSubmatch(text, -1) {
			if !ownWords.MatchString(m[1]) {
				times[m[1]]++
			}
		}
	}
	if len(times) == 0 {
		a.doubt("issuer", "head", missing, noIssuer, a.titleRow)
		return
	}
	a.guessIssuer(slices.MaxFunc(slices.Collect(maps.Keys(times)), func(x, y string) int {
		return cmp.Or(cmp.Compare(times[x], times[y]), utf8.RuneCountInString(y)-utf8.RuneCountInString(x), strings.Compare(x, y))
	}))
}

// guessIssuer takes a name from the text, which is to be looked at. An office
// within a township's government is not who reports.
func (a *reading) guessIssuer(name string) {
	if at := fullEnding.FindStringIndex(name); at != nil {
		name = name[:at[1]]
	}
	a.report.Issuer = name
	a.doubt("issuer", "head", suspect, fmt.Sprintf(guessedIssuer, name), a.titleRow)
}

// announcedOffice is the full name in a sentence that says whose report this
// is: 现公布某某局2022年政府信息公开工作年度报告.
func (a *reading) announcedOffice(text string) string {
	for _, m := range announcedName.FindAllStringSubmatch(text, -1) {
		name := upToName.ReplaceAllString(m[1], "")
		if utf8.RuneCountInString(name) > 3 && report.KindOf(name) != "" && !fullEnding.MatchString(name) && !ownWords.MatchString(name) {
			return name
		}
		for _, e := range countyEndings {
			if full := name + e.rest; strings.HasSuffix(name, e.short) && strings.Contains(text, full) && !ownWords.MatchString(name) {
				return full
			}
		}
	}
	return ""
}

// officesIn lists the full names of townships and subdistricts in a text.
func officesIn(text string) (names []string) {
	for _, at := range fullEnding.FindAllStringIndex(text, -1) {
		if name := ownName(text[:at[0]]); name != "" {
			names = append(names, name+text[at[0]:at[1]])
		}
	}
	return names
}

// ownName is the name of a place that a text ends with; "" for none.
func ownName(text string) string {
	before := []rune(text)
	from := len(before)
	for from > 0 && len(before)-from < maxOwnName && isHan(before[from-1]) &&
		!(len(before)-from >= leastOwnName && strings.ContainsRune(besideName, before[from-1])) {
		from--
	}
	name := beforeName.ReplaceAllString(string(before[from:]), "")
	if n := utf8.RuneCountInString(name); n >= leastOwnName && !ownWords.MatchString(name) {
		return name
	}
	return ""
}

// How long the name of a place is.
const (
	leastOwnName = 2
	maxOwnName   = 14
)

// titleName is what the title says beside the year, in front of it or behind.
func titleName(title string) string {
	title = titleTag.ReplaceAllString(strings.TrimPrefix(title, aboutWord), "")
	if at := titleLine.FindStringIndex(title); at != nil {
		title = title[:at[0]]
	} else if before, _, found := strings.Cut(title, titleCore); found {
		title = before + titleCore
	}
	name := titleStart.ReplaceAllString(yearIn.ReplaceAllString(title, ""), "")
	return strings.TrimSuffix(strings.Trim(name, degree), aboutWord)
}
