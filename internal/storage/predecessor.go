package storage

import (
	"context"
	"slices"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

type predecessorRow struct {
	ID       string `gorm:"primaryKey"`
	OfficeID string
	Year     int
	By       string
	At       string
	Document string
}

// TableName implements gorm's tabler.
func (predecessorRow) TableName() string { return "predecessors" }

func (row *predecessorRow) predecessor() (draft.Predecessor, error) {
	p := draft.Predecessor{ID: row.ID, By: row.By}
	var err error
	if p.At, err = parseTime(row.At); err != nil {
		return p, err
	}
	p.Report, err = report.Unmarshal([]byte(row.Document))
	return p, err
}

// allPredecessors are those of all offices: mergers are rare, and every page
// of a year asks for them.
func (s *Store) allPredecessors() (map[string][]draft.Predecessor, error) {
	var rows []predecessorRow
	if err := s.read.Order(`"at", rowid`).Find(&rows).Error; err != nil {
		return nil, err
	}
	out := map[string][]draft.Predecessor{}
	for _, row := range rows {
		p, err := row.predecessor()
		if err != nil {
			return nil, err
		}
		out[row.OfficeID] = append(out[row.OfficeID], p)
	}
	return out, nil
}

// Predecessors are the reports of other offices that went into this one, in
// the order they were added. They are shared and may not be changed.
func (s *Store) Predecessors(_ context.Context, office string) ([]draft.Predecessor, error) {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	return slices.Clone(s.people.predecessors[office]), nil
}

// AddPredecessor stores the report of another office; it is copied.
func (s *Store) AddPredecessor(ctx context.Context, office string, r *report.Report, by string) error {
	const what = "add a predecessor"
	s.turn.Lock()
	defer s.turn.Unlock()
	data, err := report.Marshal(r)
	if err != nil {
		return s.fault(what, err)
	}
	row := predecessorRow{newID(), office, r.Year, by, timeText(s.now()), string(data)}
	p, err := row.predecessor()
	if err == nil {
		err = s.write.WithContext(ctx).Create(&row).Error
	}
	if err != nil {
		return s.fault(what, err)
	}
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	s.people.predecessors[office] = append(slices.Clone(s.people.predecessors[office]), p)
	return nil
}

// RemovePredecessor takes a report of another office away; one that is not
// there is away already.
func (s *Store) RemovePredecessor(ctx context.Context, office, id string) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	if err := s.write.WithContext(ctx).Delete(&predecessorRow{}, "id = ? AND office_id = ?", id, office).Error; err != nil {
		return s.fault("remove a predecessor", err)
	}
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	s.people.predecessors[office] = slices.DeleteFunc(slices.Clone(s.people.predecessors[office]),
		func(p draft.Predecessor) bool { return p.ID == id })
	return nil
}
