package extract_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nianbao/internal/extract"
)

// rowsOf lists the cells of every row that stand in that row alone.
func rowsOf(cells []string) [][]string {
	var rows [][]string
	last := ""
	for _, c := range cells {
		at, rest, _ := strings.Cut(c, " ")
		_ = at
		row, _, _ := strings.Cut(c, ",")
		if row != last {
			rows = append(rows, nil)
			last = row
		}
		if !strings.Contains(c, " 1x") {
			continue
		}
		_, text, _ := strings.Cut(rest, " ")
		rows[len(rows)-1] = append(rows[len(rows)-1], text)
	}
	return rows
}

// TestPDF reads what a browser and an office program print. Rows may be
// parted by page breaks, behind which the head is printed again; every row
// must be there whole, in order, with its label.
func TestPDF(t *testing.T) {
	files, _ := filepath.Glob("testdata/pdf/*[^d].pdf")
	if len(files) < 4 {
		t.Fatal("files missing")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc := read(t, filepath.Base(file), data)
			format := filepath.Base(file)[:4]
			tables := tablesOf(doc)
			want := printed(t, format)
			if len(tables) != len(want) {
				t.Fatalf("%d tables", len(tables))
			}
			for i := range want {
				have := rowsOf(tables[i])
				for _, row := range rowsOf(want[i]) {
					at := 0
					for at < len(have) && !strings.HasSuffix("\t"+strings.Join(have[at], "\t"), "\t"+strings.Join(row, "\t")) {
						at++
					}
					if at == len(have) {
						t.Errorf("table %d: no row %q in the rest", i, row)
						break
					}
					have = have[at+1:]
				}
			}
			if diff := cmp.Diff(wantProse(t, format), prose(doc)); diff != "" {
				t.Error(diff)
			}
			checkLines(t, doc)
		})
	}
}

// pdfOf makes a file of one page with a font that says what its codes are.
func pdfOf(program string, more ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	cmap := "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0041> <005A> <0041> <0030> <0039> <0030> endbfrange 4 beginbfchar <0100> <89C4> <0101> <2F00> <002E> <002E> <FF1A> <FF1A> endbfchar"
	objects := append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</I 8 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(program), program),
		"<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
		"<</Type/Font/Subtype/CIDFontType2/DW 1000>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(cmap), cmap),
		"<</Type/XObject/Subtype/Image/Length 1>>stream\nx\nendstream",
	}, more...)
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes()
}

// codes draws a line of characters.
func codes(x, y int, text string) string {
	return fmt.Sprintf("BT /F1 10 Tf %d %d Td <%s> Tj ET ", x, y, text)
}

