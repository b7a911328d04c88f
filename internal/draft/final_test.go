package draft_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"nianbao/internal/draft"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

func finalise(t *testing.T, d *draft.Draft, id string) draft.Change {
	t.Helper()
	c, err := d.Finalise(definition(t, "2021"), draft.Open{}, d.Report.Revision, request(id), noon)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// tick sets a milestone.
func tick(t *testing.T, d *draft.Draft, m draft.Milestone, url string) {
	t.Helper()
	req, err := draft.SetTick(d.Report, m, "2025-01-20", url, "王")
	if err != nil {
		t.Fatal(err)
	}
	req.ID = "tick-" + string(m)
	if _, err := d.Apply(definition(t, "2021"), req, noon); err != nil {
		t.Fatal(err)
	}
}

// TestFinaliseRefused: what keeps a report from being finalised, which then
// stays as it was.
func TestFinaliseRefused(t *testing.T) {
	def := definition(t, "2021")
	var open *draft.OpenError
	tests := []struct {
		name     string
		status   string
		open     draft.Open
		revision int
		want     func(error) bool
	}{
		{"errors", draft.Drafting, draft.Open{Errors: 1}, 0, func(err error) bool { return errors.As(err, &open) && open.Errors == 1 }},
		{"warnings without a reason", draft.Drafting, draft.Open{Warnings: 2}, 0, func(err error) bool { return errors.As(err, &open) && open.Warnings == 2 }},
		{"changed meanwhile", draft.Drafting, draft.Open{}, 7, func(err error) bool { return errors.Is(err, draft.ErrStale) }},
		{"final", draft.Final, draft.Open{}, 0, func(err error) bool { return errors.Is(err, draft.ErrFinal) }},
		{"published", draft.Published, draft.Open{}, 0, func(err error) bool { return errors.Is(err, draft.ErrFinal) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := example(t, "2021", "nil")
			d.Report.Status = tt.status
			before := text(d)
			if _, err := d.Finalise(def, tt.open, tt.revision, request("f"), noon); !tt.want(err) {
				t.Errorf("got %v", err)
			}
			if text(d) != before {
				t.Error("something has changed")
			}
		})
	}
}

// TestFinalLife: finalised, locked, published, corrected, finalised again.
func TestFinalLife(t *testing.T) {
	def := definition(t, "2021")
	d := example(t, "2021", "nil")
	c := finalise(t, d, "f1")
	sum := sha256.Sum256(c.Version.Document)
	if c.Version.Hash != hex.EncodeToString(sum[:]) || string(c.Version.Document) != text(d) || c.Version.Revision != d.Report.Revision || c.Version.By != "李" {
		t.Errorf("version %+v", c.Version)
	}
	if got := draft.Reached(d.Report, draft.Finished); !got.Done() || got.By != "李" || got.Date.Format(time.DateOnly) != "2025-01-05" {
		t.Errorf("milestone %+v", got)
	}
	if _, err := d.Apply(def, request("x", draft.Edit{Field: "county", Before: d.Report.County, After: "甲县"}), noon); !errors.Is(err, draft.ErrFinal) {
		t.Errorf("typing: %v", err)
	}
	if _, err := d.Revert(def, c, request("u"), noon); !errors.Is(err, draft.ErrEmpty) {
		t.Errorf("undoing: %v", err)
	}
	if _, err := draft.Review(d.Report, "李", noon); !errors.Is(err, draft.ErrFinal) {
		t.Errorf("review print: %v", err)
	}
	earlier := d.Report.Clone()
	if err := draft.TakeBack(earlier, c); err != nil || earlier.Status == draft.Final || draft.Reached(earlier, draft.Finished).Done() {
		t.Errorf("before: %q, %v", earlier.Status, err)
	}
	tick(t, d, draft.Announced, "https://www.example.gov.cn/1.html")
	tick(t, d, draft.Archived, "")
	if _, err := d.Unlock(def, " ", request("n"), noon); !errors.Is(err, draft.ErrReason) {
		t.Errorf("a correction without a reason: %v", err)
	}
	if _, err := d.Unlock(def, "表三\n填错一格", request("n"), noon); err != nil || d.Report.Status != draft.Drafting {
		t.Fatalf("unlock: %v", err)
	}
	if draft.Reached(d.Report, draft.Finished).Done() || !draft.Reached(d.Report, draft.Announced).Done() {
		t.Error("milestones after unlocking")
	}
	if _, err := d.Unlock(def, "", request("n2"), noon); !errors.Is(err, draft.ErrNotFinal) {
		t.Errorf("unlocking twice: %v", err)
	}
	if c = finalise(t, d, "f2"); c.Version.Note != "表三 填错一格" {
		t.Errorf("note %q", c.Version.Note)
	}
}

func TestTicks(t *testing.T) {
	tests := []struct {
		name, status, date, url string
		m                       draft.Milestone
		ok                      bool
	}{
		{"review", draft.Drafting, "2025-01-06", "", draft.InReview, true},
		{"county before review", draft.Drafting, "2025-01-06", "", draft.ToCounty, true},
		{"final by hand", draft.Drafting, "2025-01-06", "", draft.Finished, false},
		{"published before final", draft.Drafting, "2025-01-06", "", draft.Announced, false},
		{"published", draft.Final, "2025-01-20", "https://www.example.gov.cn/a", draft.Announced, true},
		{"published, address unknown", draft.Final, "2025-01-20", "", draft.Announced, true},
		{"archived before published", draft.Final, "2025-02-20", "", draft.Archived, false},
		{"no address", draft.Final, "2025-01-20", "javascript:alert(1)", draft.Announced, false},
		{"no date", draft.Drafting, "1月6日", "", draft.InReview, false},
		{"an absurd date", draft.Drafting, "0025-01-06", "", draft.InReview, false},
		{"unknown", draft.Drafting, "2025-01-06", "", "celebrated", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := example(t, "2021", "nil")
			d.Report.Year, d.Report.Status = 2024, tt.status
			req, err := draft.SetTick(d.Report, tt.m, tt.date, tt.url, "王")
			if (err == nil) != tt.ok {
				t.Fatalf("got %v", err)
			}
			if err != nil {
				return
			}
			req.ID = "t"
			if _, err := d.Apply(definition(t, "2021"), req, noon); err != nil {
				t.Fatal(err)
			}
			if got := draft.Reached(d.Report, tt.m); got.Date.Format(time.DateOnly) != tt.date || got.By != "王" || got.URL != tt.url {
				t.Errorf("reached %+v", got)
			}
			if req, err = draft.ClearTick(d.Report, tt.m, "王"); err != nil {
				t.Fatal(err)
			}
			req.ID = "c"
			if _, err := d.Apply(definition(t, "2021"), req, noon); err != nil || len(d.Report.Work) != 0 {
				t.Errorf("cleared: %v, %v", d.Report.Work, err)
			}
		})
	}
	if _, err := draft.ClearTick(report.New("2021", 2024), draft.Finished, "王"); !errors.Is(err, draft.ErrOrder) {
		t.Errorf("clearing 定稿: %v", err)
	}
}

