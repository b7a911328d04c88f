package importer

import (
	"errors"
	"unicode/utf8"

	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/recognise"
)

// readPublished reads a report that was written for people.
func (in *input) readPublished() (*Reading, error) {
	if in.opts.Format != "" {
		if _, _, err := in.definition(in.opts.Format, in.catalog.Latest().Years.From); err != nil {
			return nil, err
		}
	}
	doc, err := in.extracted()
	if err != nil {
		return nil, unreadable(err)
	}
	if rows, ok := dataSheet(doc); ok {
		r, err := in.readData(rows)
		if err != nil {
			return nil, err
		}
		return &Reading{Report: r, Source: doc}, nil
	}
	res, err := recognise.Recognise(in.catalog, doc, recognise.Options{Year: in.opts.Year, Format: in.opts.Format})
	if err != nil {
		var refusal *recognise.Refusal
		if !errors.As(err, &refusal) {
			return nil, fail(ErrUnreadable, damaged, err)
		}
		cause := err
		switch {
		case inPictures(doc, refusal):
			return nil, fail(ErrUnreadable, extract.ScanSentence, err)
		case refusal.Year != 0:
			cause = form.ErrUnknownYear
		case refusal.NoYear:
			cause = ErrNoYear
		}
		return nil, fail(ErrNotReport, refusal.Sentence, cause)
	}
	if _, _, err := in.definition(res.Report.Format, res.Report.Year); err != nil {
		return nil, err
	}
	return &Reading{Report: res.Report, Source: doc, Contact: res.Contact}, nil
}

// How much text is less than a report has: around pages that are pictures,
// around pictures in a text.
const (
	beforeScan    = 600 // characters: a letter
	besidePicture = 100
)

// inPictures reports whether what a document lacks to be a report stands in its
// pictures. Of a web page nobody can tell: pictures are all over it.
func inPictures(doc *extract.Document, refusal *recognise.Refusal) bool {
	if !refusal.Title && !refusal.Unlike {
		return false
	}
	chars := 0
	for _, line := range doc.Lines {
		chars += utf8.RuneCountInString(line)
	}
	for _, n := range doc.Notes {
		switch {
		case n.Kind == extract.Unread && (refusal.Title || chars < beforeScan):
			return true
		case n.Kind == extract.Pictured && doc.Kind != extract.HTML && doc.Kind != extract.MHTML && (refusal.Title || chars < besidePicture):
			return true
		}
	}
	return false
}

func (in *input) extracted() (*extract.Document, error) {
	if in.opts.Kind != "" {
		return extract.AsWritten(in.opts.Kind, in.data, in.opts.Limits)
	}
	return extract.Read(in.name, in.data, in.opts.Limits)
}

// unreadable gives a file that cannot be taken apart its kind of error.
func unreadable(err error) error {
	var told *extract.Error
	if !errors.As(err, &told) {
		return fail(ErrUnreadable, damaged, err)
	}
	kind := ErrUnreadable
	switch {
	case errors.Is(err, extract.ErrTooLarge):
		kind = ErrTooLarge
	case errors.Is(err, extract.ErrUnknown):
		kind = ErrNotReport
	}
	return fail(kind, told.Sentence, err)
}
