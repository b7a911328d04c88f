package extract

import "strings"

func (in *input) isText() bool { return in.text != "" }

// isXML tells files that are XML as a whole, which old office programs write;
// as text they would be a heap of tags.
func (in *input) isXML() bool { return strings.HasPrefix(strings.TrimSpace(in.text), "<?xml") }

func readXML(*input) error { return fail(ErrUnknown, bareXML, nil) }

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// sourceLines are the lines of a text, numbered as an editor numbers them.
func sourceLines(text string) []string {
	return strings.Split(strings.TrimSuffix(newlines.Replace(text), "\n"), "\n")
}

// takeLines makes the lines of a text those of the document.
func (in *input) takeLines() error {
	// A break is one byte or more, so there are no fewer of these.
	breaks := strings.Count(in.text, "\n") + strings.Count(in.text, "\r") - strings.Count(in.text, "\r\n")
	if int64(len(in.text)) > in.limits.Text || breaks > in.limits.Lines {
		return in.tooMuchText()
	}
	in.doc.Lines = sourceLines(in.text)
	return nil
}

// readText makes a block of every line. Tabs and leading spaces say where the
// columns are and stay.
func readText(in *input) error {
	if err := in.takeLines(); err != nil {
		return err
	}
	for i, line := range in.doc.Lines {
		in.line(i, line, 0)
	}
	return nil
}

// line makes a block of the line with this index of Lines.
func (b *builder) line(index int, text string, level int) {
	text = strings.TrimRight(plain(text), " \n")
	if strings.Trim(text, " \t\u3000") == "" {
		return
	}
	b.doc.Blocks = append(b.doc.Blocks, Block{Text: text, Level: level, Line: index + 1})
}
