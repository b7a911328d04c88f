package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"nianbao/internal/storage"
)

// window is what a person sees while the program runs.
type window struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *window) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

func (w *window) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

func TestServe(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var said, out window
	env := &environment{ctx: ctx, in: strings.NewReader(""), out: &out, err: &said}
	ended := make(chan int, 1)
	go func() {
		ended <- env.run([]string{"serve", "--addr", "127.0.0.1:0", "--data", dir, "--no-browser", "--verbose"})
	}()
	var url string
	for deadline := time.Now().Add(30 * time.Second); url == ""; url = address.FindString(said.String()) {
		if time.Now().After(deadline) {
			t.Fatalf("no address: %s", said.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
	resp, err := http.Get(url + "help")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("status %d", resp.StatusCode)
	}
	// A second start finds the first.
	r := run(t, "serve", "--addr", "127.0.0.1:0", "--data", dir, "--no-browser")
	r.want(exitDone, "年报助手已经在运行："+url)

	cancel()
	if status := <-ended; status != exitDone {
		t.Errorf("status %d: %s", status, said.String())
	}
	if out.String() != "" {
		t.Errorf("printed %q", out.String())
	}
	if !strings.Contains(said.String(), "path=/help") {
		t.Errorf("--verbose: %s", said.String())
	}
}

// TestServeFolder: what is wrong with the data folder is said, with status 5.
func TestServeFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	serve := func(t *testing.T, dir string) result {
		t.Helper()
		return run(t, "serve", "--addr", "127.0.0.1:0", "--no-browser", "--data", dir)
	}
	t.Run("a file", func(t *testing.T) {
		write(t, "file", []byte("x"))
		serve(t, "file").want(exitFailure, "数据文件夹打不开。请检查 --data 写的是不是能写入的文件夹。")
	})
	t.Run("damaged", func(t *testing.T) {
		if err := os.Mkdir("damaged", 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, "damaged/nianbao.db", bytes.Repeat([]byte("no database "), 1000))
		path, err := filepath.Abs("damaged/nianbao.db")
		if err != nil {
			t.Fatal(err)
		}
		serve(t, "damaged").want(exitFailure, "数据文件已损坏："+path+"。没有找到完好的备份；程序没有删改任何东西，请先把整个数据文件夹另存一份，再找维护人员。")
	})
	t.Run("in use", func(t *testing.T) {
		store, err := storage.Open("busy", storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		path, err := filepath.Abs("busy")
		if err != nil {
			t.Fatal(err)
		}
		serve(t, "busy").want(exitFailure, "数据文件夹 "+path+" 正由另一个年报助手使用。请先关闭那一个，或者直接用它。")
	})
}

// TestDoubleClick: without arguments the program serves the usual folder.
func TestDoubleClick(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("LocalAppData", t.TempDir()) // the folder on Windows
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("PATH", "") // no browser is found
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // it is closed at once
	var said, out bytes.Buffer
	env := &environment{ctx: ctx, in: strings.NewReader(""), out: &out, err: &said}
	if status := env.run(nil); status != exitDone || !address.MatchString(said.String()) {
		t.Errorf("status %d: %s", status, said.String())
	}
}
