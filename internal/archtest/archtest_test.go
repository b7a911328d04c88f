// Package archtest holds the package map as a test: who may import whom, where
// wording stands, and what the pure packages must not touch. A new package
// fails it until it is entered here and in docs/architecture.md.
package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

const module = "nianbao/"

// allowed lists which packages of ours each package may import.
var allowed = map[string][]string{
	"forms":              {},
	"templates":          {},
	"static":             {},
	"internal/form":      {},
	"internal/account":   {},
	"internal/report":    {"internal/form"},
	"internal/profile":   {"internal/report"},
	"internal/check":     {"internal/form", "internal/report", "internal/profile", "internal/narrative", "internal/requirement"},
	"internal/narrative": {"internal/form", "internal/report", "internal/profile"},
	"internal/draft":     {"internal/form", "internal/report", "internal/profile", "internal/narrative"},
	"internal/compare":   {"internal/form", "internal/report", "internal/sentence", "internal/prosediff"},
	"internal/prosediff": {},
	"internal/sentence":  {},
	"internal/rollover":  {"internal/narrative", "internal/form", "internal/report", "internal/sentence"},
	"internal/archive":   {},
	"internal/backup":    {},
	"internal/extract":   {},
	"internal/recognise": {"internal/extract", "internal/form", "internal/report"},
	"internal/intake":    {"internal/form", "internal/report", "internal/profile", "internal/draft", "internal/compare"},
	"internal/importer":  {"internal/extract", "internal/form", "internal/recognise", "internal/report", "internal/sheet"},
	"internal/docx":      {},
	"internal/pdf":       {},
	"internal/typeface":  {},
	"internal/typeset":   {},
	"internal/exporter":  {"internal/check", "internal/docx", "internal/pdf", "internal/typeface", "internal/typeset", "internal/form", "internal/report", "internal/sheet", "templates"},
	"internal/packet":    {"internal/check", "internal/exporter", "internal/form", "internal/report", "internal/proof"},
	"internal/proof":     {"internal/compare", "internal/exporter", "internal/extract", "internal/form", "internal/importer", "internal/report", "internal/sheet"},
	"internal/storage":   {"internal/account", "internal/form", "internal/report", "internal/draft", "internal/profile", "internal/intake", "internal/archive"},
	"internal/web":       {"internal/requirement", "internal/rollover", "internal/narrative", "internal/backup", "internal/prosediff", "internal/account", "internal/form", "internal/report", "internal/check", "internal/draft", "internal/profile", "internal/importer", "internal/exporter", "internal/compare", "internal/intake", "internal/extract", "internal/packet", "internal/proof", "internal/archive"},
	"internal/app":       {"internal/rollover", "internal/backup", "internal/account", "forms", "templates", "static", "internal/form", "internal/report", "internal/draft", "internal/profile", "internal/storage", "internal/web"},
	"cmd/nianbao":        {"internal/packet", "internal/proof", "internal/rollover", "internal/draft", "internal/backup", "internal/account", "forms", "internal/form", "internal/report", "internal/check", "internal/importer", "internal/exporter", "internal/compare", "internal/app", "internal/storage"},
	"internal/sheet":     {"internal/form", "internal/report"},
	"internal/golden":    {},
	"internal/fuzzing":   {},
	"internal/archtest":  {},
	"internal/e2e":       {},

	"internal/requirement": {"internal/form"},
}

// only says which packages alone may import a library.
var only = map[string][]string{
	"github.com/gin-gonic/gin":    {"internal/web"},
	"github.com/gin-contrib/gzip": {"internal/web"},
	"gorm.io/gorm":                {"internal/storage"},
	"gorm.io/driver/sqlite":       {"internal/storage"},
	"modernc.org/sqlite":          {"internal/storage"},
	"go.yaml.in/yaml/v3":          {"internal/form", "internal/requirement"},
	"github.com/sergi/go-diff":    {"internal/prosediff"},
	"github.com/spf13/pflag":      {"cmd/nianbao"},
	"golang.org/x/crypto":         {"internal/account"},
	"github.com/signintech/gopdf": {"internal/pdf"},
	"github.com/xuri/excelize/v2": {"internal/exporter", "internal/extract"},
	"golang.org/x/net":            {"internal/extract"},
	"github.com/ledongthuc/pdf":   {"internal/extract"},
	"github.com/richardlehane":    {"internal/extract"},
	"golang.org/x/time":           {"internal/account"},
	"golang.org/x/term":           {"cmd/nianbao"},
}

