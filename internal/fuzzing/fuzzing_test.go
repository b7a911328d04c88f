package fuzzing_test

import (
	"runtime"
	"testing"

	"nianbao/internal/fuzzing"
)

// told catches what a test is told.
type told struct {
	testing.TB
	failed bool
}

func (*told) Helper()                 {}
func (t *told) Fatalf(string, ...any) { t.failed = true }

func TestBounded(t *testing.T) {
	allocate := func(n, kept int) func() {
		return func() {
			var held [][]byte
			for range n {
				held = append(held[max(0, len(held)-kept):], make([]byte, 1<<20))
			}
			runtime.KeepAlive(held)
		}
	}
	for name, c := range map[string]struct {
		parse func()
		fails bool
	}{
		"little":         {allocate(1, 1), false},
		"much, not kept": {allocate(400, 1), false},
		"much":           {allocate(400, 400), true},
	} {
		got := &told{TB: t}
		if fuzzing.Bounded(got, c.parse); got.failed != c.fails {
			t.Errorf("%s: %v", name, got.failed)
		}
	}
}
