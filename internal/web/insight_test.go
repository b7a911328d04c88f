package web

import (
	"sync"
	"sync/atomic"
	"testing"

	"nianbao/internal/check"
	"nianbao/internal/report"
)

// TestInsightIsOfOneState: what was worked out is found again for the same
// state only.
func TestInsightIsOfOneState(t *testing.T) {
	var all insights
	now, last := report.New("2021", 2025), report.New("2021", 2024)
	k := insightKey{office: "o", year: 2025}
	state := stateOf{report: now, previous: last, office: "青石镇", day: "2026-01-08"}
	first := all.of(k, state)
	if all.of(k, state) != first {
		t.Error("worked out again for the same state")
	}
	for name, other := range map[string]stateOf{
		"a change":       {now.Clone(), last, "青石镇", "2026-01-08", ""},
		"another year":   {now, nil, "青石镇", "2026-01-08", ""},
		"another office": {now, last, "白沙乡", "2026-01-08", ""},
		"another day":    {now, last, "青石镇", "2026-01-09", ""},
		"other wordings": {now, last, "青石镇", "2026-01-08", "x"},
	} {
		if all.of(k, other) == first {
			t.Errorf("%s changes nothing", name)
		}
		first = all.of(k, state)
	}
	for year := range 10 * maxInsights {
		all.of(insightKey{year: year}, state)
	}
	if len(all.byKey) > maxInsights {
		t.Errorf("%d kept", len(all.byKey))
	}
}

// TestJudgedOnce: who waits for the same state gets what the first one found.
func TestJudgedOnce(t *testing.T) {
	in := new(insights).of(insightKey{}, stateOf{})
	var asked atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			found := in.judged(func() []check.Finding {
				asked.Add(1)
				return []check.Finding{{Rule: "R1"}}
			})
			if len(found) != 1 {
				t.Errorf("%d findings", len(found))
			}
		})
	}
	all.Wait()
	if asked.Load() != 1 {
		t.Errorf("judged %d times", asked.Load())
	}
}
