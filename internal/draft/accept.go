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

// accept writes, replaces or takes back an acceptance, and notes in the edit
// what was there and where.
func (w *writer) accept(id string, e *Edit) {
	r := w.report
	at := slices.IndexFunc(r.Accepted, func(a report.Accepted) bool { return acceptedID(a) == id })
	restored := e.NowAccepted
	e.WasAccepted, e.NowAccepted = nil, nil
	if at >= 0 {
		was := r.Accepted[at]
		e.At, e.WasAccepted = at, &was
		r.Accepted = slices.Delete(r.Accepted, at, at+1)
	} else if restored == nil {
		e.At = len(r.Accepted)
	}
	if e.After == "" {
		return
	}
	e.At = min(max(e.At, 0), len(r.Accepted))
	e.NowAccepted = w.acceptance(id, e.After, restored)
	r.Accepted = slices.Insert(r.Accepted, e.At, *e.NowAccepted)
}

// acceptance is the entry for a reason: a new one, or the one that undoing
// gives back.
func (w *writer) acceptance(id, reason string, restored *report.Accepted) *report.Accepted {
	if restored != nil && acceptedID(*restored) == id && restored.Reason == reason {
		return restored
	}
	part := append(strings.SplitN(id, "|", 4), "", "", "")
	return &report.Accepted{Rule: part[0], Key: part[1], Found: part[2], Expected: part[3], Reason: reason, By: w.by, At: w.now}
}
