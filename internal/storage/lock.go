package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// lock keeps other servers off the data folder. The operating system frees it
// when the process ends, however it ends.
func (s *Store) lock() error {
	s.held = flock.New(s.path(lockFile))
	ok, err := s.held.TryLock()
	switch {
	case err != nil:
		return s.openFault("lock the data folder", err)
	case !ok:
		address, err := ReadAddress(s.dir)
		return &Failure{Kind: ErrLocked, Path: s.dir, Address: address, opening: true, cause: err}
	}
	return s.removeAddress() // left behind by a server that was killed
}

// SetAddress tells a second start where the server is to be reached.
func (s *Store) SetAddress(addr string) error {
	err := replaceFile(s.path(addressFile), []byte(addr+"\n"))
	return s.fault("write the address", err)
}

// ReadAddress is the address of the server that uses a data folder; empty if
// none runs or it has not told yet. It may be out of date when the server was
// killed: only Open's ErrLocked says that one runs.
func ReadAddress(dir string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, addressFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return strings.TrimSpace(string(data)), err
}

func (s *Store) removeAddress() error {
	err := os.Remove(s.path(addressFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.openFault("remove the old address", err)
}

// replaceFile writes a small file that is never seen half written.
func replaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), tempPattern)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing left to remove
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
