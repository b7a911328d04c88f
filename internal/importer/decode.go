package importer

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

var (
	utf8Mark    = []byte("\xEF\xBB\xBF")
	utf16LEMark = []byte("\xFF\xFE")
	utf16BEMark = []byte("\xFE\xFF")
)

// decode turns text in any encoding that Chinese office software writes into
// UTF-8 without a mark; ok is false if it is no text. UTF-8 comes before
// GB18030, whose decoder accepts UTF-8 bytes without complaint.
func decode(data []byte) (text string, ok bool) {
	switch {
	case bytes.HasPrefix(data, utf8Mark):
		data = data[len(utf8Mark):]
	case bytes.HasPrefix(data, utf16LEMark), bytes.HasPrefix(data, utf16BEMark):
		return decoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), data)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", false
	}
	if utf8.Valid(data) {
		return string(data), true
	}
	return decoded(simplifiedchinese.GB18030, data)
}

func decoded(enc encoding.Encoding, data []byte) (string, bool) {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	text := string(out)
	return text, !strings.ContainsRune(text, utf8.RuneError) && !strings.ContainsRune(text, 0)
}
