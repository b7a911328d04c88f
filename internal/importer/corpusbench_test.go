package importer_test

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/internal/importer"
)

// BenchmarkCorpus reads files of the corpus whole, from bytes to report.
func BenchmarkCorpus(b *testing.B) {
	c := catalog(b)
	for _, name := range []string{"11-saved.mhtml", "01-portal-word.html", "22-line-each.txt", "40-glued-large.txt", "50-merged.docx", "54-word97.doc", "56-sheet.xlsx", "61-chromium.pdf"} {
		data, err := os.ReadFile(filepath.Join("testdata/corpus", name))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := importer.Import(c, name, data, importer.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
