package recognise

import (
	"strings"
)

// isGlued reports whether figures that are too few may be several run
// together: a single one of many digits, or one with a nought in front.
func isGlued(values []*token, want int) bool {
	digits, proof := 0, len(values) == 1
	for _, v := range values {
		if strings.Trim(v.text, "0123456789") != "" {
			return false
		}
		digits += len(v.text)
		proof = proof || len(v.text) > 1 && v.text[0] == '0'
	}
	return digits >= want && proof
}

// splits lists the ways to cut figures run together into as many as there are
// columns. No figure but 0 begins with 0.
func splits(values []*token, want int) []candidate {
	c := &cutter{values: values, want: want}
	c.next(0, 0)
	if c.full {
		return nil
	}
	return c.out
}

type cutter struct {
	values []*token
	want   int
	parts  []string
	from   []*token
	out    []candidate
	full   bool
}

// maxFigure is the longest figure looked for within digits run together: no
// office below a province answers a hundred thousand applications.
const maxFigure = 5

func (c *cutter) next(token, at int) {
	if c.full {
		return
	}
	if token == len(c.values) {
		if len(c.parts) == c.want {
			c.out = append(c.out, candidate{append([]string(nil), c.parts...), append(c.from[:0:0], c.from...)})
			c.full = len(c.out) > maxCandidates
		}
		return
	}
	text := c.values[token].text
	if at == len(text) {
		c.next(token+1, 0)
		return
	}
	left := len(text) - at
	for _, v := range c.values[token+1:] {
		left += len(v.text)
	}
	need := c.want - len(c.parts)
	if need == 0 || left < need || left > need*maxFigure {
		return
	}
	for end := at + 1; end <= len(text) && end-at <= maxFigure; end++ {
		c.parts, c.from = append(c.parts, text[at:end]), append(c.from, c.values[token])
		c.next(token, end)
		c.parts, c.from = c.parts[:len(c.parts)-1], c.from[:len(c.from)-1]
		if text[at] == '0' {
			return
		}
	}
}
