package importer_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"nianbao/internal/importer"
)

// costChild names the file that a child process reads.
const costChild = "NIANBAO_COST_CHILD"

// cost is what reading a file took.
type cost struct {
	Peak    int64 // bytes the process grew by at most, the file itself included
	Took    time.Duration
	Outcome string
}

// TestCost: reading a file, whatever is in it, makes the process grow by 20 MB
// and ten times its unpacked size at most, or by the bound that costFile
// states; and what is made to harm is refused. With -v it prints a table.
// NIANBAO_COST_FILES names a folder of more files to measure.
func TestCost(t *testing.T) {
	if _, err := os.Stat("/proc/self/clear_refs"); err != nil || instrumented || testing.Short() {
		t.Skip("needs a Linux kernel and a program as it is shipped")
	}
	files := slices.Concat(usualFiles(t), hostileFiles(t))
	more, _ := filepath.Glob(filepath.Join(os.Getenv("NIANBAO_COST_FILES"), "*"))
	for _, name := range more {
		if data, err := os.ReadFile(name); err == nil && os.Getenv("NIANBAO_COST_FILES") != "" {
			files = append(files, costFile{name: filepath.Base(name), data: func() []byte { return data }})
		}
	}
	folder := t.TempDir()
	t.Logf("%-34s %9s %9s %7s %8s %7s  %s", "file", "KB", "unpacked", "ms", "peak MB", "bound", "outcome")
	for _, f := range files {
		data := f.data()
		path := filepath.Join(folder, f.name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := costOf(path)
		_ = os.Remove(path)
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		unpacked := f.unpacked
		if unpacked == 0 {
			unpacked = unpackedSize(data)
		}
		bound := int64(20<<20) + 10*unpacked
		if f.bound > 0 {
			bound = int64(f.bound) << 20
		}
		t.Logf("%-34s %9d %9d %7d %8.1f %7.1f  %s", f.name, len(data)>>10, unpacked>>10, got.Took.Milliseconds(), float64(got.Peak)/(1<<20), float64(bound)/(1<<20), got.Outcome)
		if got.Peak > bound {
			t.Errorf("%s: grew by %d MB, %d allowed", f.name, got.Peak>>20, bound>>20)
		}
		if f.refused != "" && got.Outcome != f.refused {
			t.Errorf("%s: %s, want %s", f.name, got.Outcome, f.refused)
		}
	}
}

// costOf reads a file in a process of its own.
func costOf(path string) (cost, error) {
	self, err := os.Executable()
	if err != nil {
		return cost{}, err
	}
	cmd := exec.Command(self, "-test.run=^TestCostChild$", "-test.v")
	cmd.Env = append(os.Environ(), costChild+"="+path)
	out, err := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if rest, ok := strings.CutPrefix(line, "cost "); ok {
			var c cost
			if _, err := fmt.Sscan(rest, &c.Peak, &c.Took, &c.Outcome); err == nil {
				return c, nil
			}
		}
	}
	return cost{}, fmt.Errorf("no answer: %w\n%.2000s", err, out)
}

// TestCostChild is the other end of costOf.
func TestCostChild(t *testing.T) {
	path := os.Getenv(costChild)
	if path == "" {
		t.Skip("only as a child of TestCost")
	}
	c := catalog(t)
	warm := []byte("临川县青石镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n")
	_, _ = importer.Import(c, "a.txt", warm, importer.Options{})
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200); err != nil {
		t.Skip(err)
	}
	before := highWater(t)
	start := time.Now()
	info, err := os.Stat(path)
	if err == nil {
		err = importer.Options{}.CheckSize(info.Size())
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(path)
	}
	if err == nil {
		_, err = importer.Read(c, filepath.Base(path), data, importer.Options{})
	}
	took := time.Since(start)
	fmt.Printf("cost %d %d %s\n", highWater(t)-before, took, outcome(err))
}

func outcome(err error) string {
	for _, known := range []struct {
		err  error
		name string
	}{{importer.ErrTooLarge, "too-large"}, {importer.ErrUnreadable, "unreadable"}, {importer.ErrNotReport, "no-report"}} {
		if errors.Is(err, known.err) {
			return known.name
		}
	}
	if err != nil {
		return "other"
	}
	return "read"
}

// highWater is the most memory the process has held since it was reset.
func highWater(t *testing.T) int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n << 10
}
