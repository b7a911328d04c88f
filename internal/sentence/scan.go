package sentence

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind tells what a piece of a sentence is.
type Kind int

// Kinds of pieces.
const (
	Words   Kind = iota // text that says nothing of these
	Name                // a title in 《》, a document number, an address of the web, a quotation
	Year                // a year, with 年 and perhaps 度
	Period              // from the first to the last day of a year
	Date                // a day or a month
	Percent             // a share
	Count               // how many of something there were
	Number              // another number: of a hotline, of villages, of a telephone
	Ordinal             // the number of an item
	Nothing             // words that say there was nothing: 未收到, 没有, 无
)

// Piece is a stretch of a sentence. Text is the whole stretch, Figure the part
// of a Count that a figure would take the place of, and Year the number of a
// Year or of a Date that states one.
type Piece struct {
	Kind   Kind
	Text   string
	Figure string
	Year   int
}

// Scan takes a sentence apart. The pieces make up the sentence.
func Scan(text string) []Piece {
	s := &scanner{text: text}
	for s.at < len(text) {
		s.step()
	}
	s.flush()
	return s.out
}

type scanner struct {
	text  string
	at    int // what is before was looked at
	start int // of the words not yet put out
	out   []Piece
}

func (s *scanner) step() {
	r, n := utf8.DecodeRuneInString(s.text[s.at:])
	switch {
	case r == '《' || r == '〔' || r == '“':
		if s.name(r) {
			return
		}
	case isLatin(r):
		s.put(Piece{Kind: Name, Text: latinRun.FindString(s.text[s.at:])})
		return
	case isDigit(r):
		s.number()
		return
	case strings.ContainsRune(numerals, r):
		if s.numeral() {
			return
		}
	case strings.ContainsRune(denials, r):
		if s.nothing() {
			return
		}
	}
	s.at += n
}

// put ends the words before a piece and puts out the piece.
func (s *scanner) put(p Piece) {
	s.flush()
	s.out = append(s.out, p)
	s.at += len(p.Text)
	s.start = s.at
}

func (s *scanner) flush() {
	if s.start < s.at {
		s.out = append(s.out, Piece{Kind: Words, Text: s.text[s.start:s.at]})
		s.start = s.at
	}
}

// name puts out what is quoted, if it ends; a document number with what
// belongs to it behind. Quotations without a figure are words.
func (s *scanner) name(open rune) bool {
	rest := s.text[s.at:]
	if open == '〔' {
		if m := documentNumber.FindString(rest); m != "" {
			s.put(Piece{Kind: Name, Text: m})
			return true
		}
		return false
	}
	closer := "》"
	if open == '“' {
		closer = "”"
	}
	end := strings.Index(rest, closer)
	if end < 0 || end > longestName {
		return false
	}
	s.put(Piece{Kind: Name, Text: rest[:end+len(closer)]})
	return true
}

// number puts out what begins with a digit.
func (s *scanner) number() {
	rest := s.text[s.at:]
	if m := ordinalItem.FindStringSubmatch(rest); m != nil && s.beginsItem() {
		s.put(Piece{Kind: Ordinal, Text: m[1]})
		return
	}
	if m := periodPattern.FindStringSubmatch(rest); m != nil {
		s.put(Piece{Kind: Period, Text: m[0], Year: year(m[1])})
		return
	}
	for _, p := range datePatterns {
		if m := p.FindStringSubmatch(rest); m != nil {
			s.put(Piece{Kind: Date, Text: m[0], Year: year(m[1])})
			return
		}
	}
	if m := yearPattern.FindStringSubmatch(rest); m != nil {
		s.put(Piece{Kind: Year, Text: m[0], Year: year(m[1])})
		return
	}
	if m := percent.FindString(rest); m != "" {
		s.put(Piece{Kind: Percent, Text: m, Figure: m})
		return
	}
	if m := counted.FindStringSubmatch(rest); m != nil && s.isCount(m[2], rest[len(m[0]):]) {
		s.put(Piece{Kind: Count, Text: m[1], Figure: strings.TrimSpace(m[1])})
		return
	}
	if m := telephone.FindString(rest); m != "" {
		s.put(Piece{Kind: Number, Text: m})
		return
	}
	s.put(Piece{Kind: Number, Text: plainNumber.FindString(rest)})
}

