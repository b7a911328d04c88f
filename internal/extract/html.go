package extract

import (
	"bytes"

	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

var (
	// htmlStart is how a page begins, a saved or a copied one.
	htmlStart = regexp.MustCompile(`(?is)^\s*(Version:[\d.]+\s+StartHTML:|(<\?xml[^>]{0,200}\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|title|style|link|table|div|p|span|h[1-6]|section|article|main|center|font|ul|ol|strong|b|a|br|hr|img|nav|header|script|noscript|form|thead|tbody|tr|td)\b)`)
	// metaCharset is how a page names its encoding.
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,300}?charset\s*=\s*["']?\s*([-\w]+)`)
	// clipboardHead is what Windows writes before copied HTML.
	clipboardHead = regexp.MustCompile(`(?is)^\s*Version:[\d.]+\s+StartHTML:[^<]*`)
)

func (in *input) isHTML() bool { return htmlStart.MatchString(in.text[:min(len(in.text), 8192)]) }

// rowStart is how rows begin that were copied without their table.
var rowStart = regexp.MustCompile(`(?i)^\s*<(tr|td|tbody|thead)\b`)

// readHTML reads a page in the encoding that its bytes or its head say. What
// is valid UTF-8 is UTF-8, whatever the head claims.
func readHTML(in *input) error {
	return in.readPage(htmlText(in.data, ""))
}

// htmlText decodes a page. charset is what a mail header says.
func htmlText(data []byte, charset string) string {
	if bytes.HasPrefix(data, utf16LEMark) || bytes.HasPrefix(data, utf16BEMark) || utf8.Valid(data) {
		text, _ := Decode(data)
		return text
	}
	if m := metaCharset.FindSubmatch(data[:min(len(data), 4096)]); m != nil && charset == "" {
		charset = string(m[1])
	}
	enc, err := htmlindex.Get(charset)
	if name := strings.ToLower(charset); err != nil || strings.HasPrefix(name, "gb") || name == "utf-8" {
		if text, ok := Decode(data); ok {
			return text
		}
		enc = simplifiedchinese.GB18030
	}
	text, _ := enc.NewDecoder().Bytes(data)
	return strings.ReplaceAll(string(text), "\x00", "")
}

// readPage reads the text of a page.
func (in *input) readPage(text string) error {
	text = clipboardHead.ReplaceAllString(text, "")
	if rowStart.MatchString(text) {
		text = "<table>" + text
	}
	text, ok := slim(text, in.limits.kept(len(text)))
	if !ok {
		return fail(ErrTooLarge, tooMuch, nil)
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil { // nested deeper than the parser goes
		if root, err = html.Parse(strings.NewReader(flattened(text))); err != nil {
			return fail(ErrTooLarge, tooMuch, err)
		}
	}
	w := &pageWriter{in: in}
	w.walk(root, 0)
	w.flush()
	return w.err
}

// flattened leaves out the tags of elements nested deeper than any page needs.
func flattened(text string) string {
	const deepest = 200
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	depth := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		name, _ := z.TagName()
		keep := true
		switch {
		case kind == html.StartTagToken && !isVoid[atom.Lookup(name)]:
			depth++
			keep = depth <= deepest
		case kind == html.EndTagToken:
			keep = depth <= deepest
			depth = max(depth-1, 0)
		}
		if keep {
			out.Write(z.Raw())
		}
	}
}

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	out := map[atom.Atom]bool{}
	for _, a := range list {
		out[a] = true
	}
	return out
}

var (
	isVoid = atoms(atom.Br, atom.Img, atom.Hr, atom.Meta, atom.Link, atom.Input, atom.Col, atom.Wbr, atom.Area, atom.Base, atom.Embed, atom.Param, atom.Source, atom.Track)
	// isSilent: elements whose text is not part of what a page says.
	isSilent = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Select, atom.Textarea,
		atom.Button, atom.Iframe, atom.Svg, atom.Object, atom.Head, atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Datalist)
	// isBlock: elements that stand on lines of their own.
	isBlock = atoms(atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol,
		atom.Dl, atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Center,
		atom.Pre, atom.Blockquote, atom.Form, atom.Fieldset, atom.Hr, atom.Tr, atom.Td, atom.Th, atom.Table, atom.Tbody,
		atom.Thead, atom.Tfoot, atom.Caption, atom.Figure, atom.Figcaption, atom.Address, atom.Body, atom.Legend, atom.Details, atom.Summary)
	headings = map[atom.Atom]int{atom.H1: 1, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}
	// hiddenStyle is an inline style that hides.
	hiddenStyle = regexp.MustCompile(`(?i)(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)`)
)

