// Package docx writes Word documents (Office Open XML, transitional):
// paragraphs in named styles, tables with merged cells, running heads and
// page numbers. It knows the file format, not what a report is.
//
// It imports nothing of ours and touches no file, clock or network: the same
// document gives the same bytes. Start reading at File and Write.
package docx

// File is a document. Blocks are written in order; every style and font a
// block names is to be listed.
type File struct {
	Properties Properties
	Fonts      []Font
	Styles     []Style // the first is the default paragraph
	Page       Page
	Header     []Block // of every page
	OddFooter  []Block // of pages on the right
	EvenFooter []Block // of pages on the left
	Body       []Block
	// Prefix is put before the ids of styles, where the file becomes part of a
	// Template that has styles of its own.
	Prefix string
}

// Properties are what file managers and archives show of a document.
type Properties struct {
	Title, Author, Subject string
	Program                string
	Date                   string // YYYY-MM-DD, "" for none
}

// Font names a font and those that may stand in for it on PCs without it.
type Font struct {
	Name         string
	Alternatives string // separated by commas
	Roman        bool   // with serifs
}

// Twips are twentieths of a point, the measure of the file format.
type Twips int

// Millimetres as twips, rounded.
func Millimetres(mm float64) Twips { return Twips(mm*1440/25.4 + 0.5) }

// Points as twips, rounded.
func Points(pt float64) Twips { return Twips(pt*20 + 0.5) }

// Page is the paper and where text stands on it.
type Page struct {
	Width, Height            Twips
	Top, Right, Bottom, Left Twips
	Header, Footer           Twips // from the edge of the paper
	LinePitch                Twips // of the grid of lines
}

// Turned is the page on its side. What was the margin at the top becomes the
// one on the right, where the sheets are bound.
func (p Page) Turned() Page {
	p.Width, p.Height = p.Height, p.Width
	p.Top, p.Right, p.Bottom, p.Left = p.Left, p.Top, p.Right, p.Bottom
	return p
}

// Kind tells styles of paragraphs from those of runs.
type Kind int

// Kinds of styles.
const (
	ParagraphStyle Kind = iota
	CharacterStyle
)

// Style is a named look. Zero members are left to Base.
type Style struct {
	ID, Name  string
	Kind      Kind
	Base      string
	Next      string // style of the paragraph after it
	EastAsian string // font of Chinese text
	Latin     string // font of Latin letters and digits
	Size      Twips
	Spacing   Twips // between characters; may be negative
	Bold      bool
	Color     string // of the text: RRGGBB
	Align     Align
	Line      Twips // exact height of a line
	Before    Twips
	After     Twips
	Indent    int // of the first line, hundredths of a character; NoIndent for none
	Outline   int // level in the table of contents, 1 to 9
	KeepNext  bool
	OffGrid   bool // lines do not snap to the grid of the page
}

// NoIndent takes an indent of the base style back.
const NoIndent = -1

// Align is how lines stand in their column.
type Align string

// Alignments. The empty one is the base style's.
const (
	Left    Align = "left"
	Center  Align = "center"
	Right   Align = "right"
	Justify Align = "both"
)

// Block is a Paragraph, a Table or a Section break.
type Block interface{ write(*writer) }

// Paragraph is a paragraph in a style. What stands here overrides the style.
type Paragraph struct {
	Style      string
	Runs       []Run
	Align      Align
	LeftChars  int // indents, hundredths of a character
	RightChars int
	Before     Twips
	KeepNext   bool // on one page with what follows
	PageBreak  bool // begins a page
}

// Text is a paragraph of one run.
func Text(style, text string) *Paragraph {
	return &Paragraph{Style: style, Runs: []Run{{Text: text}}}
}

// Run is text in one look: exactly one of Text, a line Break, or a Field such
// as PAGE.
type Run struct {
	Style string // of characters
	Text  string
	Break bool
	Field string
}

// Table is a grid with borders. Rows list the cells that begin in them.
type Table struct {
	Widths     []Twips // of the grid columns
	HeadRows   int     // repeated over pages
	Together   bool    // on one page, if one holds it
	CellMargin Twips   // beside the text of a cell
	Rows       []Row
}

// Row is a line of a table. It is never broken over pages.
type Row struct {
	Height Twips // at least; 0 for as high as the text
	Cells  []Cell
}

// Cell is a cell with the grid columns and rows it spans.
type Cell struct {
	Column, ColSpan, RowSpan int
	Paragraph                *Paragraph
}

// Section ends a part of the document that has its page turned another way
// than what follows.
type Section struct{ Page Page }