func TestSchedule(t *testing.T) {
	tests := []struct {
		county, publish string
		deadline        string // "": refused
	}{
		{"2025-01-15", "2025-01-31", "2025-01-31"},
		{"2025-01-15", "", "2025-01-15"},
		{"", "2025-01-31", "2025-01-31"},
		{"2024-12-31", "", "2024-12-31"},
		{"2024-01-15", "", ""},
		{"2025-02-30", "", ""},
		{"", "20250131", ""},
	}
	for _, tt := range tests {
		t.Run(tt.county+" "+tt.publish, func(t *testing.T) {
			d := blank("2021")
			req, err := draft.Schedule(d.Report, tt.county, tt.publish)
			if (err != nil) != (tt.deadline == "") {
				t.Fatalf("got %v", err)
			}
			if err != nil {
				return
			}
			req.ID = "s"
			if _, err := d.Apply(definition(t, "2021"), req, noon); err != nil {
				t.Fatal(err)
			}
			if got := draft.Deadline(d.Report).Format(time.DateOnly); got != tt.deadline {
				t.Errorf("deadline %s", got)
			}
		})
	}
	if !draft.Deadline(report.New("2021", 2024)).IsZero() {
		t.Error("a deadline out of nothing")
	}
	due := time.Date(2025, 1, 15, 0, 0, 0, 0, time.UTC)
	for now, want := range map[time.Time]int{
		noon: 10, time.Date(2025, 1, 15, 23, 59, 0, 0, time.FixedZone("", 8*3600)): 0,
		time.Date(2025, 1, 16, 0, 1, 0, 0, time.FixedZone("", 8*3600)): -1,
	} {
		if got := draft.DaysLeft(due, now); got != want {
			t.Errorf("%s: %d days left, want %d", now, got, want)
		}
	}
}

