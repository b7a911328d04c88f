package extract

import (
	"cmp"
	"slices"
	"strconv"
)

// propRun is a stretch of the file with the properties of its paragraph or
// its characters, as they are stored: operations with operands.
type propRun struct {
	from, to int
	style    int // of a paragraph
	ops      []byte
}

// runs reads the pages of properties that an entry of the head lists.
func (d *docReader) runs(index int, read func(page []byte) []propRun) []propRun {
	plc := d.pair(index)
	count := (len(plc) - 4) / 8
	var out []propRun
	for i := range max(count, 0) {
		at := (u32(plc, 4*(count+1)+4*i) & 0x3FFFFF) * 512
		if at+512 > len(d.word) || len(out) > 1<<20 {
			break
		}
		out = append(out, read(d.word[at:at+512])...)
	}
	slices.SortFunc(out, func(a, b propRun) int { return cmp.Compare(a.from, b.from) })
	return out
}

// papxRuns reads a page of properties of paragraphs.
func papxRuns(page []byte) []propRun {
	count := int(page[511])
	if 4*(count+1)+13*count > 511 {
		return nil
	}
	out := make([]propRun, 0, count)
	for i := range count {
		run := propRun{from: u32(page, 4*i), to: u32(page, 4*i+4)}
		at := 2 * int(page[4*(count+1)+13*i])
		if at > 0 && at < 510 {
			size := 2*int(page[at]) - 1
			at++
			if size < 0 {
				size = 2 * int(page[at])
				at++
			}
			if size >= 2 && at+size <= 511 {
				run.style, run.ops = u16(page, at), page[at+2:at+size]
			}
		}
		out = append(out, run)
	}
	return out
}

// chpxRuns reads a page of properties of characters.
func chpxRuns(page []byte) []propRun {
	count := int(page[511])
	if 4*(count+1)+count > 511 {
		return nil
	}
	out := make([]propRun, 0, count)
	for i := range count {
		run := propRun{from: u32(page, 4*i), to: u32(page, 4*i+4)}
		at := 2 * int(page[4*(count+1)+i])
		if at > 0 && at+1+int(page[at]) <= 511 {
			run.ops = page[at+1 : at+1+int(page[at])]
		}
		out = append(out, run)
	}
	return out
}

// runAt is the stretch that holds a place of the file.
func runAt(runs []propRun, place int) propRun {
	i, found := slices.BinarySearchFunc(runs, place, func(r propRun, at int) int { return cmp.Compare(r.from, at) })
	if !found {
		i--
	}
	if i < 0 || place >= runs[i].to {
		return propRun{}
	}
	return runs[i]
}

// eachOp calls use for every operation with its operand.
func eachOp(ops []byte, use func(op int, arg []byte)) {
	for len(ops) >= 3 {
		op := u16(ops, 0)
		ops = ops[2:]
		size := 1
		switch op >> 13 {
		case 2, 4, 5:
			size = 2
		case 3:
			size = 4
		case 7:
			size = 3
		case 6:
			size = 1 + int(ops[0])
			if op == opTable {
				size = 1 + u16(ops, 0)
			}
		}
		if size > len(ops) {
			return
		}
		use(op, ops[:size])
		ops = ops[size:]
	}
}

// Operations that matter here.
const (
	opInTable   = 0x2416
	opRowEnd    = 0x2417
	opDepth     = 0x6649
	opInnerCell = 0x244B
	opInnerEnd  = 0x244C
	opOutline   = 0x2640
	opTable     = 0xD608 // where the cells of a row begin, and what is merged
	opVertical  = 0xD62B // one cell of it
	opHuge      = 0x6645
	opHuger     = 0x6646
	opListLevel = 0x260A
	opList      = 0x460B // its place among the uses of lists
	opDeleted   = 0x0800
	opHidden    = 0x083C
	opRaised    = 0x2A48 // 1: superscript
	opCharStyle = 0x4A30
)

// paraProps is what the end of a paragraph says.
type paraProps struct {
	inTable, rowEnd, innerCell, innerEnd bool
	depth, level                         int
	list, listLevel                      int   // listLevel -1: not said
	contents                             bool  // an entry of a table of contents
	edges                                []int // of the cells of the row
	merged                               []cellMerge
}

type cellMerge struct {
	left bool // belongs to the cell before
	down string
}

// propsAt reads the properties of the paragraph at a place, those of its style
// first; long ones, of rows of many cells, stand in a stream of their own.
func (d *docReader) propsAt(place int) paraProps {
	run := runAt(d.paragraphs, place)
	p := paraProps{listLevel: -1}
	d.styled(run.style, &p)
	p.read(run.ops, d.data)
	if p.listLevel < 0 {
		p.listLevel = d.numbering.levelOf(strconv.Itoa(p.list), strconv.Itoa(run.style))
	}
	return p
}

func (p *paraProps) read(ops, data []byte) {
	eachOp(ops, func(op int, arg []byte) {
		on := arg[0] != 0
		switch op {
		case opInTable:
			p.inTable = on
		case opRowEnd:
			p.rowEnd = on
		case opDepth:
			p.depth = u32(arg, 0)
		case opInnerCell:
			p.innerCell = on
		case opInnerEnd:
			p.innerEnd = on
		case opOutline:
			if arg[0] < 6 {
				p.level = int(arg[0]) + 1
			}
		case opListLevel:
			p.listLevel = int(arg[0])
		case opList:
			p.list = u16(arg, 0)
		case opTable:
			p.readRow(arg)
		case opVertical:
			if i := int(arg[min(1, len(arg)-1)]); len(arg) > 2 && i < len(p.merged) {
				p.merged[i].down = mergeMark(int(arg[2]))
			}
		case opHuge, opHuger:
			at := u32(arg, 0)
			if end := at + 2 + u16(data, at); at >= 0 && end <= len(data) && end > at+2 {
				p.read(data[at+2:end], nil)
			}
		}
	})
}

// readRow reads the edges of the cells in a row and how they are merged.
func (p *paraProps) readRow(arg []byte) {
	if len(arg) < 3 {
		return
	}
	count := int(arg[2])
	if count > 64 || 3+2*(count+1) > len(arg) {
		return
	}
	p.edges, p.merged = nil, make([]cellMerge, count)
	for i := range count + 1 {
		p.edges = append(p.edges, int(int16(u16(arg, 3+2*i))))
	}
	for i := range count {
		flags := u16(arg, 3+2*(count+1)+20*i)
		p.merged[i] = cellMerge{left: flags&2 != 0, down: mergeMark(flags >> 5 & 3)}
	}
}

func mergeMark(flags int) string {
	switch flags & 3 {
	case 1:
		return "continue"
	case 2, 3:
		return "restart"
	}
	return ""
}
