package app_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"nianbao/internal/app"
	"nianbao/internal/storage"
)

var noon = time.Date(2026, 1, 8, 10, 32, 0, 0, time.FixedZone("", 8*3600))

// output is a window that may be read while it is written.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// config is a server on any free port.
func config(dir string, out io.Writer) app.Config {
	return app.Config{Addr: "127.0.0.1:0", Data: dir, Version: "1.2.3", Out: out, Now: func() time.Time { return noon },
		Log: slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelWarn}))}
}

// running is a server of the test's own.
type running struct {
	t    *testing.T
	url  string
	out  *output
	stop func() error
}

func start(t *testing.T, cfg app.Config) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r := &running{t: t, out: &output{}}
	ready, ended := make(chan string, 1), make(chan error, 1)
	cfg.Out, cfg.Ready = r.out, func(url string) { ready <- url }
	go func() { ended <- app.Serve(ctx, cfg) }()
	r.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() { r.stop() })
	select {
	case r.url = <-ready:
	case err := <-ended:
		ended <- err
		t.Fatalf("serve: %v", err)
	}
	return r
}

// get is a page as a browser sees it, redirections followed.
func (r *running) get(path string) (status int, body string) {
	r.t.Helper()
	return r.read(http.Get(r.url + path))
}

func (r *running) post(path string, form url.Values) (status int, body string) {
	r.t.Helper()
	return r.read(http.PostForm(r.url+path, form))
}

func (r *running) read(resp *http.Response, err error) (status int, body string) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return resp.StatusCode, string(data)
}

func (r *running) wantStopped() {
	r.t.Helper()
	if err := r.stop(); err != nil {
		r.t.Errorf("serve: %v", err)
	}
}

// TestServe: the data outlives the program, and stopping leaves nothing that
// would mislead the next start.
func TestServe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "新建 文件夹", "数据")
	first := start(t, config(dir, io.Discard))
	if want := fmt.Sprintf("年报助手已启动：%s\n用完后关掉这个窗口，或按 Ctrl+C。内容随填随存，关掉不会丢。\n", first.url); first.out.String() != want {
		t.Errorf("said %q", first.out)
	}
	if status, _ := first.post("setup", url.Values{"name": {"青石镇人民政府"}}); status != http.StatusOK {
		t.Errorf("set-up: status %d", status)
	}
	if status, _ := first.post("reports", url.Values{"year": {"2025"}}); status != http.StatusOK {
		t.Errorf("new year: status %d", status)
	}
	first.wantStopped()
	if addr, err := storage.ReadAddress(dir); addr != "" || err != nil {
		t.Errorf("address %q, %v", addr, err)
	}
	if _, err := http.Get(first.url); err == nil {
		t.Error("still answers")
	}
	second := start(t, config(dir, io.Discard))
	if status, body := second.get("reports/2025/head"); status != http.StatusOK || !strings.Contains(body, "青石镇人民政府2025年") {
		t.Errorf("status %d: %s", status, body)
	}
	second.wantStopped()
}

// TestStopWaits: a request under way is answered before the program ends.
func TestStopWaits(t *testing.T) {
	r := start(t, config(t.TempDir(), io.Discard))
	conn := r.dial()
	const body = "name=%E9%9D%92%E7%9F%B3%E9%95%87%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C"
	fmt.Fprintf(conn, "POST /setup HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		conn.RemoteAddr(), len(body), body[:10])
	r.get("alive") // by now the first half has arrived
	stopped := make(chan error, 1)
	go func() { stopped <- r.stop() }()
	time.Sleep(100 * time.Millisecond)
	io.WriteString(conn, body[10:])
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		t.Errorf("status %d", resp.StatusCode)
	}
	if err := <-stopped; err != nil {
		t.Errorf("serve: %v", err)
	}
}

// TestStopIdle: a connection that nobody uses, as browsers open them in
// advance, does not hold the program up.
func TestStopIdle(t *testing.T) {
	r := start(t, config(t.TempDir(), io.Discard))
	r.dial()
	began := time.Now()
	r.wantStopped()
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("stopping took %v", took)
	}
}

func (r *running) dial() net.Conn {
	r.t.Helper()
	conn, err := net.Dial("tcp", strings.Trim(strings.TrimPrefix(r.url, "http:"), "/"))
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { conn.Close() })
	return conn
}

