// Package storage keeps offices, drafts and the history of every change in one
// SQLite database inside the data folder.
//
// There is one writer and there are several readers beside it. The store is
// the only program that writes the database, which a lock on the data folder
// ensures; therefore drafts are kept decoded in memory, and a save writes but
// does not read. An acknowledged save is on the disk.
//
// It may import account, form, report and draft, and is the only package that
// knows gorm. Rules live in draft: this package runs them inside a transaction.
// Start reading at Store.Update.
package storage

import (
	"database/sql"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
	"gorm.io/gorm"
)

// Files in the data folder. Names are plain, since they are copied about.
const (
	databaseFile = "nianbao.db"
	lockFile     = "nianbao.lock"
	addressFile  = "nianbao.addr"
	tempPattern  = ".nianbao-*.tmp"
)

// Options of Open.
type Options struct {
	Now     func() time.Time // default time.Now
	Log     *slog.Logger     // default: none
	Version string           // of the program, for the message of ErrNewer
}

// Store is an open data folder. It may be used from several goroutines.
type Store struct {
	dir  string
	opts Options
	held *flock.Flock

	pools  []*sql.DB // readers first, the writer last
	read   *gorm.DB
	write  *gorm.DB
	hot    hot
	cache  *cache
	people people

	turn   sync.Mutex // held by whoever writes
	queue  saveQueue
	closed bool
}

// Open opens the data folder dir, which is made if it does not exist: it locks
// the folder, checks the database, brings it up to date after a backup, and
// fails with a *Failure if one of that cannot be done.
func Open(dir string, opts Options) (*Store, error) {
	s, err := newStore(dir, opts)
	if err != nil {
		return nil, err
	}
	if err := s.lock(); err != nil {
		s.held.Close()
		return nil, err
	}
	s.clearRest()
	if err := s.open(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func newStore(dir string, opts Options) (*Store, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	dir, err := filepath.Abs(dir)
	s := &Store{dir: dir, opts: opts, cache: newCache(cachedDrafts)}
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	return s, s.openFault("make the data folder", err)
}

func (s *Store) open() error {
	for _, step := range []func() error{s.checkSize, s.openWriter, s.check, s.migrate, s.prepare, s.openReaders, s.loadPeople} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

func (s *Store) path(name string) string { return filepath.Join(s.dir, name) }

// Close waits for the running save, moves the log into the database and frees
// the data folder.
func (s *Store) Close() error {
	s.turn.Lock()
	defer s.turn.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	var errs []error
	for _, pool := range s.pools {
		errs = append(errs, pool.Close()) // the last connection empties the log
	}
	errs = append(errs, s.removeAddress(), s.held.Close())
	return s.fault("close", errors.Join(errs...))
}

// now is the time as it is stored.
func (s *Store) now() time.Time { return stored(s.opts.Now()) }
