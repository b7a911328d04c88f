package importer

import "errors"

// What may be wrong with a file; the published contract gives each its exit status.
var (
	ErrNotReport  = errors.New("importer: not such a report")
	ErrUnreadable = errors.New("importer: unreadable")
	ErrTooLarge   = errors.New("importer: too large")
)

// Error is a file that cannot be read: what is wrong with it, and a sentence
// in Chinese that says so to users and what to do.
type Error struct {
	Kind     error // ErrNotReport, ErrUnreadable or ErrTooLarge
	Sentence string
	Cause    error // nil where there is no more to say
}

func fail(kind error, sentence string, cause error) *Error {
	return &Error{kind, sentence, cause}
}

// Error is for logs; show users the Sentence.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Kind.Error()
	}
	return e.Kind.Error() + ": " + e.Cause.Error()
}

// UserMessage is the Sentence.
func (e *Error) UserMessage() string { return e.Sentence }

// Unwrap lets errors.Is find both the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}
