package packet_test

import (
	"runtime"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/packet"
)

// TestManyPackets: packets leave nothing behind in memory.
func TestManyPackets(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	def, r, _ := example(t, "2021/full.json")
	live := func(n int) uint64 {
		for range n {
			if _, err := packet.Build(def, r, nil, exporter.Options{}); err != nil {
				t.Fatal(err)
			}
		}
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	if before, after := live(3), live(10); after > before+(4<<20) {
		t.Errorf("%d bytes more after ten packets", after-before)
	}
}
