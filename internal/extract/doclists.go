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
			if style := u16(head, 8+2*level); style != noParent {
				list.levels[level].style = strconv.Itoa(style)
			}
		}
	}
	count := min(u32(uses, 0), (len(uses)-4)/16)
	at = 4 + 16*count
	for i := range count {
		num := docxNum{list: strconv.Itoa(u32(uses, 4+16*i)), starts: map[int]int{}}
		at = num.readOwn(uses, at+4, int(uses[4+16*i+12]))
		n.nums[strconv.Itoa(i+1)] = num
	}
	return n
}

// readOwn reads what a use of a list has otherwise than the list, so many
// levels, and gives the place behind it.
func (num *docxNum) readOwn(uses []byte, at, levels int) int {
	for range levels {
		if at+8 > len(uses) {
			break
		}
		start, flags := u32(uses, at), int(uses[at+4])
		at += 8
		level := min(flags&0xF, 8)
		if flags&0x10 != 0 {
			num.starts[level] = start
		}
		if flags&0x20 != 0 && at+28 <= len(uses) {
			num.own.levels[level].set = true
			at = num.own.levels[level].read(uses, at)
		}
	}
	return at
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
