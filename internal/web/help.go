package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"nianbao/internal/form"
)

type helpPage struct {
	Frame
	Definition *form.Definition
	Tables     []helpTable
}

type helpTable struct {
	*form.Table
	Lines []form.Line
}

// help is the handbook of the newest format, or of the one asked for, made
// from its definition.
func (s *Server) help(c *gin.Context) error {
	def := s.Formats.Latest()
	if id := c.Query("format"); id != "" {
		var err error
		if def, err = s.Formats.ForFormat(id); err != nil {
			return err
		}
	}
	p := helpPage{Frame: s.bareFrame(textHelp), Definition: def}
	for _, t := range def.Tables() {
		h := helpTable{Table: t}
		for i := range t.Blocks {
			h.Lines = append(h.Lines, t.Blocks[i].Lines()...)
		}
		p.Tables = append(p.Tables, h)
	}
	return s.render(c, http.StatusOK, "help", p)
}
