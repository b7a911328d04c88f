package exporter

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Encodings of text files. GB18030 carries every character of Unicode.
const (
	UTF8    = "utf-8"
	GB18030 = "gb18030"
)

// ErrEncoding says that a kind of file cannot be written in an encoding.
var ErrEncoding = errors.New("exporter: kind and encoding do not go together")

// encodable are the kinds that old programs may want in GB18030. JSON is UTF-8
// by definition, and the other kinds declare their own.
var encodable = []Kind{Text, Markdown, HTML, CSV}

const metaCharset = `<meta charset="%s">`

// Encode turns what Render gave into another encoding; "" and "utf-8" leave it
// as it is. A web page's declaration of its encoding follows. It returns
// ErrEncoding for other encodings and for kinds that have none.
func Encode(data []byte, k Kind, encoding string) ([]byte, error) {
	encoding = strings.ToLower(encoding)
	if encoding == "" || encoding == UTF8 {
		return data, nil
	}
	if encoding != GB18030 || !slices.Contains(encodable, k) {
		return nil, fmt.Errorf("%w: %s, %q", ErrEncoding, k, encoding)
	}
	data = bytes.TrimPrefix(data, []byte(bom))
	if k == HTML {
		data = bytes.Replace(data, fmt.Appendf(nil, metaCharset, UTF8), fmt.Appendf(nil, metaCharset, GB18030), 1)
	}
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("exporter: encode: %w", err)
	}
	return out, nil
}
