package storage

import (
	"database/sql"
	"errors"
)

// hot are the statements of a save. They are prepared once and bypass gorm,
// which inside a transaction parses every statement anew: a save would take
// half as long again.
type hot struct {
	find   *sql.Stmt
	insert *sql.Stmt
	update *sql.Stmt
}

func (s *Store) prepare() error {
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	for _, p := range []struct {
		stmt **sql.Stmt
		text string
	}{
		{&s.hot.find, "SELECT 1 FROM changes WHERE draft_id = ? AND change_id = ?"},
		{&s.hot.insert, `INSERT INTO changes (office_id, draft_id, change_id, revision, outcome, cause, undoes, "by", "at", edits, derived)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.hot.update, `UPDATE drafts SET title = ?, status = ?, revision = ?, updated_at = ?, updated_by = ?, document = ? WHERE id = ?`},
	} {
		if *p.stmt, err = pool.Prepare(p.text); err != nil {
			return s.openFault("prepare statements", err)
		}
	}
	return nil
}

// commit writes a batch in one transaction.
func (s *Store) commit(b *batch) error {
	pool, err := s.write.DB()
	if err != nil {
		return err
	}
	tx, err := pool.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // after the commit there is nothing left to roll back
	if err := s.writeChanges(tx, b); err != nil {
		return err
	}
	if err := s.writeDrafts(tx, b); err != nil {
		return err
	}
	if err := writeVersions(tx, b); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) writeChanges(tx *sql.Tx, b *batch) error {
	insert := tx.Stmt(s.hot.insert)
	for _, c := range b.changes {
		_, err := insert.Exec(c.OfficeID, c.DraftID, c.ChangeID, c.Revision, c.Outcome, c.Cause, c.Undoes, c.By, c.At, c.Edits, c.Derived)
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) writeDrafts(tx *sql.Tx, b *batch) error {
	update := tx.Stmt(s.hot.update)
	for _, st := range b.drafts {
		if !st.touched {
			continue
		}
		d, err := newDraftRow(st.draft)
		if err != nil {
			return err
		}
		result, err := update.Exec(d.Title, d.Status, d.Revision, d.UpdatedAt, d.UpdatedBy, d.Document, st.id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n != 1 {
			return errors.Join(errVanished, err)
		}
	}
	return nil
}

var errVanished = errors.New("storage: the draft is not in the database")
