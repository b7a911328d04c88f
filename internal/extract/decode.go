package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
)

var (
	utf8Mark    = []byte("\xEF\xBB\xBF")
	utf16LEMark = []byte("\xFF\xFE")
	utf16BEMark = []byte("\xFE\xFF")
)

// TrimMark takes a byte order mark from the front.
func TrimMark(data []byte) []byte {
	for _, mark := range [][]byte{utf8Mark, utf16LEMark, utf16BEMark} {
		if rest, ok := bytes.CutPrefix(data, mark); ok {
			return rest
		}
	}
	return data
}

// Decode turns text in any encoding that Chinese office software writes into
// UTF-8 without a mark; ok is false if it is no text. UTF-8 comes before
// GB18030, whose decoder accepts UTF-8 bytes without complaint. A few bytes
// that are broken stay visible as U+FFFD.
func Decode(data []byte) (text string, ok bool) {
	if !sampled(data) {
		return "", false
	}
	return decodeAll(data)
}

func decodeAll(data []byte) (text string, ok bool) {
	switch {
	case bytes.HasPrefix(data, utf8Mark):
		data = data[len(utf8Mark):]
	case bytes.HasPrefix(data, utf16LEMark), bytes.HasPrefix(data, utf16BEMark):
		return decoded(utf16.UTF16(utf16.LittleEndian, utf16.UseBOM), data)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return decodeUnmarked16(data)
	}
	if utf8.Valid(data) {
		return string(data), true
	}
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), string(utf8.RuneError)), true
	}
	return decoded(simplifiedchinese.GB18030, data)
}

// mostlyUTF8: one broken sequence in twenty; GB18030 text has hardly a valid
// one.
func mostlyUTF8(data []byte) bool {
	var good, bad int
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return bad*20 <= good
}

func decoded(enc encoding.Encoding, data []byte) (string, bool) {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	text := strings.TrimRight(string(out), "\x00")
	return text, broken(text)*40 <= utf8.RuneCountInString(text) && !strings.ContainsRune(text, 0)
}

// broken counts characters that are none, and controls that no text has.
func broken(text string) int {
	n := 0
	for _, r := range text {
		if r == utf8.RuneError || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v' {
			n++
		}
	}
	return n
}

// decodeUnmarked16 reads UTF-16 without a mark: the byte order is the one in
// which the text is made of characters that reports are written with.
func decodeUnmarked16(data []byte) (string, bool) {
	if len(data)%2 != 0 {
		return "", false
	}
	for _, order := range []utf16.Endianness{utf16.LittleEndian, utf16.BigEndian} {
		text, ok := decoded(utf16.UTF16(order, utf16.IgnoreBOM), data)
		if ok && plausible(text) {
			return text, true
		}
	}
	return "", false
}

// plausible: nineteen characters in twenty are Chinese or ASCII.
func plausible(text string) bool {
	var all, usual int
	for _, r := range text {
		all++
		ascii := r < unicode.MaxASCII && (r >= ' ' || r == '\n' || r == '\r' || r == '\t')
		if ascii || unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r >= 0x2010 && r <= 0x2027 {
			usual++
		}
	}
	return all > 0 && usual*20 >= all*19
}
