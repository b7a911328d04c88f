package storage

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// Change returns an entry of a draft's history by its id, or
// draft.ErrNotFound.
func (s *Store) Change(ctx context.Context, office string, year int, id string) (draft.Change, error) {
	db := s.read.WithContext(ctx)
	e, err := s.load(db, key{office, year})
	if err != nil {
		return draft.Change{}, s.fault(fmt.Sprintf("load draft %d", year), err)
	}
	c, err := s.change(db, e.id, id)
	return c, s.fault("load change "+id, err)
}

func (s *Store) change(db *gorm.DB, draftID int64, id string) (draft.Change, error) {
	var row changeRow
	if err := db.Take(&row, "draft_id = ? AND change_id = ?", draftID, id).Error; err != nil {
		return draft.Change{}, err
	}
	return row.change()
}

// History lists the changes of a draft, set aside ones too, newest first: at
// most limit of those with a Seq below before, or of all if before is 0.
func (s *Store) History(ctx context.Context, office string, year int, before int64, limit int) ([]draft.Change, error) {
	db := s.read.WithContext(ctx)
	e, err := s.load(db, key{office, year})
	if err != nil {
		return nil, s.fault(fmt.Sprintf("load draft %d", year), err)
	}
	query := db.Where("draft_id = ?", e.id).Order("id DESC").Limit(limit)
	if before > 0 {
		query = query.Where("id < ?", before)
	}
	out, err := changes(query)
	return out, s.fault(fmt.Sprintf("list changes of %d", year), err)
}

func changes(query *gorm.DB) ([]draft.Change, error) {
	var rows []changeRow
	if err := query.Find(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]draft.Change, 0, len(rows))
	for i := range rows {
		c, err := rows[i].change()
		if err != nil {
			return nil, fmt.Errorf("change %s: %w", rows[i].ChangeID, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// Steps lists the changes of a person that have edits, newest first and without
// the edits, for draft.NextSteps.
func (s *Store) Steps(ctx context.Context, office string, year int, by string, limit int) ([]draft.Change, error) {
	db := s.read.WithContext(ctx)
	e, err := s.load(db, key{office, year})
	if err != nil {
		return nil, s.fault(fmt.Sprintf("load draft %d", year), err)
	}
	var rows []changeRow
	err = db.Omit("edits", "derived").Order("id DESC").Limit(limit).
		Find(&rows, `draft_id = ? AND "by" = ? AND octet_length(edits) > ?`, e.id, by, len("null")).Error
	if err != nil {
		return nil, s.fault(fmt.Sprintf("list steps of %d", year), err)
	}
	out := make([]draft.Change, 0, len(rows))
	for _, row := range rows {
		out = append(out, draft.Change{Seq: row.ID, ID: row.ChangeID, Revision: row.Revision, Outcome: draft.Outcome(row.Outcome),
			Cause: draft.Cause(row.Cause), Undoes: row.Undoes, By: row.By})
	}
	return out, nil
}

// ChangeAt returns the change that led to a revision, or draft.ErrNotFound.
func (s *Store) ChangeAt(ctx context.Context, office string, year, revision int) (draft.Change, error) {
	what := fmt.Sprintf("load change to revision %d of %d", revision, year)
	db := s.read.WithContext(ctx)
	e, err := s.load(db, key{office, year})
	if err != nil {
		return draft.Change{}, s.fault(what, err)
	}
	var row changeRow
	err = db.Order("id").Take(&row, "draft_id = ? AND revision = ? AND outcome = ?", e.id, revision, draft.Applied).Error
	if err != nil {
		return draft.Change{}, s.fault(what, err)
	}
	c, err := row.change()
	return c, s.fault(what, err)
}

// At returns the report as it was at an earlier revision, by taking the
// changes since back. A revision that never was is draft.ErrNotFound.
func (s *Store) At(ctx context.Context, office string, year, revision int) (*report.Report, error) {
	what := fmt.Sprintf("load draft %d at revision %d", year, revision)
	db := s.read.WithContext(ctx)
	e, err := s.load(db, key{office, year})
	if err != nil {
		return nil, s.fault(what, err)
	}
	present := e.draft.Report.Revision
	if revision < 0 || revision > present {
		return nil, s.fault(what, draft.ErrNotFound)
	}
	since, err := changes(db.Where("draft_id = ? AND outcome = ? AND revision > ? AND revision <= ?",
		e.id, draft.Applied, revision, present).Order("id DESC"))
	if err != nil {
		return nil, s.fault(what, err)
	}
	r := e.draft.Report.Clone()
	for _, c := range since {
		if err := draft.TakeBack(r, c); err != nil {
			return nil, s.fault(what, err)
		}
	}
	return r, nil
}
