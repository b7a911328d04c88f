package proof

import (
	"strings"

	"nianbao/internal/exporter"
	"nianbao/internal/extract"
)

// block is a paragraph, or a table, that was read.
type block struct {
	text  string // folded
	table *extract.Table
	lines []string // of a table drawn with lines, in text files
}

// blocks are what was read. Marks in running heads stand between the pages of
// a PDF and are taken out; those of tables drawn with lines stay together.
func (p *prover) blocks(doc *extract.Document) []block {
	var out []block
	mark := ""
	if p.kind == exporter.PDF {
		mark = squeeze(p.opts.Mark)
	}
	grids := p.drawnGrids()
	for i := 0; i < len(doc.Blocks); i++ {
		b := &doc.Blocks[i]
		if b.Table != nil {
			out = append(out, block{table: b.Table})
			continue
		}
		if len(grids) > 0 && drawnTop.MatchString(b.Text) {
			end := min(i+grids[0].height(), len(doc.Blocks))
			var lines []string
			for _, line := range doc.Blocks[i:end] {
				lines = append(lines, line.Text)
			}
			out = append(out, block{lines: lines})
			grids, i = grids[1:], end-1
			continue
		}
		text := p.fold(b.Text)
		if mark != "" {
			text = strings.ReplaceAll(text, mark, "")
		}
		if text != "" {
			out = append(out, block{text: text})
		}
	}
	return out
}

// stretch compares the text before the next table and returns what follows.
// Kinds that break lines give no paragraphs; all are compared as one text,
// the others have to begin and end where blocks do.
func (p *prover) stretch(want *stretch, got []block) []block {
	n := 0
	var all strings.Builder
	ends := map[int]bool{0: true}
	for n < len(got) && got[n].isText() {
		if p.strict() && all.Len() > 0 {
			all.WriteByte('\n')
			ends[all.Len()] = true
		}
		all.WriteString(got[n].text)
		ends[all.Len()] = true
		n++
	}
	s := &stream{p: p, text: all.String(), ends: ends, free: want.free}
	for i := range want.pieces {
		s.take(&want.pieces[i], want.pieces[i+1:])
	}
	if rest := strings.TrimSpace(s.text[s.at:]); rest != "" && !s.free {
		p.differs(wordMore, "", rest)
	}
	return got[n:]
}

func (b *block) isText() bool { return b.table == nil && b.lines == nil }

// stream is the text between two tables.
type stream struct {
	p    *prover
	text string
	ends map[int]bool // where blocks begin and end
	at   int
	free bool // text of a template may stand between
}

// take reads a piece, or says what is there instead and goes on where one of
// the next pieces is found.
func (s *stream) take(want *piece, next []piece) {
	text := want.text
	if s.p.kind == exporter.PDF && s.p.opts.Mark != "" {
		text = strings.ReplaceAll(text, squeeze(s.p.opts.Mark), "")
	}
	for at := s.at; s.free && at < len(s.text); at++ {
		if end, ok := s.matches(text, at); ok && s.ends[at] {
			s.at = end
			return
		}
	}
	if end, ok := s.matches(text, s.at); ok {
		s.at = end
		return
	}
	if want.optional {
		return
	}
	end := len(s.text)
	for i := range next {
		if at := strings.Index(s.text[s.at:], next[i].text); at >= 0 && !next[i].optional {
			end = s.at + at
			break
		}
	}
	s.p.differs(want.where, want.text, strings.TrimSpace(s.text[s.at:end]))
	s.at = end
}

// matches: the text stands here. A title may take several lines.
func (s *stream) matches(want string, at int) (end int, ok bool) {
	if !s.p.strict() {
		return at + len(want), strings.HasPrefix(s.text[at:], want)
	}
	rest := want
	for rest != "" {
		if at < len(s.text) && s.text[at] == '\n' {
			at++
			rest = strings.TrimLeft(rest, " ")
			continue
		}
		n := common(s.text[at:], rest)
		if n == 0 {
			return 0, false
		}
		at, rest = at+n, rest[n:]
	}
	if at < len(s.text) && s.text[at] == '\n' {
		at++
	}
	return at, s.ends[at]
}

// common is how many bytes two texts have in common up to the end of a block.
func common(text, want string) int {
	line, _, _ := strings.Cut(text, "\n")
	if strings.HasPrefix(want, line) {
		return len(line)
	}
	if strings.HasPrefix(line, want) {
		return len(want)
	}
	return 0
}