func TestBusyPort(t *testing.T) {
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	port := other.Addr().(*net.TCPAddr).Port
	cfg := config(t.TempDir(), io.Discard)
	cfg.Addr = other.Addr().String()
	r := start(t, cfg)
	var got, wanted int
	if _, err := fmt.Sscanf(r.out.String(), "端口 %d 有别的程序在用，改用 %d。\n", &wanted, &got); err != nil || wanted != port || got <= port {
		t.Errorf("said %q", r.out)
	}
	if want := fmt.Sprintf("http://127.0.0.1:%d/", got); r.url != want {
		t.Errorf("serves %s, want %s", r.url, want)
	}
	if status, body := r.get("alive"); status != http.StatusOK || body != "nianbao" {
		t.Errorf("status %d: %s", status, body)
	}
	r.wantStopped()
}

// TestNoPort: the last port has no next one.
func TestNoPort(t *testing.T) {
	other, err := net.Listen("tcp", "127.0.0.1:65535")
	if err != nil {
		t.Skip("the last port is somebody's")
	}
	defer other.Close()
	cfg := config(t.TempDir(), io.Discard)
	cfg.Addr = "127.0.0.1:65535"
	if err := app.Serve(t.Context(), cfg); !errors.Is(err, app.ErrNoPort) {
		t.Errorf("got %v", err)
	}
}

func TestLocalhost(t *testing.T) {
	cfg := config(t.TempDir(), io.Discard)
	cfg.Addr = "localhost:0"
	r := start(t, cfg)
	port := strings.TrimSuffix(strings.TrimPrefix(r.url, "http://127.0.0.1:"), "/")
	for _, name := range []string{"127.0.0.1:" + port, "localhost:" + port} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.url+"help", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = name
		if status, _ := r.read(http.DefaultClient.Do(req)); status != http.StatusOK {
			t.Errorf("%s: status %d", name, status)
		}
	}
	r.wantStopped()
}

func TestAddressRefused(t *testing.T) {
	tests := []struct {
		addr string
		want error
	}{
		{"192.0.2.1:8080", app.ErrForeign},
		{"example.com:8080", app.ErrForeign},
		{"127.0.0.1", app.ErrAddress},
		{"127.0.0.1:", app.ErrAddress},
		{"127.0.0.1:http", app.ErrAddress},
		{"127.0.0.1:65536", app.ErrAddress},
		{"127.0.0.1:-1", app.ErrAddress},
		{"", app.ErrAddress},
	}
	for _, tt := range tests {
		t.Run(tt.addr, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			cfg := config(dir, io.Discard)
			cfg.Addr = tt.addr
			if err := app.Serve(t.Context(), cfg); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if _, err := os.Stat(dir); err == nil {
				t.Error("the data folder was made")
			}
		})
	}
}

// TestSecondStart finds the server that has the data folder.
func TestSecondStart(t *testing.T) {
	dir := t.TempDir()
	r := start(t, config(dir, io.Discard))
	out := &output{}
	if err := app.Serve(t.Context(), config(dir, out)); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("年报助手已经在运行：%s\n", r.url); out.String() != want {
		t.Errorf("said %q, want %q", out, want)
	}
	if status, _ := r.get("help"); status != http.StatusOK {
		t.Errorf("the first one: status %d", status)
	}
	r.wantStopped()
}

// lockedFolder is a data folder that somebody holds who serves nothing.
func lockedFolder(t *testing.T) (dir string, store *storage.Store) {
	t.Helper()
	dir = t.TempDir()
	store, err := storage.Open(dir, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return dir, store
}

// TestLocked: a folder held by a program that does not answer is not opened
// twice.
func TestLocked(t *testing.T) {
	stranger := newStranger(t)
	dead := newStranger(t)
	dead.Close()
	tests := []struct{ name, address string }{
		{"no address", ""},
		{"nobody there", "http://" + dead.Addr().String() + "/"},
		{"somebody else there", "http://" + stranger.Addr().String() + "/"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir, store := lockedFolder(t)
			if tt.address != "" {
				if err := store.SetAddress(tt.address); err != nil {
					t.Fatal(err)
				}
			}
			out := &output{}
			err := app.Serve(t.Context(), config(dir, out))
			var failure *storage.Failure
			if !errors.Is(err, storage.ErrLocked) || !errors.As(err, &failure) || !strings.Contains(failure.UserMessage(), "正由另一个年报助手使用") {
				t.Errorf("got %v", err)
			}
			if out.String() != "" {
				t.Errorf("said %q", out)
			}
		})
	}
}

