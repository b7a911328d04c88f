package recognise

import (
	"slices"
	"strings"
	"unicode"

	"nianbao/internal/report"
)

// tokenKind tells what a piece of a table's text may be.
type tokenKind int

const (
	wordToken  tokenKind = iota // a label, or a piece of one
	valueToken                  // a figure, or what is printed instead
	blankToken                  // an empty cell
)

// token is a label, a figure or an empty cell.
type token struct {
	kind  tokenKind
	text  string
	key   string
	nth   int // of the table
	row   int // index of the row it stands in
	cell  int // index of the cell in the row
	place int // column of the cell; in a line of fixed width where it ends
	known bool
	first bool // of its row
	only  bool // nothing else stands in its row
}

// maxLine is the longest line looked at for labels and figures run together.
const maxLine = 20000

// tokenise cuts a row into labels, figures and empty cells.
func (ix *index) tokenise(r *row, n int) {
	r.tokens = r.tokens[:0]
	for i, c := range r.cells {
		from := len(r.tokens)
		switch k := key(c.text); {
		case c.text == "":
			r.tokens = append(r.tokens, token{kind: blankToken})
		case k != "" && ix.exact[k] != nil && !marksBehind.MatchString(c.text):
			r.tokens = append(r.tokens, token{kind: wordToken, text: c.text, key: k, known: true})
		case r.split && (isFigure(c.text) || r.labelled() && looseFigure.MatchString(c.text)):
			r.tokens = append(r.tokens, token{kind: valueToken, text: c.text})
		case ix.exact[ix.unremarked(c.text, r.split)] != nil:
			r.tokens = append(r.tokens, token{kind: wordToken, text: c.text, key: ix.unremarked(c.text, r.split), known: true})
		case !r.split && isSentence(c.text):
			r.tokens = append(r.tokens, token{kind: wordToken, text: c.text, key: k})
		default:
			list := ix.scan(c.text)
			if isNumbered(list, c.text) && r.isHeads() {
				list = []token{{kind: wordToken, text: c.text, key: k}}
			}
			r.tokens = append(r.tokens, list...)
		}
		for j := from; j < len(r.tokens); j++ {
			t := &r.tokens[j]
			t.cell = i
			if r.split {
				t.place = c.column
			}
		}
	}
	r.count(ix)
	filled := 0
	for i := range r.tokens {
		t := &r.tokens[i]
		t.row = n
		if t.kind != blankToken {
			t.first = filled == 0
			filled++
		}
	}
	if filled == 1 {
		for i := range r.tokens {
			r.tokens[i].only = true
		}
	}
}

// isHeads reports whether a row is cut into cells of which none is a figure.
func (r *row) isHeads() bool {
	return r.split && len(r.cells) > 2 && !slices.ContainsFunc(r.cells, func(c cell) bool { return c.text != "" && isValue(c.text) })
}

// isNumbered reports whether a cell holds a word nobody knows with its number:
// 数据1 heads a column.
func isNumbered(list []token, text string) bool {
	return len(list) == 2 && list[0].kind == wordToken && !list[0].known && list[1].kind == valueToken && text == list[0].text+list[1].text
}

// unremarked is the key of a label without the remark in brackets that some
// print behind it: 规范性文件（指印发的有正式文号的文件）. It is "" where there is
// none. In a cell the remark may stand behind a colon: 规章：指由……制定的文件.
func (ix *index) unremarked(text string, isCell bool) string {
	m := remarked.FindStringSubmatch(text)
	if m == nil && isCell {
		m = explained.FindStringSubmatch(text)
	}
	if m == nil {
		return ""
	}
	return key(m[1])
}

// isSentence reports whether a line is prose at first sight.
func isSentence(text string) bool {
	return len(text) > 3*2*proseLength && strings.HasSuffix(text, sentenceEnd)
}

// count sums up what the row holds.
func (r *row) count(ix *index) {
	r.seen, r.labels, r.values, r.others = 0, 0, 0, 0
	for i := range r.tokens {
		switch t := &r.tokens[i]; {
		case t.kind == valueToken:
			r.values++
		case t.known:
			r.labels++
			r.seen |= ix.tablesOf(t.key)
		case t.kind == wordToken:
			r.others++
		}
	}
}

// isValue reports whether a cell holds a figure or a mark printed instead.
func isValue(text string) bool {
	if emptyMarks.MatchString(text) {
		return true
	}
	v, _, err := report.ParseValue(text)
	return err == nil && v.Kind() == report.Number
}

