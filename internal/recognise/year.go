package recognise

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"nianbao/internal/report"
)

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

// spokenYear is the year that a source without a title speaks of: the period it
// tells, or else the year it names most often.
func (a *reading) spokenYear() int {
	times := map[int]int{}
	for i := range a.rows {
		line := squeeze(a.rows[i].text)
		if !strings.Contains(line, "20") {
			continue
		}
		if y := firstYear(period.FindStringSubmatch(line)); y > 0 {
			return y
		}
		for _, m := range yearWord.FindAllStringSubmatch(line, -1) {
			times[firstYear(m)]++
		}
	}
	return mostCommon(times)
}

// year is the report's year: from the title or the period in the preface. What
// else tells it is no more than a guess: a sentence about this report, the
// date of the signature, the years the prose speaks of, the day it was put on
// the web.
func (a *reading) year() int {
	if y := yearOf(a.report.Title); y > 0 {
		return y
	}
	for _, place := range report.Places {
		if y := firstYear(period.FindStringSubmatch(a.report.Narrative(place))); y > 0 {
			return y
		}
	}
	for _, guess := range []func() int{a.announcedYear, a.signedYear, a.commonYear, a.publishedYear} {
		if y := guess(); y > 0 {
			a.doubt("year", "head", suspect, fmt.Sprintf(guessedYear, y), 1)
			return y
		}
	}
	return 0
}

// yearOf finds a year in a title.
func yearOf(title string) int { return firstYear(yearIn.FindStringSubmatch(title)) }

// firstYear is the year in the first group of a match; 0 for none.
func firstYear(match []string) int {
	if match == nil {
		return 0
	}
	y, _ := strconv.Atoi(foldNumbers(match[1]))
	return y
}

// announcedYear is the year of a sentence that says what the report is about.
func (a *reading) announcedYear() int {
	for _, place := range []report.Place{report.Preface, "1"} {
		if y := firstYear(announced.FindStringSubmatch(squeeze(a.report.Narrative(place)))); y > 0 {
			return y
		}
	}
	return 0
}

// signedYear is the year before the one of the signature.
func (a *reading) signedYear() int {
	date := a.report.Signature.Date
	if y, err := strconv.Atoi(date[:min(4, len(date))]); err == nil {
		return y - 1
	}
	return 0
}

// commonYear is the year of which the prose speaks most: reports look back.
func (a *reading) commonYear() int {
	times := map[int]int{}
	for _, place := range report.Places {
		for _, m := range yearWord.FindAllStringSubmatch(squeeze(a.report.Narrative(place)), -1) {
			times[firstYear(m)]++
		}
	}
	return mostCommon(times)
}

// mostCommon is the year named most often, 0 if none is; of two as common the
// later.
func mostCommon(times map[int]int) int {
	years := slices.Collect(maps.Keys(times))
	if len(years) == 0 {
		return 0
	}
	return slices.MaxFunc(years, func(x, y int) int { return cmp.Or(cmp.Compare(times[x], times[y]), x-y) })
}

// publishedYear is the year before the one in which a web page says that the
// report was put there.
func (a *reading) publishedYear() int {
	for i := range a.rows {
		if line := squeeze(a.rows[i].text); strings.Contains(line, "20") {
			if y := firstYear(publishedOn.FindStringSubmatch(line)); y > 0 {
				return y - 1
			}
		}
	}
	return 0
}
