package app

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"sync"
	"time"
)

// ErrCertificate says that the certificate or its key cannot be used.
var ErrCertificate = errors.New("app: certificate")

// certificate is the office's own, read anew when its files change.
type certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu      sync.Mutex
	current *tls.Certificate
	read    [2]time.Time // when the files read were written
}

// newCertificate reads the files; nil if none are named.
func newCertificate(cfg Config) (*certificate, error) {
	if cfg.TLSCert == "" && cfg.TLSKey == "" {
		return nil, nil
	}
	c := &certificate{certFile: cfg.TLSCert, keyFile: cfg.TLSKey, log: cfg.Log}
	c.read = c.written()
	if err := c.load(); err != nil {
		return nil, err
	}
	return c, nil
}

// written is when the files were; the zero time for one that is not there.
func (c *certificate) written() (at [2]time.Time) {
	for i, file := range []string{c.certFile, c.keyFile} {
		if info, err := os.Stat(file); err == nil {
			at[i] = info.ModTime()
		}
	}
	return at
}

func (c *certificate) load() error {
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCertificate, err)
	}
	c.current = &pair
	return nil
}

// get is the certificate of today. While new files cannot be read, as between
// the writing of the two, the old one stays.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at := c.written(); at != c.read {
		if err := c.load(); err != nil {
			c.log.Warn("new certificate not usable yet", "error", err)
		} else {
			c.read = at
		}
	}
	return c.current, nil
}

// names are those the certificate is for, in lower case.
func (c *certificate) names() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current == nil || c.current.Leaf == nil {
		return nil
	}
	var out []string
	for _, name := range c.current.Leaf.DNSNames {
		if !strings.Contains(name, "*") {
			out = append(out, strings.ToLower(name))
		}
	}
	return out
}

func (c *certificate) listener(l net.Listener) net.Listener {
	return tls.NewListener(l, &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get, NextProtos: []string{"http/1.1"}})
}
