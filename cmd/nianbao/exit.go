package main

import (
	"errors"
	"fmt"
	"io/fs"

	"nianbao/internal/account"
	"nianbao/internal/app"
	"nianbao/internal/backup"
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

// problem is the exit status of an error and, where the error does not bring a
// sentence of its own, one.
type problem struct {
	err    error
	status int
	text   string
}

// problems, and those with the file a command reads or writes. The first match
// wins.
var (
	problems = []problem{
		{form.ErrUnknownYear, exitUsage, textNoYear},
		{form.ErrUnknownFormat, exitNotReport, textNoFormat},
		{errRunning, exitFailure, textUserRunning},
		{errRestoreRunning, exitFailure, textRestoreRunning},
		{account.ErrNotFound, exitUsage, textUserNone},
		{account.ErrNameTaken, exitUsage, textUserTaken},
		{account.ErrLastAdmin, exitUsage, textUserLast},
		{app.ErrForeign, exitUsage, textForeign},
		{app.ErrCertificate, exitUsage, textCertificate},
		{app.ErrAddress, exitUsage, textAddress},
		{app.ErrNoPort, exitFailure, textNoPort},
		{app.ErrOpen, exitFailure, textDataFolder},
	}
	inputProblems = []problem{
		{importer.ErrNotReport, exitNotReport, ""},
		{importer.ErrUnreadable, exitUnreadable, ""},
		{importer.ErrTooLarge, exitUnreadable, ""},
		{backup.ErrForeign, exitNotReport, ""},
		{backup.ErrNewer, exitNotReport, ""},
		{storage.ErrBackupNewer, exitNotReport, ""},
		{backup.ErrDamaged, exitUnreadable, ""},
		{backup.ErrTooLarge, exitUnreadable, ""},
		{storage.ErrBackup, exitUnreadable, ""},
		{fs.ErrNotExist, exitUnreadable, textNoFile},
		{fs.ErrPermission, exitUnreadable, textNoReading},
		{errFolder, exitUnreadable, textIsFolder},
	}
	outputProblems = []problem{
		{fs.ErrExist, exitFailure, textNoClobber},
		{fs.ErrNotExist, exitFailure, textNoFolder},
		{fs.ErrPermission, exitFailure, textNoWriting},
		{errFolder, exitFailure, textIsFolder},
	}
)

// errFolder says that a folder stands where a file is meant.
var errFolder = errors.New("is a folder")

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
	status, text := explain(err)
	fmt.Fprintln(e.err, text)
	return status
}

// explain finds the exit status and the sentence of an error.
func explain(err error) (status int, text string) {
	p, subject := problem{status: exitFailure, text: fmt.Sprintf(textFailure, err)}, ""
	var in *inputError
	var out *outputError
	switch {
	case errors.As(err, &in):
		p, subject = find(inputProblems, err, problem{nil, exitUnreadable, textUnreadable}), in.name()+textColon
	case errors.As(err, &out):
		p, subject = find(outputProblems, err, problem{nil, exitFailure, textNotWritten}), out.file+textColon
	default:
		p = find(problems, err, p)
	}
	var spoken interface{ UserMessage() string }
	if errors.As(err, &spoken) {
		p.text = spoken.UserMessage()
	}
	if in != nil && errors.Is(err, importer.ErrTooLarge) {
		p.text += fmt.Sprintf(textWiden, mostLimits)
	}
	return p.status, subject + p.text
}

func find(list []problem, err error, otherwise problem) problem {
	for _, p := range list {
		if errors.Is(err, p.err) {
			return p
		}
	}
	return otherwise
}

// inputError says which file an error of reading belongs to.
type inputError struct {
	file string
	err  error
}

func (e *inputError) Error() string { return e.file + ": " + e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }

func (e *inputError) name() string {
	if e.file == "-" {
		return textStandardInput
	}
	return e.file
}

// outputError says which file could not be written.
type outputError struct {
	file string
	err  error
}

func (e *outputError) Error() string { return e.file + ": " + e.err.Error() }
func (e *outputError) Unwrap() error { return e.err }

// inputProblem and outputProblem give an error the file it belongs to, unless
// it is the data folder's and names that.
func inputProblem(file string, err error) error {
	if aboutFolder(err) {
		return err
	}
	return &inputError{file, err}
}

func outputProblem(file string, err error) error {
	if aboutFolder(err) {
		return err
	}
	return &outputError{file, err}
}

func aboutFolder(err error) bool {
	var f *storage.Failure
	return errors.As(err, &f) && f.Kind != storage.ErrBackup && f.Kind != storage.ErrBackupNewer
}
