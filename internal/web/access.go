package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
	"nianbao/internal/draft"
)

// access says what each route does, and account.Role.May who may do that. Once
// there are accounts a route that is not listed is closed; a test finds it.
var access = map[string]account.Action{
	"GET /alive":        account.Enter,
	"GET /static/:name": account.Enter,
	"GET /favicon.ico":  account.Enter,
	"GET /login":        account.Enter,
	"POST /login":       account.Enter,
	"GET /first":        account.Enter,
	"POST /first":       account.Enter,
	"GET /forgot":       account.Enter,
	"POST /forgot":      account.Enter,

	"POST /logout":  account.Self,
	"GET /account":  account.Self,
	"POST /account": account.Self,

	"GET /colleagues":               account.Manage,
	"POST /colleagues":              account.Manage,
	"POST /colleagues/:id/role":     account.Manage,
	"POST /colleagues/:id/password": account.Manage,
	"POST /colleagues/:id/disable":  account.Manage,
	"POST /colleagues/:id/enable":   account.Manage,
	"POST /network":                 account.Manage,

	"GET /backup":      account.Manage,
	"GET /backup/file": account.Manage,
	"POST /restore":    account.Manage,
	"POST /close":      account.Manage,
	"GET /diagnostics": account.Manage,

	"GET /reports/:year/state":                      account.Read,
	"GET /reports/:year/history/:revision":          account.Read,
	"GET /reports/:year/history/:revision/document": account.Read,
	"POST /reports/:year/history/:revision/restore": account.Edit,

	"GET /":         account.Read,
	"GET /help":     account.Read,
	"GET /setup":    account.Edit,
	"POST /setup":   account.Edit,
	"POST /reports": account.Edit,

	"GET /import":                   account.Edit,
	"POST /import":                  account.Edit,
	"POST /import/few":              account.Edit,
	"GET /import/batch/:batch":      account.Edit,
	"GET /import/batch/:batch/csv":  account.Edit,
	"GET /import/file/:id":          account.Edit,
	"POST /import/file/:id/settle":  account.Edit,
	"POST /import/file/:id/keep":    account.Edit,
	"POST /import/file/:id/take":    account.Edit,
	"POST /import/file/:id/discard": account.Edit,
	"POST /reports/:year/doubts":    account.Edit,
	"POST /reports/:year/remarks":   account.Edit,

	"GET /predecessors/:id":         account.Read,
	"POST /predecessors/:id/remove": account.Edit,

	"GET /usual":                 account.Edit,
	"GET /usual/:key":            account.Edit,
	"POST /usual/:key":           account.Edit,
	"POST /usual/:key/preview":   account.Edit,
	"GET /requirements":          account.Edit,
	"GET /requirements/file":     account.Edit,
	"POST /requirements":         account.Edit,
	"POST /requirements/preview": account.Edit,
	"GET /letterhead":            account.Edit,
	"POST /letterhead":           account.Edit,
	"GET /letterhead/file":       account.Edit,

	"GET /reports/:year":              account.Read,
	"GET /reports/:year/:part":        account.Read,
	"GET /reports/:year/explain":      account.Read,
	"GET /reports/:year/document":     account.Read,
	"GET /reports/:year/export/:kind": account.Read,
	"POST /reports/:year/changes":     account.Edit,
	"POST /reports/:year/undo":        account.Edit,
	"POST /reports/:year/outline":     account.Edit,
	"POST /reports/:year/bring":       account.Edit,

	"POST /reports/:year/usual":                 account.Edit,
	"POST /reports/:year/answers":               account.Edit,
	"POST /reports/:year/dates":                 account.Edit,
	"POST /reports/:year/ticks":                 account.Submit,
	"POST /reports/:year/review":                account.Read,
	"POST /reports/:year/renew":                 account.Edit,
	"POST /reports/:year/final":                 account.Edit,
	"POST /reports/:year/unlock":                account.Edit,
	"GET /reports/:year/versions/:number":       account.Read,
	"GET /reports/:year/versions/:number/:kind": account.Read,
	"POST /reports/:year/delete":                account.Edit,
	"POST /reports/:year/undelete":              account.Edit,

	"POST /reports/:year/archive":              account.Edit,
	"GET /reports/:year/archive/:file":         account.Read,
	"POST /reports/:year/archive/:file/remove": account.Edit,
	"POST /reports/:year/archive/:file/return": account.Edit,
}

