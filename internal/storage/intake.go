package storage

import (
	"context"
	"time"

	"github.com/go-json-experiment/json"
	"gorm.io/gorm"

	"nianbao/internal/intake"
	"nianbao/internal/report"
)

// How long files that were read are kept, and how many of an office.
const (
	importAge   = 30 * 24 * time.Hour
	mostImports = 200
)

type importRow struct {
	ID       string `gorm:"primaryKey"`
	OfficeID string
	Batch    string
	Purpose  string
	Year     int
	Name     string
	By       string
	At       string
	Problem  string
	State    string
	Report   string
	Content  string
	Data     []byte
}

// TableName implements gorm's tabler.
func (importRow) TableName() string { return "imports" }

func newImportRow(m *intake.Import) (importRow, error) {
	row := importRow{ID: m.ID, OfficeID: m.Office, Batch: m.Batch, Purpose: string(m.Purpose), Year: m.Year, Name: m.Name,
		By: m.By, At: timeText(m.At), Problem: m.Problem}
	if len(m.Data) <= intake.MaxKept {
		row.Data = m.Data
	}
	if m.Report != nil {
		data, err := report.Marshal(m.Report)
		if err != nil {
			return row, err
		}
		row.Report = string(data)
	}
	content, err := json.Marshal(m.Content, json.Deterministic(true))
	if err != nil {
		return row, err
	}
	row.Content = string(content)
	row.State, err = encodeState(m)
	return row, err
}

func encodeState(m *intake.Import) (string, error) {
	state, err := json.Marshal(m.State, json.Deterministic(true))
	return string(state), err
}

func (row *importRow) decode() (*intake.Import, error) {
	m := &intake.Import{ID: row.ID, Office: row.OfficeID, Batch: row.Batch, Purpose: intake.Purpose(row.Purpose), Year: row.Year,
		Name: row.Name, By: row.By, Data: row.Data}
	var err error
	if m.At, err = parseTime(row.At); err != nil {
		return nil, err
	}
	if row.Content != "" {
		if err := json.Unmarshal([]byte(row.Content), &m.Content); err != nil {
			return nil, err
		}
	}
	m.Problem = row.Problem
	if row.Report != "" {
		if m.Report, err = report.Unmarshal([]byte(row.Report)); err != nil {
			return nil, err
		}
	}
	return m, json.Unmarshal([]byte(row.State), &m.State)
}

// AddImport keeps a file that was read, and gives it an ID. Old ones go.
func (s *Store) AddImport(ctx context.Context, m *intake.Import) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	m.ID, m.At = newID(), s.now()
	row, err := newImportRow(m)
	if err != nil {
		return s.fault("keep what was read", err)
	}
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return tx.Exec(`DELETE FROM imports WHERE "at" < ? OR office_id = ? AND id NOT IN
			(SELECT id FROM imports WHERE office_id = ? ORDER BY "at" DESC, rowid DESC LIMIT ?)`,
			timeText(m.At.Add(-importAge)), m.Office, m.Office, mostImports).Error
	})
	return s.fault("keep what was read", err)
}

// Import returns a file that was read, or draft.ErrNotFound.
func (s *Store) Import(ctx context.Context, office, id string) (*intake.Import, error) {
	m, err := loadImport(s.read.WithContext(ctx), office, id)
	return m, s.fault("load what was read", err)
}

func loadImport(db *gorm.DB, office, id string) (*intake.Import, error) {
	var row importRow
	if err := db.Omit("data").Take(&row, "id = ? AND office_id = ?", id, office).Error; err != nil {
		return nil, err
	}
	return row.decode()
}

// ImportData is the file itself; nil if it was too large to be kept.
func (s *Store) ImportData(ctx context.Context, office, id string) (data []byte, err error) {
	var row importRow
	err = s.read.WithContext(ctx).Select("data").Take(&row, "id = ? AND office_id = ?", id, office).Error
	return row.Data, s.fault("load a file", err)
}

// Imports lists the files of an office that were read, the oldest first,
// without their text. Batch "" lists those that came alone.
func (s *Store) Imports(ctx context.Context, office, batch string) ([]*intake.Import, error) {
	var rows []importRow
	err := s.read.WithContext(ctx).Omit("data", "content").Order(`"at", rowid`).Find(&rows, "office_id = ? AND batch = ?", office, batch).Error
	if err != nil {
		return nil, s.fault("list what was read", err)
	}
	out := make([]*intake.Import, 0, len(rows))
	for _, row := range rows {
		m, err := row.decode()
		if err != nil {
			return nil, s.fault("list what was read", err)
		}
		out = append(out, m)
	}
	return out, nil
}

// ImportBatches lists the files of an office that were handed over together,
// the newest first.
func (s *Store) ImportBatches(ctx context.Context, office string) ([]intake.Batch, error) {
	const what = "list what was read together"
	var rows []struct {
		Batch string
		Files int
		First string
	}
	err := s.read.WithContext(ctx).Model(&importRow{}).Select(`batch, COUNT(*) AS files, MIN("at") AS first`).
		Where("office_id = ? AND batch <> ''", office).Group("batch").Order("first DESC").Find(&rows).Error
	if err != nil {
		return nil, s.fault(what, err)
	}
	out := make([]intake.Batch, 0, len(rows))
	for _, row := range rows {
		at, err := parseTime(row.First)
		if err != nil {
			return nil, s.fault(what, err)
		}
		out = append(out, intake.Batch{ID: row.Batch, Files: row.Files, At: at})
	}
	return out, nil
}

// ChangeImport stores what a decision changes in the State of a file that was
// read. It answers after the commit.
func (s *Store) ChangeImport(ctx context.Context, office, id string, decide func(*intake.Import) error) (*intake.Import, error) {
	const what = "settle what was read"
	s.turn.Lock()
	defer s.turn.Unlock()
	m, err := loadImport(s.write.WithContext(ctx), office, id)
	if err != nil {
		return nil, s.fault(what, err)
	}
	if err := decide(m); err != nil {
		return nil, err
	}
	state, err := encodeState(m)
	if err == nil {
		err = changed(s.write.WithContext(ctx).Model(&importRow{ID: id}).Update("state", state))
	}
	return m, s.fault(what, err)
}

// RemoveImport puts a file that was read away; one that is not there is away
// already.
func (s *Store) RemoveImport(ctx context.Context, office, id string) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	return s.fault("put away what was read", s.write.WithContext(ctx).Delete(&importRow{}, "id = ? AND office_id = ?", id, office).Error)
}

// adoptImports gives a first office what was read before there was one.
func adoptImports(tx *gorm.DB, office string) error {
	return tx.Exec("UPDATE imports SET office_id = ? WHERE office_id = ''", office).Error
}
