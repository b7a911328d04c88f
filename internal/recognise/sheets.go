package recognise

import (
	"fmt"
	"slices"
	"strings"
)

// fewTitleRows is how far down a sheet its title is looked for.
const fewTitleRows = 12

// formerYear is the year of a sheet that is called last year's.
const formerYear = -1

// sheetYear is the year that the title of a sheet, or its name, tells; 0 if
// neither does. rows are those of the sheet.
func (a *reading) sheetYear(rows []int) int {
	top := rows[:min(len(rows), fewTitleRows)]
	for i := range top {
		if title, n := a.titleAt(top, i); n > 0 && yearOf(title) > 0 {
			return yearOf(title)
		}
	}
	name := a.rows[rows[0]].sheet
	if y := yearOf(name); y > 0 {
		return y
	}
	if formerSheet.MatchString(name) {
		return formerYear
	}
	return 0
}

// oneYear leaves the sheets of other years out of a workbook that holds reports
// of several: nothing of them may get into this one. It is the year asked for,
// else the latest. The names of those left out are kept to be told.
func (a *reading) oneYear(wanted int) {
	years := map[string]int{}
	var names []string
	at, latest, several := 0, formerYear, false
	for from := 0; from < len(a.rows); {
		to := from
		var rows []int
		for ; to < len(a.rows) && a.rows[to].sheet == a.rows[from].sheet; to++ {
			rows = append(rows, to)
		}
		if y := a.sheetYear(rows); y != 0 {
			several = several || at != 0 && y != at
			at = y
		}
		name := a.rows[from].sheet
		names = append(names, name)
		years[name] = at // a sheet without one goes with the one before
		latest = max(latest, at)
		if at == wanted && wanted > 0 {
			latest = 1 << 30
		}
		from = to
	}
	if !several {
		return
	}
	if latest == 1<<30 {
		latest = wanted
	}
	for _, name := range names {
		if y := years[name]; y != 0 && y != latest {
			a.otherSheets = append(a.otherSheets, name)
		}
	}
	a.rows = slices.DeleteFunc(a.rows, func(r row) bool { return slices.Contains(a.otherSheets, r.sheet) })
}

// sayOtherSheets tells which sheets were left out.
func (a *reading) sayOtherSheets() {
	if len(a.otherSheets) > 0 {
		a.doubt("title", "head", unplaced, fmt.Sprintf(otherYears, strings.Join(a.otherSheets, quoteJoin)), 1)
	}
}
