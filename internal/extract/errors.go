package extract

import "errors"

// What may be wrong with a file.
var (
	ErrUnreadable = errors.New("extract: unreadable")        // nothing in it, or of a kind nobody can read here
	ErrTooLarge   = errors.New("extract: too large")         // beyond one of the Limits
	ErrScan       = errors.New("extract: a scan")            // pictures of pages, without text
	ErrEncrypted  = errors.New("extract: encrypted")         // opens with a password only
	ErrDamaged    = errors.New("extract: damaged")           // of a known kind, but cut off or broken
	ErrUnknown    = errors.New("extract: unknown file kind") // of a kind that is not read
)

// Error is a file that cannot be read: what is wrong with it, and a sentence
// in Chinese that says so to users and what to do.
type Error struct {
	Kind     error // one of the Err values above
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
