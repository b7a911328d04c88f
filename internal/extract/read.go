package extract

import (
	"bytes"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// Limits bound what reading may cost; see DefaultLimits. A file beyond one of
// them is refused with ErrTooLarge.
type Limits struct {
	Bytes    int64         // of the file
	Page     int64         // of a text file or a web page with what is embedded in it
	Unpacked int64         // of everything taken out of a zip; a quarter of it out of a PDF
	Ratio    int64         // unpacked to packed, of parts over 1 MB
	Depth    int           // of nested elements
	Nodes    int           // elements and texts of a Word file, steps of drawing a page
	Lines    int           // of the text that is read
	Text     int64         // bytes of it
	Cells    int           // rows × columns of one table, and of all tables
	Pages    int           // of a PDF
	Time     time.Duration // for all of it
}

// DefaultLimits are far above any report: one with the page around it has a
// twentieth of the text. They keep the memory below 20 MB + 10 × the unpacked
// size.
func DefaultLimits() Limits {
	return Limits{
		Bytes:    64 << 20,
		Page:     16 << 20,
		Unpacked: 128 << 20,
		Ratio:    200,
		Depth:    256,
		Nodes:    1_000_000,
		Lines:    20_000,
		Text:     1 << 20,
		Cells:    50_000,
		Pages:    300,
		Time:     20 * time.Second,
	}
}

// Times is the limits for a file that may take so many times as much.
func (l Limits) Times(n int) Limits {
	wide := int64(n)
	l.Bytes, l.Page, l.Unpacked, l.Text = l.Bytes*wide, l.Page*wide, l.Unpacked*wide, l.Text*wide
	l.Nodes, l.Lines, l.Cells, l.Pages = l.Nodes*n, l.Lines*n, l.Cells*n, l.Pages*n
	l.Time *= time.Duration(n)
	return l
}

// kept is how many nodes or glyphs of a file may be kept at once: they are
// larger than what they are read from.
func (l Limits) kept(size int) int { return l.Nodes/25 + size/50 }

// reader is a kind of file and how it is read.
type reader struct {
	kind Kind
	// recognises looks at content first; it must not mistake another kind.
	recognises func(*input) bool
	read       func(*input) error
}

// readers lists what can be read. The first that recognises a file reads it.
var readers = []reader{
	{DOC, (*input).isOLE, readDOC},
	{PDF, (*input).isPDF, readPDF},
	{XLSX, (*input).isXLSX, readXLSX},
	{DOCX, (*input).isDOCX, readDOCX},
	{"", (*input).isOtherZip, readOtherZip},
	{MHTML, (*input).isMHTML, readMHTML},
	{HTML, (*input).isHTML, readHTML},
	{"", (*input).isXML, readXML},
	{Markdown, (*input).isMarkdown, readMarkdown},
	{Text, (*input).isText, readText},
}

// input is a file being read, with what every reader needs.
type input struct {
	builder
	name   string
	kind   Kind // as told by the caller, "" to find out
	data   []byte
	text   string // the data as UTF-8, "" if it is no text
	limits Limits
	// late is set when time is up; readers look at it now and then.
	late atomic.Bool
}

// Read takes a file apart. What it is, is told by its content; the name is a
// hint where content does not decide, and may be empty. Errors are *Error.
func Read(name string, data []byte, limits Limits) (*Document, error) {
	return (&input{name: name, data: data, limits: limits}).document()
}

// AsWritten is Read for a file of a known kind, whose text is to stay as it is:
// no other script, no repairs.
func AsWritten(kind Kind, data []byte, limits Limits) (*Document, error) {
	return (&input{kind: kind, data: data, limits: limits}).document()
}

func (in *input) document() (*Document, error) {
	if int64(len(in.data)) > in.limits.Bytes {
		return nil, fail(ErrTooLarge, fmt.Sprintf(tooLarge, in.limits.Bytes>>20), nil)
	}
	if len(bytes.TrimSpace(TrimMark(in.data))) == 0 {
		return nil, fail(ErrUnreadable, emptyFile, nil)
	}
	in.begin(in.limits)
	type result struct {
		doc *Document
		err error
	}
	done := make(chan result, 1)
	// Parsers of other people panic on damaged files, and none of them can be
	// told to stop: a goroutine of their own keeps both from the caller.
	go func() {
		doc, err := in.fenced()
		done <- result{doc, err}
	}()
	timer := time.NewTimer(in.limits.Time)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.doc, r.err
	case <-timer.C:
		in.late.Store(true)
		return nil, fail(ErrTooLarge, tooLong, nil)
	}
}

func (in *input) fenced() (doc *Document, err error) {
	defer func() {
		if p := recover(); p != nil {
			doc, err = nil, fail(ErrDamaged, damaged, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	if e := refused(in.data); e != nil {
		return nil, e
	}
	if !isZip(in.data) && !in.isPDF() && !in.isOLE() && !in.isMHTML() {
		if err := in.decode(); err != nil {
			return nil, err
		}
	}
	for _, r := range readers {
		if in.kind != "" && in.kind != r.kind || in.kind == "" && !r.recognises(in) {
			continue
		}
		in.doc.Kind = r.kind
		if err := r.read(in); err != nil {
			var told *Error
			if !errors.As(err, &told) {
				err = fail(ErrDamaged, damaged, err)
			}
			return nil, err
		}
		if in.over {
			return nil, in.tooMuchText()
		}
		switch {
		case in.blank() && in.pictured():
			return nil, fail(ErrScan, ScanSentence, nil)
		case in.blank():
			return nil, fail(ErrUnreadable, noText, nil)
		}
		if in.kind == "" {
			in.clean()
		}
		return &in.doc, nil
	}
	return nil, fail(ErrUnknown, unknownKind, nil)
}

// decode makes text of a file that is text. Its size is looked at first.
func (in *input) decode() error {
	if int64(len(in.data)) <= in.limits.Page {
		in.text, _ = Decode(in.data)
		return nil
	}
	if !sampled(in.data) {
		return nil
	}
	return fail(ErrTooLarge, fmt.Sprintf(tooLarge, in.limits.Page>>20), nil)
}

func (in *input) tooMuchText() error {
	return fail(ErrTooLarge, fmt.Sprintf(tooMuchText, in.limits.Lines, float64(in.limits.Text)/(1<<20)), nil)
}

// stopped says why reading is to end before the file does; nil if it is not.
func (in *input) stopped() error {
	switch {
	case in.late.Load():
		return fail(ErrTooLarge, tooLong, nil)
	case in.over:
		return in.tooMuchText()
	}
	return nil
}

// refused tells kinds of files that are never read.
func refused(data []byte) error {
	for _, known := range []struct {
		magic, sentence string
		kind            error
	}{
		{"\x89PNG\r\n", pictureFile, ErrScan},
		{"\xFF\xD8\xFF", pictureFile, ErrScan},
		{"GIF8", pictureFile, ErrScan},
		{"II*\x00", pictureFile, ErrScan},
		{"MM\x00*", pictureFile, ErrScan},
		{"{\\rtf", richText, ErrUnknown},
		{"Rar!", otherZip, ErrUnknown},
		{"7z\xBC\xAF", otherZip, ErrUnknown},
	} {
		if bytes.HasPrefix(data, []byte(known.magic)) {
			return fail(known.kind, known.sentence, nil)
		}
	}
	if len(data) > 12 && (string(data[:2]) == "BM" && data[6] == 0 && data[7] == 0 ||
		string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" || string(data[4:8]) == "ftyp") {
		return fail(ErrScan, pictureFile, nil)
	}
	return nil
}
