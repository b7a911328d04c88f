package draft

import (
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
