package recognise

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nianbao/internal/extract"
	"nianbao/internal/report"
)

// pictureDoubts says what of the report stands on pages that are pictures.
// What a scanner's program made of them is read, but never trusted; of the
// others nothing was read.
func (a *reading) pictureDoubts() {
	scanned, unread := map[int]bool{}, []int{}
	line := 0
	for _, n := range a.doc.Notes {
		switch n.Kind {
		case extract.Scanned:
			scanned[n.Page] = true
		case extract.Unread:
			if unread = append(unread, n.Page); line == 0 {
				line = n.Line
			}
		}
	}
	if len(scanned) > 0 {
		a.scannedTables(scanned)
		a.scannedText(scanned)
	}
	if len(unread) > 0 {
		a.unreadPages(unread, line)
	}
}

// scannedTables asks for every table whose figures stand on such a page.
func (a *reading) scannedTables(scanned map[int]bool) {
	for _, t := range a.def.Tables() {
		var pages []int
		line := 0
		for _, f := range a.def.Fields() {
			src, read := a.report.Sources[f.Code]
			if f.Table != t.ID || !read || !scanned[src.Page] {
				continue
			}
			if pages = append(pages, src.Page); line == 0 || src.Line < line {
				line = src.Line
			}
		}
		if len(pages) > 0 {
			a.doubt(t.ID, "table", suspect, fmt.Sprintf(scannedTable, t.Name, pageNames(pages)), line)
		}
	}
}

// scannedText asks for head and sections.
func (a *reading) scannedText(scanned map[int]bool) {
	pages, lines := map[string][]int{}, map[string]int{}
	for i, r := range a.rows {
		if code := a.sectionOf(i); scanned[r.page] && !(i < len(a.inZone) && a.inZone[i]) {
			if pages[code] = append(pages[code], r.page); lines[code] == 0 {
				lines[code] = r.at
			}
		}
	}
	for code, list := range pages {
		number, inSection := strings.CutPrefix(code, "section.")
		n, _ := strconv.Atoi(number)
		switch {
		case !inSection:
			a.doubt(code, "head", suspect, fmt.Sprintf(scannedHead, pageNames(list)), lines[code])
		case a.hasText(report.SectionPlace(n), report.AfterTable(report.SectionPlace(n))):
			a.doubt(code, "section", suspect, fmt.Sprintf(scannedSection, numeral(number), pageNames(list)), lines[code])
		}
	}
}

func (a *reading) hasText(places ...report.Place) bool {
	return slices.ContainsFunc(places, func(p report.Place) bool { return len(a.report.Text[p]) > 0 })
}

// unreadPages says what was not read, and where that what is missing may
// stand.
func (a *reading) unreadPages(pages []int, line int) {
	names := pageNames(pages)
	for _, d := range a.doubts {
		if d.Kind == missing {
			d.Message += fmt.Sprintf(unreadPerhaps, names)
		}
	}
	i := slices.IndexFunc(a.rows, func(r row) bool { return r.at >= line })
	if i < 0 {
		i = len(a.rows)
	}
	code, scope := a.sectionOf(i), "section"
	if code == "title" {
		scope = "head"
	}
	d := a.doubt(code, scope, missing, fmt.Sprintf(unreadPage, names), min(line, len(a.doc.Lines)))
	d.Excerpt = "" // there is nothing to quote
}

// pageNames lists pages once each.
func pageNames(pages []int) string {
	slices.Sort(pages)
	var names []string
	for _, p := range slices.Compact(pages) {
		names = append(names, strconv.Itoa(p))
	}
	return fmt.Sprintf(pageList, strings.Join(names, pageComma))
}