// numeral puts out a count in Chinese numerals, or a share.
func (s *scanner) numeral() bool {
	rest := s.text[s.at:]
	if m := chineseShare.FindString(rest); m != "" {
		s.put(Piece{Kind: Percent, Text: m, Figure: m})
		return true
	}
	m := chineseCount.FindStringSubmatch(rest)
	if m == nil || !s.isNumeralCount(m[1]) {
		s.at += len(numeralRun.FindString(rest)) // the rest of a numeral begins none
		return true
	}
	s.put(Piece{Kind: Count, Text: m[1], Figure: m[1]})
	return true
}

// denied is the part of a match that an open slot takes the place of.
func denied(p *regexp.Regexp, rest string) string {
	m := p.FindStringSubmatch(rest)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

func (s *scanner) isNumeralCount(numeral string) bool {
	switch {
	case s.behind(nth):
		return false
	case numeral == zero:
		return true
	case numeral == single && !s.behind(once):
		return false
	}
	return s.counting() && !s.behind(each)
}

// nothing puts out words that say there was nothing.
func (s *scanner) nothing() bool {
	rest := s.text[s.at:]
	m := denied(nothingDone, rest)
	if m == "" && s.beginsClause() {
		m = denied(nothingThere, rest)
	}
	next, _ := utf8.DecodeRuneInString(rest[len(m):])
	if m == "" || s.behind(supposed) || strings.HasSuffix(m, without) && strings.ContainsRune(noDenial, next) {
		return false
	}
	s.put(Piece{Kind: Nothing, Text: m, Figure: m})
	return true
}

// isCount reports whether a number with this unit behind it counts what
// happened; of is what follows. Of units that are counted and belong to what there is, as
// villages or staff, only those that something was done with.
func (s *scanner) isCount(unit, of string) bool {
	if s.behind(nth) || strings.Contains(spans, "|"+unit+"|") {
		return false
	}
	if strings.Contains(persons, "|"+unit+"|") {
		return s.behind(people)
	}
	if strings.Contains(standingUnits, "|"+unit+"|") {
		return s.counting() && !standing.MatchString(of)
	}
	return unit != "" && !s.behind(each)
}

// counting reports whether the clause so far speaks of something done.
func (s *scanner) counting() bool { return doneWords.MatchString(s.clause()) }

// behind reports whether the last characters before match.
func (s *scanner) behind(p *regexp.Regexp) bool { return p.MatchString(s.clause()) }

// clause is the text since the last comma, at most a few characters.
func (s *scanner) clause() string {
	before := s.text[:s.at]
	if i := strings.LastIndexFunc(before, func(r rune) bool { return strings.ContainsRune(pauses, r) }); i >= 0 {
		_, n := utf8.DecodeRuneInString(before[i:])
		before = before[i+n:]
	}
	if len(before) > clauseReach {
		before = before[len(before)-clauseReach:]
		for len(before) > 0 && !utf8.RuneStart(before[0]) {
			before = before[1:]
		}
	}
	return before
}

func (s *scanner) beginsItem() bool {
	r, n := utf8.DecodeLastRuneInString(strings.TrimRight(s.text[:s.at], " 　"))
	return n == 0 || strings.ContainsRune(itemLead, r)
}

func (s *scanner) beginsClause() bool {
	r, n := utf8.DecodeLastRuneInString(strings.TrimRight(s.text[:s.at], " 　"))
	return n == 0 || strings.ContainsRune(clauseLead, r)
}

func year(s string) int {
	n, _ := strconv.Atoi(Fold(s))
	return n
}

// Fold brings full-width digits to ASCII.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }
func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
