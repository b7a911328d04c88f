package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"nianbao/internal/draft"
)

// updateFunc is what Update runs: it changes a draft and returns the entry for the
// history, or an error.
type updateFunc = func(*draft.Draft) (draft.Change, error)

// save is one call of Update.
type save struct {
	ctx      context.Context
	key      key
	changeID string
	fn       updateFunc

	done     bool
	draft    *draft.Draft
	change   draft.Change
	err      error
	panicked any
}

// saveQueue holds the saves that wait for the writer.
type saveQueue struct {
	mu    sync.Mutex
	saves []*save
}

func (q *saveQueue) add(sv *save) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.saves = append(q.saves, sv)
}

func (q *saveQueue) take() []*save {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := q.saves
	q.saves = nil
	return all
}

// Update changes a draft and adds the change to its history, both or neither.
// When it returns without an error, they are on the disk.
//
// fn gets a copy of the draft that it may change, except for what the Report
// points to: it must put another Report in its place, as draft.Apply does. It
// may be called more than once, and returns the change with changeID as its
// ID. If a change of that ID is stored already, fn is not called and the
// stored one is returned; look at its Outcome. With a *draft.ConflictError the
// change is stored as set aside, and the error returned. A change without
// edits is not stored. Any other error leaves everything as it was.
//
// Saves that come in while one is being written are written together, so that
// many people wait for the disk once. The draft returned is the one after all
// of them, so that they look at it together, and shared: see Load.
func (s *Store) Update(ctx context.Context, office string, year int, changeID string,
	fn func(*draft.Draft) (draft.Change, error)) (*draft.Draft, draft.Change, error) {
	sv := &save{ctx: ctx, key: key{office, year}, changeID: changeID, fn: fn}
	s.queue.add(sv)
	s.inTurn(sv)
	if sv.panicked != nil {
		panic(sv.panicked)
	}
	return sv.draft, sv.change, sv.err
}

// inTurn waits for the writer. By then another caller may have written this
// save along with its own; if not, this one writes all that wait.
func (s *Store) inTurn(sv *save) {
	s.turn.Lock()
	defer s.turn.Unlock()
	if !sv.done {
		s.writeAll(s.queue.take())
	}
}

// writeAll writes saves in one transaction. If that fails it tries them one by
// one, so that nobody fails for the sake of another.
func (s *Store) writeAll(saves []*save) {
	err := s.writeBatch(saves)
	for _, sv := range saves {
		switch {
		case err == nil:
		case len(saves) > 1:
			sv.err = nil
			s.writeAll([]*save{sv})
		default:
			sv.draft, sv.change, sv.err = nil, draft.Change{}, s.fault("save", err)
		}
		sv.done = true
	}
}

// batch is what a transaction writes: the changes in order, and the last state
// of every draft.
type batch struct {
	changes  []changeRow
	versions []versionRow
	drafts   map[key]*staged
}

// staged is a draft in the state the transaction will leave it in.
type staged struct {
	entry
	touched bool
	changes map[string]draft.Change
}

func (s *Store) writeBatch(saves []*save) error {
	b := &batch{drafts: map[key]*staged{}}
	for _, sv := range saves {
		if sv.err = sv.ctx.Err(); sv.err == nil {
			s.stage(b, sv)
		}
	}
	if len(b.changes) == 0 {
		return nil
	}
	err := s.commit(b)
	for k, st := range b.drafts {
		switch {
		case err != nil:
			s.cache.drop(k)
		case st.touched:
			s.cache.put(k, st.entry)
		}
	}
	for _, sv := range saves {
		if sv.draft != nil {
			sv.draft = b.drafts[sv.key].draft
		}
	}
	return err
}

// stage runs a save on the draft as the saves before it leave it.
func (s *Store) stage(b *batch, sv *save) {
	st, err := s.staged(b, sv.key)
	if err != nil {
		sv.err = s.fault(fmt.Sprintf("save draft %d", sv.key.year), err)
		return
	}
	sv.draft = st.draft
	stored, ok, err := s.storedChange(st, sv.changeID)
	switch {
	case err != nil:
		sv.draft, sv.err = nil, s.fault("look for the change", err)
	case ok:
		sv.change = stored
	default:
		sv.err = s.run(b, st, sv)
	}
}

func (s *Store) staged(b *batch, k key) (*staged, error) {
	if st, ok := b.drafts[k]; ok {
		return st, nil
	}
	e, err := s.load(s.write, k)
	if err != nil {
		return nil, err
	}
	b.drafts[k] = &staged{entry: e, changes: map[string]draft.Change{}}
	return b.drafts[k], nil
}

// storedChange finds a change in the batch or in the database.
func (s *Store) storedChange(st *staged, id string) (c draft.Change, ok bool, err error) {
	if c, ok = st.changes[id]; ok {
		return c, true, nil
	}
	var found int
	err = s.hot.find.QueryRow(st.id, id).Scan(&found)
	if errors.Is(err, sql.ErrNoRows) {
		return c, false, nil
	}
	if err == nil {
		c, err = s.change(s.write, st.id, id)
	}
	return c, err == nil, err
}

// run calls the save's function and stages what it did.
func (s *Store) run(b *batch, st *staged, sv *save) error {
	work := *st.draft
	c, err := sv.call(&work)
	var conflict *draft.ConflictError
	if err != nil && !errors.As(err, &conflict) {
		return err
	}
	sv.change = c
	if len(c.Edits) == 0 {
		return err
	}
	if c.ID != sv.changeID {
		return fmt.Errorf("storage: change %q was announced as %q", c.ID, sv.changeID)
	}
	c.At, work.UpdatedAt = stored(c.At), stored(work.UpdatedAt)
	row, failed := newChangeRow(sv.key.office, st.id, c)
	if failed != nil {
		return fmt.Errorf("storage: write the change: %w", failed)
	}
	b.changes = append(b.changes, row)
	if err == nil && c.Version != nil {
		b.versions = append(b.versions, newVersionRow(sv.key.office, st.id, c.Version))
	}
	if err == nil {
		st.draft, st.touched = &work, true
	}
	st.changes[c.ID], sv.change, sv.draft = c, c, st.draft
	return err
}

// call keeps a panic for the caller of Update, whose request it is.
func (sv *save) call(d *draft.Draft) (c draft.Change, err error) {
	defer func() {
		if sv.panicked = recover(); sv.panicked != nil {
			err = errors.New("storage: update function panicked")
		}
	}()
	return sv.fn(d)
}
