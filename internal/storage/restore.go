package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/go-gormigrate/gormigrate/v2"
	"modernc.org/sqlite"

	"nianbao/internal/report"
)

// Restore puts a backup in the place of everything stored. fill writes the
// backup's database. It is checked and brought up to date first, and what is
// stored is kept as a generation in the backup folder; then all of it is
// replaced in one transaction, or nothing is.
func (s *Store) Restore(ctx context.Context, fill func(io.Writer) error) error {
	path, cleanup, err := prepare(s.dir, s.opts, fill)
	if err != nil {
		return s.fault("check the backup", err)
	}
	defer cleanup()
	s.turn.Lock()
	defer s.turn.Unlock()
	return s.fault("restore", s.replace(ctx, path))
}

// RestoreFolder restores a backup into a data folder that no server uses. A
// damaged database there is put aside, as it is, in the backup folder.
func RestoreFolder(ctx context.Context, dir string, opts Options, fill func(io.Writer) error) error {
	s, err := Open(dir, opts)
	if errors.Is(err, ErrDamaged) {
		return restoreDamaged(ctx, dir, opts, fill)
	}
	if err != nil {
		return err
	}
	return errors.Join(s.Restore(ctx, fill), s.Close())
}

func restoreDamaged(ctx context.Context, dir string, opts Options, fill func(io.Writer) error) error {
	s, err := newStore(dir, opts)
	if err != nil {
		return err
	}
	path, cleanup, err := prepare(s.dir, s.opts, fill)
	if err != nil {
		return s.fault("check the backup", err)
	}
	defer cleanup()
	if err := s.putAside(); err != nil {
		return s.fault("put the damaged database aside", err)
	}
	if s, err = Open(dir, opts); err != nil {
		return err
	}
	s.turn.Lock()
	err = s.fault("restore", s.replace(ctx, path))
	s.turn.Unlock()
	return errors.Join(err, s.Close())
}

// putAside moves a damaged database with its log into the backup folder. It is
// not named as a backup, so that it is never taken for one or removed.
func (s *Store) putAside() error {
	if err := s.lock(); err != nil {
		return errors.Join(err, s.held.Close())
	}
	defer s.held.Close()
	dir := filepath.Join(s.path(backupFolder), s.opts.Now().Format("2006-01-02_150405_")+damagedLabel)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, end := range []string{"-wal", "-shm", ""} {
		err := os.Rename(s.path(databaseFile)+end, filepath.Join(dir, databaseFile+end))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return syncFolder(s.dir)
}

// replace copies a checked database over the present one, page by page in one
// transaction.
func (s *Store) replace(ctx context.Context, path string) error {
	empty, err := s.empty(ctx)
	if err != nil {
		return err
	}
	if !empty {
		if err := s.generation(ctx, replacedLabel, ""); err != nil {
			return fmt.Errorf("keep what is there: %w", err)
		}
	}
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	err = conn.Raw(func(c any) error { return copyOver(c, dsn(path, nil, "mode", "ro", "immutable", "1")) })
	s.cache.clear()
	return errors.Join(err, conn.Close(), s.loadPeople())
}

func copyOver(c any, source string) error {
	to, ok := c.(interface {
		NewRestore(string) (*sqlite.Backup, error)
	})
	if !ok {
		return fmt.Errorf("storage: driver %T cannot restore", c)
	}
	copying, err := to.NewRestore(source)
	if err != nil {
		return err
	}
	more, err := copying.Step(-1)
	if more && err == nil {
		err = errors.New("storage: the copy is not complete")
	}
	return errors.Join(err, copying.Finish())
}

// Empty reports whether nothing has been stored yet.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	empty, err := s.empty(ctx)
	return empty, s.fault("look for content", err)
}

