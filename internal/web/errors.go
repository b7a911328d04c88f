package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/intake"
	"nianbao/internal/report"
)

// Errors of the web layer itself.
var (
	errNoPage         = errors.New("web: no such page")
	errMethod         = errors.New("web: method not allowed")
	errHost           = errors.New("web: foreign host name")
	errOrigin         = errors.New("web: request from another site")
	errPanic          = errors.New("web: panic")
	errBody           = errors.New("web: body is not what the page sends")
	errNoSetup        = errors.New("web: office not set up")
	errNoFile         = errors.New("web: no file uploaded")
	errNothingBrought = errors.New("web: nothing of the paragraph is carried over")
	errHeading        = errors.New("web: no such sub-heading")
	errMoved          = errors.New("web: the sub-heading is another one by now")
	errNoChange       = errors.New("web: no such change to take back")

	errNoKept        = errors.New("web: no such file kept")
	errNoImport      = errors.New("web: no such file that was read")
	errTooManyFiles  = errors.New("web: too many files at once")
	errOneFile       = errors.New("web: several files where one is meant")
	errStranger      = errors.New("web: another office's report")
	errNotReplaced   = errors.New("web: the year has a report that is not to go")
	errNoPredecessor = errors.New("web: no such predecessor")
	errNameless      = errors.New("web: a predecessor without a name")
	errJoined        = errors.New("web: the predecessor is there")
	errOwn           = errors.New("web: our own report")
	errNotOver       = errors.New("web: the year is not over")
	errGone          = errors.New("web: no such difference any more")
	errTotal         = errors.New("web: a computed total cannot take the value")
	errYear          = errors.New("web: no year")

	errNoBackupFile = errors.New("web: no backup uploaded")
	errReplace      = errors.New("web: something would be replaced")
	errNotHere      = errors.New("web: only at the program's own PC")
	errSignIn       = errors.New("web: nobody is signed in")
	errOtherUser    = errors.New("web: the page belongs to another user")
	errMayNot       = errors.New("web: the role does not allow it")
)

// problems maps errors to status and sentence, the first match wins. What is
// not listed is an internal error: the cause is logged, not shown.
var problems = []struct {
	err    error
	status int
	text   string
}{
	{errNoPage, http.StatusNotFound, textNoPage},
	{errMethod, http.StatusMethodNotAllowed, textMethod},
	{errHost, http.StatusForbidden, textHost},
	{errOrigin, http.StatusForbidden, textOrigin},
	{errBody, http.StatusBadRequest, textBody},
	{errNoSetup, http.StatusConflict, textNoSetup},
	{errNoFile, http.StatusBadRequest, textNoFile},
	{errNothingBrought, http.StatusUnprocessableEntity, textNothingBrought},
	{errHeading, http.StatusUnprocessableEntity, textHeading},
	{errMoved, http.StatusConflict, textMoved},
	{errNoChange, http.StatusNotFound, textNoChange},
	{errNoKept, http.StatusNotFound, textNoKept},
	{errNoImport, http.StatusNotFound, intake.NoImport},
	{errTooManyFiles, http.StatusRequestEntityTooLarge, intake.TooManyFiles},
	{errOneFile, http.StatusRequestEntityTooLarge, intake.OneFile},
	{errStranger, http.StatusConflict, intake.Stranger},
	{errNotReplaced, http.StatusConflict, intake.NotReplaced},
	{errNoPredecessor, http.StatusNotFound, textNoPredecessor},
	{errNameless, http.StatusUnprocessableEntity, textNameless},
	{errJoined, http.StatusConflict, textJoined},
	{errOwn, http.StatusConflict, textOwn},
	{errNotOver, http.StatusUnprocessableEntity, textNotOver},
	{errGone, http.StatusConflict, intake.Gone},
	{errTotal, http.StatusUnprocessableEntity, intake.TotalFixed},
	{errYear, http.StatusUnprocessableEntity, textYear},
	{intake.ErrNoDoubt, http.StatusNotFound, intake.NoDoubt},
	{intake.ErrAnswer, http.StatusUnprocessableEntity, intake.NoAnswer},
	{intake.ErrFigures, http.StatusUnprocessableEntity, intake.WrongCount},
	{report.ErrTooLong, http.StatusUnprocessableEntity, intake.LongFigure},
	{errNoBackupFile, http.StatusBadRequest, textNoBackupFile},
	{errReplace, http.StatusConflict, textReplace},
	{errNotHere, http.StatusForbidden, textNotHere},
	{errSignIn, http.StatusUnauthorized, textSignIn},
	{errOtherUser, http.StatusUnauthorized, textOtherUser},
	{errMayNot, http.StatusForbidden, textMayNot},
	{account.ErrSignIn, http.StatusUnauthorized, textWrongPassword},
	{account.ErrTooOften, http.StatusTooManyRequests, textTooOften},
	{account.ErrCode, http.StatusUnprocessableEntity, textWrongCode},
	{account.ErrNotFound, http.StatusNotFound, textNoUser},
	{account.ErrNameTaken, http.StatusConflict, textNameTaken},
	{account.ErrNotFirst, http.StatusConflict, textNotFirst},
	{importer.ErrNoYear, http.StatusUnprocessableEntity, intake.NoYear},
	{importer.ErrTooLarge, http.StatusRequestEntityTooLarge, ""},
	{importer.ErrNotReport, http.StatusUnprocessableEntity, ""},
	{importer.ErrUnreadable, http.StatusUnprocessableEntity, ""},
	{draft.ErrNotFound, http.StatusNotFound, textNoDraft},
	{draft.ErrExists, http.StatusConflict, textExists},
	{draft.ErrFinal, http.StatusConflict, textFinal},
	{draft.ErrNotFinal, http.StatusConflict, textNotFinal},
	{draft.ErrStale, http.StatusConflict, textStale},
	{draft.ErrReason, http.StatusUnprocessableEntity, textReason},
	{draft.ErrOrder, http.StatusConflict, textOrder},
	{draft.ErrChangeID, http.StatusBadRequest, textBody},
	{draft.ErrEmpty, http.StatusBadRequest, textBody},
	{draft.ErrTooMany, http.StatusRequestEntityTooLarge, textTooMany},
	{form.ErrUnknownYear, http.StatusUnprocessableEntity, textYear},
	{form.ErrUnknownFormat, http.StatusUnprocessableEntity, textFormat},
}

