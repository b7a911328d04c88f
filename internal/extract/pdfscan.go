package extract

import (
	"math"
	"slices"
	"strings"
)

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
	// someOfPage is how much of a page is picture where it may hold the text: a
	// seal, a badge are smaller.
	someOfPage = 0.2
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

// isScan decides of every page what its pictures are, and reports whether the
// file is pages that were scanned. Some pages of text are worth reading,
// however many pictures follow: what they are, is found out later.
func isScan(pages []*pdfPage) bool {
	standing := standingGlyphs(pages)
	pictures, text := 0, 0
	for _, p := range pages {
		own := p.own(standing)
		if p.judge(own); p.picture == alone {
			pictures++
		} else {
			text += len(p.glyphs)
		}
	}
	return pictures*2 > len(pages) && text < fewGlyphs*10
}

// judge decides what a page with pictures is; own is how many glyphs are its
// own text. Text that cannot be seen is left out where there is no picture that
// it could stand for.
func (p *pdfPage) judge(own int) {
	whole := p.pictured > coverage
	few := own < fewGlyphs
	switch {
	case p.pictured == 0:
	case len(p.glyphs)+len(p.hidden) == 0:
		p.picture = alone
	case p.pictured < someOfPage:
	case len(p.hidden) >= fewGlyphs && (whole || few), whole && len(p.hidden) > len(p.glyphs):
		p.picture = under
		p.glyphs = append(p.glyphs, p.hidden...)
	case few:
		p.picture = alone
	}
	p.hidden = nil
}

// own counts the glyphs of a page that are its text, not what stands on every
// page or in the margin: a number, the name of a scanner's program, a line that
// says when it came in.
func (p *pdfPage) own(standing map[glyphKey]bool) int {
	n := 0
	for _, g := range p.glyphs {
		if margin := p.height * 0.08; g.y > margin && g.y < p.height-margin && !standing[g.place()] {
			n++
		}
	}
	return n
}

// place is where a glyph stands, within a hair.
func (g glyph) place() glyphKey { return glyphKey{g.text, int(g.x / 3), int(g.y / 3)} }

// standingGlyphs are those that stand at the same place of most pages. Only
// files with pictures are looked at.
func standingGlyphs(pages []*pdfPage) map[glyphKey]bool {
	if !slices.ContainsFunc(pages, func(p *pdfPage) bool { return p.pictured >= someOfPage }) {
		return nil
	}
	count := map[glyphKey]int{}
	for _, p := range pages {
		for _, g := range p.glyphs {
			count[g.place()]++
		}
	}
	standing := map[glyphKey]bool{}
	for k, n := range count {
		if n > 1 && n*2 > len(pages) {
			standing[k] = true
		}
	}
	return standing
}

// slanted reports whether text runs neither across nor up or down.
func (m matrix) slanted() bool {
	const far = 0.17 // the sine of ten degrees
	length := math.Hypot(m[0], m[1])
	return math.Abs(m[0]) > far*length && math.Abs(m[1]) > far*length
}

// maxSlanted is how much is quoted of a text printed aslant.
const maxSlanted = 20

// noteSlanted tells what is printed aslant over pages and is left out.
func (in *input) noteSlanted(pages []*pdfPage) {
	for _, p := range pages {
		if len(p.slanted) == 0 {
			continue
		}
		var text strings.Builder
		for _, g := range p.slanted[:min(len(p.slanted), maxSlanted)] {
			text.WriteString(g.text)
		}
		in.doc.Notes = append(in.doc.Notes, Note{Kind: Slanted, Page: p.number, Text: text.String()})
	}
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
