package extract

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"regexp"
	"strings"
)

// A web archive is a mail of the page and its parts.
var (
	mimeVersion = regexp.MustCompile(`(?im)^mime-version:`)
	mimeKind    = regexp.MustCompile(`(?im)^content-type:\s*(multipart/|text/html)`)
	mimeHead    = regexp.MustCompile(`\A\s*[-\w]+:`)
)

func (in *input) isMHTML() bool {
	head := TrimMark(in.data[:min(len(in.data), 4096)])
	return mimeHead.Match(head) && mimeVersion.Match(head) && mimeKind.Match(head)
}

// readMHTML reads the pages of a web archive in their order.
func readMHTML(in *input) error {
	data := bytes.TrimLeft(TrimMark(in.data), " \t\r\n")
	r := bufio.NewReader(bytes.NewReader(data))
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil && len(head) == 0 {
		return fail(ErrDamaged, damaged, err)
	}
	pages := 0
	if err := in.mailPart(head, r, 0, &pages); err != nil {
		return err
	}
	if pages == 0 {
		return fail(ErrDamaged, damaged, errors.New("no page in the archive"))
	}
	return nil
}

const maxMailDepth = 5

// mailPart reads a part and the parts in it. What is cut off ends there.
func (in *input) mailPart(head textproto.MIMEHeader, body io.Reader, depth int, pages *int) error {
	kind, params, err := mime.ParseMediaType(head.Get("Content-Type"))
	switch {
	case err != nil, depth > maxMailDepth:
		return nil
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err != nil {
				return nil
			}
			if err := in.mailPart(part.Header, part, depth+1, pages); err != nil {
				return err
			}
		}
	case kind != "text/html":
		return nil
	}
	switch strings.ToLower(strings.TrimSpace(head.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	data, _ := io.ReadAll(body) // what could be decoded
	*pages++
	return in.readPage(htmlText(data, params["charset"]))
}
