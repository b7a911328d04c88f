package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"nianbao/internal/backup"
	"nianbao/internal/storage"
	"nianbao/internal/web"
)

var _ web.Vault = (*Vault)(nil)

// tempPattern names folders for files on their way; they lie inside the data
// folder, since nothing is written elsewhere.
const tempPattern = ".nianbao-backup-*"

// Vault makes backups of an open store and restores them.
type Vault struct {
	Store   *storage.Store
	Version string
	Now     func() time.Time
}

// Backup makes a backup file of everything stored.
func (v *Vault) Backup(ctx context.Context) (web.Archive, error) {
	dir, err := os.MkdirTemp(v.Store.Dir(), tempPattern)
	if err != nil {
		return web.Archive{}, fmt.Errorf("app: backup: %w", err)
	}
	archive, err := v.backupIn(ctx, dir)
	if err != nil {
		return web.Archive{}, errors.Join(err, os.RemoveAll(dir))
	}
	return archive, nil
}

func (v *Vault) backupIn(ctx context.Context, dir string) (web.Archive, error) {
	database, packed := filepath.Join(dir, "database"), filepath.Join(dir, "packed")
	if err := v.Store.Backup(ctx, database); err != nil {
		return web.Archive{}, err
	}
	m, err := pack(packed, database, v.Version, v.Now())
	if err != nil {
		return web.Archive{}, err
	}
	f, err := os.Open(packed)
	if err != nil {
		return web.Archive{}, fmt.Errorf("app: backup: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return web.Archive{}, errors.Join(fmt.Errorf("app: backup: %w", err), f.Close())
	}
	return web.Archive{Name: backup.FileName(m), Size: info.Size(), Content: temporary{f, dir}}, nil
}

// temporary is a file that goes with its folder when it is closed.
type temporary struct {
	*os.File
	dir string
}

// Close implements io.Closer.
func (t temporary) Close() error { return errors.Join(t.File.Close(), os.RemoveAll(t.dir)) }

// pack writes a backup of a database file that nobody writes.
func pack(to, database, version string, now time.Time) (backup.Manifest, error) {
	contents, err := storage.Describe(database)
	if err != nil {
		return backup.Manifest{}, err
	}
	m := backup.Manifest{Program: version, CreatedAt: now.Truncate(time.Second), Schema: contents.LastStep()}
	for _, o := range contents.Offices {
		m.Offices = append(m.Offices, backup.Office{Name: o.Name, Years: o.Years})
	}
	in, err := os.Open(database)
	if err != nil {
		return m, fmt.Errorf("app: backup: %w", err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return m, fmt.Errorf("app: backup: %w", err)
	}
	if err := backup.Write(out, m, in); err != nil {
		return m, errors.Join(err, out.Close())
	}
	if err := errors.Join(out.Sync(), out.Close()); err != nil {
		return m, fmt.Errorf("app: backup: %w", err)
	}
	return m, nil
}

// Restore replaces everything stored by what a backup file holds.
func (v *Vault) Restore(ctx context.Context, file io.Reader) error {
	f, err := os.CreateTemp(v.Store.Dir(), tempPattern)
	if err != nil {
		return fmt.Errorf("app: restore: %w", err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	size, err := io.Copy(f, io.LimitReader(file, backup.MaxFile+1))
	if err != nil {
		return fmt.Errorf("app: restore: %w", err)
	}
	opened, err := backup.Open(f, size)
	if err != nil {
		return err
	}
	return v.Store.Restore(ctx, opened.Database)
}

// Empty reports whether nothing has been stored yet.
func (v *Vault) Empty(ctx context.Context) (bool, error) { return v.Store.Empty(ctx) }

// Kept lists the backups in the backup folder, newest first.
func (v *Vault) Kept() []web.Kept {
	dir, names := v.Store.Generations()
	var out []web.Kept
	for _, name := range slices.Backward(names) {
		info, err := os.Stat(filepath.Join(dir, name))
		if err == nil {
			out = append(out, web.Kept{Name: name, At: info.ModTime(), Size: info.Size()})
		}
	}
	return out
}

// Diagnosis counts what is stored; no name or text is in it.
func (v *Vault) Diagnosis(ctx context.Context) (map[string]any, error) {
	c, err := v.Store.Contents(ctx)
	if err != nil {
		return nil, err
	}
	_, kept := v.Store.Generations()
	years := map[int]int{}
	for _, o := range c.Offices {
		for _, year := range o.Years {
			years[year]++
		}
	}
	return map[string]any{"schema": c.Schema, "rows": c.Counts, "bytes": c.Bytes, "pages": c.Pages,
		"offices": len(c.Offices), "reports_by_year": years, "backups_kept": len(kept)}, nil
}

// Backup writes a backup of the data folder to the file or into the folder out
// and returns its name. A running server is no hindrance.
func Backup(ctx context.Context, cfg Config, out string) (string, error) {
	dir, cleanup, err := cfg.folder()
	if err != nil {
		return "", err
	}
	defer cleanup()
	target, isDir := filepath.Dir(out), false
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		target, isDir = out, true
	}
	temp, err := os.MkdirTemp(target, tempPattern)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	database, packed := filepath.Join(temp, "database"), filepath.Join(temp, "packed")
	if err := storage.Snapshot(ctx, dir, database, storage.Options{Now: cfg.Now, Log: cfg.Log, Version: cfg.Version}); err != nil {
		return "", err
	}
	m, err := pack(packed, database, cfg.Version, cfg.Now())
	if err != nil {
		return "", err
	}
	if isDir {
		out = filepath.Join(out, backup.FileName(m))
	}
	return out, os.Rename(packed, out)
}

// Restore restores a backup file into the data folder, which no server may be
// using. What is there is kept in its backup folder.
func Restore(ctx context.Context, cfg Config, in string) (backup.Manifest, error) {
	f, err := os.Open(in)
	if err != nil {
		return backup.Manifest{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return backup.Manifest{}, err
	}
	opened, err := backup.Open(f, info.Size())
	if err != nil {
		return backup.Manifest{}, err
	}
	dir, cleanup, err := cfg.folder()
	if err != nil {
		return opened.Manifest, err
	}
	defer cleanup()
	err = storage.RestoreFolder(ctx, dir, storage.Options{Now: cfg.Now, Log: cfg.Log, Version: cfg.Version}, opened.Database)
	return opened.Manifest, err
}

// dailyPause is how often it is looked whether a new day has begun.
const dailyPause = time.Hour

// daily makes the day's backup when the program starts and while it runs, and
// returns when ctx ends.
func (cfg Config) daily(ctx context.Context, store *storage.Store) {
	for {
		if err := store.Daily(ctx); err != nil && ctx.Err() == nil {
			cfg.Log.Warn("daily backup", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(dailyPause):
		}
	}
}
