package draft

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"nianbao/internal/report"
)

// Keys of Report.Work for what others remarked on a report, and for doubts of
// an import that were settled after it was kept. The number is behind them.
const (
	keyRemark = "remark."
	keyDoubt  = "doubt."

	endDone  = ".done"  // the day on which a remark was dealt with
	endQuote = ".quote" // the words it stood beside
)

// Bounds of remarks.
const (
	MaxRemarks     = 100
	maxRemarkRunes = 2000
)

// Remark is what somebody who read the report wants changed. Done is zero as
// long as it is open.
type Remark struct {
	Number int
	Text   string
	Quote  string
	By     string
	Done   time.Time
}

// Settled reports whether the remark was dealt with.
func (m Remark) Settled() bool { return !m.Done.IsZero() }

// Remarks lists the remarks on a report in the order they came.
func Remarks(r *report.Report) []Remark {
	var out []Remark
	for key, text := range r.Work {
		digits, ok := strings.CutPrefix(key, keyRemark)
		n, err := strconv.Atoi(digits)
		if !ok || err != nil {
			continue
		}
		m := Remark{Number: n, Text: text, Quote: r.Work[key+endQuote], By: r.Work[key+endBy]}
		m.Done, _ = day(r, key+endDone)
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Remark) int { return a.Number - b.Number })
	return out
}

// AddRemarks puts together the change that notes remarks. Those that are noted
// already, and those beyond MaxRemarks, are left out; a change without edits
// says that none is new.
func AddRemarks(r *report.Report, remarks []Remark, by string) Request {
	have := Remarks(r)
	req := Request{By: by, Cause: Remarked}
	next := 1
	if len(have) > 0 {
		next = have[len(have)-1].Number + 1
	}
	for _, m := range remarks {
		m.Text, m.Quote = shorten(m.Text), shorten(m.Quote)
		known := slices.ContainsFunc(have, func(o Remark) bool { return o.Text == m.Text && o.Quote == m.Quote })
		if m.Text == "" || known || len(have) >= MaxRemarks {
			continue
		}
		have = append(have, m)
		key := keyRemark + strconv.Itoa(next)
		next++
		req.Edits = append(req.Edits, note(r, key, m.Text))
		done := ""
		if m.Settled() {
			done = m.Done.Format(time.DateOnly)
		}
		for end, value := range map[string]string{endBy: m.By, endQuote: m.Quote, endDone: done} {
			if value != "" {
				req.Edits = append(req.Edits, note(r, key+end, value))
			}
		}
	}
	slices.SortStableFunc(req.Edits, func(a, b Edit) int { return strings.Compare(a.Field, b.Field) })
	return req
}

func shorten(text string) string {
	runes := []rune(oneLine(text))
	return string(runes[:min(len(runes), maxRemarkRunes)])
}

// SetRemark puts together the change that says a remark was dealt with, or
// that it is open again.
func SetRemark(r *report.Report, number int, done bool, by string, now time.Time) (Request, error) {
	key := keyRemark + strconv.Itoa(number)
	if r.Work[key] == "" {
		return Request{}, ErrNotFound
	}
	when := ""
	if done {
		when = now.Format(time.DateOnly)
	}
	return Request{By: by, Cause: Remarked, Edits: []Edit{note(r, key+endDone, when)}}, nil
}

// OpenDoubts lists the places of the doubts that came with an import and
// nobody has looked at since.
func OpenDoubts(r *report.Report) []int {
	var out []int
	for i := range r.Doubts {
		if r.Work[keyDoubt+strconv.Itoa(i)] == "" {
			out = append(out, i)
		}
	}
	return out
}

// SettleDoubt adds to edits that answer a doubt the note that it was looked
// at; said is the answer in words.
func SettleDoubt(r *report.Report, at int, said string, edits []Edit, by string) (Request, error) {
	if at < 0 || at >= len(r.Doubts) || said == "" {
		return Request{}, ErrNotFound
	}
	return Request{By: by, Cause: Looked, Edits: append(edits, note(r, keyDoubt+strconv.Itoa(at), said))}, nil
}
