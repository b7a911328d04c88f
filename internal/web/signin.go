package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
)

// signInPage asks for name and password, on a page of its own or over the one
// that is open.
type signInPage struct {
	Frame
	Name    string
	Next    string
	PageOf  string // id of the user whose page it lies over
	Message string
	Problem string
	Carried *carriedForm // what was sent when the session had ended
}

func (s *Server) loginForm(c *gin.Context) error {
	next := localTarget(c.Query("next"))
	if !s.hasAccounts() || viewerOf(c).user != nil {
		c.Redirect(http.StatusSeeOther, next)
		return nil
	}
	return s.render(c, http.StatusOK, "login", signInPage{Frame: s.bareFrame(textLogin), Next: next})
}

// login signs somebody in, for a page as for a script.
func (s *Server) login(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	if !s.hasAccounts() {
		c.Redirect(http.StatusSeeOther, "/")
		return nil
	}
	name, next := c.PostForm("name"), localTarget(c.PostForm("next"))
	user, err := s.signIn(c, name)
	if err == nil {
		err = s.startSession(c, user)
	}
	switch {
	case wantsJSON(c) && err == nil:
		c.JSON(http.StatusOK, gin.H{"name": user.Name})
		return nil
	case wantsJSON(c):
		return err
	case err == nil:
		return s.resume(c, user, next)
	}
	p := s.problem(err)
	if p.Reference != "" {
		return err
	}
	return s.render(c, p.Status, "login", signInPage{Frame: s.bareFrame(textLogin), Name: name, Next: next, Problem: p.Message,
		Carried: carried(c.PostForm(carryTo), c.Request.PostForm, carryPrefix)})
}

// signIn finds the user of the posted name and password. A password encoded
// with parameters of the past is encoded anew.
func (s *Server) signIn(c *gin.Context, name string) (account.User, error) {
	ctx, password := c.Request.Context(), c.PostForm("password")
	user, err := s.gate.SignIn(ctx, s.Accounts, account.Knock{Name: name, Password: password, Address: peer(c), At: s.Now()})
	if err != nil {
		return user, err
	}
	if page := c.PostForm("user"); page != "" && page != user.ID {
		return user, errOtherUser
	}
	if !account.Outdated(user.Password) {
		return user, nil
	}
	encoded, err := s.gate.Hash(ctx, password)
	if err != nil {
		return user, err
	}
	return s.Accounts.ChangeUser(ctx, user.Office, user.ID, account.SetPassword(encoded), "")
}

func (s *Server) logout(c *gin.Context) error {
	if s.Accounts != nil {
		if err := s.endSession(c); err != nil {
			return err
		}
	}
	c.Redirect(http.StatusSeeOther, "/")
	return nil
}

// signInOver is the panel a page's script lays over the page when its request
// came from nobody, or from somebody else than the page.
func (s *Server) signInOver(c *gin.Context, message string) string {
	p := signInPage{Message: message}
	if u, err := s.Accounts.User(c.Request.Context(), c.GetHeader(userHeader)); err == nil {
		p.PageOf, p.Name = u.ID, u.Name
	}
	html, err := s.fragment("login", "sign-in-over", p)
	if err != nil {
		s.Log.Error("sign-in panel", "error", err)
	}
	return html
}

// forgotPage takes a new password against the code in the program's window.
type forgotPage struct {
	Frame
	Name     string
	Problems map[string]string
}

func (s *Server) forgotForm(c *gin.Context) error {
	if !s.hasAccounts() {
		c.Redirect(http.StatusSeeOther, "/")
		return nil
	}
	return s.render(c, http.StatusOK, "forgot", forgotPage{Frame: s.bareFrame(textForgot)})
}

