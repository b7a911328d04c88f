package check

import (
	"slices"
	"strings"
)

// issuer: title, foot, report and program name the same office. A name may be
// written with or without the county in front.
type issuer struct {
	fields []headField
	tail   string
}

func compileIssuer(c *compiler) rule { return &issuer{c.heads(), titleTail(c.def)} }

// named is an office's name and where it stands.
type named struct{ field, label, name string }

func (k *issuer) judge(j *judgement) {
	names := k.names(j)
	odd := slices.IndexFunc(names, func(n named) bool { return !sameOffice(n.name, names[0].name) })
	if odd < 0 {
		return
	}
	a, b := names[0], names[odd]
	j.find(Finding{Key: headKey(b.field), Place: b.field, Quote: b.name, Found: b.name, Expected: a.name,
		Message: officesText(a.label, a.name, b.label, b.name)}, facts{})
}

// names lists the names that are there, the most reliable first.
func (k *issuer) names(j *judgement) []named {
	var names []named
	if j.in.Office != "" {
		names = append(names, named{"office", officeLabel, squeezed(j.in.Office)})
	}
	for _, f := range k.fields {
		name, _ := headValue(j.report, f.code)
		name = squeezed(name)
		if f.code == "title" {
			t := splitTitle(name, k.tail)
			name = t.office
			if t.year == 0 && !t.complete {
				continue
			}
		}
		if name != "" {
			names = append(names, named{f.code, f.label, name})
		}
	}
	return names
}

// sameOffice reports whether the names differ at most by a region in front.
func sameOffice(a, b string) bool { return strings.HasSuffix(a, b) || strings.HasSuffix(b, a) }
