package extract

import (
	"math"

	"github.com/ledongthuc/pdf"
)

// pdfPage is what is drawn on a page, from its top left corner.
type pdfPage struct {
	number        int
	width, height float64
	glyphs        []glyph
	flat, upright []ruling // lines across and down
	seen          map[glyphKey]bool

	hidden   []glyph // that are drawn but not to be seen
	slanted  []glyph // neither across nor upright: a watermark
	pictured float64 // how much of the page pictures cover
	picture  picture
}

// glyph is a text at a place: x, y of the left end of its base line.
type glyph struct {
	x, y, width, size float64
	text              string
}

type glyphKey struct {
	text string
	x, y int
}

// ruling is a line at a place, from one end to the other.
type ruling struct{ at, from, to float64 }

// pdfCanvas runs the program of a page.
type pdfCanvas struct {
	r    *pdfReader
	page *pdfPage
	err  error

	state drawState
	saved []drawState

	text, line matrix // of the text object
	actual     *string
	marks      []bool // whether an open mark says its text itself

	path   [][]point
	points int // in path
	steps  int
	fonts  map[pdfName]*pdfFont // of the resources in use
	named  pdf.Value            // the same, as the file has them
}

type drawState struct {
	ctm                           matrix
	font                          *pdfFont
	size, char, word, scale, lead float64
	rise                          float64
	mode                          int
}

const (
	maxForms  = 8       // in each other
	maxDrawn  = 10_000  // of a file
	maxPoints = 20_000  // of a path; what has more draws no table
	maxSeen   = 120_000 // places of the glyphs of a page, two for each
)

// run executes a program.
func (c *pdfCanvas) run(program []byte, resources pdf.Value, ctm matrix, depth int) {
	if depth == 0 {
		c.page.seen = map[glyphKey]bool{}
		c.state = drawState{ctm: ctm, scale: 1}
	}
	outer, outerNamed := c.fonts, c.named
	c.fonts, c.named = map[pdfName]*pdfFont{}, resources.Key("Font")
	defer func() { c.fonts, c.named = outer, outerNamed }()
	l := &pdfLexer{data: program}
	var args []any
	for c.err == nil {
		v := l.next(0)
		if v == nil {
			return
		}
		op, ok := v.(pdfOp)
		if !ok {
			if len(args) < 64 {
				args = append(args, v)
			}
			continue
		}
		if c.steps++; c.steps > c.r.in.limits.Nodes {
			c.err = fail(ErrTooLarge, tooMuch, nil)
			return
		}
		if c.err = c.r.in.stopped(); c.err != nil {
			return
		}
		switch op {
		case "ID":
			c.drawPicture(false)
			l.skipImage()
		case "Do":
			c.form(args, resources, depth)
		case "Tf":
			c.setFont(args)
		default:
			if !c.graphics(op, args) && !c.paths(op, args) {
				c.texts(op, args)
			}
		}
		args = args[:0]
	}
}

func num(args []any, i int) float64 {
	if i >= 0 && i < len(args) {
		if n, ok := args[i].(float64); ok && !math.IsNaN(n) && math.Abs(n) < 1e9 {
			return n
		}
	}
	return 0
}

func sixOf(args []any) matrix {
	return matrix{num(args, 0), num(args, 1), num(args, 2), num(args, 3), num(args, 4), num(args, 5)}
}

// graphics are the operators of the state.
func (c *pdfCanvas) graphics(op pdfOp, args []any) bool {
	switch op {
	case "q":
		if len(c.saved) < 1000 {
			c.saved = append(c.saved, c.state)
		}
	case "Q":
		if n := len(c.saved); n > 0 {
			c.state, c.saved = c.saved[n-1], c.saved[:n-1]
		}
	case "cm":
		c.state.ctm = sixOf(args).then(c.state.ctm)
	case "BDC":
		c.mark(args)
	case "BMC":
		c.marks = append(c.marks, false)
	case "EMC":
		if n := len(c.marks); n > 0 {
			if c.marks[n-1] {
				c.actual = nil
			}
			c.marks = c.marks[:n-1]
		}
	default:
		return false
	}
	return true
}

// mark begins a stretch that may say itself what its glyphs mean.
func (c *pdfCanvas) mark(args []any) {
	says := false
	if len(args) == 2 && c.actual == nil {
		if props, ok := args[1].(map[string]any); ok {
			if text, ok := props["ActualText"].(string); ok && len(text) >= 2 && text[0] == 0xFE {
				text = fromUTF16(text)
				c.actual, says = &text, true
			}
		}
	}
	c.marks = append(c.marks, says)
}

