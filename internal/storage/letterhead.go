package storage

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"nianbao/internal/draft"
)

type letterheadRow struct {
	OfficeID string `gorm:"primaryKey"`
	Name     string
	By       string
	At       string
	Data     []byte
}

// TableName implements gorm's tabler.
func (letterheadRow) TableName() string { return "letterheads" }

// Letterhead is the Word document of an office, or draft.ErrNotFound.
func (s *Store) Letterhead(ctx context.Context, office string) (draft.Letterhead, error) {
	const what = "load a letterhead"
	var row letterheadRow
	err := s.read.WithContext(ctx).Take(&row, "office_id = ?", office).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return draft.Letterhead{}, draft.ErrNotFound
	}
	if err != nil {
		return draft.Letterhead{}, s.fault(what, err)
	}
	at, err := parseTime(row.At)
	return draft.Letterhead{Name: row.Name, By: row.By, At: at, Data: row.Data}, s.fault(what, err)
}

// SetLetterhead stores the Word document of an office in place of the one
// before; one without data takes it away.
func (s *Store) SetLetterhead(ctx context.Context, office string, l draft.Letterhead) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	db := s.write.WithContext(ctx)
	if len(l.Data) == 0 {
		return s.fault("remove a letterhead", db.Delete(&letterheadRow{}, "office_id = ?", office).Error)
	}
	row := letterheadRow{office, l.Name, l.By, timeText(s.now()), l.Data}
	return s.fault("store a letterhead", db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error)
}
