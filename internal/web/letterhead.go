package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/packet"
)

// Letterheads keeps the Word documents offices put their reports into.
type Letterheads interface {
	Letterhead(ctx context.Context, office string) (draft.Letterhead, error)
	SetLetterhead(ctx context.Context, office string, l draft.Letterhead) error
}

// letterheadPath takes a Word document in.
const letterheadPath = "/letterhead"

type letterheadPage struct {
	Frame
	Kept    *letterheadView
	Places  [][2]string
	Problem string
	Done    string
}

type letterheadView struct{ Name, By, At string }

// letterhead shows the Word document in use and what can stand in one.
func (s *Server) letterhead(c *gin.Context) error {
	return s.renderLetterhead(c, http.StatusOK, "")
}

func (s *Server) renderLetterhead(c *gin.Context, status int, problem string) error {
	p := letterheadPage{Frame: s.bareFrame(textLetterhead), Places: exporter.TemplatePlaces(), Problem: problem}
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	p.Office = office.Profile.Name
	l, err := s.Drafts.Letterhead(c.Request.Context(), office.ID)
	switch {
	case errors.Is(err, draft.ErrNotFound):
	case err != nil:
		return err
	default:
		p.Kept = &letterheadView{l.Name, l.By, momentText(l.At)}
	}
	return s.render(c, status, "letterhead", p)
}

// letterheadSave takes a Word document over, or drops the one in use.
func (s *Server) letterheadSave(c *gin.Context) error {
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	l := draft.Letterhead{By: by(c)}
	if c.PostForm("drop") == "" {
		sent, err := c.MultipartForm()
		if err != nil {
			return readable(err, errNoFile)
		}
		files := uploads(sent)
		if len(files) == 0 {
			return errNoFile
		}
		if l.Data, err = files[0].read(); err != nil {
			return err
		}
		l.Name = files[0].name
		var wrong *exporter.TemplateError
		if _, err := exporter.ReadTemplate(l.Data); errors.As(err, &wrong) {
			return s.renderLetterhead(c, http.StatusUnprocessableEntity, wrong.UserMessage())
		} else if err != nil {
			return err
		}
	}
	if err := s.Drafts.SetLetterhead(c.Request.Context(), office.ID, l); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, letterheadPath)
	return nil
}

// letterheadFile sends the Word document in use, or one to begin with.
func (s *Server) letterheadFile(c *gin.Context) error {
	if c.Query("example") != "" {
		data, err := exporter.ExampleTemplate()
		if err == nil {
			sendFile(c, textExampleTemplate, exporter.DOCX.ContentType(), data)
		}
		return err
	}
	office, err := s.office(c)
	if err != nil {
		return toSetup(c, err)
	}
	l, err := s.Drafts.Letterhead(c.Request.Context(), office.ID)
	if errors.Is(err, draft.ErrNotFound) {
		return errNoPage
	}
	if err != nil {
		return err
	}
	sendFile(c, l.Name, exporter.DOCX.ContentType(), l.Data)
	return nil
}

// withLetterhead puts the office's Word document into the options of kinds
// that are written into it.
func (s *Server) withLetterhead(c *gin.Context, office string, opts exporter.Options) (exporter.Options, error) {
	if kind := c.Param("kind"); kind != string(exporter.DOCX) && kind != packet.Kind {
		return opts, nil
	}
	l, err := s.Drafts.Letterhead(c.Request.Context(), office)
	if errors.Is(err, draft.ErrNotFound) {
		return opts, nil
	}
	if err == nil {
		opts.Template, err = exporter.ReadTemplate(l.Data)
	}
	return opts, err
}
