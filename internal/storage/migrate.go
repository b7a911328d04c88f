package storage

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/gorm"
)

// migrationFiles holds one SQL file a step, applied in the order of their
// names. A step that was released is never changed.
//
//go:embed migrations/*.sql
var migrationFiles embed.FS

// step is one migration.
type step struct{ id, sql string }

// migrate brings the database up to date, each step in a transaction and, if
// the database has content, after a backup.
func (s *Store) migrate() error {
	steps, err := loadSteps(migrationFiles)
	if err != nil {
		return err
	}
	return s.openFault("bring the database up to date", s.migrateWith(steps))
}

func (s *Store) migrateWith(steps []step) error {
	done, err := s.stepsDone()
	if err != nil {
		return err
	}
	if unknown(done, steps) {
		return &Failure{Kind: ErrNewer, Path: s.dir, Version: s.writtenBy()}
	}
	for i, st := range steps {
		if slices.Contains(done, st.id) {
			continue
		}
		if err := s.migrateTo(steps[:i+1], len(done) > 0); err != nil {
			return fmt.Errorf("migration %s: %w", st.id, err)
		}
	}
	return s.markVersion()
}

// migrateTo runs the last of steps.
func (s *Store) migrateTo(steps []step, backup bool) error {
	last := steps[len(steps)-1]
	if backup {
		if err := s.backupBefore(last.id); err != nil {
			return fmt.Errorf("backup: %w", err)
		}
	}
	options := *gormigrate.DefaultOptions
	options.UseTransaction, options.ValidateUnknownMigrations = true, true
	var list []*gormigrate.Migration
	for _, st := range steps {
		list = append(list, &gormigrate.Migration{ID: st.id, Migrate: st.run})
	}
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	db, err := handle(pool, false)
	if err != nil {
		return err
	}
	if err := gormigrate.New(db, &options, list).Migrate(); err != nil {
		return err
	}
	s.opts.Log.Info("database migrated", "step", last.id)
	return nil
}

func (st step) run(tx *gorm.DB) error { return tx.Exec(st.sql).Error }

func loadSteps(fsys fs.FS) ([]step, error) {
	names, err := fs.Glob(fsys, "migrations/*.sql")
	if err != nil {
		return nil, fmt.Errorf("storage: list migrations: %w", err)
	}
	slices.Sort(names)
	var steps []step
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("storage: read %s: %w", name, err)
		}
		steps = append(steps, step{strings.TrimSuffix(path.Base(name), ".sql"), string(data)})
	}
	return steps, nil
}

// stepsDone lists the migrations the database has; none if it is new.
func (s *Store) stepsDone() (ids []string, err error) {
	var tables int64
	err = s.write.Raw("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?",
		gormigrate.DefaultOptions.TableName).Scan(&tables).Error
	if err != nil || tables == 0 {
		return nil, err
	}
	err = s.write.Table(gormigrate.DefaultOptions.TableName).Order("id").Pluck("id", &ids).Error
	return ids, err
}

func unknown(done []string, steps []step) bool {
	return slices.ContainsFunc(done, func(id string) bool {
		return !slices.ContainsFunc(steps, func(st step) bool { return st.id == id })
	})
}

// versionKey is the row of meta that names the program that last wrote.
const versionKey = "version"

// writtenBy is the version of the program that last used the database, if it
// can be found out.
func (s *Store) writtenBy() (version string) {
	s.write.Raw("SELECT value FROM meta WHERE key = ?", versionKey).Scan(&version)
	return version
}

func (s *Store) markVersion() error {
	if s.writtenBy() == s.opts.Version {
		return nil
	}
	return s.write.Exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
		versionKey, s.opts.Version).Error
}
