package check

import (
	"regexp"
	"strconv"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// title: one that is there names the office in full and the year, and ends as
// the format's title does. That there is one is asked by signed.
type title struct {
	fields []headField
	tail   string
}

func compileTitle(c *compiler) rule {
	return &title{c.heads(), titleTail(c.def)}
}

func (k *title) judge(j *judgement) {
	for _, field := range k.fields {
		value, _ := headValue(j.report, field.code)
		problem := k.problem(j.report, value)
		if problem == "" {
			continue
		}
		f := Finding{Key: headKey(field.code), Place: field.code, Quote: value, Found: value, Message: problem}
		if j.report.Issuer != "" && j.report.Year != 0 {
			f.Expected = j.def.ComposeTitle(j.report.Issuer, j.report.Year)
			f.Fix = titleFixText(f.Expected)
		}
		j.find(f, facts{})
	}
}

func (k *title) problem(r *report.Report, value string) string {
	t := splitTitle(value, k.tail)
	switch {
	case squeezed(value) == "":
		return ""
	case !t.complete:
		return titleTailText(value, k.tail)
	case t.year == 0:
		return titleYearText(value)
	case t.office == "":
		return titleOfficeText(value)
	case isGovernment(r.Kind()) && report.KindOf(t.office) == "":
		return titleNameText(value, t.office)
	}
	return ""
}

// isGovernment reports whether the kind shows in the end of the full name.
func isGovernment(kind report.IssuerKind) bool {
	switch kind {
	case report.Town, report.Township, report.EthnicTownship, report.Subdistrict, report.County:
		return true
	}
	return false
}

// titleTail is what a title ends with behind the year.
func titleTail(def *form.Definition) string {
	_, tail, _ := strings.Cut(def.Title, "{year}")
	return tail
}

// titleParts is a title taken apart.
type titleParts struct {
	office   string
	year     int  // 0: none
	complete bool // ends as the format's title
}

var fourDigits = regexp.MustCompile(`[0-9]{4}`)

// splitTitle takes a title apart: the office stands before the year, and what
// the format prescribes behind it.
func splitTitle(s, tail string) titleParts {
	s = folded(s)
	at := fourDigits.FindStringIndex(s)
	if at == nil {
		_, rest, _ := strings.Cut(tail, yearWord)
		return titleParts{office: strings.TrimSuffix(s, rest), complete: strings.HasSuffix(s, rest)}
	}
	year, _ := strconv.Atoi(s[at[0]:at[1]])
	return titleParts{s[:at[0]], year, s[at[1]:] == tail}
}

// folded removes white space and brings digits to ASCII.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, squeezed(s))
}
