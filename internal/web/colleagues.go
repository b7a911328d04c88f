package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
	"nianbao/internal/draft"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// Network is the program's door to other PCs; it is shut until somebody opens
// it.
type Network interface {
	Open(ctx context.Context) error
	Shut(ctx context.Context) error
	State() NetworkState
}

// NetworkState tells how other PCs reach the program.
type NetworkState struct {
	Open      bool
	Addresses []string // of the pages, when it is open or would be
	Hosts     []string // names that browsers on other PCs use, with port
	Secure    bool     // by TLS
}

func (s *Server) network() NetworkState {
	if s.Network == nil {
		return NetworkState{}
	}
	return s.Network.State()
}

// firstPage makes the first account.
type firstPage struct {
	Frame
	Name      string
	Unit      string // name of the office, where it is not known yet
	AskOffice bool
	AskCode   bool
	Network   NetworkState
	Problems  map[string]string
}

func (s *Server) newFirstPage(c *gin.Context) (firstPage, draft.Office, error) {
	offices, err := s.Drafts.Offices(c.Request.Context())
	p := firstPage{Frame: s.bareFrame(textColleagues), AskCode: !atThisPC(c), Network: s.network(), AskOffice: len(offices) == 0}
	if err != nil || p.AskOffice {
		return p, draft.Office{}, err
	}
	if !p.AskCode {
		p.Office = offices[0].Profile.Name
	}
	return p, offices[0], nil
}

// firstForm explains what it means that colleagues join in.
func (s *Server) firstForm(c *gin.Context) error {
	if s.Accounts == nil || s.hasAccounts() {
		c.Redirect(http.StatusSeeOther, "/")
		return nil
	}
	p, _, err := s.newFirstPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, "first", p)
}

// first makes the account of who looks after the others, and opens the door.
// From another PC it takes the code that the program's window shows.
func (s *Server) first(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	if s.Accounts == nil || s.hasAccounts() {
		return account.ErrNotFirst
	}
	p, office, err := s.newFirstPage(c)
	if err != nil {
		return err
	}
	password := c.PostForm("password")
	var user account.User
	user, p.Problems = account.NewUser(office.ID, c.PostForm("name"), password, account.Admin)
	p.Name, p.Unit = c.PostForm("name"), strings.TrimSpace(c.PostForm("unit"))
	if c.PostForm("again") != password && p.Problems["password"] == "" {
		p.Problems["again"] = textNotAgain
	}
	unit := profile.Profile{Name: p.Unit, Kind: string(report.KindOf(p.Unit))}
	if text := unit.Problems()["name"]; p.AskOffice && text != "" {
		p.Problems["unit"] = text
	}
	if len(p.Problems) > 0 {
		return s.render(c, http.StatusUnprocessableEntity, "first", p)
	}
	if p.AskCode {
		if err := s.gate.Redeem(&s.firstCode, c.PostForm("code"), peer(c), s.Now()); err != nil {
			problem := s.problem(err)
			p.Problems["code"] = problem.Message
			return s.render(c, problem.Status, "first", p)
		}
	}
	if p.AskOffice {
		if office, err = s.Drafts.SaveOffice(c.Request.Context(), draft.Office{Profile: unit}); err != nil {
			return err
		}
		user.Office = office.ID
	}
	return s.makeFirst(c, user, password)
}

func (s *Server) makeFirst(c *gin.Context, user account.User, password string) error {
	user, err := s.add(c, user, password, true)
	if err != nil {
		return err
	}
	if err := s.startSession(c, user); err != nil {
		return err
	}
	if s.Network != nil {
		if err := s.Network.Open(c.Request.Context()); err != nil {
			return err
		}
	}
	c.Redirect(http.StatusSeeOther, "/colleagues")
	return nil
}

func (s *Server) add(c *gin.Context, user account.User, password string, first bool) (account.User, error) {
	encoded, err := s.gate.Hash(c.Request.Context(), password)
	if err != nil {
		return user, err
	}
	user.Password = encoded
	return s.Accounts.AddUser(c.Request.Context(), user, first)
}

// colleaguesPage lists who may come in, and where.
type colleaguesPage struct {
	Frame
	Team     []colleague
	Roles    []account.Role
	Network  NetworkState
	CanOpen  bool
	New      newColleague
	Problems map[string]string
	Message  string
}

