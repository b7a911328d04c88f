package extract_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/extract"
)

// TestLockedPDF: a file that is locked against changing only is read; one that
// asks for a password is told.
func TestLockedPDF(t *testing.T) {
	files, _ := filepath.Glob("testdata/locked/*.pdf")
	if len(files) < 7 {
		t.Fatal("files missing")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := extract.Read("", data, extract.DefaultLimits())
		switch {
		case strings.HasPrefix(filepath.Base(file), "user"):
			if !errors.Is(err, extract.ErrEncrypted) {
				t.Errorf("%s: %v", file, err)
			}
		case err != nil:
			t.Errorf("%s: %v", file, err)
		case outline(doc) != "规章\n":
			t.Errorf("%s: %q", file, outline(doc))
		}
	}
}

// line is a program that draws as many figures, one after the other.
func line(glyphs int) string {
	var out strings.Builder
	for i := range glyphs {
		fmt.Fprintf(&out, "BT /F1 10 Tf %d 700 Td <0031> Tj ET ", 10+10*i)
	}
	return out.String()
}

// words is line at a height of the page.
func words(y, glyphs int) string {
	return strings.ReplaceAll(line(glyphs), " 700 Td", fmt.Sprintf(" %d Td", y))
}

// aslant is what some programs print over a page.
var aslant = "q 0.7 0.7 -0.7 0.7 100 100 cm " + line(50) + "Q "

// TestScannedPDF: pages that are pictures, with and without the text that a
// scanner's program has made of them.
func TestScannedPDF(t *testing.T) {
	const page = "q 600 0 0 800 0 0 cm /I Do Q "
	strips := strings.Repeat("q 600 0 0 80 0 0 cm /I Do Q ", 9)
	few, many := line(5), line(50)
	ones := strings.Repeat("1", 50) + "\n"
	for name, c := range map[string]struct {
		program, want string
		note          extract.NoteKind
		err           error
	}{
		"picture alone":             {program: page, err: extract.ErrScan},
		"picture with a number":     {program: page + few, err: extract.ErrScan},
		"picture, head and foot":    {program: page + words(780, 60) + words(20, 30), err: extract.ErrScan},
		"picture, aslant over it":   {program: page + aslant, err: extract.ErrScan},
		"small picture, a number":   {program: "q 420 0 0 500 90 150 cm /I Do Q " + few, err: extract.ErrScan},
		"aslant over the text":      {program: many + aslant, want: ones, note: extract.Slanted},
		"picture in strips":         {program: strips, err: extract.ErrScan},
		"text not seen":             {program: page + "BT 3 Tr ET " + many, want: ones, note: extract.Scanned},
		"text under the picture":    {program: many + page, want: ones, note: extract.Scanned},
		"text not seen, in strips":  {program: strips + "BT 3 Tr ET " + many, want: ones, note: extract.Scanned},
		"text before a picture":     {program: page + many, want: ones},
		"small picture over a text": {program: many + "q 100 0 0 100 0 0 cm /I Do Q ", want: ones},
		"hidden without a picture":  {program: many + "BT 3 Tr ET BT /F1 10 Tf 10 500 Td <0100> Tj ET", want: ones},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := extract.Read("a.pdf", pdfOf(c.program), extract.DefaultLimits())
			if !errors.Is(err, c.err) {
				t.Fatal(err)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(c.want, outline(doc)); diff != "" {
				t.Error(diff)
			}
			if len(doc.Notes) == 1 && (doc.Notes[0].Kind != c.note || doc.Notes[0].Page != 1) || len(doc.Notes) != 0 == (c.note == "") {
				t.Errorf("%+v", doc.Notes)
			}
		})
	}
}

// TestScannedPage: one page among others is told, the others are read.
func TestScannedPage(t *testing.T) {
	data := pdfOf(line(50), "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 10 0 R/Resources<</XObject<</I 8 0 R>>>>>>",
		"<</Length 30>>stream\nq 600 0 0 800 0 0 cm /I Do Q  \nendstream")
	data = bytes.Replace(data, []byte("/Kids[3 0 R]"), []byte("/Kids[3 0 R 9 0 R]"), 1)
	doc := read(t, "a.pdf", data)
	want := []extract.Note{{Kind: extract.Unread, Line: 2, Page: 2}}
	if diff := cmp.Diff(want, doc.Notes); diff != "" {
		t.Error(diff)
	}
}

// pagesOf is a PDF of pages that draw so.
func pagesOf(programs ...string) []byte {
	var objects, kids []string
	for i, program := range programs[1:] {
		at := 9 + 2*i
		kids = append(kids, fmt.Sprintf("%d 0 R", at))
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</I 8 0 R>>>>>>", at+1),
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(program), program))
	}
	return bytes.Replace(pdfOf(programs[0], objects...), []byte("/Kids[3 0 R]"), []byte("/Kids[3 0 R "+strings.Join(kids, " ")+"]"), 1)
}

// TestScannedPages: what stands on every page is not the text of any, and some
// pages of text are read, however many pictures follow.
func TestScannedPages(t *testing.T) {
	const page = "q 600 0 0 800 0 0 cm /I Do Q "
	stamped := page + words(400, 50)
	text := ""
	for i := range 12 {
		text += words(700-20*i, 50)
	}
	for name, c := range map[string]struct {
		programs []string
		err      error
		unread   int
	}{
		"stamped alike":       {programs: []string{stamped, stamped, stamped}, err: extract.ErrScan},
		"a letter before":     {programs: []string{words(600, 50), page, page}, err: extract.ErrScan},
		"text, then its scan": {programs: []string{text, page, page, page}, unread: 3},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := extract.Read("a.pdf", pagesOf(c.programs...), extract.DefaultLimits())
			if !errors.Is(err, c.err) {
				t.Fatal(err)
			}
			if err == nil && len(doc.Notes) != c.unread {
				t.Errorf("%+v", doc.Notes)
			}
		})
	}
}
