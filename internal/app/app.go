// Package app puts the program together: it opens the data folder, loads the
// formats, and serves the pages until it is told to stop.
//
// It is the only package that knows both storage and web. Start reading at
// Serve.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"nianbao/forms"
	"nianbao/internal/form"
	"nianbao/internal/storage"
	"nianbao/internal/web"
	"nianbao/static"
	"nianbao/templates"
)

// Config says how to serve.
type Config struct {
	Addr    string // host:port; the port is a wish, a busy one is passed over
	TLSCert string // files of a certificate and its key, for other PCs
	TLSKey  string
	Data    string // data folder; "" for the default one
	Browser bool   // open the browser when ready
	Demo    bool   // a fictional town in a temporary folder
	Dev     string // source tree to read templates and assets from; "" for the built-in ones
	Limits  int    // how many times as much as usual a file that is read in may take; 0 is once
	Version string
	Out     io.Writer    // what a person is told
	In      io.Reader    // what a person types into the window; nil: there is none
	Log     *slog.Logger // nil: none
	Now     func() time.Time
	// Addresses are the PC's in the network; nil: those it has.
	Addresses func() []string
	// Ready is called with the address once requests are answered.
	Ready func(url string)
}

// ErrOpen says that the data folder cannot be used.
var ErrOpen = errors.New("app: open the data folder")

// The web pages need no more than the store offers.
var (
	_ web.Drafts   = (*storage.Store)(nil)
	_ web.Accounts = (*storage.Store)(nil)
)

// Serve runs the web application until ctx ends. If the data folder is served
// already it opens that server's page instead and returns nil.
func Serve(ctx context.Context, cfg Config) error {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	at, err := cfg.scope()
	if err != nil {
		return err // before anything is made in the data folder
	}
	cert, err := newCertificate(cfg)
	if err != nil {
		return err
	}
	formats, err := form.Load(forms.Definitions)
	if err != nil {
		return err
	}
	dir, cleanup, err := cfg.folder()
	if err != nil {
		return err
	}
	defer cleanup()
	store, err := storage.Open(dir, storage.Options{Now: cfg.Now, Log: cfg.Log, Version: cfg.Version})
	if errors.Is(err, storage.ErrLocked) {
		return cfg.joinRunning(ctx, dir, err)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrOpen, err)
	}
	ctx, stop := context.WithCancel(ctx) // the page has a button for it
	var beside sync.WaitGroup
	if !cfg.Demo {
		beside.Go(func() { cfg.daily(ctx, store) })
	}
	err = cfg.serve(ctx, &parts{formats, store, dir, cert, stop}, at)
	stop()
	beside.Wait()
	return errors.Join(err, store.Close())
}

// parts are what a server is put together from.
type parts struct {
	formats *form.Catalog
	store   *storage.Store
	dir     string // the data folder
	cert    *certificate
	stop    func()
}

func (cfg Config) serve(ctx context.Context, p *parts, at scope) error {
	if cfg.Demo {
		if err := fillDemo(ctx, p.store, p.formats, cfg.Now()); err != nil {
			return err
		}
	}
	listener, err := cfg.listen(at)
	if err != nil {
		return err
	}
	door := newNetwork(cfg, p.store, p.cert, listener.Addr().(*net.TCPAddr).Port)
	pages, err := cfg.pages(p, door, listener.Addr())
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	url := "http://" + listener.Addr().String() + "/"
	if err := p.store.SetAddress(url); err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Fprintf(cfg.Out, textServing, url)
	server := newHTTPServer(pages.Handler())
	if err := door.begin(ctx, server, pages, at); err != nil {
		return errors.Join(err, listener.Close())
	}
	cfg.listenToWindow(p.store, pages)
	cfg.open(url)
	if cfg.Ready != nil {
		cfg.Ready(url)
	}
	return serveUntil(ctx, listener, server)
}

func (cfg Config) pages(p *parts, door *network, addr net.Addr) (*web.Server, error) {
	pages, err := fs.Sub(templates.Web, "web")
	if err != nil {
		return nil, fmt.Errorf("app: templates: %w", err)
	}
	assets := fs.FS(static.Files)
	if cfg.Dev != "" {
		pages, assets = devFolders(cfg.Dev)
	}
	return web.New(web.Config{
		Drafts: p.store, Accounts: p.store, Network: door, Formats: p.formats, Templates: pages, Static: assets, Hosts: hostNames(addr),
		Now: cfg.Now, Log: cfg.Log, Version: cfg.Version, Reload: cfg.Dev != "",
		Vault: &Vault{Store: p.store, Version: cfg.Version, Now: cfg.Now}, Stop: p.stop, Example: forms.Requirements,
		Fonts: func() ([]web.FontFile, error) { return fonts(p.dir) }, Limits: cfg.Limits,
	})
}

// hostNames are the names a browser on this PC may use for the server. It
// leaves the usual port out.
func hostNames(addr net.Addr) []string {
	host, port, _ := net.SplitHostPort(addr.String())
	var names []string
	for _, name := range []string{host, "localhost", "127.0.0.1", "::1"} {
		names = append(names, net.JoinHostPort(name, port))
		if port == "80" {
			names = append(names, strings.TrimSuffix(net.JoinHostPort(name, ""), ":"))
		}
	}
	return names
}

// stopWithin is how long requests under way may take to finish. Connections
// that browsers open in advance and never use would hold the program longer.
const stopWithin = 3 * time.Second

func newHTTPServer(handler http.Handler) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 5 * time.Minute, MaxHeaderBytes: 64 << 10}
}

// serveUntil answers requests until ctx ends, then lets those under way finish.
func serveUntil(ctx context.Context, listener net.Listener, server *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("app: serve: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	err := server.Shutdown(stop)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	if err != nil {
		return fmt.Errorf("app: shut down: %w", err)
	}
	return nil
}
