package extract

import "math"

// picture says what pictures have to do with the text of a page.
type picture int

const (
	beside picture = iota // the text is printed; pictures stand beside or behind it
	under                 // the text is what a program made of the picture that is seen
	alone                 // there is a picture, and no text
)

const (
	// coverage is how much of a page is picture where the page is one: scans
	// have margins, and are cut into strips.
	coverage = 0.5
	// fewGlyphs is less than a page of a report has: a number, a heading.
	fewGlyphs = 40
)

// drawPicture notes a picture. What it covers was not drawn to be seen, unless
// one sees through it.
func (c *pdfCanvas) drawPicture(seeThrough bool) {
	m := c.state.ctm
	area := math.Abs(m[0]*m[3] - m[1]*m[2])
	share := math.Min(1, area/(c.page.width*c.page.height))
	if math.IsNaN(share) {
		return
	}
	if c.page.pictured += share; share > coverage && !seeThrough {
		c.page.hidden = append(c.page.hidden, c.page.glyphs...)
		c.page.glyphs = nil
	}
}

// judge decides what a page with pictures is. Text that cannot be seen is left
// out where there is no picture that it could stand for.
func (p *pdfPage) judge() {
	whole := p.pictured > coverage
	switch {
	case !whole && p.pictured > 0 && len(p.glyphs)+len(p.hidden) == 0:
		p.picture = alone
	case !whole:
	case len(p.hidden) >= fewGlyphs || len(p.hidden) > len(p.glyphs):
		p.picture = under
		p.glyphs = append(p.glyphs, p.hidden...)
	case len(p.glyphs) < fewGlyphs:
		p.picture = alone
	}
	p.hidden = nil
}

// notePicture tells the reader of the result about a page that is a picture.
func (b *builder) notePicture(p *pdfPage) {
	kind := Scanned
	switch p.picture {
	case beside:
		return
	case alone:
		kind = Unread
	}
	b.doc.Notes = append(b.doc.Notes, Note{Kind: kind, Line: len(b.doc.Lines) + 1, Page: p.number})
}
