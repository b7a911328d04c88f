package storage

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"nianbao/internal/draft"
	"nianbao/internal/report"
)

// Rows are private: nothing outside this package sees gorm or a column name.

type draftRow struct {
	ID        int64 `gorm:"primaryKey"`
	OfficeID  string
	Year      int
	Format    string
	Title     string
	Status    string
	Revision  int
	CreatedAt string `gorm:"autoCreateTime:false"`
	UpdatedAt string `gorm:"autoUpdateTime:false"`
	UpdatedBy string
	DeletedAt *string
	Document  string
}

// TableName implements gorm's tabler.
func (draftRow) TableName() string { return "drafts" }

type changeRow struct {
	ID       int64 `gorm:"primaryKey"`
	OfficeID string
	DraftID  int64
	ChangeID string
	Revision int
	Outcome  string
	Cause    string
	Undoes   string
	By       string
	At       string
	Edits    string
	Derived  string
}

// TableName implements gorm's tabler.
func (changeRow) TableName() string { return "changes" }

type officeRow struct {
	ID        string `gorm:"primaryKey"`
	CreatedAt string `gorm:"autoCreateTime:false"`
	UpdatedAt string `gorm:"autoUpdateTime:false"`
	Profile   string

	Wordings     string
	Requirements string
}

// TableName implements gorm's tabler.
func (officeRow) TableName() string { return "offices" }

// timeLayout is UTC with milliseconds, which SQLite's date functions read and
// which sorts as text.
const timeLayout = "2006-01-02T15:04:05.000Z"

// stored is t as it comes back from the database.
func stored(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

func timeText(t time.Time) string { return t.UTC().Format(timeLayout) }

func parseTime(s string) (time.Time, error) { return time.Parse(timeLayout, s) }

// newDraftRow describes a draft's present state.
func newDraftRow(d *draft.Draft) (draftRow, error) {
	text, err := document(d.Report)
	if err != nil {
		return draftRow{}, err
	}
	r := d.Report
	return draftRow{OfficeID: d.Office, Year: r.Year, Format: r.Format, Title: r.Title, Status: r.Status, Revision: r.Revision,
		UpdatedAt: timeText(d.UpdatedAt), UpdatedBy: d.UpdatedBy, Document: text}, nil
}

func (row *draftRow) draft() (*draft.Draft, error) {
	r, err := report.Unmarshal([]byte(row.Document))
	if err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	at, err := parseTime(row.UpdatedAt)
	return &draft.Draft{Office: row.OfficeID, Report: r, UpdatedAt: at, UpdatedBy: row.UpdatedBy}, err
}

func (row *draftRow) summary() (draft.Summary, error) {
	at, err := parseTime(row.UpdatedAt)
	return draft.Summary{Year: row.Year, Title: row.Title, Status: row.Status, Revision: row.Revision,
		UpdatedAt: at, UpdatedBy: row.UpdatedBy}, err
}

func newChangeRow(office string, draftID int64, c draft.Change) (changeRow, error) {
	edits, err := encodeEdits(c.Edits)
	if err != nil {
		return changeRow{}, err
	}
	derived, err := encodeEdits(c.Derived)
	return changeRow{OfficeID: office, DraftID: draftID, ChangeID: c.ID, Revision: c.Revision, Outcome: string(c.Outcome),
		Cause: string(c.Cause), Undoes: c.Undoes, By: c.By, At: timeText(c.At), Edits: edits, Derived: derived}, err
}

func (row *changeRow) change() (draft.Change, error) {
	c := draft.Change{Seq: row.ID, ID: row.ChangeID, Revision: row.Revision, Outcome: draft.Outcome(row.Outcome),
		Cause: draft.Cause(row.Cause), Undoes: row.Undoes, By: row.By}
	var err error
	if c.At, err = parseTime(row.At); err != nil {
		return c, err
	}
	if c.Edits, err = decodeEdits(row.Edits); err != nil {
		return c, err
	}
	c.Derived, err = decodeEdits(row.Derived)
	return c, err
}

func encodeEdits(edits []draft.Edit) (string, error) {
	data, err := json.Marshal(edits, json.Deterministic(true))
	return string(data), err
}

func decodeEdits(text string) (edits []draft.Edit, err error) {
	if err := json.Unmarshal([]byte(text), &edits); err != nil {
		return nil, fmt.Errorf("edits: %w", err)
	}
	if len(edits) == 0 {
		return nil, nil
	}
	return edits, nil
}

func newOfficeRow(o draft.Office) (officeRow, error) {
	profile, err := json.Marshal(o.Profile, json.Deterministic(true))
	if err != nil {
		return officeRow{}, err
	}
	wordings, err := json.Marshal(o.Wordings, json.Deterministic(true))
	at := timeText(o.UpdatedAt)
	return officeRow{ID: o.ID, CreatedAt: at, UpdatedAt: at, Profile: string(profile),
		Wordings: string(wordings), Requirements: o.Requirements}, err
}

func (row *officeRow) office() (draft.Office, error) {
	o := draft.Office{ID: row.ID}
	if err := json.Unmarshal([]byte(row.Profile), &o.Profile); err != nil {
		return o, fmt.Errorf("profile: %w", err)
	}
	if err := json.Unmarshal([]byte(row.Wordings), &o.Wordings); err != nil {
		return o, fmt.Errorf("wordings: %w", err)
	}
	o.Requirements = row.Requirements
	at, err := parseTime(row.UpdatedAt)
	o.UpdatedAt = at
	return o, err
}
