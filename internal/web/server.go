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
	"sync/atomic"
	"time"

	"github.com/gin-contrib/gzip"
	"github.com/gin-gonic/gin"

	"nianbao/internal/account"
	"nianbao/internal/check"
	"nianbao/internal/draft"
	"nianbao/internal/form"
	"nianbao/internal/narrative"
	"nianbao/internal/report"
)

// Drafts is the storage the pages need. All drafts are scoped by office.
type Drafts interface {
	Offices(ctx context.Context) ([]draft.Office, error)
	SaveOffice(ctx context.Context, o draft.Office) (draft.Office, error)
	ChangeOffice(ctx context.Context, id string, fn func(*draft.Office) error) (draft.Office, error)
	List(ctx context.Context, office string) ([]draft.Summary, error)
	Load(ctx context.Context, office string, year int) (*draft.Draft, error)
	Create(ctx context.Context, office string, r *report.Report, by string) (*draft.Draft, error)
	Update(ctx context.Context, office string, year int, changeID string,
		fn func(*draft.Draft) (draft.Change, error)) (*draft.Draft, draft.Change, error)
	Change(ctx context.Context, office string, year int, id string) (draft.Change, error)
	History(ctx context.Context, office string, year int, before int64, limit int) ([]draft.Change, error)
	Steps(ctx context.Context, office string, year int, by string, limit int) ([]draft.Change, error)
	At(ctx context.Context, office string, year, revision int) (*report.Report, error)
	ChangeAt(ctx context.Context, office string, year, revision int) (draft.Change, error)
	Versions(ctx context.Context, office string, year int) ([]draft.Version, error)
	Version(ctx context.Context, office string, year, number int) (draft.Version, error)
	Delete(ctx context.Context, office string, year int, by string) error
	Undelete(ctx context.Context, office string, year int, by string) error
	Deleted(ctx context.Context, office string) ([]draft.Summary, error)
	Imports
	Letterheads
	Predecessors
	Shelf
}

// Config is what a Server is made of. Every field is required but Accounts,
// Network and Log.
type Config struct {
	Drafts    Drafts
	Accounts  Accounts // nil: only whoever sits at this PC uses the program
	Network   Network  // nil: other PCs cannot be let in
	Formats   *form.Catalog
	Templates fs.FS // templates/web
	Static    fs.FS
	Hosts     []string // names under which the server may be addressed, with port
	Now       func() time.Time
	Vault     Vault  // nil: no backups from the pages
	Stop      func() // ends the program; nil: pages cannot
	Log       *slog.Logger
	Fonts     func() ([]FontFile, error) // of the user's; nil: there are none
	Example   string                     // of a file of the county's requirements
	Limits    int                        // how many times as much as usual a file that is read in may take; 0 is once
	Version   string
	Reload    bool // read templates anew for every page, for development
}

// Server answers the requests of one program run.
type Server struct {
	Config
	checks  map[string]*check.Catalogue  // by format
	binders map[string]*narrative.Binder // by format
	pages   *pageSet
	assets  *assetSet

	lastRead atomic.Pointer[readFile]
	reading  chan struct{} // holds one while a file is being read

	present  presence
	insights insights
	sums     sums
	errors   errorLog

	gate      *account.Gate
	firstCode account.Code // for the first account from another PC
	resetCode account.Code // for a new password
}