// isFigure reports whether a cell holds a figure, with a footnote's mark or a
// remark at most: 5①, 约5, 5（其中网上2）. What is more than a figure is kept as it
// is printed.
func isFigure(text string) bool { return isValue(text) || oddFigure.MatchString(text) }

// labelled reports whether the tokens of a row so far hold a label.
func (r *row) labelled() bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool { return t.known })
}

// scanner walks through a text in which labels and figures may follow each
// other without anything between them.
type scanner struct {
	ix     *index
	text   []rune
	folded []rune
	tokens []token
	pos    int
	behind bool // a label ends here

	borders map[int]bool // places where a label may end
}

func (ix *index) scan(text string) []token {
	if len(text) > maxLine {
		return []token{{kind: wordToken, text: text}}
	}
	s := &scanner{ix: ix, text: []rune(text), borders: map[int]bool{}}
	for _, r := range s.text {
		s.folded = append(s.folded, fold(r))
	}
	for s.pos < len(s.text) {
		if s.folded[s.pos] == ' ' {
			s.pos++
			continue
		}
		s.step()
	}
	return s.tokens
}

func (s *scanner) step() {
	if end := s.markBehind(); end > 0 {
		s.emit(valueToken, end, false)
		return
	}
	if end, ok := s.labelAt(s.pos); ok {
		s.emit(wordToken, end, true)
		s.behind = true
		return
	}
	end, kind := s.valueAt(s.pos), valueToken
	if end == 0 {
		end, kind = s.wordEnd(s.pos), wordToken
	}
	s.emit(kind, end, false)
	s.behind = false
}

// markBehind finds a mark printed for no figure that stands apart behind a
// figure: before a label it is no part of that.
func (s *scanner) markBehind() int {
	if n := len(s.tokens); n == 0 || s.tokens[n-1].kind != valueToken || s.folded[s.pos-1] != ' ' || isWord(s.folded[s.pos]) {
		return 0
	}
	end := s.valueAt(s.pos)
	if end == 0 || end == len(s.folded) || s.folded[end] != ' ' {
		return 0
	}
	return end
}

func (s *scanner) emit(kind tokenKind, end int, known bool) {
	text := trim(string(s.text[s.pos:end]))
	t := token{kind: kind, text: text, known: known, place: s.columns(end)}
	if kind == wordToken {
		t.key = key(text)
	}
	s.pos = end
	if text != "" && (kind == valueToken || t.key != "") {
		s.tokens = append(s.tokens, t)
	}
}

// columns is where in a line of fixed width a place is.
func (s *scanner) columns(end int) (n int) {
	for _, r := range s.text[:end] {
		n += columnsOf(r)
	}
	return n
}

// labelAt finds the longest label that begins at pos and ends at a border.
func (s *scanner) labelAt(pos int) (end int, ok bool) {
	if pos > 0 && !s.behind && unicode.Is(unicode.Han, s.folded[pos-1]) {
		return 0, false
	}
	if pos+1 < len(s.folded) && s.folded[pos+1] == ' ' && emptyMarks.MatchString(string(s.text[pos])) {
		return 0, false // the last cell of the row above
	}
	start := pos
	for start < len(s.folded) && start < pos+3 && !isWord(s.folded[start]) {
		start++
	}
	if start == len(s.folded) || !isWord(s.folded[start]) {
		return 0, false
	}
	for _, i := range s.ix.starts[s.folded[start]] {
		if end := s.matches(s.ix.labels[i].key, start); end > 0 && s.border(end) {
			return end, true
		}
	}
	return 0, false
}

// matches compares a label with the text from start; it returns where the
// label ends, or 0. Marks are passed over, and a space or two.
func (s *scanner) matches(label []rune, start int) int {
	i, n, passed := start, 0, 0
	for i < len(s.folded) && n < len(label) {
		switch r := s.folded[i]; {
		case r == label[n]:
			n++
			passed = 0
		case isWord(r) || passed == 2:
			return 0
		default:
			passed++
		}
		i++
	}
	if n < len(label) {
		return 0
	}
	for i < len(s.folded) && closers(s.folded[i]) {
		i++
	}
	return i
}

// closers are marks that belong to what stands before them.
func closers(r rune) bool {
	switch r {
	case ')', '\u201D', '\u2019', ']', '"', ':', '\u300D':
		return true
	}
	return false
}

// border reports whether a label may end at a place: where there is no more of
// a word, or other labels follow up to such a place.
func (s *scanner) border(end int) bool {
	if end >= len(s.folded) || !unicode.Is(unicode.Han, s.folded[end]) {
		return true
	}
	if known, ok := s.borders[end]; ok {
		return known
	}
	s.borders[end] = false
	for _, i := range s.ix.starts[s.folded[end]] {
		if len(s.ix.labels[i].key) < 2 {
			continue
		}
		if e := s.matches(s.ix.labels[i].key, end); e > 0 && s.border(e) {
			s.borders[end] = true
			break
		}
	}
	return s.borders[end]
}

