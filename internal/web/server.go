// Package web serves the pages: it decodes what the browser sends, calls the
// domain, and renders the answer. It holds no rule of the report and does not
// know the storage, only the interface Drafts.
//
// Start reading at Server.routes; every handler is a method in
// a file named after what it does.
package web

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"

	"nianbao/internal/check"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Drafts is the storage the pages need. All drafts are scoped by office.
type Drafts interface {
	Offices(ctx context.Context) ([]draft.Office, error)
	SaveOffice(ctx context.Context, o draft.Office) (draft.Office, error)
	List(ctx context.Context, office string) ([]draft.Summary, error)
	Load(ctx context.Context, office string, year int) (*draft.Draft, error)
	Create(ctx context.Context, office string, r *report.Report, by string) (*draft.Draft, error)
	Update(ctx context.Context, office string, year int, changeID string,
		fn func(*draft.Draft) (draft.Change, error)) (*draft.Draft, draft.Change, error)
	Change(ctx context.Context, office string, year int, id string) (draft.Change, error)
	History(ctx context.Context, office string, year int, before int64, limit int) ([]draft.Change, error)
}

// Config is what a Server is made of. Every field is required but Log.
type Config struct {
	Drafts    Drafts
	Formats   *form.Catalog
	Templates fs.FS // templates/web
	Static    fs.FS
	Hosts     []string // names under which the server may be addressed, with port
	Now       func() time.Time
	Log       *slog.Logger
	Version   string
	Reload    bool // read templates anew for every page, for development
}

// Server answers the requests of one program run.
type Server struct {
	Config
	checks map[string]*check.Catalogue // by format
	pages  *pageSet
	assets *assetSet
}

// New prepares templates, assets and checks. It fails where one of them is
// broken, so that a faulty program does not start.
func New(cfg Config) (*Server, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Config: cfg, checks: map[string]*check.Catalogue{}}
	var faults error
	for _, def := range cfg.Formats.Definitions() {
		c, err := check.Compile(def)
		faults = errors.Join(faults, err)
		s.checks[def.Format] = c
	}
	if faults != nil {
		return nil, faults
	}
	var err error
	if s.assets, err = newAssets(cfg.Static); err != nil {
		return nil, err
	}
	s.pages, err = newPages(cfg.Templates, s.assets, cfg.Reload)
	return s, err
}

// Handler is the whole application.
func (s *Server) Handler() http.Handler { return s.routes() }

func (s *Server) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = false      // such answers would not pass the guard
	r.MaxMultipartMemory = maxUploadBody // nothing is written to temporary folders
	r.Use(s.logged, s.recovered, s.guarded, s.limited, gzip.Gzip(gzip.DefaultCompression))
	r.NoRoute(s.page(func(*gin.Context) error { return errNoPage }))
	r.NoMethod(s.page(func(*gin.Context) error { return errMethod }))

	r.GET("/", s.page(s.overview))
	r.GET("/setup", s.page(s.setupForm))
	r.POST("/setup", s.page(s.setupSave))
	r.POST("/reports", s.page(s.reportCreate))
	r.POST("/import", s.page(s.reportImport))
	r.GET("/help", s.page(s.help))
	r.GET("/alive", s.alive)
	r.GET("/static/:name", s.page(s.static))
	r.GET("/favicon.ico", s.page(s.favicon))

	report := r.Group("/reports/:year")
	report.GET("", s.page(s.reportOpen))
	report.GET("/:part", s.page(s.reportPart))
	report.POST("/changes", s.answer(s.changeApply))
	report.POST("/undo", s.answer(s.changeUndo))
	report.GET("/explain", s.answer(s.explain))
	report.GET("/document", s.page(s.document))
	report.GET("/export/:kind", s.page(s.export))
	return r
}

// AlivePath answers with the program's name, so that a second start can tell
// its own server from a stranger on the same port.
const AlivePath = "/alive"

// AliveText is what AlivePath answers.
const AliveText = "nianbao"

func (s *Server) alive(c *gin.Context) {
	c.String(http.StatusOK, AliveText)
}
