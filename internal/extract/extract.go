// Package extract turns a file into what it says: paragraphs and tables in
// reading order, each with its place in the source. It knows files, not
// reports: what a paragraph or a cell means is found out by
// internal/recognise.
//
// It imports nothing of ours and touches no file, clock or network. Each kind
// of file is one source file. Start reading at Document.
package extract

// Document is a file taken apart.
type Document struct {
	Kind   Kind
	Blocks []Block

	// Lines is the text as people are shown it; Block.Line and Cell.Line count
	// in it from 1. A row of a table is one line, its cells separated by tabs.
	// Lines keep the script and the characters of the source.
	Lines []string

	// Notes say what was done to the text on the way.
	Notes []Note

	// Comments are the remarks in the margin of a Word document.
	Comments []Comment
}

// Comment is a remark of a reviewer.
type Comment struct {
	Author string
	Date   string // as the file has it: 2026-01-06T09:30:00Z
	Text   string
	Anchor string // what it is about, "" if the file does not say
	Line   int    // where that begins; 0 unknown

	Resolved bool      // whoever wrote it, or answered, has ticked it off
	Replies  []Comment // in the order they came; they have none of their own
}

// Kind is a kind of file.
type Kind string

// Kinds of files.
const (
	Text     Kind = "txt"
	Markdown Kind = "md"
	HTML     Kind = "html"
	MHTML    Kind = "mhtml"
	DOCX     Kind = "docx"
	DOC      Kind = "doc"
	XLSX     Kind = "xlsx"
	PDF      Kind = "pdf"
)

// Block is a paragraph or a table. Text is in simplified script and repaired;
// Original is what the source prints where that differs, else "". White space
// of any kind is a space, and single except in text files, where tabs and
// spaces show columns.
type Block struct {
	Text     string
	Original string
	Level    int // of a heading, where the source marks it as one: 1 to 6
	Line     int
	Page     int    // of a PDF, from 1
	Sheet    string // of a workbook
	Table    *Table // nil for a paragraph
}

// Table is a grid whose cells may span. Rows hold the cells that begin in
// them, from left to right.
type Table struct {
	Rows    [][]Cell
	Columns int
}

// Cell is a cell of a table. Its paragraphs are parted by "\n". Row and Column count from 0 in the grid; spans
// are at least 1.
type Cell struct {
	Row, Column      int
	RowSpan, ColSpan int
	Text             string
	Original         string
	Line             int
	Page             int
	Ref              string // of a workbook: "B7"
}

// Note says what was done to the text, for the reader of the result.
type Note struct {
	Kind NoteKind
	Line int    // 0: all of it
	Page int    // of a PDF, where a page is meant
	Text string // what it was
}

// NoteKind tells Notes apart.
type NoteKind string

// Kinds of notes.
const (
	Converted NoteKind = "converted" // traditional script, pinyin taken out
	Repaired  NoteKind = "repaired"  // characters broken by an encoding, put right for certain
	Broken    NoteKind = "broken"    // characters broken by an encoding, left
	Revised   NoteKind = "revised"   // tracked changes taken as accepted
	Scanned   NoteKind = "scanned"   // a page that is a picture; its text is what a program made of that
	Unread    NoteKind = "unread"    // a page that is a picture and nothing else
	Pictured  NoteKind = "pictured"  // a picture in the text; what is written in it is not read
	Slanted   NoteKind = "slanted"   // text printed aslant over a page, which is left out
	Omitted   NoteKind = "omitted"   // hidden sheets, lists of contents, attachments
)
