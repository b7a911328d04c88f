package main

import (
	"errors"
	"fmt"
	"io/fs"

	"nianbao/internal/app"
	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/storage"
)

// Exit statuses, published in the contract.
const (
	exitDone       = 0
	exitFound      = 1 // check found errors, compare found differences
	exitUsage      = 2
	exitNotReport  = 3
	exitUnreadable = 4
	exitFailure    = 5
)

// errFound ends a command that did its work and found something.
var errFound = errors.New("found")

// usage is a mistake in the command line, in words.
type usage string

func (u usage) Error() string { return string(u) }

func usageError(format string, args ...any) error { return usage(fmt.Sprintf(format, args...)) }

// statuses maps errors to exit statuses and, where the error does not bring a
// sentence of its own, to one.
var statuses = []struct {
	err    error
	status int
	text   string
}{
	{importer.ErrNotReport, exitNotReport, ""},
	{importer.ErrUnreadable, exitUnreadable, ""},
	{importer.ErrTooLarge, exitUnreadable, ""},
	{fs.ErrNotExist, exitUnreadable, textNoFile},
	{fs.ErrPermission, exitUnreadable, textNoPermission},
	{form.ErrUnknownYear, exitUsage, textNoYear},
	{form.ErrUnknownFormat, exitNotReport, textNoFormat},
	{app.ErrNotLoopback, exitUsage, textNotLoopback},
	{app.ErrAddress, exitUsage, textAddress},
	{storage.ErrLocked, exitFailure, ""},
}

// fail says what went wrong and returns the exit status; nil is exitDone.
func (e *environment) fail(err error) int {
	var wrong usage
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFound):
		return exitFound
	case errors.As(err, &wrong):
		fmt.Fprintln(e.err, wrong)
		return exitUsage
	}
	status, text := exitFailure, ""
	for _, s := range statuses {
		if errors.Is(err, s.err) {
			status, text = s.status, s.text
			break
		}
	}
	var spoken interface{ UserMessage() string }
	if errors.As(err, &spoken) {
		text = spoken.UserMessage()
	}
	if text == "" {
		text = fmt.Sprintf(textFailure, err)
	}
	fmt.Fprintln(e.err, subject(err)+text)
	return status
}

// subject names the file a path error speaks of.
func subject(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Path + textColon
	}
	var in *inputError
	if errors.As(err, &in) {
		return in.file + textColon
	}
	return ""
}

// inputError says which file an error belongs to.
type inputError struct {
	file string
	err  error
}

func (e *inputError) Error() string { return e.file + ": " + e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }
