package draft

import (
	"maps"
	"time"

	"nianbao/internal/profile"
)

// Office is an organisation that reports, with its place in the storage.
type Office struct {
	ID        string // made by the storage
	Profile   profile.Profile
	UpdatedAt time.Time

	// Wordings are its own texts in the templates of a format, by format and
	// key. An empty one says nothing.
	Wordings map[string]map[string]string
	// Requirements is the file of the county's requirements it took over.
	Requirements string
}

// Reword gives a wording of a format the office's own text, or takes it back.
func (o *Office) Reword(format, key, text string, own bool) {
	all := map[string]map[string]string{}
	for f, texts := range o.Wordings {
		all[f] = maps.Clone(texts)
	}
	if all[format] == nil {
		all[format] = map[string]string{}
	}
	if own {
		all[format][key] = text
	} else {
		delete(all[format], key)
	}
	o.Wordings = all
}
