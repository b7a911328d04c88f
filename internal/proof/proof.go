// Package proof reads a file that was just exported back and holds it against
// the report: every cell of every table at its place in the grid, every
// paragraph in its order, head and foot. A file that differs is not handed out.
//
// What should be there is worked out from definition and report, not from what
// the exporter made of them; what is there, from the bytes. It touches no file,
// clock or network. Start reading at Render.
//
// What a kind cannot carry is not compared: white space in txt, md and pdf
// files (elsewhere runs of it count as one space), characters without width or
// that XML has no place for, and the mark of a draft in the running head of
// docx files. In an office's own template head and foot are not looked for:
// they stand where it puts them. The picture for residents is held to be well-formed only.
package proof

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"nianbao/internal/exporter"
	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Difference is a place where a file does not say what the report says.
type Difference struct {
	Where string // which cell, paragraph or field
	Want  string // what should be there
	Read  string // what is
}

// Error is a file that differs from its report.
type Error struct {
	Kind        exporter.Kind
	Differences []Difference
	Cause       error // of a file that cannot be read at all, else nil
}

// Error is for logs; show users the UserMessage.
func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("proof: %s: cannot be read back: %v", e.Kind, e.Cause)
	}
	return fmt.Sprintf("proof: %s: %d differences, first %q: %q, not %q",
		e.Kind, len(e.Differences), e.Differences[0].Where, e.Differences[0].Read, e.Differences[0].Want)
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Cause }

// HTTPStatus says that the program is at fault, not who asked.
func (e *Error) HTTPStatus() int { return 500 }

// Render exports a report and proves the file. Its errors are those of the
// export, and *Error.
func Render(def *form.Definition, r *report.Report, kind exporter.Kind, opts exporter.Options) ([]byte, error) {
	data, err := exporter.RenderWith(def, r, kind, opts)
	if err != nil {
		return nil, err
	}
	if err := Check(def, r, kind, opts, data); err != nil {
		return nil, err
	}
	return data, nil
}

// Check holds a file that was exported against its report; the error is an
// *Error. Text files may be in another encoding by now.
func Check(def *form.Definition, r *report.Report, kind exporter.Kind, opts exporter.Options, data []byte) error {
	p := &prover{def: def, report: r, opts: opts, kind: kind}
	var err error
	switch kind {
	case exporter.SVG:
		err = wellFormed(data)
	case exporter.JSON, exporter.CSV:
		_, err = p.rows(data)
	case exporter.XLSX:
		err = p.workbook(data)
	default:
		err = p.document(data)
	}
	if err != nil || len(p.found) > 0 {
		return &Error{kind, p.found, err}
	}
	return nil
}

// ours are limits for files of our own making, which are no threat.
var ours = extract.Limits{
	Bytes: 1 << 30, Unpacked: 1 << 30, Ratio: math.MaxInt32, Depth: 256,
	Page: 1 << 30, Lines: 10_000_000, Text: 1 << 30, Nodes: 50_000_000, Cells: 200_000, Pages: 20_000, Time: time.Minute,
}

// prover collects what differs.
type prover struct {
	def    *form.Definition
	report *report.Report
	opts   exporter.Options
	kind   exporter.Kind
	found  []Difference
}

func (p *prover) differs(where, want, read string) {
	p.found = append(p.found, Difference{where, want, read})
}

// document proves a file for readers.
func (p *prover) document(data []byte) error {
	doc, err := extract.AsWritten(extract.Kind(p.kind), data, ours)
	if err != nil {
		return err
	}
	want, got := p.expected(), p.blocks(doc)
	if first := want[0].pieces; p.template() && len(first) > 0 { // a cover may hold tables
		got = got[max(slices.IndexFunc(got, func(b block) bool { return b.text == first[0].text }), 0):]
	}
	for i := range want {
		got = p.stretch(&want[i], got)
		if want[i].table != nil {
			got = p.table(want[i].table, got)
		}
	}
	return nil
}

// wellFormed reads a picture to its end.
func wellFormed(data []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// strict kinds keep paragraphs apart and spaces as they are.
func (p *prover) strict() bool { return p.kind == exporter.DOCX || p.kind == exporter.HTML }

// fold makes texts comparable: what the kind cannot carry is taken out.
func (p *prover) fold(s string) string {
	if p.strict() {
		return strings.Trim(strings.Join(strings.FieldsFunc(carried(s), isSpace), " "), " \u3000")
	}
	return squeeze(s)
}