// forgot sets a new password. The name is looked up only once the code is
// right: the page tells nobody who has an account.
func (s *Server) forgot(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	if !s.hasAccounts() {
		return errNoPage
	}
	ctx, name, password := c.Request.Context(), account.CleanName(c.PostForm("name")), c.PostForm("password")
	p := forgotPage{Frame: s.bareFrame(textForgot), Name: name, Problems: passwordProblems(name, password, c.PostForm("again"))}
	if len(p.Problems) > 0 {
		return s.render(c, http.StatusUnprocessableEntity, "forgot", p)
	}
	if err := s.gate.Redeem(&s.resetCode, c.PostForm("code"), peer(c), s.Now()); err != nil {
		problem := s.problem(err)
		p.Problems = map[string]string{"code": problem.Message}
		return s.render(c, problem.Status, "forgot", p)
	}
	user, err := s.Accounts.UserNamed(ctx, name)
	if err != nil {
		p.Problems = map[string]string{"name": textNoUserNamed, "code": textCodeUsed}
		return s.render(c, http.StatusUnprocessableEntity, "forgot", p)
	}
	if err := s.setPassword(c, user, password, ""); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/login")
	return nil
}

// resetCodeFor is how long a code for a new password may be used.
const resetCodeFor = 10 * time.Minute

// ResetCode makes the code that lets somebody set a new password: the
// program's window shows it to who sits there.
func (s *Server) ResetCode() string { return s.resetCode.Issue(s.Now().Add(resetCodeFor)) }

// FirstCode makes the code that the first account takes when it is opened from
// another PC.
func (s *Server) FirstCode() string { return s.firstCode.Issue(time.Time{}) }

// setPassword stores a new password, which ends all sessions of the user but
// the one to keep.
func (s *Server) setPassword(c *gin.Context, u account.User, password, keep string) error {
	encoded, err := s.gate.Hash(c.Request.Context(), password)
	if err != nil {
		return err
	}
	_, err = s.Accounts.ChangeUser(c.Request.Context(), u.Office, u.ID, account.SetPassword(encoded), keep)
	return err
}

// passwordProblems says what to mend about a new password, typed twice.
func passwordProblems(name, password, again string) map[string]string {
	problems := map[string]string{}
	if text := account.PasswordProblem(name, password); text != "" {
		problems["password"] = text
	} else if again != password {
		problems["again"] = textNotAgain
	}
	return problems
}

// accountPage is a person's own account.
type accountPage struct {
	Frame
	User     account.User
	Problems map[string]string
	Done     bool
}

func (s *Server) accountForm(c *gin.Context) error {
	user := viewerOf(c).user
	if user == nil {
		c.Redirect(http.StatusSeeOther, "/first")
		return nil
	}
	return s.render(c, http.StatusOK, "account", accountPage{Frame: s.officeFrame(c, textAccount), User: *user})
}

// accountPassword changes one's own password, which takes the present one.
func (s *Server) accountPassword(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	v := viewerOf(c)
	if v.user == nil {
		return errNoPage
	}
	p := accountPage{Frame: s.officeFrame(c, textAccount), User: *v.user}
	password := c.PostForm("password")
	p.Problems = passwordProblems(v.user.Name, password, c.PostForm("again"))
	if len(p.Problems) > 0 {
		return s.render(c, http.StatusUnprocessableEntity, "account", p)
	}
	_, err := s.gate.SignIn(c.Request.Context(), s.Accounts, account.Knock{
		Name: v.user.Name, Password: c.PostForm("present"), Address: peer(c), At: s.Now()})
	if err == nil {
		err = s.setPassword(c, *v.user, password, v.token)
	}
	if err != nil {
		problem := s.problem(err)
		if problem.Reference != "" {
			return err
		}
		p.Problems = map[string]string{"present": problem.Message}
		return s.render(c, http.StatusUnprocessableEntity, "account", p)
	}
	p.Done = true
	return s.render(c, http.StatusOK, "account", p)
}

// entryView is a line of a form about accounts.
type entryView struct{ ID, Label, Value, Problem, Help, Complete string }

func newEntry(id, label, value, problem, help, complete string) entryView {
	return entryView{id, label, value, problem, help, complete}
}

// passwordsView asks for a new password, twice.
type passwordsView struct {
	Label    string
	Problems map[string]string
}

func newPasswords(label string, problems map[string]string) passwordsView {
	return passwordsView{label, problems}
}
