package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// What the library writes of the characters that glyphs stand for, so that
// text can be copied: it gives those beyond U+FFFF as one number of five
// digits, where the format wants two surrogates.
var (
	cmapStart = []byte("/CIDInit /ProcSet findresource begin\n")
	cmapEnd   = []byte("endstream")
	beyond    = regexp.MustCompile(`<([0-9A-F]{5,6})>\n`)
	lengthOf  = regexp.MustCompile(`/Length (\d+)\n>>\nstream\n$`)
	tableHead = regexp.MustCompile(`xref\n0 \d+\n`)
	tableLine = regexp.MustCompile(`^(\d{10}) (\d{5} n ?\r?\n)`)
	tableAt   = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n*$`)
)

// change is bytes put in place of others.
type change struct {
	from, to int
	now      []byte
}

// withSurrogates puts right what stands for characters beyond U+FFFF. A file
// without any is returned as it is.
func withSurrogates(data []byte) []byte {
	var changes []change
	for at := 0; ; {
		start := bytes.Index(data[at:], cmapStart)
		if start < 0 {
			break
		}
		start += at
		end := bytes.Index(data[start:], cmapEnd)
		if end < 0 {
			break
		}
		end += start
		changes = append(changes, cmapChanges(data, start, end)...)
		at = end
	}
	if len(changes) == 0 {
		return data
	}
	return replaced(data, changes)
}

// cmapChanges are those of one stream, its length among them.
func cmapChanges(data []byte, start, end int) []change {
	var out []change
	grown := 0
	for _, m := range beyond.FindAllSubmatchIndex(data[start:end], -1) {
		code, err := strconv.ParseInt(string(data[start+m[2]:start+m[3]]), 16, 32)
		if err != nil {
			continue
		}
		high, low := utf16.EncodeRune(rune(code))
		c := change{start + m[2], start + m[3], fmt.Appendf(nil, "%04X%04X", high, low)}
		grown += len(c.now) - (c.to - c.from)
		out = append(out, c)
	}
	if m := lengthOf.FindSubmatchIndex(data[max(0, start-64):start]); m != nil && grown > 0 {
		base := max(0, start-64)
		length, _ := strconv.Atoi(string(data[base+m[2] : base+m[3]]))
		out = append([]change{{base + m[2], base + m[3], strconv.AppendInt(nil, int64(length+grown), 10)}}, out...)
	}
	return out
}

// replaced makes the changes, which are in order, and moves the offsets of the
// table of objects, which stands behind all of them.
func replaced(data []byte, changes []change) []byte {
	shift := func(offset int) int {
		now := offset
		for _, c := range changes {
			if c.from < offset {
				now += len(c.now) - (c.to - c.from)
			}
		}
		return now
	}
	table := tableHead.FindAllIndex(data, -1)
	end := tableAt.FindSubmatchIndex(data)
	if len(table) == 0 || end == nil {
		return data
	}
	var out bytes.Buffer
	at := 0
	for _, c := range changes {
		out.Write(data[at:c.from])
		out.Write(c.now)
		at = c.to
	}
	first := table[len(table)-1]
	out.Write(data[at:first[1]])
	rest := data[first[1]:end[2]]
	for len(rest) > 0 {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		line = append(bytes.Clone(line), '\n')
		if m := tableLine.FindSubmatch(line); m != nil {
			offset, _ := strconv.Atoi(string(m[1]))
			line = fmt.Appendf(nil, "%010d %s", shift(offset), m[2])
		}
		if len(after) == 0 && !bytes.HasSuffix(rest, []byte("\n")) {
			line = bytes.TrimSuffix(line, []byte("\n"))
		}
		out.Write(line)
		rest = after
	}
	from, _ := strconv.Atoi(string(data[end[2]:end[3]]))
	out.WriteString(strconv.Itoa(shift(from)))
	out.Write(data[end[3]:])
	return out.Bytes()
}
