//go:build soak && linux

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nianbao/internal/storage"
)

// kills is how often the program is killed; NIANBAO_KILLS is another number.
const kills = 200

// built is the program as it is shipped.
func built(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "nianbao")
	build := exec.Command("go", "build", "-tags", "nomsgpack", "-trimpath", "-ldflags", "-s -w", "-o", program, "../../cmd/nianbao")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return program
}

// TestCrash kills the built program in the midst of saving, time and again,
// and looks for every change it said was saved; run it with make crash.
func TestCrash(t *testing.T) {
	program, data := built(t), t.TempDir()
	s := launch(t, program, data)
	s.form(t, "/setup", url.Values{"name": {"青石镇人民政府"}})
	s.form(t, "/reports", url.Values{"year": {"2025"}})
	s.stop(t)
	rounds := kills
	if n, err := strconv.Atoi(os.Getenv("NIANBAO_KILLS")); err == nil {
		rounds = n
	}
	random := rand.New(rand.NewPCG(1, 2))
	var acknowledged []string
	for round := range rounds {
		s := launch(t, program, data)
		acknowledged = append(acknowledged, s.savedUntilKilled(t, round, time.Duration(20+random.IntN(180))*time.Millisecond)...)
	}
	store, err := storage.Open(data, storage.Options{}) // checks the whole database
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	offices, err := store.Offices(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list, err := store.History(t.Context(), offices[0].ID, 2025, 0, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, c := range list {
		found[c.ID]++
	}
	lost, doubled := 0, 0
	for _, id := range acknowledged {
		switch n := found[id]; {
		case n == 0:
			lost++
		case n > 1:
			doubled++
		}
	}
	if _, err := store.At(t.Context(), offices[0].ID, 2025, 0); err != nil {
		t.Errorf("the history does not lead back to the beginning: %v", err)
	}
	t.Logf("%d kills: %d changes acknowledged, %d lost, %d doubled, %d stored without an answer, database sound",
		rounds, len(acknowledged), lost, doubled, len(list)-1-len(acknowledged))
	if lost+doubled > 0 || len(acknowledged) < rounds {
		t.Fail()
	}
}

// savedUntilKilled saves on four lines at once until the program is killed and
// returns the ids that were answered.
func (s *running) savedUntilKilled(t *testing.T, round int, after time.Duration) (ids []string) {
	t.Helper()
	var mu sync.Mutex
	var clerks sync.WaitGroup
	for clerk, field := range []string{"county", "document_number", "signature.date", "printed.note"} {
		clerks.Go(func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("k%d-%d-%d", round, clerk, i)
				known := s.known(field)
				if status, _ := s.try(id, map[string]any{"field": field, "before": known, "after": id}); status != http.StatusOK {
					return
				}
				mu.Lock()
				ids = append(ids, id)
				mu.Unlock()
			}
		})
	}
	time.Sleep(after)
	s.cmd.Process.Kill()
	clerks.Wait()
	s.cmd.Wait() // killed: its status says nothing
	return ids
}

// known is what a field holds, read from the JSON export.
func (s *running) known(field string) string {
	resp, err := http.Get(s.url + "/reports/2025/export/json")
	if err != nil {
		return ""
	}
	defer resp.Body.Close()
	var r struct {
		County         string `json:"county"`
		DocumentNumber string `json:"document_number"`
		Signature      struct {
			Date string `json:"date"`
		} `json:"signature"`
		Printed struct {
			Note string `json:"note"`
		} `json:"printed"`
	}
	if json.NewDecoder(resp.Body).Decode(&r) != nil {
		return ""
	}
	return map[string]string{"county": r.County, "document_number": r.DocumentNumber, "signature.date": r.Signature.Date, "printed.note": r.Printed.Note}[field]
}

// try sends a change and tells its status, 0 without an answer.
func (s *running) try(id string, edit map[string]any) (status int, body []byte) {
	data, err := json.Marshal(map[string]any{"id": id, "part": "3", "edits": []any{edit}})
	if err != nil {
		return 0, nil
	}
	resp, err := http.Post(s.url+"/reports/2025/changes", "application/json", bytes.NewReader(data))
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	if err != nil {
		return 0, nil
	}
	return resp.StatusCode, body
}

