package web

import (
	"fmt"

	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/intake"
	"nianbao/internal/report"
)

// menuGroup is a part of the menu of what is rarely needed.
type menuGroup struct {
	Title string
	Items []menuItem
}

// menuItem leads to a page, to a place on one, or to a file.
type menuItem struct {
	Href, Text string
	File, Here bool
}

// headMore are the fields of the head that the menu leads to.
const headMore = "document_number"

// menu lists what most reports do without. part is the page it stands on.
func menu(o *open, part string) []menuGroup {
	own := menuGroup{Title: textThisReport}
	own.Items = append(own.Items, menuItem{Href: partURL(o, partHistory), Text: textHistoryPart, Here: part == partHistory})
	if o.previous != nil {
		own.Items = append(own.Items, menuItem{Href: partURL(o, partCompare), Text: textComparePart, Here: part == partCompare})
	}
	if len(o.def.Questions) > 0 {
		own.Items = append(own.Items, menuItem{Href: partURL(o, partQuestions), Text: textQuestions, Here: part == partQuestions})
	}
	if h, ok := o.def.HeadField(headMore); ok {
		own.Items = append(own.Items, menuItem{Href: partURL(o, partHead) + "#" + h.Code, Text: h.Label})
	}
	for i := range o.def.Sections {
		sec := &o.def.Sections[i]
		if sec.Table != nil {
			place := draft.TextPrefix + string(report.SectionPlace(sec.Number))
			own.Items = append(own.Items, menuItem{Href: partURL(o, sectionPart(sec)) + "#" + place, Text: aroundText(sec.Table.Name)})
		}
	}
	own.Items = append(own.Items, menuItem{Href: partURL(o, partArchive), Text: textArchivePart, Here: part == partArchive})
	if !o.reading {
		purpose := fitting(o)
		own.Items = append(own.Items, menuItem{Href: handOver(purpose, o.draft.Report.Year), Text: purpose.Title()})
	}
	files := menuGroup{Title: textOtherKinds}
	for _, kind := range []exporter.Kind{exporter.Markdown, exporter.CSV, exporter.JSON} {
		files.Items = append(files.Items, menuItem{Href: partURL(o, "export/"+string(kind)), Text: kindLabels[kind], File: true})
	}
	help := menuGroup{Title: textHelpGroup, Items: []menuItem{{Href: "/help", Text: textHelpPage}}}
	if !o.reading {
		help.Items = append(help.Items, menuItem{Href: "/usual", Text: textUsual}, menuItem{Href: "/requirements", Text: textRequirements}, menuItem{Href: letterheadPath, Text: textLetterhead})
	}
	return []menuGroup{own, files, help}
}

// fitting is what a file may be held against a report for: a draft comes back
// edited, a finished report is published.
func fitting(o *open) intake.Purpose {
	if o.draft.Published() {
		return intake.Webpage
	}
	return intake.Revision
}

// handOver is the page that takes a file for a purpose.
func handOver(p intake.Purpose, year int) string {
	return fmt.Sprintf("/import?for=%s&year=%d", p, year)
}
