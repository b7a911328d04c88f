package storage

import (
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// readers is the number of connections that read beside the writer.
const readers = 4

// Settings of connections. A commit returns when the log is on the disk. With
// recursive triggers the history is safe from REPLACE too.
var (
	everySetting  = []string{"busy_timeout(5000)", "foreign_keys(1)"}
	writerSetting = append([]string{"journal_mode(WAL)", "synchronous(FULL)", "journal_size_limit(16777216)", "recursive_triggers(1)"}, everySetting...)
	readerSetting = append([]string{"query_only(1)"}, everySetting...)
)

func (s *Store) openWriter() (err error) {
	s.write, err = s.connect(1, writerSetting)
	return s.openFault("open the database", err)
}

func (s *Store) openReaders() (err error) {
	s.read, err = s.connect(readers, readerSetting)
	return s.openFault("open the database for reading", err)
}

// connect opens a pool and puts it before those that are to be closed later.
func (s *Store) connect(connections int, settings []string) (*gorm.DB, error) {
	pool, err := sql.Open("sqlite", dsn(s.path(databaseFile), settings))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	s.pools = append([]*sql.DB{pool}, s.pools...)
	return handle(pool, true)
}

// handle puts gorm on a pool. Several statements in one text, as migrations
// have them, cannot be prepared.
func handle(pool *sql.DB, prepare bool) (*gorm.DB, error) {
	return gorm.Open(sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: pool}), &gorm.Config{
		SkipDefaultTransaction: true, PrepareStmt: prepare, DisableNestedTransaction: true, Logger: logger.Discard,
	})
}

// dsn names a database file, whatever characters its path has.
func dsn(path string, settings []string, parameters ...string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	query := url.Values{"_txlock": {"immediate"}, "_time_format": {"sqlite"}, "_pragma": settings}
	for i := 0; i+1 < len(parameters); i += 2 {
		query.Set(parameters[i], parameters[i+1])
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}).String()
}

var (
	errNotOK     = errors.New("storage: quick_check found mistakes")
	errTruncated = errors.New("storage: the database file ends too early")
)

// checkSize looks at the file before SQLite does, which takes an empty file
// for a new database and the rest of a page for zeros.
func (s *Store) checkSize() error {
	err := fileSize(s.path(databaseFile), len(backups(s.path(backupFolder))) > 0)
	return s.openFault("look at the database", s.damage(err))
}

func fileSize(path string, hadContent bool) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return err
	}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil // pages may still be in the log
	}
	if size := info.Size(); size == 0 && hadContent || size > 0 && size < minSize(f) {
		return errTruncated
	}
	return nil
}

// minSize is the size that the header of a database states; 0 if it has none.
func minSize(f io.ReaderAt) int64 {
	header := make([]byte, 32)
	if _, err := f.ReadAt(header, 0); err != nil {
		return 0
	}
	page := int64(binary.BigEndian.Uint16(header[16:]))
	if page == 1 {
		page = 1 << 16
	}
	return page * int64(binary.BigEndian.Uint32(header[28:]))
}

// check reads the whole database once, so that damage is noticed before
// anything is added to it.
func (s *Store) check() error {
	pool, err := s.write.DB()
	if err == nil {
		err = quickCheck(pool)
	}
	return s.openFault("check the database", s.damage(err))
}

// damage turns what a check found into a failure.
func (s *Store) damage(err error) error {
	if !errors.Is(err, errNotOK) && !errors.Is(err, errTruncated) {
		return err
	}
	f := &Failure{Kind: ErrDamaged, cause: err}
	s.describe(f)
	return f
}

// quickCheck is nil if the database is in order.
func quickCheck(pool *sql.DB) error {
	var result string
	if err := pool.QueryRow("PRAGMA quick_check(1)").Scan(&result); err != nil {
		return err
	}
	if result != "ok" {
		return fmt.Errorf("%w: %s", errNotOK, result)
	}
	return nil
}
