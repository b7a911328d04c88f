package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
)

// A form that is sent when the session has ended is not thrown away: the
// sign-in page carries what was typed, and after signing in the person sends
// it again. Nothing is done without that second press.

// carriedField is a field of a form; one without a label is not shown.
type carriedField struct{ name, label string }

// carriedForms are the routes whose forms are carried, with the fields that
// are. Passwords and files are not among them.
var carriedForms = map[string][]carriedField{
	"/setup":                 setupCarried(),
	"/reports":               {{"year", textCarryYear}},
	"/reports/:year/dates":   {{"county", textCarryCounty}, {"publish", textCarryPublish}},
	"/reports/:year/ticks":   {{"milestone", ""}, {"clear", ""}, {"date", textCarryDate}, {"url", textCarryURL}},
	"/reports/:year/unlock":  {{"revision", ""}, {"reason", textCarryReason}},
	"/reports/:year/answers": {{"question", ""}, {"answer", ""}, {"part", ""}},
	"/colleagues":            {{"name", textCarryName}, {"role", ""}},
}

func setupCarried() []carriedField {
	fields := []carriedField{{"kind", ""}}
	for _, f := range profileFields {
		fields = append(fields, carriedField{f.name, f.label})
	}
	return fields
}

// Names under which the sign-in page carries a form.
const (
	carryTo     = "carry.to"
	carryPrefix = "carry."
)

// carriedForm is a form on its way through the sign-in page.
type carriedForm struct {
	To     string
	Fields []carriedValue
}

// carriedValue is a field that was sent. Name is that of the form.
type carriedValue struct{ Name, Label, Value string }

// Prefix stands before the names of the fields on the sign-in page.
func (*carriedForm) Prefix() string { return carryPrefix }

// Target is the name of the field that says where the form goes.
func (*carriedForm) Target() string { return carryTo }

// Shown are the fields that a person has typed into.
func (f *carriedForm) Shown() []carriedValue {
	var out []carriedValue
	for _, v := range f.Fields {
		if v.Label != "" && v.Value != "" {
			out = append(out, v)
		}
	}
	return out
}

// carried picks from what was sent the fields of a form that goes to a path;
// nil if that is none of ours.
func carried(to string, sent url.Values, prefix string) *carriedForm {
	for route, fields := range carriedForms {
		if !matches(route, to) {
			continue
		}
		form := &carriedForm{To: to}
		for _, f := range fields {
			for _, value := range sent[prefix+f.name] {
				form.Fields = append(form.Fields, carriedValue{f.name, f.label, value})
			}
		}
		return form
	}
	return nil
}

// matches reports whether a path is one of a route whose parameters are numbers.
func matches(route, path string) bool {
	want, have := strings.Split(route, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return false
	}
	for i, part := range want {
		if strings.HasPrefix(part, ":") {
			if have[i] == "" || strings.Trim(have[i], "0123456789") != "" {
				return false
			}
		} else if part != have[i] {
			return false
		}
	}
	return true
}

// carryOver answers a form from nobody with the sign-in page that carries it;
// false if the form is not carried.
func (s *Server) carryOver(c *gin.Context) bool {
	if c.Request.Method != http.MethodPost || !s.hasAccounts() || carriedForms[c.FullPath()] == nil {
		return false
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxChangeBody)
	if readForm(c) != nil {
		return false
	}
	form := carried(c.Request.URL.Path, c.Request.PostForm, "")
	if form == nil {
		return false
	}
	p := signInPage{Frame: s.bareFrame(textLogin), Next: "/", Message: textSignIn, Carried: form}
	if err := s.render(c, http.StatusUnauthorized, "login", p); err != nil {
		s.fail(c, err)
	}
	return true
}

// resumePage asks to send a form again that was carried through signing in.
type resumePage struct {
	Frame
	Form *carriedForm
}

// resume goes on after signing in: to the page asked for, or to a carried form.
func (s *Server) resume(c *gin.Context, user account.User, next string) error {
	form := carried(c.PostForm(carryTo), c.Request.PostForm, carryPrefix)
	if form == nil {
		c.Redirect(http.StatusSeeOther, next)
		return nil
	}
	c.Set(viewerKey, &viewer{user: &user})
	return s.render(c, http.StatusOK, "resume", resumePage{Frame: s.officeFrame(c, textResume), Form: form})
}
