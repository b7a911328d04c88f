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
)

// generations is the number of backups kept in the backup folder.
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

// backupBefore makes the backup that precedes a migration, and removes the
// oldest ones.
func (s *Store) backupBefore(migration string) error {
	dir := s.path(backupFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	name := fmt.Sprintf("%s_%s%s.db", s.opts.Now().Format("2006-01-02_150405"), backupLabel, migration)
	if err := s.backup(context.Background(), filepath.Join(dir, name)); err != nil {
		return err
	}
	s.opts.Log.Info("backup made", "file", name)
	old := backups(dir)
	for _, path := range old[:max(0, len(old)-generations)] {
		if err := os.Remove(path); err != nil {
			s.opts.Log.Warn("old backup not removed", "error", err)
		}
	}
	return nil
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

// newestGood is the newest backup that can be read; empty if there is none.
func newestGood(dir string) string {
	for _, path := range slices.Backward(backups(dir)) {
		if checkFile(path) == nil {
			return path
		}
	}
	return ""
}
