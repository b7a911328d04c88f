// Package pdf draws text and lines on pages. It is the one place that knows
// the library behind it, and imports nothing of ours.
//
// Lengths are points, from the top left corner of the page.
package pdf

import (
	"errors"
	"fmt"

	"github.com/signintech/gopdf"
)

// Font is a TrueType font under a name of the caller's.
type Font struct {
	Name string
	Data []byte
}

// Properties are what file managers and archives show of a document.
type Properties struct{ Title, Author, Program string }

// File is a document being drawn. The first fault stops it; Bytes tells.
type File struct {
	gp       gopdf.GoPdf
	font     string
	size     float64
	advances map[string]map[rune]float64
	err      error
}

// Paper is A4, which pages have unless they say otherwise.
const (
	PaperWidth  = 210 / 25.4 * 72
	PaperHeight = 297 / 25.4 * 72
)

// New begins a document that may use the fonts.
func New(p Properties, fonts []Font) *File {
	f := &File{advances: map[string]map[rune]float64{}}
	f.gp.Start(gopdf.Config{PageSize: gopdf.Rect{W: PaperWidth, H: PaperHeight}})
	f.gp.SetInfo(gopdf.PdfInfo{Title: p.Title, Author: p.Author, Creator: p.Program, Producer: p.Program})
	for _, font := range fonts {
		if err := f.gp.AddTTFFontData(font.Name, font.Data); err != nil {
			f.fail(fmt.Errorf("font %s: %w", font.Name, err))
		}
		f.advances[font.Name] = map[rune]float64{}
	}
	return f
}

func (f *File) fail(err error) { f.err = errors.Join(f.err, err) }

// Page begins a page.
func (f *File) Page(width, height float64) {
	f.gp.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: width, H: height}})
	f.gp.SetLineWidth(lineWidth)
}

// lineWidth is that of the borders of tables.
const lineWidth = 0.5

func (f *File) use(font string, size float64) {
	if f.font == font && f.size == size {
		return
	}
	if err := f.gp.SetFont(font, "", size); err != nil {
		f.fail(fmt.Errorf("use font %s: %w", font, err))
	}
	f.font, f.size = font, size
}

// Has reports whether a font can draw a character.
func (f *File) Has(font string, r rune) bool {
	f.use(font, unit)
	ok, err := f.gp.IsCurrFontContainGlyph(r)
	return err == nil && ok
}

// unit is the size that advances are measured at.
const unit = 1000

// Advance is how far a character moves the pen, in parts of the font's size.
func (f *File) Advance(font string, r rune) float64 {
	known, ok := f.advances[font][r]
	if ok {
		return known
	}
	f.use(font, unit)
	width, err := f.gp.MeasureTextWidth(string(r))
	if err != nil {
		f.fail(fmt.Errorf("measure %q: %w", r, err))
	}
	f.advances[font][r] = width / unit
	return width / unit
}

// Text draws text with its first character at x and its base line at y;
// spacing is added behind every character.
func (f *File) Text(font string, size, x, y, spacing float64, text string) {
	f.use(font, size)
	f.gp.SetXY(x, y)
	err := errors.Join(f.gp.SetCharSpacing(spacing), f.gp.Text(text), f.gp.SetCharSpacing(0))
	if err != nil {
		f.fail(fmt.Errorf("draw %q: %w", text, err))
	}
}

// Line draws a line.
func (f *File) Line(x1, y1, x2, y2 float64) { f.gp.Line(x1, y1, x2, y2) }

// Bookmark puts the present page into the outline.
func (f *File) Bookmark(title string) { f.gp.AddOutline(title) }

// Bytes ends the document and returns it as a file.
func (f *File) Bytes() ([]byte, error) {
	if f.err != nil {
		return nil, fmt.Errorf("pdf: %w", f.err)
	}
	data, err := f.gp.GetBytesPdfReturnErr()
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	return withSurrogates(data), nil
}
