package exporter

import (
	"bytes"
	"fmt"

	"nianbao/internal/pdf"
)

// FontError is a font file that cannot be used.
type FontError struct {
	Sentence string
	Cause    error
}

// Error is for logs.
func (e *FontError) Error() string { return fmt.Sprintf("exporter: font: %v", e.Cause) }

// Unwrap is the cause.
func (e *FontError) Unwrap() error { return e.Cause }

// UserMessage is the sentence for people.
func (e *FontError) UserMessage() string { return e.Sentence }

// HTTPStatus says that the file is at fault.
func (e *FontError) HTTPStatus() int { return 422 }

// AddFont adds a font of the user's to those that are tried for characters
// that the built-in ones lack. Its errors are *FontError.
func AddFont(fonts []Font, name string, data []byte) ([]Font, error) {
	for _, wrong := range []struct{ magic, text string }{{"OTTO", fontOutlines}, {"ttcf", fontCollection}, {"wOF", fontWeb}} {
		if bytes.HasPrefix(data, []byte(wrong.magic)) {
			return nil, &FontError{fmt.Sprintf(wrong.text, name), nil}
		}
	}
	if err := pdf.CheckFont(data); err != nil {
		return nil, &FontError{fmt.Sprintf(fontBroken, name), err}
	}
	// Names of fonts tell them apart and are not written into the file.
	return append(fonts, Font{fmt.Sprintf("user%d", len(fonts)+1), data}), nil
}
