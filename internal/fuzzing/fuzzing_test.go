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
	var kept [][]byte
	for name, c := range map[string]struct {
		parse func()
		fails bool
	}{
		"little": {func() { kept = append(kept, make([]byte, 1000)) }, false},
		"much, not kept": {func() {
			for range 400 {
				kept = [][]byte{make([]byte, 1<<20)}
			}
		}, false},
		"much": {func() {
			kept = nil
			for range 400 {
				kept = append(kept, make([]byte, 1<<20))
			}
		}, true},
	} {
		got := &told{TB: t}
		fuzzing.Bounded(got, c.parse)
		if got.failed != c.fails {
			t.Errorf("%s: %v", name, got.failed)
		}
		kept = nil
		runtime.GC()
	}
	runtime.KeepAlive(kept)
}
