package extract

// docStyle is a style of a Word 97 document: what it adds to the one it is
// based on.
type docStyle struct {
	known      int // number of a style that every Word has
	parent     int
	para, char []byte
}

// Numbers of styles that every Word has: the headings are 1 to 9.
const (
	lastHeading   = 6
	firstContents = 19
	lastContents  = 27
	noParent      = 0xFFF
)

// Kinds of styles.
const (
	paraStyle = 1
	charStyle = 2
)

// readStyles reads the sheet of styles; what of it is damaged is left out.
func (d *docReader) readStyles() []docStyle {
	sheet := d.pair(1)
	size := u16(sheet, 0)
	count, base := u16(sheet, 2), u16(sheet, 4)
	var out []docStyle
	for at := 2 + size; len(out) < count && at+2 <= len(sheet); {
		length := u16(sheet, at)
		at += 2
		if at+length > len(sheet) {
			break
		}
		out = append(out, styleOf(sheet[at:at+length], base))
		at += length + length%2
	}
	return out
}

// styleOf reads one style; base is how long its head is.
func styleOf(def []byte, base int) docStyle {
	s := docStyle{known: u16(def, 0) & 0xFFF, parent: u16(def, 2) >> 4}
	kind := u16(def, 2) & 0xF
	at := base + 2 + 2*u16(def, base) + 2 // the name
	part := func() (ops []byte) {
		size := u16(def, at)
		at += 2
		if size > 0 && at+size <= len(def) {
			ops = def[at : at+size]
		}
		at += size + size%2
		return ops
	}
	if kind == paraStyle {
		if ops := part(); len(ops) > 2 {
			s.para = ops[2:]
		}
	}
	if kind == paraStyle || kind == charStyle {
		s.char = part()
	}
	return s
}

// family lists a style and those it is based on, the first of them first.
func (d *docReader) family(style int) (out []docStyle) {
	for hops := 0; style >= 0 && style < len(d.styles) && style != noParent && hops < maxHops; hops++ {
		out = append([]docStyle{d.styles[style]}, out...)
		style = d.styles[style].parent
	}
	return out
}

// styled fills in what a style says of its paragraphs.
func (d *docReader) styled(style int, p *paraProps) {
	for _, s := range d.family(style) {
		if s.known >= 1 && s.known <= lastHeading {
			p.level = s.known
		}
		p.contents = s.known >= firstContents && s.known <= lastContents
		p.read(s.para, nil)
	}
}

// hides reports whether the characters of a style are hidden.
func (d *docReader) hides(style int) (hidden bool) {
	for _, s := range d.family(style) {
		eachOp(s.char, func(op int, arg []byte) {
			if op == opHidden {
				hidden = arg[0] == 1
			}
		})
	}
	return hidden
}
