package recognise

import (
	"strings"

	"nianbao/internal/extract"
)

// goesOnBroken reports whether a line is the rest of a row behind a blank cell:
// a bar alone, or figures between bars.
func goesOnBroken(text string) bool {
	line := strings.Map(foldPipe, trim(text))
	if line == "|" {
		return true
	}
	if len(line) < 3 || !strings.HasPrefix(line, "|") || !strings.HasSuffix(line, "|") {
		return false
	}
	for _, part := range strings.Split(strings.Trim(line, "|"), "|") {
		if part = trim(part); part == "" || !isValue(part) {
			return false
		}
	}
	return true
}

// maxBrokenLines bounds the lines of one broken row.
const maxBrokenLines = 40

// brokenRow reads a row of text with bars in which every blank cell broke the
// line: "新收 | 25 |", "|", "|", "| 25 |". n is how many lines it takes, 0 where
// the line is whole.
func brokenRow(blocks []extract.Block) (r row, n int) {
	first := strings.Map(foldPipe, trim(blocks[0].Text))
	if blocks[0].Table != nil || strings.HasPrefix(first, "|") || !strings.HasSuffix(first, "|") || strings.ContainsAny(first, "\t\n") {
		return row{}, 0
	}
	n = 1
	for n < len(blocks) && n < maxBrokenLines && blocks[n].Table == nil && goesOnBroken(blocks[n].Text) {
		n++
	}
	if n == 1 {
		return row{}, 0
	}
	b := &blocks[0]
	r = row{at: b.Line, page: b.Page, sheet: b.Sheet, level: b.Level, split: true, stacked: true}
	for i := range blocks[:n] {
		line := strings.TrimSuffix(strings.Map(foldPipe, trim(blocks[i].Text)), "|")
		for _, part := range strings.Split(line, "|") {
			part, _ = plain(part)
			r.cells = append(r.cells, cell{text: trim(part), column: len(r.cells), span: 1, line: blocks[i].Line})
		}
	}
	var texts []string
	for _, c := range r.cells {
		texts = append(texts, c.text)
	}
	r.text = strings.Join(texts, "\t")
	return r, n
}
