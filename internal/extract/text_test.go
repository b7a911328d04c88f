package extract_test

import (
	"errors"
	"strings"
	"testing"

	"nianbao/internal/extract"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func read(t *testing.T, name string, data []byte) *extract.Document {
	t.Helper()
	doc, err := extract.Read(name, data, extract.DefaultLimits())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc
}

func TestTextEncodings(t *testing.T) {
	const text = "一、总体情况\r\n\r\n规章\t0\t\t3\n\u3000㙍塘社区　第二行\r行政许可  12"
	want := []extract.Block{
		{Text: "一、总体情况", Line: 1},
		{Text: "规章\t0\t\t3", Line: 3},
		{Text: "\u3000㙍塘社区　第二行", Line: 4},
		{Text: "行政许可  12", Line: 5},
	}
	for name, enc := range map[string]encoding.Encoding{
		"utf-8":            encoding.Nop,
		"utf-8 mark":       unicode.UTF8BOM,
		"gb18030":          simplifiedchinese.GB18030,
		"utf-16le mark":    unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"utf-16be mark":    unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"utf-16le no mark": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"utf-16be no mark": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		t.Run(name, func(t *testing.T) {
			data, err := enc.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			doc := read(t, "", data)
			if diff := cmp.Diff(want, doc.Blocks); diff != "" {
				t.Error(diff)
			}
			if doc.Kind != extract.Text || len(doc.Lines) != 5 || doc.Lines[2] != "规章\t0\t\t3" {
				t.Errorf("%s %q", doc.Kind, doc.Lines)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	small := extract.DefaultLimits()
	small.Bytes = 10
	for name, c := range map[string]struct {
		data   string
		limits extract.Limits
		kind   error
	}{
		"empty":         {"", extract.DefaultLimits(), extract.ErrUnreadable},
		"mark only":     {"\xEF\xBB\xBF \r\n", extract.DefaultLimits(), extract.ErrUnreadable},
		"only blanks":   {"\u3000\u00A0\t", extract.DefaultLimits(), extract.ErrUnreadable},
		"too large":     {"一二三四五", small, extract.ErrTooLarge},
		"picture.docx":  {"\x89PNG\r\n\x1a\n\x00\x00", extract.DefaultLimits(), extract.ErrScan},
		"photo.doc":     {"\xFF\xD8\xFF\xE0\x00\x10JFIF", extract.DefaultLimits(), extract.ErrScan},
		"rich.doc":      {"{\\rtf1\\ansi", extract.DefaultLimits(), extract.ErrUnknown},
		"word.xml":      {"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>", extract.DefaultLimits(), extract.ErrUnknown},
		"bytes without": {"\x01\x02\x00\xFE\x9D\x00\x00", extract.DefaultLimits(), extract.ErrUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := extract.Read(name, []byte(c.data), c.limits)
			var told *extract.Error
			if !errors.Is(err, c.kind) || !errors.As(err, &told) || !strings.HasSuffix(told.UserMessage(), "。") {
				t.Errorf("%v", err)
			}
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("一、总体情况\n规章\t0"))
	f.Add([]byte("\xFF\xFE\x00\x4e\r\x00"))
	f.Add([]byte("\xb9\xe6\xd5\xc2\t0\n"))
	f.Fuzz(fuzzed)
}
