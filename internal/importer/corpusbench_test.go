package importer_test

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/internal/exporter"
	"nianbao/internal/importer"
)

// BenchmarkRead reads the files that a clerk waits for, from bytes to report. A
// page of 110 KB and a Word file are to take 50 ms at most, a PDF of 20 pages
// 300 ms.
func BenchmarkRead(b *testing.B) {
	c, r := catalog(b), longReport(b, 20)
	page := usualPage(string(export(b, c, r, exporter.HTML)))
	for _, f := range []struct {
		name string
		data []byte
	}{
		{"page-110KB.html", page},
		{"ours.docx", export(b, c, r, exporter.DOCX)},
		{"20-pages.pdf", pdfOfPages(b, 20)},
	} {
		b.Run(f.name, func(b *testing.B) { benchmarkImport(b, f.name, f.data) })
	}
}

func benchmarkImport(b *testing.B, name string, data []byte) {
	c := catalog(b)
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := importer.Import(c, name, data, importer.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCorpus reads files of the corpus whole, from bytes to report.
func BenchmarkCorpus(b *testing.B) {
	for _, name := range []string{"11-saved.mhtml", "01-portal-word.html", "22-line-each.txt", "40-glued-large.txt", "50-merged.docx", "54-word97.doc", "56-sheet.xlsx", "61-chromium.pdf"} {
		data, err := os.ReadFile(filepath.Join("testdata/corpus", name))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) { benchmarkImport(b, name, data) })
	}
}
