package extract

import (
	"html"
	"path"
	"regexp"
	"strings"
)

var (
	markHeading = regexp.MustCompile(`^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$`)
	markRule    = regexp.MustCompile(`^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$`)
	markEscape  = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
	markBar     = regexp.MustCompile(`(^|[^\\])\|`) // that parts columns
	tableStart  = regexp.MustCompile(`(?i)^\s*<table\b`)
	tableEnd    = regexp.MustCompile(`(?i)</table\s*>`)
	rowTag      = regexp.MustCompile(`(?i)<tr\b`)
)

// isMarkdown tells Markdown by its name, or by headings and tables that text
// has no other reason to hold.
func (in *input) isMarkdown() bool {
	if in.text == "" {
		return false
	}
	switch strings.ToLower(path.Ext(in.name)) {
	case ".md", ".markdown":
		return true
	}
	headings := 0
	for line := range strings.SplitSeq(in.text, "\n") {
		if markHeading.MatchString(line) {
			headings++
		}
		if headings > 1 || tableStart.MatchString(line) || strings.Contains(line, "|") && markRule.MatchString(line) {
			return true
		}
	}
	return false
}

// readMarkdown reads lines as they stand: headings without their marks, HTML
// tables as grids. Rows between bars stay lines.
func readMarkdown(in *input) error {
	if err := in.takeLines(); err != nil {
		return err
	}
	for i := 0; i < len(in.doc.Lines); i++ {
		line := in.doc.Lines[i]
		if tableStart.MatchString(line) {
			end := i
			for end < len(in.doc.Lines)-1 && !tableEnd.MatchString(in.doc.Lines[end]) {
				end++
			}
			if err := in.markTable(i, end); err != nil {
				return err
			}
			i = end
			continue
		}
		level := 0
		text := line
		if m := markHeading.FindStringSubmatch(line); m != nil {
			level, text = len(m[1]), m[2]
		}
		if level > 0 || !markBar.MatchString(line) {
			text = html.UnescapeString(markEscape.ReplaceAllString(strings.ReplaceAll(text, "**", ""), "$1"))
		}
		in.line(i, text, level)
		if n := len(in.doc.Blocks); n > 0 && in.doc.Blocks[n-1].Line == i+1 && text != line {
			in.doc.Blocks[n-1].Original = line
		}
	}
	return nil
}

// markTable reads an HTML table on the lines from first to last. Its rows keep
// the lines they begin on.
func (in *input) markTable(first, last int) error {
	var rows []int
	for i := first; i <= last; i++ {
		for range rowTag.FindAllString(in.doc.Lines[i], -1) {
			rows = append(rows, i+1)
		}
	}
	sub := &input{limits: in.limits}
	sub.begin(in.limits)
	sub.cellsLeft = in.cellsLeft
	for _, b := range in.doc.Blocks {
		if b.Level > 0 { // which a caption may repeat
			sub.doc.Blocks = append(sub.doc.Blocks, b)
		}
	}
	headings := len(sub.doc.Blocks)
	if err := sub.readPage(strings.Join(in.doc.Lines[first:last+1], "\n")); err != nil {
		return err
	}
	in.cellsLeft = sub.cellsLeft
	row := 0
	for _, b := range sub.doc.Blocks[headings:] {
		b.Line = first + 1
		for i := first; b.Table == nil && i <= last; i++ {
			if strings.Contains(in.doc.Lines[i], b.Text) {
				b.Line = i + 1
				break
			}
		}
		if b.Table != nil {
			for _, cells := range b.Table.Rows {
				line := first + 1
				if row < len(rows) {
					line = rows[row]
				}
				row++
				for c := range cells {
					cells[c].Line = line
				}
			}
		}
		in.doc.Blocks = append(in.doc.Blocks, b)
	}
	return nil
}
