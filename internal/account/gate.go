package account

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Users is where people are looked up by name.
type Users interface {
	UserNamed(ctx context.Context, name string) (User, error)
}

// Gate lets people in: it is the one way from a name and a password to a user.
type Gate struct {
	*Hasher
	throttle *Throttle
}

// NewGate makes a gate that nobody has tried.
func NewGate() *Gate { return &Gate{NewHasher(), NewThrottle()} }

// Knock is one attempt to come in.
type Knock struct {
	Name, Password string
	Address        string // of the PC it comes from
	At             time.Time
}

// SignIn finds the user of a name and password. It takes the same way for
// every name, known or not, and is ErrSignIn for all that do not fit and
// ErrTooOften for who does not wait.
func (g *Gate) SignIn(ctx context.Context, users Users, k Knock) (User, error) {
	attempt, err := g.throttle.Try(throttleKey(k.Name), k.Address, k.At)
	if err != nil {
		return User{}, err
	}
	var known *User
	u, err := users.UserNamed(ctx, CleanName(k.Name))
	switch {
	case err == nil:
		known = &u
	case !errors.Is(err, ErrNotFound):
		return User{}, err
	}
	ok, err := g.Match(ctx, known, k.Password)
	if err != nil {
		return User{}, err
	}
	if !ok {
		return User{}, ErrSignIn
	}
	attempt.Succeeded()
	return u, nil
}

// Redeem uses a one-time code up, no more often than passwords may be tried.
func (g *Gate) Redeem(c *Code, text, address string, now time.Time) error {
	attempt, err := g.throttle.Try("", address, now)
	if err != nil {
		return err
	}
	if err := c.Redeem(text, now); err != nil {
		return err
	}
	attempt.Succeeded()
	return nil
}

// throttleKey is what attempts at a name are counted under; long ones, which
// nobody has, share some.
func throttleKey(name string) string {
	key := strings.ToLower(CleanName(name[:min(len(name), maxName*4)]))
	return "name " + key
}

// NewUser puts together a user from what was typed: the user, or what to mend
// by field, "name", "password" or "role". The password is not encoded yet.
func NewUser(office, name, password string, role Role) (User, map[string]string) {
	u := User{Office: office, Name: CleanName(name), Role: role}
	problems := map[string]string{}
	if text := NameProblem(u.Name); text != "" {
		problems["name"] = text
	}
	if text := PasswordProblem(u.Name, password); text != "" {
		problems["password"] = text
	}
	if !role.Valid() {
		problems["role"] = textNoRole
	}
	return u, problems
}