func (c *pdfCanvas) setFont(args []any) {
	if len(args) < 2 {
		return
	}
	name, _ := args[0].(pdfName)
	c.state.size = num(args, 1)
	f := c.fonts[name]
	if f == nil {
		if f, c.err = c.r.sharedFont(c.named.Key(string(name))); c.err != nil {
			return
		}
		c.fonts[name] = f
	}
	c.state.font = f
}

// form draws a part that has a program of its own, or counts a picture.
func (c *pdfCanvas) form(args []any, resources pdf.Value, depth int) {
	if len(args) == 0 || depth >= maxForms {
		return
	}
	name, _ := args[0].(pdfName)
	v := resources.Key("XObject").Key(string(name))
	if v.Key("Subtype").Name() == "Image" {
		c.drawPicture(!v.Key("SMask").IsNull())
		return
	}
	if c.r.forms++; c.r.forms > maxDrawn {
		c.err = fail(ErrTooLarge, tooMuch, nil)
		return
	}
	program, err := c.r.stream(v)
	if err != nil {
		c.err = err
		return
	}
	own := v.Key("Resources")
	if own.IsNull() {
		own = resources
	}
	before, saved := c.state, c.saved
	if m := v.Key("Matrix"); m.Len() == 6 {
		var form matrix
		for i := range form {
			form[i] = m.Index(i).Float64()
		}
		c.state.ctm = form.then(c.state.ctm)
	}
	c.saved = nil
	c.run(program, own, c.state.ctm, depth+1)
	c.state, c.saved = before, saved
}

// paths are the operators that draw lines.
func (c *pdfCanvas) paths(op pdfOp, args []any) bool {
	if c.points > maxPoints && (op == "m" || op == "l" || op == "re") {
		return true
	}
	switch op {
	case "m":
		c.points++
		c.path = append(c.path, []point{c.state.ctm.apply(num(args, 0), num(args, 1))})
	case "l":
		c.points++
		if n := len(c.path); n > 0 {
			c.path[n-1] = append(c.path[n-1], c.state.ctm.apply(num(args, 0), num(args, 1)))
		}
	case "c", "v", "y": // a curve is no ruling line
		if n := len(c.path); n > 0 {
			c.path[n-1] = []point{c.state.ctm.apply(num(args, len(args)-2), num(args, len(args)-1))}
		}
	case "re":
		c.points += 5
		x, y, w, h := num(args, 0), num(args, 1), num(args, 2), num(args, 3)
		t := c.state.ctm
		c.path = append(c.path, []point{t.apply(x, y), t.apply(x+w, y), t.apply(x+w, y+h), t.apply(x, y+h), t.apply(x, y)})
	case "h":
		c.closePath()
	case "s", "b", "b*":
		c.closePath()
		c.stroke()
	case "S", "B", "B*":
		c.stroke()
	case "f", "F", "f*":
		c.fill()
	case "n":
		c.endPath()
	default:
		return false
	}
	return true
}

func (c *pdfCanvas) endPath() { c.path, c.points = nil, 0 }

func (c *pdfCanvas) closePath() {
	if n := len(c.path); n > 0 && len(c.path[n-1]) > 1 {
		c.path[n-1] = append(c.path[n-1], c.path[n-1][0])
	}
}

// thin is the most that a ruling line is thick.
const thin = 3.0

func (c *pdfCanvas) stroke() {
	for _, p := range c.path {
		if left, top, right, bottom := bounds(p); len(p) > 3 && (right-left < thin || bottom-top < thin) {
			c.page.rule(left, top, right, bottom)
			continue
		}
		for i := 1; i < len(p); i++ {
			c.page.rule(min(p[i-1].x, p[i].x), min(p[i-1].y, p[i].y), max(p[i-1].x, p[i].x), max(p[i-1].y, p[i].y))
		}
	}
	c.endPath()
}

// fill: a line may be drawn as a box that is very thin.
func (c *pdfCanvas) fill() {
	for _, p := range c.path {
		if len(p) > 3 {
			c.page.rule(bounds(p))
		}
	}
	c.endPath()
}

func bounds(p []point) (left, top, right, bottom float64) {
	left, top, right, bottom = p[0].x, p[0].y, p[0].x, p[0].y
	for _, q := range p[1:] {
		left, top, right, bottom = min(left, q.x), min(top, q.y), max(right, q.x), max(bottom, q.y)
	}
	return left, top, right, bottom
}

// maxRulings is more than any page of a report has.
const maxRulings = 20_000

