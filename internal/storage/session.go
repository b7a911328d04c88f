package storage

import (
	"context"
	"maps"
	"time"

	"nianbao/internal/account"
)

type sessionRow struct {
	Token     string `gorm:"primaryKey"`
	OfficeID  string
	UserID    string
	StartedAt string
	UsedAt    string
}

// TableName implements gorm's tabler.
func (sessionRow) TableName() string { return "sessions" }

func (row *sessionRow) session() (account.Session, error) {
	started, err := parseTime(row.StartedAt)
	if err != nil {
		return account.Session{}, err
	}
	used, err := parseTime(row.UsedAt)
	return account.Session{Token: row.Token, User: row.UserID, Office: row.OfficeID, Started: started, Used: used}, err
}

func (s *Store) allSessions() (map[string]account.Session, error) {
	var rows []sessionRow
	if err := s.read.Find(&rows).Error; err != nil {
		return nil, err
	}
	out := map[string]account.Session{}
	for _, row := range rows {
		session, err := row.session()
		if err != nil {
			return nil, err
		}
		out[session.Token] = session
	}
	return out, nil
}

// Session returns the session of a hashed token, or account.ErrNotFound.
// Whether it is over is for the caller to say.
func (s *Store) Session(_ context.Context, token string) (account.Session, error) {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	session, ok := s.people.sessions[token]
	if !ok {
		return session, account.ErrNotFound
	}
	return session, nil
}

// AddSession stores a new session. It sweeps out those that are over.
func (s *Store) AddSession(ctx context.Context, session account.Session) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	session.Started, session.Used = stored(session.Started), stored(session.Used)
	row := sessionRow{session.Token, session.Office, session.User, timeText(session.Started), timeText(session.Used)}
	if err := s.write.WithContext(ctx).Create(&row).Error; err != nil {
		return s.fault("add session", err)
	}
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	s.people.sessions[session.Token] = session
	return s.sweep(ctx)
}

// TouchSession stores when a session was last used. One that has ended
// meanwhile stays ended.
func (s *Store) TouchSession(ctx context.Context, token string, at time.Time) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	session, ok := s.people.sessions[token]
	if !ok {
		return nil
	}
	session.Used = stored(at)
	err := s.write.WithContext(ctx).Model(&sessionRow{Token: token}).Update("used_at", timeText(at)).Error
	if err != nil {
		return s.fault("touch session", err)
	}
	s.people.sessions[token] = session
	return nil
}

// sweep deletes sessions that are over. The caller holds the lock on people.
func (s *Store) sweep(ctx context.Context) error {
	now := s.now()
	for token, session := range s.people.sessions {
		if !session.Expired(now) {
			continue
		}
		if err := s.write.WithContext(ctx).Delete(&sessionRow{}, "token = ?", token).Error; err != nil {
			return s.fault("delete old session", err)
		}
		delete(s.people.sessions, token)
	}
	return nil
}

// EndSession forgets a session; one that is not there is ended already.
func (s *Store) EndSession(ctx context.Context, token string) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	if err := s.write.WithContext(ctx).Delete(&sessionRow{}, "token = ?", token).Error; err != nil {
		return s.fault("end session", err)
	}
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	maps.DeleteFunc(s.people.sessions, func(t string, _ account.Session) bool { return t == token })
	return nil
}