// spoken is an error that brings its own sentence for the clerk.
type spoken interface{ UserMessage() string }

// statused is an error that brings its own status, such as a full disk.
type statused interface{ HTTPStatus() int }

// problem is what a person is told of an error.
type problem struct {
	Status    int
	Message   string
	Reference string // to find the cause in the log; only for internal errors
}

func (s *Server) problem(err error) problem {
	p := problem{Status: http.StatusInternalServerError}
	for _, known := range problems {
		if errors.Is(err, known.err) {
			p.Status, p.Message = known.status, known.text
			break
		}
	}
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		p.Status, p.Message = http.StatusRequestEntityTooLarge, textTooLarge
	}
	var say spoken
	if errors.As(err, &say) && (p.Message == "" || p.Status == http.StatusInternalServerError) {
		p.Message = say.UserMessage()
	}
	if errors.Is(err, importer.ErrTooLarge) {
		p.Message += intake.Widen
	}
	var conflict *draft.ConflictError
	if errors.As(err, &conflict) {
		p.Status, p.Message = http.StatusConflict, textConflict
	}
	var own statused
	if errors.As(err, &own) {
		p.Status = own.HTTPStatus()
	}
	if p.Message == "" {
		p.Reference = reference()
		p.Message = textInternal
	}
	if p.Status >= http.StatusInternalServerError {
		s.Log.Error("internal error", "error", err, "reference", p.Reference)
		s.errors.add(errorEntry{At: s.Now(), Status: p.Status, Reference: p.Reference})
	}
	return p
}

func reference() string {
	b := make([]byte, 4)
	rand.Read(b) // never fails: see crypto/rand
	return hex.EncodeToString(b)
}

// page wraps a handler that answers with a page, so that its error becomes one.
func (s *Server) page(handle func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := handle(c); err != nil {
			s.fail(c, err)
		}
	}
}

// answer wraps a handler that answers the page's script.
func (s *Server) answer(handle func(*gin.Context) (any, error)) gin.HandlerFunc {
	return func(c *gin.Context) {
		body, err := handle(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		c.PureJSON(http.StatusOK, body) // the panels' HTML as it is
	}
}

// fail ends a request with what went wrong, as JSON for the script and as a
// page for everybody else.
func (s *Server) fail(c *gin.Context, err error) {
	if errors.Is(err, context.Canceled) && c.Request.Context().Err() != nil {
		c.Abort() // the browser has gone on to another page: nobody reads an answer
		return
	}
	p := s.problem(err)
	c.Abort()
	if c.Writer.Written() {
		return
	}
	if wantsJSON(c) {
		c.JSON(p.Status, s.problemBody(c, p, err))
		return
	}
	if err := s.render(c, p.Status, errorPageName, errorPage{Frame: s.bareFrame(textErrorTitle), Problem: p}); err != nil {
		s.Log.Error("error page", "error", err)
		c.Data(p.Status, "text/plain; charset=utf-8", []byte(p.Message))
	}
}

type errorPage struct {
	Frame
	Problem problem
}

// problemBody is what the script is told: the sentence, for a refused field or
// a conflict which one, and where somebody must sign in the panel for that.
func (s *Server) problemBody(c *gin.Context, p problem, err error) gin.H {
	body := gin.H{"message": p.Message}
	if p.Reference != "" {
		body["reference"] = p.Reference
	}
	var refused *fieldProblem
	if errors.As(err, &refused) {
		body["field"] = refused.Field
	}
	if errors.Is(err, importer.ErrNoYear) {
		body["field"] = fieldOfYear
	}
	var conflict *draft.ConflictError
	if errors.As(err, &conflict) {
		body["conflicts"] = s.conflicts(c, conflict.Conflicts)
	}
	if (errors.Is(err, errSignIn) || errors.Is(err, errOtherUser)) && s.hasAccounts() && c.FullPath() != "/login" {
		body["panel"] = s.signInOver(c, p.Message)
	}
	return body
}
