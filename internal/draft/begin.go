package draft

import (
	"fmt"
	"strings"
	"time"

	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// Begin is the report of a year with what the profile knows.
func Begin(def *form.Definition, office profile.Profile, year int, by string, now time.Time) *report.Report {
	r := report.New(def.Format, year)
	r.Issuer, r.IssuerKind, r.County = office.Name, report.IssuerKind(office.Kind), office.County
	r.Title, r.Signature.Issuer, r.Status = def.ComposeTitle(r.Issuer, year), r.Issuer, Drafting
	key := keyStep + string(Begun)
	r.Work = report.Work{key: now.Format(time.DateOnly), key + endBy: by}
	return r
}

// TakeOver begins a report with what was taken over from last year's: its
// figures, prose and wording of head and foot. Where the office is another one
// by name, title and signature are the new one's.
func TakeOver(r, from *report.Report, paragraphs int) {
	if sameOffice(from.Issuer, r.Issuer) && from.Title != "" {
		r.Title = from.Title
		if from.Signature.Issuer != "" {
			r.Signature.Issuer = from.Signature.Issuer
		}
	}
	r.Printed.Note, r.Text, r.Cells = from.Printed.Note, from.Text, from.Cells
	putWork(r, WorkPrefix+keyTaken, fmt.Sprintf("%d %d", len(r.Cells), paragraphs))
	putWork(r, WorkPrefix+keyTakenCells, cellList(r.Cells))
}

// sameOffice compares names without the region before them.
func sameOffice(a, b string) bool {
	return a != "" && b != "" && (strings.HasSuffix(a, b) || strings.HasSuffix(b, a))
}

// Taken counts what a report was begun with; ok is false if with nothing.
func Taken(r *report.Report) (cells, paragraphs int, ok bool) {
	n, err := fmt.Sscanf(r.Work[keyTaken], "%d %d", &cells, &paragraphs)
	return cells, paragraphs, n == 2 && err == nil && cells >= 0 && paragraphs >= 0
}

// Adopt settles the state of a report that was read in. One of a year that is
// over is what the office has published, whatever the file calls it. Of the
// year that is due it may be a draft from another PC, but a final report is
// made here only, where its version is kept.
func Adopt(r *report.Report, due bool) {
	switch {
	case !due && r.Status != Final, r.Status == "":
		r.Status = Published
	case due && r.Status != Published:
		r.Status = Drafting
		putWork(r, WorkPrefix+keyStep+string(Finished), "")
	}
}
