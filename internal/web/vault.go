package web

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"nianbao/internal/backup"
)

// Vault makes and restores backups of everything stored.
type Vault interface {
	// Backup makes a backup file. Closing its content removes it.
	Backup(ctx context.Context) (Archive, error)
	// Restore replaces everything stored by what a backup file holds. What was
	// there is kept in the backup folder; a file that is not in order changes
	// nothing.
	Restore(ctx context.Context, file io.Reader) error
	// Empty reports whether nothing has been stored yet.
	Empty(ctx context.Context) (bool, error)
	// Kept lists the backups that the program makes by itself, newest first.
	Kept() []Kept
	// Diagnosis is what is known of the data folder, without names or texts.
	Diagnosis(ctx context.Context) (map[string]any, error)
}

// Archive is a backup file on its way to the browser.
type Archive struct {
	Name    string
	Size    int64
	Content io.ReadCloser
}

// Kept is a backup in the backup folder.
type Kept struct {
	Name string
	At   time.Time
	Size int64
}

func (s *Server) programRoutes(r *gin.Engine) {
	r.GET("/backup", s.page(s.backup))
	r.GET("/backup/file", s.page(s.backupFile))
	r.POST(restorePath, s.page(s.restore))
	r.POST("/close", s.page(s.closeProgram))
	r.GET("/diagnostics", s.page(s.diagnostics))
}

// restorePath takes files larger than other routes do.
const restorePath = "/restore"

type backupPage struct {
	Frame
	Empty    bool // nothing is there that a backup would replace
	Kept     []keptView
	Folder   string // name of the backup folder
	Restored bool   // a backup was restored just now
	Closable bool
}

type keptView struct{ When, Size, Kind string }

// backup offers the backup of everything, and restoring one.
func (s *Server) backup(c *gin.Context) error {
	if s.Vault == nil {
		return errNoPage
	}
	empty, err := s.Vault.Empty(c.Request.Context())
	if err != nil {
		return err
	}
	p := backupPage{Frame: s.bareFrame(textBackup), Empty: empty, Folder: textBackupFolder,
		Restored: c.Query("restored") != "", Closable: s.closable(c)}
	office, err := s.office(c)
	if err != nil && !errors.Is(err, errNoSetup) {
		return err
	}
	p.Office = office.Profile.Name
	for _, k := range s.Vault.Kept() {
		p.Kept = append(p.Kept, keptView{momentText(k.At), sizeText(k.Size), keptText(k.Name)})
	}
	return s.render(c, http.StatusOK, "backup", p)
}

// backupFile sends a backup of everything.
func (s *Server) backupFile(c *gin.Context) error {
	if s.Vault == nil {
		return errNoPage
	}
	file, err := s.Vault.Backup(c.Request.Context())
	if err != nil {
		return err
	}
	defer file.Content.Close()
	c.Header("Content-Disposition", attachment(file.Name))
	c.Header("Content-Length", strconv.FormatInt(file.Size, 10))
	c.Header("Content-Type", "application/zip")
	c.Header("Content-Encoding", "identity") // it is packed already
	c.Status(http.StatusOK)
	if _, err := io.Copy(c.Writer, file.Content); err != nil {
		s.Log.Warn("backup not sent to its end", "error", err)
	}
	return nil
}

// restore puts a backup in the place of everything. Where something is there
// already, the form has to say that it is to be replaced.
func (s *Server) restore(c *gin.Context) error {
	if s.Vault == nil {
		return errNoPage
	}
	empty, err := s.Vault.Empty(c.Request.Context())
	if err != nil {
		return err
	}
	form, err := c.Request.MultipartReader()
	if err != nil {
		return errNoBackupFile
	}
	file, replace, err := findFile(form)
	switch {
	case err != nil:
		return err
	case !empty && !replace:
		return errReplace
	}
	if err := s.Vault.Restore(c.Request.Context(), file); err != nil {
		return asRestoring(err)
	}
	c.Redirect(http.StatusSeeOther, "/backup?restored=1")
	return nil
}

// findFile reads a form up to its file; what else it says comes before it.
func findFile(form *multipart.Reader) (file io.Reader, replace bool, err error) {
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, false, errNoBackupFile
		}
		if err != nil {
			return nil, false, readable(err, errBody)
		}
		switch {
		case part.FormName() == "replace":
			replace = true
		case part.FormName() == "file" && part.FileName() != "":
			return part, replace, nil
		}
	}
}

// asRestoring gives the errors of a backup file their status.
func asRestoring(err error) error {
	var wrong *backup.Problem
	if errors.As(err, &wrong) {
		return &refusedBackup{wrong}
	}
	return err
}

// refusedBackup is a file that cannot be restored.
type refusedBackup struct{ *backup.Problem }

// HTTPStatus implements statused.
func (e *refusedBackup) HTTPStatus() int { return http.StatusUnprocessableEntity }

// closable reports whether the viewer may end the program: it is started and
// ended at its own PC.
func (s *Server) closable(c *gin.Context) bool { return s.Stop != nil && atThisPC(c) }

// closeProgram ends the program after its answer.
func (s *Server) closeProgram(c *gin.Context) error {
	if !s.closable(c) {
		return errNotHere
	}
	if err := s.render(c, http.StatusOK, "closed", s.bareFrame(textClosed)); err != nil {
		return err
	}
	s.Stop()
	return nil
}