// rule keeps a line if it lies or stands.
func (p *pdfPage) rule(left, top, right, bottom float64) {
	w, h := right-left, bottom-top
	switch {
	case len(p.flat)+len(p.upright) > maxRulings || w < thin && h < thin:
	case h < thin && h < w:
		p.flat = append(p.flat, ruling{(top + bottom) / 2, left, right})
	case w < thin && w < h:
		p.upright = append(p.upright, ruling{(left + right) / 2, top, bottom})
	}
}

// texts are the operators that draw glyphs.
func (c *pdfCanvas) texts(op pdfOp, args []any) {
	s := &c.state
	switch op {
	case "BT":
		c.text, c.line = matrix{1, 0, 0, 1, 0, 0}, matrix{1, 0, 0, 1, 0, 0}
	case "Tm":
		c.text = sixOf(args)
		c.line = c.text
	case "Td":
		c.move(num(args, 0), num(args, 1))
	case "TD":
		s.lead = -num(args, 1)
		c.move(num(args, 0), num(args, 1))
	case "T*":
		c.move(0, -s.lead)
	case "Tc":
		s.char = num(args, 0)
	case "Tw":
		s.word = num(args, 0)
	case "Tz":
		s.scale = num(args, 0) / 100
	case "TL":
		s.lead = num(args, 0)
	case "Ts":
		s.rise = num(args, 0)
	case "Tr":
		s.mode = int(num(args, 0))
	case "'":
		c.move(0, -s.lead)
		c.show(args)
	case "\"":
		s.word, s.char = num(args, 0), num(args, 1)
		c.move(0, -s.lead)
		if len(args) > 2 {
			c.show(args[2:])
		}
	case "Tj":
		c.show(args)
	case "TJ":
		if len(args) > 0 {
			list, _ := args[0].([]any)
			c.show(list)
		}
	}
}

func (c *pdfCanvas) move(x, y float64) {
	c.line = matrix{1, 0, 0, 1, x, y}.then(c.line)
	c.text = c.line
}

// show draws strings; numbers between them move the place.
func (c *pdfCanvas) show(list []any) {
	s := &c.state
	if s.font == nil {
		return
	}
	for _, v := range list {
		switch v := v.(type) {
		case float64:
			c.advance(-v / 1000 * s.size * s.scale)
		case string:
			if c.r.drawn += len(v) / 2; c.r.drawn > c.r.in.limits.Nodes/5 || len(c.page.seen) > maxSeen {
				c.err = fail(ErrTooLarge, tooMuch, nil)
				return
			}
			for len(v) > 0 {
				size, text, width, ok := s.font.glyph(v)
				space := size == 1 && v[0] == ' '
				v = v[size:]
				c.draw(text, width, ok)
				step := width*s.size + s.char
				if space {
					step += s.word
				}
				c.advance(step * s.scale)
			}
		}
	}
}

func (c *pdfCanvas) advance(x float64) { c.text = matrix{1, 0, 0, 1, x, 0}.then(c.text) }

// draw keeps a glyph, unless it cannot be seen or is there already: some
// programs print twice for bold.
func (c *pdfCanvas) draw(text string, width float64, known bool) {
	s := &c.state
	if c.actual != nil {
		text, known = *c.actual, true
		*c.actual = ""
	}
	if !known {
		c.r.lost++
		text = "\uFFFD"
	}
	t := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.then(c.text).then(s.ctm)
	from, to, top := t.apply(0, 0), t.apply(width, 0), t.apply(0, 1)
	if text == "" {
		if n := len(c.page.glyphs); c.actual != nil && n > 0 { // more glyphs for the same text
			last := &c.page.glyphs[n-1]
			last.width = max(last.width, to.x-last.x)
		}
		return
	}
	g := glyph{x: min(from.x, to.x), y: from.y, width: math.Abs(to.x - from.x), text: text, size: math.Hypot(top.x-from.x, top.y-from.y)}
	if g.size < 1 || math.IsNaN(g.x) || math.IsNaN(g.y) {
		return
	}
	here := glyphKey{text, int(g.x), int(g.y)}
	near := glyphKey{text, int(g.x + 0.6), int(g.y + 0.6)}
	if c.page.seen[here] || c.page.seen[near] {
		return
	}
	c.page.seen[here], c.page.seen[near] = true, true
	switch {
	case t.slanted():
		c.page.slanted = append(c.page.slanted, g)
	case s.mode == 3:
		c.page.hidden = append(c.page.hidden, g)
	default:
		c.page.glyphs = append(c.page.glyphs, g)
	}
}