// New prepares templates, assets and checks. It fails where one of them is
// broken, so that a faulty program does not start.
func New(cfg Config) (*Server, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Config: cfg, checks: map[string]*check.Catalogue{}, binders: map[string]*narrative.Binder{}, gate: account.NewGate(),
		reading: make(chan struct{}, 1)}
	var faults error
	for _, def := range cfg.Formats.Definitions() {
		c, err := check.Compile(def)
		faults = errors.Join(faults, err)
		s.checks[def.Format], s.binders[def.Format] = c, narrative.NewBinder(def)
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

// routes lists every route; who may use it is in access.
func (s *Server) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = false      // such answers would not pass the guard
	r.MaxMultipartMemory = maxUploadBody // nothing is written to temporary folders
	r.Use(s.logged, s.recovered, s.guarded, s.admitted, s.limited, compressed())
	r.NoRoute(s.page(func(*gin.Context) error { return errNoPage }))
	r.NoMethod(s.page(func(*gin.Context) error { return errMethod }))

	r.GET("/", s.page(s.overview))
	r.GET("/setup", s.page(s.setupForm))
	r.POST("/setup", s.page(s.setupSave))
	r.POST("/reports", s.page(s.reportCreate))
	r.GET("/help", s.page(s.help))
	r.GET("/alive", s.alive)
	r.GET("/static/:name", s.page(s.static))
	r.GET("/favicon.ico", s.page(s.favicon))

	r.GET("/usual", s.page(s.usual))
	r.GET("/usual/:key", s.page(s.wordingForm))
	r.POST("/usual/:key", s.page(s.wordingSave))
	r.POST("/usual/:key/preview", s.answer(s.wordingPreview))
	r.GET("/requirements", s.page(s.requirements))
	r.GET("/requirements/file", s.page(s.requirementsFile))
	r.POST("/requirements", s.page(s.requirementsSave))
	r.POST("/requirements/preview", s.page(s.requirementsPreview))
	r.GET(letterheadPath, s.page(s.letterhead))
	r.POST(letterheadPath, s.page(s.letterheadSave))
	r.GET("/letterhead/file", s.page(s.letterheadFile))

	r.GET("/predecessors/:id", s.page(s.predecessorOpen))
	r.POST("/predecessors/:id/remove", s.page(s.predecessorRemove))

	s.accountRoutes(r)
	s.importRoutes(r)
	s.archiveRoutes(r)
	s.programRoutes(r)
	report := r.Group("/reports/:year")
	report.GET("", s.page(s.reportOpen))
	report.GET("/:part", s.page(s.reportPart))
	report.POST("/changes", s.answer(s.changeApply))
	report.POST("/undo", s.answer(s.changeUndo))
	report.POST("/outline", s.answer(s.changeOutline))
	report.POST("/bring", s.answer(s.changeBring))
	report.GET("/explain", s.answer(s.explain))
	report.GET("/state", s.answer(s.reportState))
	report.GET("/history/:revision", s.page(s.historyState))
	report.GET("/history/:revision/document", s.page(s.historyDocument))
	report.POST("/history/:revision/restore", s.page(s.historyRestore))
	report.GET("/document", s.page(s.document))
	report.GET("/export/:kind", s.page(s.export))
	report.POST("/usual", s.page(s.usualInsert))
	report.POST("/answers", s.page(s.questionAnswer))
	report.POST("/dates", s.page(s.datesSave))
	report.POST("/ticks", s.page(s.tickSet))
	report.POST("/review", s.page(s.reviewPrint))
	report.POST("/renew", s.page(s.reportRenew))
	report.POST("/final", s.page(s.finalise))
	report.POST("/unlock", s.page(s.unlock))
	report.GET("/versions/:number", s.page(s.versionOpen))
	report.GET("/versions/:number/:kind", s.page(s.versionExport))
	report.POST("/delete", s.page(s.reportDelete))
	report.POST("/undelete", s.page(s.reportUndelete))
	return r
}

func (s *Server) accountRoutes(r *gin.Engine) {
	r.GET("/login", s.page(s.loginForm))
	r.POST("/login", s.page(s.login))
	r.POST("/logout", s.page(s.logout))
	r.GET("/first", s.page(s.firstForm))
	r.POST("/first", s.page(s.first))
	r.GET("/forgot", s.page(s.forgotForm))
	r.POST("/forgot", s.page(s.forgot))
	r.GET("/account", s.page(s.accountForm))
	r.POST("/account", s.page(s.accountPassword))
	r.GET("/colleagues", s.page(s.colleagues))
	r.POST("/colleagues", s.page(s.colleagueAdd))
	r.POST("/colleagues/:id/role", s.page(s.colleagueRole))
	r.POST("/colleagues/:id/password", s.page(s.colleaguePassword))
	r.POST("/colleagues/:id/disable", s.page(s.colleagueDisable))
	r.POST("/colleagues/:id/enable", s.page(s.colleagueEnable))
	r.POST("/network", s.page(s.networkSet))
}

// AlivePath answers with the program's name, so that a second start can tell
// its own server from a stranger on the same port.
const AlivePath = "/alive"

// AliveText is what AlivePath answers.
const AliveText = "nianbao"

func (s *Server) alive(c *gin.Context) {
	c.String(http.StatusOK, AliveText)
}

// compressed packs pages and assets. Answers to changes go as they are: they
// are small, many, and packing them would take longer than sending them.
func compressed() gin.HandlerFunc {
	pack := gzip.Gzip(gzip.DefaultCompression)
	return func(c *gin.Context) {
		if c.Request.Method == http.MethodGet {
			pack(c)
		}
	}
}
