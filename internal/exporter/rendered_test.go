//go:build documents

package exporter_test

import (
	"encoding/xml"
	"fmt"
	"math"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"nianbao/internal/exporter"
	"nianbao/internal/report"
)

// Files as other programs render them: Word files by LibreOffice, web pages by
// Chromium, and our own PDF, measured on the pages. Run by make docs-test;
// what is not installed is skipped with a word.
//
// DOCS_KEEP names a folder in which files and pages are left to be looked at.

const mmPoint = 72 / 25.4

// rendered are the reports that are looked at: the real ones, and three with
// figures in them.
func rendered(t *testing.T) []sample {
	var out []sample
	for _, s := range examples(t) {
		if !strings.HasSuffix(s.name, "/full") {
			continue
		}
		out = append(out, s)
		if s.Format == "2021" {
			out = append(out, lengthened(s), enlarged(s))
		}
	}
	return append(out, seeds(t)...)
}

// lengthened has 9,000 characters of prose in two of its sections.
func lengthened(s sample) sample {
	r := s.Clone()
	for _, place := range []report.Place{"1", "5"} {
		var long []string
		for _, p := range r.Paragraphs(place) {
			if utf8.RuneCountInString(p) > 60 {
				long = append(long, p)
			}
		}
		var text []string
		for n, i := 0, 0; n < 9000; i++ {
			p := long[i%len(long)]
			text, n = append(text, p), n+utf8.RuneCountInString(p)
		}
		r.SetNarrative(place, strings.Join(text, "\n"))
	}
	return sample{name: s.name + "-long", def: s.def, Report: r}
}

// enlarged has figures of six digits all over table three.
func enlarged(s sample) sample {
	r, random := s.Clone(), rand.New(rand.NewSource(1))
	for _, f := range s.def.Fields() {
		if strings.HasPrefix(string(f.Code), "t3.") {
			r.SetCell(f.Code, report.Figure(fmt.Sprint(100000+random.Intn(900000))))
		}
	}
	return sample{name: s.name + "-large", def: s.def, Report: r}
}

func need(t *testing.T, tool string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	if err != nil {
		t.Skipf("%s is not installed", tool)
	}
	return path
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(need(t, name), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// folder is where files are written: one that is kept, if anybody asks.
func folder(t *testing.T) string {
	if dir := os.Getenv("DOCS_KEEP"); dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	return t.TempDir()
}

// written are the samples as files of a kind, by the name of the sample.
func written(t *testing.T, dir string, kind exporter.Kind, opts exporter.Options) map[string]sample {
	out := map[string]sample{}
	for _, s := range rendered(t) {
		data, err := exporter.RenderWith(s.def, s.Report, kind, opts)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.ReplaceAll(s.name, "/", "-")
		if err := os.WriteFile(filepath.Join(dir, name+kind.Extension()), data, 0o644); err != nil {
			t.Fatal(err)
		}
		out[name] = s
	}
	return out
}

// sheetOfPaper is a page as it was rendered.
type sheetOfPaper struct {
	Width  float64       `xml:"width,attr"`
	Height float64       `xml:"height,attr"`
	Lines  []printedLine `xml:"flow>block>line"`
}

type printedLine struct {
	XMin  float64 `xml:"xMin,attr"`
	YMin  float64 `xml:"yMin,attr"`
	XMax  float64 `xml:"xMax,attr"`
	YMax  float64 `xml:"yMax,attr"`
	Words []struct {
		Text string `xml:",chardata"`
	} `xml:"word"`
}

func (l printedLine) text() string {
	var s strings.Builder
	for _, w := range l.Words {
		s.WriteString(w.Text)
	}
	return s.String()
}

func pages(t *testing.T, file string) []sheetOfPaper {
	t.Helper()
	out := run(t, "pdftotext", "-bbox-layout", file, "-")
	var doc struct {
		Pages []sheetOfPaper `xml:"body>doc>page"`
	}
	out = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, out)
	dec := xml.NewDecoder(strings.NewReader(out))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	if err := dec.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Pages) == 0 {
		t.Fatal("no pages")
	}
	return doc.Pages
}

var numberLine = regexp.MustCompile(`^—(\d+)—$`)

