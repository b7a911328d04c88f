package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"nianbao/internal/draft"
	"nianbao/internal/extract"
	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/intake"
	"nianbao/internal/profile"
	"nianbao/internal/report"
)

// Imports keeps files that were read until they are used or put away. Before
// there is an office its id is empty.
type Imports interface {
	AddImport(ctx context.Context, m *intake.Import) error
	Import(ctx context.Context, office, id string) (*intake.Import, error)
	Imports(ctx context.Context, office, batch string) ([]*intake.Import, error)
	ImportBatches(ctx context.Context, office string) ([]intake.Batch, error)
	ChangeImport(ctx context.Context, office, id string, decide func(*intake.Import) error) (*intake.Import, error)
	RemoveImport(ctx context.Context, office, id string) error
}

func (s *Server) importRoutes(r *gin.Engine) {
	r.GET("/import", s.page(s.importForm))
	r.POST(importPath, s.page(s.importRead))
	r.POST("/import/few", s.page(s.importFew))
	r.GET("/import/batch/:batch", s.page(s.importBatch))
	r.GET("/import/batch/:batch/csv", s.page(s.importBatchCSV))
	r.GET("/import/file/:id", s.page(s.importOpen))
	r.POST("/import/file/:id/settle", s.page(s.importSettle))
	r.POST("/import/file/:id/keep", s.page(s.importKeep))
	r.POST("/import/file/:id/take", s.page(s.importTake))
	r.POST("/import/file/:id/discard", s.page(s.importDiscard))
	r.POST("/reports/:year/doubts", s.page(s.doubtSettle))
	r.POST("/reports/:year/remarks", s.page(s.remarkSet))
}

// importPath takes files, which are larger than what other routes do.
const importPath = "/import"

func importURL(id string) string { return "/import/file/" + id }

// maxFiles is how many files are read at once.
const maxFiles = 60

// dropView is the box that files are dropped into.
type dropView struct {
	Purpose intake.Purpose
	Year    int  // of our report it is held against
	Many    bool // several files may be dropped
	AskYear bool // the file did not say which year it is of

	Largest  int64  // bytes of a file
	TooLarge string // what is said of a larger one
}

// fieldOfYear is the field of the box for the year that a file does not say.
const fieldOfYear = "of"

// newDrop is the box for last year's report.
func (s *Server) newDrop() dropView {
	return dropView{Many: true, Largest: s.readOptions(0).MaxSize(), TooLarge: s.problem(s.tooLarge()).Message}
}

// tooLarge is the error of a file that is not even looked at.
func (s *Server) tooLarge() error {
	opts := s.readOptions(0)
	return opts.CheckSize(opts.MaxSize() + 1)
}

type importPage struct {
	Frame
	Drop    dropView
	Problem string
	Few     fewView
	Pending []pendingView
	First   bool // no office is set up
}

// pendingView is the line of a file that was read and not used yet.
type pendingView struct {
	Href, Name, What, When string
	Many                   bool // a table of files
}

// importOffice is the office files are read for: none before set-up.
func (s *Server) importOffice(c *gin.Context) (draft.Office, error) {
	office, err := s.office(c)
	if errors.Is(err, errNoSetup) {
		return draft.Office{}, nil
	}
	return office, err
}

// importForm asks for a file.
func (s *Server) importForm(c *gin.Context) error {
	return s.renderImport(c, http.StatusOK, s.dropOf(c.Query), "", nil)
}

// dropOf reads what a file is handed over for.
func (s *Server) dropOf(value func(string) string) dropView {
	v := s.newDrop()
	year, err := strconv.Atoi(value("year"))
	switch p := intake.Purpose(value("for")); {
	case p == intake.Merged:
		v.Purpose = p
	case err != nil:
	case p == intake.Revision, p == intake.Webpage:
		v.Purpose, v.Year, v.Many = p, year, false
	}
	return v
}

func (s *Server) renderImport(c *gin.Context, status int, drop dropView, problem string, few *fewView) error {
	office, err := s.importOffice(c)
	if err != nil {
		return err
	}
	p := importPage{Frame: s.bareFrame(drop.Purpose.Title()), Drop: drop, Problem: problem, First: office.ID == ""}
	p.Office = office.Profile.Name
	if p.Pending, err = s.pending(c, office); err != nil {
		return err
	}
	if few == nil {
		few = s.newFew(office, 0)
	}
	p.Few = *few
	return s.render(c, status, "import", p)
}

