package archive

import (
	"archive/zip"
	"bytes"
	"image"
	_ "image/jpeg" // told by its header
	_ "image/png"
)

// Type is the type of a file, told by its content.
type Type string

// Types that are kept.
const (
	PDF   Type = "pdf"
	JPEG  Type = "jpg"
	PNG   Type = "png"
	Word  Type = "docx"
	Sheet Type = "xlsx"
	OFD   Type = "ofd"
	Old   Type = "ole" // files of Word, Excel and WPS before they were zips
	Text  Type = "txt"
)

// types says how files of a type are called, the usual ending first, and sent.
var types = map[Type]struct {
	endings     []string
	contentType string
}{
	PDF:   {[]string{".pdf"}, "application/pdf"},
	JPEG:  {[]string{".jpg", ".jpeg"}, "image/jpeg"},
	PNG:   {[]string{".png"}, "image/png"},
	Word:  {[]string{".docx"}, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	Sheet: {[]string{".xlsx"}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	OFD:   {[]string{".ofd"}, "application/ofd"},
	Old:   {[]string{".doc", ".wps", ".xls", ".et"}, "application/octet-stream"},
	Text:  {[]string{".txt"}, "text/plain"},
}

// ContentType is what a file of the type is sent as.
func (t Type) ContentType() string {
	if known, ok := types[t]; ok {
		return known.contentType
	}
	return "application/octet-stream"
}

func (t Type) extension() string { return types[t].endings[0] }

// scan reports whether a scanner makes such files.
func (t Type) scan() bool { return t == PDF || t == JPEG || t == PNG }

// detect tells the type of a file; ok is false if it is none that is kept.
func detect(data []byte) (t Type, ok bool) {
	switch {
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return PDF, true
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")), bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return picture(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return packed(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return Old, true
	}
	return Text, len(data) > 0 && isText(data)
}

func picture(data []byte) (Type, bool) {
	_, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return "", false
	}
	if format == "jpeg" {
		return JPEG, true
	}
	return PNG, true
}

// packed looks into a zip file for the part its type must have.
func packed(data []byte) (Type, bool) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", false
	}
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			return Word, true
		case "xl/workbook.xml":
			return Sheet, true
		case "OFD.xml":
			return OFD, true
		}
	}
	return "", false
}