// pageWriter walks a page and writes its text.
type pageWriter struct {
	in    *input
	text  strings.Builder // of the paragraph under way, white space as in the source
	level int
	drawn int // pictures
	err   error
}

// flush ends the paragraph.
func (w *pageWriter) flush() {
	if w.text.Len() > 0 {
		w.in.paragraph(flow(w.text.String()), w.level)
		w.text.Reset()
	}
}

// walk writes a node; level is of the heading it stands in.
func (w *pageWriter) walk(n *html.Node, level int) {
	if w.err != nil {
		return
	}
	if w.err = w.in.stopped(); w.err != nil {
		return
	}
	switch n.Type {
	case html.TextNode:
		w.level = level
		w.text.WriteString(n.Data)
		return
	case html.ElementNode:
		if hidden(n) || isLinkList(n) {
			return
		}
	}
	if h, ok := headings[n.DataAtom]; ok {
		level = h
	}
	switch {
	case n.DataAtom == atom.Br:
		w.flush()
		return
	case n.DataAtom == atom.Img:
		w.picture(n)
		return
	case n.DataAtom == atom.Sup:
		w.text.WriteString(raised(textOf(n)))
		return
	case n.DataAtom == atom.Table && !w.isLayout(n):
		w.flush()
		w.dataTable(n)
		return
	case n.DataAtom == atom.Pre:
		w.flush()
		for _, line := range sourceLines(textOf(n)) {
			w.in.paragraph(line, level)
		}
		return
	}
	block := isBlock[n.DataAtom]
	if block {
		w.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, level)
	}
	if block {
		w.flush()
	}
}

// picture notes a picture that is large enough to be part of the report, or of
// a size nobody knows.
func (w *pageWriter) picture(n *html.Node) {
	size := attr(n, "width")
	width, err := strconv.Atoi(strings.TrimSuffix(size, "px"))
	if err == nil && width < 200 || w.drawn >= maxPictures {
		return
	}
	w.drawn++
	name := attr(n, "alt")
	if name == "" {
		name = attr(n, "src")
		name = name[strings.LastIndex(name, "/")+1:]
	}
	if len(name) > 100 {
		name = "" // the picture itself
	}
	w.in.note(Pictured, len(w.in.doc.Lines)+1, name)
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func hidden(n *html.Node) bool {
	return isSilent[n.DataAtom] || has(n, "hidden") || attr(n, "role") == "navigation" ||
		hiddenStyle.MatchString(attr(n, "style")) || n.Namespace != "" || n.Data == "o:p" && strings.TrimSpace(textOf(n)) == ""
}

// isLinkList tells a menu: a list of four and more entries, all of them links.
func isLinkList(n *html.Node) bool {
	if n.DataAtom != atom.Ul && n.DataAtom != atom.Ol {
		return false
	}
	entries := 0
	for li := n.FirstChild; li != nil; li = li.NextSibling {
		if li.Type != html.ElementNode {
			continue
		}
		entries++
		if strings.TrimSpace(textBut(li, atom.A)) != "" {
			return false
		}
	}
	return entries >= 4
}

// textOf is all text in a node as it stands in the source; what is hidden
// apart.
func textOf(n *html.Node) string { return textBut(n, 0) }

func textBut(n *html.Node, without atom.Atom) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (without != 0 && n.DataAtom == without || isSilent[n.DataAtom]) {
			return
		}
		if n.DataAtom == atom.Br {
			out.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return out.String()
}

// flow makes one line of text in a source: a line break between two Chinese
// characters is nothing, other white space is a space.
func flow(text string) string {
	if !strings.ContainsAny(text, "\n\r\t") {
		return text
	}
	var out strings.Builder
	var last rune
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r != '\n' && r != '\r' && r != '\t' && r != ' ' {
			out.WriteRune(r)
			last = r
			i += size
			continue
		}
		broken := false
		for i < len(text) && strings.IndexByte(" \t\r\n", text[i]) >= 0 {
			broken = broken || text[i] == '\n' || text[i] == '\r'
			i++
		}
		next, _ := utf8.DecodeRuneInString(text[i:])
		if !broken || !isWide(last) || !isWide(next) {
			out.WriteByte(' ')
		}
	}
	return out.String()
}

// isWide tells characters that are written without spaces between them.
func isWide(r rune) bool { return r >= 0x2E80 && r != utf8.RuneError }
