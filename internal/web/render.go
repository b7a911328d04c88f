package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"github.com/gin-gonic/gin"
)

// pageSet holds one template set per page, so that pages may define blocks of
// the same name.
type pageSet struct {
	fsys   fs.FS
	funcs  template.FuncMap
	byName map[string]*template.Template
	reload bool
}

func newPages(fsys fs.FS, assets *assetSet, reload bool) (*pageSet, error) {
	p := &pageSet{fsys: fsys, reload: reload, funcs: template.FuncMap{
		"asset":     assets.url,
		"lines":     func(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") },
		"json":      toJSON,
		"shape":     shape,
		"name":      severityName,
		"entry":     newEntry,
		"passwords": newPasswords,
	}}
	var err error
	p.byName, err = p.parse()
	return p, err
}

// parse reads every page together with the layout and all partials.
func (p *pageSet) parse() (map[string]*template.Template, error) {
	pages, err := fs.Glob(p.fsys, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("web: list pages: %w", err)
	}
	if len(pages) == 0 {
		return nil, errors.New("web: no pages found")
	}
	byName := map[string]*template.Template{}
	for _, file := range pages {
		name := strings.TrimSuffix(path.Base(file), ".html")
		t, err := template.New(name).Funcs(p.funcs).ParseFS(p.fsys, "layout.html", "partials/*.html", file)
		if err != nil {
			return nil, fmt.Errorf("web: page %s: %w", name, err)
		}
		byName[name] = t
	}
	return byName, nil
}

// execute renders a block of a page into memory: half a page is never sent.
func (p *pageSet) execute(page, block string, data any) ([]byte, error) {
	byName := p.byName
	if p.reload {
		var err error
		if byName, err = p.parse(); err != nil {
			return nil, err
		}
	}
	t := byName[page]
	if t == nil {
		return nil, fmt.Errorf("web: no page %q", page)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, block, data); err != nil {
		return nil, fmt.Errorf("web: render %s: %w", page, err)
	}
	return b.Bytes(), nil
}

// render sends a page.
func (s *Server) render(c *gin.Context, status int, page string, data any) error {
	if f, ok := data.(interface{ look() *Look }); ok && f.look() != nil {
		*f.look() = lookOf(c)
	}
	body, err := s.pages.execute(page, "layout", data)
	if err != nil {
		return err
	}
	c.Data(status, "text/html; charset=utf-8", body)
	return nil
}

// fragment renders a partial for the script to put into the page.
func (s *Server) fragment(page, block string, data any) (string, error) {
	body, err := s.pages.execute(page, block, data)
	return string(body), err
}

// toJSON writes data for the script into an attribute.
func toJSON(v any) (string, error) {
	data, err := json.Marshal(v)
	return string(data), err
}
