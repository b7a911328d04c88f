package check

import (
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// head: a field of head or foot has the form it must have.
type head struct {
	fields []headField
}

func compileHead(c *compiler) rule { return &head{c.heads()} }

func (k *head) judge(j *judgement) {
	for _, f := range k.fields {
		value, _ := headValue(j.report, f.code)
		if problem := profile.HeadProblem(f.code, value); problem != "" {
			j.find(Finding{Key: headKey(f.code), Place: f.code, Quote: value, Found: value,
				Message: whereText(f.label, nowText(value)), Fix: problem}, facts{where: f.label})
		}
	}
}

// headKey is the key of findings about a field of head or foot.
func headKey(code string) string { return "head:" + code }

// headValue reads a field of head or foot by its code in the definition.
func headValue(r *report.Report, code string) (value string, ok bool) {
	switch code {
	case "issuer":
		return r.Issuer, true
	case "issuer_kind":
		return string(r.IssuerKind), true
	case "county":
		return r.County, true
	case "title":
		return r.Title, true
	case "document_number":
		return r.DocumentNumber, true
	case "signature.issuer":
		return r.Signature.Issuer, true
	case "signature.date":
		return r.Signature.Date, true
	}
	return "", false
}
