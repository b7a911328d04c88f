package docx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"sync"
)

// Namespaces and other fixed text of the format.
const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	nsMain      = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPackage   = "http://schemas.openxmlformats.org/package/2006/"
	typeWord    = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// reference ties a running head or foot to the pages it stands on.
type reference struct {
	element, pages, id, name string
	blocks                   []Block
}

// references lists the running heads and feet there are.
func (f *File) references() []reference {
	var out []reference
	for _, r := range []reference{
		{"headerReference", "default", "rId11", "header1.xml", f.Header},
		{"headerReference", "even", "rId12", "header2.xml", f.evenHeader()},
		{"footerReference", "default", "rId13", "footer1.xml", f.OddFooter},
		{"footerReference", "even", "rId14", "footer2.xml", f.EvenFooter},
	} {
		if len(r.blocks) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// evenHeader is the head again: pages on the left need one of their own as
// soon as their feet differ.
func (f *File) evenHeader() []Block {
	if len(f.EvenFooter) == 0 {
		return nil
	}
	return f.Header
}

// part is a file of the package.
type part struct {
	name string
	data []byte
}

func (f *File) parts() []part {
	parts := []part{
		{"[Content_Types].xml", f.contentTypes()},
		{"_rels/.rels", []byte(declaration + `<Relationships xmlns="` + nsPackage + `relationships">` +
			relation("rId1", nsRelations+"/officeDocument", "word/document.xml") +
			relation("rId2", nsPackage+"relationships/metadata/core-properties", "docProps/core.xml") +
			relation("rId3", nsRelations+"/extended-properties", "docProps/app.xml") + `</Relationships>`)},
		{"docProps/core.xml", f.core()},
		{"docProps/app.xml", f.app()},
		{"word/document.xml", f.document()},
		{"word/_rels/document.xml.rels", f.relations()},
		{"word/styles.xml", f.styles()},
		{"word/settings.xml", f.settings()},
		{"word/fontTable.xml", f.fontTable()},
	}
	for _, r := range f.references() {
		parts = append(parts, part{"word/" + r.name, f.running(r)})
	}
	return parts
}

func relation(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + kind + `" Target="` + target + `"/>`
}

func (f *File) contentTypes() []byte {
	w := &writer{file: f}
	w.raw(declaration, `<Types xmlns="`, nsPackage, `content-types">`,
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
		`<Default Extension="xml" ContentType="application/xml"/>`)
	override := func(name, kind string) {
		w.raw(`<Override PartName="/`, name, `" ContentType="`, kind, `"/>`)
	}
	override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
	override("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml")
	override("word/document.xml", typeWord+"document.main+xml")
	override("word/styles.xml", typeWord+"styles+xml")
	override("word/settings.xml", typeWord+"settings+xml")
	override("word/fontTable.xml", typeWord+"fontTable+xml")
	for _, r := range f.references() {
		override("word/"+r.name, typeWord+r.element[:6]+"+xml")
	}
	w.raw("</Types>")
	return w.Bytes()
}

func (f *File) relations() []byte {
	w := &writer{file: f}
	w.raw(declaration, `<Relationships xmlns="`, nsPackage, `relationships">`,
		relation("rId1", nsRelations+"/styles", "styles.xml"),
		relation("rId2", nsRelations+"/settings", "settings.xml"),
		relation("rId3", nsRelations+"/fontTable", "fontTable.xml"))
	for _, r := range f.references() {
		w.raw(relation(r.id, nsRelations+"/"+r.element[:6], r.name))
	}
	w.raw("</Relationships>")
	return w.Bytes()
}

func (f *File) core() []byte {
	w := &writer{file: f}
	p := f.Properties
	w.raw(declaration, `<cp:coreProperties xmlns:cp="`, nsPackage, `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, e := range [...][2]string{{"dc:title", p.Title}, {"dc:subject", p.Subject}, {"dc:creator", p.Author}, {"dc:language", "zh-CN"}, {"cp:lastModifiedBy", p.Author}} {
		if e[1] != "" {
			w.raw("<", e[0], ">", escape(e[1]), "</", e[0], ">")
		}
	}
	if p.Date != "" {
		for _, name := range [...]string{"created", "modified"} {
			w.raw("<dcterms:", name, ` xsi:type="dcterms:W3CDTF">`, escape(p.Date), "T00:00:00Z</dcterms:", name, ">")
		}
	}
	w.raw("</cp:coreProperties>")
	return w.Bytes()
}

func (f *File) app() []byte {
	w := &writer{file: f}
	w.raw(declaration, `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">`,
		"<Application>", escape(f.Properties.Program), "</Application></Properties>")
	return w.Bytes()
}

func (f *File) document() []byte {
	w := &writer{file: f}
	w.Grow(1 << 17)
	w.raw(declaration, `<w:document xmlns:w="`, nsMain, `" xmlns:r="`, nsRelations, `"><w:body>`)
	for _, b := range f.Body {
		b.write(w)
	}
	w.section(f.Page)
	w.raw("</w:body></w:document>")
	return w.Bytes()
}

// running is a running head or foot.
func (f *File) running(r reference) []byte {
	w := &writer{file: f}
	element := map[string]string{"headerReference": "hdr", "footerReference": "ftr"}[r.element]
	w.raw(declaration, `<w:`, element, ` xmlns:w="`, nsMain, `">`)
	for _, b := range r.blocks {
		b.write(w)
	}
	w.raw("</w:", element, ">")
	return w.Bytes()
}

// compressors are kept: one takes longer to make than to use. The fastest level
// costs two kilobytes a report.
var compressors = sync.Pool{New: func() any {
	c, _ := flate.NewWriter(io.Discard, flate.BestSpeed) // the level is a known one
	return c
}}

// Write returns the document as a file. Its errors are those of compression.
func (f *File) Write() ([]byte, error) { return pack(f.parts()) }

func pack(parts []part) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		c := compressors.Get().(*flate.Writer)
		c.Reset(w)
		return &pooled{c}, nil
	})
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write(p.data)
		}
		if err != nil {
			return nil, fmt.Errorf("docx: write %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("docx: finish: %w", err)
	}
	return out.Bytes(), nil
}

// pooled gives its compressor back when it is closed.
type pooled struct{ *flate.Writer }

// Close implements io.Closer.
func (p *pooled) Close() error {
	err := p.Writer.Close()
	compressors.Put(p.Writer)
	p.Writer = nil
	return err
}
