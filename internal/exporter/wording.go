package exporter

import "regexp"

// Date formats, for fmt: year, month, day.
const (
	dayFormat   = "%d年%d月%d日"
	monthFormat = "%d年%d月"
)

// yearMark follows the report year in a title.
const yearMark = "年"

// untitled names a file whose report has no title: issuer and year.
const untitled = "%s%d年度报告"

// indent begins a paragraph of plain text: two full-width spaces.
const indent = "　　"

// levelMarks tell sub-headings by how a paragraph begins.
var levelMarks = []struct {
	level int
	mark  *regexp.Regexp
}{
	{2, regexp.MustCompile(`^[（(][一二三四五六七八九十]{1,3}[）)]`)},
	{3, regexp.MustCompile(`^[0-9０-９]{1,2}(?:[．、]|\.(?:[^0-9]|$))`)},
}

// Where the first sentence of a paragraph ends, and what else a heading on a
// line of its own does not end with.
const (
	sentenceEnd = "。"
	closing     = "。；：？！，"
)

// Line breaking within a table cell: what must not begin a line, what must
// not end one, and behind what a break reads well.
const (
	noBegin   = "，。、；：？！）》〉」』”’％%,.;:?!)]}"
	noEnd     = "（《〈「『“‘([{"
	goodBreak = "，、；：）。"
)
