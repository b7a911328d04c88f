package extract

import (
	"encoding/xml"
	"io"
	"path"
	"strconv"
	"strings"
)

func (in *input) isDOCX() bool { return in.holds("word/") }

// readDOCX reads the body of a Word document with its tracked changes
// accepted. Headers and footers are left out; notes follow the body; nothing
// outside the file is looked at.
func readDOCX(in *input) error {
	a, err := openZip(in)
	if err != nil {
		return err
	}
	main := mainPart(a)
	w := &docxReader{in: in, anchors: map[string]*strings.Builder{}, anchorItem: map[string]int{}}
	dir := path.Dir(main) + "/"
	w.part(a, dir+"styles.xml", w.readStyles)
	w.part(a, dir+"numbering.xml", w.readNumbering)
	w.part(a, main, w.readBody)
	w.part(a, dir+"footnotes.xml", w.readNotes)
	w.part(a, dir+"endnotes.xml", w.readNotes)
	w.part(a, dir+"commentsExtended.xml", w.readThreads)
	w.part(a, dir+"comments.xml", w.readComments)
	if w.err != nil {
		return w.err
	}
	if w.revised {
		in.note(Revised, 0, "")
	}
	in.pictures(w.pictures)
	return nil
}

// mainPart is the name of the part that holds the body.
func mainPart(a *archive) string {
	const usual = "word/document.xml"
	if a.has(usual) {
		return usual
	}
	for name := range a.files {
		if strings.HasPrefix(name, "word/document") && strings.HasSuffix(name, ".xml") {
			return name
		}
	}
	return usual
}

// docxReader reads the parts of one document.
type docxReader struct {
	in        *input
	styles    map[string]*docxStyle
	numbering docxNumbering
	err       error

	revised  bool
	pictures int

	footnotes []string // ids in the order of their marks
	joined    string   // text of a paragraph whose end was deleted
	read      int64    // bytes of text

	// Comments: what is under them while they are open, and where they began.
	anchors    map[string]*strings.Builder
	open       []string
	anchorItem map[string]int
	items      int    // paragraphs seen
	paraID     string // of the last one
	threads    map[string]docxThread
}

// part reads one part; a missing one is no matter, except the main one.
func (w *docxReader) part(a *archive, name string, read func(*xmlReader)) {
	if w.err != nil {
		return
	}
	r, err := a.open(name)
	if err != nil {
		w.err = err
		return
	}
	if r == nil {
		if name == mainPart(a) {
			w.err = fail(ErrDamaged, damaged, io.ErrUnexpectedEOF)
		}
		return
	}
	defer func() { _ = r.Close() }()
	x := newXML(w.in, r)
	read(x)
	if w.err == nil {
		w.err = x.result()
	}
}

func (w *docxReader) readBody(x *xmlReader) {
	x.children(func(_ string, _ xml.StartElement) { // document
		x.children(func(name string, _ xml.StartElement) {
			if name != "body" {
				x.skip()
				return
			}
			w.write(w.blocks(x))
		})
	})
}

func (w *docxReader) write(items []item) {
	if w.joined != "" {
		items = append(items, item{text: w.joined})
		w.joined = ""
	}
	if w.err == nil {
		w.err = w.in.flow(items)
	}
}

// blocks reads paragraphs and tables until the element ends.
func (w *docxReader) blocks(x *xmlReader) []item {
	var out []item
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "p":
			w.paraID = value(e, "paraId")
			out = append(out, w.paragraph(x)...)
		case "tbl":
			if t := w.table(x); len(t.rows) > 0 {
				out = append(out, item{table: t})
			}
		case "sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice", "smartTag":
			out = append(out, w.blocks(x)...)
		case "del", "moveFrom":
			w.revised = true
			x.skip()
		case "commentRangeStart", "commentRangeEnd":
			x.skip()
		case "altChunk":
			w.in.note(Omitted, 0, "")
			x.skip()
		default:
			x.skip()
		}
	})
	return out
}

// paraState is a paragraph being read.
type paraState struct {
	text    strings.Builder
	boxes   []item // text boxes anchored in it
	style   string
	level   int
	numID   string
	numLvl  int
	deleted bool // the end of the paragraph
}

// paragraph reads one, with the text boxes anchored in it behind it.
func (w *docxReader) paragraph(x *xmlReader) []item {
	p := &paraState{level: -1, numLvl: -1}
	w.items++
	w.content(x, p)
	text := w.joined + p.text.String()
	w.joined = ""
	if p.deleted {
		w.joined = text
		return p.boxes
	}
	w.inherit(p)
	if strings.TrimSpace(text) != "" {
		text = numbered(w.numbering.next(p.numID, p.numLvl), text)
	}
	if w.isContents(p.style) {
		w.in.note(Omitted, 0, tidy(text))
		return p.boxes
	}
	return append([]item{{text: text, level: p.level}}, p.boxes...)
}

