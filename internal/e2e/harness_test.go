//go:build e2e

// Package e2e drives the whole program in a real browser, as a clerk would.
package e2e

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"nianbao/internal/app"
	"nianbao/internal/draft"
	"nianbao/internal/profile"
	"nianbao/internal/storage"
)

// shots is where screenshots go, if anywhere: NIANBAO_SHOTS=DIR.
var shots = os.Getenv("NIANBAO_SHOTS")

// allocator is the one browser all tests share, each in a context of its own.
var allocator context.Context

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "nianbao-browser-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer removeAll(dir)
		opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
			chromedp.UserDataDir(dir), chromedp.Flag("disable-quic", true),
			chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
			chromedp.Flag("disable-sync", true), chromedp.Flag("lang", "zh-CN"))
		if path := os.Getenv("NIANBAO_BROWSER"); path != "" { // an old browser, say
			opts = append(opts, chromedp.ExecPath(path))
		}
		alloc, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
		defer cancel()
		browser, stop := chromedp.NewContext(alloc)
		defer stop()
		if err := chromedp.Do(browser); err != nil {
			fmt.Fprintf(os.Stderr, "no browser: %v\nrun: make browser\n", err)
			return 1
		}
		allocator = browser
		return m.Run()
	}())
}

// removeAll waits for the browser's processes to let go of the folder.
func removeAll(dir string) {
	for range 50 {
		if os.RemoveAll(dir) == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// program is a running nianbao.
type program struct {
	t     *testing.T
	url   string
	data  string
	stop  func()
	lasts time.Duration // of a window; 0: four minutes
}

// start runs the program on a free port. Data "" is a new folder; with town
// there is one in it.
func start(t *testing.T, data string, town bool) *program {
	t.Helper()
	return startAt(t, data, town, time.Now)
}

// january is a clock of the days in which the demonstration's report is due.
func january() time.Time { return time.Date(2026, 1, 8, 10, 32, 0, 0, time.Local) }

// prepareTown puts a town into a folder that has a finished draft of 2025 and
// the published report of the year before.
func prepareTown(t *testing.T, data string, now func() time.Time) {
	t.Helper()
	store, err := storage.Open(data, storage.Options{Now: now, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var office draft.Office
	for _, example := range []struct{ name, status string }{{"previous", draft.Published}, {"full", draft.Drafting}} {
		r := exampleReport(t, example.name)
		if office.ID == "" {
			office, err = store.SaveOffice(t.Context(), draft.Office{Profile: profile.Profile{Name: r.Issuer, Kind: string(r.Kind()), County: r.County}})
			if err != nil {
				t.Fatal(err)
			}
		}
		r.Status = example.status
		if _, err := store.Create(t.Context(), office.ID, r, "示例"); err != nil {
			t.Fatal(err)
		}
	}
}

// startAt is start with another clock.
func startAt(t *testing.T, data string, town bool, now func() time.Time) *program {
	t.Helper()
	if data == "" {
		data = t.TempDir()
	}
	if town {
		prepareTown(t, data, now)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	var log bytes.Buffer
	go func() {
		ended <- app.Serve(ctx, app.Config{Addr: "127.0.0.1:0", Data: data, Version: "test", Out: io.Discard,
			Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})), Now: now,
			Ready: func(url string) { ready <- url }})
	}()
	p := &program{t: t, data: data}
	p.stop = func() {
		if cancel == nil {
			return
		}
		cancel()
		cancel = nil
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
		if log.Len() > 0 {
			t.Errorf("the server warned:\n%s", log.String())
		}
	}
	select {
	case p.url = <-ready:
	case err := <-ended:
		t.Fatalf("serve: %v", err)
	}
	t.Cleanup(p.stop)
	return p
}

// window is one browser window.
type window struct {
	t   *testing.T
	ctx context.Context
	url string
}

func (p *program) window(width, height int64) *window {
	p.t.Helper()
	ctx, cancel := chromedp.NewContext(allocator)
	p.t.Cleanup(cancel)
	if p.lasts == 0 {
		p.lasts = 4 * time.Minute
	}
	ctx, stop := context.WithTimeout(ctx, p.lasts)
	p.t.Cleanup(stop)
	w := &window{p.t, ctx, strings.TrimSuffix(p.url, "/")}
	if err := chromedp.Do(ctx); err != nil { // opens the tab, which lives as long as this context
		p.t.Fatalf("open window: %v", err)
	}
	w.do(chromedp.EmulateViewport(width, height))
	return w
}

func (w *window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		w.t.Fatalf("%v", err)
	}
}

func (w *window) goTo(path string) {
	w.t.Helper()
	w.do(chromedp.Navigate(w.url + path))
}

// eval runs an expression in the page.
func eval[T any](w *window, expression string) T {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, 20*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		w.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression to become true.
func (w *window) until(expression string) {
	w.t.Helper()
	w.within(10*time.Second, expression)
}

// within waits so long for an expression to become true.
func (w *window) within(limit time.Duration, expression string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, limit)
	defer cancel()
	for {
		v, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if err == nil && v {
			return
		}
		if ctx.Err() != nil {
			w.t.Fatalf("never true: %s (%v); the page says: %s", expression, err, w.saveState())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func (w *window) saveState() string {
	return eval[string](w, `(document.getElementById('save')||{}).textContent||''`)
}

// byID selects a field; codes contain dots, so a CSS id selector would not do.
func byID(id string) chromedp.CSS { return chromedp.CSS(fmt.Sprintf(`[id=%q]`, id)) }

// fill types into a field as a person would: select what is there, type.
func (w *window) fill(id, text string) {
	w.t.Helper()
	if w.write(id, text) {
		return
	}
	w.do(chromedp.Focus(byID(id)))
	eval[chromedp.Void](w, fmt.Sprintf(`document.getElementById(%q).select()`, id))
	w.do(chromedp.SendKeys(byID(id), text))
}

// saved waits until everything typed is stored.
func (w *window) saved() {
	w.t.Helper()
	eval[chromedp.Void](w, `document.activeElement && document.activeElement.blur()`)
	w.until(`document.getElementById('save').className === 'save ok'`)
}

func (w *window) value(id string) string {
	w.t.Helper()
	return eval[string](w, fmt.Sprintf(`document.getElementById(%q).value`, id))
}

// shot keeps a picture of the page, where pictures are wanted.
func (w *window) shot(name string) {
	w.t.Helper()
	if shots == "" {
		return
	}
	png, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(shots, name+".png"), png, 0o644); err != nil {
		w.t.Fatal(err)
	}
}
