package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// xmlReader walks an XML file without keeping it. Names are without prefix;
// elements of other vocabularies are told apart by it. There is no document
// type and therefore no entity of its own.
type xmlReader struct {
	d     *xml.Decoder
	in    *input
	nodes int
	open  []xml.Name
	err   error
}

func newXML(in *input, r io.Reader) *xmlReader {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return &xmlReader{d: d, in: in}
}

var errDocType = errors.New("document type in XML")

// token is the next start, end or text inside the element that is open; nil
// when the element ends.
func (x *xmlReader) token() xml.Token {
	for x.err == nil {
		if x.nodes++; x.nodes > x.in.limits.Nodes {
			x.err = fail(ErrTooLarge, tooMuch, nil)
			return nil
		}
		if err := x.in.stopped(); err != nil {
			x.err = err
			return nil
		}
		t, err := x.d.RawToken()
		if err != nil {
			x.fail(err)
			return nil
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(x.open) >= x.in.limits.Depth {
				x.err = fail(ErrTooLarge, tooMuch, nil)
				return nil
			}
			x.open = append(x.open, t.Name)
			return t
		case xml.EndElement:
			if len(x.open) == 0 || x.open[len(x.open)-1] != t.Name {
				x.err = fail(ErrDamaged, damaged, errors.New("element ends out of order: "+t.Name.Local))
				return nil
			}
			x.open = x.open[:len(x.open)-1]
			return nil
		case xml.CharData:
			return t
		case xml.Directive:
			x.err = fail(ErrDamaged, damaged, errDocType)
		}
	}
	return nil
}

func (x *xmlReader) fail(err error) {
	var told *Error
	switch {
	case errors.Is(err, io.EOF) && len(x.open) == 0:
		x.err = io.EOF
	case errors.As(err, &told):
		x.err = told
	default:
		x.err = fail(ErrDamaged, damaged, err)
	}
}

// result is what went wrong, the end of the file apart.
func (x *xmlReader) result() error {
	if x.err == io.EOF {
		return nil
	}
	return x.err
}

// children calls child for every element inside the one that is open. child
// leaves the element (by children, text or skip).
func (x *xmlReader) children(child func(name string, e xml.StartElement)) {
	for {
		switch t := x.token().(type) {
		case nil:
			return
		case xml.StartElement:
			child(t.Name.Local, t)
		}
	}
}

// skip leaves the element.
func (x *xmlReader) skip() { x.children(func(string, xml.StartElement) { x.skip() }) }

// text is the text of the element itself, which it leaves.
func (x *xmlReader) text() string {
	var out strings.Builder
	for {
		switch t := x.token().(type) {
		case nil:
			return out.String()
		case xml.StartElement:
			x.skip()
		case xml.CharData:
			out.Write(t)
		}
	}
}

// value is an attribute, whatever its prefix.
func value(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isOn tells a switch: present, and not set to off.
func isOn(e xml.StartElement) bool {
	switch value(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
