package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/profile"
	"nianbao/internal/report"
)

type setupPage struct {
	Frame
	Fields   []setupField // the first is the name
	Kinds    []kindView
	Problems map[string]string
	First    bool // nothing is set up yet
	Drop     dropView
}

// setupField is a line of the form. The name is that of the
// profile's JSON.
type setupField struct {
	Name, Label, Help string
	Required          bool
	Value, Problem    string
}

// setupForm asks who the office is.
func (s *Server) setupForm(c *gin.Context) error {
	office, err := s.office(c)
	first := errors.Is(err, errNoSetup)
	if err != nil && !first {
		return err
	}
	return s.renderSetup(c, http.StatusOK, office.Profile, nil, first)
}

func (s *Server) renderSetup(c *gin.Context, status int, p profile.Profile, problems map[string]string, first bool) error {
	f := s.bareFrame(textSetup)
	f.Office = p.Name
	return s.render(c, status, "setup", setupPage{Frame: f, Fields: setupFields(p, problems), Kinds: kinds(p.Kind), Problems: problems, First: first, Drop: s.newDrop()})
}

// setupSave stores the office, or shows the form again with what to mend.
func (s *Server) setupSave(c *gin.Context) error {
	if err := readForm(c); err != nil {
		return err
	}
	office, err := s.office(c)
	first := errors.Is(err, errNoSetup)
	if err != nil && !first {
		return err
	}
	office.Profile = readProfile(c, office.Profile)
	if office.Profile.Kind == "" {
		office.Profile.Kind = string(report.KindOf(office.Profile.Name))
	}
	if problems := office.Profile.Problems(); len(problems) > 0 {
		return s.renderSetup(c, http.StatusUnprocessableEntity, office.Profile, problems, first)
	}
	if _, err := s.Drafts.SaveOffice(c.Request.Context(), office); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/")
	return nil
}

// profileField ties a field of the form to the profile.
type profileField struct {
	name, label, help string
	required          bool
	value             func(*profile.Profile) *string
}

func setupFields(p profile.Profile, problems map[string]string) []setupField {
	var out []setupField
	for _, f := range profileFields {
		out = append(out, setupField{f.name, f.label, f.help, f.required, *f.value(&p), problems[f.name]})
	}
	return out
}

func readProfile(c *gin.Context, p profile.Profile) profile.Profile {
	for _, f := range profileFields {
		if value, sent := c.GetPostForm(f.name); sent {
			*f.value(&p) = strings.TrimSpace(value)
		}
	}
	p.Kind = c.PostForm("kind")
	return p
}
