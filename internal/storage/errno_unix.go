//go:build unix

package storage

import "syscall"

// Errors of the operating system behind ErrFull and ErrReadOnly.
var (
	diskFull       = []error{syscall.ENOSPC, syscall.EDQUOT}
	writeProtected = []error{syscall.EROFS}
)
