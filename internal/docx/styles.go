package docx

// styles writes styles.xml. The first style is what Word calls Normal.
func (f *File) styles() []byte {
	w := &writer{file: f}
	w.raw(declaration, `<w:styles xmlns:w="`, nsMain, `"><w:docDefaults><w:rPrDefault><w:rPr>`)
	w.fonts(&f.Styles[0])
	w.raw(`<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)
	for i := range f.Styles {
		w.style(&f.Styles[i], i == 0)
	}
	w.raw("</w:styles>")
	return w.Bytes()
}

func (w *writer) style(s *Style, first bool) {
	kind := "paragraph"
	if s.Kind == CharacterStyle {
		kind = "character"
	}
	w.raw(`<w:style w:type="`, kind, `"`)
	if first {
		w.raw(` w:default="1"`)
	}
	if w.file.Prefix != "" {
		w.raw(` w:customStyle="1"`)
	}
	w.raw(` w:styleId="`, w.id(s.ID), `">`)
	w.value("name", s.Name)
	if s.Base != "" {
		w.raw(`<w:basedOn w:val="`, w.id(s.Base), `"/>`)
	}
	if s.Next != "" {
		w.raw(`<w:next w:val="`, w.id(s.Next), `"/>`)
	}
	w.flag("qFormat")
	if s.Kind == ParagraphStyle {
		w.styleParagraph(s)
	}
	w.styleRun(s)
	w.raw("</w:style>")
}

// id is the id of a style as it is written.
func (w *writer) id(id string) string { return escape(w.file.Prefix + id) }

func (w *writer) styleParagraph(s *Style) {
	root := s.Base == "" // says all of it: a template's defaults are others
	w.raw("<w:pPr>")
	if s.KeepNext {
		w.flag("keepNext")
	}
	if root {
		w.raw(`<w:overflowPunct w:val="0"/>`) // no punctuation in the margin
	}
	if s.OffGrid {
		w.raw(`<w:snapToGrid w:val="0"/>`)
	}
	if s.Line > 0 || s.Before > 0 || s.After > 0 || root {
		w.raw("<w:spacing")
		if s.Before > 0 || root {
			w.attribute("before", int(s.Before))
		}
		if s.After > 0 || root {
			w.attribute("after", int(s.After))
		}
		if s.Line > 0 {
			w.attribute("line", int(s.Line))
			w.raw(` w:lineRule="exact"`)
		}
		w.raw("/>")
	}
	switch {
	case s.Indent == NoIndent:
		w.raw(`<w:ind w:firstLineChars="0" w:firstLine="0"/>`)
	case s.Indent > 0:
		w.raw("<w:ind")
		w.indent("firstLine", s.Indent)
		w.raw("/>")
	}
	if s.Align != "" {
		w.value("jc", string(s.Align))
	}
	if s.Outline > 0 {
		w.number("outlineLvl", s.Outline-1)
	}
	w.raw("</w:pPr>")
}

func (w *writer) styleRun(s *Style) {
	w.raw("<w:rPr>")
	w.fonts(s)
	if s.Bold {
		w.flag("b")
	}
	if s.Color != "" {
		w.value("color", s.Color)
	}
	if s.Spacing != 0 {
		w.number("spacing", int(s.Spacing))
	}
	if s.Size > 0 {
		w.number("sz", int(s.Size/10)) // half points
		w.number("szCs", int(s.Size/10))
	}
	w.raw("</w:rPr>")
}

func (w *writer) fonts(s *Style) {
	if s.EastAsian == "" && s.Latin == "" {
		return
	}
	w.raw("<w:rFonts")
	if s.Latin != "" {
		w.raw(` w:ascii="`, escape(s.Latin), `" w:hAnsi="`, escape(s.Latin), `"`)
	}
	if s.EastAsian != "" {
		w.raw(` w:eastAsia="`, escape(s.EastAsian), `"`)
	}
	if s.Latin != "" {
		w.raw(` w:cs="`, escape(s.Latin), `"`)
	}
	w.raw("/>")
}

// fontTable names what may stand in for fonts that a PC does not have.
func (f *File) fontTable() []byte {
	w := &writer{file: f}
	w.raw(declaration, `<w:fonts xmlns:w="`, nsMain, `">`)
	for _, font := range f.Fonts {
		w.font(font)
	}
	w.raw("</w:fonts>")
	return w.Bytes()
}

func (w *writer) font(font Font) {
	w.raw(`<w:font w:name="`, escape(font.Name), `">`)
	if font.Alternatives != "" {
		w.value("altName", font.Alternatives)
	}
	family := "modern"
	if font.Roman {
		family = "roman"
	}
	w.raw(`<w:charset w:val="86"/><w:family w:val="`, family, `"/></w:font>`)
}

// settings ask for different feet on odd and even pages, and for the layout of
// Word 2013 and later.
func (f *File) settings() []byte {
	w := &writer{file: f}
	w.raw(declaration, `<w:settings xmlns:w="`, nsMain, `">`)
	if len(f.EvenFooter) > 0 {
		w.flag("evenAndOddHeaders")
	}
	w.raw(`<w:characterSpacingControl w:val="doNotCompress"/><w:compat>`,
		`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>`, `</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`)
	return w.Bytes()
}
