// Package account is who may use the program besides the person at the PC: a
// user with a role, what each role may do, passwords, and how often somebody
// may try one.
//
// It is pure: the time is passed in, internal/storage keeps users and sessions,
// internal/web asks for them. It imports none of our packages. Start reading at
// Role.May.
package account

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Errors of accounts. Storage returns them too.
var (
	ErrNotFound  = errors.New("account: no such user")
	ErrNameTaken = errors.New("account: the name is taken")
	ErrNotFirst  = errors.New("account: there are accounts already")
	ErrLastAdmin = errors.New("account: nobody would be left to look after accounts")
	ErrSignIn    = errors.New("account: name and password do not belong together")
	ErrTooOften  = errors.New("account: tried too often")
	ErrCode      = errors.New("account: not the one-time code")
)

// User is a person who signs in.
type User struct {
	ID        string
	Office    string
	Name      string // to sign in with, and what pages call the person
	Role      Role
	Password  string // encoded by Hasher.Hash
	Disabled  bool
	CreatedAt time.Time
}

// Session is a browser that is signed in. Token is a hash: who reads the
// database cannot use it.
type Session struct {
	Token   string
	User    string
	Office  string
	Started time.Time
	Used    time.Time // to the minute
}

// Limits of a session: so long unused, and so long altogether.
const (
	MaxIdle = 2 * time.Hour
	MaxAge  = 12 * time.Hour
)

// touchAfter is how old a session's last use must be to be written anew: not
// every request costs a write.
const touchAfter = time.Minute

// Expired reports whether the session has ended by itself.
func (s *Session) Expired(now time.Time) bool {
	return now.Sub(s.Used) > MaxIdle || now.Sub(s.Started) > MaxAge
}

// Stale reports whether the last use is to be written anew.
func (s *Session) Stale(now time.Time) bool { return now.Sub(s.Used) >= touchAfter }

// maxName is the longest name, in characters.
const maxName = 32

// CleanName is a name as it is stored and looked up: what input methods and
// copying add to it is taken away.
func CleanName(name string) string {
	return strings.Join(strings.FieldsFunc(norm.NFKC.String(name), unicode.IsSpace), " ")
}

// NameProblem is what to mend about a name; empty if nothing.
func NameProblem(name string) string {
	switch {
	case name == "":
		return textNoName
	case !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, isOdd):
		return textBadName
	}
	return ""
}

func isOdd(r rune) bool { return !unicode.IsGraphic(r) }

// Change is a change to a member of a team, whose other members matter.
type Change func(u *User, team []User) error

// SetRole gives a user another role.
func SetRole(role Role) Change {
	return func(u *User, team []User) error {
		u.Role = role
		return stillAdmin(*u, team)
	}
}

// SetDisabled locks a user out, or lets him in again.
func SetDisabled(disabled bool) Change {
	return func(u *User, team []User) error {
		u.Disabled = disabled
		return stillAdmin(*u, team)
	}
}

// SetPassword stores an encoded password.
func SetPassword(encoded string) Change {
	return func(u *User, _ []User) error {
		u.Password = encoded
		return nil
	}
}

// stillAdmin refuses a change after which nobody could look after accounts.
func stillAdmin(changed User, team []User) error {
	admin := func(u User) bool {
		if u.ID == changed.ID {
			u = changed
		}
		return !u.Disabled && u.Role.May(Manage)
	}
	if !slices.ContainsFunc(team, admin) {
		return ErrLastAdmin
	}
	return nil
}

// EndsSessions reports whether who was signed in before a change must sign in
// anew.
func EndsSessions(before, after User) bool {
	return after.Disabled || before.Password != after.Password
}