// tickAction is what it takes to tick a milestone: who reads a report may say
// that it was handed on, the rest is for those who write it.
func tickAction(m draft.Milestone) account.Action {
	if m == draft.InReview {
		return account.Submit
	}
	return account.Edit
}

// restrict takes from the milestones what the viewer may not tick.
func restrict(v *viewer, ticks []tickView) []tickView {
	for i := range ticks {
		t := &ticks[i]
		switch {
		case v.may(tickAction(t.Milestone)):
		case t.Done():
			t.ByHand = false
		default:
			t.ByHand, t.Waits = true, true
		}
	}
	return ticks
}

// viewer is who a request comes from.
type viewer struct {
	user  *account.User // nil: nobody is signed in
	token string        // the hashed one of the session
	local bool          // at this PC while there are no accounts: whoever sits here may do everything
}

func (v *viewer) may(a account.Action) bool {
	return a == account.Enter || v.local || v.user != nil && v.user.Role.May(a)
}

// role is that of who is signed in, "" if nobody is.
func (v *viewer) role() account.Role {
	if v.user == nil {
		return ""
	}
	return v.user.Role
}

// viewerKey is where a request keeps its viewer.
const viewerKey = "viewer"

// viewerOf is who the request comes from; nobody, before that was found out.
func viewerOf(c *gin.Context) *viewer {
	if v, ok := c.Get(viewerKey); ok {
		return v.(*viewer)
	}
	return &viewer{}
}

// by is the name that changes are signed with.
func by(c *gin.Context) string {
	if u := viewerOf(c).user; u != nil {
		return u.Name
	}
	return textLocalUser
}

// admitted finds out who is there and lets those in who may do what the route
// does.
func (s *Server) admitted(c *gin.Context) {
	v, err := s.viewer(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Set(viewerKey, v)
	route := c.FullPath()
	if route == "" { // no such page, whoever asks
		c.Next()
		return
	}
	action, listed := access[c.Request.Method+" "+route]
	if !listed && !v.local {
		s.fail(c, errNoPage)
		return
	}
	if err := s.refusal(c, v, action); err != nil {
		s.turnAway(c, v, err)
		return
	}
	c.Next()
}

// refusal is why the viewer may not do what he asks for, nil if he may.
func (s *Server) refusal(c *gin.Context, v *viewer, action account.Action) error {
	page := c.GetHeader(userHeader) // whose page sends this, if a page does
	switch {
	case action == account.Enter || v.local:
		return nil
	case v.user == nil:
		return errSignIn
	case page != "" && page != v.user.ID:
		return errOtherUser
	case !v.may(action):
		return errMayNot
	}
	return nil
}

// turnAway sends a browser to where it can sign in, and tells a script.
func (s *Server) turnAway(c *gin.Context, v *viewer, err error) {
	if v.user != nil || wantsJSON(c) {
		s.fail(c, err)
		return
	}
	c.Abort()
	if s.carryOver(c) {
		return
	}
	if !s.hasAccounts() {
		c.Redirect(http.StatusSeeOther, "/first")
		return
	}
	target := "/login"
	if c.Request.Method == http.MethodGet && c.Request.URL.Path != "/" {
		target += "?" + url.Values{"next": {c.Request.URL.RequestURI()}}.Encode()
	}
	c.Redirect(http.StatusSeeOther, target)
}

func wantsJSON(c *gin.Context) bool {
	return strings.Contains(c.GetHeader("Accept"), "application/json")
}

// hasAccounts reports whether people sign in here.
func (s *Server) hasAccounts() bool { return s.Accounts != nil && s.Accounts.HasUsers() }

// peer is the address a request comes from, without the port.
func peer(c *gin.Context) string {
	host, _, err := net.SplitHostPort(c.Request.RemoteAddr)
	if err != nil {
		return c.Request.RemoteAddr
	}
	return host
}

// atThisPC reports whether a request comes from the PC the program runs on.
func atThisPC(c *gin.Context) bool {
	addr, err := netip.ParseAddr(peer(c))
	return err == nil && addr.Unmap().IsLoopback()
}

// localTarget is where to go on after signing in: a page of ours, else the
// overview.
func localTarget(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.Contains(next, `\`) ||
		!strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		return "/"
	}
	return u.RequestURI()
}
