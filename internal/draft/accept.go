package draft

import (
	"slices"
	"strings"

	"nianbao/internal/report"
)

// AcceptedField names the edit that lets a finding stand: its value is the
// reason, none takes the acceptance back. found and expected are the figures
// the reason speaks of; the acceptance ends when they change.
func AcceptedField(rule, key, found, expected string) string {
	return AcceptedPrefix + strings.Join([]string{rule, key, found, expected}, "|")
}

func acceptedID(a report.Accepted) string {
	return strings.Join([]string{a.Rule, a.Key, a.Found, a.Expected}, "|")
}

func acceptedReason(r *report.Report, id string) string {
	for _, a := range r.Accepted {
		if acceptedID(a) == id {
			return a.Reason
		}
	}
	return ""
}

func (w *writer) accept(id, reason string) {
	r := w.report
	r.Accepted = slices.DeleteFunc(r.Accepted, func(a report.Accepted) bool { return acceptedID(a) == id })
	if reason == "" {
		return
	}
	part := append(strings.SplitN(id, "|", 4), "", "", "")
	r.Accepted = append(r.Accepted, report.Accepted{Rule: part[0], Key: part[1], Found: part[2], Expected: part[3],
		Reason: reason, By: w.by, At: w.now})
}