// content reads what a paragraph, or an element in it, holds.
func (w *docxReader) content(x *xmlReader, p *paraState) {
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "pPr":
			w.paraProperties(x, p)
		case "r":
			w.run(x, p)
		case "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "bdo", "dir", "customXml", "oMath", "oMathPara", "rubyBase",
			"AlternateContent", "Choice":
			w.content(x, p)
		case "ins", "moveTo":
			w.revised = true
			w.content(x, p)
		case "del", "moveFrom":
			w.revised = true
			x.skip()
		case "commentRangeStart":
			w.openComment(value(e, "id"))
			x.skip()
		case "commentRangeEnd":
			w.closeComment(value(e, "id"))
			x.skip()
		default:
			x.skip()
		}
	})
}

// maxOpen is more comments than lie over each other, maxAnchor more of a text
// than is quoted.
const (
	maxOpen   = 20
	maxAnchor = 2000 // bytes
)

func (w *docxReader) openComment(id string) {
	if len(w.open) >= maxOpen {
		return
	}
	w.open = append(w.open, id)
	w.anchors[id] = &strings.Builder{}
	w.anchorItem[id] = w.items
}

func (w *docxReader) closeComment(id string) {
	for i, o := range w.open {
		if o == id {
			w.open = append(w.open[:i], w.open[i+1:]...)
			return
		}
	}
}

// add writes text into the paragraph and into the comments that are open.
func (w *docxReader) add(p *paraState, text string) {
	if w.read += int64(len(text)); w.read > w.in.limits.Text {
		w.in.over = true
		return
	}
	p.text.WriteString(text)
	for _, id := range w.open {
		if a := w.anchors[id]; a.Len() < maxAnchor {
			a.WriteString(text)
		}
	}
}

func (w *docxReader) paraProperties(x *xmlReader, p *paraState) {
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "pStyle":
			p.style = value(e, "val")
			x.skip()
		case "outlineLvl":
			p.level = outline(value(e, "val"))
			x.skip()
		case "numPr":
			x.children(func(name string, e xml.StartElement) {
				switch name {
				case "numId":
					p.numID = value(e, "val")
				case "ilvl":
					p.numLvl, _ = strconv.Atoi(value(e, "val"))
				}
				x.skip()
			})
		case "rPr":
			x.children(func(name string, _ xml.StartElement) {
				if name == "del" || name == "moveFrom" {
					p.deleted, w.revised = true, true
				}
				x.skip()
			})
		default:
			x.skip()
		}
	})
}

// outline turns an outline level, counted from 0 with 9 for body text, into
// the level of a heading.
func outline(val string) int {
	n, err := strconv.Atoi(val)
	if err != nil || n < 0 || n > 5 {
		return 0
	}
	return n + 1
}

// runLook is what matters of how a run looks.
type runLook struct {
	hidden bool
	raised bool // superscript
}

// look reads the properties of a run in a paragraph.
func (w *docxReader) look(x *xmlReader, p *paraState) (look runLook) {
	vanish, style := unsaid, ""
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "vanish":
			vanish = saidOf(e)
		case "rStyle":
			style = value(e, "val")
		case "vertAlign":
			look.raised = value(e, "val") == "superscript"
		}
		x.skip()
	})
	look.hidden = w.hides(vanish, style, p.style)
	return look
}

// run reads a stretch of text of one look.
func (w *docxReader) run(x *xmlReader, p *paraState) {
	look := runLook{hidden: w.hides(unsaid, "", p.style)}
	x.children(func(name string, e xml.StartElement) {
		if look.hidden && name != "rPr" {
			x.skip()
			return
		}
		switch name {
		case "rPr":
			look = w.look(x, p)
		case "t":
			if text := x.text(); look.raised {
				w.add(p, raised(text))
			} else {
				w.add(p, text)
			}
		case "tab", "ptab":
			w.add(p, "\t")
			x.skip()
		case "br", "cr":
			if kind := value(e, "type"); kind == "" || kind == "textWrapping" {
				w.add(p, "\n")
			}
			x.skip()
		case "noBreakHyphen":
			w.add(p, "-")
			x.skip()
		case "sym":
			w.add(p, symbol(value(e, "font"), value(e, "char")))
			x.skip()
		case "footnoteReference", "endnoteReference":
			w.footnotes = append(w.footnotes, value(e, "id"))
			x.skip()
		case "AlternateContent", "Choice", "drawing", "pict", "object":
			w.drawing(x, p)
		case "ruby":
			w.content(x, p)
		default:
			x.skip()
		}
	})
}

// drawing looks for text boxes and counts pictures.
func (w *docxReader) drawing(x *xmlReader, p *paraState) {
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "txbxContent":
			p.boxes = append(p.boxes, w.blocks(x)...)
		case "Fallback": // the same once more, for old programs
			x.skip()
		case "blip", "imagedata":
			w.pictures++
			x.skip()
		default:
			w.drawing(x, p)
		}
	})
}
