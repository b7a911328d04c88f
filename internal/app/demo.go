package app

import (
	"context"
	"fmt"
	"io/fs"

	"nianbao/forms"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/profile"
	"nianbao/internal/report"
	"nianbao/internal/storage"
)

// demoReports are last year's published report and this year's, being written.
var demoReports = []struct{ file, status string }{
	{"previous", draft.Published},
	{"full", draft.Drafting},
}

// fillDemo fills an empty data folder with a fictional town's two years.
func fillDemo(ctx context.Context, store *storage.Store, formats *form.Catalog) error {
	var office draft.Office
	for _, example := range demoReports {
		r, err := readExample(formats.Latest().Format, example.file)
		if err != nil {
			return err
		}
		if office.ID == "" {
			p := profile.Profile{Name: r.Issuer, Kind: string(r.Kind()), County: r.County}
			if office, err = store.SaveOffice(ctx, draft.Office{Profile: p}); err != nil {
				return err
			}
		}
		r.Status = example.status
		if _, err := store.Create(ctx, office.ID, r, demoAuthor); err != nil {
			return err
		}
	}
	return nil
}

func readExample(format, name string) (*report.Report, error) {
	data, err := fs.ReadFile(forms.Examples, "examples/"+format+"/"+name+".json")
	if err != nil {
		return nil, fmt.Errorf("app: example: %w", err)
	}
	return report.Unmarshal(data)
}
