package web

import (
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
	"nianbao/internal/archive"
	"nianbao/internal/draft"
)

// Shelf keeps what comes back to an office for a year.
type Shelf interface {
	KeepFile(ctx context.Context, f archive.File, data []byte) (archive.File, error)
	Files(ctx context.Context, office string, year int) ([]archive.File, error)
	File(ctx context.Context, office string, year int, id string) (archive.File, []byte, error)
	RemoveFile(ctx context.Context, office string, year int, id, by string) error
	ReturnFile(ctx context.Context, office string, year int, id string) error
}

// partArchive is the page of what came back.
const partArchive = "archive"

// archivePath takes files.
const archivePath = "/reports/:year/" + partArchive

func (s *Server) archiveRoutes(r *gin.Engine) {
	r.POST(archivePath, s.page(s.archiveKeep))
	r.GET(archivePath+"/:file", s.page(s.archiveSend))
	r.POST(archivePath+"/:file/remove", s.page(s.archiveRemove))
	r.POST(archivePath+"/:file/return", s.page(s.archiveReturn))
}

type archivePage struct {
	Frame
	Problem   string
	Kind      archive.Kind // chosen in the form
	Kinds     []archive.Kind
	Pasted    string
	Shelves   []shelfView
	Removed   []fileView
	Size      string // of all files
	Announced tickView
	Remarks   int
	Open      int // remarks not dealt with
	HandOver  string
	MaxFile   int
}

// shelfView lists the files of a kind.
type shelfView struct {
	Kind  archive.Kind
	Files []fileView
}

// fileView is the line of a file.
type fileView struct{ Href, Name, Size, When, Removed string }

func viewFile(o *open, f archive.File) fileView {
	v := fileView{Href: partURL(o, partArchive) + "/" + f.ID, Name: f.Name, Size: sizeText(f.Size), When: momentText(f.At) + " " + f.By}
	if f.Removed() {
		v.Removed = removedText(f.RemovedAt, f.RemovedBy)
	}
	return v
}

// reportArchive lists what came back for the year.
func (s *Server) reportArchive(c *gin.Context, o *open) error {
	return s.renderArchive(c, o, http.StatusOK, archivePage{Kind: archive.Sealed})
}

func (s *Server) renderArchive(c *gin.Context, o *open, status int, p archivePage) error {
	files, err := s.Drafts.Files(c.Request.Context(), o.office.ID, o.draft.Report.Year)
	if err != nil {
		return err
	}
	p.Frame, p.Kinds, p.MaxFile = s.frame(o, partArchive, textArchivePart), archive.Kinds, archive.MaxFile>>20
	for _, kind := range archive.Kinds {
		p.Shelves = append(p.Shelves, shelfView{Kind: kind})
	}
	var size int64
	for _, f := range files {
		if f.Removed() {
			p.Removed = append(p.Removed, viewFile(o, f))
			continue
		}
		size += f.Size
		for i := range p.Shelves {
			if p.Shelves[i].Kind == f.Kind {
				p.Shelves[i].Files = append(p.Shelves[i].Files, viewFile(o, f))
			}
		}
	}
	if size > 0 {
		p.Size = sizeText(size)
	}
	for _, t := range viewTicks(o.draft.Report, s.Now()) {
		if t.Milestone == draft.Announced {
			p.Announced = t
		}
	}
	remarks := draft.Remarks(o.draft.Report)
	p.Remarks, p.Open, p.HandOver = len(remarks), openRemarks(remarks), handOver(fitting(o), o.draft.Report.Year)
	return s.render(c, status, "archive", p)
}

func openRemarks(remarks []draft.Remark) (n int) {
	for _, m := range remarks {
		if !m.Settled() {
			n++
		}
	}
	return n
}

