package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/go-gormigrate/gormigrate/v2"
)

// Contents is what a database holds, counted and without its texts.
type Contents struct {
	Version string // of the program that last used it
	Schema  []string
	Offices []OfficeContents
	Counts  map[string]int64 // rows by table
	Pages   int64
	Bytes   int64
}

// OfficeContents are an office's name and the years it has reports of.
type OfficeContents struct {
	Name  string
	Years []int
}

// Snapshot backs a data folder up to the file out, whether a server uses it or
// not. It is ErrNothing if there is no database.
func Snapshot(ctx context.Context, dir, out string, opts Options) error {
	if _, err := os.Stat(filepath.Join(dir, databaseFile)); errors.Is(err, os.ErrNotExist) {
		return &Failure{Kind: ErrNothing, Path: dir, cause: err}
	}
	s, err := newStore(dir, opts)
	if err != nil {
		return err
	}
	return s.Backup(ctx, out)
}

// Describe looks into a database file that nobody writes, such as a backup.
func Describe(path string) (Contents, error) {
	pool, err := sql.Open("sqlite", dsn(path, nil, "mode", "ro", "immutable", "1"))
	if err != nil {
		return Contents{}, err
	}
	defer pool.Close()
	c, err := contents(context.Background(), pool)
	if err != nil {
		return c, fmt.Errorf("storage: describe %s: %w", filepath.Base(path), err)
	}
	return c, nil
}

// Contents counts what is stored.
func (s *Store) Contents(ctx context.Context) (Contents, error) {
	pool, err := s.read.DB()
	if err != nil {
		return Contents{}, s.fault("count", err)
	}
	c, err := contents(ctx, pool)
	return c, s.fault("count", err)
}

func contents(ctx context.Context, pool *sql.DB) (Contents, error) {
	c := Contents{Counts: map[string]int64{}}
	for _, step := range []func(context.Context, *sql.DB) error{c.readSchema, c.readSize, c.readOffices, c.countRows} {
		if err := step(ctx, pool); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (c *Contents) readSchema(ctx context.Context, pool *sql.DB) (err error) {
	if c.Schema, err = column[string](ctx, pool, "SELECT id FROM "+gormigrate.DefaultOptions.TableName+" ORDER BY id"); err != nil {
		return err
	}
	err = pool.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = ?", versionKey).Scan(&c.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

func (c *Contents) readSize(ctx context.Context, pool *sql.DB) error {
	return pool.QueryRowContext(ctx, "SELECT page_count, page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&c.Pages, &c.Bytes)
}

func (c *Contents) readOffices(ctx context.Context, pool *sql.DB) error {
	ids, err := column[string](ctx, pool, "SELECT id FROM offices ORDER BY created_at, rowid")
	if err != nil {
		return err
	}
	for _, id := range ids {
		var o OfficeContents
		if err := pool.QueryRowContext(ctx, "SELECT coalesce(profile ->> 'name', '') FROM offices WHERE id = ?", id).Scan(&o.Name); err != nil {
			return err
		}
		if o.Years, err = column[int](ctx, pool, "SELECT year FROM drafts WHERE office_id = ? AND deleted_at IS NULL ORDER BY year", id); err != nil {
			return err
		}
		c.Offices = append(c.Offices, o)
	}
	return nil
}

func (c *Contents) countRows(ctx context.Context, pool *sql.DB) error {
	tables, err := column[string](ctx, pool, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`)
	if err != nil {
		return err
	}
	for _, table := range slices.Sorted(slices.Values(tables)) {
		var n int64
		if err := pool.QueryRowContext(ctx, `SELECT count(*) FROM "`+table+`"`).Scan(&n); err != nil {
			return err
		}
		c.Counts[table] = n
	}
	return nil
}

// column reads a query of one column.
func column[T any](ctx context.Context, pool *sql.DB, query string, args ...any) (out []T, err error) {
	rows, err := pool.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// LastStep is the migration that was made last; empty if none was.
func (c Contents) LastStep() string {
	if len(c.Schema) == 0 {
		return ""
	}
	return c.Schema[len(c.Schema)-1]
}
