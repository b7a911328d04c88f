package extract

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

// pdfFont says what the codes of a font mean and how wide their glyphs are.
type pdfFont struct {
	composite bool
	toUnicode map[string]string // by code, as bytes
	lengths   [5]bool           // of codes in bytes, as toUnicode has them
	system    string            // "utf-16", "gbk": what codes are without toUnicode
	simple    [256]string       // what codes of a simple font are
	widths    map[int]float64   // by code or CID, of an em
	usual     float64           // width of the others
	matrix    float64           // of a Type 3 font: the em
	r         *pdfReader
}

// sharedFont reads a font once for all pages: the same dictionary is the same
// font.
func (r *pdfReader) sharedFont(v pdf.Value) (*pdfFont, error) {
	key := v.String()
	if f := r.fonts[key]; f != nil {
		return f, nil
	}
	f, err := r.font(v)
	r.fonts[key] = f
	return f, err
}

func (r *pdfReader) font(v pdf.Value) (*pdfFont, error) {
	f := &pdfFont{r: r, widths: map[int]float64{}, matrix: 0.001}
	f.composite = v.Key("Subtype").Name() == "Type0"
	table, err := r.stream(v.Key("ToUnicode"))
	if err != nil {
		return nil, err
	}
	if len(table) > 0 {
		f.readToUnicode(table)
	}
	if f.composite {
		f.readComposite(v)
		return f, nil
	}
	if v.Key("Subtype").Name() == "Type3" {
		if a := v.Key("FontMatrix").Index(0).Float64(); a != 0 {
			f.matrix = a
		}
	}
	first := int(v.Key("FirstChar").Int64())
	widths := v.Key("Widths")
	for i := 0; i < widths.Len() && i < 256; i++ {
		f.widths[first+i] = widths.Index(i).Float64() * f.matrix
	}
	f.usual = v.Key("FontDescriptor").Key("MissingWidth").Float64() / 1000
	if len(f.widths) == 0 {
		f.usual = 0.5
	}
	f.readEncoding(v.Key("Encoding"))
	return f, nil
}

func (f *pdfFont) readComposite(v pdf.Value) {
	switch name := v.Key("Encoding").Name(); {
	case strings.HasPrefix(name, "UniGB-"), strings.HasPrefix(name, "UniCNS-"):
		f.system = "utf-16"
	case strings.HasPrefix(name, "GB"):
		f.system = "gbk"
	}
	cid := v.Key("DescendantFonts").Index(0)
	f.usual = 1
	if dw := cid.Key("DW"); dw.Kind() != pdf.Null {
		f.usual = dw.Float64() / 1000
	}
	if f.system != "" {
		return // widths are by CID, which only the system's table knows
	}
	w := cid.Key("W")
	for i := 0; i+1 < w.Len(); {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for k := 0; k < list.Len() && f.another(); k++ {
				f.widths[first+k] = list.Index(k).Float64() / 1000
			}
			i += 2
			continue
		}
		last, width := int(w.Index(i+1).Int64()), w.Index(i+2).Float64()/1000
		for c := first; c <= last && f.another(); c++ {
			f.widths[c] = width
		}
		i += 3
	}
}

// readEncoding fills in what the codes of a simple font are.
func (f *pdfFont) readEncoding(v pdf.Value) {
	base := v.Name()
	if base == "" {
		base = v.Key("BaseEncoding").Name()
	}
	page := charmap.Windows1252
	if base == "MacRomanEncoding" {
		page = charmap.Macintosh
	}
	for i := range f.simple {
		if c := page.DecodeByte(byte(i)); i >= ' ' && c != utf8.RuneError {
			f.simple[i] = string(c)
		}
	}
	list := v.Key("Differences")
	code := 0
	for i := 0; i < list.Len(); i++ {
		switch e := list.Index(i); e.Kind() {
		case pdf.Integer:
			code = int(e.Int64())
		case pdf.Name:
			if code >= 0 && code < len(f.simple) {
				f.simple[code] = glyphName(e.Name())
			}
			code++
		}
	}
}

// glyphName is the character that a glyph is named after: uni4E00, u1F600, a,
// or a word for an ASCII character.
func glyphName(name string) string {
	name, _, _ = strings.Cut(name, ".")
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(name, prefix); ok && len(hex) >= 4 {
			if n, err := strconv.ParseUint(hex, 16, 32); err == nil {
				return string(rune(n))
			}
		}
	}
	if utf8.RuneCountInString(name) == 1 {
		return name
	}
	return asciiNames[name]
}

