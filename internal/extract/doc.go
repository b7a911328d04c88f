package extract

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"
)

func (in *input) isOLE() bool {
	return bytes.HasPrefix(in.data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
}

// readDOC reads a Word 97 document, which WPS writes too: the text by the
// table of its pieces, the tables by the properties of the marks that end
// cells and rows.
func readDOC(in *input) error {
	streams, err := in.oleStreams()
	if err != nil {
		return err
	}
	word := streams["WordDocument"]
	switch {
	case streams["EncryptedPackage"] != nil:
		return fail(ErrEncrypted, encrypted, nil)
	case word == nil && (streams["Workbook"] != nil || streams["Book"] != nil):
		return fail(ErrUnknown, oldSheet, nil)
	case word == nil:
		return fail(ErrUnknown, otherWPS, nil)
	case len(word) < 0x200 || u16(word, 0) != 0xA5EC:
		return fail(ErrDamaged, damaged, errors.New("no Word 97 head"))
	case u16(word, 2) < 0xC1:
		return fail(ErrUnknown, oldWord, nil)
	case u16(word, 0x0A)&0x0100 != 0:
		return fail(ErrEncrypted, encrypted, nil)
	}
	table := streams["0Table"]
	if u16(word, 0x0A)&0x0200 != 0 {
		table = streams["1Table"]
	}
	d := &docReader{in: in, word: word, table: table, data: streams["Data"]}
	if err := d.readPieces(); err != nil {
		return err
	}
	d.paragraphs = d.runs(13, papxRuns)
	d.characters = d.runs(12, chpxRuns)
	d.numbering = d.readLists()
	d.styles = d.readStyles()
	return d.write()
}

// oleStreams are the streams at the root of a compound file.
func (in *input) oleStreams() (map[string][]byte, error) {
	file, err := mscfb.New(bytes.NewReader(in.data))
	if err != nil {
		return nil, fail(ErrDamaged, damaged, err)
	}
	out := map[string][]byte{}
	left := in.limits.Unpacked
	for entry, err := file.Next(); err == nil; entry, err = file.Next() {
		if err := in.stopped(); err != nil {
			return nil, err
		}
		if len(entry.Path) > 0 || entry.Size == 0 {
			continue
		}
		data, _ := io.ReadAll(io.LimitReader(entry, min(left, int64(len(in.data)))+1))
		if left -= int64(len(data)); left < 0 {
			return nil, fail(ErrTooLarge, tooMuch, nil)
		}
		if out[entry.Name] == nil {
			out[entry.Name] = data
		}
	}
	return out, nil
}

// u16 and u32 read little-endian numbers; beyond the end there are zeros.
func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b[at:]))
}

// docReader reads one document.
type docReader struct {
	in          *input
	word, table []byte
	data        []byte
	text        []rune // of all parts of the document
	places      []int  // by character: where it is stored
	paragraphs  []propRun
	characters  []propRun
	numbering   docxNumbering
	styles      []docStyle
	revised     bool
	pictures    int
}

// pair is an entry of the head: where in the table stream something stands.
func (d *docReader) pair(index int) []byte {
	at := 0x9A + index*8
	from, size := u32(d.word, at), u32(d.word, at+4)
	if from < 0 || size <= 0 || from+size > len(d.table) {
		return nil
	}
	return d.table[from : from+size]
}

// readPieces puts the text together.
func (d *docReader) readPieces() error {
	clx := d.pair(33)
	for len(clx) > 3 && clx[0] == 1 {
		skip := 3 + u16(clx, 1)
		if skip > len(clx) {
			break
		}
		clx = clx[skip:]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return fail(ErrDamaged, damaged, errors.New("no table of pieces"))
	}
	plc := clx[5:]
	plc = plc[:min(len(plc), u32(clx, 1))]
	count := (len(plc) - 4) / 12
	for i := range max(count, 0) {
		length := u32(plc, 4*i+4) - u32(plc, 4*i)
		where := u32(plc, 4*(count+1)+8*i+2)
		d.piece(where&0x3FFFFFFF, length, where&0x40000000 != 0)
		if len(d.text) > len(d.word) {
			return fail(ErrDamaged, damaged, errors.New("pieces overlap"))
		}
	}
	return nil
}

func (d *docReader) piece(at, length int, narrow bool) {
	size := 2
	if narrow {
		size, at = 1, at/2
	}
	for i := 0; i < length && at+size <= len(d.word); i++ {
		var r rune
		if narrow {
			r = charmap.Windows1252.DecodeByte(d.word[at])
		} else {
			r = rune(u16(d.word, at))
		}
		d.text = append(d.text, r)
		d.places = append(d.places, at)
		at += size
	}
}

// joinPairs turns pairs of UTF-16 into characters.
func joinPairs(text []rune) string {
	units := make([]uint16, len(text))
	for i, r := range text {
		units[i] = uint16(r)
	}
	return string(utf16.Decode(units))
}
