package importer

import (
	"errors"

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
