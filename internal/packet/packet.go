// Package packet puts together what an office hands in and files: the report
// in every form it is asked for, the sheet it was signed off with, and a list
// of checksums that proves later that nothing was changed.
//
// It may import form, report, check, exporter and proof, and touches no file, clock
// or network: the same report gives the same bytes.
package packet

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"

	"nianbao/internal/check"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/proof"
	"nianbao/internal/report"
)

// Kind is the name of a packet where kinds of exports are named, and its
// ending.
const (
	Kind        = "packet"
	Extension   = ".zip"
	ContentType = "application/zip"
)

// kinds are the files of the report itself.
var kinds = []exporter.Kind{exporter.DOCX, exporter.PDF, exporter.HTML, exporter.XLSX, exporter.SVG, exporter.JSON}

// file is one file of a packet.
type file struct {
	name string
	data []byte
}

// Build returns the packet as a zip file. Findings are those of the whole
// check, accepted ones marked; they stand on the sheet for signing. Errors are
// those of the exports, *exporter.MissingError among them, and *proof.Error.
func Build(def *form.Definition, r *report.Report, findings []check.Finding, opts exporter.Options) ([]byte, error) {
	base := Name(r, opts.Mark)
	var files []file
	for _, kind := range kinds {
		data, err := proof.Render(def, r, kind, opts)
		if err != nil {
			return nil, fmt.Errorf("packet: %w", err)
		}
		files = append(files, file{base + labels[kind] + kind.Extension(), data})
	}
	sheet, err := exporter.NewApproval(def, r, findings, opts).DOCX()
	if err != nil {
		return nil, fmt.Errorf("packet: sign-off sheet: %w", err)
	}
	files = append(files, file{base + sheetName, sheet})
	return pack(append(files, manifest(files)))
}

// Name is what an office calls the files of a report: its title and which
// draft it is.
func Name(r *report.Report, mark string) string {
	state := final
	if mark != "" {
		state = mark
	}
	name := strings.TrimSuffix(exporter.FileName(r, exporter.JSON), exporter.JSON.Extension())
	return name + fmt.Sprintf(stateText, strings.ReplaceAll(state, " ", ""))
}

// manifest lists the checksums, for Notepad too.
func manifest(files []file) file {
	var b strings.Builder
	b.WriteString("\uFEFF" + manifestHead + "\r\n\r\n")
	for _, f := range files {
		fmt.Fprintf(&b, "%x  %s\r\n", sha256.Sum256(f.data), f.name)
	}
	return file{manifestName, []byte(b.String())}
}

func pack(files []file) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		method := zip.Deflate
		if bytes.HasPrefix(f.data, []byte("PK")) || bytes.HasPrefix(f.data, []byte("%PDF")) {
			method = zip.Store // compressed already
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: method})
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			return nil, fmt.Errorf("packet: %s: %w", f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("packet: finish: %w", err)
	}
	return b.Bytes(), nil
}
