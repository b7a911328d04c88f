package extract

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// docxStyle is what matters of a paragraph style.
type docxStyle struct {
	name   string
	parent string
	level  int // of a heading; -1: not said
	numID  string
	numLvl int // -1: not said
	vanish said
}

// said is a switch that a style may leave to the one it is based on.
type said int8

const (
	unsaid said = iota
	saidOff
	saidOn
)

func saidOf(e xml.StartElement) said {
	if isOn(e) {
		return saidOn
	}
	return saidOff
}

func (w *docxReader) readStyles(x *xmlReader) {
	w.styles = map[string]*docxStyle{}
	x.children(func(_ string, _ xml.StartElement) {
		x.children(func(name string, e xml.StartElement) {
			if name != "style" {
				x.skip()
				return
			}
			s := &docxStyle{level: -1, numLvl: -1}
			w.styles[value(e, "styleId")] = s
			w.readStyle(x, s)
		})
	})
}

func (w *docxReader) readStyle(x *xmlReader, s *docxStyle) {
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "name":
			s.name = strings.ToLower(value(e, "val"))
			x.skip()
		case "basedOn":
			s.parent = value(e, "val")
			x.skip()
		case "pPr":
			p := &paraState{level: -1, numLvl: -1}
			w.paraProperties(x, p)
			s.level, s.numID, s.numLvl = p.level, p.numID, p.numLvl
		case "rPr":
			x.children(func(name string, e xml.StartElement) {
				if name == "vanish" {
					s.vanish = saidOf(e)
				}
				x.skip()
			})
		default:
			x.skip()
		}
	})
}

// hides reports whether a run is hidden: by itself, by its style, or by the one
// of its paragraph.
func (w *docxReader) hides(vanish said, styles ...string) bool {
	for _, id := range styles {
		for s, hops := w.styles[id], 0; vanish == unsaid && s != nil && hops < maxHops; s, hops = w.styles[s.parent], hops+1 {
			vanish = s.vanish
		}
	}
	return vanish == saidOn
}

// maxHops is how many styles are looked at that one is based on.
const maxHops = 20

var headingName = regexp.MustCompile(`^heading ([1-6])$`)

// inherit fills in what the style of a paragraph says and the paragraph does
// not.
func (w *docxReader) inherit(p *paraState) {
	style := "" // that says the list
	for id, hops := p.style, 0; w.styles[id] != nil && hops < maxHops; id, hops = w.styles[id].parent, hops+1 {
		s := w.styles[id]
		if p.level < 0 {
			p.level = s.level
			if m := headingName.FindStringSubmatch(s.name); m != nil {
				p.level, _ = strconv.Atoi(m[1])
			} else if s.name == "title" {
				p.level = 1
			}
		}
		if p.numID == "" && s.numID != "" {
			p.numID, style = s.numID, id
		}
		if p.numLvl < 0 {
			p.numLvl = s.numLvl
		}
	}
	if p.numLvl < 0 {
		p.numLvl = w.numbering.levelOf(p.numID, style)
	}
	p.level = max(p.level, 0)
	p.numLvl = max(p.numLvl, 0)
}

// isContents tells an entry of a table of contents, which repeats a heading.
func (w *docxReader) isContents(style string) bool {
	s := w.styles[style]
	return s != nil && strings.HasPrefix(s.name, "toc ")
}

// readNotes writes the footnotes behind the text.
func (w *docxReader) readNotes(x *xmlReader) {
	x.children(func(_ string, _ xml.StartElement) {
		x.children(func(_ string, e xml.StartElement) {
			items := w.blocks(x)
			if kind := value(e, "type"); kind == "" || kind == "normal" {
				w.write(items)
			}
		})
	})
}

// lineOf is the first line that holds the beginning of a text; 0 if none does.
func (b *builder) lineOf(text string) int {
	first, _, _ := strings.Cut(text, "\n")
	for i, line := range b.doc.Lines {
		if first != "" && strings.Contains(line, first) {
			return i + 1
		}
	}
	return 0
}
