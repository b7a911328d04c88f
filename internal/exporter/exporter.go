// Package exporter turns a report into a file: text, Markdown, a web page, a
// spreadsheet, the report JSON.
//
// It may import form and report, and touches no clock, file or network: the
// same report gives the same bytes. Start reading at Render. Every kind for
// readers draws the same Document (document.go); a kind is one file, listed
// in kinds below.
package exporter

import (
	"errors"
	"fmt"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Kind is a kind of file, named as on the command line.
type Kind string

// Kinds of files.
const (
	Text     Kind = "txt"
	Markdown Kind = "md"
	HTML     Kind = "html"
	DOCX     Kind = "docx"
	PDF      Kind = "pdf"
	XLSX     Kind = "xlsx"
	SVG      Kind = "svg"
	CSV      Kind = "csv"
	JSON     Kind = "json"
)

// ErrKind says that there is no such kind of file.
var ErrKind = errors.New("exporter: unknown kind")

// ErrFormat says that a report was given with another format's definition.
var ErrFormat = errors.New("exporter: definition and report are of different formats")

// kind is what the package knows of one kind of file.
type kind struct {
	name        Kind
	contentType string
	render      func(*form.Definition, *report.Report, Options) ([]byte, error)
}

// Options change how a report is written. The zero Options write it finished.
type Options struct {
	Mark      string         // stands above a report that is not final yet, in kinds for readers
	Landscape bool           // table three on pages on their side, where pages are laid out
	Unsealed  bool           // the signature as it stands without a seal
	Previous  *report.Report // last year's, to compare with in the picture; nil for none
	Fonts     []Font         // of the user's, for characters that the built-in ones lack
	Template  *Template      // of the office's, for Word files; nil for the official layout
}

// kinds lists what works, in the order people are offered it.
var kinds = []kind{
	{DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", renderDOCX}, // to be sealed
	{PDF, "application/pdf", renderPDF},                                                     // to be read and printed anywhere
	{HTML, "text/html; charset=utf-8", renderHTML},                                          // stands alone, for the preview and the web site
	{Text, "text/plain; charset=utf-8", renderText},                                         // for Notepad and mail
	{Markdown, "text/markdown; charset=utf-8", renderMark},                                  // for repositories and static sites
	{XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", renderXLSX}, // for the statistics office, and back
	{SVG, "image/svg+xml", renderSVG},                                                       // for residents
	{CSV, "text/csv; charset=utf-8", renderCSV},                                             // for spreadsheets, and back
	{JSON, "application/json", renderJSON},                                                  // everything, for programs
}

// Kinds lists the kinds of files that can be written.
func Kinds() []Kind {
	out := make([]Kind, len(kinds))
	for i, k := range kinds {
		out[i] = k.name
	}
	return out
}

func find(name Kind) (kind, error) {
	for _, k := range kinds {
		if k.name == name {
			return k, nil
		}
	}
	return kind{}, fmt.Errorf("%w: %q", ErrKind, name)
}

// ContentType is the media type of the kind, "" for an unknown one.
func (k Kind) ContentType() string {
	known, _ := find(k)
	return known.contentType
}

// Extension is the ending of file names of the kind, with its dot.
func (k Kind) Extension() string { return "." + string(k) }

// Render writes the report as a file of the kind, in UTF-8. Incomplete
// reports are rendered as far as they go. It returns ErrKind or ErrFormat.
func Render(def *form.Definition, r *report.Report, k Kind) ([]byte, error) {
	return RenderWith(def, r, k, Options{})
}

// RenderWith is Render with options.
func RenderWith(def *form.Definition, r *report.Report, k Kind, opts Options) ([]byte, error) {
	known, err := find(k)
	if err != nil {
		return nil, err
	}
	if def.Format != r.Format {
		return nil, fmt.Errorf("%w: %q, %q", ErrFormat, def.Format, r.Format)
	}
	data, err := known.render(def, r, opts)
	if err != nil {
		return nil, fmt.Errorf("exporter: render %s: %w", k, err)
	}
	return data, nil
}

// renderJSON writes the report JSON of the published contract, for people to read too.
func renderJSON(_ *form.Definition, r *report.Report, _ Options) ([]byte, error) {
	return report.MarshalIndent(r)
}
