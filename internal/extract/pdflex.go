package extract

import (
	"strconv"
	"strings"
)

// pdfLexer cuts the program of a page, or a table of characters, into
// operands and operators.
type pdfLexer struct {
	data []byte
	at   int
}

// Operands are float64, string (of bytes), pdfName, []any, map[string]any.
type (
	pdfName string
	pdfOp   string
	pdfMark byte // ] or }, > standing for >>
)

func isPDFSpace(c byte) bool { return c <= ' ' }

func isPDFDelimiter(c byte) bool { return strings.IndexByte("()<>[]{}/%", c) >= 0 }

// next is an operand or a pdfOp; nil at the end.
func (l *pdfLexer) next(depth int) any {
	for l.at < len(l.data) {
		c := l.data[l.at]
		switch {
		case isPDFSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		case c == '(':
			return l.literal()
		case c == '/':
			l.at++
			return pdfName(unescapeName(l.word()))
		case c == '<' && l.at+1 < len(l.data) && l.data[l.at+1] == '<':
			l.at += 2
			return l.dict(depth)
		case c == '<':
			return l.hex()
		case c == '>' && l.at+1 < len(l.data) && l.data[l.at+1] == '>':
			l.at += 2
			return pdfMark('>')
		case c == '[':
			l.at++
			return l.array(depth)
		case isPDFDelimiter(c):
			l.at++
			return pdfMark(c)
		default:
			word := l.word()
			if n, ok := number(word); ok {
				return n
			}
			return pdfOp(word)
		}
	}
	return nil
}

func (l *pdfLexer) word() string {
	start := l.at
	for l.at < len(l.data) && !isPDFSpace(l.data[l.at]) && !isPDFDelimiter(l.data[l.at]) {
		l.at++
	}
	return string(l.data[start:l.at])
}

func number(word string) (float64, bool) {
	if word == "" || word[0] > '9' || word[0] < '+' {
		return 0, false
	}
	n, err := strconv.ParseFloat(word, 64)
	return n, err == nil
}

func unescapeName(name string) string {
	for i := strings.IndexByte(name, '#'); i >= 0 && i+2 < len(name); {
		if b, err := strconv.ParseUint(name[i+1:i+3], 16, 8); err == nil {
			name = name[:i] + string(byte(b)) + name[i+3:]
		}
		next := strings.IndexByte(name[i+1:], '#')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return name
}

const (
	maxPDFDepth = 50
	maxPDFArray = 1 << 16 // elements kept; no line of text has more
)

func (l *pdfLexer) array(depth int) []any {
	out := []any{}
	for depth < maxPDFDepth {
		v := l.next(depth + 1)
		if mark, ok := v.(pdfMark); v == nil || ok && mark == ']' {
			return out
		}
		if len(out) < maxPDFArray {
			out = append(out, v)
		}
	}
	return out
}

func (l *pdfLexer) dict(depth int) map[string]any {
	out := map[string]any{}
	for depth < maxPDFDepth {
		key := l.next(depth + 1)
		name, ok := key.(pdfName)
		if !ok {
			if mark, isMark := key.(pdfMark); key == nil || isMark && mark == '>' {
				return out
			}
			continue
		}
		v := l.next(depth + 1)
		if mark, isMark := v.(pdfMark); v == nil || isMark && mark == '>' {
			return out
		}
		if len(out) < maxPDFArray {
			out[string(name)] = v
		}
	}
	return out
}

func (l *pdfLexer) hex() string {
	l.at++
	var out []byte
	digit, half := byte(0), false
	for l.at < len(l.data) {
		c := l.data[l.at]
		l.at++
		if c == '>' {
			break
		}
		n, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil {
			continue
		}
		if half {
			out = append(out, digit<<4|byte(n))
		}
		digit, half = byte(n), !half
	}
	if half {
		out = append(out, digit<<4)
	}
	return string(out)
}

func (l *pdfLexer) literal() string {
	l.at++
	var out []byte
	for nest := 1; l.at < len(l.data); l.at++ {
		c := l.data[l.at]
		switch c {
		case '(':
			nest++
		case ')':
			if nest--; nest == 0 {
				l.at++
				return string(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return string(out)
}

// escape reads what follows a backslash and stays on its last byte.
func (l *pdfLexer) escape(out []byte) []byte {
	l.at++
	if l.at >= len(l.data) {
		return out
	}
	switch c := l.data[l.at]; c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\r':
		if l.at+1 < len(l.data) && l.data[l.at+1] == '\n' {
			l.at++
		}
		return out
	case '\n':
		return out
	case '0', '1', '2', '3', '4', '5', '6', '7':
		n := 0
		for i := 0; i < 3 && l.at < len(l.data) && l.data[l.at] >= '0' && l.data[l.at] <= '7'; i++ {
			n = n<<3 | int(l.data[l.at]-'0')
			l.at++
		}
		l.at--
		return append(out, byte(n))
	default:
		return append(out, c)
	}
}

// skipImage leaves a picture that stands in the program itself.
func (l *pdfLexer) skipImage() {
	for l.at+3 < len(l.data) {
		if isPDFSpace(l.data[l.at]) && l.data[l.at+1] == 'E' && l.data[l.at+2] == 'I' && isPDFSpace(l.data[l.at+3]) {
			l.at += 3
			return
		}
		l.at++
	}
	l.at = len(l.data)
}
