package extract

import (
	"strconv"
	"strings"
)

// readLists reads the lists that Word numbers by itself into the same form as
// those of a docx: a list by its id, a number by its place in the list of uses.
func (d *docReader) readLists() docxNumbering {
	n := docxNumbering{
		lists: map[string]*docxList{}, nums: map[string]docxNum{},
		counts: map[string]*[9]int{}, begun: map[string]bool{},
	}
	heads := d.pair(73)
	uses := d.pair(74)
	if len(heads) < 2 || len(uses) < 4 {
		return n
	}
	// The levels of all lists stand behind their heads.
	at := u32(d.word, 0x9A+73*8) + u32(d.word, 0x9A+73*8+4)
	for i := range min(u16(heads, 0), (len(heads)-2)/28) {
		head := heads[2+28*i:]
		list := &docxList{}
		n.lists[strconv.Itoa(u32(head, 0))] = list
		levels := 9
		if head[26]&1 != 0 {
			levels = 1
		}
		for level := range levels {
			if at+28 > len(d.table) {
				return n
			}
			at = list.levels[level].read(d.table, at)
		}
	}
	for i := range min(u32(uses, 0), (len(uses)-4)/16) {
		n.nums[strconv.Itoa(i+1)] = docxNum{list: strconv.Itoa(u32(uses, 4+16*i))}
	}
	return n
}

// read reads one level and gives the place behind it.
func (l *docxLevel) read(table []byte, at int) int {
	l.start = u32(table, at)
	l.format = docFormats[table[at+4]]
	l.legal = table[at+5]&4 != 0
	at += 28 + int(table[at+24]) + int(table[at+25])
	count := u16(table, at)
	var text strings.Builder
	for i := range count {
		c := u16(table, at+2+2*i)
		if c < 9 {
			text.WriteString("%" + strconv.Itoa(c+1))
		} else if c < 0xE000 || c > 0xF8FF {
			text.WriteRune(rune(c))
		}
	}
	l.text = text.String()
	return at + 2 + 2*count
}

// docFormats are the numbers of formats, by the names that a docx gives them.
// What is missing is decimal.
var docFormats = map[byte]string{
	1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
	10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle",
	20: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 28: "decimalEnclosedCircleChinese", 30: "ideographTraditional",
	33: "taiwaneseCounting", 35: "taiwaneseCountingThousand",
	37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}
