//go:build corpus

package importer_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf "golang.org/x/text/encoding/unicode"
)

// made is a file of the corpus.
type made struct {
	name  string
	town  *town
	glued bool
	// hopeless files print their figures so that no reading is certain: only
	// what is made up counts.
	hopeless bool
	loose    bool // paragraphs may come apart otherwise: compared without white space
	data     func(tb testing.TB, t *town) []byte
}

func txt(gap string, table func(*town, grid) string) func(testing.TB, *town) []byte {
	return func(_ testing.TB, t *town) []byte { return []byte(t.text(gap, table)) }
}

func web(d dialect) func(testing.TB, *town) []byte {
	return func(_ testing.TB, t *town) []byte { return []byte(t.html(d)) }
}

func encoded(e encoding.Encoding, make func(testing.TB, *town) []byte) func(testing.TB, *town) []byte {
	return func(tb testing.TB, t *town) []byte {
		out, err := encoding.ReplaceUnsupported(e.NewEncoder()).Bytes(make(tb, t))
		if err != nil {
			tb.Fatal(err)
		}
		return out
	}
}

var (
	cms     = dialect{cell: wordCell, para: wordPara, page: portal}
	simple  = dialect{cell: plainCell, para: plainPara, page: portal}
	broken  = dialect{cell: brokenCell, para: plainPara, page: portal, split: 9}
	ancient = dialect{cell: plainCell, para: plainPara, page: oldPortal, upper: true}
	spanned = dialect{cell: plainCell, para: plainPara, page: fragment, flat: true}
	pasted  = dialect{cell: brokenCell, para: wordPara, page: fragment}
)

// TestMakeCorpus writes the corpus. It needs LibreOffice, Chromium and
// poppler-utils; the files are kept, so that reading them needs nothing.
func TestMakeCorpus(t *testing.T) {
	dir := filepath.Join("testdata", "corpus")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	only := os.Getenv("CORPUS_ONLY")
	for _, m := range cases() {
		if !strings.Contains(m.name, only) {
			continue
		}
		want, err := json.MarshalIndent(m.town.expect(m), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, m.name), m.data(t, m.town))
		write(t, filepath.Join(dir, m.name+".expected.json"), append(want, '\n'))
	}
}

func write(tb testing.TB, name string, data []byte) {
	tb.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		tb.Fatal(err)
	}
}

// expect is what the file says, known from the town.
func (t *town) expect(m made) expected {
	e := expected{Glued: m.glued, Hopeless: m.hopeless, Loose: m.loose, Format: t.Format, Year: t.Year, Issuer: t.Name, Title: t.title(), Number: t.Number, Signature: t.SignedISO,
		Preface: t.preface, Missing: t.missing, Cells: map[string]string{}, Sections: map[string]string{}, After: map[string]string{}}
	note := func(g grid) {
		for _, row := range g {
			for _, c := range row {
				v := t.cells[c.code]
				if n, own := t.norm[c.code]; own {
					v = n
				}
				if c.code != "" && v != "" && !(t.oneOther && strings.HasPrefix(c.code, "t3.other.")) {
					e.Cells[c.code] = v
				}
			}
		}
	}
	for n, g := range map[int]func() grid{2: t.grid2, 3: t.grid3, 4: t.grid4} {
		if !t.noTable[n] && contains(t.order, n) {
			note(g())
		}
	}
	for _, n := range t.order {
		if t.prose[n] != "" {
			e.Sections[string(rune('0'+n))] = t.prose[n]
		}
		if t.after[n] != "" {
			e.After[string(rune('0'+n))] = t.after[n]
		}
	}
	return e
}

func contains(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// town21 and town19 are different every time.
func town21(seed uint64, size int, change ...func(*town)) *town {
	names := [][2]string{{"青石镇人民政府", "镇"}, {"白鹭乡人民政府", "乡"}, {"望云街道办事处", "街道"}, {"柳溪镇人民政府", "镇"}, {"松岭畲族乡人民政府", "乡"}}
	n := names[seed%5]
	t := newTown("2021", 2021+int(seed%4), "临川县", n[0], n[1], seed, size)
	for _, c := range change {
		c(t)
	}
	return t
}

func town19(seed uint64, size int, change ...func(*town)) *town {
	names := [][2]string{{"青石镇人民政府", "镇"}, {"白鹭乡人民政府", "乡"}, {"望云街道办事处", "街道"}}
	n := names[seed%3]
	t := newTown("2019", 2019+int(seed%2), "临川县", n[0], n[1], seed, size)
	for _, c := range change {
		c(t)
	}
	return t
}

func utf16le() encoding.Encoding { return utf.UTF16(utf.LittleEndian, utf.UseBOM) }
func gb() encoding.Encoding      { return simplifiedchinese.GB18030 }