// valueAt finds a figure at pos; 0 if there is none.
func (s *scanner) valueAt(pos int) int {
	if end := s.oddAt(pos); end > 0 {
		return end
	}
	if !isDigit(s.folded[pos]) && !strings.ContainsRune(signs, s.folded[pos]) {
		return s.markAt(pos)
	}
	rest := string(s.folded[pos:min(len(s.folded), pos+400)])
	if m := number.FindString(rest); m != "" {
		length := len([]rune(m))
		for k := 1; k < length; k++ { // the number of the next label may stick to it
			if isDigit(s.folded[pos+k]) && !(pos+length < len(s.folded) && s.folded[pos+length] == ' ') {
				if _, ok := s.numbered(pos + k); ok {
					return pos + k
				}
			}
		}
		end := pos + length
		if u := units.FindString(rest[len(m):]); u != "" && s.ends(end+len([]rune(u))) {
			return end + len([]rune(u))
		}
		if s.ends(end) {
			return end
		}
		return 0
	}
	return s.markAt(pos)
}

// signs may stand before a figure.
const signs = "+-−－＋"

// markAt finds what is printed instead of a figure at pos; 0 if nothing is.
func (s *scanner) markAt(pos int) int {
	if s.text[pos] == '/' || s.text[pos] == '／' {
		return s.strokes(pos)
	}
	end := pos
	for end < len(s.folded) && s.folded[end] != ' ' && end < pos+4 {
		end++
	}
	if (end == len(s.folded) || s.folded[end] == ' ') && emptyMarks.MatchString(string(s.text[pos:end])) {
		return end
	}
	return 0
}

// maxOdd is the longest figure with a remark, in characters.
const maxOdd = 24

// oddAt finds a figure with a mark or a remark that stands by itself.
func (s *scanner) oddAt(pos int) int {
	if pos > 0 && s.folded[pos-1] != ' ' || isWord(s.folded[pos]) && !isDigit(s.folded[pos]) && !strings.ContainsRune(aboutSigns, s.folded[pos]) {
		return 0
	}
	end := pos
	for end < len(s.folded) && s.folded[end] != ' ' && end <= pos+maxOdd {
		end++
	}
	if text := string(s.text[pos:end]); !oddFigure.MatchString(text) || isValue(text) {
		return 0
	}
	return end
}

// strokes finds the mark at pos in a run of strokes that nothing else sticks
// to: every one of them stands for a cell.
func (s *scanner) strokes(pos int) int {
	end := pos
	for end < len(s.folded) && s.folded[end] == '/' {
		end++
	}
	if end == len(s.folded) || s.folded[end] == ' ' {
		return pos + 1
	}
	return 0
}

// numbered finds a label that begins with its number.
func (s *scanner) numbered(pos int) (int, bool) {
	for _, i := range s.ix.starts[s.folded[pos]] {
		if k := s.ix.labels[i].key; len(k) > 2 {
			if end := s.matches(k, pos); end > 0 && s.border(end) {
				return end, true
			}
		}
	}
	return 0, false
}

// ends reports whether a figure may end at a place.
func (s *scanner) ends(end int) bool {
	if end >= len(s.folded) {
		return true
	}
	r := s.folded[end]
	switch {
	case r == ' ':
		return true
	case r == '.' || r == '\u3001' || r == ',' || r == '%' || r == '/' || r == '\uFF0E' || r == '\u3002':
		return false
	case isWord(r):
		behind := s.behind
		s.behind = true
		_, ok := s.labelAt(end)
		s.behind = behind
		return ok
	}
	return true
}

// wordEnd is where an unknown text ends: before a figure or a label that
// stands apart.
func (s *scanner) wordEnd(pos int) int {
	end := pos + 1
	for end < len(s.folded) {
		r := s.folded[end]
		if r == ' ' {
			next := end
			for next < len(s.folded) && s.folded[next] == ' ' {
				next++
			}
			if next == len(s.folded) || next-end > 1 {
				return end
			}
			if s.valueAt(next) > 0 {
				return end
			}
			if _, ok := s.labelAt(next); ok {
				return end
			}
			end = next
			continue
		}
		if isDigit(r) && unicode.Is(unicode.Han, s.folded[end-1]) && s.valueAt(end) > 0 {
			return end
		}
		end++
	}
	return end
}
