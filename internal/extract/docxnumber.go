package extract

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"
)

// docxNumbering counts the numbers that Word puts before paragraphs by itself.
type docxNumbering struct {
	lists  map[string]*docxList // by abstractNumId
	nums   map[string]docxNum   // by numId
	counts map[string]*[9]int   // by abstractNumId: how far each level is; 0: not begun
	begun  map[string]bool      // numId whose overriding start has been used
}

type docxNum struct {
	list   string
	starts map[int]int // by level: begins anew at
	own    docxList    // levels written otherwise than those of the list
}

type docxList struct{ levels [9]docxLevel }

type docxLevel struct {
	start  int
	format string
	text   string // "%1、"
	style  string // of the paragraphs that have this level
	legal  bool   // all numbers arabic
	set    bool
}

func (w *docxReader) readNumbering(x *xmlReader) {
	n := &w.numbering
	n.lists, n.nums = map[string]*docxList{}, map[string]docxNum{}
	n.counts, n.begun = map[string]*[9]int{}, map[string]bool{}
	x.children(func(_ string, _ xml.StartElement) {
		x.children(func(name string, e xml.StartElement) {
			switch name {
			case "abstractNum":
				list := &docxList{}
				n.lists[value(e, "abstractNumId")] = list
				x.children(func(name string, e xml.StartElement) {
					if name == "lvl" {
						list.read(x, e)
					} else {
						x.skip()
					}
				})
			case "num":
				n.nums[value(e, "numId")] = readNum(x)
			default:
				x.skip()
			}
		})
	})
}

func (l *docxList) read(x *xmlReader, e xml.StartElement) {
	i, err := strconv.Atoi(value(e, "ilvl"))
	if err != nil || i < 0 || i >= len(l.levels) {
		x.skip()
		return
	}
	level := &l.levels[i]
	*level = docxLevel{start: 1, format: "decimal", set: true}
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "start":
			level.start, _ = strconv.Atoi(value(e, "val"))
		case "numFmt":
			level.format = value(e, "val")
		case "lvlText":
			level.text = value(e, "val")
		case "pStyle":
			level.style = value(e, "val")
		case "isLgl":
			level.legal = isOn(e)
		}
		x.skip()
	})
}

func readNum(x *xmlReader) docxNum {
	num := docxNum{starts: map[int]int{}}
	x.children(func(name string, e xml.StartElement) {
		switch name {
		case "abstractNumId":
			num.list = value(e, "val")
			x.skip()
		case "lvlOverride":
			level, _ := strconv.Atoi(value(e, "ilvl"))
			x.children(func(name string, e xml.StartElement) {
				switch name {
				case "startOverride":
					num.starts[level], _ = strconv.Atoi(value(e, "val"))
				case "lvl":
					num.own.read(x, e)
					return
				}
				x.skip()
			})
		default:
			x.skip()
		}
	})
	return num
}

// listOf is the list of a num, with the levels it writes its own way.
func (n *docxNumbering) listOf(num docxNum) *docxList {
	list := n.lists[num.list]
	if list == nil {
		return nil
	}
	for i, own := range num.own.levels {
		if own.set {
			with := *list
			with.levels[i] = own
			list = &with
		}
	}
	return list
}

// levelOf is the level of a list that is linked to a style; 0 where none is.
func (n *docxNumbering) levelOf(numID, style string) int {
	list := n.listOf(n.nums[numID])
	if list == nil || style == "" {
		return 0
	}
	for i := range list.levels {
		if list.levels[i].style == style {
			return i
		}
	}
	return 0
}

// numbered puts a number before a text. What would run together with it is
// parted: 1 before 2024年.
func numbered(number, text string) string {
	last, _ := utf8.DecodeLastRuneInString(number)
	first, _ := utf8.DecodeRuneInString(text)
	if isFigure(last) && (isFigure(first) || first == '.') {
		return number + " " + text
	}
	return number + text
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' || isLetter(r) }

// next is the number of the next paragraph of a list as printed, "" if it has
// none.
func (n *docxNumbering) next(numID string, level int) string {
	num, ok := n.nums[numID]
	list := n.listOf(num)
	if !ok || numID == "0" || list == nil || level < 0 || level >= len(list.levels) {
		return ""
	}
	counts := n.counts[num.list]
	if counts == nil {
		counts = &[9]int{}
		n.counts[num.list] = counts
	}
	if start, over := num.starts[level]; over && !n.begun[numID+"/"+strconv.Itoa(level)] {
		n.begun[numID+"/"+strconv.Itoa(level)] = true
		counts[level] = start - 1
	} else if counts[level] == 0 {
		counts[level] = list.levels[level].start - 1
	}
	counts[level]++
	for deeper := level + 1; deeper < len(counts); deeper++ {
		counts[deeper] = 0
	}
	return list.print(level, counts)
}

func (l *docxList) print(level int, counts *[9]int) string {
	if l.levels[level].format == "bullet" || l.levels[level].format == "none" {
		return ""
	}
	text := l.levels[level].text
	for i := range counts {
		mark := "%" + strconv.Itoa(i+1)
		if !strings.Contains(text, mark) {
			continue
		}
		format := l.levels[i].format
		if l.levels[level].legal {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, mark, numeral(format, max(counts[i], 1)))
	}
	return text
}

// numeral writes a number the way a numFmt of Word says.
func numeral(format string, n int) string {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
		"taiwaneseCountingThousand", "ideographDigital", "koreanCounting":
		return chineseNumeral(n)
	case "chineseLegalSimplified", "ideographLegalTraditional":
		return legalNumeral(n)
	case "ideographTraditional":
		return pick(stems, n)
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n <= 20 {
			return string(rune(0x2460 + n - 1))
		}
	case "decimalEnclosedParen":
		if n <= 20 {
			return string(rune(0x2474 + n - 1))
		}
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + 0xFF10 }, strconv.Itoa(n))
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperLetter", "lowerLetter":
		letter := strings.Repeat(string(rune('A'+(n-1)%26)), min((n-1)/26+1, 4))
		if format == "lowerLetter" {
			letter = strings.ToLower(letter)
		}
		return letter
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	}
	return strconv.Itoa(n)
}

func pick(list []string, n int) string { return list[(n-1)%len(list)] }

// chineseNumeral writes numbers below 100 in words.
func chineseNumeral(n int) string { return inWords(n, countWords) }

// legalNumeral writes them in the forms that cannot be altered.
func legalNumeral(n int) string { return inWords(n, legalWords) }

// inWords: words are those of 1 to 10.
func inWords(n int, words []string) string {
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	tens, ones, out := n/10, n%10, ""
	if tens > 1 {
		out = words[tens-1]
	}
	if tens > 0 {
		out += words[9]
	}
	if ones > 0 {
		out += words[ones-1]
	}
	return out
}

func roman(n int) string {
	if n > 3999 {
		return strconv.Itoa(n)
	}
	var out strings.Builder
	for _, step := range []struct {
		value int
		mark  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= step.value {
			out.WriteString(step.mark)
			n -= step.value
		}
	}
	return out.String()
}