var asciiNames = func() map[string]string {
	names := strings.Fields(`space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright
		asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon
		less equal greater question at`)
	out := map[string]string{"minus": "-", "endash": "\u2013", "emdash": "\u2014", "bracketleft": "[", "bracketright": "]",
		"underscore": "_", "quoteleft": "\u2018", "quoteright": "\u2019", "quotedblleft": "\u201C", "quotedblright": "\u201D",
		"bullet": "\u2022", "multiply": "\u00D7", "periodcentered": "\u00B7", "ellipsis": "\u2026"}
	for i, name := range names {
		out[name] = string(rune(' ' + i))
	}
	return out
}()

// readToUnicode reads a table of what codes mean.
func (f *pdfFont) readToUnicode(table []byte) {
	f.toUnicode = map[string]string{}
	l := &pdfLexer{data: table}
	var stack []any
	for {
		v := l.next(0)
		op, isOp := v.(pdfOp)
		if v == nil {
			return
		}
		if !isOp {
			if len(stack) < 1<<16 {
				stack = append(stack, v)
			}
			continue
		}
		switch op {
		case "endcodespacerange":
			for i := 0; i+1 < len(stack); i += 2 {
				if low, ok := stack[i].(string); ok && len(low) > 0 && len(low) < len(f.lengths) {
					f.lengths[len(low)] = true
				}
			}
		case "endbfchar":
			for i := 0; i+1 < len(stack); i += 2 {
				code, ok := stack[i].(string)
				if text, is := stack[i+1].(string); ok && is && f.another() {
					f.toUnicode[code] = fromUTF16(text)
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(stack); i += 3 {
				f.addRange(stack[i], stack[i+1], stack[i+2])
			}
		}
		stack = stack[:0]
	}
}

func (f *pdfFont) addRange(from, to, what any) {
	low, ok1 := from.(string)
	high, ok2 := to.(string)
	if !ok1 || !ok2 || len(low) != len(high) || len(low) > 4 {
		return
	}
	first, last := codeOf(low), codeOf(high)
	for code := first; code <= last && f.another(); code++ {
		key := bytesOf(code, len(low))
		switch w := what.(type) {
		case []any:
			if i := code - first; i < len(w) {
				if text, ok := w[i].(string); ok {
					f.toUnicode[key] = fromUTF16(text)
				}
			}
		case string:
			runes := []rune(fromUTF16(w))
			if n := len(runes); n > 0 {
				runes[n-1] += rune(code - first)
				f.toUnicode[key] = string(runes)
			}
		}
	}
}

// maxCodes is more than all fonts of a report have; ranges in a few bytes may
// stand for any number.
const maxCodes = 1 << 17

func (f *pdfFont) another() bool {
	f.r.codes++
	return f.r.codes < maxCodes
}

func codeOf(bytes string) int {
	n := 0
	for i := range len(bytes) {
		n = n<<8 | int(bytes[i])
	}
	return n
}

func bytesOf(code, length int) string {
	out := make([]byte, length)
	for i := length - 1; i >= 0; i-- {
		out[i] = byte(code)
		code >>= 8
	}
	return string(out)
}

func fromUTF16(bytes string) string {
	if len(bytes) == 1 {
		return string(rune(bytes[0]))
	}
	units := make([]uint16, len(bytes)/2)
	for i := range units {
		units[i] = uint16(bytes[2*i])<<8 | uint16(bytes[2*i+1])
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF")
}

// glyph takes one code from the front: its bytes, what it means, its width in
// ems. ok is false if nobody knows what it means.
func (f *pdfFont) glyph(s string) (size int, text string, width float64, ok bool) {
	size = f.codeSize(s)
	code := s[:size]
	text, ok = f.toUnicode[code]
	n := codeOf(code)
	if !ok && f.composite {
		text, ok = f.bySystem(code)
	} else if !ok {
		text = f.simple[n&0xFF]
		ok = text != ""
	}
	width, known := f.widths[n]
	if !known {
		width = f.usual
		if f.system != "" && size == 1 {
			width = 0.5
		}
	}
	return size, modern(text), width, ok && text != "\uFFFD"
}

func (f *pdfFont) codeSize(s string) int {
	switch {
	case !f.composite:
		return 1
	case f.system == "gbk" && s[0] < 0x81:
		return 1
	case f.lengths[1] && !f.lengths[2]:
		return 1
	}
	return min(2, len(s))
}

func (f *pdfFont) bySystem(code string) (string, bool) {
	switch f.system {
	case "utf-16":
		return fromUTF16(code), true
	case "gbk":
		text, err := simplifiedchinese.GBK.NewDecoder().String(code)
		return text, err == nil
	}
	return "", false
}

// modern is a text with characters in place of the radicals and compatibility
// forms that some programs write for them. Nothing else is folded.
func modern(text string) string {
	for _, r := range text {
		if r >= 0x2E80 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF {
			return norm.NFKC.String(radicals.Replace(text))
		}
	}
	return text
}