// archiveKeep keeps the files of a form, or what was pasted into it. One that
// cannot be kept stops it; those before it are there.
func (s *Server) archiveKeep(c *gin.Context) error {
	o, err := s.open(c, false)
	if err != nil {
		return err
	}
	sent, err := c.MultipartForm()
	if err != nil {
		return readable(err, errNoFile)
	}
	kind := archive.Kind(c.PostForm("kind"))
	err = s.keepSent(c, o, kind, sent)
	var refused *archive.Problem
	switch {
	case errors.As(err, &refused):
		return s.renderArchive(c, o, http.StatusUnprocessableEntity,
			archivePage{Problem: refused.UserMessage(), Kind: kind, Pasted: c.PostForm("text")})
	case err != nil:
		return err
	}
	return toPart(c, partArchive)
}

func (s *Server) keepSent(c *gin.Context, o *open, kind archive.Kind, sent *multipart.Form) error {
	if _, pasted := c.GetPostForm("text"); pasted {
		f, data, err := archive.NewText(kind, c.PostForm("text"))
		return s.keep(c, o, f, data, err)
	}
	files := uploads(sent)
	if len(files) == 0 {
		return errNoFile
	}
	for _, sent := range files {
		data, err := sent.read()
		if err != nil {
			return err
		}
		f, err := archive.New(kind, sent.name, data)
		if err := s.keep(c, o, f, data, err); err != nil {
			return err
		}
	}
	return nil
}

// keep stores a file unless it was refused.
func (s *Server) keep(c *gin.Context, o *open, f archive.File, data []byte, refused error) error {
	if refused != nil {
		return refused
	}
	f.Office, f.Year, f.By = o.office.ID, o.draft.Report.Year, by(c)
	_, err := s.Drafts.KeepFile(c.Request.Context(), f, data)
	return err
}

// archiveSend sends a file to be saved: it never opens as a page of ours.
func (s *Server) archiveSend(c *gin.Context) error {
	o, err := s.open(c, false)
	if err != nil {
		return toSetup(c, err)
	}
	f, data, err := s.Drafts.File(c.Request.Context(), o.office.ID, o.draft.Report.Year, c.Param("file"))
	if err != nil {
		return asKept(err)
	}
	if f.Type != archive.Text {
		c.Header("Content-Encoding", "identity") // it is packed already
	}
	sendFile(c, f.Name, f.Type.ContentType(), data)
	return nil
}

func (s *Server) archiveRemove(c *gin.Context) error {
	return s.archiveChange(c, func(office draft.Office, year int) error {
		return s.Drafts.RemoveFile(c.Request.Context(), office.ID, year, c.Param("file"), by(c))
	})
}

func (s *Server) archiveReturn(c *gin.Context) error {
	return s.archiveChange(c, func(office draft.Office, year int) error {
		return s.Drafts.ReturnFile(c.Request.Context(), office.ID, year, c.Param("file"))
	})
}

func (s *Server) archiveChange(c *gin.Context, change func(draft.Office, int) error) error {
	office, year, err := s.target(c)
	if err != nil {
		return err
	}
	if err := change(office, year); err != nil {
		return asKept(err)
	}
	return toPart(c, partArchive)
}

// asKept says that it is the file that is not there, and not the report.
func asKept(err error) error {
	if errors.Is(err, draft.ErrNotFound) {
		return errNoKept
	}
	return err
}

// kept counts the files of each year, and those that are sealed scans.
type kept struct{ all, sealed int }

func countKept(files []archive.File) map[int]kept {
	out := map[int]kept{}
	for _, f := range files {
		if f.Removed() {
			continue
		}
		n := out[f.Year]
		n.all++
		if f.Kind == archive.Sealed {
			n.sealed++
		}
		out[f.Year] = n
	}
	return out
}

// withKept refers from the steps of a report to what is kept of them.
func withKept(v *viewer, ticks []tickView, year int, n kept) []tickView {
	href := fmt.Sprintf("/reports/%d/%s", year, partArchive)
	for i := range ticks {
		t := &ticks[i]
		switch {
		case !t.Done():
		case t.Milestone == draft.Finished && n.sealed > 0:
			t.Kept = menuItem{Href: href, Text: textSealedKept}
		case t.Milestone == draft.Finished && v.may(account.Edit):
			t.Kept = menuItem{Href: href, Text: textKeepSealed}
		case t.Milestone == draft.Archived && n.all > 0:
			t.Kept = menuItem{Href: href, Text: keptCount(n.all)}
		}
	}
	return ticks
}
