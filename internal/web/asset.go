package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"
)

// assetSet serves the embedded style sheet, scripts and pictures under names
// that carry a hash of the content: browsers keep them, and a new version of
// the program never meets an old script.
type assetSet struct {
	content map[string][]byte // by hashed name
	hashed  map[string]string
	version string // changes with any of them
}

func newAssets(fsys fs.FS) (*assetSet, error) {
	a := &assetSet{content: map[string][]byte{}, hashed: map[string]string{}}
	all := sha256.New()
	names, err := fs.Glob(fsys, "*.*")
	if err != nil {
		return nil, fmt.Errorf("web: list assets: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("web: asset %s: %w", name, err)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(name)
		hashed := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext
		a.content[hashed], a.hashed[name] = data, hashed
		io.WriteString(all, hashed) // never fails
	}
	a.version = hex.EncodeToString(all.Sum(nil)[:6])
	return a, nil
}

// url is the address of an asset; a name that does not exist fails the page.
func (a *assetSet) url(name string) (string, error) {
	hashed, ok := a.hashed[name]
	if !ok {
		return "", fmt.Errorf("web: no asset %q", name)
	}
	return "/static/" + hashed, nil
}

func (s *Server) static(c *gin.Context) error {
	data, ok := s.assets.content[c.Param("name")]
	if !ok {
		return errNoPage
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, contentType(c.Param("name")), data)
	return nil
}

// contentType does not ask the system: Windows registries answer oddly.
func contentType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	default:
		return mime.TypeByExtension(ext)
	}
}

// favicon answers old browsers that ask for /favicon.ico whatever the page says.
func (s *Server) favicon(c *gin.Context) error {
	c.Data(http.StatusOK, "image/svg+xml", s.assets.content[s.assets.hashed["icon.svg"]])
	return nil
}
