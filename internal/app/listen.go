package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"nianbao/internal/storage"
	"nianbao/internal/web"
)

// ErrForeign says that this PC does not have the address.
var ErrForeign = errors.New("app: address is not this PC's own")

// ErrNoPort says that the wanted port and those after it cannot be had.
var ErrNoPort = errors.New("app: no free port")

// ErrAddress says that an address is not host:port.
var ErrAddress = errors.New("app: bad address")

// portsTried is how many ports after the wanted one are tried.
const portsTried = 20

// listen takes the wanted port or, if another program has it, the next free
// one, and says so.
func (cfg Config) listen(at scope) (net.Listener, error) {
	host, port := at.loopback, at.port
	var first error
	for i := range portsTried {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port+i)))
		if err == nil {
			if i > 0 {
				fmt.Fprintf(cfg.Out, textPortBusy, port, port+i)
			}
			return l, nil
		}
		if first == nil {
			first = err
		}
		if port == 0 || port+i == 65535 {
			break
		}
	}
	return nil, fmt.Errorf("%w: %w", ErrNoPort, first)
}

// scope is where to listen. The loopback address is always part of it.
type scope struct {
	loopback string
	port     int
	network  bool   // other PCs too
	only     string // the one address for them; "" for all there are
}

// scope reads the address of the command line.
func (cfg Config) scope() (scope, error) {
	host, portText, err := net.SplitHostPort(cfg.Addr)
	if err != nil {
		return scope{}, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	at := scope{loopback: "127.0.0.1"}
	at.port, err = strconv.Atoi(portText)
	if err != nil || at.port < 0 || at.port > 65535 {
		return scope{}, fmt.Errorf("%w: port %q", ErrAddress, portText)
	}
	ip, err := netip.ParseAddr(host)
	switch {
	case host == "localhost":
	case host == "" || err == nil && ip.IsUnspecified():
		at.network = true
	case err == nil && ip.IsLoopback():
		at.loopback = host
	case err == nil && slices.Contains(allAddresses(), ip):
		at.network, at.only = true, host
	default:
		return scope{}, fmt.Errorf("%w: %s", ErrForeign, host)
	}
	return at, nil
}

// Joining waits for a server that is only just starting, as after two double
// clicks.
const (
	joinWithin = 3 * time.Second
	joinPause  = 100 * time.Millisecond
)

// joinRunning shows the page of the server that holds the data folder.
func (cfg Config) joinRunning(ctx context.Context, dir string, locked error) error {
	url, ok := findRunning(ctx, dir)
	if !ok {
		return locked
	}
	fmt.Fprintf(cfg.Out, textRunning, url)
	cfg.open(url)
	return nil
}

func findRunning(ctx context.Context, dir string) (url string, ok bool) {
	ctx, cancel := context.WithTimeout(ctx, joinWithin)
	defer cancel()
	for {
		if url, err := storage.ReadAddress(dir); err == nil && url != "" && alive(ctx, url) {
			return url, true
		}
		select {
		case <-ctx.Done():
			return "", false
		case <-time.After(joinPause):
		}
	}
}

// alive reports whether one of our servers answers at url.
func alive(ctx context.Context, url string) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+web.AlivePath[1:], nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 64))
	return err == nil && string(body) == web.AliveText
}
