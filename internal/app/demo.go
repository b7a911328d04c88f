package app

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"nianbao/forms"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
	"nianbao/internal/rollover"
	"nianbao/internal/storage"
)

// demoReports are the reports the demonstration's town has published, the last
// year's last.
var demoReports = []string{"previous", "full"}

// fillDemo fills an empty data folder with three years of a fictional town:
// two that were published, and the one after them as it is when it was begun
// from the last.
func fillDemo(ctx context.Context, store *storage.Store, formats *form.Catalog, now time.Time) error {
	var office draft.Office
	var last *report.Report
	for _, file := range demoReports {
		r, err := readExample(formats.Latest().Format, file)
		if err != nil {
			return err
		}
		if office.ID == "" {
			p := demoProfile
			p.Name, p.Kind, p.County = r.Issuer, string(r.Kind()), r.County
			if office, err = store.SaveOffice(ctx, draft.Office{Profile: p}); err != nil {
				return err
			}
		}
		r.Status = draft.Published
		if _, err := store.Create(ctx, office.ID, r, demoAuthor); err != nil {
			return err
		}
		last = r
	}
	return beginDemo(ctx, store, formats, office, last, now)
}

// beginDemo begins the year after the last published one.
func beginDemo(ctx context.Context, store *storage.Store, formats *form.Catalog, office draft.Office, last *report.Report, now time.Time) error {
	year := last.Year + 1
	def, err := formats.ForYear(year)
	if err != nil {
		return err
	}
	from, err := formats.ForFormat(last.Format)
	if err != nil {
		return err
	}
	out, err := rollover.Roll(def, year, rollover.Last{Def: from, Report: last})
	if err != nil {
		return err
	}
	r := draft.Begin(def, office.Profile, year, demoAuthor, now)
	draft.TakeOver(r, out.Report, out.Tally.Paragraphs)
	_, err = store.Create(ctx, office.ID, r, demoAuthor)
	return err
}

func readExample(format, name string) (*report.Report, error) {
	data, err := fs.ReadFile(forms.Examples, "examples/"+format+"/"+name+".json")
	if err != nil {
		return nil, fmt.Errorf("app: example: %w", err)
	}
	return report.Unmarshal(data)
}

// demoProfile is what the demonstration's town says of itself, beside what its
// reports say.
var demoProfile = profile.Profile{ShortName: demoShort, Phone: "0000-1234567", Email: "qingshi@example.com",
	Website: "https://www.example.gov.cn", Address: demoAddress, Postcode: "000000"}
