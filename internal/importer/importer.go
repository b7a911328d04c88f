// Package importer reads a published report from a file: what it prints, where
// that stands, and what is doubtful.
//
// Our own JSON and csv are read here; every other file is taken apart by
// internal/extract and understood by internal/recognise. It touches no file,
// clock or network. Start reading at Read. What a file is, is told by content,
// the name is a hint only.
package importer

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/recognise"
	"nianbao/internal/report"
)

// Options override what the source says. Zero values override nothing.
type Options struct {
	Year   int
	Format string
	// Kind is that of a file of our own making, whose text is taken as it is
	// written; "" for any other file.
	Kind extract.Kind
	// Limits on what reading may cost; zero is extract.DefaultLimits.
	Limits extract.Limits
}

// LastYear is the latest report year that is not a slip of the keyboard.
const LastYear = 2100

// MaxSize is the largest file that is looked at, unless Limits say otherwise.
const MaxSize = 64 << 20

// maxData is the largest file of our own data; a full one has a hundredth.
const maxData = 4 << 20

// CheckSize refuses a file by its size, before anybody takes it into memory.
func (o Options) CheckSize(size int64) error {
	if most := o.MaxSize(); size > most {
		return fail(ErrTooLarge, fmt.Sprintf(tooLarge, most>>20), nil)
	}
	return nil
}

// Widen lets a file take so many times as much as usual.
func (o *Options) Widen(n int) { o.Limits = extract.DefaultLimits().Times(n) }

// MaxSize is the largest file that is looked at.
func (o Options) MaxSize() int64 { return max(MaxSize, o.Limits.Bytes) }

// source is a kind of file of our own.
type source struct {
	name string
	// recognises looks at content first; it must not mistake another kind.
	recognises func(*input) bool
	read       func(*input) (*report.Report, error)
}

// sources lists our own files. The first that recognises a file reads it.
var sources = []source{
	{"json", isJSON, readJSON}, // report JSON, ours
	{"csv", isCSV, readCSV},    // the sheet, from a spreadsheet program
}

// input is a file with what every source needs to know.
type input struct {
	catalog *form.Catalog
	name    string
	data    []byte
	text    string // the data as UTF-8, once a source has taken it for its own
	isText  bool
	opts    Options
}

// Reading is a report with the file it was read from.
type Reading struct {
	Report *report.Report
	// Source is the text that Report.Sources and Report.Doubts count lines of;
	// nil for our own JSON and csv.
	Source *extract.Document
	// Contact is the block of the preface that tells whom to ask.
	Contact recognise.Contact
}

// Import reads a report. Its errors are *Error and wrap ErrNotReport,
// ErrUnreadable or ErrTooLarge; doubts are part of the report and no error.
func Import(catalog *form.Catalog, name string, data []byte, opts Options) (*report.Report, error) {
	r, err := Read(catalog, name, data, opts)
	if err != nil {
		return nil, err
	}
	return r.Report, nil
}

// Read is Import for those who show the report beside its source.
func Read(catalog *form.Catalog, name string, data []byte, opts Options) (*Reading, error) {
	if err := opts.CheckSize(int64(len(data))); err != nil {
		return nil, err
	}
	if opts.Limits == (extract.Limits{}) {
		opts.Limits = extract.DefaultLimits()
	}
	if len(bytes.TrimSpace(extract.TrimMark(data))) == 0 {
		return nil, fail(ErrUnreadable, emptyFile, nil)
	}
	in := &input{catalog: catalog, name: name, data: data, opts: opts}
	if r := in.readSpread(); r != nil {
		return r, nil
	}
	for _, s := range sources {
		if s.recognises(in) {
			r, err := s.checked(in)
			if err != nil {
				return nil, err
			}
			return &Reading{Report: r}, nil
		}
	}
	return in.readPublished()
}

// checked reads and makes sure that every error carries a sentence.
func (s source) checked(in *input) (*report.Report, error) {
	if len(in.data) > maxData {
		return nil, fail(ErrTooLarge, fmt.Sprintf(tooLarge, maxData>>20), nil)
	}
	in.text, in.isText = extract.Decode(in.data)
	r, err := s.read(in)
	var told *Error
	if err != nil && !errors.As(err, &told) {
		err = fail(ErrUnreadable, damaged, fmt.Errorf("%s: %w", s.name, err))
	}
	return r, err
}

// definition chooses the format: the option, what the source says, else the
// one of the year, which the option overrides too.
func (in *input) definition(format string, year int) (*form.Definition, int, error) {
	if in.opts.Year != 0 {
		year = in.opts.Year
	}
	if in.opts.Format != "" {
		format = in.opts.Format
	}
	switch first := in.catalog.Definitions()[0].Years.From; {
	case year == 0:
		return nil, 0, fail(ErrNotReport, noYear, ErrNoYear)
	case year > LastYear:
		return nil, 0, fail(ErrNotReport, fmt.Sprintf(absurdYear, year), form.ErrUnknownYear)
	case year < first:
		return nil, 0, fail(ErrNotReport, fmt.Sprintf(unknownYear, year), form.ErrUnknownYear)
	}
	if format != "" {
		def, err := in.catalog.ForFormat(format)
		if err != nil {
			return nil, 0, fail(ErrNotReport, fmt.Sprintf(unknownFormat, format, in.formats()), err)
		}
		return def, year, nil
	}
	def, err := in.catalog.ForYear(year)
	if err != nil {
		return nil, 0, fail(ErrNotReport, fmt.Sprintf(unknownYear, year), err)
	}
	return def, year, nil
}

func (in *input) formats() string {
	var ids []string
	for _, d := range in.catalog.Definitions() {
		ids = append(ids, d.Format)
	}
	return strings.Join(ids, listComma)
}
