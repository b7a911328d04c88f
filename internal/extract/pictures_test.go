package extract_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"

	"nianbao/internal/extract"
)

// drawn is a paragraph of a Word document with a picture.
const drawn = `<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>`

// dot is a picture.
const dot = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU" +
	"\x00\x00\x00\nIDATx\x9cc\xf8\x0f\x00\x01\x01\x01\x00\x1b\xb6\xeeV\x00\x00\x00\x00IEND\xaeB`\x82"

// sheetWithPicture is a workbook with a picture in it, and a text if there is one.
func sheetWithPicture(t *testing.T, text string) []byte {
	t.Helper()
	f := excelize.NewFile()
	if text != "" {
		if err := f.SetCellStr("Sheet1", "A1", text); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.AddPictureFromBytes("Sheet1", "B2", &excelize.Picture{Extension: ".png", File: []byte(dot)}); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPicturesAlone: a file with pictures and no text is a scan, whatever its
// kind; beside a text they are told.
func TestPicturesAlone(t *testing.T) {
	old, err := os.ReadFile("testdata/pictures.doc")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		err  error
	}{
		"docx":              {docx(t, drawn+drawn), extract.ErrScan},
		"docx with a text":  {docx(t, para("规章")+drawn), nil},
		"doc":               {old, extract.ErrScan},
		"xlsx":              {sheetWithPicture(t, ""), extract.ErrScan},
		"xlsx with a text":  {sheetWithPicture(t, "规章"), nil},
		"page":              {[]byte(`<html><body><p><img src="1.png"></p></body></html>`), extract.ErrScan},
		"page with a text":  {[]byte(`<html><body><p>规章<img src="1.png" width="600"></p></body></html>`), nil},
		"page with an icon": {[]byte(`<html><body><p><img src="1.png" width="16"></p></body></html>`), extract.ErrUnreadable},
	} {
		doc, err := extract.Read("", c.data, extract.DefaultLimits())
		if !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && (len(doc.Notes) != 1 || doc.Notes[0].Kind != extract.Pictured) {
			t.Errorf("%s: %+v", name, doc.Notes)
		}
	}
}
