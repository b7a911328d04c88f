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
	"sync"

	"github.com/gin-gonic/gin"
)

// pageSet holds one template set per page, so that pages may define blocks of
// the same name. A set is parsed when its page is first shown: all of them take
// more memory than everything else the program holds at rest.
type pageSet struct {
	fsys   fs.FS
	funcs  template.FuncMap
	byName map[string]func() (*template.Template, error)
	reload bool
}

func newPages(fsys fs.FS, assets *assetSet, reload bool) (*pageSet, error) {
	p := &pageSet{fsys: fsys, reload: reload, byName: map[string]func() (*template.Template, error){}, funcs: template.FuncMap{
		"asset":     assets.url,
		"lines":     func(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") },
		"json":      toJSON,
		"shape":     shape,
		"name":      severityName,
		"entry":     newEntry,
		"passwords": newPasswords,
	}}
	files, err := fs.Glob(p.fsys, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("web: list pages: %w", err)
	}
	if len(files) == 0 {
		return nil, errors.New("web: no pages found")
	}
	for _, file := range files {
		p.byName[pageName(file)] = sync.OnceValues(func() (*template.Template, error) { return p.parse(file) })
	}
	_, err = p.set(errorPageName) // which has to work when others do not
	return p, err
}

// errorPageName is the page that is shown when another one cannot be.
const errorPageName = "error"

func pageName(file string) string { return strings.TrimSuffix(path.Base(file), ".html") }

// parse reads a page together with the layout and all partials.
func (p *pageSet) parse(file string) (*template.Template, error) {
	name := pageName(file)
	t, err := template.New(name).Funcs(p.funcs).ParseFS(p.fsys, "layout.html", "partials/*.html", file)
	if err != nil {
		return nil, fmt.Errorf("web: page %s: %w", name, err)
	}
	return t, nil
}

// set is the template set of a page.
func (p *pageSet) set(page string) (*template.Template, error) {
	if p.reload {
		return p.parse("pages/" + page + ".html")
	}
	parsed := p.byName[page]
	if parsed == nil {
		return nil, fmt.Errorf("web: no page %q", page)
	}
	return parsed()
}

// execute renders a block of a page into memory: half a page is never sent.
func (p *pageSet) execute(page, block string, data any) ([]byte, error) {
	t, err := p.set(page)
	if err != nil {
		return nil, err
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
