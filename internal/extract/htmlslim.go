package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// slimAbove is the size from which a page is looked at before it is parsed.
const slimAbove = 512 << 10

// keptAttributes are those that reading looks at.
var keptAttributes = []string{"colspan", "rowspan", "hidden", "role", "width", "alt", "style", "src"}

// slim leaves out of a large page what its text does not need: scripts,
// styles, comments, attributes nobody reads, pictures that stand in the page
// itself. A parsed page takes many times what its source does; ok is false if
// more than most elements, texts and attributes are left.
func slim(text string, most int) (out string, ok bool) {
	if len(text) <= slimAbove && strings.Count(text, "<")+strings.Count(text, "=") <= most {
		return text, true
	}
	s := &slimmer{z: html.NewTokenizer(strings.NewReader(text)), left: most}
	for {
		kind := s.z.Next()
		if kind == html.ErrorToken || s.left < 0 {
			return s.out.String(), s.left >= 0
		}
		s.token(kind)
	}
}

type slimmer struct {
	z    *html.Tokenizer
	out  strings.Builder
	left int
	raw  bool // inside a script or a style
}

func (s *slimmer) token(kind html.TokenType) {
	switch kind {
	case html.CommentToken:
	case html.DoctypeToken:
		s.out.Write(s.z.Raw())
	case html.TextToken:
		if !s.raw {
			s.left--
			s.out.Write(s.z.Raw())
		}
	case html.EndTagToken:
		raw := s.z.Raw()
		if name, _ := s.z.TagName(); !isRaw(name) {
			s.left--
			s.out.Write(raw)
		}
		s.raw = false
	default:
		s.start(kind)
	}
}

func isRaw(name []byte) bool {
	a := atom.Lookup(name)
	return a == atom.Script || a == atom.Style
}

// start writes a tag with the attributes that matter.
func (s *slimmer) start(kind html.TokenType) {
	name, more := s.z.TagName()
	if s.raw = isRaw(name) && kind == html.StartTagToken; isRaw(name) {
		return
	}
	s.left--
	s.out.WriteByte('<')
	s.out.Write(name)
	for more {
		var key, value []byte
		key, value, more = s.z.TagAttr()
		s.attribute(string(key), string(value))
	}
	if kind == html.SelfClosingTagToken {
		s.out.WriteByte('/')
	}
	s.out.WriteByte('>')
}

func (s *slimmer) attribute(key, value string) {
	switch {
	case !slices.Contains(keptAttributes, key):
		return
	case key == "style":
		if value = hiddenStyle.FindString(value); value == "" {
			return
		}
	case len(value) > 1000:
		value = "" // a picture
	}
	s.left--
	s.out.WriteString(" " + key + `="` + html.EscapeString(value) + `"`)
}
