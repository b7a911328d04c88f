package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

// generations is the number of backups of a kind kept in the backup folder.
const generations = 10

// Backup writes a copy of the database to the file out, which it replaces.
// The copy is checked first; saving goes on meanwhile.
func (s *Store) Backup(ctx context.Context, out string) error {
	return s.fault("back up", s.backup(ctx, out))
}

func (s *Store) backup(ctx context.Context, out string) error {
	pool, err := sql.Open("sqlite", dsn(s.path(databaseFile), everySetting))
	if err != nil {
		return err
	}
	defer pool.Close()
	temp, err := freeName(filepath.Dir(out))
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	if _, err := pool.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
		return err
	}
	if err := errors.Join(checkFile(temp), syncFile(temp)); err != nil {
		return err
	}
	if err := os.Rename(temp, out); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(out))
}

// freeName is an empty file that VACUUM INTO may fill.
func freeName(dir string) (string, error) {
	f, err := os.CreateTemp(dir, tempPattern)
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// checkFile checks a database file that nobody uses.
func checkFile(path string) error {
	if err := fileSize(path, true); err != nil {
		return err
	}
	pool, err := sql.Open("sqlite", dsn(path, nil, "mode", "ro", "immutable", "1"))
	if err != nil {
		return err
	}
	defer pool.Close()
	return quickCheck(pool)
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes a rename durable; Windows does that by itself.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// backupBefore makes the backup that precedes a migration.
func (s *Store) backupBefore(migration string) error {
	return s.generation(context.Background(), backupLabel, migration)
}

// generation makes a backup in the backup folder, named after its kind, and
// removes the oldest ones of that kind.
func (s *Store) generation(ctx context.Context, label, detail string) error {
	dir := s.path(backupFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	name := generationName(s.opts.Now(), label, detail)
	if err := s.backup(ctx, filepath.Join(dir, name)); err != nil {
		return err
	}
	s.opts.Log.Info("backup made", "file", name)
	old := slices.DeleteFunc(backups(dir), func(path string) bool { return !strings.Contains(filepath.Base(path), "_"+label) })
	for _, path := range old[:max(0, len(old)-generations)] {
		if err := os.Remove(path); err != nil {
			s.opts.Log.Warn("old backup not removed", "error", err)
		}
	}
	return nil
}

func generationName(now time.Time, label, detail string) string {
	return fmt.Sprintf("%s_%s%s.db", now.Format("2006-01-02_150405"), label, detail)
}

var backupName = regexp.MustCompile(`^\d{4}-\d\d-\d\d_\d{6}_.*\.db$`)

// backups lists the backups this package made, oldest first.
func backups(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // no folder, no backups
	}
	var out []string
	for _, e := range entries {
		if e.Type().IsRegular() && backupName.MatchString(e.Name()) {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	slices.Sort(out)
	return out
}

// Generations lists the names of the backups in the backup folder, oldest
// first, with the folder they are in.
func (s *Store) Generations() (dir string, names []string) {
	dir = s.path(backupFolder)
	for _, path := range backups(dir) {
		names = append(names, filepath.Base(path))
	}
	return dir, names
}

// newestGood is the newest backup that can be read; empty if there is none.
func newestGood(dir string) string {
	for _, path := range slices.Backward(backups(dir)) {
		if checkFile(path) == nil {
			return path
		}
	}
	return ""
}