// newStranger is another program's web server.
func newStranger(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{ReadHeaderTimeout: time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") })}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return l
}

// TestTwoDoubleClicks: a second start while the first one is still opening
// waits for its address.
func TestTwoDoubleClicks(t *testing.T) {
	dir, store := lockedFolder(t)
	other := start(t, config(t.TempDir(), io.Discard)) // answers as ours do
	go func() {
		time.Sleep(300 * time.Millisecond)
		store.SetAddress(other.url)
	}()
	out := &output{}
	if err := app.Serve(t.Context(), config(dir, out)); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("年报助手已经在运行：%s\n", other.url); out.String() != want {
		t.Errorf("said %q", out)
	}
}

// TestAfterKill: the address that a killed server left does not stop anybody.
func TestAfterKill(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "nianbao.addr"), []byte("http://127.0.0.1:1/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := start(t, config(dir, io.Discard))
	if addr, err := storage.ReadAddress(dir); addr != r.url || err != nil {
		t.Errorf("address %q, %v, want %q", addr, err, r.url)
	}
	r.wantStopped()
}

// TestBadFolder: what cannot be opened is told and left as it is.
func TestBadFolder(t *testing.T) {
	tests := []struct {
		name    string
		prepare func(t *testing.T, dir string)
		want    error
	}{
		{"damaged", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "nianbao.db"), strings.Repeat("no database ", 1000))
		}, storage.ErrDamaged},
		{"of a newer program", newerDatabase, storage.ErrNewer},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			tt.prepare(t, dir)
			err := app.Serve(t.Context(), config(dir, io.Discard))
			if !errors.Is(err, tt.want) || !errors.Is(err, app.ErrOpen) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			var failure *storage.Failure
			if !errors.As(err, &failure) || failure.UserMessage() == "" {
				t.Error("no sentence")
			}
		})
	}
	t.Run("a file", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		write(t, file, "mine")
		if err := app.Serve(t.Context(), config(filepath.Join(file, "data"), io.Discard)); !errors.Is(err, app.ErrOpen) {
			t.Errorf("got %v", err)
		}
		if data, err := os.ReadFile(file); string(data) != "mine" {
			t.Errorf("the file is now %q, %v", data, err)
		}
	})
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// newerDatabase is one that has been through a step unknown here.
func newerDatabase(t *testing.T, dir string) {
	t.Helper()
	r := start(t, config(dir, io.Discard))
	r.wantStopped()
	db, err := sql.Open("sqlite", filepath.Join(dir, "nianbao.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("INSERT INTO migrations (id) VALUES ('9999_later')"); err != nil {
		t.Fatal(err)
	}
}

// TestDemo: three years of a fictional town, in a folder that goes away.
func TestDemo(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	cfg := config("", io.Discard)
	cfg.Demo = true
	r := start(t, cfg)
	_, body := r.get("")
	for _, want := range []string{"2026 年年报", "2025 年年报", "2024 年年报", "青石镇人民政府", "已公布", "起草"} {
		if !strings.Contains(body, want) {
			t.Errorf("the overview has no %s", want)
		}
	}
	if status, _ := r.get("reports/2025/preview"); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	r.wantStopped()
	if entries, err := os.ReadDir(temp); err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// TestDemoCompares: the third year of the demonstration is begun from the one
// before it, which is published.
func TestDemoCompares(t *testing.T) {
	cfg := config("", io.Discard)
	cfg.Demo = true
	r := start(t, cfg)
	if _, body := r.get("reports/2026/3"); !strings.Contains(body, `title="去年 `) {
		t.Error("last year's figures are not shown")
	}
	if _, body := r.get("reports/2026/questions"); !strings.Contains(body, "带过来 ") {
		t.Error("nothing was taken over")
	}
	r.wantStopped()
}

// TestDev: pages come from the source tree, and changes show at once.
func TestDev(t *testing.T) {
	tree := t.TempDir()
	for _, part := range []string{"templates/web", "static"} {
		if err := os.CopyFS(filepath.Join(tree, part), os.DirFS(filepath.Join("../..", part))); err != nil {
			t.Fatal(err)
		}
	}
	cfg := config(t.TempDir(), io.Discard)
	cfg.Dev = tree
	r := start(t, cfg)
	page := filepath.Join(tree, "templates/web/pages/help.html")
	write(t, page, `{{define "content"}}改过了{{end}}`)
	if _, body := r.get("help"); !strings.Contains(body, "改过了") {
		t.Errorf("the page is %s", body)
	}
	write(t, page, `{{define "content"}}{{`)
	if status, _ := r.get("help"); status != http.StatusInternalServerError {
		t.Errorf("status %d", status)
	}
	r.wantStopped()

	cfg.Dev = t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := app.Serve(ctx, cfg); err == nil {
		t.Error("no error for a folder without pages")
	}
}