func (s *Store) empty(ctx context.Context) (bool, error) {
	db := s.read.WithContext(ctx)
	var tables []string
	err := db.Raw(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT IN ?`,
		[]string{"meta", gormigrate.DefaultOptions.TableName}).Scan(&tables).Error
	if err != nil {
		return false, err
	}
	for _, table := range tables {
		var rows int64
		if err := db.Raw("SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT 1)").Scan(&rows).Error; err != nil || rows > 0 {
			return false, err
		}
	}
	return true, nil
}

// prepare checks a backup in a folder of its own inside the data folder dir.
func prepare(dir string, opts Options, fill func(io.Writer) error) (path string, cleanup func(), err error) {
	temp, err := os.MkdirTemp(dir, ".nianbao-restore-")
	if err != nil {
		return "", nil, err
	}
	cleanup = func() { os.RemoveAll(temp) }
	if path, err = prepareIn(temp, opts, fill); err != nil {
		cleanup()
		return "", nil, err
	}
	return path, cleanup, nil
}

func prepareIn(temp string, opts Options, fill func(io.Writer) error) (string, error) {
	opts.Log = slog.New(slog.DiscardHandler)
	ours, theirs := filepath.Join(temp, "new"), filepath.Join(temp, "backup")
	path := filepath.Join(theirs, databaseFile)
	if err := fillFile(path, fill); err != nil {
		return "", err
	}
	want, err := schemaOf(ours, opts)
	if err != nil {
		return "", err
	}
	if err := checkFile(path); err != nil {
		return "", notSound(err)
	}
	got, err := schemaOf(theirs, opts)
	switch {
	case err != nil:
		return "", notSound(err)
	case !slices.Equal(got, want):
		return "", notSound(errors.New("storage: the backup has other tables"))
	}
	return path, notSound(errors.Join(checkContent(path), signOut(path)))
}

// signOut ends the sessions that a backup holds: who was signed in then has to
// sign in again.
func signOut(path string) error {
	pool, err := sql.Open("sqlite", dsn(path, nil))
	if err != nil {
		return err
	}
	_, err = pool.Exec("DELETE FROM sessions")
	return errors.Join(err, pool.Close())
}

func fillFile(path string, fill func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(fill(f), f.Close())
}

// notSound tells that it is the backup that is not in order, and not the data
// folder: what is stored has not been touched.
func notSound(err error) error {
	var f *Failure
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f) && f.Kind == ErrNewer:
		return &Failure{Kind: ErrBackupNewer, Version: f.Version, cause: err}
	case kindOf(err) == ErrFull || f != nil && f.Kind == ErrFull:
		return err
	}
	return &Failure{Kind: ErrBackup, cause: err}
}

// schemaOf brings the database of a folder up to date and lists what it
// consists of.
func schemaOf(dir string, opts Options) (schema []string, err error) {
	s, err := Open(dir, opts)
	if err != nil {
		return nil, err
	}
	err = s.write.Raw(`SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master
		WHERE name NOT LIKE 'sqlite\_stat%' ESCAPE '\' ORDER BY 1`).Scan(&schema).Error
	return schema, errors.Join(err, s.Close())
}

// checkContent reads every report and looks for rows that lead nowhere.
func checkContent(path string) error {
	pool, err := sql.Open("sqlite", dsn(path, nil, "mode", "ro", "immutable", "1"))
	if err != nil {
		return err
	}
	defer pool.Close()
	var lost int
	if err := pool.QueryRow("SELECT count(*) FROM pragma_foreign_key_check").Scan(&lost); err != nil || lost > 0 {
		return errors.Join(err, fmt.Errorf("storage: %d rows lead nowhere", lost))
	}
	rows, err := pool.Query("SELECT document FROM drafts UNION ALL SELECT document FROM predecessors")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var document []byte
		if err := rows.Scan(&document); err != nil {
			return err
		}
		if _, err := report.Unmarshal(document); err != nil {
			return err
		}
	}
	return rows.Err()
}

// restAge is how old files on their way must be to count as left behind.
const restAge = time.Hour

// clearRest removes what a program that was killed left of a backup or a restore.
func (s *Store) clearRest() {
	rest, _ := filepath.Glob(filepath.Join(s.dir, ".nianbao-*")) // the pattern is sound
	for _, path := range rest {
		info, err := os.Stat(path)
		if err == nil && time.Since(info.ModTime()) > restAge {
			err = os.RemoveAll(path)
		}
		if err != nil {
			s.opts.Log.Warn("rest not removed", "error", err)
		}
	}
}
