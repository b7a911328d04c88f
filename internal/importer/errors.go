package importer

import (
	"errors"

	"nianbao/internal/extract"
)

// What may be wrong with a file; the published contract gives each its exit status.
var (
	ErrNotReport  = errors.New("importer: not such a report")
	ErrUnreadable = errors.New("importer: unreadable")
	ErrTooLarge   = errors.New("importer: too large")
	// ErrNoYear comes with ErrNotReport where nothing but the year is missing.
	ErrNoYear = errors.New("importer: no year")
)

// Error is a file that cannot be read: what is wrong with it, one of the kinds
// above, and a sentence in Chinese that says so to users and what to do.
type Error = extract.Error

func fail(kind error, sentence string, cause error) *Error {
	return &Error{Kind: kind, Sentence: sentence, Cause: cause}
}
