package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Template is a Word document of somebody else's with marks such as {{name}},
// which text and blocks are put in place of. Everything else in it stays.
type Template struct {
	parts []part
	marks []Mark
	// Room is the width between the margins of its last section.
	Room Twips
}

// Faults of templates.
var (
	ErrNotWord  = errors.New("docx: not a Word document")
	ErrOldWord  = errors.New("docx: a Word 97 document, or an encrypted one")
	ErrMacro    = errors.New("docx: holds macros")
	ErrExternal = errors.New("docx: refers to other files")
	ErrTooLarge = errors.New("docx: too large")
	ErrDamaged  = errors.New("docx: damaged")
	ErrUnclosed = errors.New("docx: a mark without its end")
	ErrUnopened = errors.New("docx: the end of a mark without its beginning")
)

// MarkError is a mark that is wrong.
type MarkError struct {
	Mark
	Err error // ErrUnclosed or ErrUnopened
}

// Error implements error.
func (e *MarkError) Error() string {
	return fmt.Sprintf("%v: %s, paragraph %d: %q", e.Err, e.Part, e.Paragraph, e.Around)
}

// Unwrap is the fault.
func (e *MarkError) Unwrap() error { return e.Err }

// Mark is a place that something is put in.
type Mark struct {
	Name      string
	Part      string // of the package: word/document.xml
	Paragraph int    // from 1
	Around    string // the text of the paragraph about it
	Alone     bool   // nothing else stands in its paragraph
	Inside    bool   // a table or a text box
	Breaks    bool   // its paragraph ends a section

	whole edit // of the paragraph
}

// Limits of templates.
const (
	maxPacked   = 8 << 20
	maxUnpacked = 64 << 20
	maxParts    = 1000
)

const (
	partDocument = "word/document.xml"
	partStyles   = "word/styles.xml"
	partFonts    = "word/fontTable.xml"
	partCore     = "docProps/core.xml"
)

// textPart are the parts that may hold marks.
var textPart = regexp.MustCompile(`^word/(document|header\d*|footer\d*)\.xml$`)

// OpenTemplate reads a template. Its errors are those above, and *MarkError.
func OpenTemplate(data []byte) (*Template, error) {
	switch {
	case len(data) > maxPacked:
		return nil, ErrTooLarge
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return nil, ErrOldWord
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotWord, err)
	}
	t := &Template{}
	if err := t.unpack(z); err != nil {
		return nil, err
	}
	if err := t.admit(); err != nil {
		return nil, err
	}
	for i := range t.parts {
		p := &t.parts[i]
		if !textPart.MatchString(p.name) {
			continue
		}
		s := newScan(p)
		if err := s.run(); err != nil {
			return nil, err
		}
		t.marks = append(t.marks, s.marks...)
		if p.name == partDocument {
			t.Room = s.room
		}
	}
	return t, nil
}

func (t *Template) unpack(z *zip.Reader) error {
	if len(z.File) > maxParts {
		return ErrTooLarge
	}
	left := int64(maxUnpacked)
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrDamaged, f.Name, err)
		}
		data, err := io.ReadAll(io.LimitReader(r, left+1))
		err = errors.Join(err, r.Close())
		if left -= int64(len(data)); left < 0 {
			return ErrTooLarge
		}
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrDamaged, f.Name, err)
		}
		t.parts = append(t.parts, part{f.Name, data})
	}
	return nil
}

func (t *Template) part(name string) *part {
	i := slices.IndexFunc(t.parts, func(p part) bool { return p.name == name })
	if i < 0 {
		return nil
	}
	return &t.parts[i]
}

// outside is a relationship with something that is no part of the package.
var (
	outside   = regexp.MustCompile(`<Relationship\b[^>]*TargetMode\s*=\s*["']External["'][^>]*>`)
	hyperlink = regexp.MustCompile(`Type\s*=\s*["'][^"']*/hyperlink["']`)
)

// admit refuses what is no plain Word document. Links that a reader may click
// on fetch nothing by themselves.
func (t *Template) admit() error {
	types := t.part("[Content_Types].xml")
	if types == nil || t.part(partDocument) == nil {
		return ErrNotWord
	}
	for _, p := range t.parts {
		name := strings.ToLower(p.name)
		if strings.Contains(name, "vbaproject") || strings.Contains(name, "vbadata") || strings.Contains(name, "activex") {
			return ErrMacro
		}
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		for _, r := range outside.FindAll(p.data, -1) {
			if !hyperlink.Match(r) {
				return fmt.Errorf("%w: %s", ErrExternal, p.name)
			}
		}
	}
	if bytes.Contains(types.data, []byte("macroEnabled")) {
		return ErrMacro
	}
	if !bytes.Contains(t.part(partDocument).data, []byte(`xmlns:w="`+nsMain+`"`)) || t.part(partStyles) == nil {
		return ErrDamaged
	}
	return nil
}

// Marks are the places in order.
func (t *Template) Marks() []Mark { return t.marks }

// Fill writes the document with texts in their places, blocks in place of the
// paragraphs their marks stand in, and f's styles beside its own under f's
// Prefix. A paragraph whose marks are all it holds goes where they are empty.
// Lead is put before everything.
func (t *Template) Fill(f *File, lead []Block, texts map[string]string, blocks map[string][]Block) ([]byte, error) {
	parts := slices.Clone(t.parts)
	for i := range parts {
		p := &parts[i]
		switch {
		case textPart.MatchString(p.name):
			s := newScan(p)
			s.texts, s.blocks = texts, map[string][]byte{}
			for name, list := range blocks {
				s.blocks[name] = f.written(list)
			}
			if err := s.run(); err != nil {
				return nil, err
			}
			if p.name == partDocument && len(lead) > 0 {
				s.edits = append(s.edits, edit{s.body, s.body, f.written(lead)})
			}
			p.data = apply(p.data, s.edits)
		case p.name == partStyles:
			p.data = before(p.data, "</w:styles>", f.addedStyles())
		case p.name == partFonts:
			p.data = before(p.data, "</w:fonts>", f.addedFonts(p.data))
		case p.name == partCore:
			p.data = f.core()
		}
	}
	return pack(parts)
}

// written are blocks as markup.
func (f *File) written(blocks []Block) []byte {
	w := &writer{file: f}
	for _, b := range blocks {
		b.write(w)
	}
	return w.Bytes()
}

func (f *File) addedStyles() []byte {
	w := &writer{file: f}
	for i := range f.Styles {
		w.style(&f.Styles[i], false)
	}
	return w.Bytes()
}

// addedFonts are those that the table does not list yet.
func (f *File) addedFonts(table []byte) []byte {
	w := &writer{file: f}
	for _, font := range f.Fonts {
		if !bytes.Contains(table, []byte(`w:name="`+escape(font.Name)+`"`)) {
			w.font(font)
		}
	}
	return w.Bytes()
}

// before puts something in front of the last occurrence of a tag.
func before(data []byte, tag string, added []byte) []byte {
	at := bytes.LastIndex(data, []byte(tag))
	if at < 0 {
		return data
	}
	return apply(data, []edit{{at, at, added}})
}

// edit replaces the bytes from one place up to another.
type edit struct {
	from, to int
	now      []byte
}

func apply(data []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		if e.from < at { // inside what is replaced already
			continue
		}
		out.Write(data[at:e.from])
		out.Write(e.now)
		at = e.to
	}
	out.Write(data[at:])
	return out.Bytes()
}
