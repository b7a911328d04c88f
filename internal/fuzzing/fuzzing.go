// Package fuzzing bounds what fuzz targets let a parser do: test support.
package fuzzing

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

const (
	// MaxHeap is the most memory that an input may make a parser hold.
	MaxHeap = 256 << 20
	// hang is how long a parser may take; one that takes longer is stopped
	// with a panic, so that the input is kept.
	hang = 15 * time.Second
)

// Bounded runs a parser on an input. The test fails if the heap grew past
// MaxHeap, and the process ends if the parser does not.
//
// What was allocated in sum is looked at first, which costs next to nothing:
// no heap grows by more. Only an input beyond that is run again, and the heap
// looked at while it runs.
func Bounded(t testing.TB, parse func()) {
	t.Helper()
	watch := time.AfterFunc(hang, func() { panic(fmt.Sprintf("no end after %s", hang)) })
	defer watch.Stop()
	before := read("/gc/heap/allocs:bytes")
	parse()
	if sum := read("/gc/heap/allocs:bytes") - before; sum > MaxHeap {
		if peak := peakOf(parse); peak > MaxHeap {
			t.Fatalf("the heap grew to %d MB", peak>>20)
		}
	}
}

func read(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// peakOf is how far the heap grows while f runs, collected often.
func peakOf(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	const objects = "/memory/classes/heap/objects:bytes"
	before, peak := read(objects), uint64(0)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			peak = max(peak, read(objects))
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	f()
	close(stop)
	<-done
	return peak - min(before, peak)
}
