package exporter_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/golden"
	"nianbao/internal/report"
)

// parts are the files of a Word document by name, in the order they stand.
func parts(t testing.TB, data []byte) (names []string, files map[string]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names, files[f.Name] = append(names, f.Name), string(body)
	}
	return names, files
}

// broken breaks lines behind elements, so that a difference can be read.
var broken = strings.NewReplacer("</w:p>", "</w:p>\n", "</w:tblGrid>", "</w:tblGrid>\n", "</w:trPr>", "</w:trPr>\n",
	"</w:style>", "</w:style>\n", "</w:font>", "</w:font>\n", "<w:sectPr>", "\n<w:sectPr>", "/><", "/>\n<")

func unpacked(t testing.TB, data []byte) []byte {
	var b bytes.Buffer
	names, files := parts(t, data)
	for _, name := range names {
		body := files[name]
		if name == "word/document.xml" {
			body = strings.NewReplacer("</w:p>", "</w:p>\n", "</w:tblGrid>", "</w:tblGrid>\n", "</w:trPr>", "</w:trPr>\n").Replace(body)
		} else {
			body = broken.Replace(body)
		}
		b.WriteString("==== " + name + "\n" + body + "\n")
	}
	return b.Bytes()
}

func TestDOCXGolden(t *testing.T) {
	for _, s := range examples(t) {
		if filepath.Base(s.name) == "full" {
			golden.Equal(t, filepath.Join("testdata", s.name+".docx.golden"), unpacked(t, render(t, s, exporter.DOCX)))
		}
	}
}

// elements counts the elements of a part and fails where it is no XML.
func elements(t testing.TB, part string) map[string]int {
	t.Helper()
	count := map[string]int{}
	d := xml.NewDecoder(strings.NewReader(part))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return count
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			count[e.Name.Local]++
		}
	}
}

// wordText is the text of a Word document as it is printed.
func wordText(t testing.TB, data []byte) string {
	t.Helper()
	_, files := parts(t, data)
	var b strings.Builder
	for _, name := range []string{"word/header1.xml", "word/document.xml"} {
		d := xml.NewDecoder(strings.NewReader(files[name]))
		for {
			token, err := d.Token()
			if err != nil {
				break
			}
			if text, ok := token.(xml.CharData); ok {
				b.Write(text)
			}
		}
	}
	return b.String()
}

// TestDOCXIsWhole: whatever a report holds, every part is XML, every part that
// is named is there, and every row of a table fills its grid.
func TestDOCXIsWhole(t *testing.T) {
	samples := append(examples(t), seeds(t)...)
	for _, s := range examples(t) {
		for _, text := range []string{"<w:p>&\"'", "a\x00b\x1bc\uFFFEd", "𬱖镇㙍😀", strings.Repeat("长", 400), "]]>"} {
			samples = append(samples, hostile(s, text))
		}
		s.Report = report.New(s.Format, s.Year)
		samples = append(samples, s)
	}
	for _, s := range samples {
		for _, opts := range []exporter.Options{{}, {Mark: "送审稿 第2稿 1月8日"}, {Landscape: true, Unsealed: true}} {
			data, err := exporter.RenderWith(s.def, s.Report, exporter.DOCX, opts)
			if err != nil {
				t.Fatal(err)
			}
			names, files := parts(t, data)
			for name, body := range files {
				elements(t, body)
				if strings.HasPrefix(name, "word/") && name != "word/document.xml" && !strings.Contains(name, "_rels") &&
					!strings.Contains(files["word/_rels/document.xml.rels"], filepath.Base(name)) {
					t.Errorf("%s is not related to the document", name)
				}
				if !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml" && !strings.Contains(files["[Content_Types].xml"], "/"+name+`"`) {
					t.Errorf("%s has no content type", name)
				}
			}
			if names[0] != "[Content_Types].xml" {
				t.Error("the content types come first")
			}
			wholeTables(t, files["word/document.xml"])
		}
	}
}

// wholeTables checks that the cells of every row add up to the grid.
func wholeTables(t *testing.T, document string) {
	t.Helper()
	type (
		val struct {
			Val int `xml:"val,attr"`
		}
		cell struct {
			Span *val       `xml:"tcPr>gridSpan"`
			P    []struct{} `xml:"p"`
		}
		table struct {
			Grid []struct{} `xml:"tblGrid>gridCol"`
			Rows []struct {
				Cells []cell `xml:"tc"`
			} `xml:"tr"`
		}
	)
	var doc struct {
		Tables []table `xml:"body>tbl"`
	}
	if err := xml.Unmarshal([]byte(document), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Tables) != 3 {
		t.Errorf("%d tables", len(doc.Tables))
	}
	for n, tbl := range doc.Tables {
		for i, row := range tbl.Rows {
			width := 0
			for _, c := range row.Cells {
				if len(c.P) != 1 {
					t.Errorf("table %d row %d: a cell with %d paragraphs", n+2, i+1, len(c.P))
				}
				if c.Span == nil {
					width++
				} else {
					width += c.Span.Val
				}
			}
			if width != len(tbl.Grid) {
				t.Errorf("table %d row %d: %d of %d columns", n+2, i+1, width, len(tbl.Grid))
			}
		}
	}
}

// TestDOCXSignature: with a seal the office is centred above the date, without
// one the date begins two characters further in; long and short names.
func TestDOCXSignature(t *testing.T) {
	tests := []struct {
		issuer, date string
		unsealed     bool
		want         []string
	}{
		{"青石镇人民政府", "2026-01-08", false, []string{`rightChars="350"`, `rightChars="400"`}},
		{"南安市金淘镇人民政府", "2026-01-08", false, []string{`rightChars="200"`, `rightChars="400"`}},
		{strings.Repeat("长", 20), "2026-01-08", false, []string{`rightChars="700"`}},
		{"青石镇人民政府", "2026-01-08", true, []string{`rightChars="300"`, `rightChars="200"`}},
		{"南安市金淘镇人民政府", "2026-01-08", true, []string{`rightChars="200"`, `rightChars="400"`}},
	}
	for _, tt := range tests {
		s := examples(t)[0]
		s.Report = report.New(s.Format, s.Year)
		s.Signature = report.Signature{Issuer: tt.issuer, Date: tt.date}
		data, err := exporter.RenderWith(s.def, s.Report, exporter.DOCX, exporter.Options{Unsealed: tt.unsealed})
		if err != nil {
			t.Fatal(err)
		}
		_, files := parts(t, data)
		_, foot, _ := strings.Cut(files["word/document.xml"], `<w:pStyle w:val="Signature"/>`)
		for _, want := range tt.want {
			_, rest, ok := strings.Cut(foot, want)
			if !ok {
				t.Errorf("%s %v: no %s in %.300s", tt.issuer, tt.unsealed, want, foot)
			}
			foot = rest
		}
	}
}

// TestDOCXHeadings: Word finds the six parts and the sub-headings in them.
func TestDOCXHeadings(t *testing.T) {
	for _, s := range examples(t) {
		_, files := parts(t, render(t, s, exporter.DOCX))
		if n := strings.Count(files["word/document.xml"], `"Heading1"`); n != len(s.def.Sections) {
			t.Errorf("%s: %d headings of level one", s.name, n)
		}
	}
	full := examples(t)[slices.IndexFunc(examples(t), func(s sample) bool { return s.name == "2021/full" })]
	_, files := parts(t, render(t, full, exporter.DOCX))
	if strings.Count(files["word/document.xml"], `"Heading2"`) < 5 {
		t.Error("the sub-headings of section one are no headings")
	}
}
