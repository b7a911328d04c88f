package storage

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// dailyKey is the row of meta that says what the last daily backup held.
const dailyKey = "daily"

// Daily makes the day's backup in the backup folder: once a day, and only if
// something was stored since the last one. Saving goes on meanwhile; Close must
// not be called before it returns.
func (s *Store) Daily(ctx context.Context) error {
	return s.fault("daily backup", s.daily(ctx))
}

func (s *Store) daily(ctx context.Context) error {
	today := s.opts.Now().Format("2006-01-02_")
	for _, path := range backups(s.path(backupFolder)) {
		name := filepath.Base(path)
		if strings.HasPrefix(name, today) && strings.Contains(name, "_"+dailyLabel) {
			return nil
		}
	}
	if empty, err := s.empty(ctx); empty || err != nil {
		return err
	}
	mark, last, err := s.marks(ctx)
	if err != nil || mark == last {
		return err
	}
	if err := s.generation(ctx, dailyLabel, ""); err != nil {
		return err
	}
	return s.write.WithContext(ctx).Exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
		dailyKey, mark).Error
}

// marks tell the present state from the one last backed up.
func (s *Store) marks(ctx context.Context) (now, last string, err error) {
	db := s.write.WithContext(ctx)
	var mark struct {
		Changes int64
		Offices string
	}
	err = db.Raw("SELECT (SELECT coalesce(max(id), 0) FROM changes) AS changes, (SELECT coalesce(max(updated_at), '') FROM offices) AS offices").Scan(&mark).Error
	if err != nil {
		return "", "", err
	}
	err = db.Raw("SELECT value FROM meta WHERE key = ?", dailyKey).Scan(&last).Error
	return fmt.Sprintf("%d %s", mark.Changes, mark.Offices), last, err
}