// official measures the pages of the layout of official documents.
func official(t *testing.T, file string, s sample) {
	list := pages(t, file)
	full := 0
	for i, p := range list {
		at := fmt.Sprintf("%s, page %d", filepath.Base(file), i+1)
		if math.Abs(p.Width-210*mmPoint) > 1 || math.Abs(p.Height-297*mmPoint) > 1 {
			t.Errorf("%s: %.1f × %.1f points", at, p.Width, p.Height)
		}
		number, lines := numbered(p)
		switch {
		case number == nil || numberLine.FindStringSubmatch(number.text())[1] != fmt.Sprint(i+1):
			t.Errorf("%s: no page number", at)
		case (i%2 == 0) != (number.XMin > p.Width/2):
			t.Errorf("%s: page number at %.0f", at, number.XMin)
		case number.YMin < (297-35+5)*mmPoint || number.YMax > (297-35+16)*mmPoint:
			t.Errorf("%s: page number %.1f mm below the text", at, number.YMin/mmPoint-262)
		}
		for _, l := range lines {
			right := 184*mmPoint + 3
			if last, _ := utf8.DecodeLastRuneInString(l.text()); strings.ContainsRune("，。、；：）》”", last) {
				right += sizeOfBody // LibreOffice hangs it into the margin, whatever the file says
			}
			if l.XMin < 28*mmPoint-3 || l.XMax > right || l.YMin < 37*mmPoint-4 || l.YMax > 262*mmPoint+4 {
				t.Errorf("%s: %q stands outside the type area (%.0f–%.0f, %.0f–%.0f mm)", at, l.text(), l.XMin/mmPoint, l.XMax/mmPoint, l.YMin/mmPoint, l.YMax/mmPoint)
			}
		}
		if n := prose(lines); n == linesPerPage {
			full++
		} else if n > linesPerPage {
			t.Errorf("%s: %d lines", at, n)
		}
	}
	if strings.HasSuffix(s.name, "-long") && full < len(list)/2 {
		t.Errorf("%s: only %d of %d pages have %d lines", filepath.Base(file), full, len(list), linesPerPage)
	}
	if widest := charactersPerLine(list); widest != 28 {
		t.Errorf("%s: %d characters a line", filepath.Base(file), widest)
	}
	together(t, file, list, s)
}

const (
	linesPerPage = 22
	sizeOfBody   = 16
)

// numbered tells a page's number from its other lines.
func numbered(p sheetOfPaper) (number *printedLine, rest []printedLine) {
	for i, l := range p.Lines {
		if numberLine.MatchString(l.text()) {
			number = &p.Lines[i]
			continue
		}
		rest = append(rest, l)
	}
	return number, rest
}

// prose counts lines of body text on a page that has nothing else, else 0.
func prose(lines []printedLine) int {
	for _, l := range lines {
		if height := l.YMax - l.YMin; height > 30 || l.XMax-l.XMin < 30 && l.XMin > 40*mmPoint {
			return 0
		}
	}
	seen := map[int]bool{}
	for _, l := range lines {
		seen[int((l.YMin+l.YMax)/2/10)] = true
	}
	return len(lines)
}

// charactersPerLine is the most Chinese characters that a line has.
func charactersPerLine(list []sheetOfPaper) int {
	count := map[int]int{}
	for _, p := range list {
		for _, l := range p.Lines {
			text := l.text()
			if strings.IndexFunc(text, func(r rune) bool { return !isWide(r) }) >= 0 || l.XMin > 30*mmPoint || l.XMax < 180*mmPoint {
				continue
			}
			count[utf8.RuneCountInString(text)]++
		}
	}
	best := 0
	for n, times := range count {
		if times > count[best] {
			best = n
		}
	}
	return best
}

func isWide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r < 0x3040 || r >= 0xFF00 && r < 0xFF60
}

