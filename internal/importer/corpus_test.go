package importer_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/internal/form"
	"nianbao/internal/importer"
	"nianbao/internal/report"
)

// expected is what a file of the corpus says: written with the file, by the
// tool that made it, never by reading.
type expected struct {
	Glued     bool              `json:"glued,omitempty"`    // figures run together
	Hopeless  bool              `json:"hopeless,omitempty"` // nothing is certain: only what is made up counts
	Loose     bool              `json:"loose,omitempty"`    // prose is compared without white space
	Format    string            `json:"format"`
	Year      int               `json:"year"`
	Issuer    string            `json:"issuer"`
	Title     string            `json:"title"`
	Number    string            `json:"number,omitempty"`
	Signature string            `json:"signature"`
	Preface   string            `json:"preface"`
	Cells     map[string]string `json:"cells"`
	Sections  map[string]string `json:"sections"`
	After     map[string]string `json:"after,omitempty"`
	Missing   []string          `json:"missing,omitempty"`
}

// tally counts the cells of a file.
type tally struct {
	printed, right, silent, doubted, absent, lost int
	faults                                        []string
}

func (s *tally) add(o tally) {
	s.printed += o.printed
	s.right += o.right
	s.silent += o.silent
	s.doubted += o.doubted
	s.absent += o.absent
	s.lost += o.lost
}

func (s *tally) fault(format string, args ...any) {
	s.faults = append(s.faults, fmt.Sprintf(format, args...))
}

// inDoubt tells whether any doubt speaks of a cell.
func inDoubt(r *report.Report, code string) bool {
	return slices.ContainsFunc(r.Doubts, func(d report.Doubt) bool {
		if len(d.Cells) > 0 {
			return slices.Contains(d.Cells, form.Code(code))
		}
		return d.Code == code || strings.HasPrefix(code, d.Code+".")
	})
}

func (e expected) judge(def *form.Definition, r *report.Report) (s tally) {
	for _, f := range def.Fields() {
		if f.Table == "" {
			continue
		}
		code := string(f.Code)
		want, got := e.Cells[code], ""
		if v, ok := r.Cells[f.Code]; ok {
			got = v.String()
		}
		if want != "" {
			s.printed++
		}
		doubt := inDoubt(r, code)
		switch {
		case want == got:
			if want != "" {
				s.right++
			}
		case got == "" && doubt:
			s.absent++
		case got == "":
			s.lost++
			s.fault("%s is %q, lost without a word", code, want)
		case doubt:
			s.doubted++
		default:
			s.silent++
			s.fault("%s is %q, read %q without a doubt", code, want, got)
		}
	}
	e.judgeHead(r, &s)
	e.judgeProse(r, &s)
	if !e.Hopeless {
		e.judgeMissing(r, &s)
	}
	return s
}

func (e expected) judgeHead(r *report.Report, s *tally) {
	for _, v := range [][3]string{
		{"format", e.Format, r.Format}, {"year", fmt.Sprint(e.Year), fmt.Sprint(r.Year)}, {"issuer", e.Issuer, r.Issuer},
		{"title", e.Title, r.Title}, {"number", e.Number, r.DocumentNumber}, {"date", e.Signature, r.Signature.Date}, {"signed by", e.Issuer, r.Signature.Issuer},
	} {
		if v[1] != v[2] {
			s.fault("%s: %q, read %q", v[0], v[1], v[2])
		}
	}
}

func (e expected) judgeProse(r *report.Report, s *tally) {
	same := func(a, b string) bool {
		if e.Loose {
			a, b = squeeze(a), squeeze(b)
		}
		return a == b
	}
	for _, place := range report.Places {
		want := e.Sections[string(place)]
		if n, behind := strings.CutSuffix(string(place), ".after"); behind {
			want = e.After[n]
		} else if place == report.Preface {
			want = e.Preface
		}
		if got := r.Narrative(place); !same(want, got) {
			s.fault("%s:\n  want %q\n  read %q", place, want, got)
		}
	}
}

func (e expected) judgeMissing(r *report.Report, s *tally) {
	var got []string
	for _, d := range r.Doubts {
		if d.Kind != "missing" {
			continue
		}
		if len(d.Cells) == 0 {
			got = append(got, d.Code)
		}
		for _, code := range d.Cells { // what of a row or table is blank
			got = append(got, string(code))
		}
	}
	want := slices.Clone(e.Missing)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		s.fault("missing: want %v, told %v", want, got)
	}
}

// TestCorpusFiles reads every file of the corpus and counts.
func TestCorpusFiles(t *testing.T) {
	c := catalog(t)
	names, err := filepath.Glob("testdata/corpus/*.expected.json")
	if err != nil || len(names) < 30 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	var plain, glued, hopeless tally
	for _, name := range names {
		e, data := readExpected(t, name)
		file := strings.TrimSuffix(name, ".expected.json")
		r, err := importer.Import(c, filepath.Base(file), data, importer.Options{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		def, err := c.ForFormat(e.Format)
		if err != nil {
			t.Fatal(err)
		}
		s := e.judge(def, r)
		t.Logf("%-28s %s, %d doubts", filepath.Base(file), s, len(r.Doubts))
		for _, f := range s.faults {
			t.Errorf("%s: %s", filepath.Base(file), f)
		}
		switch {
		case e.Hopeless:
			hopeless.add(s)
		case e.Glued:
			glued.add(s)
		default:
			plain.add(s)
		}
	}
	t.Logf("%-28s %s", "all but glued", plain)
	t.Logf("%-28s %s", "glued", glued)
	t.Logf("%-28s %s", "glued, sums broken", hopeless)
	if plain.right*100 < plain.printed*98 || glued.right*100 < glued.printed*90 {
		t.Error("too few cells are right")
	}
}

func (s tally) String() string {
	return fmt.Sprintf("printed %4d: right %4d, wrong in silence %d, wrong but doubted %d, absent %d, lost %d", s.printed, s.right, s.silent, s.doubted, s.absent, s.lost)
}

func readExpected(t *testing.T, name string) (e expected, data []byte) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		t.Fatal(err)
	}
	if data, err = os.ReadFile(strings.TrimSuffix(name, ".expected.json")); err != nil {
		t.Fatal(err)
	}
	return e, data
}