// pending lists the files that were read alone and wait, newest first, and
// behind them those that came together.
func (s *Server) pending(c *gin.Context, office draft.Office) ([]pendingView, error) {
	list, err := s.Drafts.Imports(c.Request.Context(), office.ID, "")
	if err != nil {
		return nil, err
	}
	var out []pendingView
	for _, m := range list {
		if m.Report != nil {
			v := pendingView{Href: importURL(m.ID), Name: m.Name, What: intake.Describe(m), When: momentText(m.At)}
			if m.Purpose != intake.Reading {
				v.What = m.Purpose.Title()
			}
			out = append([]pendingView{v}, out...)
		}
	}
	batches, err := s.Drafts.ImportBatches(c.Request.Context(), office.ID)
	for _, b := range batches {
		out = append(out, pendingView{Href: batchURL(b.ID), Name: intake.BatchName(b.Files), When: momentText(b.At), Many: true})
	}
	return out, err
}

func batchURL(id string) string { return "/import/batch/" + id }

// upload is a file as it came.
type upload struct {
	name string
	read func() ([]byte, error)
}

// importRead reads files or what was pasted, and keeps what was read.
func (s *Server) importRead(c *gin.Context) error {
	office, err := s.importOffice(c)
	if err != nil {
		return err
	}
	sent, err := c.MultipartForm()
	if err != nil {
		return s.unread(c, s.newDrop(), readable(err, errNoFile))
	}
	drop := s.dropOf(c.PostForm)
	files := uploads(sent)
	for _, name := range sent.Value["large"] { // one of many, which was not even sent
		files = append(files, upload{name, func() ([]byte, error) { return nil, s.tooLarge() }})
	}
	switch {
	case len(files) == 0:
		return s.unread(c, drop, errNoFile)
	case len(files) > 1 && !drop.Many:
		return s.unread(c, drop, errOneFile)
	case len(files) > maxFiles:
		return s.unread(c, drop, errTooManyFiles)
	}
	batch := c.PostForm("batch")
	if !isBatch.MatchString(batch) {
		batch = ""
	}
	if batch == "" && len(files) > 1 {
		batch = newID()
	}
	target := ""
	for _, f := range files {
		m := &intake.Import{Office: office.ID, Batch: batch, Purpose: drop.Purpose, Year: drop.Year, Name: f.name, By: by(c)}
		if err := s.readInTurn(c, m, f); err != nil && (batch == "" || !s.noteProblem(m, err)) {
			return s.unread(c, drop, err)
		}
		if err := s.Drafts.AddImport(c.Request.Context(), m); err != nil {
			return err
		}
		target = importURL(m.ID)
	}
	if batch != "" {
		target = batchURL(batch)
	}
	return goOn(c, target)
}

// isBatch is what names files handed over together.
var isBatch = regexp.MustCompile(`^[0-9a-f]{8,32}$`)

// goOn sends a browser on, and tells a script where to go.
func goOn(c *gin.Context, target string) error {
	if wantsJSON(c) {
		c.JSON(http.StatusOK, gin.H{"location": target})
		return nil
	}
	c.Redirect(http.StatusSeeOther, target)
	return nil
}

// unread asks again, with what was the matter.
func (s *Server) unread(c *gin.Context, drop dropView, err error) error {
	p := s.problem(err)
	if wantsJSON(c) || p.Reference != "" {
		return err
	}
	drop.AskYear = errors.Is(err, importer.ErrNoYear)
	return s.renderImport(c, p.Status, drop, p.Message, nil)
}

// noteProblem keeps of one file among several why it could not be read; false for
// what is no matter of the file.
func (s *Server) noteProblem(m *intake.Import, err error) bool {
	p := s.problem(err)
	m.Problem, m.Report, m.Data = p.Message, nil, nil
	return p.Reference == ""
}