// together: table three stands on one page, and so does the signature with
// text before it.
func together(t *testing.T, file string, list []sheetOfPaper, s sample) {
	last := len(list) - 1
	begins, ends := -1, -1
	for i, p := range list {
		var all strings.Builder
		for _, l := range p.Lines {
			all.WriteString(l.text())
		}
		text := all.String()
		if strings.Contains(text, "申请人情况") {
			if begins >= 0 {
				t.Errorf("%s: table three goes on over a page", filepath.Base(file))
			}
			begins = i
		}
		if strings.Contains(text, "四、结转下年度继续办理") {
			ends = i
		}
		if i == last {
			for _, part := range []string{s.Signature.Issuer, exporter.WrittenDate(s.Signature.Date), s.Printed.Note, fmt.Sprintf("—%d—", i+1)} {
				text = strings.Replace(text, strings.ReplaceAll(part, " ", ""), "", 1)
			}
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: the signature stands alone on its page", filepath.Base(file))
			}
		}
	}
	if begins < 0 || begins != ends {
		t.Errorf("%s: table three begins on page %d and ends on page %d", filepath.Base(file), begins+1, ends+1)
	}
}

// embedded: every font is in the file.
func embedded(t *testing.T, file string) {
	for i, line := range strings.Split(strings.TrimSpace(run(t, "pdffonts", file)), "\n") {
		if f := strings.Fields(line); i > 1 && len(f) > 5 && f[len(f)-5] != "yes" {
			t.Errorf("%s: a font is not embedded: %s", filepath.Base(file), line)
		}
	}
}

func TestRenderedPDF(t *testing.T) {
	need(t, "pdftotext")
	dir := folder(t)
	for name, s := range written(t, dir, exporter.PDF, exporter.Options{}) {
		file := filepath.Join(dir, name+".pdf")
		official(t, file, s)
		embedded(t, file)
		if _, err := exec.LookPath("qpdf"); err == nil {
			run(t, "qpdf", "--check", file)
		}
	}
}

func TestRenderedWord(t *testing.T) {
	need(t, "soffice")
	need(t, "pdftotext")
	dir := folder(t)
	samples := written(t, dir, exporter.DOCX, exporter.Options{})
	out := filepath.Join(dir, "word")
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(t.TempDir(), "profile"), "--convert-to", "pdf", "--outdir", out}
	for name := range samples {
		args = append(args, filepath.Join(dir, name+".docx"))
	}
	run(t, "soffice", args...)
	for name, s := range samples {
		file := filepath.Join(out, name+".pdf")
		official(t, file, s)
		embedded(t, file)
	}
}

func TestRenderedHTML(t *testing.T) {
	browser := "chromium"
	if _, err := exec.LookPath(browser); err != nil {
		browser = "google-chrome"
	}
	need(t, browser)
	need(t, "pdftotext")
	dir := folder(t)
	for name, s := range written(t, dir, exporter.HTML, exporter.Options{}) {
		file := filepath.Join(dir, name+"-html.pdf")
		run(t, browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--no-pdf-header-footer",
			"--print-to-pdf="+file, "file://"+filepath.Join(dir, name+".html"))
		list := pages(t, file)
		for i, p := range list {
			for _, l := range p.Lines {
				if l.XMin < 15 || l.XMax > p.Width-15 || l.YMin < 15 || l.YMax > p.Height-15 {
					t.Errorf("%s, page %d: %q is cut", filepath.Base(file), i+1, l.text())
				}
			}
		}
		together(t, file, list, s)
	}
}

// TestSchema has the Open XML SDK look at the files, where npm has it.
func TestSchema(t *testing.T) {
	need(t, "npx")
	if out, err := exec.Command("npx", "--no-install", "ooxml-validate", "--help").CombinedOutput(); err != nil {
		t.Skipf("npx ooxml-validate is not installed (npm install -g @ooxml-tools/validate@0.4.6): %s", out)
	}
	dir := folder(t)
	example, err := exporter.ExampleTemplate()
	if err != nil {
		t.Fatal(err)
	}
	template, err := exporter.ReadTemplate(example)
	if err != nil {
		t.Fatal(err)
	}
	for sub, opts := range map[string]exporter.Options{
		"plain": {}, "marked": {Mark: "送审稿 第1稿 1月8日", Unsealed: true, Landscape: true}, "template": {Template: template},
	} {
		folder := filepath.Join(dir, sub)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		for name := range written(t, folder, exporter.DOCX, opts) {
			if out := run(t, "npx", "--no-install", "ooxml-validate", filepath.Join(folder, name+".docx")); !strings.Contains(out, "Found 0 errors") {
				t.Errorf("%s %s: %s", sub, name, out)
			}
		}
	}
}