// TestColleagues has 200 people save at once, each a cell or a sentence of the
// same report every two seconds as people do, then as fast as they can, then
// time and again all at one moment. It prints figures and judges only that
// nothing is lost or doubled.
func TestColleagues(t *testing.T) {
	s := launch(t, built(t), t.TempDir())
	defer s.stop(t)
	s.form(t, "/setup", url.Values{"name": {"青石镇人民政府"}})
	s.form(t, "/reports", url.Values{"year": {"2025"}})
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 200
	codes := fieldCodes(t, s)
	for _, pace := range []struct {
		name  string
		every time.Duration
		each  int
	}{{"one change every 2 s each", 2 * time.Second, 10}, {"as fast as they can", 0, 25}} {
		took, failed := s.colleagues(t, codes, pace.every, pace.each)
		slices.Sort(took)
		t.Logf("200 colleagues, %s: %d changes, %d not stored; p50 %v, p95 %v, p99 %v, max %v", pace.name, len(took), failed,
			took[len(took)/2], took[len(took)*95/100], took[len(took)*99/100], took[len(took)-1])
		if failed > 0 {
			t.Errorf("%d changes were not stored", failed)
		}
	}
	var all, worst []time.Duration
	for round := range bursts {
		took := s.burst(codes, round)
		slices.Sort(took)
		all, worst = append(all, took...), append(worst, took[197])
	}
	slices.Sort(all)
	slices.Sort(worst)
	t.Logf("200 colleagues, one change each at the same moment, %d times: p50 %v, p99 %v, max %v; p99 of one time: median %v, worst %v", bursts,
		all[len(all)/2], all[len(all)*99/100], all[len(all)-1], worst[bursts/2], worst[bursts-1])
	t.Logf("the program: %s", s.memory(t))
	var state struct {
		Revision int `json:"revision"`
	}
	if err := json.Unmarshal(s.get(t, "/reports/2025/state?part=preview&window=w&revision=0"), &state); err != nil {
		t.Fatal(err)
	}
	if want := 200*10 + 200*25 + 200*bursts; state.Revision != want {
		t.Errorf("revision %d, want %d: one for each change", state.Revision, want)
	}
}

// fieldCodes are 160 cells people type into and 40 places for text.
func fieldCodes(t *testing.T, s *running) []string {
	t.Helper()
	var out []string
	for _, part := range []string{"2", "3", "4"} {
		for _, piece := range strings.Split(string(s.get(t, "/reports/2025/"+part)), `data-field="`)[1:] {
			code, rest, _ := strings.Cut(piece, `"`)
			tag, _, _ := strings.Cut(rest, ">")
			if strings.HasPrefix(code, "t") && !strings.HasPrefix(code, "text") && !strings.Contains(tag, "readonly") {
				out = append(out, code)
			}
		}
	}
	if len(out) < 150 {
		t.Fatalf("only %d cells", len(out))
	}
	return out
}

func (s *running) colleagues(t *testing.T, codes []string, every time.Duration, each int) (took []time.Duration, failed int) {
	t.Helper()
	var mu sync.Mutex
	var people sync.WaitGroup
	run := strconv.Itoa(each)
	for person := range 200 {
		people.Go(func() {
			random := rand.New(rand.NewPCG(uint64(person), 3))
			if every > 0 {
				time.Sleep(time.Duration(random.Int64N(int64(every))))
			}
			before := ""
			for i := range each {
				edit := s.edit(codes, person, i, run, &before)
				start := time.Now()
				status, _ := s.try(fmt.Sprintf("p%s-%d-%d", run, person, i), edit)
				d := time.Since(start)
				mu.Lock()
				took = append(took, d)
				if status != http.StatusOK {
					failed++
				}
				mu.Unlock()
				time.Sleep(max(0, every-d))
			}
		})
	}
	people.Wait()
	return took, failed
}

// bursts is how often everybody saves at one moment.
const bursts = 10

// burst has everybody save once, all at the same moment, over connections that
// are open.
func (s *running) burst(codes []string, round int) []time.Duration {
	took := make([]time.Duration, 200)
	begin := make(chan struct{})
	var people sync.WaitGroup
	for person := range took {
		people.Go(func() {
			edit := map[string]any{"field": "text.5", "at": 0, "before": "", "after": fmt.Sprintf("第%d人第%d遍。", person, round)}
			if person < len(codes) {
				before := strconv.Itoa(199 + round)
				if round == 0 {
					before = "124"
				}
				edit = map[string]any{"field": codes[person], "before": before, "after": strconv.Itoa(200 + round)}
			}
			<-begin
			start := time.Now()
			s.try(fmt.Sprintf("burst-%d-%d", round, person), edit)
			took[person] = time.Since(start)
		})
	}
	close(begin)
	people.Wait()
	return took
}

// edit is a person's next one: a cell of his own, or for those without one a
// paragraph of his own.
func (s *running) edit(codes []string, person, i int, run string, before *string) map[string]any {
	if person >= len(codes) {
		before := fmt.Sprintf("第%d人第%s轮第%d次。", person, run, i-1)
		switch {
		case i == 0 && run == "10":
			before = ""
		case i == 0:
			before = fmt.Sprintf("第%d人第10轮第9次。", person)
		}
		return map[string]any{"field": "text.5", "at": 0, "before": before, "after": fmt.Sprintf("第%d人第%s轮第%d次。", person, run, i)}
	}
	if i == 0 && run != "10" {
		*before = "10"
	}
	after := strconv.Itoa(i + 1)
	if run != "10" {
		after = strconv.Itoa(i + 100)
	}
	e := map[string]any{"field": codes[person], "before": *before, "after": after}
	*before = after
	return e
}
