package recognise

import (
	"strings"

	"nianbao/internal/extract"
)

// Limits that tell a table of one cell a line from lines with a stray bar.
const (
	fewStacked  = 12 // lines with a bar
	fewFigures  = 4  // cells that are a figure
	maxUnbarred = 3  // lines of a cell before its bar
)

// barred counts the bars of a line and the texts between them.
func barred(text string) (bars, texts int) {
	text = strings.Map(foldPipe, text)
	bars = strings.Count(text, "|")
	for _, part := range strings.Split(text, "|") {
		if trim(part) != "" {
			texts++
		}
	}
	return bars, texts
}

// stackedLines counts the lines of a table that begins here and has one cell a
// line, with a bar in front of or behind every cell: 0 if there is none, or not
// before the line broken, where a row of several cells goes on.
func stackedLines(blocks []extract.Block) (n, broken int) {
	lines, figures := 0, 0
	for i := 0; i < len(blocks); i++ {
		b := &blocks[i]
		if b.Table != nil || strings.ContainsAny(b.Text, "\t\n") || isRule(b.Text) {
			break
		}
		bars, texts := barred(b.Text)
		if texts > 1 && n == i && goesOnBroken(b.Text) {
			return 0, i
		}
		if texts > 1 || bars == 0 && i-n >= maxUnbarred {
			break
		}
		if text := trim(strings.Trim(strings.Map(foldPipe, trim(b.Text)), "| ")); text != "" && isValue(text) {
			figures++
		}
		if bars > 0 {
			n = i + 1
			lines++
		} else if i == 0 && (len(blocks) == 1 || !strings.HasPrefix(strings.Map(foldPipe, trim(blocks[1].Text)), "|")) {
			break
		}
	}
	if lines < fewStacked || figures < fewFigures {
		return 0, 0
	}
	return n, 0
}

// stack puts the rows of such a table together again: a label and the cells
// behind it, blank ones too, which the line of a bar alone stands for.
type stack struct {
	rows []row
	row  row // being put together
	open *extract.Block
}

func stackedRows(blocks []extract.Block) []row {
	s := &stack{}
	for i := range blocks {
		b := &blocks[i]
		parts := strings.Split(strings.Map(foldPipe, b.Text), "|")
		for k, part := range parts {
			part = trim(part)
			switch closed := k < len(parts)-1; {
			case !closed && part != "":
				s.text()
				s.open = &extract.Block{Text: part, Level: b.Level, Line: b.Line, Page: b.Page, Sheet: b.Sheet}
			case closed && part == "" && s.open != nil:
				s.cell(s.open, s.open.Text)
				s.open = nil
			case closed:
				s.text()
				s.cell(b, part)
			}
		}
	}
	s.text()
	s.flush()
	return s.rows
}

// text ends a line behind which no bar stands: it is no cell.
func (s *stack) text() {
	if s.open == nil {
		return
	}
	s.flush()
	if r, ok := textRow(s.open.Text); ok {
		r.at, r.page, r.sheet = s.open.Line, s.open.Page, s.open.Sheet
		r.level = max(r.level, s.open.Level)
		s.rows = append(s.rows, r)
	}
	s.open = nil
}

func (s *stack) cell(b *extract.Block, text string) {
	if isBlank := text == ""; isBlank && len(s.row.cells) == 0 {
		return
	} else if !isBlank && !isFigure(text) && !figuresAlone.MatchString(text) {
		s.flush()
	}
	if len(s.row.cells) == 0 {
		s.row = row{at: b.Line, page: b.Page, sheet: b.Sheet, split: true, stacked: true}
	}
	text, _ = plain(text)
	s.row.cells = append(s.row.cells, cell{text: trim(text), column: len(s.row.cells), span: 1, line: b.Line})
	s.row.text = trim(s.row.text + "\t" + trim(text))
}

func (s *stack) flush() {
	if len(s.row.cells) > 0 {
		s.rows = append(s.rows, s.row)
	}
	s.row = row{}
}
