package draft

import (
	"net/url"
	"slices"
	"strings"

	"nianbao/internal/report"
)

// AcceptedField names the edit that lets a finding stand: its value is the
// reason, none takes the acceptance back. found and expected are the figures
// the reason speaks of; the acceptance ends when they change.
func AcceptedField(rule, key, found, expected string) string {
	return AcceptedPrefix + acceptedID(report.Accepted{Rule: rule, Key: key, Found: found, Expected: expected})
}

// acceptedID joins what names an acceptance. The parts are escaped: what was
// found may be a text with anything in it.
func acceptedID(a report.Accepted) string {
	parts := []string{a.Rule, a.Key, a.Found, a.Expected}
	for i, part := range parts {
		parts[i] = url.QueryEscape(part)
	}
	return strings.Join(parts, "|")
}

// splitAcceptedID takes a name apart again; parts it lacks are empty.
func splitAcceptedID(id string) (a report.Accepted) {
	for i, part := range strings.SplitN(id, "|", 4) {
		text, err := url.QueryUnescape(part)
		if err != nil {
			text = part // not escaped by us: kept as it is
		}
		*[]*string{&a.Rule, &a.Key, &a.Found, &a.Expected}[i] = text
	}
	return a
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
	a := splitAcceptedID(id)
	a.Reason, a.By, a.At = reason, w.by, w.now
	return &a
}
