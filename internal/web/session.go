package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
	"nianbao/internal/draft"
)

// Accounts is where users and their sessions are kept. Errors are those of
// account.
type Accounts interface {
	account.Users
	HasUsers() bool
	User(ctx context.Context, id string) (account.User, error)
	Users(ctx context.Context, office string) ([]account.User, error)
	AddUser(ctx context.Context, u account.User, first bool) (account.User, error)
	ChangeUser(ctx context.Context, office, id string, change account.Change, keep string) (account.User, error)
	Session(ctx context.Context, token string) (account.Session, error)
	AddSession(ctx context.Context, s account.Session) error
	TouchSession(ctx context.Context, token string, at time.Time) error
	EndSession(ctx context.Context, token string) error
}

// userHeader tells whose page a script's request comes from: another person
// may have signed in to the same browser since.
const userHeader = "Nianbao-User"

// cookieName has the port in it, since browsers give a cookie to every port of
// a host.
func cookieName(c *gin.Context) string {
	_, port, err := net.SplitHostPort(c.Request.Host)
	if err != nil {
		return "nianbao"
	}
	return "nianbao-" + port
}

// hashToken is how a token is stored.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// viewer finds out who a request comes from.
func (s *Server) viewer(c *gin.Context) (*viewer, error) {
	if !s.hasAccounts() {
		return &viewer{local: atThisPC(c)}, nil
	}
	cookie, err := c.Request.Cookie(cookieName(c))
	if err != nil {
		return &viewer{}, nil
	}
	ctx, now := c.Request.Context(), s.Now()
	session, err := s.Accounts.Session(ctx, hashToken(cookie.Value))
	if errors.Is(err, account.ErrNotFound) || err == nil && session.Expired(now) {
		return &viewer{}, nil
	}
	if err != nil {
		return nil, err
	}
	user, err := s.Accounts.User(ctx, session.User)
	if err != nil || user.Disabled {
		return &viewer{}, nil
	}
	if session.Stale(now) && !passive[c.FullPath()] {
		if err := s.Accounts.TouchSession(ctx, session.Token, now); err != nil {
			s.Log.Warn("session", "error", err) // reading goes on when the disk is full
		}
	}
	return &viewer{user: &user, token: session.Token}, nil
}

// passive are routes that a page asks by itself: they do not keep a session
// alive that nobody uses.
var passive = map[string]bool{"/reports/:year/state": true}

// startSession signs a user in to the browser.
func (s *Server) startSession(c *gin.Context, u account.User) error {
	if err := s.endSession(c); err != nil {
		return err
	}
	b := make([]byte, 32)
	rand.Read(b) // never fails: it ends the program
	token := base64.RawURLEncoding.EncodeToString(b)
	now := s.Now()
	err := s.Accounts.AddSession(c.Request.Context(), account.Session{Token: hashToken(token), User: u.ID, Office: u.Office, Started: now, Used: now})
	if err != nil {
		return err
	}
	s.setCookie(c, token, 0)
	return nil
}

// endSession signs the browser out.
func (s *Server) endSession(c *gin.Context) error {
	cookie, err := c.Request.Cookie(cookieName(c))
	if err != nil {
		return nil
	}
	s.setCookie(c, "", -1)
	return s.Accounts.EndSession(c.Request.Context(), hashToken(cookie.Value))
}

// setCookie lasts until the browser is closed.
func (s *Server) setCookie(c *gin.Context, token string, maxAge int) {
	c.Writer.Header().Del("Set-Cookie") // there is one cookie, the last word counts
	http.SetCookie(c.Writer, &http.Cookie{Name: cookieName(c), Value: token, Path: "/", MaxAge: maxAge,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: c.Request.TLS != nil})
}

// officeOf is the office a viewer works for, among all: his own, or at this PC
// the only one. Of others he is told nothing.
func officeOf(v *viewer, offices []draft.Office) (draft.Office, error) {
	for _, o := range offices {
		if v.user == nil && v.local || v.user != nil && v.user.Office == o.ID {
			return o, nil
		}
	}
	return draft.Office{}, errNoSetup
}
