package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"

	"gorm.io/gorm"
	"modernc.org/sqlite"

	"nianbao/internal/draft"
)

// Kinds of failures of the storage itself. They come wrapped in a *Failure,
// which tells the user's sentence.
var (
	ErrLocked   = errors.New("storage: data folder in use")
	ErrNewer    = errors.New("storage: database of a newer program")
	ErrDamaged  = errors.New("storage: database damaged")
	ErrReadOnly = errors.New("storage: data folder not writable")
	ErrFull     = errors.New("storage: disk full")
	ErrBusy     = errors.New("storage: database busy")
	ErrIO       = errors.New("storage: input/output error")

	ErrBackup      = errors.New("storage: no sound backup")
	ErrBackupNewer = errors.New("storage: backup of a newer program")
	ErrNothing     = errors.New("storage: nothing to back up")
)

// Failure is a failure that the person at the screen must hear of, or can
// mend. Its Kind is one of the errors above, which errors.Is finds too.
type Failure struct {
	Kind    error
	Path    string // the data folder or file concerned
	Address string // ErrLocked: the address of the running server, if known
	Backup  string // ErrDamaged: the newest backup that is in order
	Version string // ErrNewer: the program that wrote the database, if known

	opening bool // nothing was being saved
	cause   error
}

// Error implements error.
func (f *Failure) Error() string {
	if f.cause == nil {
		return fmt.Sprintf("%v: %s", f.Kind, f.Path)
	}
	return fmt.Sprintf("%v: %s: %v", f.Kind, f.Path, f.cause)
}

// Unwrap gives the kind and the cause.
func (f *Failure) Unwrap() []error {
	if f.cause == nil {
		return []error{f.Kind}
	}
	return []error{f.Kind, f.cause}
}

// HTTPStatus is the status a web server answers with.
func (f *Failure) HTTPStatus() int {
	switch f.Kind {
	case ErrFull:
		return http.StatusInsufficientStorage
	case ErrBusy, ErrLocked, ErrReadOnly:
		return http.StatusServiceUnavailable
	case ErrBackup, ErrBackupNewer:
		return http.StatusUnprocessableEntity
	}
	return http.StatusInternalServerError
}

// kinds maps the result codes of SQLite. Extended codes that are not listed
// count as their primary code, the last eight bits.
var kinds = map[int]error{
	5:    ErrBusy,           // BUSY
	6:    ErrBusy,           // LOCKED
	8:    ErrReadOnly,       // READONLY
	10:   ErrIO,             // IOERR
	11:   ErrDamaged,        // CORRUPT
	13:   ErrFull,           // FULL
	14:   ErrReadOnly,       // CANTOPEN
	23:   ErrReadOnly,       // AUTH
	26:   ErrDamaged,        // NOTADB
	522:  ErrDamaged,        // IOERR_SHORT_READ: the file ends too early
	787:  draft.ErrNotFound, // CONSTRAINT_FOREIGNKEY: no such office
	1555: draft.ErrExists,   // CONSTRAINT_PRIMARYKEY
	2067: draft.ErrExists,   // CONSTRAINT_UNIQUE
	3338: ErrReadOnly,       // IOERR_ACCESS
	4874: ErrFull,           // IOERR_SHMSIZE: no room for the index of the log
}

// kindOf classifies an error of the database or the file system; nil if it is
// of no known kind.
func kindOf(err error) error {
	var code *sqlite.Error
	switch {
	case errors.As(err, &code):
		return kindOfCode(code.Code())
	case errors.Is(err, gorm.ErrRecordNotFound):
		return draft.ErrNotFound
	case isAny(err, diskFull):
		return ErrFull
	case errors.Is(err, fs.ErrPermission) || isAny(err, writeProtected):
		return ErrReadOnly
	}
	return nil
}

func kindOfCode(code int) error {
	if kind, ok := kinds[code]; ok {
		return kind
	}
	return kinds[code&0xff]
}

func isAny(err error, targets []error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

// fault says what was attempted and gives err its kind.
func (s *Store) fault(what string, err error) error {
	if err == nil {
		return nil
	}
	var known *Failure
	if errors.As(err, &known) {
		return fmt.Errorf("storage: %s: %w", what, err)
	}
	switch kind := kindOf(err); kind {
	case nil:
		return fmt.Errorf("storage: %s: %w", what, err)
	case draft.ErrNotFound, draft.ErrExists:
		return fmt.Errorf("storage: %s: %w", what, kind)
	default:
		f := &Failure{Kind: kind, Path: s.dir, cause: err}
		s.describe(f)
		return fmt.Errorf("storage: %s: %w", what, f)
	}
}

// describe adds to a failure what can be found out about it.
func (s *Store) describe(f *Failure) {
	if f.Kind == ErrDamaged {
		f.Path, f.Backup = s.path(databaseFile), newestGood(s.path(backupFolder))
	}
}

// openFault is fault for errors before anything can be saved.
func (s *Store) openFault(what string, err error) error {
	err = s.fault(what, err)
	var f *Failure
	if errors.As(err, &f) {
		f.opening = true
	}
	return err
}
