//go:build soak && linux

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSoak measures the built program from outside: how soon it answers, and
// how much memory it holds after 20,000 saves and 50 exports. It prints
// figures and judges none; run it with make soak.
func TestSoak(t *testing.T) {
	program := filepath.Join(t.TempDir(), "nianbao")
	build := exec.Command("go", "build", "-tags", "nomsgpack", "-trimpath", "-ldflags", "-s -w", "-o", program, "../../cmd/nianbao")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	var starts []time.Duration
	for range 5 {
		s := launch(t, program, t.TempDir())
		starts = append(starts, s.first)
		s.stop(t)
	}
	slices.Sort(starts)
	t.Logf("start to first answer: min %v, median %v, max %v", starts[0], starts[2], starts[4])

	s := launch(t, program, t.TempDir())
	s.form(t, "/setup", url.Values{"name": {"青石镇人民政府"}})
	s.form(t, "/reports", url.Values{"year": {"2025"}})
	t.Logf("memory at rest: %s", s.memory(t))
	s.saves(t, 20000)
	t.Logf("memory after 20,000 saves: %s", s.memory(t))
	for range 10 {
		for _, kind := range []string{"txt", "md", "html", "csv", "json"} {
			s.get(t, "/reports/2025/export/"+kind)
		}
	}
	t.Logf("memory after 50 exports: %s", s.memory(t))
	s.stop(t)
}

type running struct {
	cmd   *exec.Cmd
	url   string
	first time.Duration
}

func launch(t *testing.T, program, data string) *running {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	return launchAt(t, program, data, addr)
}

// launchAt starts the program on an address of its own.
func launchAt(t *testing.T, program, data, addr string) *running {
	t.Helper()
	s := &running{cmd: exec.Command(program, "serve", "--addr", addr, "--data", data, "--no-browser"), url: "http://" + addr}
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for time.Since(began) < 10*time.Second {
		if resp, err := http.Get(s.url + "/alive"); err == nil {
			resp.Body.Close()
			s.first = time.Since(began)
			return s
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("no answer")
	return nil
}

func (s *running) stop(t *testing.T) {
	t.Helper()
	s.cmd.Process.Signal(os.Interrupt)
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("stop: %v", err)
	}
}

func (s *running) form(t *testing.T, path string, values url.Values) {
	t.Helper()
	resp, err := http.PostForm(s.url+path, values)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d", path, resp.StatusCode)
	}
}

func (s *running) get(t *testing.T, path string) []byte {
	t.Helper()
	resp, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %v", path, resp.StatusCode, err)
	}
	return body
}

// saves replays a clerk: cells of table three and a growing section one.
func (s *running) saves(t *testing.T, n int) {
	t.Helper()
	codes := regexp.MustCompile(`id="(t3\.[a-z_.]+)" data-field="[a-z0-9_.]+"[^>]*inputmode="decimal">`).FindAllSubmatch(s.get(t, "/reports/2025/3"), -1)
	if len(codes) < 100 {
		t.Fatalf("only %d fields found", len(codes))
	}
	s.change(t, "text", []map[string]any{{"field": "text.1", "at": 0, "before": "", "after": strings.Repeat("总体情况的一段话。", 900)}})
	known := map[string]string{}
	began, took := time.Now(), make([]time.Duration, 0, n)
	for i := range n {
		code := string(codes[i%len(codes)][1])
		after := fmt.Sprint(i / len(codes))
		start := time.Now()
		s.change(t, fmt.Sprintf("s%d", i), []map[string]any{{"field": code, "before": known[code], "after": after}})
		took = append(took, time.Since(start))
		known[code] = after
	}
	slices.Sort(took)
	t.Logf("%d saves in %v: median %v, 99th %v", n, time.Since(began).Round(time.Millisecond), took[n/2], took[n*99/100])
}

func (s *running) change(t *testing.T, id string, edits []map[string]any) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"id": id, "part": "3", "edits": edits})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(s.url+"/reports/2025/changes", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if answer, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		t.Fatalf("change %s: %d %s", id, resp.StatusCode, answer)
	}
}

// memory is the resident set as the kernel counts it.
func (s *running) memory(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range []string{"VmRSS", "VmHWM"} {
		out = append(out, name+" "+string(regexp.MustCompile(name + `:\s+(\d+ kB)`).FindSubmatch(data)[1]))
	}
	return strings.Join(out, ", ")
}
