package storage

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"nianbao/internal/draft"
)

// Offices lists the offices in the order they were added.
func (s *Store) Offices(ctx context.Context) ([]draft.Office, error) {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	return slices.Clone(s.people.offices), ctx.Err()
}

func (s *Store) allOffices() ([]draft.Office, error) {
	var rows []officeRow
	if err := s.read.Order("created_at, rowid").Find(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]draft.Office, 0, len(rows))
	for _, row := range rows {
		o, err := row.office()
		if err != nil {
			return nil, fmt.Errorf("office %s: %w", row.ID, err)
		}
		out = append(out, o)
	}
	return out, nil
}

// Office returns one office, or draft.ErrNotFound.
func (s *Store) Office(ctx context.Context, id string) (draft.Office, error) {
	var row officeRow
	if err := s.read.WithContext(ctx).Take(&row, "id = ?", id).Error; err != nil {
		return draft.Office{}, s.fault("load office "+id, err)
	}
	o, err := row.office()
	return o, s.fault("read office "+id, err)
}

// SaveOffice stores what an office says about itself; one without ID is new,
// gets one, and takes over what was read before. An ID that is not stored is
// draft.ErrNotFound. What it keeps beside its reports is changed by
// ChangeOffice only.
func (s *Store) SaveOffice(ctx context.Context, o draft.Office) (draft.Office, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	o.UpdatedAt = s.now()
	create := o.ID == ""
	if create {
		o.ID = newID()
	}
	if known, ok := s.knownOffice(o.ID); ok {
		o.Wordings, o.Requirements = known.Wordings, known.Requirements
	}
	row, err := newOfficeRow(o)
	if err != nil {
		return o, s.fault("save office", err)
	}
	if create {
		err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
			return adoptImports(tx, o.ID)
		})
	} else {
		err = changed(s.write.WithContext(ctx).Model(&row).Select("profile", "updated_at").Updates(&row))
	}
	if err == nil {
		s.keepOffice(o)
	}
	return o, s.fault("save office "+o.ID, err)
}

// ChangeOffice changes all an office keeps, as it is when the change is made.
// An error of fn leaves it as it was.
func (s *Store) ChangeOffice(ctx context.Context, id string, fn func(*draft.Office) error) (draft.Office, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	o, ok := s.knownOffice(id)
	if !ok {
		return o, s.fault("change office "+id, gorm.ErrRecordNotFound)
	}
	if err := fn(&o); err != nil {
		return o, err
	}
	o.ID, o.UpdatedAt = id, s.now()
	row, err := newOfficeRow(o)
	if err != nil {
		return o, s.fault("change office "+id, err)
	}
	err = changed(s.write.WithContext(ctx).Model(&row).Select("profile", "wordings", "requirements", "updated_at").Updates(&row))
	if err == nil {
		s.keepOffice(o)
	}
	return o, s.fault("change office "+id, err)
}

// knownOffice is an office as it is in memory.
func (s *Store) knownOffice(id string) (draft.Office, bool) {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	at := slices.IndexFunc(s.people.offices, func(known draft.Office) bool { return known.ID == id })
	if at < 0 {
		return draft.Office{}, false
	}
	return s.people.offices[at], true
}

// keepOffice puts an office that was written among those in memory.
func (s *Store) keepOffice(o draft.Office) {
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	at := slices.IndexFunc(s.people.offices, func(known draft.Office) bool { return known.ID == o.ID })
	if at < 0 {
		s.people.offices = append(s.people.offices, o)
		return
	}
	s.people.offices = slices.Clone(s.people.offices)
	s.people.offices[at] = o
}

// changed is the error of an UPDATE that must meet a row.
func changed(tx *gorm.DB) error {
	if tx.Error == nil && tx.RowsAffected == 0 {
		return gorm.ErrRecordNotFound
	}
	return tx.Error
}

func newID() string {
	b := make([]byte, 8)
	rand.Read(b) // never fails: it ends the program
	return hex.EncodeToString(b)
}
