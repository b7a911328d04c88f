package storage

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"gorm.io/gorm"

	"nianbao/internal/account"
	"nianbao/internal/draft"
)

type userRow struct {
	ID        string `gorm:"primaryKey"`
	OfficeID  string
	Name      string
	Role      string
	Password  string
	Disabled  bool
	CreatedAt string `gorm:"autoCreateTime:false"`
}

// TableName implements gorm's tabler.
func (userRow) TableName() string { return "users" }

func newUserRow(u account.User) userRow {
	return userRow{u.ID, u.Office, u.Name, string(u.Role), u.Password, u.Disabled, timeText(u.CreatedAt)}
}

func (row *userRow) user() (account.User, error) {
	at, err := parseTime(row.CreatedAt)
	return account.User{ID: row.ID, Office: row.OfficeID, Name: row.Name, Role: account.Role(row.Role),
		Password: row.Password, Disabled: row.Disabled, CreatedAt: at}, err
}

// people are all offices, users and sessions: every request asks for one of
// each, and there are few. What is here is in the database.
type people struct {
	mu       sync.RWMutex
	offices  []draft.Office // in the order they were added
	users    map[string]account.User
	sessions map[string]account.Session // by token

	predecessors map[string][]draft.Predecessor // by office
}

// loadPeople reads offices with their predecessors, users and sessions when the folder is opened.
func (s *Store) loadPeople() error {
	offices, err := s.allOffices()
	if err != nil {
		return s.openFault("read offices", err)
	}
	users, err := s.allUsers()
	if err != nil {
		return s.openFault("read users", err)
	}
	sessions, err := s.allSessions()
	if err != nil {
		return s.openFault("read sessions", err)
	}
	predecessors, err := s.allPredecessors()
	if err != nil {
		return s.openFault("read predecessors", err)
	}
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	s.people.offices, s.people.users, s.people.sessions, s.people.predecessors = offices, users, sessions, predecessors
	return nil
}

func (s *Store) allUsers() (map[string]account.User, error) {
	var rows []userRow
	if err := s.read.Find(&rows).Error; err != nil {
		return nil, err
	}
	out := map[string]account.User{}
	for _, row := range rows {
		u, err := row.user()
		if err != nil {
			return nil, err
		}
		out[u.ID] = u
	}
	return out, nil
}

// HasUsers reports whether anybody has an account.
func (s *Store) HasUsers() bool {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	return len(s.people.users) > 0
}

// User returns one user, or account.ErrNotFound.
func (s *Store) User(_ context.Context, id string) (account.User, error) {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	u, ok := s.people.users[id]
	if !ok {
		return u, account.ErrNotFound
	}
	return u, nil
}

// UserNamed returns the user of a name, in whichever office, or
// account.ErrNotFound.
func (s *Store) UserNamed(_ context.Context, name string) (account.User, error) {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	for _, u := range s.people.users {
		if strings.EqualFold(u.Name, name) {
			return u, nil
		}
	}
	return account.User{}, account.ErrNotFound
}

// Users lists the users of an office in the order they were added.
func (s *Store) Users(_ context.Context, office string) ([]account.User, error) {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	var out []account.User
	for _, u := range s.people.users {
		if u.Office == office {
			out = append(out, u)
		}
	}
	slices.SortFunc(out, func(a, b account.User) int {
		if c := a.CreatedAt.Compare(b.CreatedAt); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out, nil
}

// AddUser stores a new user and gives him an ID. It is account.ErrNameTaken if
// the name is in use; with first it is account.ErrNotFirst if there is any user
// by now.
func (s *Store) AddUser(ctx context.Context, u account.User, first bool) (account.User, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	if first && s.HasUsers() {
		return u, account.ErrNotFirst
	}
	u.ID, u.CreatedAt = newID(), s.now()
	row := newUserRow(u)
	err := s.fault("add user", s.write.WithContext(ctx).Create(&row).Error)
	if errors.Is(err, draft.ErrExists) {
		return u, account.ErrNameTaken
	}
	if err != nil {
		return u, err
	}
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	s.people.users[u.ID] = u
	return u, nil
}

// ChangeUser changes a user of an office, or is account.ErrNotFound. Where he
// is to sign in anew his sessions end, but for the one of token keep.
func (s *Store) ChangeUser(ctx context.Context, office, id string, change account.Change, keep string) (account.User, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	before, err := s.User(ctx, id)
	if err != nil || before.Office != office {
		return account.User{}, account.ErrNotFound
	}
	team, err := s.Users(ctx, office)
	if err != nil {
		return before, err
	}
	after := before
	if err := change(&after, team); err != nil {
		return before, err
	}
	ends := account.EndsSessions(before, after)
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		row := newUserRow(after)
		if err := changed(tx.Model(&row).Select("role", "password", "disabled").Updates(&row)); err != nil || !ends {
			return err
		}
		return tx.Delete(&sessionRow{}, "user_id = ? AND token <> ?", id, keep).Error
	})
	if err != nil {
		return before, s.fault("change user", err)
	}
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	s.people.users[id] = after
	if ends {
		maps.DeleteFunc(s.people.sessions, func(token string, session account.Session) bool { return session.User == id && token != keep })
	}
	return after, nil
}
