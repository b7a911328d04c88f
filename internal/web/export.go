package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/exporter"
)

type previewPage struct {
	Frame
	Document string
	Kinds    []exportView
}

type exportView struct {
	Kind  exporter.Kind
	Href  string
	Label string
	Main  bool
}

func (s *Server) previewPage(o *open) previewPage {
	p := previewPage{Frame: s.frame(o, partPreview, textPreviewPart), Document: partURL(o, "document")}
	for _, kind := range exporter.Kinds() {
		p.Kinds = append(p.Kinds, exportView{Kind: kind, Href: partURL(o, "export/"+string(kind)),
			Label: kindLabels[kind], Main: kind == exporter.HTML || kind == exporter.Text})
	}
	return p
}

// document is the finished report as the preview's frame shows it: the very
// file the HTML export gives. Its style sheet is allowed by its hash.
func (s *Server) document(c *gin.Context) error {
	o, err := s.open(c, false)
	if err != nil {
		return toSetup(c, err)
	}
	data, err := exporter.Render(o.def, o.draft.Report, exporter.HTML)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(exporter.StyleSheet()))
	c.Header("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+
		base64.StdEncoding.EncodeToString(sum[:])+"'; frame-ancestors 'self'")
	c.Data(http.StatusOK, exporter.HTML.ContentType(), data)
	return nil
}

// export sends the finished report as a file.
func (s *Server) export(c *gin.Context) error {
	o, err := s.open(c, false)
	if err != nil {
		return toSetup(c, err)
	}
	kind := exporter.Kind(c.Param("kind"))
	if kind.ContentType() == "" {
		return errNoPage
	}
	data, err := exporter.Render(o.def, o.draft.Report, kind)
	if err != nil {
		return err
	}
	name := exporter.FileName(o.draft.Report, kind)
	c.Header("Content-Disposition", "attachment; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
	c.Data(http.StatusOK, kind.ContentType(), data)
	return nil
}