// pure packages have no files, no network, no clock.
var pure = []string{"internal/requirement", "internal/sentence", "internal/rollover", "internal/narrative", "internal/backup", "internal/prosediff", "internal/account", "internal/form", "internal/report", "internal/profile", "internal/check", "internal/draft", "internal/compare", "internal/sheet", "internal/exporter", "internal/extract", "internal/recognise", "internal/docx", "internal/pdf", "internal/typeset", "internal/intake", "internal/packet", "internal/proof", "internal/archive", "internal/importer", "internal/typeface"}

var impure = []string{"os", "net", "net/http", "database/sql", "os/exec"}

type source struct {
	pkg  string
	name string
	file *ast.File
	fset *token.FileSet
}

func sources(t *testing.T) []source {
	t.Helper()
	root := "../.."
	var out []source
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".." && path != root) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(fset, path, src, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		out = append(out, source{filepath.ToSlash(rel), filepath.Base(path), file, fset})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 30 {
		t.Fatalf("only %d files found", len(out))
	}
	return out
}

func TestImports(t *testing.T) {
	for _, s := range sources(t) {
		may, known := allowed[s.pkg]
		if !known {
			t.Errorf("package %s is not in the package map", s.pkg)
			continue
		}
		for _, spec := range s.file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			if own, ok := strings.CutPrefix(path, module); ok && !slices.Contains(may, own) {
				t.Errorf("%s/%s imports %s", s.pkg, s.name, own)
			}
			for lib, users := range only {
				if (path == lib || strings.HasPrefix(path, lib+"/")) && !slices.Contains(users, s.pkg) {
					t.Errorf("%s/%s imports %s", s.pkg, s.name, path)
				}
			}
			if slices.Contains(pure, s.pkg) && slices.Contains(impure, path) {
				t.Errorf("%s/%s is pure but imports %s", s.pkg, s.name, path)
			}
		}
	}
}

func TestPureClock(t *testing.T) {
	for _, s := range sources(t) {
		if !slices.Contains(pure, s.pkg) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Now" {
				if id, ok := sel.X.(*ast.Ident); ok && id.Name == "time" {
					t.Errorf("%s: time.Now", s.fset.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

// TestWording keeps Chinese in one file a package.
func TestWording(t *testing.T) {
	for _, s := range sources(t) {
		if strings.HasPrefix(s.name, "wording") { // wording.go, and wording_*.go where that is full
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && (lit.Kind == token.STRING || lit.Kind == token.CHAR) && strings.ContainsFunc(lit.Value, isHan) {
				t.Errorf("%s: Chinese outside wording.go: %s", s.fset.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	}
}

// TestScriptHasNoWording: what the page says comes from its templates.
func TestScriptHasNoWording(t *testing.T) {
	files, err := filepath.Glob("../../static/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts found: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsFunc(string(data), isHan) {
			t.Errorf("%s contains Chinese", file)
		}
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// TestDocumented: every package and every exported name says what it is.
func TestDocumented(t *testing.T) {
	packages := map[string]bool{}
	for _, s := range sources(t) {
		packages[s.pkg] = packages[s.pkg] || s.file.Doc != nil
		for _, decl := range s.file.Decls {
			checkDoc(t, s, decl)
		}
	}
	for pkg, documented := range packages {
		if !documented {
			t.Errorf("package %s has no comment", pkg)
		}
	}
}

func checkDoc(t *testing.T, s source, decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			t.Errorf("%s: %s has no comment", s.fset.Position(d.Pos()), d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
				t.Errorf("%s: %s has no comment", s.fset.Position(ts.Pos()), ts.Name.Name)
			}
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	expr := d.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	id, ok := expr.(*ast.Ident)
	return ok && id.IsExported()
}

// Sizes that keep a newcomer able to read: lines of a function and of a file.
const (
	maxFunction = 80
	maxFile     = 600
)

func TestSizes(t *testing.T) {
	for _, s := range sources(t) {
		if n := s.fset.File(s.file.Pos()).LineCount(); n > maxFile {
			t.Errorf("%s/%s has %d lines", s.pkg, s.name, n)
		}
		for _, decl := range s.file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.fset.Position(fn.End()).Line - s.fset.Position(fn.Pos()).Line + 1; n > maxFunction {
				t.Errorf("%s: %s has %d lines", s.fset.Position(fn.Pos()), fn.Name.Name, n)
			}
		}
	}
}
