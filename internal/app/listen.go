package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"nianbao/internal/storage"
	"nianbao/internal/web"
)

// ErrNotLoopback says that serving other PCs needs accounts, which this
// version does not have.
var ErrNotLoopback = errors.New("app: address is not this PC's own")

// ErrNoPort says that the wanted port and those after it cannot be had.
var ErrNoPort = errors.New("app: no free port")

// ErrAddress says that an address is not host:port.
var ErrAddress = errors.New("app: bad address")

// portsTried is how many ports after the wanted one are tried.
const portsTried = 20

// listen takes the wanted port or, if another program has it, the next free
// one, and says so.
func (cfg Config) listen() (net.Listener, error) {
	host, port, err := splitLoopback(cfg.Addr)
	if err != nil {
		return nil, err
	}
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

func splitLoopback(addr string) (host string, port int, err error) {
	host, portText, err := net.SplitHostPort(addr)
	if err != nil {
		return "", 0, fmt.Errorf("%w: %w", ErrAddress, err)
	}
	port, err = strconv.Atoi(portText)
	if err != nil || port < 0 || port > 65535 {
		return "", 0, fmt.Errorf("%w: port %q", ErrAddress, portText)
	}
	if host == "localhost" {
		return "127.0.0.1", port, nil
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return "", 0, fmt.Errorf("%w: %s", ErrNotLoopback, host)
	}
	return host, port, nil
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