type colleague struct {
	account.User
	Self bool
}

// newColleague is what was typed for one.
type newColleague struct {
	Name string
	Role account.Role
}

func (s *Server) colleagues(c *gin.Context) error {
	if !s.hasAccounts() {
		c.Redirect(http.StatusSeeOther, "/first")
		return nil
	}
	return s.renderColleagues(c, http.StatusOK, colleaguesPage{New: newColleague{Role: account.Editor}})
}

func (s *Server) renderColleagues(c *gin.Context, status int, p colleaguesPage) error {
	user := viewerOf(c).user
	team, err := s.Accounts.Users(c.Request.Context(), user.Office)
	if err != nil {
		return err
	}
	for _, u := range team {
		p.Team = append(p.Team, colleague{u, u.ID == user.ID})
	}
	p.Frame, p.Roles, p.Network, p.CanOpen = s.officeFrame(c, textColleagues), account.Roles, s.network(), s.Network != nil
	return s.render(c, status, "colleagues", p)
}

// colleagueAdd makes an account for a colleague.
func (s *Server) colleagueAdd(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	viewer := viewerOf(c).user
	if viewer == nil {
		return errNoPage
	}
	password := c.PostForm("password")
	p := colleaguesPage{New: newColleague{c.PostForm("name"), account.Role(c.PostForm("role"))}}
	var user account.User
	user, p.Problems = account.NewUser(viewer.Office, p.New.Name, password, p.New.Role)
	if len(p.Problems) > 0 {
		return s.renderColleagues(c, http.StatusUnprocessableEntity, p)
	}
	_, err := s.add(c, user, password, false)
	if errors.Is(err, account.ErrNameTaken) {
		p.Problems["name"] = textNameTaken
		return s.renderColleagues(c, http.StatusUnprocessableEntity, p)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/colleagues")
	return nil
}

// colleagueRole gives a colleague another role.
func (s *Server) colleagueRole(c *gin.Context) error {
	role := account.Role(c.PostForm("role"))
	if !role.Valid() {
		return errBody
	}
	return s.changeColleague(c, account.SetRole(role))
}

func (s *Server) colleagueDisable(c *gin.Context) error {
	return s.changeColleague(c, account.SetDisabled(true))
}

func (s *Server) colleagueEnable(c *gin.Context) error {
	return s.changeColleague(c, account.SetDisabled(false))
}

// colleaguePassword gives a colleague who forgot his a new password.
func (s *Server) colleaguePassword(c *gin.Context) error {
	viewer := viewerOf(c).user
	if viewer == nil {
		return errNoPage
	}
	user, err := s.Accounts.User(c.Request.Context(), c.Param("id"))
	if err != nil || user.Office != viewer.Office {
		return account.ErrNotFound
	}
	password := c.PostForm("password")
	if text := account.PasswordProblem(user.Name, password); text != "" {
		return s.renderColleagues(c, http.StatusUnprocessableEntity, colleaguesPage{Message: text, New: newColleague{Role: account.Editor}})
	}
	if err := s.setPassword(c, user, password, viewerOf(c).token); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/colleagues")
	return nil
}

func (s *Server) changeColleague(c *gin.Context, change account.Change) error {
	viewer := viewerOf(c).user
	if viewer == nil {
		return errNoPage
	}
	_, err := s.Accounts.ChangeUser(c.Request.Context(), viewer.Office, c.Param("id"), change, viewerOf(c).token)
	if errors.Is(err, account.ErrLastAdmin) {
		return s.renderColleagues(c, http.StatusConflict, colleaguesPage{Message: textLastAdmin, New: newColleague{Role: account.Editor}})
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/colleagues")
	return nil
}

// networkSet opens the program to other PCs, or shuts it.
func (s *Server) networkSet(c *gin.Context) error {
	if s.Network == nil || !s.hasAccounts() {
		return errNoPage
	}
	do := s.Network.Shut
	if c.PostForm("open") == "1" {
		do = s.Network.Open
	}
	if err := do(c.Request.Context()); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/colleagues")
	return nil
}

// officeFrame is a page about the office rather than a report.
func (s *Server) officeFrame(c *gin.Context, title string) Frame {
	f := s.bareFrame(title)
	if office, err := s.office(c); err == nil {
		f.Office = office.Profile.Name
	}
	return f
}
