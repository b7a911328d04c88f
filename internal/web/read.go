package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
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

// readable keeps the error of a body beyond its limit and gives any other one
// its sentence.
func readable(err, sentence error) error {
	var tooBig *http.MaxBytesError
	if err == nil || errors.As(err, &tooBig) {
		return err
	}
	return sentence
}
