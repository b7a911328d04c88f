package storage

import (
	"context"
	"database/sql"
	"fmt"

	"nianbao/internal/draft"
)

// versionRow is a finalised report. Its number is given when it is written.
type versionRow struct {
	ID       int64 `gorm:"primaryKey"`
	OfficeID string
	DraftID  int64
	Number   int
	Revision int
	By       string
	At       string
	Note     string
	Sha256   string
	Document string
}

// TableName implements gorm's tabler.
func (versionRow) TableName() string { return "versions" }

func newVersionRow(office string, draftID int64, v *draft.Version) versionRow {
	return versionRow{OfficeID: office, DraftID: draftID, Revision: v.Revision, By: v.By, At: timeText(v.At),
		Note: v.Note, Sha256: v.Hash, Document: string(v.Document)}
}

func (row *versionRow) version() (draft.Version, error) {
	at, err := parseTime(row.At)
	return draft.Version{Number: row.Number, Revision: row.Revision, By: row.By, At: at, Note: row.Note,
		Hash: row.Sha256, Document: []byte(row.Document)}, err
}

// writeVersions gives the versions of a batch their numbers.
func writeVersions(tx *sql.Tx, b *batch) error {
	for _, v := range b.versions {
		_, err := tx.Exec(`INSERT INTO versions (office_id, draft_id, number, revision, "by", "at", note, sha256, document)
			SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM versions WHERE draft_id = ?`,
			v.OfficeID, v.DraftID, v.Revision, v.By, v.At, v.Note, v.Sha256, v.Document, v.DraftID)
		if err != nil {
			return err
		}
	}
	return nil
}

// Versions lists the versions of a draft, newest first, without their content.
func (s *Store) Versions(ctx context.Context, office string, year int) ([]draft.Version, error) {
	what := fmt.Sprintf("list versions of %d", year)
	db := s.read.WithContext(ctx)
	e, err := s.load(db, key{office, year})
	if err != nil {
		return nil, s.fault(what, err)
	}
	var rows []versionRow
	if err := db.Omit("document").Order("number DESC").Find(&rows, "draft_id = ?", e.id).Error; err != nil {
		return nil, s.fault(what, err)
	}
	out := make([]draft.Version, 0, len(rows))
	for _, row := range rows {
		v, err := row.version()
		if err != nil {
			return nil, s.fault(what, err)
		}
		v.Document = nil
		out = append(out, v)
	}
	return out, nil
}

// Version returns a version with its content, or draft.ErrNotFound.
func (s *Store) Version(ctx context.Context, office string, year, number int) (draft.Version, error) {
	what := fmt.Sprintf("load version %d of %d", number, year)
	db := s.read.WithContext(ctx)
	e, err := s.load(db, key{office, year})
	if err != nil {
		return draft.Version{}, s.fault(what, err)
	}
	var row versionRow
	if err := db.Take(&row, "draft_id = ? AND number = ?", e.id, number).Error; err != nil {
		return draft.Version{}, s.fault(what, err)
	}
	v, err := row.version()
	return v, s.fault(what, err)
}

// Deleted describes the drafts of an office that were deleted, of every year
// the one that Undelete gives back, newest year first.
func (s *Store) Deleted(ctx context.Context, office string) ([]draft.Summary, error) {
	const what = "list deleted drafts"
	var rows []draftRow
	err := s.read.WithContext(ctx).Omit("document").Order("year DESC, deleted_at DESC, id DESC").
		Find(&rows, "office_id = ? AND deleted_at IS NOT NULL", office).Error
	if err != nil {
		return nil, s.fault(what, err)
	}
	var out []draft.Summary
	for i := range rows {
		if i > 0 && rows[i].Year == rows[i-1].Year {
			continue
		}
		sum, err := rows[i].summary()
		if err == nil {
			sum.DeletedAt, err = parseTime(*rows[i].DeletedAt)
		}
		if err != nil {
			return nil, s.fault(what, err)
		}
		out = append(out, sum)
	}
	return out, nil
}
