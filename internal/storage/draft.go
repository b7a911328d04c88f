package storage

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// List describes the drafts of an office, newest year first, without reading
// their content.
func (s *Store) List(ctx context.Context, office string) ([]draft.Summary, error) {
	var rows []draftRow
	err := s.read.WithContext(ctx).Omit("document").Order("year DESC").Find(&rows, "office_id = ? AND deleted_at IS NULL", office).Error
	if err != nil {
		return nil, s.fault("list drafts", err)
	}
	out := make([]draft.Summary, 0, len(rows))
	for _, row := range rows {
		sum, err := row.summary()
		if err != nil {
			return nil, s.fault("list drafts", err)
		}
		out = append(out, sum)
	}
	return out, nil
}

// Load returns a draft, or draft.ErrNotFound. It is shared with other readers:
// neither it nor its report may be changed. Clone the report to work on it.
func (s *Store) Load(ctx context.Context, office string, year int) (*draft.Draft, error) {
	e, err := s.load(s.read.WithContext(ctx), key{office, year})
	if err != nil {
		return nil, s.fault(fmt.Sprintf("load draft %d", year), err)
	}
	return e.draft, nil
}

// load takes a draft from memory or through db.
func (s *Store) load(db *gorm.DB, k key) (entry, error) {
	e, epoch, ok := s.cache.get(k)
	switch {
	case ok && e.draft == nil:
		return entry{}, gorm.ErrRecordNotFound
	case ok:
		return e, nil
	}
	var row draftRow
	err := db.Take(&row, "office_id = ? AND year = ? AND deleted_at IS NULL", k.office, k.year).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		s.cache.offer(k, entry{}, epoch)
	}
	if err != nil {
		return entry{}, err
	}
	d, err := row.draft()
	if err != nil {
		return entry{}, err
	}
	e = entry{row.ID, d}
	s.cache.offer(k, e, epoch)
	return e, nil
}

// Create stores the office's report of a year as a new draft of revision 0.
// It is draft.ErrExists if the office has one for that year, draft.ErrNotFound
// if there is no such office. The report is copied.
func (s *Store) Create(ctx context.Context, office string, r *report.Report, by string) (*draft.Draft, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	d := &draft.Draft{Office: office, Report: r.Clone(), UpdatedAt: s.now(), UpdatedBy: by}
	d.Report.Revision = 0
	row, err := newDraftRow(d)
	if err == nil {
		_, err = report.Marshal(d.Report) // refuses what could not be read again, such as invalid UTF-8
	}
	if err != nil {
		return nil, s.fault("create draft", err)
	}
	row.CreatedAt = row.UpdatedAt
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return s.mark(tx, &row, draft.Create, by)
	})
	if err != nil {
		return nil, s.fault(fmt.Sprintf("create draft %d", r.Year), err)
	}
	s.cache.put(key{office, r.Year}, entry{row.ID, d})
	return d, nil
}

// mark writes a change without edits: it tells who did something to the draft
// as a whole.
func (s *Store) mark(tx *gorm.DB, row *draftRow, cause draft.Cause, by string) error {
	c := draft.Change{ID: string(cause) + "-" + newID(), Revision: row.Revision, Outcome: draft.Applied, Cause: cause, By: by, At: s.now()}
	change, err := newChangeRow(row.OfficeID, row.ID, c)
	if err != nil {
		return err
	}
	return tx.Create(&change).Error
}

// Delete puts a draft away; it is kept with its history. The office may then
// have another one for that year.
func (s *Store) Delete(ctx context.Context, office string, year int, by string) error {
	at := timeText(s.opts.Now())
	return s.setDeleted(ctx, key{office, year}, "deleted_at IS NULL", &at, draft.Delete, by)
}

// Undelete gives back the draft of a year that was deleted last. It is
// draft.ErrExists if the office has another one by now.
func (s *Store) Undelete(ctx context.Context, office string, year int, by string) error {
	return s.setDeleted(ctx, key{office, year}, "deleted_at IS NOT NULL", nil, draft.Undelete, by)
}

func (s *Store) setDeleted(ctx context.Context, k key, which string, at *string, cause draft.Cause, by string) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var row draftRow
		err := tx.Omit("document").Where(which).Order("deleted_at DESC, id DESC").
			Take(&row, "office_id = ? AND year = ?", k.office, k.year).Error
		if err != nil {
			return err
		}
		if err := tx.Model(&row).Update("deleted_at", at).Error; err != nil {
			return err
		}
		return s.mark(tx, &row, cause, by)
	})
	s.cache.drop(k)
	return s.fault(fmt.Sprintf("%s draft %d", cause, k.year), err)
}
