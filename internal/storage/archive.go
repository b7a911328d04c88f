package storage

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"nianbao/internal/archive"
)

type fileRow struct {
	ID        string `gorm:"primaryKey"`
	OfficeID  string
	Year      int
	Kind      string
	Name      string
	Type      string
	Size      int64
	Sha256    string
	By        string
	At        string
	RemovedBy string
	RemovedAt string // empty: it is there
	Data      []byte
}

// TableName implements gorm's tabler.
func (fileRow) TableName() string { return "files" }

func newFileRow(f archive.File, data []byte) fileRow {
	return fileRow{ID: f.ID, OfficeID: f.Office, Year: f.Year, Kind: string(f.Kind), Name: f.Name, Type: string(f.Type),
		Size: f.Size, Sha256: f.Hash, By: f.By, At: timeText(f.At), Data: data}
}

func (row *fileRow) file() (archive.File, error) {
	f := archive.File{ID: row.ID, Office: row.OfficeID, Year: row.Year, Kind: archive.Kind(row.Kind), Name: row.Name,
		Type: archive.Type(row.Type), Size: row.Size, Hash: row.Sha256, By: row.By, RemovedBy: row.RemovedBy}
	var err error
	if f.At, err = parseTime(row.At); err == nil && row.RemovedAt != "" {
		f.RemovedAt, err = parseTime(row.RemovedAt)
	}
	return f, err
}

// KeepFile keeps a file of a year and gives it an ID. Its error is an
// *archive.Problem if there is no room; draft.ErrNotFound if the year has no
// report.
func (s *Store) KeepFile(ctx context.Context, f archive.File, data []byte) (archive.File, error) {
	what := fmt.Sprintf("keep a file of %d", f.Year)
	s.turn.Lock()
	defer s.turn.Unlock()
	db := s.write.WithContext(ctx)
	if _, err := s.load(db, key{f.Office, f.Year}); err != nil {
		return f, s.fault(what, err)
	}
	kept, err := listFiles(db, f.Office, f.Year)
	if err != nil {
		return f, s.fault(what, err)
	}
	gone, err := archive.Room(kept, f)
	if err != nil {
		return f, err
	}
	f.ID, f.At = newID(), s.now()
	row := newFileRow(f, data)
	err = db.Transaction(func(tx *gorm.DB) error {
		old := timeText(f.At.Add(-archive.RemovedAge))
		if err := tx.Delete(&fileRow{}, "removed_at <> '' AND removed_at < ? OR id IN ?", old, gone).Error; err != nil {
			return err
		}
		return tx.Create(&row).Error
	})
	return f, s.fault(what, err)
}

// Files lists what an office keeps for a year, the removed ones too, in the
// order it came. Year 0 lists all years.
func (s *Store) Files(ctx context.Context, office string, year int) ([]archive.File, error) {
	out, err := listFiles(s.read.WithContext(ctx), office, year)
	return out, s.fault("list files", err)
}

func listFiles(db *gorm.DB, office string, year int) ([]archive.File, error) {
	var rows []fileRow
	if err := db.Omit("data").Order(`"at", rowid`).Find(&rows, "office_id = ? AND (year = ? OR ? = 0)", office, year, year).Error; err != nil {
		return nil, err
	}
	out := make([]archive.File, 0, len(rows))
	for _, row := range rows {
		f, err := row.file()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// File returns a kept file with its content, or draft.ErrNotFound.
func (s *Store) File(ctx context.Context, office string, year int, id string) (archive.File, []byte, error) {
	var row fileRow
	if err := s.read.WithContext(ctx).Take(&row, "id = ? AND office_id = ? AND year = ?", id, office, year).Error; err != nil {
		return archive.File{}, nil, s.fault("load a file", err)
	}
	f, err := row.file()
	return f, row.Data, s.fault("load a file", err)
}

// RemoveFile puts a kept file away, so that it can be brought back.
func (s *Store) RemoveFile(ctx context.Context, office string, year int, id, by string) error {
	return s.setRemoved(ctx, office, year, id, by, timeText(s.now()))
}

// ReturnFile brings a removed file back.
func (s *Store) ReturnFile(ctx context.Context, office string, year int, id string) error {
	return s.setRemoved(ctx, office, year, id, "", "")
}

func (s *Store) setRemoved(ctx context.Context, office string, year int, id, by, at string) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	tx := s.write.WithContext(ctx).Model(&fileRow{}).Where("id = ? AND office_id = ? AND year = ?", id, office, year).
		Updates(map[string]any{"removed_by": by, "removed_at": at})
	return s.fault("put a file away", changed(tx))
}
