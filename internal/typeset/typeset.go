// Package typeset breaks Chinese text into lines, tables into cells and both
// into pages, and draws them on a Canvas. It knows the rules of setting
// official documents, not what a report is.
//
// It imports nothing of ours and touches no file, clock or network. Lengths
// are points. Start reading at Book.Set.
package typeset

// Canvas is what pages are drawn on. Positions count from the top left corner
// of the page; y of a text is its base line.
type Canvas interface {
	Page(width, height float64)
	Text(font string, size, x, y, spacing float64, text string)
	Line(x1, y1, x2, y2 float64)
	// Advance is how far a character moves the pen, in parts of the size.
	Advance(font string, r rune) float64
	Has(font string, r rune) bool
	// Bookmark puts the present page into the outline.
	Bookmark(title string)
}

// Page is the paper and the margins around the text.
type Page struct{ Width, Height, Top, Right, Bottom, Left float64 }

func (p Page) textWidth() float64  { return p.Width - p.Left - p.Right }
func (p Page) textHeight() float64 { return p.Height - p.Top - p.Bottom }

// Turned is the page on its side, its upper margin where it is bound.
func (p Page) Turned() Page {
	return Page{Width: p.Height, Height: p.Width, Top: p.Left, Right: p.Top, Bottom: p.Right, Left: p.Bottom}
}

// Align is how lines stand in their column.
type Align int

// Alignments.
const (
	Justify Align = iota
	Left
	Center
	Right
)

// Look is how text is set.
type Look struct {
	Font    string
	Size    float64
	Line    float64 // height of a line
	Spacing float64 // behind every character; may be negative
	Indent  float64 // of the first line, in characters
	Align   Align
}

// em is the width of a character with what follows it.
func (l Look) em() float64 { return l.Size + l.Spacing }

// Block is a Paragraph, a Table or a Turn.
type Block interface{ block() }

// Run is text in one font.
type Run struct {
	Font string // "" for the paragraph's
	Text string
}

// Paragraph is text set in lines.
type Paragraph struct {
	Look     Look
	Lines    [][]Run // each begins a line; mostly one
	Before   float64 // space, left out at the top of a page
	After    float64
	Right    float64 // indent, in characters
	KeepNext bool    // on one page with what follows
	Bookmark string  // its entry in the outline
}

// Turn sets what follows on pages of another shape.
type Turn struct{ Page Page }

func (*Paragraph) block() {}
func (*Table) block()     {}
func (*Turn) block()      {}

// Book sets blocks on the pages of a canvas.
type Book struct {
	Canvas   Canvas
	Page     Page
	Fallback []string // fonts tried where one lacks a character
	Mark     string   // above every page
	MarkLook Look
	Number   Look    // of page numbers; in its characters they stand in from the edge
	Foot     float64 // from the text to the top of the page number

	fonts   map[glyph]string
	missing []rune
	number  int
	y       float64
	end     func() // what closes the page
}

type glyph struct {
	font string
	r    rune
}

// Set draws the blocks. Characters that no font has are drawn as a gap and
// returned, each once.
func (b *Book) Set(blocks []Block) (missing []rune) {
	b.fonts = map[glyph]string{}
	var items []item
	for _, block := range blocks {
		switch block := block.(type) {
		case *Paragraph:
			items = append(items, b.paragraph(block)...)
		case *Table:
			items = append(items, b.table(block)...)
		case *Turn:
			b.pages(items)
			items = nil
			b.Page, b.y = block.Page, 0
		}
	}
	b.pages(items)
	return b.missing
}

// fontOf is the font that draws a character: the wanted one if it can.
func (b *Book) fontOf(font string, r rune) string {
	key := glyph{font, r}
	if known, ok := b.fonts[key]; ok {
		return known
	}
	found := font
	if !b.Canvas.Has(font, r) {
		found = ""
		for _, other := range b.Fallback {
			if b.Canvas.Has(other, r) {
				found = other
				break
			}
		}
	}
	if found == "" {
		b.missing = append(b.missing, r)
	}
	b.fonts[key] = found
	return found
}