// TestReview: prints are numbered, and one that says the same is no new one.
func TestReview(t *testing.T) {
	def := definition(t, "2021")
	d := example(t, "2021", "nil")
	mark := func(now time.Time, number int, day string) {
		t.Helper()
		m, ok, err := draft.MarkOf(d.Report, now)
		if err != nil || !ok || m.Number != number || m.Date.Format(time.DateOnly) != day {
			t.Errorf("mark %+v %v %v, want %d of %s", m, ok, err, number, day)
		}
	}
	print := func(id string, now time.Time) int {
		t.Helper()
		req, err := draft.Review(d.Report, "李", now)
		if err != nil {
			t.Fatal(err)
		}
		if len(req.Edits) > 0 {
			req.ID = id
			if _, err := d.Apply(def, req, now); err != nil {
				t.Fatal(err)
			}
		}
		return len(req.Edits)
	}
	later := noon.AddDate(0, 0, 3)
	mark(noon, 1, "2025-01-05")
	if print("p1", noon) == 0 || print("p1b", later) != 0 {
		t.Error("the same print is counted again, or the first is not")
	}
	mark(later, 1, "2025-01-05")
	tick(t, d, draft.InReview, "")
	mark(later, 1, "2025-01-05") // a tick is not seen in print
	set(t, d, "county", "甲县")
	mark(later, 2, "2025-01-08")
	print("p2", later)
	mark(later.AddDate(0, 0, 1), 2, "2025-01-08")
	d.Report.Work["review"] = "99999999999"
	mark(later, 0, "2025-01-08") // forged: bounded, never negative
	finalised := example(t, "2021", "nil")
	finalise(t, finalised, "f")
	if _, ok, err := draft.MarkOf(finalised.Report, noon); ok || err != nil {
		t.Error("a final report has a mark")
	}
}

func TestBeginAndAdopt(t *testing.T) {
	def := definition(t, "2021")
	r := draft.Begin(def, profile.Profile{Name: "青石镇人民政府", Kind: "town", County: "临川县"}, 2025, "李", noon)
	if r.Title != "青石镇人民政府2025年政府信息公开工作年度报告" || r.Signature.Issuer != r.Issuer || r.Status != draft.Drafting {
		t.Errorf("begun %+v", r)
	}
	if got := draft.Reached(r, draft.Begun); !got.Done() || got.By != "李" {
		t.Errorf("milestone %+v", got)
	}
	tests := []struct {
		status string
		due    bool
		want   string
	}{
		{draft.Drafting, false, draft.Published}, {"", false, draft.Published}, {draft.Final, false, draft.Final},
		{"nonsense", false, draft.Published}, {"nonsense", true, draft.Drafting},
		{draft.Drafting, true, draft.Drafting}, {"", true, draft.Published}, {draft.Published, true, draft.Published},
		{draft.Final, true, draft.Drafting}, // its version is elsewhere
	}
	for _, tt := range tests {
		r := report.New("2021", 2025)
		r.Status, r.Work = tt.status, report.Work{"step.final": "2026-01-06"}
		draft.Adopt(r, tt.due)
		if r.Status != tt.want {
			t.Errorf("%q, due %v: %q, want %q", tt.status, tt.due, r.Status, tt.want)
		}
		if r.Status == draft.Drafting && draft.Reached(r, draft.Finished).Done() {
			t.Errorf("%q: a draft that is stamped", tt.status)
		}
	}
}