// uploads lists what a form brings: its files, else what was pasted, as HTML
// if the browser had that.
func uploads(sent *multipart.Form) []upload {
	var out []upload
	for _, header := range sent.File["file"] {
		if header.Filename != "" && !isLitter(header.Filename) {
			out = append(out, upload{header.Filename, func() ([]byte, error) { return readPart(header) }})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, pasted := range []struct{ field, name string }{{"html", intake.PastedHTML}, {"text", intake.PastedText}} {
		if text := strings.Join(sent.Value[pasted.field], "\n"); strings.TrimSpace(text) != "" {
			return []upload{{pasted.name, func() ([]byte, error) { return []byte(text), nil }}}
		}
	}
	return nil
}

// isLitter reports whether a file in a folder is none of its owner's: what
// systems and word processors leave there.
func isLitter(name string) bool {
	name = strings.ToLower(path.Base(name))
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || name == "thumbs.db" || name == "desktop.ini"
}

func readPart(header *multipart.FileHeader) ([]byte, error) {
	f, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("web: open upload: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("web: read upload: %w", err)
	}
	return data, nil
}

// readInTurn reads one file after the other, whoever sends them: a file that was
// made to harm may take much memory and 20 s before it is refused.
func (s *Server) readInTurn(c *gin.Context, m *intake.Import, f upload) error {
	select {
	case s.reading <- struct{}{}:
	case <-c.Request.Context().Done():
		return fmt.Errorf("web: nobody waits for the file any more: %w", c.Request.Context().Err())
	}
	defer func() { <-s.reading }()
	return s.readInto(c, m, f)
}

// readOptions are how files are read in: as one of a year, 0 for the one they
// say, within the limits that the program was started with.
func (s *Server) readOptions(year int) importer.Options {
	opts := importer.Options{Year: year}
	opts.Widen(max(s.Limits, 1))
	return opts
}

// readInto reads a file.
func (s *Server) readInto(c *gin.Context, m *intake.Import, f upload) error {
	data, err := f.read()
	if err != nil {
		return err
	}
	year, _ := strconv.Atoi(c.PostForm(fieldOfYear)) // what is no year overrides nothing
	m.Data = data
	if m.Content, err = s.readContent(f.name, data, s.readOptions(year)); err != nil {
		return err
	}
	def, err := s.Formats.ForFormat(m.Report.Format)
	if err != nil {
		return err
	}
	m.Complete(def)
	return nil
}

func (s *Server) readContent(name string, data []byte, opts importer.Options) (intake.Content, error) {
	r, err := importer.Read(s.Formats, name, data, opts)
	if err != nil {
		return intake.Content{}, err
	}
	c := intake.Content{Report: r.Report}
	if r.Source == nil {
		return c, nil // our own file
	}
	c.Lines = r.Source.Lines
	c.Contact = profile.Profile{Address: r.Contact.Address, Postcode: r.Contact.Postcode, Phone: r.Contact.Phone, Email: r.Contact.Email, Website: r.Contact.Website}
	c.Comments = comments(r.Source.Comments)
	c.Notes = notesOf(r.Source, r.Report)
	return c, nil
}

func comments(list []extract.Comment) []intake.Comment {
	var out []intake.Comment
	for _, c := range list {
		out = append(out, intake.Comment{Author: c.Author, Text: c.Text, Quote: c.Anchor, Resolved: c.Resolved, Replies: comments(c.Replies)})
	}
	return out
}

// noteKinds are the things done to a text that its reader is told.
var noteKinds = []extract.NoteKind{extract.Converted, extract.Repaired, extract.Broken, extract.Revised, extract.Scanned, extract.Unread, extract.Pictured, extract.Slanted}

// notesOf says what was done to a text. Pictures matter where a table is not
// found: it may be in one of them.
func notesOf(doc *extract.Document, r *report.Report) []string {
	lacking := slices.ContainsFunc(r.Doubts, intake.LacksTable)
	var out []string
	for _, kind := range noteKinds {
		if kind == extract.Pictured && !lacking {
			continue
		}
		n := 0
		for _, note := range doc.Notes {
			if note.Kind == kind {
				n++
			}
		}
		if n > 0 {
			out = append(out, intake.NoteText(string(kind), n))
		}
	}
	return out
}

// opened is a file that was read, with what its pages need.
type opened struct {
	*intake.Import
	office draft.Office
	def    *form.Definition
}

// openImport loads the file that the address names.
func (s *Server) openImport(c *gin.Context) (*opened, error) {
	office, err := s.importOffice(c)
	if err != nil {
		return nil, err
	}
	m, err := s.Drafts.Import(c.Request.Context(), office.ID, c.Param("id"))
	if errors.Is(err, draft.ErrNotFound) {
		return nil, errNoImport
	}
	if err != nil {
		return nil, err
	}
	return s.withFormat(m, office)
}

func (s *Server) withFormat(m *intake.Import, office draft.Office) (*opened, error) {
	if m.Report == nil {
		return nil, errNoImport
	}
	def, err := s.Formats.ForFormat(m.Report.Format)
	return &opened{m, office, def}, err
}

// importOpen shows what was read.
func (s *Server) importOpen(c *gin.Context) error {
	m, err := s.openImport(c)
	if err != nil {
		return err
	}
	if m.Purpose == intake.Revision || m.Purpose == intake.Webpage {
		return s.renderComparison(c, m)
	}
	return s.renderImported(c, http.StatusOK, m, nil)
}

// importDiscard puts a file away.
func (s *Server) importDiscard(c *gin.Context) error {
	office, err := s.importOffice(c)
	if err != nil {
		return err
	}
	if err := s.Drafts.RemoveImport(c.Request.Context(), office.ID, c.Param("id")); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/import")
	return nil
}
