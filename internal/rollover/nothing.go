package rollover

import (
	"strconv"
	"strings"

	"nianbao/internal/form"
	"nianbao/internal/sentence"
)

// answered drops a sentence that says there was nothing, where the answer to a
// question of the format writes it anew. Each of its clauses must say so, or
// only when and who.
func (c *carrier) answered(said string) bool {
	var questions []*form.Question
	for _, clause := range sentence.Clauses(strings.Trim(said, blanks)) {
		clause = strings.Trim(clause, blanks)
		switch q := c.question(clause); {
		case q != nil && saysNothing(clause):
			questions = append(questions, q)
		case leadIn.MatchString(clause):
		case len(questions) > 0 && saysNothing(clause):
		default:
			return false
		}
	}
	if len(questions) == 0 || allTime.MatchString(said) {
		return false
	}
	ask := strings.ReplaceAll(questions[0].Ask, "{year}", strconv.Itoa(c.roller.year))
	c.dropped = true
	c.note(sectionOf(c.place), answeredNote, quoted(said), ask)
	return true
}

// question is the one that writes a clause, nil if none does.
func (c *carrier) question(clause string) *form.Question {
	for i := len(c.to.Reuse.Answered) - 1; i >= 0; i-- {
		a := c.to.Reuse.Answered[i]
		for _, word := range a.Words {
			if strings.Contains(clause, word) {
				return c.to.Question(a.Question)
			}
		}
	}
	return nil
}

// saysNothing reports whether a clause says there was nothing, in words or
// with no figure but 0.
func saysNothing(clause string) bool {
	nothing := false
	for _, p := range sentence.Scan(clause) {
		switch p.Kind {
		case sentence.Nothing:
			nothing = true
		case sentence.Count:
			if !isNought(p.Figure) {
				return false
			}
			nothing = true
		case sentence.Percent, sentence.Number, sentence.Date:
			return false
		}
	}
	return nothing
}

func isNought(figure string) bool {
	return strings.Trim(sentence.Fold(figure), noughts) == ""
}
