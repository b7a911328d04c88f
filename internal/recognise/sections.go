package recognise

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/internal/form"
)

// Scores of a line as the heading of a section.
const (
	scoreText    = 10.0 // for the very words
	scoreLeast   = 0.55 // likeness from which the words count
	scoreNumber  = 3.0
	scoreLevel   = 1.0
	scoreTable   = 4.0 // the section's table follows
	scoreOrder   = 4.0 // lost where a later section stands before
	scoreOwn     = 2.5 // of it not lost by the very words of the definition
	scoreFloor   = 2.5 // what a heading must have
	maxHeading   = 45  // characters
	maxCandidate = 300
)

// headingOf is a line that may head a section.
type headingOf struct {
	row    int
	scores []float64 // by section index
	like   []float64
	own    []bool // the very words of the definition
}

// isHeading reports whether a line is the heading of a section by its words.
func (a *reading) isHeading(r *row) bool {
	if r.split && !r.isAlone() {
		return false
	}
	k := key(bare(r.text))
	for i := range a.def.Sections {
		if slices.Contains(a.headKeys[i], k) {
			return true
		}
	}
	return false
}

// headingKeys lists the spellings of the section headings.
func headingKeys(def *form.Definition) [][]string {
	out := make([][]string, len(def.Sections))
	for i, s := range def.Sections {
		for _, text := range append([]string{s.Heading}, s.Aliases...) {
			out[i] = append(out[i], key(bare(text)))
		}
	}
	return out
}

// headings chooses the line that heads each section: the best choice for all
// of them together. Sections without one have -1.
func (a *reading) headings() []int {
	var list []headingOf
	for i := range a.rows {
		if h, ok := a.candidate(i); ok {
			list = append(list, h)
		}
	}
	if len(list) > maxCandidate {
		slices.SortStableFunc(list, func(x, y headingOf) int { return cmp.Compare(slices.Max(y.scores), slices.Max(x.scores)) })
		list = list[:maxCandidate]
		slices.SortFunc(list, func(x, y headingOf) int { return x.row - y.row })
	}
	return a.choose(list)
}

// candidate scores a line as a heading.
func (a *reading) candidate(i int) (headingOf, bool) {
	r := &a.rows[i]
	text := trim(r.text)
	if a.inZone[i] || r.split && !(r.isAlone() && a.isHeading(r)) || r.isPage || text == "" || utf8.RuneCountInString(text) > maxHeading {
		return headingOf{}, false
	}
	if sentenceEnds.MatchString(text) && (utf8.RuneCountInString(text) > maxHeading/2 || numberOf(text) == 0) {
		return headingOf{}, false
	}
	h := headingOf{row: i, scores: make([]float64, len(a.def.Sections)), like: make([]float64, len(a.def.Sections)), own: make([]bool, len(a.def.Sections))}
	number := numberOf(text)
	k := key(bareHeading(text))
	any := false
	for s := range a.def.Sections {
		h.like[s], h.own[s] = a.likeHeading(k, s), k == a.headKeys[s][0]
		score := 0.0
		if h.like[s] >= scoreLeast {
			score += scoreText * h.like[s]
		}
		switch {
		case number == a.def.Sections[s].Number:
			score += scoreNumber
		case number != 0:
			score -= scoreNumber
		case h.like[s] < 0.8:
			score -= scoreNumber
		}
		if sentenceEnds.MatchString(text) || strings.ContainsAny(text, "，：:") && (h.like[s] < 0.8 || number == 0 && h.like[s] < 1) {
			score -= 2 * scoreNumber
		}
		if score > 0 && r.level > 0 {
			score += scoreLevel
		}
		if score > 0 {
			score += a.nearTable(i, s)
			if i+1 < len(a.rows) && !a.isHeading(&a.rows[i+1]) { // no line of a table of contents
				score += scoreLevel / 2
			}
		}
		h.scores[s] = score
		any = any || score >= scoreFloor
	}
	return h, any
}

// bareHeading is a heading without its number.
func bareHeading(text string) string {
	if m := sectionNumber.FindStringSubmatchIndex(text); m != nil {
		if m[2] >= 0 {
			return text[m[1]:]
		}
		return text[m[5]:]
	}
	return bare(text)
}

// numberOf is the number a line begins with as a section does; 0 for none.
func numberOf(text string) int {
	m := sectionNumber.FindStringSubmatch(text)
	switch {
	case m == nil:
		return 0
	case m[1] != "":
		return 1 + utf8.RuneCountInString(ordinals[:strings.Index(ordinals, m[1])])
	}
	return int(fold([]rune(m[2])[0]) - '0')
}

func (a *reading) likeHeading(k string, s int) float64 {
	best := 0.0
	for _, h := range a.headKeys[s] {
		if k == h {
			return 1
		}
		like := likeness(k, h)
		if n := utf8.RuneCountInString(h); n >= 4 && strings.Contains(k, h) {
			like = max(like, 0.85)
		}
		best = max(best, like)
	}
	return best
}

// nearTable is what a line gains as the heading of a section whose table comes
// next, and loses where the table stands before it.
func (a *reading) nearTable(i, s int) float64 {
	t := slices.IndexFunc(a.ix.tables, func(t *table) bool { return t.section == a.def.Sections[s].Number })
	if t < 0 {
		return 0
	}
	gain := 0.0
	for _, z := range a.found {
		if z.table != t {
			continue
		}
		if z.from < i {
			gain = -scoreTable
			continue
		}
		if z.from-i > 7 || slices.Contains(a.inZone[i+1:z.from], true) {
			return max(gain, 0)
		}
		return scoreTable
	}
	return gain
}

// choose finds the best set of headings: at most one a section, and in order
// unless their words leave no doubt.
func (a *reading) choose(list []headingOf) []int {
	n := len(a.def.Sections)
	sets := 1 << n
	best := make([]float64, sets)
	from := make([][]int, sets) // by section: the row
	for set := range best {
		best[set] = -1e9
	}
	best[0] = 0
	from[0] = slices.Repeat([]int{-1}, n)
	for _, h := range list {
		for set := sets - 1; set >= 0; set-- {
			if best[set] < 0 {
				continue
			}
			for s := range n {
				if set&(1<<s) != 0 || h.scores[s] < scoreFloor {
					continue
				}
				score := best[set] + h.scores[s]
				if later := set >> (s + 1); later != 0 {
					score -= scoreOrder
					if h.own[s] {
						score += scoreOwn
					}
					if h.like[s] < 0.9 {
						score -= scoreText
					}
				}
				if to := set | 1<<s; score > best[to] {
					best[to] = score
					from[to] = slices.Clone(from[set])
					from[to][s] = h.row
				}
			}
		}
	}
	winner := 0
	for set := range best {
		if best[set] > best[winner] {
			winner = set
		}
	}
	return from[winner]
}
