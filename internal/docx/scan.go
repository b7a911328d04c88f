package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The brackets of a mark.
const (
	markOpen  = "{{"
	markClose = "}}"
)

// scan goes through a part of a template. It finds the marks; given texts and
// blocks, it makes the edits that put them in.
type scan struct {
	part *part
	dec  *xml.Decoder

	texts  map[string]string // nil: only look
	blocks map[string][]byte

	open   []*scanned // paragraphs; a text box stands inside one
	tables int
	count  int

	body  int // where the body begins
	room  Twips
	marks []Mark
	edits []edit
}

// scanned is a paragraph being read.
type scanned struct {
	from   int
	number int
	inside bool
	breaks bool
	other  bool // holds a picture, a field, something that is no text
	pieces []textPiece
}

// textPiece is the inside of a w:t element.
type textPiece struct {
	from, to int
	text     string
}

func newScan(p *part) *scan {
	return &scan{part: p, dec: xml.NewDecoder(bytes.NewReader(p.data))}
}

func (s *scan) run() error {
	inText := false
	for {
		from := int(s.dec.InputOffset())
		token, err := s.dec.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrDamaged, s.part.name, err)
		}
		to := int(s.dec.InputOffset())
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Space == "w" {
				s.start(token, from, to)
				inText = token.Name.Local == "t"
			}
		case xml.CharData:
			if p := s.last(); inText && p != nil {
				piece := &p.pieces[len(p.pieces)-1]
				piece.to, piece.text = to, piece.text+string(token)
			}
		case xml.EndElement:
			inText = false
			if token.Name.Space == "w" {
				if err := s.end(token.Name.Local, to); err != nil {
					return err
				}
			}
		}
	}
}

func (s *scan) last() *scanned {
	if len(s.open) == 0 {
		return nil
	}
	return s.open[len(s.open)-1]
}

func (s *scan) start(e xml.StartElement, from, to int) {
	p := s.last()
	switch e.Name.Local {
	case "body":
		s.body = to
	case "tbl":
		s.tables++
	case "p":
		s.count++
		s.open = append(s.open, &scanned{from: from, number: s.count, inside: p != nil || s.tables > 0})
	case "t":
		if p != nil {
			p.pieces = append(p.pieces, textPiece{from: to, to: to})
		}
	case "sectPr":
		if p != nil {
			p.breaks = true
		}
	case "drawing", "pict", "object", "fldChar", "br":
		if p != nil {
			p.other = true
		}
	case "pgSz":
		s.room = Twips(number(e, "w"))
	case "pgMar":
		s.room -= Twips(number(e, "left") + number(e, "right"))
	}
}

func number(e xml.StartElement, name string) int {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			n, _ := strconv.Atoi(a.Value)
			return n
		}
	}
	return 0
}

func (s *scan) end(name string, to int) error {
	switch name {
	case "tbl":
		s.tables--
	case "p":
		p := s.last()
		if p == nil {
			return fmt.Errorf("%w: %s", ErrDamaged, s.part.name)
		}
		s.open = s.open[:len(s.open)-1]
		return s.paragraph(p, to)
	}
	return nil
}

// paragraph finds the marks of a paragraph, whose letters may be torn over
// many runs.
func (s *scan) paragraph(p *scanned, to int) error {
	var all strings.Builder
	for _, piece := range p.pieces {
		all.WriteString(piece.text)
	}
	text := all.String()
	mark := Mark{Part: s.part.name, Paragraph: p.number, Inside: p.inside, Breaks: p.breaks, whole: edit{p.from, to, nil}}
	var spots []spot
	at := 0
	for {
		from := strings.Index(text[at:], markOpen)
		end := strings.Index(text[at:], markClose)
		if from < 0 && end < 0 {
			break
		}
		mark.Around = around(text, at+max(min(from, end), 0))
		switch {
		case from < 0 || end >= 0 && end < from:
			return &MarkError{mark, ErrUnopened}
		case end < 0 || strings.Contains(text[at+from+len(markOpen):at+end], markOpen):
			mark.Name = clipped(text[at+from+len(markOpen):])
			return &MarkError{mark, ErrUnclosed}
		}
		mark.Name = strings.TrimSpace(text[at+from+len(markOpen) : at+end])
		mark.Alone = !p.other && strings.TrimSpace(text[:at+from]+text[at+end+len(markClose):]) == ""
		s.marks = append(s.marks, mark)
		spots = append(spots, spot{mark.Name, at + from, at + end + len(markClose)})
		at += end + len(markClose)
	}
	if len(spots) > 0 && s.texts != nil {
		s.fill(p, text, mark, spots)
	}
	return nil
}

// spot is a mark in the text of a paragraph.
type spot struct {
	name     string
	from, to int
}

// fill makes the edits of a paragraph with marks.
func (s *scan) fill(p *scanned, text string, mark Mark, spots []spot) {
	if data, ok := s.blocks[spots[0].name]; ok {
		mark.whole.now = data
		s.edits = append(s.edits, mark.whole)
		return
	}
	left, put := text, ""
	for i := len(spots) - 1; i >= 0; i-- {
		put += s.texts[spots[i].name]
		left = left[:spots[i].from] + left[spots[i].to:]
	}
	if put == "" && strings.TrimSpace(left) == "" && !p.other && !p.breaks && !p.inside {
		s.edits = append(s.edits, mark.whole)
		return
	}
	// A line end in a text breaks the line where the text stands alone.
	lineBreak := ""
	if strings.TrimSpace(left) == "" {
		lineBreak = "</w:t><w:br/><w:t>"
	}
	base := 0
	for _, piece := range p.pieces {
		var now strings.Builder
		for i := 0; i < len(piece.text); i++ {
			in := false
			for _, m := range spots {
				if base+i == m.from {
					now.WriteString(s.texts[m.name])
				}
				in = in || base+i >= m.from && base+i < m.to
			}
			if !in {
				now.WriteByte(piece.text[i])
			}
		}
		base += len(piece.text)
		if now.String() != piece.text {
			s.edits = append(s.edits, edit{piece.from, piece.to, []byte(strings.ReplaceAll(escape(now.String()), "\n", lineBreak))})
		}
	}
}

// aroundRunes is how much of a paragraph is quoted on either side of a place.
const aroundRunes = 12

// around is the text about a place.
func around(text string, at int) string {
	before, behind := []rune(text[:at]), []rune(text[at:])
	return string(before[max(0, len(before)-aroundRunes):]) + string(behind[:min(len(behind), 2*aroundRunes)])
}

func clipped(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), aroundRunes)])
}