func TestPDFText(t *testing.T) {
	const grid = "100 700 m 300 700 l 100 680 m 300 680 l 100 660 m 300 660 l 100 660 m 100 700 l 200 660 m 200 680 l 300 660 m 300 700 l S "
	for name, c := range map[string]struct{ program, want string }{
		"codes":         {"BT /F1 10 Tf 100 700 Td <01000101> Tj ET", "规一\n"},
		"actual text":   {"BT /F1 10 Tf 100 700 Td /Span<</ActualText<FEFF7AE0>>>BDC <00410042> Tj EMC <0043> Tj ET", "章C\n"},
		"columns":       {"BT /F1 10 Tf 100 700 Td <0100> Tj 60 0 Td <0031> Tj 30 0 Td <0032> Tj ET", "规\t1\t2\n"},
		"note mark":     {"BT /F1 10 Tf 100 700 Td <00320038> Tj /F1 6 Tf 20 3 Td <0031> Tj ET", "28¹\n"},
		"bold twice":    {"BT /F1 10 Tf 100 700 Td <0100> Tj ET BT /F1 10 Tf 100.3 700 Td <0100> Tj ET", "规\n"},
		"invisible":     {"BT /F1 10 Tf 100 700 Td <0100> Tj 3 Tr <0041> Tj ET", "规\n"},
		"table":         {grid + "BT /F1 8 Tf 110 686 Td <0100> Tj 0 -20 Td <0031> Tj 110 0 Td <0032> Tj ET", "|规>|\n|1|2|\n"},
		"thin boxes":    {"100 700 200 .5 re 100 680 200 .5 re 100 680 .5 20 re 200 680 .5 20 re 300 680 .5 20 re f BT /F1 8 Tf 110 686 Td <0031> Tj 110 0 Td <0032> Tj ET", "|1|2|\n"},
		"broken figure": {strings.ReplaceAll(grid, "200 ", "128 ") + "BT /F1 10 Tf 106 671 Td <00320031> Tj 0 -9 Td <0037> Tj 50 6 Td <0033> Tj ET", "|>|\n|217|3|\n"},
		"two figures":   {grid + "BT /F1 8 Tf 110 671 Td <00320031> Tj 0 -9 Td <0037> Tj 110 6 Td <0033> Tj ET", "|>|\n|21/7|3|\n"},
		"page number":   {"BT /F1 10 Tf 100 700 Td <0100> Tj ET BT /F1 10 Tf 300 30 Td <0033> Tj ET", "规\n"},
		"a long word did not fit": {codes(100, 700, strings.Repeat("0100", 30)) + codes(100, 685, strings.Repeat("0100", 26)+"FF1A") + codes(100, 670, "00410042002E00430044002E0045004600470048"),
			strings.Repeat("规", 56) + "：AB.CD.EFGH\n"},
		"a short word would have": {codes(100, 700, strings.Repeat("0100", 30)) + codes(100, 685, strings.Repeat("0100", 10)+"FF1A") + codes(100, 670, "00410042002E00430044"),
			strings.Repeat("规", 40) + "：\nAB.CD\n"},
		"two paragraphs": {"BT /F1 10 Tf 100 700 Td <0100> Tj 0 -60 Td <0101> Tj ET", "规\n一\n"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "a.pdf", pdfOf(c.program))
			if diff := cmp.Diff(c.want, outline(doc)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPDFPageEnds: figures that stand a line each end a page too, and are no
// numbers of pages or running lines.
func TestPDFPageEnds(t *testing.T) {
	lines := func(y int, digits string, more string) string {
		out := ""
		for i, d := range digits {
			out += fmt.Sprintf("BT /F1 10 Tf 100 %d Td <00%02X%s> Tj ET ", y-16*i, d, more)
		}
		return out
	}
	number := func(d string) string { return "BT /F1 10 Tf 300 30 Td <003" + d + "> Tj ET" }
	for name, c := range map[string]struct {
		pages []string
		want  string
	}{
		"figures":      {[]string{lines(82, "12340", ""), lines(780, "560", "")}, "1\n2\n3\n4\n0\n5\n6\n0\n"},
		"numbers":      {[]string{lines(62, "12", "") + number("1"), lines(62, "34", "") + number("2")}, "1\n2\n3\n4\n"},
		"one number":   {[]string{lines(700, "12", "") + number("7")}, "1\n2\n"},
		"never nought": {[]string{lines(700, "12", "") + number("0")}, "1\n2\n0\n"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(t, "a.pdf", pagesOf(c.pages...))
			if diff := cmp.Diff(c.want, outline(doc)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBadPDF(t *testing.T) {
	whole := pdfOf("BT /F1 10 Tf 100 700 Td <0100> Tj ET")
	for name, c := range map[string]struct {
		data []byte
		kind error
	}{
		"cut off":   {whole[:len(whole)/2], extract.ErrDamaged},
		"scan":      {pdfOf("q 600 0 0 800 0 0 cm /I Do Q"), extract.ErrScan},
		"no codes":  {pdfOf("BT /F1 10 Tf 100 700 Td <0300030103020303> Tj ET"), extract.ErrUnreadable},
		"encrypted": {bytes.Replace(whole, []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt<</Filter/Standard/V 5>>"), 1), extract.ErrEncrypted},
		"empty":     {pdfOf(""), extract.ErrUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := extract.Read("a.pdf", c.data, extract.DefaultLimits()); !errors.Is(err, c.kind) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestPDFRebuilt: a file whose list of objects is wrong, or that has bytes
// before its head, is read all the same.
func TestPDFRebuilt(t *testing.T) {
	whole := pdfOf("BT /F1 10 Tf 100 700 Td <0100> Tj ET")
	for name, data := range map[string][]byte{
		"moved":    append([]byte("\r\n\r\n"), whole...),
		"no list":  bytes.Replace(whole, []byte("xref\n0"), []byte("xxxx\n0"), 1),
		"trailing": append(bytes.Clone(whole), "\r\n\x00\x00"...),
	} {
		if got := outline(read(t, "a.pdf", data)); got != "规\n" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func FuzzPDF(f *testing.F) {
	f.Add(pdfOf("BT /F1 10 Tf 100 700 Td [<0100> -500 (\\101)] TJ ET"))
	f.Add(pdfOf("q 1 0 0 1 5 5 cm 10 10 m 20 10 l S Q BI /W 1 ID x EI"))
	locked, _ := filepath.Glob("testdata/locked/*.pdf")
	for _, file := range locked {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(fuzzed)
}

// FuzzPDFPage keeps the file whole and varies what the page draws.
func FuzzPDFPage(f *testing.F) {
	f.Add("BT /F1 10 Tf 100 700 Td <0100> Tj ET 100 700 200 .5 re f")
	f.Fuzz(func(t *testing.T, program string) { fuzzed(t, pdfOf(program)) })
}

// BenchmarkPDF reads eight pages.
func BenchmarkPDF(b *testing.B) {
	for _, name := range []string{"2021-libreoffice", "2021-chromium-type3"} {
		b.Run(name, func(b *testing.B) {
			data, err := os.ReadFile("testdata/pdf/" + name + ".pdf")
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := extract.Read("", data, extract.DefaultLimits()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
