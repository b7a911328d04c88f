//go:build e2e && soak && linux

package e2e

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
	"nianbao/internal/storage"
)

// browserKills is how often the program is killed under the hands of somebody
// who types; NIANBAO_KILLS is another number.
const browserKills = 50

// storedSoon is how long a page may take to deliver after an outage: it tries
// again after eight seconds at the latest.
const storedSoon = 30 * time.Second

const allStored = `document.getElementById('save').className === 'save ok'`

// typeOn goes on typing where the caret is, a character after the other.
func (w *window) typeOn(text string, pause time.Duration, between func(i int)) {
	w.t.Helper()
	for i, r := range []rune(text) {
		if _, err := chromedp.Call(w.ctx, input.InsertText, input.InsertTextParams{Text: string(r)}); err != nil {
			w.t.Fatal(err)
		}
		between(i)
		time.Sleep(pause)
	}
}

// TestKilledWhileTyping: somebody types a sentence in one window and a figure
// in another while the built program is killed, again and again. Typing goes on
// without it; at the end everything typed is there exactly once.
func TestKilledWhileTyping(t *testing.T) {
	binary, data := built(t), t.TempDir()
	s := launch(t, binary, data)
	s.form(t, "/setup", url.Values{"name": {townName}})
	s.form(t, "/reports", url.Values{"year": {"2025"}})
	addr := strings.TrimPrefix(s.url, "http://")
	p := &program{t: t, url: s.url + "/", data: data, lasts: 25 * time.Minute}
	prose, grid := p.window(1366, 640), p.window(1366, 640)
	prose.goTo("/reports/2025/1")
	grid.goTo("/reports/2025/3")
	codes := eval[[]string](grid, `Array.from(document.querySelectorAll('#t3 input:not([readonly])')).map(function (el) { return el.id; })`)
	prose.do(chromedp.Focus(prose.writable("text.1")))

	rounds := browserKills
	if n, err := strconv.Atoi(os.Getenv("NIANBAO_KILLS")); err == nil {
		rounds = n
	}
	random := rand.New(rand.NewPCG(3, 4))
	began, typed := time.Now(), strings.Builder{}
	for round := range rounds {
		sentence := fmt.Sprintf("第%d句写在断开的时候。", round+1)
		typed.WriteString(sentence)
		at := random.IntN(len([]rune(sentence)))
		prose.typeOn(sentence, time.Duration(10+random.IntN(60))*time.Millisecond, func(i int) {
			if i == at {
				s.cmd.Process.Kill()
				s.cmd.Wait() // killed: its status says nothing
			}
		})
		grid.fill(codes[round%len(codes)], strconv.Itoa(round+1))
		time.Sleep(time.Duration(random.IntN(400)) * time.Millisecond)
		s = launchAt(t, binary, data, addr)
		if round%3 > 0 { // else it is killed again before the pages have delivered
			prose.within(storedSoon, allStored)
			grid.within(storedSoon, allStored)
		}
	}
	prose.within(storedSoon, allStored)
	grid.within(storedSoon, allStored)
	r, err := report.Unmarshal(s.get(t, "/reports/2025/export/json"))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Narrative("1"); got != typed.String() {
		t.Errorf("typed  %s\nstored %s", typed.String(), got)
	}
	for round := range rounds {
		if got := r.Cell(form.Code(codes[round%len(codes)])).String(); round+len(codes) >= rounds && got != strconv.Itoa(round+1) {
			t.Errorf("%s is %q, typed %d", codes[round%len(codes)], got, round+1)
		}
	}
	s.stop(t)
	changes := p.stored(t)
	t.Logf("%d kills while typing: %d characters and %d figures typed, %d changes stored, none twice, %v",
		rounds, len([]rune(typed.String())), rounds, changes, time.Since(began).Round(time.Second))
}

// stored counts the changes of the report, once the program has ended; no
// change is there twice and nothing was set aside.
func (p *program) stored(t *testing.T) int {
	t.Helper()
	store, err := storage.Open(p.data, storage.Options{}) // checks the whole database
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	offices, err := store.Offices(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	history, err := store.History(t.Context(), offices[0].ID, 2025, 0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range history {
		edits, err := json.Marshal(c.Edits)
		if err != nil {
			t.Fatal(err)
		}
		if seen[c.ID] || c.Outcome != draft.Applied {
			t.Errorf("change %s: %v %s", c.ID, c.Outcome, edits)
		}
		seen[c.ID] = true
	}
	return len(history)
}

// TestCutForAMinute: there is no connection for a whole minute. Typing goes on,
// the page says where things are, and everything is stored once afterwards.
func TestCutForAMinute(t *testing.T) {
	p := start(t, "", true)
	p.lasts = 5 * time.Minute
	w, prose := p.window(1366, 640), p.window(1366, 640)
	w.goTo("/reports/2025/3")
	prose.goTo("/reports/2025/5")
	before := prose.value("text.5")
	for _, x := range []*window{w, prose} {
		x.offline(true)
	}
	prose.do(chromedp.Focus(prose.writable("text.5")))
	sentence := strings.Repeat("断网时写的一句。", 6)
	codes := eval[[]string](w, `Array.from(document.querySelectorAll('#t3 input:not([readonly])')).map(function (el) { return el.id; })`)
	filled := 0
	prose.typeOn(sentence, time.Minute/time.Duration(len([]rune(sentence))), func(i int) {
		w.fill(codes[i], strconv.Itoa(70+i))
		filled++
	})
	for _, x := range []*window{w, prose} {
		if got := x.saveState(); got != "网络断了，内容先存在这台电脑，连上自动补存" {
			t.Errorf("the page says %q", got)
		}
		x.offline(false)
	}
	for _, x := range []*window{w, prose} {
		x.within(storedSoon, allStored)
	}
	r := exported(t, p, 2025)
	if got := r.Narrative("5"); strings.Count(got, sentence) != 1 || len([]rune(got)) != len([]rune(before))+len([]rune(sentence)) {
		t.Errorf("stored %s", got)
	}
	for i := range filled {
		if got := r.Cell(form.Code(codes[i])).String(); got != strconv.Itoa(70+i) {
			t.Errorf("%s is %q", codes[i], got)
		}
	}
	t.Logf("a minute without connection: %d characters and %d figures typed, stored in %d changes", len([]rune(sentence)), filled, r.Revision)
}
