package extract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/ledongthuc/pdf"
)

func (in *input) isPDF() bool {
	return bytes.Contains(in.data[:min(len(in.data), 1024)], []byte("%PDF-"))
}

// pdfReader reads the pages of one file. The library finds objects and unpacks
// streams; text, fonts and lines are read here, which it does for files of a
// few programs only.
type pdfReader struct {
	in    *input
	fonts map[string]*pdfFont
	left  int64 // bytes that may still be unpacked
	forms int   // parts with a program of their own, as often as they are drawn
	lost  int   // glyphs nobody can name
	drawn int   // glyphs on all pages
	codes int   // entries of the tables of all fonts
}

func readPDF(in *input) error {
	file, err := openPDF(in.data, in.limits)
	if err != nil {
		return err
	}
	r := &pdfReader{in: in, fonts: map[string]*pdfFont{}, left: in.limits.streams()}
	pages, err := r.pageList(file)
	if err != nil {
		return err
	}
	var sheets []*pdfPage
	for i, page := range pages {
		if err := in.stopped(); err != nil {
			return err
		}
		p, err := r.page(page, i+1)
		if err != nil {
			return err
		}
		sheets = append(sheets, p)
	}
	if isScan(sheets) {
		return fail(ErrScan, ScanSentence, nil)
	}
	glyphs := 0
	for _, p := range sheets {
		glyphs += len(p.glyphs)
	}
	if r.lost*2 > glyphs {
		return fail(ErrUnreadable, unreadable, nil)
	}
	in.noteSlanted(sheets)
	return in.pdfText(sheets)
}

// streams is how much may be unpacked of a PDF, where text and tables are a
// small part of a stream.
func (l Limits) streams() int64 { return l.Unpacked / 4 }

// openPDF opens a file, whatever stands before its head and behind its end.
func openPDF(data []byte, limits Limits) (file *pdf.Reader, err error) {
	defer func() {
		if p := recover(); p != nil {
			file, err = nil, fail(ErrDamaged, damaged, fmt.Errorf("panic: %v", p))
		}
	}()
	start, end := bytes.Index(data, []byte("%PDF-")), bytes.LastIndex(data, []byte("%%EOF"))
	if end < start {
		return nil, fail(ErrDamaged, damaged, errors.New("no end of file"))
	}
	data = slices.Clone(data[start : end+len("%%EOF")])
	copy(data, "%PDF-1.7\n") // the library knows no other, and nothing depends on it
	limit := limits.streams()
	if bytes.Contains(data, []byte("/Encrypt")) {
		if data, err = decryptedPDF(data); err != nil {
			return nil, err
		}
	}
	if bytes.Contains(data, []byte("/ObjStm")) {
		if plain := unpackedPDF(data, limit); plain != nil {
			data = plain
		}
	}
	file, err = pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err == nil {
		return file, nil
	}
	if plain := unpackedPDF(data, limit); plain != nil { // its list of objects is broken
		file, err = pdf.NewReader(bytes.NewReader(plain), int64(len(plain)))
	}
	if err != nil {
		return nil, fail(ErrDamaged, damaged, err)
	}
	return file, nil
}

// pageList walks the tree of pages once; the library walks it for each page.
func (r *pdfReader) pageList(file *pdf.Reader) ([]pdf.Value, error) {
	var out []pdf.Value
	var walk func(v pdf.Value, depth int) error
	walk = func(v pdf.Value, depth int) error {
		kids := v.Key("Kids")
		if v.Key("Type").Name() == "Page" || kids.Len() == 0 {
			if out = append(out, v); len(out) > r.in.limits.Pages {
				return fail(ErrTooLarge, tooMuch, nil)
			}
			return nil
		}
		for i := 0; i < kids.Len() && depth < 40; i++ {
			if err := walk(kids.Index(i), depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	root := file.Trailer().Key("Root").Key("Pages")
	if root.Kind() != pdf.Dict {
		return nil, fail(ErrDamaged, damaged, errors.New("no pages"))
	}
	return out, walk(root, 0)
}

// stream unpacks a stream; one that is broken gives what can be read of it.
func (r *pdfReader) stream(v pdf.Value) (data []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = nil // a filter the library lacks: pictures, mostly
		}
	}()
	if v.Kind() != pdf.Stream {
		return nil, nil
	}
	// What is packed many hundred times is no text; see archive.tooDense.
	most := min(max(1<<20, r.in.limits.Ratio*v.Key("Length").Int64()), r.in.limits.streams()/4)
	data, _ = io.ReadAll(io.LimitReader(v.Reader(), min(r.left, most)+1))
	if r.left -= int64(len(data)); r.left < 0 || int64(len(data)) > most {
		return nil, fail(ErrTooLarge, tooMuch, nil)
	}
	return data, nil
}

// contents is the program that draws a page.
func (r *pdfReader) contents(v pdf.Value) ([]byte, error) {
	if v.Kind() != pdf.Array {
		return r.stream(v)
	}
	var all []byte
	for i := range v.Len() {
		part, err := r.stream(v.Index(i))
		if err != nil {
			return nil, err
		}
		all = append(append(all, part...), '\n')
	}
	return all, nil
}

// inherited is a property of a page or of the branches it hangs on.
func inherited(page pdf.Value, key string) pdf.Value {
	for hops := 0; hops < 40 && !page.IsNull(); hops++ {
		if v := page.Key(key); !v.IsNull() {
			return v
		}
		page = page.Key("Parent")
	}
	return pdf.Value{}
}

// page draws a page and keeps its glyphs and lines, upright, from the top
// left corner.
func (r *pdfReader) page(v pdf.Value, number int) (*pdfPage, error) {
	program, err := r.contents(v.Key("Contents"))
	if err != nil {
		return nil, err
	}
	p := &pdfPage{number: number}
	c := &pdfCanvas{r: r, page: p}
	c.run(program, inherited(v, "Resources"), upright(v, p), 0)
	p.seen = nil
	return p, c.err
}

// upright is the transformation from the page's own coordinates.
func upright(v pdf.Value, p *pdfPage) matrix {
	box := inherited(v, "MediaBox")
	x0, y0, x1, y1 := box.Index(0).Float64(), box.Index(1).Float64(), box.Index(2).Float64(), box.Index(3).Float64()
	if x1 <= x0 || y1 <= y0 {
		x0, y0, x1, y1 = 0, 0, 595, 842
	}
	p.width, p.height = x1-x0, y1-y0
	turn := inherited(v, "Rotate").Int64()
	if turn%180 != 0 {
		p.width, p.height = p.height, p.width
	}
	switch (turn%360 + 360) % 360 {
	case 90:
		return matrix{0, 1, 1, 0, -y0, -x0}
	case 180:
		return matrix{-1, 0, 0, 1, x1, -y0}
	case 270:
		return matrix{0, -1, -1, 0, y1, x1}
	}
	return matrix{1, 0, 0, -1, -x0, y1}
}

// matrix maps x, y to ax+cy+e, bx+dy+f.
type matrix [6]float64

// then is the matrix that maps by m first and by n next.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) point {
	return point{m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]}
}

type point struct{ x, y float64 }
