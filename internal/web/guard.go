package web

import (
	"io"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/backup"
)

// Limits of request bodies, in bytes.
const (
	maxChangeBody = 1 << 20             // a change: text of 100,000 characters and some
	aroundFile    = 64 << 10            // what a form puts around a file
	maxUploadBody = 64<<20 + aroundFile // a sealed scan, a template
)

// basePolicy is the Content-Security-Policy of every page: nothing from
// elsewhere, nothing inline.
const basePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// crossOrigin refuses requests that another site's page makes the browser send.
var crossOrigin = http.NewCrossOriginProtection()

// guarded keeps other sites out: the Host must be one of ours (against DNS
// rebinding), writing requests must come from our own pages.
func (s *Server) guarded(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", basePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if !s.ours(strings.ToLower(c.Request.Host)) {
		s.fail(c, errHost)
		return
	}
	if err := crossOrigin.Check(c.Request); err != nil {
		s.fail(c, errOrigin)
		return
	}
	c.Next()
}

// ours reports whether the server may be addressed as host.
func (s *Server) ours(host string) bool {
	return slices.Contains(s.Hosts, host) || slices.Contains(s.network().Hosts, host)
}

// maxDrained is how much of a body that is too large is read and thrown away:
// a browser looks at the answer only when it has sent everything.
const maxDrained = 1 << 30

// limited bounds the body before anything reads it.
func (s *Server) limited(c *gin.Context) {
	limit := int64(maxChangeBody)
	switch c.FullPath() {
	case importPath:
		limit = s.readOptions(0).MaxSize() + aroundFile
	case archivePath, letterheadPath:
		limit = maxUploadBody
	case restorePath:
		limit = backup.MaxFile + aroundFile
	}
	if c.Request.ContentLength > limit {
		io.CopyN(io.Discard, c.Request.Body, maxDrained) // its end or an error: the answer is the same
		if c.FullPath() == importPath {
			s.fail(c, s.tooLarge())
			return
		}
		s.fail(c, &http.MaxBytesError{Limit: limit})
		return
	}
	if c.Request.Body != nil {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
	}
	c.Next()
}

// recovered turns a panic into a page with a reference number; the cause goes
// to the log.
func (s *Server) recovered(c *gin.Context) {
	defer func() {
		if cause := recover(); cause != nil {
			s.Log.Error("panic", "path", c.Request.URL.Path, "cause", cause, "stack", string(debug.Stack()))
			s.fail(c, errPanic)
		}
	}()
	c.Next()
}

// logged writes one line a request, without query or body.
func (s *Server) logged(c *gin.Context) {
	start := s.Now()
	c.Next()
	s.Log.Info("request", "method", c.Request.Method, "path", c.Request.URL.Path,
		"status", c.Writer.Status(), "ms", s.Now().Sub(start).Milliseconds())
}
