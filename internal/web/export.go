package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/packet"
	"nianbao/internal/proof"
	"nianbao/internal/report"
)

type previewPage struct {
	Frame
	Document string
	Kinds    []exportView
	Mark     string // of the review print, "" once the report is final
	Print    bool   // print as soon as the page is there
}

type exportView struct {
	Kind  exporter.Kind
	Href  string
	Label string
	Main  bool
}

// exportKinds are the files a report can be had as; path leads to them.
func exportKinds(o *open, path string) []exportView {
	var out []exportView
	for _, kind := range exporter.Kinds() {
		out = append(out, exportView{Kind: kind, Href: partURL(o, path+string(kind)), Label: kindLabels[kind], Main: kind == exporter.DOCX})
	}
	return out
}

// reportKinds are those of the report as it stands, and what is made of it and
// what is known of it.
func reportKinds(o *open) []exportView {
	out := exportKinds(o, "export/")
	for _, d := range documents {
		out = append(out, exportView{Kind: d.kind, Href: partURL(o, "export/"+string(d.kind)), Label: kindLabels[d.kind]})
	}
	return out
}

func (s *Server) reportPreview(c *gin.Context, o *open) error {
	opts, err := s.exportOptions(o)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "preview", previewPage{Frame: s.frame(o, partPreview, textPreviewPart),
		Document: partURL(o, "document"), Kinds: reportKinds(o), Mark: opts.Mark,
		Print: c.Query("print") != ""})
}

// exportOptions marks a report that is not final, and has last year's at hand.
func (s *Server) exportOptions(o *open) (exporter.Options, error) {
	opts := exporter.Options{Previous: o.previous}
	m, ok, err := draft.MarkOf(o.draft.Report, s.Now())
	if err != nil || !ok {
		return opts, err
	}
	opts.Mark = markText(m)
	return opts, nil
}

// reviewPrint counts a print for review and has the page print it.
func (s *Server) reviewPrint(c *gin.Context) error {
	err := s.note(c, func(o *open) (draft.Request, error) {
		return draft.Review(o.draft.Report, by(c), s.Now())
	})
	if err != nil {
		return err
	}
	return toPart(c, partPreview+"?print=1")
}

// document is the report as the preview's frame shows it: the very file the
// HTML export gives. Its style sheet is allowed by its hash.
func (s *Server) document(c *gin.Context) error {
	o, err := s.open(c, false)
	if err != nil {
		return toSetup(c, err)
	}
	opts, err := s.exportOptions(o)
	if err != nil {
		return err
	}
	return sendDocument(c, o.def, o.draft.Report, opts)
}

// sendDocument sends a report as a page for a frame.
func sendDocument(c *gin.Context, def *form.Definition, r *report.Report, opts exporter.Options) error {
	data, err := exporter.RenderWith(def, r, exporter.HTML, opts)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(exporter.StyleSheet(opts)))
	c.Header("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+
		base64.StdEncoding.EncodeToString(sum[:])+"'; frame-ancestors 'self'")
	c.Data(http.StatusOK, exporter.HTML.ContentType(), data)
	return nil
}

// export sends the report as a file.
func (s *Server) export(c *gin.Context) error {
	o, err := s.open(c, c.Param("kind") == kindApproval || c.Param("kind") == packet.Kind)
	if err != nil {
		return toSetup(c, err)
	}
	opts, err := s.exportOptions(o)
	if err != nil {
		return err
	}
	if opts, err = s.withLetterhead(c, o.office.ID, opts); err != nil {
		return err
	}
	if ok, err := s.sendDocuments(c, o, opts); ok {
		return err
	}
	return s.sendReport(c, o.def, o.draft.Report, opts)
}

// sendReport sends a report as the kind of file that the address names.
func (s *Server) sendReport(c *gin.Context, def *form.Definition, r *report.Report, opts exporter.Options) error {
	kind := exporter.Kind(c.Param("kind"))
	if kind.ContentType() == "" {
		return errNoPage
	}
	data, err := s.rendered(opts, func(opts exporter.Options) ([]byte, error) {
		return proof.Render(def, r, kind, opts)
	})
	if err != nil {
		return err
	}
	sendFile(c, exporter.FileName(r, kind), kind.ContentType(), data)
	return nil
}

// attachment names a file that a browser is to keep.
func attachment(name string) string {
	return "attachment; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
