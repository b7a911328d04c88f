package exporter

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"nianbao/internal/form"
	"nianbao/internal/report"
)

// Measures of the picture, in pixels.
const (
	svgWidth  = 800
	svgMargin = 40
	svgInner  = svgWidth - 2*svgMargin
	tileHigh  = 92
	tileWide  = svgInner / 4
	barHigh   = 46
	barLabel  = 120
	barSpace  = 200 // to the right of the longest bar
)

// renderSVG draws a picture for residents: what was published, how many
// applications came and how they ended, beside last year's. Every mark has its
// figure written beside it, so that it can be read without colours.
func renderSVG(def *form.Definition, r *report.Report, opts Options) ([]byte, error) {
	p := picture{report: r, previous: opts.Previous, y: svgMargin}
	if p.previous != nil && p.previous.Format != r.Format {
		p.previous = nil // its figures mean something else
	}
	d := newMarked(def, r, opts)
	p.head(d)
	for _, topic := range def.Summary {
		p.topic(def, topic)
	}
	p.foot(d)
	var b strings.Builder
	fmt.Fprintf(&b, svgHead, svgWidth, p.y, svgWidth, p.y, escapeXML(d.Title), p.description(), svgFonts)
	b.WriteString(p.body.String())
	b.WriteString("</svg>\n")
	return []byte(b.String()), nil
}

const svgHead = `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="title description" xml:lang="zh-CN">
<title id="title">%s</title>
<desc id="description">%s</desc>
<defs><pattern id="last" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="3" height="6" fill="#8a94a1"/></pattern></defs>
<rect width="100%%" height="100%%" fill="#fff"/>
<g font-family="%s" fill="#1f2329">
`

const svgFonts = `&quot;Microsoft YaHei&quot;,&quot;Noto Sans CJK SC&quot;,&quot;WenQuanYi Micro Hei&quot;,sans-serif`

func escapeXML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// picture is drawn from top to bottom.
type picture struct {
	report, previous *report.Report
	body             strings.Builder
	said             []string // what it shows, in words
	y                int
}

func (p *picture) text(x, y, size int, style, text string) {
	fmt.Fprintf(&p.body, `<text x="%d" y="%d" font-size="%d"%s>%s</text>`+"\n", x, y, size, style, escapeXML(text))
}

const (
	middle = ` text-anchor="middle"`
	bold   = ` font-weight="bold"`
	grey   = ` fill="#56606d"`
	blue   = ` fill="#1a5a96" font-weight="bold"`
)

func (p *picture) head(d *Document) {
	if d.Mark != "" {
		p.text(svgWidth-svgMargin, p.y, 14, ` text-anchor="end"`+grey, d.Mark)
	}
	p.y += 20
	for _, line := range d.TitleParts() {
		for _, part := range wrap(line, 2*svgInner/28) {
			p.text(svgWidth/2, p.y+14, 26, middle+bold, part)
			p.y += 38
		}
	}
	p.text(svgWidth/2, p.y+8, 16, middle+grey, pictureName)
	p.y += 36
}

// amount is what a digest adds up to; ok is false where nothing is known.
func amount(r *report.Report, d form.Digest) (total decimal.Decimal, ok bool) {
	if r == nil {
		return total, false
	}
	for _, code := range d.Codes {
		if n, known := r.Cell(code).Decimal(); known {
			total, ok = total.Add(n), true
		}
	}
	return total, ok
}

func (p *picture) topic(def *form.Definition, t form.Topic) {
	figures, parts := def.Digests(t)
	figures, parts = p.told(figures), p.told(parts)
	fmt.Fprintf(&p.body, `<rect x="%d" y="%d" width="6" height="24" fill="#1a5a96"/>`+"\n", svgMargin, p.y)
	p.text(svgMargin+18, p.y+20, 20, bold, t.Title)
	p.y += 44
	if len(figures) == 0 && len(parts) == 0 {
		p.none(t)
		return
	}
	for i, d := range figures {
		p.tile(d, svgMargin+i%4*tileWide, p.y)
		if i%4 == 3 || i == len(figures)-1 {
			p.y += tileHigh
		}
	}
	p.bars(parts)
	p.y += 20
}

// told are the digests that have something to tell: more than 0 this year or
// last.
func (p *picture) told(all []form.Digest) []form.Digest {
	var out []form.Digest
	for _, d := range all {
		now, _ := amount(p.report, d)
		last, _ := amount(p.previous, d)
		if now.IsPositive() || last.IsPositive() {
			out = append(out, d)
		}
	}
	return out
}

func (p *picture) none(t form.Topic) {
	say := strings.ReplaceAll(t.None, "{year}", strconv.Itoa(p.report.Year))
	if say == "" {
		say = pictureNothing
	}
	p.text(svgMargin+18, p.y+14, 18, "", say)
	p.said = append(p.said, t.Title+say)
	p.y += 50
}

// tile is a figure with its label, and last year's.
func (p *picture) tile(d form.Digest, x, y int) {
	now, known := amount(p.report, d)
	figure := now.String() + d.Unit
	if !known {
		figure = pictureUnknown
	}
	p.text(x+18, y+30, 28, blue, figure)
	for i, line := range wrap(d.Label, 2*(tileWide-24)/14) {
		if i > 0 {
			y += 18
		}
		p.text(x+18, y+54, 14, "", line)
	}
	if last, ok := amount(p.previous, d); ok {
		p.text(x+18, y+75, 13, grey, lastYear+last.String()+d.Unit)
	}
	p.said = append(p.said, d.Label+figure)
}

// bars compare the parts of a figure, this year solid, last year hatched.
func (p *picture) bars(parts []form.Digest) {
	largest := decimal.NewFromInt(1)
	for _, d := range parts {
		now, _ := amount(p.report, d)
		last, _ := amount(p.previous, d)
		largest = decimal.Max(largest, now, last)
	}
	for _, d := range parts {
		now, _ := amount(p.report, d)
		p.text(svgMargin+18, p.y+16, 15, "", d.Label)
		p.bar(p.y, 20, now, largest, "#1a5a96", now.String()+d.Unit, 15)
		if last, ok := amount(p.previous, d); ok {
			p.bar(p.y+22, 12, last, largest, "url(#last)", lastYear+last.String()+d.Unit, 12)
		}
		p.said = append(p.said, d.Label+now.String()+d.Unit)
		p.y += barHigh
	}
}

func (p *picture) bar(y, height int, value, largest decimal.Decimal, fill, figure string, size int) {
	x := svgMargin + 18 + barLabel
	width := value.Mul(decimal.NewFromInt(svgInner - barLabel - barSpace)).Div(largest).IntPart()
	if value.IsPositive() {
		width = max(width, 2)
		fmt.Fprintf(&p.body, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", x, y, width, height, fill)
	}
	p.text(x+int(width)+8, y+height-max(0, (height-size)/2)-1, size, "", figure)
}

func (p *picture) foot(d *Document) {
	fmt.Fprintf(&p.body, `<path d="M%d %dH%d" stroke="#c9d0d8"/>`+"\n", svgMargin, p.y, svgWidth-svgMargin)
	p.text(svgMargin+18, p.y+26, 13, grey, fmt.Sprintf(pictureSource, d.Issuer, p.report.Year))
	if p.previous != nil {
		p.text(svgMargin+18, p.y+48, 13, grey, fmt.Sprintf(pictureLast, p.previous.Year))
		p.y += 22
	}
	p.y += 50
	p.body.WriteString("</g>\n")
}

func (p *picture) description() string {
	return escapeXML(strings.Join(p.said, listComma) + sentenceEnd)
}
