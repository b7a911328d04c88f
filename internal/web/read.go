package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/importer"
	"nianbao/internal/report"
)

// readYear is the report year in the address.
func readYear(c *gin.Context) (int, error) {
	year, err := strconv.Atoi(c.Param("year"))
	if err != nil {
		return 0, errNoPage
	}
	return year, nil
}

// readJSON decodes the JSON body that the page's script sends.
func readJSON(c *gin.Context, into any) error {
	return readable(c.ShouldBindJSON(into), errBody)
}

// readForm decodes a posted form, so that what is missing from it was not
// typed rather than not read.
func readForm(c *gin.Context) error {
	return readable(c.Request.ParseForm(), errBody)
}

// readUpload imports the file of a posted form.
func (s *Server) readUpload(c *gin.Context) (*report.Report, error) {
	header, err := c.FormFile("file")
	if err != nil {
		return nil, readable(err, errNoFile)
	}
	f, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("web: open upload: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("web: read upload: %w", err)
	}
	return importer.Import(s.Formats, header.Filename, data, importer.Options{})
}

// readable keeps the error of a body beyond its limit and gives any other one
// its sentence.
func readable(err, sentence error) error {
	var tooBig *http.MaxBytesError
	if err == nil || errors.As(err, &tooBig) {
		return err
	}
	return sentence
}
