package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"nianbao/internal/account"
	"nianbao/internal/draft"
)

func addUser(t *testing.T, s *Store, office, name string, role account.Role) account.User {
	t.Helper()
	u, err := s.AddUser(t.Context(), account.User{Office: office, Name: name, Role: role, Password: "encoded"}, false)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestUsers: what is stored is there after a restart, the same.
func TestUsers(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	office, other := newOffice(t, s, "甲镇人民政府"), newOffice(t, s, "乙镇人民政府")
	if s.HasUsers() {
		t.Error("a new folder has users")
	}
	wang := addUser(t, s, office, "王芳", account.Admin)
	addUser(t, s, office, "Li Qiang", account.Editor)
	addUser(t, s, other, "赵敏", account.Reviewer)
	check := func(s *Store) {
		t.Helper()
		list, err := s.Users(t.Context(), office)
		if err != nil || len(list) != 2 || !slices.ContainsFunc(list, func(u account.User) bool { return u == wang }) || !s.HasUsers() {
			t.Errorf("users %+v, %v", list, err)
		}
		if u, err := s.UserNamed(t.Context(), "li qiang"); err != nil || u.Role != account.Editor {
			t.Errorf("%+v, %v", u, err)
		}
		if _, err := s.UserNamed(t.Context(), "nobody"); !errors.Is(err, account.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		if _, err := s.User(t.Context(), "nobody"); !errors.Is(err, account.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	}
	check(s)
	s.Close()
	check(openStore(t, dir))
}

func TestAddUser(t *testing.T) {
	s, office := newStoreWithOffice(t)
	if _, err := s.AddUser(t.Context(), account.User{Office: "gone", Name: "王芳", Role: account.Admin}, true); !errors.Is(err, draft.ErrNotFound) {
		t.Errorf("no such office: %v", err)
	}
	if _, err := s.AddUser(t.Context(), account.User{Office: office, Name: "王芳", Role: "root"}, true); err == nil {
		t.Error("a role nobody has")
	}
	if s.HasUsers() {
		t.Error("a refused user is there")
	}
	addUser(t, s, office, "王芳", account.Admin)
	if _, err := s.AddUser(t.Context(), account.User{Office: office, Name: "王芳", Role: account.Editor}, false); !errors.Is(err, account.ErrNameTaken) {
		t.Errorf("the name again: %v", err)
	}
	if _, err := s.AddUser(t.Context(), account.User{Office: office, Name: "李强", Role: account.Admin}, true); !errors.Is(err, account.ErrNotFirst) {
		t.Errorf("a second first: %v", err)
	}
}

// TestFirstUserOnce: of many who want to be first at once, one is.
func TestFirstUserOnce(t *testing.T) {
	s, office := newStoreWithOffice(t)
	var wait sync.WaitGroup
	won := make(chan string, 20)
	for i := range 20 {
		wait.Go(func() {
			if u, err := s.AddUser(context.Background(), account.User{Office: office, Name: fmt.Sprint("人", i), Role: account.Admin}, true); err == nil {
				won <- u.Name
			} else if !errors.Is(err, account.ErrNotFirst) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if len(won) != 1 {
		t.Errorf("%d are first", len(won))
	}
}

func addSession(t *testing.T, s *Store, u account.User, token string, used time.Time) {
	t.Helper()
	if err := s.AddSession(t.Context(), account.Session{Token: token, User: u.ID, Office: u.Office, Started: used, Used: used}); err != nil {
		t.Fatal(err)
	}
}

func wantSessions(t *testing.T, s *Store, want ...string) {
	t.Helper()
	var rows []string
	if err := s.read.Model(&sessionRow{}).Order("token").Pluck("token", &rows).Error; err != nil {
		t.Fatal(err)
	}
	var memory []string
	for token := range s.people.sessions {
		memory = append(memory, token)
	}
	slices.Sort(memory)
	if !slices.Equal(rows, want) || !slices.Equal(memory, want) {
		t.Errorf("sessions %v, in memory %v, want %v", rows, memory, want)
	}
}

func TestSessions(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	u := addUser(t, s, newOffice(t, s, "甲镇人民政府"), "王芳", account.Admin)
	addSession(t, s, u, "a", noon)
	addSession(t, s, u, "b", noon)
	if err := s.TouchSession(t.Context(), "a", noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	want, err := s.Session(t.Context(), "a")
	if err != nil || !want.Used.Equal(stored(noon.Add(time.Minute))) || !want.Started.Equal(stored(noon)) || want.User != u.ID || want.Office != u.Office {
		t.Errorf("session %+v, %v", want, err)
	}
	s.Close()
	s = openStore(t, dir)
	if got, err := s.Session(t.Context(), "a"); err != nil || got != want {
		t.Errorf("after a restart %+v, %v", got, err)
	}
	if err := s.EndSession(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	if err := s.EndSession(t.Context(), "a"); err != nil {
		t.Errorf("ending twice: %v", err)
	}
	if err := s.TouchSession(t.Context(), "a", noon); err != nil {
		t.Error(err)
	}
	if _, err := s.Session(t.Context(), "a"); !errors.Is(err, account.ErrNotFound) {
		t.Errorf("a session that ended is there: %v", err)
	}
	wantSessions(t, s, "b")
}

// TestSweep: sessions that are over do not stay.
func TestSweep(t *testing.T) {
	s, office := newStoreWithOffice(t)
	u := addUser(t, s, office, "王芳", account.Admin)
	addSession(t, s, u, "idle", noon.Add(-account.MaxIdle-time.Second))
	addSession(t, s, u, "good", noon)
	wantSessions(t, s, "good")
}

// TestChangeUser: a new password and being locked out end what was signed in,
// in the same transaction; another role does not.
func TestChangeUser(t *testing.T) {
	tests := []struct {
		name   string
		change account.Change
		left   []string
		err    error
	}{
		{"a role", account.SetRole(account.Reviewer), []string{"admin", "hers", "hers too"}, nil},
		{"a password", account.SetPassword("new"), []string{"admin", "hers"}, nil},
		{"the same password", account.SetPassword("encoded"), []string{"admin", "hers", "hers too"}, nil},
		{"locked out", account.SetDisabled(true), []string{"admin", "hers"}, nil},
		{"refused", func(*account.User, []account.User) error { return account.ErrLastAdmin }, []string{"admin", "hers", "hers too"}, account.ErrLastAdmin},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, office := newStoreWithOffice(t)
			admin, wang := addUser(t, s, office, "管", account.Admin), addUser(t, s, office, "王芳", account.Editor)
			addSession(t, s, admin, "admin", noon)
			addSession(t, s, wang, "hers", noon)
			addSession(t, s, wang, "hers too", noon)
			if _, err := s.ChangeUser(t.Context(), "another office", wang.ID, tt.change, ""); !errors.Is(err, account.ErrNotFound) {
				t.Errorf("another office: %v", err)
			}
			got, err := s.ChangeUser(t.Context(), office, wang.ID, tt.change, "hers")
			if !errors.Is(err, tt.err) {
				t.Fatalf("got %v", err)
			}
			wantSessions(t, s, tt.left...)
			if now, err := s.User(t.Context(), wang.ID); err != nil || now != got {
				t.Errorf("%+v, want %+v", now, got)
			}
			if err := s.loadPeople(); err != nil { // what the database has
				t.Fatal(err)
			}
			if now, _ := s.User(t.Context(), wang.ID); now != got {
				t.Errorf("stored %+v, want %+v", now, got)
			}
		})
	}
}

func TestSetting(t *testing.T) {
	s := openStore(t, t.TempDir())
	if got, err := s.Setting(t.Context(), "network"); got != "" || err != nil {
		t.Errorf("nothing stored: %q, %v", got, err)
	}
	for _, want := range []string{"on", "off", ""} {
		if err := s.SetSetting(t.Context(), "network", want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Setting(t.Context(), "network"); got != want || err != nil {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	}
	if got, err := s.Setting(t.Context(), versionKey); got != "" || err != nil {
		t.Errorf("a setting reads what the storage notes: %q, %v", got, err)
	}
}
