package storage

import "syscall"

// Errors of the operating system behind ErrFull and ErrReadOnly:
// ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL and ERROR_WRITE_PROTECT.
var (
	diskFull       = []error{syscall.Errno(39), syscall.Errno(112)}
	writeProtected = []error{syscall.Errno(19)}
)
