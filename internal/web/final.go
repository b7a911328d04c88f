package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"nianbao/internal/check"
	"nianbao/internal/compare"
	"nianbao/internal/draft"
	"nianbao/internal/exporter"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// partFinal is the page where a report is finalised and opened again.
const partFinal = "final"

type finalPage struct {
	Frame
	Left       []findingView // what keeps the report from being finalised
	Accepted   int
	Revision   int
	Imported   bool // published, and read in: there is nothing to finalise
	Announced  bool // opening it again is a correction
	Correction string
	Versions   []versionView
	Changes    *diffView // since the last version, in a correction
	Kinds      []exportView
	Word       bool // a Word file can be made
}

// Verdict says whether the report can be finalised.
func (p finalPage) Verdict() string { return finalText(len(p.Left), p.Accepted) }

func (s *Server) reportFinal(c *gin.Context, o *open) error {
	p := finalPage{Frame: s.frame(o, partFinal, textFinalPart), Revision: o.draft.Report.Revision,
		Imported: o.draft.Report.Status == draft.Published, Announced: draft.Reached(o.draft.Report, draft.Announced).Done(),
		Correction: draft.Correction(o.draft.Report), Kinds: reportKinds(o), Word: exporter.Kind("docx").ContentType() != ""}
	for _, f := range o.findings {
		switch {
		case f.Accepted != nil:
			p.Accepted++
		case f.Severity != form.Hint:
			p.Left = append(p.Left, viewFinding(o, f))
		}
	}
	versions, err := s.Drafts.Versions(c.Request.Context(), o.office.ID, o.draft.Report.Year)
	if err != nil {
		return err
	}
	for _, v := range versions {
		p.Versions = append(p.Versions, viewVersion(o, v))
	}
	if p.Locked == "" && len(versions) > 0 {
		changes, err := s.since(c, o, versions[0].Number)
		if err != nil {
			return err
		}
		if len(changes.Lines) > 0 {
			p.Changes = changes
		}
	}
	return s.render(c, http.StatusOK, "final", p)
}

// finalise locks the report and makes a version of it.
func (s *Server) finalise(c *gin.Context) error {
	id, revision, err := seenID(c, partFinal)
	if err != nil {
		return err
	}
	err = s.act(c, id, func(o *open) (draft.Change, error) {
		if revision < 0 {
			return draft.Change{}, errBody
		}
		var left draft.Open
		left.Errors, left.Warnings, _ = check.Count(o.findings)
		return o.draft.Finalise(o.def, left, revision, draft.Request{ID: id, By: by(c)}, s.Now())
	})
	var left *draft.OpenError
	if errors.As(err, &left) {
		return &notYet{left}
	}
	if err != nil {
		return err
	}
	return toPart(c, partFinal)
}

// seenID names what somebody does to the revision they have looked at: a
// button pressed twice does it once. The revision is -1 if none was sent.
func seenID(c *gin.Context, what string) (id string, revision int, err error) {
	if err := readForm(c); err != nil {
		return "", 0, err
	}
	if revision, err = strconv.Atoi(c.PostForm("revision")); err != nil || revision < 0 {
		return newID(), -1, nil
	}
	who := sha256.Sum256([]byte(by(c)))
	return what + "-" + strconv.Itoa(revision) + "-" + hex.EncodeToString(who[:8]), revision, nil
}

// notYet is an OpenError with its sentence.
type notYet struct{ *draft.OpenError }

func (e *notYet) UserMessage() string { return notYetText(e.Errors + e.Warnings) }
func (e *notYet) HTTPStatus() int     { return http.StatusConflict }
func (e *notYet) Unwrap() error       { return e.OpenError }

// unlock opens a final report again.
func (s *Server) unlock(c *gin.Context) error {
	id, revision, err := seenID(c, "unlock")
	if err != nil {
		return err
	}
	err = s.act(c, id, func(o *open) (draft.Change, error) {
		if revision < 0 {
			return draft.Change{}, errBody
		}
		return o.draft.Unlock(o.def, c.PostForm("reason"), draft.Request{ID: id, By: by(c)}, s.Now())
	})
	if err != nil {
		return asField(err, textLongReason)
	}
	return toPart(c, partFinal)
}

// versionView is a version in the list.
type versionView struct {
	draft.Version
	When  string
	Href  string // compares it with what is there now
	Kinds []exportView
}

func viewVersion(o *open, v draft.Version) versionView {
	part := "versions/" + strconv.Itoa(v.Number)
	return versionView{Version: v, When: momentText(v.At), Href: partURL(o, part), Kinds: exportKinds(o, part+"/")}
}

// since compares what is there with a version.
func (s *Server) since(c *gin.Context, o *open, number int) (*diffView, error) {
	v, err := s.Drafts.Version(c.Request.Context(), o.office.ID, o.draft.Report.Year, number)
	if err != nil {
		return nil, err
	}
	then, def, err := s.reportOf(v)
	if err != nil {
		return nil, err
	}
	return viewDiff(def, o, compare.Compare(def, o.def, then, o.draft.Report)), nil
}

// reportOf reads a version's report.
func (s *Server) reportOf(v draft.Version) (*report.Report, *form.Definition, error) {
	r, err := report.Unmarshal(v.Document)
	if err != nil {
		return nil, nil, err
	}
	def, err := s.Formats.ForFormat(r.Format)
	return r, def, err
}

// diffView lists what differs, a line each.
type diffView struct{ Lines []diffLine }

// diffLine is a place with what stood there and what does now.
type diffLine struct{ Place, Was, Now string }

func viewDiff(def *form.Definition, o *open, d compare.Diff) *diffView {
	v := &diffView{}
	for _, cell := range d.Cells {
		v.Lines = append(v.Lines, diffLine{fieldName(def, string(cell.Code)), cell.A, cell.B})
	}
	for _, h := range d.Head {
		v.Lines = append(v.Lines, diffLine{h.Label, h.A, h.B})
	}
	for _, p := range d.Paragraphs {
		v.Lines = append(v.Lines, diffLine{fieldName(o.def, draft.TextPrefix+string(p.Place)), p.A, p.B})
	}
	return v
}

type versionPage struct {
	Frame
	Version versionView
	Changes *diffView
}

// versionOpen compares a version with what is there now.
func (s *Server) versionOpen(c *gin.Context) error {
	o, v, err := s.version(c)
	if err != nil {
		return toSetup(c, err)
	}
	changes, err := s.since(c, o, v.Number)
	if err != nil {
		return err
	}
	p := versionPage{Frame: s.frame(o, partFinal, versionTitle(v.Number)), Version: viewVersion(o, v), Changes: changes}
	return s.render(c, http.StatusOK, "version", p)
}

// versionExport sends a version as a file, as it was finalised.
func (s *Server) versionExport(c *gin.Context) error {
	o, v, err := s.version(c)
	if err != nil {
		return toSetup(c, err)
	}
	r, def, err := s.reportOf(v)
	if err != nil {
		return err
	}
	opts, err := s.withLetterhead(c, o.office.ID, exporter.Options{})
	if err != nil {
		return err
	}
	return s.sendReport(c, def, r, opts)
}

// version loads the version that the address names.
func (s *Server) version(c *gin.Context) (*open, draft.Version, error) {
	o, err := s.open(c, false)
	if err != nil {
		return nil, draft.Version{}, err
	}
	number, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return nil, draft.Version{}, errNoPage
	}
	v, err := s.Drafts.Version(c.Request.Context(), o.office.ID, o.draft.Report.Year, number)
	if errors.Is(err, draft.ErrNotFound) {
		err = errNoPage
	}
	return o, v, err
}
