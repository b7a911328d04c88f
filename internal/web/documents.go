package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"nianbao/internal/exporter"
	"nianbao/internal/packet"
)

// Parts of a report where it is taken out: to be signed, and to be pasted into
// a site's editor.
const (
	partApproval = "approval"
	partCopy     = "copy"
)

// kindApproval is the sheet for signing where kinds of files are named.
const kindApproval = "approval"

// documents are the files that are made of a report and what is known of it,
// beside the kinds of the exporter.
var documents = []struct {
	kind        exporter.Kind
	contentType string
	name        func(base string) string
	make        func(*open, exporter.Options) ([]byte, error)
}{
	{kindApproval, exporter.DOCX.ContentType(), approvalFile, func(o *open, opts exporter.Options) ([]byte, error) {
		return exporter.NewApproval(o.def, o.draft.Report, o.findings, opts).DOCX()
	}},
	{packet.Kind, packet.ContentType, func(base string) string { return base + packet.Extension }, func(o *open, opts exporter.Options) ([]byte, error) {
		return packet.Build(o.def, o.draft.Report, o.findings, opts)
	}},
}

// sendDocuments sends such a file; ok is false if the kind is none of them.
func (s *Server) sendDocuments(c *gin.Context, o *open, opts exporter.Options) (ok bool, err error) {
	for _, d := range documents {
		if string(d.kind) != c.Param("kind") {
			continue
		}
		data, err := s.rendered(opts, func(opts exporter.Options) ([]byte, error) { return d.make(o, opts) })
		if err != nil {
			return true, err
		}
		sendFile(c, d.name(packet.Name(o.draft.Report, opts.Mark)), d.contentType, data)
		return true, nil
	}
	return false, nil
}

// sendFile sends data to be saved under a name.
func sendFile(c *gin.Context, name, contentType string, data []byte) {
	c.Header("Content-Disposition", attachment(name))
	c.Data(http.StatusOK, contentType, data)
}

type approvalPage struct {
	Frame
	Sheet *exporter.Approval
	Href  string // of the sheet as a Word file
}

// reportApproval shows the sheet for signing, to be printed.
func (s *Server) reportApproval(c *gin.Context, o *open) error {
	opts, err := s.exportOptions(o)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "approval", approvalPage{Frame: s.frame(o, partApproval, textApprovalPart),
		Sheet: exporter.NewApproval(o.def, o.draft.Report, o.findings, opts), Href: partURL(o, "export/"+kindApproval)})
}

type copyPage struct {
	Frame
	Mark string
	Ways []copyWay
}

// copyWay is a way to take the report to a site's editor.
type copyWay struct {
	ID, Title, Help string
	Source          string // markup
	AsText          bool   // the markup itself is what is copied
}

// reportCopy offers the report for pasting into the editor of a site.
func (s *Server) reportCopy(c *gin.Context, o *open) error {
	opts, err := s.exportOptions(o)
	if err != nil {
		return err
	}
	styled := exporter.Fragment(o.def, o.draft.Report, true, opts)
	p := copyPage{Frame: s.frame(o, partCopy, textCopyPart), Mark: opts.Mark, Ways: []copyWay{
		{"rich", textCopyRich, textCopyRichHelp, styled, false},
		{"source", textCopySource, textCopySourceHelp, styled, true},
		{"simple", textCopySimple, textCopySimpleHelp, exporter.Fragment(o.def, o.draft.Report, false, opts), true},
	}}
	return s.render(c, http.StatusOK, "copy", p)
}
